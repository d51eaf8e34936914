// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "desk_fixture.h"

namespace silverlane::desk {
namespace {

using protocol::AssistRing;
using protocol::AssistScreen;

class Assist : public ::testing::Test {
protected:
    Assist() {
        const auto out = bank.desk->call_staff(bank.terminal, {IdempotencyKey{"h1"}, "take_ticket", "service", "", std::nullopt});
        alert = out->alert;
    }
    [[nodiscard]] AssistScreen screen(std::uint64_t generation, bool asked) const {
        AssistScreen made;
        made.alert = alert;
        made.generation = generation;
        made.flow = "take_ticket";
        made.step = "service";
        made.template_name = "choice";
        made.asked = made.may_ring = asked;
        made.nodes = {{"title", "title", "take_ticket.service.title", 0, false}, {"answer.cash", "answer", "take_ticket.service.cash", 1, asked}};
        return made;
    }
    [[nodiscard]] Result<void> show(const AssistScreen& shown) { return bank.desk->show_screen(bank.terminal, shown); }
    [[nodiscard]] Result<void> ring(const char* key, std::uint64_t generation, const char* node = "answer.cash") {
        return bank.desk->ring(staff, alert, AssistRing{IdempotencyKey{key}, generation, node});
    }
    void claim() { ASSERT_TRUE(bank.claim(bank.only_alert(), "1001", "c1")); }
    [[nodiscard]] std::size_t rings() const {
        const auto told = bank.publisher.told_now();
        return static_cast<std::size_t>(std::count_if(told.begin(), told.end(), [](const BranchEvent& event) { return event.audience == "kiosk:K1"; }));
    }

    SampleBank bank;
    AlertId alert;
    const Session staff{StaffId{"1001"}, bank.branch, "lobby_manager"};
    const Session other{StaffId{"1002"}, bank.branch, "lobby_manager"};
};

TEST_F(Assist, StaffSeeTheStepAndHearOfEachNewOne) {
    EXPECT_EQ(bank.desk->screen(staff, alert).error().code(), ErrorCode::not_found) << "the kiosk has told nothing yet";
    ASSERT_TRUE(show(screen(5, false)));
    ASSERT_TRUE(show(screen(4, true))) << "late: dropped";
    const auto seen = bank.desk->screen(other, alert);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->generation, 5U);
    EXPECT_EQ(seen->nodes.size(), 2U);
    const auto told = bank.publisher.told_now();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told.front().name, "assist");
    EXPECT_EQ(told.front().audience, "staff:hall");
}

TEST_F(Assist, WhoHasClaimedTheCallPointsOnceForEachKey) {
    ASSERT_TRUE(show(screen(5, true)));
    EXPECT_EQ(ring("r0", 5).error().code(), ErrorCode::forbidden) << "nobody has claimed it";
    claim();
    EXPECT_EQ(bank.desk->ring(other, alert, {IdempotencyKey{"r1"}, 5, "answer.cash"}).error().code(), ErrorCode::forbidden);
    ASSERT_TRUE(ring("r2", 5));
    ASSERT_TRUE(ring("r2", 5)) << "a request that was repeated";
    ASSERT_EQ(rings(), 1U);
    const auto event = protocol::kiosk_event_from_json(bank.publisher.told_now().back().data);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, protocol::KioskEvent::Kind::ring);
    EXPECT_EQ(event->node, "answer.cash");
    EXPECT_EQ(event->generation, 5U);
    EXPECT_EQ(event->alert, alert);
}

TEST_F(Assist, NothingIsRungThatMayNotBe) {
    claim();
    EXPECT_EQ(ring("r1", 5).error().code(), ErrorCode::not_found) << "no screen";
    ASSERT_TRUE(show(screen(5, false)));
    EXPECT_EQ(ring("r2", 5).error().code(), ErrorCode::forbidden) << "the customer has not asked";
    ASSERT_TRUE(show(screen(6, true)));
    EXPECT_EQ(ring("r3", 5).error().code(), ErrorCode::conflict) << "the customer has gone on";
    EXPECT_EQ(ring("r4", 6, "title").error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(ring("r5", 6, "answer.transfer").error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(rings(), 0U);
    EXPECT_TRUE(ring("r3", 6)) << "a key that was refused is not used up";
}

TEST_F(Assist, TheHubDoesNotTakeTheKiosksWordForWhatIsTheCustomersAlone) {
    claim();
    auto lying = screen(5, false);
    lying.may_ring = lying.nodes[1].may_ring = true;
    lying.rung = "answer.cash";
    ASSERT_TRUE(show(lying));
    auto seen = bank.desk->screen(staff, alert);
    EXPECT_FALSE(seen->may_ring);
    EXPECT_FALSE(seen->nodes[1].may_ring);
    EXPECT_TRUE(seen->rung.empty());
    std::uint64_t generation = 6;
    for (const char* template_name : {"confirm", "rating"}) {
        auto consent = screen(generation, true);
        consent.template_name = template_name;
        ASSERT_TRUE(show(consent));
        EXPECT_TRUE(bank.desk->screen(staff, alert)->nodes.empty()) << template_name;
        EXPECT_EQ(ring("r1", generation).error().code(), ErrorCode::forbidden) << template_name;
        ++generation;
    }
    auto pin = screen(generation, true);
    pin.may_ring = false;
    ASSERT_TRUE(show(pin));
    EXPECT_TRUE(bank.desk->screen(staff, alert)->nodes.empty());
    EXPECT_EQ(ring("r2", generation).error().code(), ErrorCode::forbidden);
    EXPECT_EQ(rings(), 0U);
}

TEST_F(Assist, OnlyTheTerminalsOwnOpenCallHasAScreen) {
    const Terminal elsewhere{KioskId{"K2"}, bank.branch, "K2"};
    EXPECT_EQ(bank.desk->show_screen(elsewhere, screen(5, true)).error().code(), ErrorCode::not_found);
    const Session far{StaffId{"1001"}, BranchId{"B009"}, "lobby_manager"};
    ASSERT_TRUE(show(screen(5, true)));
    EXPECT_EQ(bank.desk->screen(far, alert).error().code(), ErrorCode::not_found);
}

TEST_F(Assist, NothingIsLeftAfterTheCallAndNothingWasEverOnTheDisk) {
    claim();
    ASSERT_TRUE(show(screen(5, true)));
    ASSERT_TRUE(ring("r1", 5));
    ASSERT_TRUE(bank.desk->cancel_help(bank.terminal, {IdempotencyKey{"x1"}, alert}));
    EXPECT_EQ(bank.desk->screen(staff, alert).error().code(), ErrorCode::not_found);
    EXPECT_EQ(ring("r2", 5).error().code(), ErrorCode::not_found);
    EXPECT_EQ(show(screen(6, true)).error().code(), ErrorCode::not_found);
    ASSERT_TRUE(bank.desk->run_due_jobs());
    bank.close();
    for (const char* ending : {"", "-wal"}) {
        std::ifstream in(bank.file.string() + ending, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        EXPECT_EQ(bytes.find("answer.cash"), std::string::npos) << ending;
    }
}

TEST_F(Assist, AHubThatCameBackIsToldAgain) {
    ASSERT_TRUE(show(screen(5, true)));
    bank.close();
    bank.open();
    EXPECT_EQ(bank.desk->screen(staff, alert).error().code(), ErrorCode::not_found);
    ASSERT_TRUE(show(screen(5, true)));
    EXPECT_EQ(bank.desk->screen(staff, alert)->generation, 5U);
}

}  // namespace
}  // namespace silverlane::desk
