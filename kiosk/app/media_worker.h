// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The thread `media`: the one caller of the motorised card reader and the passbook printer, one movement at a time, each with a deadline, so that
// a jammed machine never holds the screen. A passbook line whose outcome is unknown is not printed again before the book itself has said
// that it is not there; and lines are printed only into the book, and after the line, that they were asked for.
#pragma once

#include <cstdint>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "base/bounded_queue.h"
#include "base/event_log.h"
#include "drivers/api/card_slot.h"
#include "drivers/api/passbook_printer.h"

namespace silverlane::kiosk {

/// What the bank wants in the book, in order; rows are the book's own.
struct BookText { std::string id; PrivateText text; };
struct MediaJob {
    enum class What { eject_card, eject_book, print_book };
    What what = What::eject_card;
    std::vector<BookText> lines;   ///< of print_book; so are the next three
    std::uint64_t number{};        ///< what is told of the job carries it
    KeyedHash book{};              ///< into this book alone,
    std::string last_line{};       ///< and only if this is still the last line in it
};

/// A movement that did not end well, for staff: "card" or "passbook".
struct EjectFailed { std::string what; };
/// The line stands in the book; `left` are still to come.
struct LinePrinted { std::string id; int left = 0; std::uint64_t job = 0; };
struct BookPaused {
    enum class Why { done, turn_page, full, stopped };
    Why why = Why::done;
    int left = 0;
    std::uint64_t job = 0;
};
using MediaNews = std::variant<EjectFailed, LinePrinted, BookPaused>;

class MediaWorker {
public:
    /// Either device may be null; jobs for it then fail at once.
    MediaWorker(drivers::CardSlot* cards, drivers::PassbookPrinter* books, BoundedQueue<MediaNews>& news, EventLog& log);
    /// Waits for the movement in progress (at most its deadline).
    ~MediaWorker();
    MediaWorker(const MediaWorker&) = delete;
    MediaWorker& operator=(const MediaWorker&) = delete;

    /// Never blocks; false when several movements are waiting already.
    bool post(MediaJob job) { return jobs_.post(std::move(job)) == Posted::accepted; }

private:
    void run();
    void eject_card();
    void eject_book();
    void print(const MediaJob& job);
    /// How printing ended; each line that stands in the book is told on the way.
    BookPaused print_lines(const MediaJob& job);
    /// Whether this is the book the lines are for, as it was when the bank was asked; if not, logs why.
    bool is_expected(const MediaJob& job, const drivers::PassbookState& state);
    /// Whether the line stands in the book afterwards; `state` is what the book then says.
    bool print_line(const MediaJob& job, const BookText& line, drivers::PassbookState& state);
    void tell(MediaNews news);

    drivers::CardSlot* cards_;
    drivers::PassbookPrinter* books_;
    BoundedQueue<MediaNews>& news_;
    EventLog& log_;
    BoundedQueue<MediaJob> jobs_{8};
    std::thread thread_;
};

}  // namespace silverlane::kiosk
