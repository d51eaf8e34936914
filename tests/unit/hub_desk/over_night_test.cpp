// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a closing day leaves for the next: machines that do not work, tasks, visits at home. What is about people who were here ends with it.
#include <gtest/gtest.h>

#include <algorithm>

#include "hall_fixture.h"
#include "hub/desk/desk.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;
using Numbers = std::vector<std::string>;
constexpr Milliseconds kMinute{60'000};

class OverNight : public ::testing::Test {
protected:
    AlertId notice(const std::string& kind, const std::string& what = {}) {
        protocol::TurnNotice notice{IdempotencyKey{hall.next_key()}, kind, "F03", "step", "", std::nullopt};
        notice.what = what;
        EXPECT_TRUE(hall.desk->notice(hall.terminal, notice));
        return hall.publisher.alerts().back().id;
    }
    void go_to(const char* time) {
        hall.clock.jump_to(*parse_rfc3339(time));
        ASSERT_TRUE(hall.desk->run_due_jobs());
    }
    void evening() { go_to("2026-11-22T09:30:00.000Z"); }
    void midnight() { go_to("2026-11-22T16:00:00.000Z"); }
    /// Everybody has gone home, and comes back.
    void over_night() {
        evening();
        for (const char* each : {"1001", "1002", "2001", "3001", "4001"}) hall.publisher.set_away(each, true);
        midnight();
        for (int i = 0; i < 5; ++i) hall.wait(60 * kMinute);
        go_to("2026-11-23T00:30:00.000Z");
        for (const char* each : {"1001", "1002", "2001", "3001", "4001"}) {
            hall.publisher.set_away(each, false);
            ASSERT_TRUE(hall.desk->sign_in({each, std::string{Hall::kPin}}));
        }
        hall.wait(Milliseconds{5'000});
    }

    Hall hall;
};

TEST_F(OverNight, ABrokenMachineIsAskedAboutAgainInTheMorning) {
    const auto fault = notice("device_fault", "printer");
    ASSERT_EQ(hall.alert(fault).offered_to.size(), 1U);
    over_night();
    const auto morning = hall.alert(fault);
    EXPECT_EQ(morning.state, AlertState::open);
    EXPECT_EQ(morning.place, "K1");
    ASSERT_EQ(morning.reasons.size(), 2U) << "which machine, and which part of it";
    EXPECT_EQ(morning.offered_to.size(), 1U);
    EXPECT_EQ(hall.counted("alerts_missed"), "0") << "nobody was there to miss it";
    hall.wait(kMinute);
    EXPECT_EQ(hall.alert(fault).offered_to.size(), 2U) << "and its plan begins with the morning";
}

TEST_F(OverNight, OneThatSomebodyTookAndDidNotEndIsAnybodysInTheMorning) {
    const auto fault = notice("device_fault", "printer");
    ASSERT_TRUE(hall.take("1001", fault));
    evening();
    EXPECT_EQ(hall.alert(fault).claimed_by, "1001") << "until the day is over";
    over_night();
    EXPECT_EQ(hall.alert(fault).state, AlertState::open);
    EXPECT_EQ(hall.alert(fault).offered_to.size(), 1U);
}

TEST_F(OverNight, PaperIsStillLow) {
    const auto paper = notice("paper_low");
    over_night();
    EXPECT_EQ(hall.alert(paper).state, AlertState::open);
}

TEST_F(OverNight, ACallEndsWithTheDayAndTheKioskIsTold) {
    const auto call = hall.help();
    const auto stuck = hall.stuck("K2");
    evening();
    EXPECT_TRUE(hall.open_alerts().empty());
    EXPECT_EQ(count_rows(hall, "alert WHERE body <> ''"), 0);
    const auto told = hall.publisher.kiosk_events("K1");
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(std::count_if(told.begin(), told.end(), [&](const auto& each) { return each.kind == protocol::KioskEvent::Kind::help_closed && each.alert == call; }), 1);
    static_cast<void>(stuck);
}

TEST_F(OverNight, ATaskOfTheRelationshipManagerStaysWithTheNameThatItIsAboutAndNothingElseOfTheDay) {
    sell_a_fund_to_an_elder(hall);
    ASSERT_TRUE(hall.ticket_with_card("t1"));
    const auto card = hall.only_alert();
    ASSERT_TRUE(hall.take("1001", card.id));
    ASSERT_TRUE(hall.close("1001", card.id, "referred"));
    const auto open = hall.open_alerts();
    const auto found = std::find_if(open.begin(), open.end(), [](const auto& each) { return each.kind == "follow_up"; });
    ASSERT_NE(found, open.end());
    const auto& task = *found;
    ASSERT_FALSE(task.ticket_label.empty());
    ASSERT_TRUE(hall.take("2001", task.id));
    over_night();
    const auto morning = hall.alert(task.id);
    EXPECT_EQ(morning.claimed_by, "2001");
    EXPECT_TRUE(morning.person);
    EXPECT_TRUE(morning.ticket_label.empty() && morning.evidence.empty() && morning.news.empty());
    EXPECT_EQ(count_rows(hall, "alert WHERE visit IS NOT NULL"), 0);
}

}  // namespace
}  // namespace silverlane::desk
