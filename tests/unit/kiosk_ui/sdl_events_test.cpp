// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/sdl_events.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include <SDL.h>

#include "sample_scenes.h"

namespace silverlane::ui {
namespace {

using Kind = RawEvent::Kind;

class Events : public testing::Test {
protected:
    std::optional<RawEvent> finger(Uint32 type, float x, float y, SDL_FingerID id = 7, Uint32 at = 1'000) {
        SDL_Event event{};
        event.tfinger = {};
        event.tfinger.type = type;
        event.tfinger.timestamp = at;
        event.tfinger.fingerId = id;
        event.tfinger.x = x;
        event.tfinger.y = y;
        return events.translate(event);
    }
    std::optional<RawEvent> button(Uint32 type, int x, int y, Uint32 at, Uint32 which = 0, Uint8 which_button = SDL_BUTTON_LEFT) {
        SDL_Event event{};
        event.button = {};
        event.button.type = type;
        event.button.timestamp = at;
        event.button.which = which;
        event.button.button = which_button;
        event.button.x = x;
        event.button.y = y;
        return events.translate(event);
    }
    std::optional<RawEvent> key(SDL_Scancode scancode, Uint8 repeat = 0, Uint16 mod = 0) {
        SDL_Event event{};
        event.key = {};
        event.key.type = SDL_KEYDOWN;
        event.key.repeat = repeat;
        event.key.keysym.scancode = scancode;
        event.key.keysym.mod = mod;
        return events.translate(event);
    }
    std::optional<RawEvent> window(Uint8 what) {
        SDL_Event event{};
        event.window = {};
        event.window.type = SDL_WINDOWEVENT;
        event.window.event = what;
        return events.translate(event);
    }

    SdlEvents events{samples::landscape(), keys::KeyTable()};
};

TEST_F(Events, TakesAFingerAsAFinger) {
    const auto down = finger(SDL_FINGERDOWN, 0.5F, 0.25F);
    ASSERT_TRUE(down.has_value());
    EXPECT_EQ(down->kind, Kind::down);
    EXPECT_EQ(down->pointer, 8);
    EXPECT_EQ(down->x, 960);
    EXPECT_EQ(down->y, 270);
    EXPECT_EQ(finger(SDL_FINGERMOTION, 0.5F, 0.5F)->kind, Kind::move);
    EXPECT_EQ(finger(SDL_FINGERUP, 0.5F, 0.5F)->kind, Kind::up);
}

TEST_F(Events, AFingerAtTheVeryEdgeIsOnTheScreen) {
    const auto corner = finger(SDL_FINGERDOWN, 1.0F, 1.0F);
    EXPECT_EQ(corner->x, samples::landscape().width_px - 1);
    EXPECT_EQ(corner->y, samples::landscape().height_px - 1);
}

TEST_F(Events, NeverCountsATouchTwiceWhereTheWindowSystemMakesAMouseOfIt) {
    EXPECT_FALSE(button(SDL_MOUSEBUTTONDOWN, 5, 5, 10, SDL_TOUCH_MOUSEID)) << "SDL's own shadow";
    ASSERT_TRUE(finger(SDL_FINGERDOWN, 0.5F, 0.5F, 7, 1'000));
    EXPECT_FALSE(button(SDL_MOUSEBUTTONDOWN, 960, 540, 1'001)) << "a finger is down";
    ASSERT_TRUE(finger(SDL_FINGERUP, 0.5F, 0.5F, 7, 1'100));
    EXPECT_FALSE(button(SDL_MOUSEBUTTONUP, 960, 540, 1'120)) << "the window system's shadow comes late";
    EXPECT_TRUE(button(SDL_MOUSEBUTTONDOWN, 960, 540, 1'600)) << "a mouse is a mouse again";
}

TEST_F(Events, TakesTheLeftMouseButtonOnly) {
    EXPECT_TRUE(button(SDL_MOUSEBUTTONDOWN, 5, 5, 10));
    EXPECT_FALSE(button(SDL_MOUSEBUTTONDOWN, 5, 5, 10, 0, SDL_BUTTON_RIGHT));
}

TEST_F(Events, AKeyThatIsHeldDownIsOneKey) {
    EXPECT_TRUE(key(SDL_SCANCODE_KP_PLUS));
    EXPECT_FALSE(key(SDL_SCANCODE_KP_PLUS, 1)) << "key repeat is off (rule 11)";
}

TEST_F(Events, ReadsTheNumericBlockWhateverNumLockSays) {
    const auto five = key(SDL_SCANCODE_KP_5, 0, 0);
    EXPECT_EQ(five->key, RawEvent::Key::digit);
    EXPECT_EQ(five->digit, '5');
    EXPECT_EQ(key(SDL_SCANCODE_KP_0, 0, KMOD_NUM)->digit, '0');
    EXPECT_EQ(key(SDL_SCANCODE_9)->digit, '9');
}

TEST_F(Events, ShiftTurnsTabRound) {
    EXPECT_EQ(key(SDL_SCANCODE_TAB)->key, RawEvent::Key::next);
    EXPECT_EQ(key(SDL_SCANCODE_TAB, 0, KMOD_LSHIFT)->key, RawEvent::Key::previous);
}

TEST_F(Events, AKeyWithoutAMeaningIsNothing) { EXPECT_FALSE(key(SDL_SCANCODE_Q)); }

TEST_F(Events, TheMouseLeavingDoesNotGiveUpAFingersPress) {
    EXPECT_EQ(window(SDL_WINDOWEVENT_LEAVE)->kind, Kind::cancel);
    finger(SDL_FINGERDOWN, 0.5F, 0.5F);
    EXPECT_FALSE(window(SDL_WINDOWEVENT_LEAVE));
    EXPECT_EQ(window(SDL_WINDOWEVENT_FOCUS_LOST)->kind, Kind::cancel);
}

/// SDL itself, with its driver that shows nothing: both ways to a screen take fingers from SDL's queue.
class SdlScreen : public testing::TestWithParam<PresenterKind> {};

TEST_P(SdlScreen, HandsOnTheFingersThatSdlReports) {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    const Panel panel = samples::landscape();
    auto opened = open_sdl_presenter(GetParam(), panel, false, "test", keys::KeyTable());
    ASSERT_TRUE(opened.ok()) << opened.error().text();
    static_cast<void>((*opened)->take_events());
    for (const Uint32 type : {Uint32{SDL_FINGERDOWN}, Uint32{SDL_FINGERMOTION}, Uint32{SDL_FINGERUP}}) {
        SDL_Event event{};
        event.tfinger = {};
        event.tfinger.type = type;
        event.tfinger.fingerId = 3;
        event.tfinger.x = 0.25F;
        event.tfinger.y = 0.5F;
        ASSERT_EQ(SDL_PushEvent(&event), 1);
    }
    std::vector<Kind> kinds;
    for (const RawEvent& event : (*opened)->take_events()) {
        if (event.kind == Kind::exposed) continue;
        kinds.push_back(event.kind);
        EXPECT_EQ(event.x, panel.width_px / 4);
        EXPECT_EQ(event.pointer, 4);
    }
    EXPECT_EQ(kinds, (std::vector<Kind>{Kind::down, Kind::move, Kind::up}));
}

INSTANTIATE_TEST_SUITE_P(BothWays, SdlScreen, testing::Values(PresenterKind::window, PresenterKind::texture));

}  // namespace
}  // namespace silverlane::ui
