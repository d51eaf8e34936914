// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Many at once, through the real desk with threads: one alert of one customer, one winner of one card, hand-overs that cross.
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "hall_fixture.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using protocol::AlertState;

/// Runs `work(i)` on as many threads, as nearly at once as can be.
template <class Work>
void at_once(int threads, Work work) {
    std::vector<std::thread> running;
    std::atomic<int> ready{0};
    for (int i = 0; i < threads; ++i) {
        running.emplace_back([&, i] {
            ++ready;
            while (ready < threads) std::this_thread::yield();
            work(i);
        });
    }
    for (auto& each : running) each.join();
}

TEST(Races, AHundredArrivalsOfOneCustomerAreOneAlert) {
    Hall hall;
    hall.add(story_person());
    at_once(100, [&](int i) {
        auto arrival = hall.wifi(1, "a" + std::to_string(i));
        if (i % 2 == 1) {
            arrival.kind = protocol::EvidenceKind::card_tapped;
            arrival.identifiers = {hall.card(1)};
            arrival.session.clear();
            arrival.place = "K1";
        }
        EXPECT_TRUE(hall.desk->accept({arrival}));
    });
    std::set<std::string> ids;
    for (const auto& each : hall.publisher.alerts()) ids.insert(each.id.text);
    EXPECT_EQ(ids.size(), 1U);
    EXPECT_EQ(hall.only_alert().offered_to.size(), 1U);
}

TEST(Races, OfFiftyTabletsOneGetsTheCard) {
    Hall hall;
    for (int round = 0; round < 5; ++round) {
        const auto id = hall.help("K" + std::to_string(round));
        std::atomic<int> winners{0}, losers{0};
        std::mutex mutex;
        std::string winner;
        at_once(50, [&](int i) {
            const auto taken = hall.desk->claim(hall.as(i % 2 == 0 ? "1001" : "1002"), id, {IdempotencyKey{"c" + std::to_string(i)}, 1});
            if (taken) {
                ++winners;
                const std::lock_guard lock(mutex);
                // Another tablet of the same person finds it theirs already: the same winner.
                EXPECT_TRUE(winner.empty() || winner == taken->claimed_by);
                winner = taken->claimed_by;
            } else {
                EXPECT_EQ(taken.error().code(), ErrorCode::conflict) << taken.error().text();
                ++losers;
            }
        });
        EXPECT_EQ(winners + losers, 50);
        EXPECT_EQ(winners, 25) << "all tablets of the winner, and none of the other's";
        EXPECT_EQ(hall.alert(id).claimed_by, winner);
        EXPECT_EQ(hall.story(id), "raised claimed");
        ASSERT_TRUE(hall.close(winner, id, "helped"));
    }
}

