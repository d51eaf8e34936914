// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/media_worker.h"

#include <gtest/gtest.h>

#include "small_book.h"

namespace silverlane::kiosk {
namespace {

using drivers::OperationOutcome;

constexpr std::uint64_t kJob = 7;

class MediaWorkerTest : public testing::Test {
protected:
    /// What is asked for of the book as it is now.
    MediaJob job_of(const std::vector<std::string>& ids) {
        MediaJob job{MediaJob::What::print_book, {}};
        job.number = kJob;
        {
            const std::scoped_lock lock(book.mutex);
            job.last_line = book.state.last_line;
        }
        for (const auto& id : ids) job.lines.push_back({id, PrivateText{"text"}});
        return job;
    }
    void print(const std::vector<std::string>& ids) { ASSERT_TRUE(worker.post(job_of(ids))); }
    /// Lines that were reported, until printing paused.
    BookPaused wait(std::vector<std::string>& printed) {
        for (;;) {
            const auto one = news.take();
            if (!one) return {};
            if (const auto* line = std::get_if<LinePrinted>(&*one)) {
                EXPECT_EQ(line->job, kJob);
                printed.push_back(line->id);
            }
            const auto* pause = std::get_if<BookPaused>(&*one);
            if (pause == nullptr) continue;
            EXPECT_EQ(pause->job, kJob);
            return *pause;
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

TEST_F(MediaWorkerTest, TheSameLinesAskedForTwicePrintOnce) {
    const MediaJob twice = job_of({"1"});
    ASSERT_TRUE(worker.post(twice));
    ASSERT_TRUE(worker.post(twice));
    EXPECT_EQ(wait(reported).why, BookPaused::Why::done);
    const auto second = wait(reported);
    EXPECT_EQ(second.why, BookPaused::Why::stopped);
    EXPECT_EQ(second.left, 1);
    EXPECT_EQ(book.lines, std::vector<std::string>{"1"});
}

TEST_F(MediaWorkerTest, ABookThatSaysItIsAnotherIsNotPrintedOn) {
    MediaJob job = job_of({"1"});
    job.book.bytes.fill(1);
    {
        const std::scoped_lock lock(book.mutex);
        book.state.book = KeyedHash{};
    }
    ASSERT_TRUE(worker.post(job));
    EXPECT_EQ(wait(reported).why, BookPaused::Why::stopped);
    EXPECT_TRUE(book.lines.empty());
    job.book = KeyedHash{};
    ASSERT_TRUE(worker.post(job));
    EXPECT_EQ(wait(reported).why, BookPaused::Why::done);
    EXPECT_EQ(book.lines, std::vector<std::string>{"1"});
}

}  // namespace
}  // namespace silverlane::kiosk
