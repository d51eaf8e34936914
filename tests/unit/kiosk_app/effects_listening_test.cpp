// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_listening.h"

#include <gtest/gtest.h>

#include "kiosk/app/recording_speaker.h"
#include "tests/support/kiosk_walk.h"

namespace silverlane::kiosk {
namespace {

using flow::Listening;

class ListeningTest : public ::testing::Test {
protected:
    ListeningTest() {
        walk.wake_and_go_home();
        presenter.show(walk.scene());
        presenter.stop();
    }
    std::vector<std::string> prompts_since(std::uint64_t number) const {
        std::vector<std::string> prompts;
        for (const Spoken& spoken : speaker.since(number)) prompts.push_back(spoken.what + " " + spoken.prompt);
        return prompts;
    }

    ManualClock clock{UtcTime{}};
    voice::ProgressQueue progress{64};
    RecordingSpeaker speaker{clock, progress, true};
    speech::Presenter presenter{speaker, testing::shipped_texts()};
    testing::KioskWalk walk;
    std::vector<Listening> told;
    ListeningEffects effects{presenter, [this](Listening where) { told.push_back(where); }};
};

TEST_F(ListeningTest, AHeadphoneCountsBeforeAHandset) {
    effects.handset(true);
    effects.headphone(true);
    effects.handset(false);
    effects.headphone(false);
    EXPECT_EQ(told, (std::vector<Listening>{Listening::handset, Listening::headphone, Listening::loudspeaker}));
    effects.headphone(false);
    EXPECT_EQ(told.size(), 3U) << "what did not change is not told";
}

TEST_F(ListeningTest, PullingTheHeadphoneIsSilenceBeforeTheFlowHearsOfIt) {
    effects.headphone(true);
    ++walk.state.generation;
    walk.state.occasion = flow::Occasion::entry;
    presenter.show(walk.scene());
    ASSERT_TRUE(presenter.speaking());
    bool speaking_when_told = true;
    ListeningEffects watching(presenter, [&](Listening) { speaking_when_told = presenter.speaking(); });
    watching.headphone(true);
    watching.headphone(false);
    EXPECT_FALSE(speaking_when_told);
}

TEST_F(ListeningTest, TheLogNamesTheNodeThatTheFocusIsOn) {
    const std::uint64_t before = speaker.since(0).back().number;
    ui::Happenings happenings;
    happenings.focus = std::vector<NodeId>{NodeId{"answer.take_ticket"}};
    effects.follow(happenings);
    EXPECT_EQ(prompts_since(before), (std::vector<std::string>{"say answer.take_ticket"}));
    EXPECT_EQ(speaker.since(before)[0].channel, "loudspeaker");
    effects.headphone(true);
    effects.follow(happenings);
    EXPECT_EQ(speaker.since(before).back().channel, "private_ear");
    EXPECT_FALSE(speaker.since(before).back().text.empty()) << "a name of a key is no secret";
}

TEST_F(ListeningTest, EveryTypedDigitHasTheSameTone) {
    const std::uint64_t before = speaker.since(0).back().number;
    for (const char* digit : {"0", "7"}) {
        ui::Happenings happenings;
        happenings.pressed = {{NodeId{std::string("key.") + digit}, {flow::ActionKind::enter_digit, digit}, ui::PressSource::touch, {}}};
        effects.follow(happenings);
    }
    ui::Happenings erased;
    erased.pressed = {{NodeId{"key.erase"}, {flow::ActionKind::erase_digit, {}}, ui::PressSource::touch, {}}};
    effects.follow(erased);
    EXPECT_EQ(prompts_since(before), (std::vector<std::string>{"chime key", "chime key", "chime key"}));
}

TEST_F(ListeningTest, TheControlSocketPlugsAndLifts) {
    EXPECT_TRUE(effects.act("headphone", "in").ok());
    EXPECT_EQ(effects.listening(), Listening::headphone);
    EXPECT_TRUE(effects.act("handset", "lifted").ok());
    EXPECT_EQ(effects.act("headphone", "sideways").error().code(), ErrorCode::invalid_input);
    EXPECT_EQ(effects.act("scanner", "x").error().code(), ErrorCode::not_found);
}

TEST_F(ListeningTest, ThePrivateCaptionReachesTheWindowAsAPrivateText) {
    speech::Presenter::Caption caption;
    caption.secret = PrivateText{"两千元"};
    caption.begin = 1;
    caption.end = 2;
    caption.utterance = 9;
    const ui::Caption shown = to_ui(caption);
    EXPECT_TRUE(shown.secret.has_value());
    EXPECT_TRUE(shown.text.empty());
    EXPECT_EQ(shown.utterance, 9U);
}

}  // namespace
}  // namespace silverlane::kiosk