TEST(Races, OfFiftyPeopleOneGetsTheCardAndTheOthersAreToldWhy) {
    Hall hall;
    std::string staff;
    const auto pin = hash_pin(Hall::kPin, hall.random, 1'000);
    for (int i = 0; i < 50; ++i) {
        staff += fmt::format("[[staff]]\nnumber = \"{}\"\ndisplay_name = \"样例\"\nrole = \"lobby_manager\"\nbranch = \"B001\"\npin_hash = \"{}\"\n", 5000 + i, pin);
    }
    std::ofstream(hall.folder / "staff.toml") << staff;
    ImportReport report;
    ASSERT_TRUE(import_staff(hall.folder / "staff.toml", *hall.store, report));
    const Session head{StaffId{"5000"}, hall.branch, "branch_head"};
    for (int round = 0; round < 5; ++round) {
        const auto id = hall.stuck("K" + std::to_string(round));
        std::atomic<int> winners{0}, refused{0};
        at_once(50, [&](int i) {
            const Session person{StaffId{std::to_string(5000 + i)}, hall.branch, "lobby_manager", "tablet-" + std::to_string(i)};
            const auto taken = hall.desk->claim(person, id, {IdempotencyKey{"c"}, 1});
            if (taken) {
                EXPECT_EQ(taken->claimed_by, person.staff.text);
                ++winners;
                return;
            }
            EXPECT_EQ(taken.error().code(), ErrorCode::conflict);
            EXPECT_EQ(taken.error().message(), "somebody was first, or the alert has changed");
            ++refused;
        });
        EXPECT_EQ(winners, 1);
        EXPECT_EQ(refused, 49);
        const auto after = hall.desk->find_alert(head, id);
        ASSERT_TRUE(after);
        EXPECT_EQ(hall.story(id), "raised claimed");
        EXPECT_EQ(count_rows(hall, fmt::format("alert_change WHERE alert = '{}' AND what = 'claimed' AND staff = '{}'", id.text, after->claimed_by).c_str()), 1);
        // So that nobody who wins often has their hands full.
        const Session winner{StaffId{after->claimed_by}, hall.branch, "lobby_manager"};
        ASSERT_TRUE(hall.desk->record_outcome(winner, id, {IdempotencyKey{"o"}, after->version, "helped"}));
    }
}

TEST(Races, TwoHandOversThatCrossLoseNothing) {
    Hall hall;
    for (int round = 0; round < 10; ++round) {
        for (const char* kiosk : {"K1", "K2"}) ASSERT_TRUE(hall.take("1001", hall.stuck(kiosk)));
        for (const char* kiosk : {"K3", "K4"}) ASSERT_TRUE(hall.take("1002", hall.stuck(kiosk)));
        std::atomic<int> handed{0};
        at_once(2, [&](int i) {
            const auto done = hall.desk->hand_over(hall.as(i == 0 ? "1001" : "1002"), {IdempotencyKey{"h" + std::to_string(round)}, i == 0 ? "1002" : "1001"});
            ASSERT_TRUE(done) << done.error().text();
            handed += done->alerts;
        });
        EXPECT_EQ(handed, 4);
        const auto open = hall.open_alerts();
        EXPECT_EQ(open.size(), 4U);
        for (const auto& each : open) {
            EXPECT_EQ(each.state, AlertState::open);
            ASSERT_TRUE(hall.take(each.referred_by == "1001" ? "1002" : "1001", each.id));
            ASSERT_TRUE(hall.close(each.referred_by == "1001" ? "1002" : "1001", each.id, "helped"));
        }
    }
}

TEST(Races, DutyClaimsAndCallsTogetherNeverShowTwoCardsToOnePerson) {
    Hall hall;
    at_once(4, [&](int i) {
        for (int j = 0; j < 15; ++j) {
            const auto key = std::to_string(i) + "/" + std::to_string(j);
            const Terminal at{KioskId{"T" + key}, hall.branch, "K1"};
            switch (i) {
                case 0: EXPECT_TRUE(hall.desk->notice(at, {IdempotencyKey{key}, "stuck", "F02", "s", "", std::nullopt})); break;
                case 1: EXPECT_TRUE(hall.desk->call_staff(at, {IdempotencyKey{key}, "F02", "s", "", std::nullopt})); break;
                case 2: EXPECT_TRUE(hall.desk->set_duty(hall.as("1001"), {IdempotencyKey{key}, j % 2 == 0 ? "serving" : "on_duty", "", 0})); break;
                default: {
                    const auto list = hall.desk->open_alerts(hall.as("1002"));
                    if (list && !list->alerts.empty()) {
                        static_cast<void>(hall.desk->claim(hall.as("1002"), list->alerts[0].id, {IdempotencyKey{key}, list->alerts[0].version}));
                    }
                }
            }
            const auto list = hall.desk->open_alerts(hall.as("3001"));
            ASSERT_TRUE(list);
            std::multiset<std::string> buzzing;
            for (const auto& each : list->alerts) buzzing.insert(each.offered_to.begin(), each.offered_to.end());
            for (const char* number : {"1001", "1002", "2001", "3001", "4001"}) EXPECT_LE(buzzing.count(number), 1U) << number;
        }
    });
}

}  // namespace
}  // namespace silverlane::desk
