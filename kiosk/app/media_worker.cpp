// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/media_worker.h"

#include <pthread.h>

#include <exception>
#include <utility>

namespace silverlane::kiosk {
namespace {

constexpr Milliseconds kMoveDeadline{10'000};
constexpr Milliseconds kLineDeadline{8'000};
constexpr Milliseconds kReadDeadline{5'000};
/// A line is tried this often: the second time only after the book has said that it lacks it.
constexpr int kTries = 2;

const char* name_of(drivers::OperationOutcome outcome) {
    switch (outcome) {
        case drivers::OperationOutcome::ok: return "ok";
        case drivers::OperationOutcome::failed: return "failed";
        case drivers::OperationOutcome::unknown: return "unknown";
    }
    return "unknown";
}

}  // namespace

MediaWorker::MediaWorker(drivers::CardSlot* cards, drivers::PassbookPrinter* books, BoundedQueue<MediaNews>& news, EventLog& log)
    : cards_(cards), books_(books), news_(news), log_(log), thread_([this] {
          pthread_setname_np(pthread_self(), "media");
          try {
              run();
          } catch (const std::exception& fault) {
              log_.write(LogEvent(LogLevel::error, "thread_ended_by_fault").with("thread", "media").with("fault", fault.what()));
          } catch (...) {
              log_.write(LogEvent(LogLevel::error, "thread_ended_by_fault").with("thread", "media").with("fault", "unknown"));
          }
      }) {}

MediaWorker::~MediaWorker() {
    jobs_.close();
    thread_.join();
}

void MediaWorker::run() {
    while (const auto job = jobs_.take()) {
        switch (job->what) {
            case MediaJob::What::eject_card: eject_card(); break;
            case MediaJob::What::eject_book: eject_book(); break;
            case MediaJob::What::print_book: print(job->lines); break;
        }
    }
}

void MediaWorker::tell(MediaNews news) { static_cast<void>(news_.post(std::move(news))); }

void MediaWorker::eject_card() {
    if (cards_ == nullptr || cards_->status().card == drivers::CardPosition::in_throat) return;
    const auto outcome = cards_->eject(kMoveDeadline);
    if (outcome == drivers::OperationOutcome::ok) return;
    log_.write(LogEvent(LogLevel::error, "medium_not_given_back").with("device", "card_slot").with("outcome", name_of(outcome)));
    tell(EjectFailed{"card"});
}

void MediaWorker::eject_book() {
    if (books_ == nullptr || books_->status().book == drivers::BookPosition::in_throat) return;
    const auto outcome = books_->eject(kMoveDeadline);
    if (outcome == drivers::OperationOutcome::ok) return;
    log_.write(LogEvent(LogLevel::error, "medium_not_given_back").with("device", "passbook_printer").with("outcome", name_of(outcome)));
    tell(EjectFailed{"passbook"});
}

bool MediaWorker::print_line(const BookText& line, drivers::PassbookState& state) {
    for (int attempt = 0; attempt < kTries; ++attempt) {
        const auto outcome = books_->print({line.id, state.next_row, line.text}, kLineDeadline);
        const auto after = books_->read_book(kReadDeadline);
        if (after) state = *after;
        if (after && after->last_line == line.id) return true;
        log_.write(LogEvent(LogLevel::warning, "passbook_line_not_ok").with("line", line.id).with("outcome", name_of(outcome)));
        if (!after || state.full() || state.wants_turning()) return false;
    }
    return false;
}

void MediaWorker::print(const std::vector<BookText>& lines) {
    const int all = static_cast<int>(lines.size());
    if (books_ == nullptr) return tell(BookPaused{BookPaused::Why::stopped, all});
    auto read = books_->read_book(kReadDeadline);
    if (!read) {
        log_.write(LogEvent(LogLevel::error, "passbook_not_read").with("error", read.error()));
        return tell(BookPaused{BookPaused::Why::stopped, all});
    }
    drivers::PassbookState state = std::move(*read);
    for (int done = 0; done < all; ++done) {
        const int left = all - done;
        if (state.full()) return tell(BookPaused{BookPaused::Why::full, left});
        if (state.wants_turning()) return tell(BookPaused{BookPaused::Why::turn_page, left});
        const BookText& line = lines[static_cast<std::size_t>(done)];
        if (!print_line(line, state)) {
            if (state.full() || state.wants_turning()) {
                --done;  // seen at the top of the round
                continue;
            }
            return tell(BookPaused{BookPaused::Why::stopped, left});
        }
        tell(LinePrinted{line.id, left - 1});
    }
    tell(BookPaused{BookPaused::Why::done, 0});
}

}  // namespace silverlane::kiosk
