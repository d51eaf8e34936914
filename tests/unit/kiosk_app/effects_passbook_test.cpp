// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the hub answers, and what the thread that prints tells, belongs to one insertion of one book.
#include "kiosk/app/effects_passbook.h"

#include <gtest/gtest.h>

#include "asked_hub.h"
#include "small_book.h"

namespace silverlane::kiosk {
namespace {

using flow::PassbookStage;

class PassbookEffectsTest : public testing::Test {
protected:
    PassbookEffectsTest() { effects.use(&worker); }

    static KeyedHash named(std::uint8_t which) {
        KeyedHash hash;
        hash.bytes.fill(which);
        return hash;
    }
    static protocol::PassbookLines lines(const std::vector<std::string>& ids) {
        protocol::PassbookLines answer;
        for (const auto& id : ids) {
            protocol::PassbookLine line;
            line.id = id;
            line.day = "2026-11-15";
            line.summary = "pension";
            line.amount_fen = PrivateText{"100"};
            line.balance_fen = PrivateText{"100"};
            answer.lines.push_back(std::move(line));
        }
        return answer;
    }
    /// As the flow does it: the book is in, and its update is asked for. What is returned answers it.
    std::size_t insert(std::uint8_t which = 1) {
        {
            const std::scoped_lock lock(book.mutex);
            effects.inserted({named(which), book.state});
        }
        effects.update("zh-CN");
        return hub.asks.size() - 1;
    }
    /// What the worker tells, handed on as the kiosk does, until a job has paused.
    void hear_a_pause() {
        for (;;) {
            const auto one = news.take();
            if (!one) return;
            if (const auto* line = std::get_if<LinePrinted>(&*one)) effects.printed(*line);
            const auto* pause = std::get_if<BookPaused>(&*one);
            if (pause == nullptr) continue;
            return effects.paused(*pause);
        }
    }
    void hear_what_is_there() {
        while (const auto one = news.try_take()) {
            if (const auto* line = std::get_if<LinePrinted>(&*one)) effects.printed(*line);
            if (const auto* pause = std::get_if<BookPaused>(&*one)) effects.paused(*pause);
        }
    }
    [[nodiscard]] std::vector<PassbookStage> stages() const {
        std::vector<PassbookStage> found;
        for (const auto& event : events) found.push_back(std::get<flow::PassbookAdvanced>(event).stage);
        return found;
    }
    [[nodiscard]] std::vector<std::pair<KeyedHash, std::string>> credited() const {
        std::vector<std::pair<KeyedHash, std::string>> found;
        for (const auto& one : hub.asked_for<protocol::PassbookPrinted>()) found.emplace_back(one.passbook, one.line);
        return found;
    }

    AskedHub hub;
    SmallBook book;
    scene::TextCatalogue texts =
        scene::TextCatalogue::load(std::filesystem::path{SILVERLANE_SOURCE_DIR} / "config/strings", {"zh-CN", "en"}).value();
    std::vector<flow::Event> events;
    BoundedQueue<MediaNews> news{64};
    SilentLog log;
    PassbookEffects effects{hub.asker, texts, [this](flow::Event one) { events.push_back(std::move(one)); }};
    MediaWorker worker{nullptr, &book, news, log};
};

TEST_F(PassbookEffectsTest, TheLinesOfTheBankStandInTheBookAndAreCredited) {
    hub.answer(insert(), lines({"1", "2"}));
    hear_a_pause();
    EXPECT_EQ(book.lines, (std::vector<std::string>{"1", "2"}));
    EXPECT_EQ(credited(), (std::vector<std::pair<KeyedHash, std::string>>{{named(1), "1"}, {named(1), "2"}}));
    EXPECT_EQ(stages(), (std::vector<PassbookStage>{PassbookStage::printing, PassbookStage::printing, PassbookStage::printing, PassbookStage::done}));
}

TEST_F(PassbookEffectsTest, ABookPutInAgainWhileTheHubIsSlowHasEachLineOnce) {
    const std::size_t first = insert();
    effects.taken();
    const std::size_t second = insert();
    hub.answer(first, lines({"1"}));
    hub.answer(second, lines({"1"}));
    hear_a_pause();
    ASSERT_TRUE(worker.post(MediaJob{MediaJob::What::print_book, {}}));  // its pause comes after all that went before
    hear_a_pause();
    hear_what_is_there();
    EXPECT_EQ(book.lines, std::vector<std::string>{"1"});
    EXPECT_EQ(credited().size(), 1U);
}

TEST_F(PassbookEffectsTest, AnAnswerForABookThatWasTakenPrintsNothing) {
    const std::size_t first = insert();
    effects.taken();
    hub.answer(first, lines({"1"}));
    EXPECT_TRUE(events.empty());
    EXPECT_TRUE(book.lines.empty());
}

TEST_F(PassbookEffectsTest, AnAnswerForTheBookThatWasInBeforePrintsNothingInTheNext) {
    const std::size_t first = insert(1);
    effects.taken();
    insert(2);
    hub.answer(first, lines({"1"}));
    EXPECT_TRUE(events.empty());
    EXPECT_TRUE(credited().empty());
}

TEST_F(PassbookEffectsTest, ALineToldAfterItsBookWasTakenIsCreditedToThatBookAlone) {
    hub.answer(insert(1), lines({"1"}));
    const auto told = news.take();
    ASSERT_TRUE(told && std::holds_alternative<LinePrinted>(*told));
    const std::size_t before = events.size();
    effects.taken();
    effects.inserted({named(2), {"8", 1, 1, 1, 2, 2}});
    effects.printed(std::get<LinePrinted>(*told));
    EXPECT_EQ(credited(), (std::vector<std::pair<KeyedHash, std::string>>{{named(1), "1"}}));
    EXPECT_EQ(events.size(), before) << "the screen is the next book's";
    effects.update("zh-CN");
    EXPECT_EQ(hub.asked_for<protocol::PassbookRequest>().back().last_printed, "8");
}

TEST_F(PassbookEffectsTest, WhatAnOlderJobTellsMovesNothing) {
    hub.answer(insert(1), lines({"1"}));
    std::vector<MediaNews> told;
    while (told.empty() || !std::holds_alternative<BookPaused>(told.back())) told.push_back(*news.take());
    effects.taken();
    insert(2);
    const std::size_t before = events.size();
    effects.printed(std::get<LinePrinted>(told.front()));
    effects.paused(std::get<BookPaused>(told.back()));
    EXPECT_EQ(events.size(), before);
    EXPECT_TRUE(credited().empty()) << "book 2 has none of it, and book 1 says so itself when it comes back";
}

TEST_F(PassbookEffectsTest, ABookThatTheBankDoesNotKnowIsNoFaultOfTheMachine) {
    hub.answer(insert(), hub_link::Refused{"refused"});
    EXPECT_EQ(stages(), std::vector<PassbookStage>{PassbookStage::unknown_book});
    hub.answer(insert(), hub_link::HubAway{});
    EXPECT_EQ(stages().back(), PassbookStage::bank_away);
}

}  // namespace
}  // namespace silverlane::kiosk
