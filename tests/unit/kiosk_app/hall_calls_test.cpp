// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From what the hub says to what the hall hears and the screen shows.
#include "kiosk/app/hall_calls.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace silverlane::kiosk {
namespace {

class NotingLog final : public EventLog {
public:
    void write(const LogEvent& event) override { names.push_back(event.name()); }
    std::vector<std::string> names;
};

class NotingHall final : public voice::HallVoice {
public:
    void announce(voice::HallAnnouncement call) override {
        calls.push_back(call.ticket.label() + ">" + std::to_string(call.window.number()) + (call.passed ? " passed" : call.again ? " again" : ""));
        last_id = call.id;
    }
    void withdraw(voice::HallTicket ticket) override { withdrawn.push_back(ticket.label()); }
    std::vector<std::string> calls;
    std::vector<std::string> withdrawn;
    std::uint64_t last_id = 0;
};

class HallCallsTest : public testing::Test {
protected:
    HallCallsTest() {
        settings.announce = true;
        hall.use(&voice);
    }
    /// A call made `ago` seconds before the glance.
    struct Made { const char* label; int window; int ago = 0; int times = 1; bool passed = false; };
    /// As it comes from the wire.
    bool glance(const std::vector<Made>& calls) {
        protocol::BranchGlance glance;
        glance.at = clock.now();
        for (const Made& made : calls) {
            glance.calls.push_back({made.label, made.window, clock.now() - std::chrono::seconds{made.ago}, made.times, made.passed});
            glance.called.emplace_back(made.label);
        }
        const auto read = protocol::branch_glance_from_json(protocol::to_json(glance));
        EXPECT_TRUE(read.ok());
        return hall.heard(*read);
    }
    void seconds(int count) { clock.advance(std::chrono::seconds{count}); }
    void progress(voice::HallProgress::Kind kind) { hall.heard(voice::HallProgress{voice.last_id, kind, ""}); }
    [[nodiscard]] std::string shown() const { return hall.calling() ? hall.calling()->label + ">" + std::to_string(hall.calling()->window) : ""; }
    [[nodiscard]] long logged(const char* name) const { return std::count(log.names.begin(), log.names.end(), name); }

