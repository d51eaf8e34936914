// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/voice_watch.h"

#include <gtest/gtest.h>

namespace silverlane::kiosk {
namespace {

TEST(VoiceWatch, HasNothingToTellOfAVoiceThatSpeaks) {
    VoiceWatch watch;
    const auto news = watch.look({});
    EXPECT_FALSE(news.fault);
    EXPECT_FALSE(news.private_ear.has_value());
    EXPECT_FALSE(watch.sound_is_missing());
}

TEST(VoiceWatch, CallsStaffOnceForEachThingThatBreaks) {
    VoiceWatch watch;
    EXPECT_TRUE(watch.look({false, true, true}).fault);
    EXPECT_FALSE(watch.look({false, true, true}).fault) << "told already";
    EXPECT_TRUE(watch.look({false, false, true}).fault) << "the loudspeaker too";
    EXPECT_FALSE(watch.look({true, true, true}).fault) << "repaired";
    EXPECT_TRUE(watch.look({true, false, true}).fault) << "broken again";
}

TEST(VoiceWatch, TellsTheFlowWhenTheHandsetGivesNoSoundAndWhenItDoesAgain) {
    VoiceWatch watch;
    const auto gone = watch.look({true, true, false});
    EXPECT_TRUE(gone.fault);
    EXPECT_EQ(gone.private_ear, std::optional<bool>(false));
    EXPECT_TRUE(watch.sound_is_missing());
    EXPECT_FALSE(watch.look({true, true, false}).private_ear.has_value());
    const auto back = watch.look({true, true, true});
    EXPECT_FALSE(back.fault);
    EXPECT_EQ(back.private_ear, std::optional<bool>(true));
    EXPECT_FALSE(watch.sound_is_missing());
}

}  // namespace
}  // namespace silverlane::kiosk
