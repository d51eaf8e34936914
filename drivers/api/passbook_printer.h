// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Capability: prints lines into a person's passbook. What is printed is remembered by the book itself (magnetic stripe, and the ink that a
// sensor sees), and nowhere else: so a line whose print ended `unknown` is never guessed about, the book is read. No line is lost or
// printed twice after a jam, a power cut or a book pulled out early, provided the owner goes by this:
//   print() ok -> next line;  failed -> nothing is on the paper;  unknown -> read_book(), and go on after its last_line.
// Events arrive through the queue the device was opened with. It knows nothing of accounts and words nothing.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/keyed_hash.h"
#include "base/private_text.h"
#include "base/result.h"
#include "drivers/api/device.h"

namespace silverlane::drivers {

enum class BookPosition {
    none,
    in_slot,     ///< inside, can be read and printed
    in_throat,   ///< given back: to be taken, or turned and put in again
    unknown,     ///< jammed
};

/// Where a book stands, as the book says. Pages and rows count from 1.
struct PassbookState {
    std::string last_line;   ///< id of the last line on the paper; empty in a new book
    int page = 1;            ///< where the next line belongs; over `pages` in a full book
    int next_row = 1;
    int open_page = 1;       ///< the page that lies under the head
    int rows_a_page = 0;
    int pages = 0;
    std::optional<KeyedHash> book{};   ///< which book says so; absent where the printer reads that only as the book goes in
    [[nodiscard]] bool full() const { return page > pages; }
    /// Give the book back with the words for turning a page; PassbookInserted comes again.
    [[nodiscard]] bool wants_turning() const { return !full() && open_page != page; }
    /// Lines that can be printed before the next turn.
    [[nodiscard]] int rows_left_on_page() const { return full() || wants_turning() ? 0 : rows_a_page - next_row + 1; }
    bool operator==(const PassbookState&) const = default;
};

struct PassbookLine {
    std::string id;      ///< the bank's name for the line, 1 to 60 printable ASCII characters; never a word about a person
    int row = 1;         ///< must be the book's next_row on the open page: a line cannot be put anywhere else
    PrivateText text;    ///< one line, at most 4096 bytes; as wide as the page takes, the rest is not printed but refused
};

enum class BookTaken { when_given_back, pulled_out_early };

struct PassbookInserted { KeyedHash book; PassbookState state; };   ///< also after a page was turned: compare `book`
struct PassbookUnreadable {};                                       ///< something is inside that is no book: eject it
struct PassbookTaken { BookTaken how = BookTaken::when_given_back; };
using PassbookEvent = std::variant<PassbookInserted, PassbookUnreadable, PassbookTaken>;

struct PassbookStatus {
    DeviceStatus device;
    BookPosition book = BookPosition::unknown;
    bool operator==(const PassbookStatus&) const = default;
};

class PassbookPrinter {
public:
    virtual ~PassbookPrinter() = default;
    [[nodiscard]] virtual PassbookStatus status() const = 0;
    /// Opens or closes the shutter; a book that is inside or in the throat stays where it is. Any thread.
    virtual void enable(bool on) = 0;
    /// Reads stripe and paper of the book that is inside. Errors: not_found (no book), corrupt, unavailable (jammed), timed_out.
    virtual Result<PassbookState> read_book(Milliseconds deadline) = 0;
    /// Prints one line where the book says the next one belongs. Returns by the deadline. ok: it is on the paper and the book knows it.
    /// failed: nothing was printed (no book, full, page to be turned, another row, the id that was printed last, too wide). unknown:
    /// read_book().
    virtual OperationOutcome print(const PassbookLine& line, Milliseconds deadline) = 0;
    /// ok: the book is in the throat. failed: nothing moved. unknown: look at status(). One thread at a time for the last three.
    virtual OperationOutcome eject(Milliseconds deadline) = 0;
};

using PassbookEvents = BoundedQueue<PassbookEvent>;

}  // namespace silverlane::drivers
