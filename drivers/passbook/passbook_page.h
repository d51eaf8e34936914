// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A page of a passbook as dots, as a 24-needle head prints it: rows of 5 mm on paper 140 mm wide. A line's ink never leaves its row, so
// that whether a row is blank says whether its line was printed. One PagePainter belongs to one thread at a time. Writes no file.
#pragma once

#include <memory>

#include "base/private_text.h"
#include "base/result.h"
#include "drivers/paper/typesetter.h"

namespace silverlane::drivers::passbook {

inline constexpr int kDotsPerInch = 180;

/// A page without a dot on it.
paper::Raster blank_page(int rows);
/// Rows count from 1.
bool row_has_ink(const paper::Raster& page, int row);

class PagePainter {
public:
    explicit PagePainter(std::unique_ptr<paper::Typesetter> typesetter) : typesetter_(std::move(typesetter)) {}

    /// The ink of one line, as high as its row. Errors: invalid_input (no valid UTF-8, control characters, nothing that leaves ink),
    /// too_large (over 4096 bytes, or wider than the page). Nothing of the text is kept.
    Result<paper::Raster> paint_line(const PrivateText& text);
    /// Puts a line's ink into its row.
    static void put(paper::Raster& page, int row, const paper::Raster& line);

private:
    const std::unique_ptr<paper::Typesetter> typesetter_;
};

}  // namespace silverlane::drivers::passbook
