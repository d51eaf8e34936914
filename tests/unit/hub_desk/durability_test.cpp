// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "desk_fixture.h"

namespace silverlane::desk {
namespace {

TEST(Durability, WhatWasAcknowledgedIsThereAfterAPowerCutAndNothingTwice) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto claimed = bank.claim(bank.only_alert(), "1001", "c1");
    ASSERT_TRUE(claimed);
    const auto sequence = bank.desk->last_sequence(bank.branch);
    bank.cut_power_and_reopen();
    EXPECT_EQ(bank.desk->last_sequence(bank.branch), sequence);
    EXPECT_EQ(bank.only_alert().claimed_by, "1001");
    // The kiosk did not hear the answer and sends again; the tablet did not either.
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto again = bank.desk->claim(bank.session, claimed->id, {IdempotencyKey{"c1"}, 1});
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(protocol::to_json(*again), protocol::to_json(*claimed));
    EXPECT_EQ(bank.desk->last_sequence(bank.branch), sequence);
}

TEST(Durability, CutsInTheMiddleOfManyWritersLoseNothingAcknowledged) {
    SampleBank bank;
    for (int cut = 0; cut < 5; ++cut) {
        std::mutex mutex;
        std::set<std::string> acknowledged;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&, i] {
                for (int j = 0; j < 10; ++j) {
                    const auto key = std::to_string(cut) + "/" + std::to_string(i) + "/" + std::to_string(j);
                    const auto ticket = bank.desk->issue_ticket(bank.terminal, bank.ticket_request(key));
                    const std::lock_guard lock(mutex);
                    if (ticket) {
                        EXPECT_TRUE(acknowledged.insert(ticket->label).second);
                    }
                }
            });
        }
        for (auto& thread : threads) thread.join();
        bank.cut_power_and_reopen();
        EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, (cut + 1) * 40);
    }
}

TEST(Durability, AFullDiskIsUnavailableAndTheAcknowledgedStays) {
    SampleBank bank;
    bank.close();
    bank.most_pages = 100;
    bank.open();
    int issued = 0;
    Result<protocol::TicketIssued> last = Error(ErrorCode::io, "none yet");
    for (int i = 0; i < 20'000; ++i) {
        last = bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t" + std::to_string(i)));
        if (!last) break;
        ++issued;
    }
    ASSERT_FALSE(last) << "the disk never became full";
    EXPECT_EQ(last.error().code(), ErrorCode::unavailable);
    const auto refused_key = "t" + std::to_string(issued);
    // What needs no new page may still fit, and is then acknowledged; soon nothing fits any more.
    int refused_in_a_row = 1;
    for (int i = 0; refused_in_a_row < 20 && i < 2'000; ++i) {
        if (bank.desk->issue_ticket(bank.terminal, bank.ticket_request("more" + std::to_string(i)))) {
            ++issued;
            refused_in_a_row = 0;
        } else {
            ++refused_in_a_row;
        }
    }
    EXPECT_EQ(refused_in_a_row, 20);
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, issued);
    // Room again: the next number follows the last acknowledged one, and the refused key may be used again.
    bank.close();
    bank.most_pages = 0;
    bank.open();
    const auto next = bank.desk->issue_ticket(bank.terminal, bank.ticket_request(refused_key));
    ASSERT_TRUE(next) << next.error().text();
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, issued + 1);
}

TEST(Durability, ARefusedRequestLeavesNothingWhileItsNeighboursStand) {
    SampleBank bank;
    std::vector<std::thread> threads;
    std::atomic<int> refused{0};
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&, i] {
            auto request = bank.ticket_request("t" + std::to_string(i));
            if (i % 2 == 0) request.offline_label = "Z001";
            if (!bank.desk->issue_ticket(bank.terminal, request)) ++refused;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(refused, 10);
    EXPECT_EQ(bank.desk->glance(bank.branch)->waiting, 10);
    EXPECT_EQ(bank.desk->issue_ticket(bank.terminal, bank.ticket_request("next"))->label, "A011");
}

TEST(Durability, TheProbeWritesAndReads) {
    SampleBank bank;
    EXPECT_TRUE(bank.desk->probe());
}

}  // namespace
}  // namespace silverlane::desk
