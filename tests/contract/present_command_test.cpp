// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A person at a desk plays virtual devices with `silverlanectl present`.
#include <gtest/gtest.h>
#include <unistd.h>

#include "drivers/card_slot/card_slot_virtual.h"
#include "tests/contract/peer_command.h"

namespace silverlane::drivers {
namespace {

class PresentCommandTest : public ::testing::Test {
protected:
    PresentCommandTest() {
        std::string pattern = testing::TempDir() + "/present-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        slot_ = card_slot::VirtualCardSlot::open({"virtual", folder_ / "state", folder_ / "socket"}, hasher_, events_, log_).value();
        slot_->enable(true);
    }
    ~PresentCommandTest() override {
        slot_.reset();
        std::filesystem::remove_all(folder_);
    }
    [[nodiscard]] PeerOutcome present(const std::string& words) const {
        return run_peer(std::string(SILVERLANE_BINARY_DIR) + "/bin/silverlanectl present " + (folder_ / "socket").string() + " " + words);
    }
    std::filesystem::path folder_;
    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{1}}};
    CardSlotEvents events_{8};
    SilentLog log_;
    std::unique_ptr<card_slot::VirtualCardSlot> slot_;
};

TEST_F(PresentCommandTest, TheDevicesAnswerIsPrintedAndRefusalIsAnError) {
    const PeerOutcome taken = present("insert sample-card-0001");
    EXPECT_EQ(taken.status, 0) << taken.output;
    EXPECT_EQ(taken.output, "accepted\n");
    EXPECT_EQ(std::get<CardInserted>(events_.try_take().value()).card, hasher_.card(CardToken{PrivateText{"sample-card-0001"}}));
    const PeerOutcome refused = present("take");
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.output.find("not_now"), std::string::npos) << refused.output;
}

TEST_F(PresentCommandTest, WordsCanComeFromStandardInputSoThatNoListOfProgramsShowsThem) {
    const PeerOutcome piped = run_peer("printf 'insert sample-card-0002\\n' | " + std::string(SILVERLANE_BINARY_DIR) + "/bin/silverlanectl present " +
                                       (folder_ / "socket").string() + " -");
    EXPECT_EQ(piped.status, 0) << piped.output;
    EXPECT_EQ(std::get<CardInserted>(events_.try_take().value()).card, hasher_.card(CardToken{PrivateText{"sample-card-0002"}}));
}

TEST_F(PresentCommandTest, WhereNobodyListensItSaysSo) {
    slot_.reset();
    const PeerOutcome nobody = present("take");
    EXPECT_EQ(nobody.status, 1);
    EXPECT_NE(nobody.output.find("nobody receives"), std::string::npos) << nobody.output;
}

}  // namespace
}  // namespace silverlane::drivers
