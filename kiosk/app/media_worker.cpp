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
            case MediaJob::What::print_book: print(*job); break;
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

bool MediaWorker::is_expected(const MediaJob& job, const drivers::PassbookState& state) {
    const bool another = state.book && !(*state.book == job.book);
    if (!another && state.last_line == job.last_line) return true;
    log_.write(LogEvent(LogLevel::warning, "passbook_not_as_expected").with("why", another ? "another_book" : "another_last_line"));
    return false;
}

bool MediaWorker::print_line(const MediaJob& job, const BookText& line, drivers::PassbookState& state) {
    for (int attempt = 0; attempt < kTries; ++attempt) {
        const auto outcome = books_->print({line.id, state.next_row, line.text}, kLineDeadline);
        const auto after = books_->read_book(kReadDeadline);
        const bool same_book = after && (!after->book || *after->book == job.book);
        if (same_book) state = *after;
        if (same_book && after->last_line == line.id) return true;
        log_.write(LogEvent(LogLevel::warning, "passbook_line_not_ok").with("line", line.id).with("outcome", name_of(outcome)));
        if (!same_book || state.full() || state.wants_turning()) return false;
    }
    return false;
}

void MediaWorker::print(const MediaJob& job) {
    BookPaused pause = print_lines(job);
    pause.job = job.number;
    tell(pause);
}

BookPaused MediaWorker::print_lines(const MediaJob& job) {
    const int all = static_cast<int>(job.lines.size());
    if (books_ == nullptr) return {BookPaused::Why::stopped, all};
    auto read = books_->read_book(kReadDeadline);
    if (!read) {
        log_.write(LogEvent(LogLevel::error, "passbook_not_read").with("error", read.error()));
        return {BookPaused::Why::stopped, all};
    }
    drivers::PassbookState state = std::move(*read);
    if (!is_expected(job, state)) return {BookPaused::Why::stopped, all};
    for (int done = 0; done < all; ++done) {
        const int left = all - done;
        if (state.full()) return {BookPaused::Why::full, left};
        if (state.wants_turning()) return {BookPaused::Why::turn_page, left};
        const BookText& line = job.lines[static_cast<std::size_t>(done)];
        if (!print_line(job, line, state)) {
            if (state.full() || state.wants_turning()) {
                --done;  // seen at the top of the round
                continue;
            }
            return {BookPaused::Why::stopped, left};
        }
        tell(LinePrinted{line.id, left - 1, job.number});
    }
    return {BookPaused::Why::done, 0};
}

}  // namespace silverlane::kiosk