    HallSettings settings;
    ManualClock clock{*parse_rfc3339("2026-11-27T02:00:00Z")};   // 10:00 at the branch
    NotingLog log;
    NotingHall voice;
    HallCalls hall{settings, BranchCalendar{std::chrono::minutes{480}}, clock, log};
};

using Calls = std::vector<std::string>;

TEST_F(HallCallsTest, EveryCallIsAnnouncedOnceHoweverOftenTheHubShowsIt) {
    glance({});
    glance({{"A107", 2}});
    seconds(1);
    glance({{"A107", 2, 1}});
    seconds(1);
    glance({{"B221", 12, 0}, {"A107", 2, 2}});
    EXPECT_EQ(voice.calls, (Calls{"A107>2", "B221>12"}));
}

TEST_F(HallCallsTest, CallsBetweenTwoGlancesAreAnnouncedInTheirOrder) {
    glance({{"A109", 1, 1}, {"A108", 3, 2}, {"A107", 2, 3}});
    EXPECT_EQ(voice.calls, (Calls{"A107>2", "A108>3", "A109>1"}));
}

TEST_F(HallCallsTest, ARecalledNumberIsAnnouncedOnceMore) {
    glance({{"A107", 2}});
    seconds(60);
    glance({{"A107", 2, 0, 2}});
    EXPECT_EQ(voice.calls, (Calls{"A107>2", "A107>2 again"}));
}

TEST_F(HallCallsTest, ANumberThatHasPassedIsSaidSoOnceAndSendsNobodyToTheWindow) {
    glance({{"A107", 2}});
    seconds(180);
    glance({{"A107", 2, 0, 3, true}});
    seconds(1);
    glance({{"A107", 2, 1, 3, true}});
    EXPECT_EQ(voice.calls, (Calls{"A107>2", "A107>2 passed"}));
    progress(voice::HallProgress::Kind::started);
    EXPECT_EQ(shown(), "");
    hall.use(nullptr);
    seconds(60);
    glance({{"A109", 2, 0, 3, true}});
    EXPECT_EQ(shown(), "") << "nor where another kiosk says it";
}

TEST_F(HallCallsTest, WhatIsServedOrCancelledIsTakenBack) {
    glance({{"A108", 3}, {"A107", 2}});
    seconds(2);
    glance({{"A108", 3, 2}});
    EXPECT_EQ(voice.withdrawn, (Calls{"A107"}));
}

TEST_F(HallCallsTest, NothingOldIsAnnouncedAfterAGap) {
    hall.hub_lost();
    seconds(600);
    glance({{"A109", 1, 5}, {"A108", 3, 31}, {"A107", 2, 300}});
    EXPECT_EQ(voice.calls, (Calls{"A109>1"}));
    EXPECT_EQ(logged("hall_call_stale"), 2);
}

TEST_F(HallCallsTest, EventsThatAreSentAgainAfterAGapSayNothing) {
    glance({{"A107", 2}});
    const std::size_t said = voice.calls.size();
    protocol::BranchGlance old;
    old.at = clock.now() - std::chrono::seconds{90};
    old.calls = {{"A050", 1, *old.at, 1}};
    EXPECT_FALSE(hall.heard(old)) << "it is no longer so, and is not to be shown either";
    EXPECT_EQ(voice.calls.size(), said);
    EXPECT_TRUE(voice.withdrawn.empty());
}

TEST_F(HallCallsTest, AWrongClockOfThisTerminalSilencesNobody) {
    protocol::BranchGlance glance;
    glance.at = clock.now() + std::chrono::hours{7};
    glance.calls = {{"A107", 2, *glance.at - std::chrono::seconds{1}, 1}};
    hall.heard(glance);
    EXPECT_EQ(voice.calls, (Calls{"A107>2"}));
}

TEST_F(HallCallsTest, WithoutAWindowOrAFormANumberIsShownAndNotSpoken) {
    glance({{"A107", 0}});
    EXPECT_EQ(shown(), "A107>0");
    glance({{"007", 3}});
    EXPECT_EQ(shown(), "007>3");
    glance({{"王女士", 3}});
    EXPECT_TRUE(voice.calls.empty());
    EXPECT_EQ(logged("hall_call_not_spoken"), 3);
}

TEST_F(HallCallsTest, QuietHoursAreSilentAndShowEverything) {
    settings.quiet_from_minute = 9 * 60 + 30;
    settings.quiet_to_minute = 10 * 60 + 30;
    glance({{"A107", 2}});
    EXPECT_TRUE(voice.calls.empty());
    EXPECT_EQ(shown(), "A107>2");
    seconds(30 * 60);
    glance({{"A108", 3}});
    EXPECT_EQ(voice.calls, (Calls{"A108>3"}));
}

TEST_F(HallCallsTest, AnotherTerminalShowsTheCallForAsLongAsItIsHeard) {
    hall.use(nullptr);
    glance({{"A107", 2}});
    EXPECT_EQ(shown(), "A107>2");
    ASSERT_TRUE(hall.due());
    EXPECT_EQ(*hall.due() - clock.monotonic(), Milliseconds{20'000});
    seconds(20);
    EXPECT_EQ(shown(), "");
    EXPECT_FALSE(hall.due());
}

TEST_F(HallCallsTest, TheScreenShowsTheNumberWhileItIsHeard) {
    glance({{"A107", 2}});
    EXPECT_EQ(shown(), "") << "it waits behind another";
    progress(voice::HallProgress::Kind::started);
    EXPECT_EQ(shown(), "A107>2");
    seconds(25);
    EXPECT_EQ(shown(), "A107>2") << "for as long as the voice needs";
    progress(voice::HallProgress::Kind::finished);
    seconds(5);
    EXPECT_EQ(shown(), "A107>2");
    seconds(1);
    EXPECT_EQ(shown(), "");
}

TEST_F(HallCallsTest, WithoutAHubNothingIsInvented) {
    hall.use(nullptr);
    glance({{"A107", 2}});
    hall.hub_lost();
    EXPECT_EQ(shown(), "");
    seconds(3'600);
    EXPECT_TRUE(voice.calls.empty());
}

TEST_F(HallCallsTest, AHubThatDoesNotSayWhenIsNotAnnounced) {
    protocol::BranchGlance glance;
    glance.called = {"A107"};
    EXPECT_TRUE(hall.heard(glance)) << "and shown as before";
    EXPECT_TRUE(voice.calls.empty());
    EXPECT_EQ(shown(), "");
}

}  // namespace
}  // namespace silverlane::kiosk
