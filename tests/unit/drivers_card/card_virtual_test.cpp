// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/card/card_virtual.h"

#include <gtest/gtest.h>

namespace silverlane::drivers::card {
namespace {

class VirtualCardReaderTest : public ::testing::Test {
protected:
    VirtualCardReaderTest() { reader_->enable(true); }
    Presented tap(const std::string& token) { return reader_->present(CardToken{PrivateText{token}}); }
    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{9}}};
    CardTaps taps_{2};
    ManualClock clock_{UtcTime{Milliseconds{0}}};
    SilentLog log_;
    std::unique_ptr<VirtualCardReader> reader_ = VirtualCardReader::open({}, hasher_, taps_, clock_, log_).value();
};

TEST_F(VirtualCardReaderTest, OnlyTheKeyedHashLeaves) {
    EXPECT_EQ(tap("token-7788\n"), Presented::accepted);
    EXPECT_EQ(taps_.try_take()->card, hasher_.card(CardToken{PrivateText{"token-7788"}}));
}

TEST_F(VirtualCardReaderTest, AFullQueueIsSaidSoAndTheNextTapCounts) {
    EXPECT_EQ(tap("a"), Presented::accepted);
    EXPECT_EQ(tap("b"), Presented::accepted);
    EXPECT_EQ(tap("c"), Presented::queue_full);
    EXPECT_TRUE(taps_.try_take().has_value());
    EXPECT_EQ(tap("c"), Presented::accepted) << "it was not taken before, so it is no duplicate";
}

TEST_F(VirtualCardReaderTest, AnotherCardInBetweenIsNoDuplicate) {
    EXPECT_EQ(tap("a"), Presented::accepted);
    EXPECT_EQ(tap("b"), Presented::accepted);
    EXPECT_TRUE(taps_.try_take().has_value());
    EXPECT_EQ(tap("a"), Presented::accepted);
}

TEST(CardSettings, ReadsTheSocketFromTheRunFolder) {
    auto document = config::Document::parse("[card]\nsocket = \"card.socket\"\ndevice = \"real\"\n", "kiosk.toml");
    config::Mistakes mistakes;
    config::TableReader root = document->root(mistakes);
    EXPECT_EQ(read_card_settings(root.table("card"), "/run/silverlane").socket, "/run/silverlane/card.socket");
    EXPECT_NE(mistakes.text().find("kiosk.toml:3"), std::string::npos) << mistakes.text();
}

}  // namespace
}  // namespace silverlane::drivers::card
