// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/media_worker.h"

#include <gtest/gtest.h>

#include <mutex>

namespace silverlane::kiosk {
namespace {

using drivers::OperationOutcome;

/// A book of two pages with two rows each, and a printer that may lose its answer.
class SmallBook final : public drivers::PassbookPrinter {
public:
    [[nodiscard]] drivers::PassbookStatus status() const override { return {{drivers::DeviceState::online, ""}, drivers::BookPosition::in_slot}; }
    void enable(bool) override {}
    Result<drivers::PassbookState> read_book(Milliseconds) override {
        const std::scoped_lock lock(mutex);
        if (unreadable) return Error(ErrorCode::unavailable, "jammed");
        return state;
    }
    OperationOutcome print(const drivers::PassbookLine& line, Milliseconds) override {
        const std::scoped_lock lock(mutex);
        if (jammed) return OperationOutcome::failed;
        if (line.row != state.next_row || state.wants_turning() || state.full()) return OperationOutcome::failed;
        if (answer == OperationOutcome::unknown && !ink_before_the_answer_is_lost) {
            answer = OperationOutcome::ok;
            return OperationOutcome::unknown;
        }
        lines.push_back(line.id);
        state.last_line = line.id;
        if (++state.next_row > state.rows_a_page) {
            state.next_row = 1;
            ++state.page;
        }
        return std::exchange(answer, OperationOutcome::ok);
    }
    OperationOutcome eject(Milliseconds) override { return OperationOutcome::ok; }

    std::mutex mutex;
    drivers::PassbookState state{"", 1, 1, 1, 2, 2};
    OperationOutcome answer = OperationOutcome::ok;
    bool ink_before_the_answer_is_lost = true;
    bool jammed = false, unreadable = false;
    std::vector<std::string> lines;
};

class MediaWorkerTest : public testing::Test {
protected:
    void print(const std::vector<std::string>& ids) {
        MediaJob job{MediaJob::What::print_book, {}};
        for (const auto& id : ids) job.lines.push_back({id, PrivateText{"text"}});
        ASSERT_TRUE(worker.post(std::move(job)));
    }
    /// Lines that were reported, until printing paused.
    BookPaused wait(std::vector<std::string>& printed) {
        for (;;) {
            const auto one = news.take();
            if (!one) return {};
            if (const auto* line = std::get_if<LinePrinted>(&*one)) printed.push_back(line->id);
            if (const auto* pause = std::get_if<BookPaused>(&*one)) return *pause;
        }
    }
    SmallBook book;
    BoundedQueue<MediaNews> news{64};
    SilentLog log;
    MediaWorker worker{nullptr, &book, news, log};
    std::vector<std::string> reported;
};

TEST_F(MediaWorkerTest, PrintsUntilThePageMustBeTurned) {
    print({"1", "2", "3"});
    const auto pause = wait(reported);
    EXPECT_EQ(pause.why, BookPaused::Why::turn_page);
    EXPECT_EQ(pause.left, 1);
    EXPECT_EQ(book.lines, (std::vector<std::string>{"1", "2"}));
    EXPECT_EQ(reported, book.lines);
}

TEST_F(MediaWorkerTest, SaysThatTheBookIsFull) {
    book.state = {"3", 2, 2, 2, 2, 2};
    print({"4", "5"});
    EXPECT_EQ(wait(reported).why, BookPaused::Why::full);
    EXPECT_EQ(book.lines, (std::vector<std::string>{"4"}));
}

TEST_F(MediaWorkerTest, ALineWhoseAnswerWasLostIsNotPrintedTwice) {
    book.answer = OperationOutcome::unknown;
    print({"1", "2"});
    EXPECT_EQ(wait(reported).why, BookPaused::Why::done);
    EXPECT_EQ(book.lines, (std::vector<std::string>{"1", "2"}));
    EXPECT_EQ(reported, book.lines);
}

TEST_F(MediaWorkerTest, ALineThatTheBookLacksIsTriedOnceMore) {
    book.answer = OperationOutcome::unknown;
    book.ink_before_the_answer_is_lost = false;
    print({"1"});
    EXPECT_EQ(wait(reported).why, BookPaused::Why::done);
    EXPECT_EQ(book.lines, (std::vector<std::string>{"1"}));
}

TEST_F(MediaWorkerTest, AJamStopsAndLosesNothing) {
    book.jammed = true;
    print({"1", "2"});
    const auto pause = wait(reported);
    EXPECT_EQ(pause.why, BookPaused::Why::stopped);
    EXPECT_EQ(pause.left, 2);
    EXPECT_TRUE(reported.empty());
}

TEST_F(MediaWorkerTest, ABookThatCannotBeReadIsNotPrintedOn) {
    book.unreadable = true;
    print({"1"});
    EXPECT_EQ(wait(reported).why, BookPaused::Why::stopped);
    EXPECT_TRUE(book.lines.empty());
}

}  // namespace
}  // namespace silverlane::kiosk
