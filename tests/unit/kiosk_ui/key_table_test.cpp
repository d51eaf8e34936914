// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/keys/key_table.h"

#include <gtest/gtest.h>

#include <SDL_keyboard.h>

namespace silverlane::keys {
namespace {

struct Read {
    InputSettings settings;
    std::string mistakes;
};

Read read(const std::string& text) {
    auto document = config::Document::parse(text, "kiosk.toml");
    EXPECT_TRUE(document.ok()) << document.error().text();
    config::Mistakes mistakes;
    auto table = document->root(mistakes).table("input");
    Read result{read_input_settings(table), {}};
    table.finish();
    result.mistakes = mistakes.text();
    return result;
}

TEST(KeyTableTest, EveryMeaningOfRule14HasAUsualKey) {
    const KeyTable keys;
    for (const Key key : {Key::digit, Key::erase, Key::enter, Key::next, Key::previous, Key::select, Key::back, Key::help, Key::repeat, Key::stop,
                          Key::louder, Key::quieter, Key::switch_move, Key::switch_select}) {
        EXPECT_FALSE(keys.names(key).empty()) << static_cast<int>(key);
    }
}

TEST(KeyTableTest, KeysAreNumberedAndNamedAsSdlDoes) {
    for (const NamedKey& key : named_keys()) {
        EXPECT_EQ(static_cast<int>(SDL_GetScancodeFromName(key.name.c_str())), key.scancode) << key.name;
    }
}

TEST(KeyTableTest, AUsbNumericBlockAloneHasAllThatItNeeds) {
    const KeyTable keys;
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_KP_PLUS).key, Key::next);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_KP_MINUS).key, Key::previous);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_KP_ENTER).key, Key::enter);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_KP_PERIOD).key, Key::erase);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_KP_DIVIDE).key, Key::help);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_KP_MULTIPLY).key, Key::repeat);
    for (int digit = 1; digit <= 9; ++digit) EXPECT_EQ(keys.meaning(SDL_SCANCODE_KP_1 + digit - 1).digit, '0' + digit);
}

TEST(KeyTableTest, AHeadsetMovesWithItsTrackKeysAndSelectsWithPlay) {
    const KeyTable keys;
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_AUDIONEXT).key, Key::next);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_AUDIOPREV).key, Key::previous);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_AUDIOPLAY).key, Key::select);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_VOLUMEUP).key, Key::louder);
    EXPECT_EQ(keys.meaning(SDL_SCANCODE_VOLUMEDOWN).key, Key::quieter);
}

TEST(KeyTableTest, NamedKeysReplaceTheUsualOnesOfTheirMeaning) {
    const Read got = read("[input.keypad]\nhelp = [\"F9\", \"Keypad +\"]\n");
    EXPECT_TRUE(got.mistakes.empty()) << got.mistakes;
    EXPECT_EQ(got.settings.keys.meaning(SDL_SCANCODE_F9).key, Key::help);
    EXPECT_EQ(got.settings.keys.meaning(SDL_SCANCODE_KP_PLUS).key, Key::help) << "no longer next";
    EXPECT_EQ(got.settings.keys.meaning(SDL_SCANCODE_F1).key, Key::none);
    EXPECT_EQ(got.settings.keys.meaning(SDL_SCANCODE_TAB).key, Key::next) << "other meanings keep their keys";
}

TEST(KeyTableTest, SaysWhatIsWrongWithAKey) {
    EXPECT_NE(read("[input.keypad]\nnext = [\"Kepad +\"]\n").mistakes.find("there is no key 'Kepad +'"), std::string::npos);
    EXPECT_NE(read("[input.keypad]\nnext = [\"F9\"]\nback = [\"F9\"]\n").mistakes.find("already means next"), std::string::npos);
    EXPECT_NE(read("[input.keypad]\nnext = [\"Keypad 5\"]\n").mistakes.find("always means its digit"), std::string::npos);
    EXPECT_NE(read("[input.keypad]\nnext = []\n").mistakes.find("reaches nothing"), std::string::npos);
    EXPECT_NE(read("[input.keypad]\nnxet = [\"F9\"]\n").mistakes.find("nxet"), std::string::npos);
}

TEST(KeyTableTest, OneSwitchIsRefusedBecauseNothingMovesByItself) {
    EXPECT_NE(read("[input]\nswitches = 1\n").mistakes.find("moves by itself"), std::string::npos);
    EXPECT_EQ(read("[input]\nswitches = 0\n").settings.keys.meaning(SDL_SCANCODE_F11).key, Key::none);
}

TEST(KeyTableTest, NoPauseGoesBelowTheRules) {
    EXPECT_FALSE(read("[input]\nsame_target_pause_ms = 499\n").mistakes.empty());
    EXPECT_FALSE(read("[input]\nscreen_change_pause_ms = 100\n").mistakes.empty());
    EXPECT_EQ(read("[input]\nsame_target_pause_ms = 900\nmove_pause_ms = 500\n").settings.limits.same_target_pause, Milliseconds{900});
}

}  // namespace
}  // namespace silverlane::keys
