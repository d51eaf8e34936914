// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "drivers/card_slot/card_slot_protocol.h"
#include "drivers/card_slot/card_slot_virtual.h"

namespace silverlane::drivers::card_slot {
namespace {

TEST(SlotState, WhatIsWrittenIsReadBackAndNothingElseIsUnderstood) {
    for (const CardPosition card : {CardPosition::none, CardPosition::in_slot, CardPosition::in_throat}) {
        for (const Mechanism mechanism : {Mechanism::free, Mechanism::jammed}) {
            EXPECT_EQ(parse_slot_state(to_text({card, mechanism})).value(), (SlotState{card, mechanism}));
        }
    }
    for (const char* wrong : {"", "card=none", "card=unknown mechanism=free\n", "card=none mechanism=free\n\n", "card=none mechanism=open\n"}) {
        EXPECT_EQ(parse_slot_state(wrong).error().code(), ErrorCode::corrupt) << wrong;
    }
}

TEST(SlotWords, ATokenMayHoldBlanksAndTheRestIsExact) {
    EXPECT_EQ(read_hand_move("insert a b\r\n")->token, "a b");
    EXPECT_EQ(read_hand_move("lose_answer")->does, HandDoes::lose_answer);
    for (const char* wrong : {"", "insert", "insert ", "take it", "Take", "eject"}) EXPECT_FALSE(read_hand_move(wrong).has_value()) << wrong;
}

class VirtualCardSlotTest : public ::testing::Test {
protected:
    VirtualCardSlotTest() {
        std::string pattern = testing::TempDir() + "/slot-XXXXXX";
        folder_ = mkdtemp(pattern.data());
    }
    ~VirtualCardSlotTest() override { std::filesystem::remove_all(folder_); }
    auto open() { return VirtualCardSlot::open({"virtual", folder_ / "state", {}}, hasher_, events_, log_); }
    std::filesystem::path folder_;
    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{1}}};
    CardSlotEvents events_{8};
    SilentLog log_;
};

TEST_F(VirtualCardSlotTest, TheStateFileNamesNoCard) {
    const auto slot = open().value();
    slot->enable(true);
    ASSERT_EQ(slot->present("insert sample-card-0001"), Presented::accepted);
    std::ifstream stream(folder_ / "state");
    std::ostringstream content;
    content << stream.rdbuf();
    EXPECT_EQ(content.str(), "card=in_slot mechanism=free\n");
}

TEST_F(VirtualCardSlotTest, AStateThatCannotBeUnderstoodIsALookForStaff) {
    std::ofstream(folder_ / "state") << "card=maybe\n";
    const auto slot = open().value();
    EXPECT_EQ(slot->status().device.state, DeviceState::hardware_error);
    EXPECT_EQ(slot->status().card, CardPosition::unknown);
    EXPECT_EQ(slot->present("clear"), Presented::accepted);
    EXPECT_EQ(slot->eject(Milliseconds{1'000}), OperationOutcome::ok) << "better an empty throat than a card kept";
}

TEST_F(VirtualCardSlotTest, WhereTheStateCannotBeKeptThereIsNoSlot) {
    std::filesystem::create_directory(folder_ / "state");
    EXPECT_FALSE(open().ok());
}

TEST_F(VirtualCardSlotTest, ACardIsNotTakenInWhereTheStateCanNoLongerBeKept) {
    const auto slot = open().value();
    slot->enable(true);
    std::filesystem::remove(folder_ / "state");
    std::filesystem::create_directories(folder_ / "state" / "in the way");
    EXPECT_EQ(slot->present("insert sample-card-0001"), Presented::not_now);
    EXPECT_EQ(slot->status().card, CardPosition::none);
    EXPECT_FALSE(events_.try_take().has_value());
}

TEST(CardSlotSettings, DefaultsStandAndMistakesAreNamed) {
    config::Mistakes mistakes;
    const auto empty = config::Document::parse("", "kiosk.toml").value();
    EXPECT_EQ(read_card_slot_settings(empty.root(mistakes), "/var/lib/kiosk").state, "/var/lib/kiosk/card-slot.state");
    EXPECT_TRUE(mistakes.empty());
    const auto bad = config::Document::parse("device = \"dip\"\nstat = \"x\"\n", "kiosk.toml").value();
    read_card_slot_settings(bad.root(mistakes), "/var/lib/kiosk");
    EXPECT_EQ(mistakes.all().size(), 2U) << mistakes.text();
}

}  // namespace
}  // namespace silverlane::drivers::card_slot
