// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a book's stripe says and what the virtual printer remembers over a power cut, as JSON, and what hands do, as words. Pure, any
// thread. No text of a line is ever in here: that stands on the paper alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/keyed_hash.h"
#include "base/result.h"
#include "drivers/api/passbook_printer.h"

namespace silverlane::drivers::passbook {

inline constexpr int kMostRowsAPage = 40;
inline constexpr int kMostPages = 99;

/// 1 to 60 printable ASCII characters.
bool is_line_id(std::string_view id);

/// The stripe. While a line is being printed its id stands in `printing`; once the ink is on the paper, in `last_line`.
struct BookRecord {
    std::string last_line;
    std::string printing;
    int page = 1;          ///< as in PassbookState
    int next_row = 1;
    int rows_a_page = 0;
    int pages = 0;
    [[nodiscard]] bool full() const { return page > pages; }
    bool operator==(const BookRecord&) const = default;
};

/// The record after the line that is being printed came onto the paper.
BookRecord with_printed_line(BookRecord record);

std::string to_json(const BookRecord& record);
/// Errors: corrupt, for every number out of range too.
Result<BookRecord> parse_book_record(std::string_view json);

enum class Mechanism { free, jammed };

/// Where the paper is.
struct PrinterRecord {
    BookPosition book = BookPosition::none;   ///< never unknown
    Mechanism mechanism = Mechanism::free;
    std::optional<KeyedHash> name;            ///< nothing for what is no book
    int open_page = 1;
    bool operator==(const PrinterRecord&) const = default;
};

std::string to_json(const PrinterRecord& record);
/// Errors: corrupt.
Result<PrinterRecord> parse_printer_record(std::string_view json);

enum class HandDoes {
    insert,            ///< "insert TOKEN" opened where the next line belongs, or "insert TOKEN page N"
    insert_no_book,    ///< "unreadable"
    take,              ///< "take": out of the throat
    pull,              ///< "pull": out of the printer, before it was given back
    turn,              ///< "turn": the book in the throat is opened one page on and put in again
    jam,               ///< "jam": nothing moves any more
    clear,             ///< "clear": staff free the way
    lose_answer,       ///< "lose_answer": the next line or move happens and nobody hears that it did
    jam_before_ink,    ///< "jam_before_ink" and so on: in the middle of the next line
    jam_after_ink,
    pull_before_ink,
    pull_after_ink,
};

struct HandMove {
    HandDoes does = HandDoes::take;
    std::string_view token;           ///< for insert; points into the words
    std::optional<int> open_page;     ///< for insert
};

/// One trailing line end is ignored. Nothing for other words, or an empty token.
std::optional<HandMove> read_hand_move(std::string_view words);

}  // namespace silverlane::drivers::passbook
