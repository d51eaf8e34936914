// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One book as a folder: `stripe.json` is its magnetic stripe, `page-NN.png` the paper of each page that has ink on it. The stripe says
// which line is being printed before the ink comes, and that it is printed after; so wherever the power goes, reading the book finds out
// from the ink in that row what happened. Each step is written aside, synced and renamed. One thread at a time; private to the owner of
// the files.
#pragma once

#include <filesystem>
#include <functional>

#include "base/result.h"
#include "drivers/api/device.h"
#include "drivers/api/passbook_printer.h"
#include "drivers/passbook/passbook_page.h"
#include "drivers/passbook/passbook_protocol.h"

namespace silverlane::drivers::passbook {

/// How far a line has come, for what can go wrong in the middle of it.
enum class Stage {
    announced,   ///< the stripe says that it is being printed; no ink yet
    inked,       ///< the ink is on the paper; the stripe does not say so yet
};
enum class Goes { on, no_further };
using AtStage = std::function<Goes(Stage)>;

class Book {
public:
    struct Capacity {
        int rows_a_page = 1;
        int pages = 1;
    };
    /// Opens the book in `folder`, or makes a new one. Errors: corrupt, io.
    static Result<Book> open(std::filesystem::path folder, Capacity capacity_of_a_new_one);

    /// Reads stripe and paper, and settles a line that was being printed when something went wrong. Errors: corrupt (also when the row that
    /// should be next is not blank), io.
    Result<BookRecord> read();

    /// Puts `ink` into the row where the next line belongs. failed: nothing is on the paper. unknown: it did not come to its end; read().
    OperationOutcome print(const std::string& id, const paper::Raster& ink, const AtStage& at_stage);

private:
    explicit Book(std::filesystem::path folder) : folder_(std::move(folder)) {}
    [[nodiscard]] std::filesystem::path page_file(int page) const;
    [[nodiscard]] Result<paper::Raster> page_of(const BookRecord& record) const;
    [[nodiscard]] Result<void> write(const BookRecord& record) const;

    std::filesystem::path folder_;
};

}  // namespace silverlane::drivers::passbook
