// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/key_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include <SDL_keyboard.h>
#include <fmt/core.h>

namespace silverlane::ui {
namespace {

using Key = RawEvent::Key;

struct Usual {
    SDL_Scancode scancode;
    Key key;
};

// Digits stand apart: they are the same everywhere. Media keys are what a headset with buttons sends.
constexpr std::array kUsual{
    Usual{SDL_SCANCODE_KP_PLUS, Key::next},          Usual{SDL_SCANCODE_TAB, Key::next},
    Usual{SDL_SCANCODE_RIGHT, Key::next},            Usual{SDL_SCANCODE_DOWN, Key::next},
    Usual{SDL_SCANCODE_AUDIONEXT, Key::next},        Usual{SDL_SCANCODE_KP_MINUS, Key::previous},
    Usual{SDL_SCANCODE_LEFT, Key::previous},         Usual{SDL_SCANCODE_UP, Key::previous},
    Usual{SDL_SCANCODE_AUDIOPREV, Key::previous},    Usual{SDL_SCANCODE_SPACE, Key::select},
    Usual{SDL_SCANCODE_AUDIOPLAY, Key::select},      Usual{SDL_SCANCODE_KP_ENTER, Key::enter},
    Usual{SDL_SCANCODE_RETURN, Key::enter},          Usual{SDL_SCANCODE_KP_PERIOD, Key::erase},
    Usual{SDL_SCANCODE_BACKSPACE, Key::erase},       Usual{SDL_SCANCODE_ESCAPE, Key::back},
    Usual{SDL_SCANCODE_NUMLOCKCLEAR, Key::back},     Usual{SDL_SCANCODE_KP_DIVIDE, Key::help},
    Usual{SDL_SCANCODE_F1, Key::help},               Usual{SDL_SCANCODE_KP_MULTIPLY, Key::repeat},
    Usual{SDL_SCANCODE_F2, Key::repeat},             Usual{SDL_SCANCODE_F3, Key::stop},
    Usual{SDL_SCANCODE_AUDIOSTOP, Key::stop},        Usual{SDL_SCANCODE_AUDIOMUTE, Key::stop},
    Usual{SDL_SCANCODE_VOLUMEUP, Key::louder},       Usual{SDL_SCANCODE_PAGEUP, Key::louder},
    Usual{SDL_SCANCODE_VOLUMEDOWN, Key::quieter},    Usual{SDL_SCANCODE_PAGEDOWN, Key::quieter},
    Usual{SDL_SCANCODE_F11, Key::switch_move},       Usual{SDL_SCANCODE_F12, Key::switch_select}};

constexpr std::array<std::pair<std::string_view, Key>, 13> kMeanings{{{"next", Key::next},
                                                                     {"previous", Key::previous},
                                                                     {"select", Key::select},
                                                                     {"enter", Key::enter},
                                                                     {"erase", Key::erase},
                                                                     {"back", Key::back},
                                                                     {"help", Key::help},
                                                                     {"repeat", Key::repeat},
                                                                     {"stop", Key::stop},
                                                                     {"louder", Key::louder},
                                                                     {"quieter", Key::quieter},
                                                                     {"switch_move", Key::switch_move},
                                                                     {"switch_select", Key::switch_select}}};

/// Reads the keys of one meaning; `taken` holds what the file has given to a meaning already.
void read_meaning(config::TableReader& table, std::string_view name, Key key, KeyTable& keys, std::map<int, std::string>& taken) {
    if (!table.has(name)) return;
    std::vector<int> scancodes;
    for (const std::string& text : table.texts(name)) {
        const SDL_Scancode scancode = SDL_GetScancodeFromName(text.c_str());
        if (scancode == SDL_SCANCODE_UNKNOWN) {
            table.mistake(name, fmt::format("there is no key '{}'", text),
                          "write it as SDL names it, for example \"Keypad +\", \"F11\", \"AudioPlay\"");
            continue;
        }
        const auto [other, fresh] = taken.try_emplace(scancode, name);
        if (!fresh) {
            table.mistake(name, fmt::format("the key '{}' already means {}", text, other->second), "give each key one meaning");
            continue;
        }
        scancodes.push_back(scancode);
    }
    if (!keys.rebind(key, scancodes)) {
        table.mistake(name, "a digit key always means its digit", "choose another key");
    }
}

}  // namespace

KeyTable::KeyTable() {
    for (int digit = 0; digit <= 9; ++digit) {
        const auto name = static_cast<char>('0' + digit);
        bindings_.push_back({digit == 0 ? SDL_SCANCODE_KP_0 : SDL_SCANCODE_KP_1 + digit - 1, Key::digit, name});
        bindings_.push_back({digit == 0 ? SDL_SCANCODE_0 : SDL_SCANCODE_1 + digit - 1, Key::digit, name});
    }
    for (const Usual& one : kUsual) bindings_.push_back({one.scancode, one.key, 0});
}

KeyBinding KeyTable::meaning(int scancode) const {
    const auto found = std::find_if(bindings_.begin(), bindings_.end(), [&](const KeyBinding& one) { return one.scancode == scancode; });
    return found == bindings_.end() ? KeyBinding{scancode, Key::none, 0} : *found;
}

std::vector<std::string> KeyTable::names(Key key) const {
    std::vector<std::string> found;
    for (const KeyBinding& one : bindings_) {
        if (one.key == key) found.emplace_back(SDL_GetScancodeName(static_cast<SDL_Scancode>(one.scancode)));
    }
    return found;
}

void KeyTable::unbind(Key key) {
    std::erase_if(bindings_, [&](const KeyBinding& one) { return one.key == key; });
}

bool KeyTable::rebind(Key key, const std::vector<int>& scancodes) {
    const auto is_digit = [this](int scancode) { return meaning(scancode).key == Key::digit; };
    if (std::any_of(scancodes.begin(), scancodes.end(), is_digit)) return false;
    unbind(key);
    for (const int scancode : scancodes) {
        std::erase_if(bindings_, [&](const KeyBinding& one) { return one.scancode == scancode; });
        bindings_.push_back({scancode, key, 0});
    }
    return true;
}

InputSettings read_input_settings(config::TableReader& table) {
    InputSettings settings;
    InputLimits& limits = settings.limits;
    limits.same_target_pause = Milliseconds{table.integer("same_target_pause_ms", limits.same_target_pause.count(), 500, 2'000)};
    limits.screen_change_pause = Milliseconds{table.integer("screen_change_pause_ms", limits.screen_change_pause.count(), 500, 2'000)};
    limits.move_pause = Milliseconds{table.integer("move_pause_ms", limits.move_pause.count(), 0, 2'000)};
    const auto switches = table.integer("switches", 2, 0, 2);
    if (switches == 1) {
        table.mistake("switches", "one switch would need a screen that moves by itself", "connect two switches and write 2, or write 0");
    }
    auto keypad = table.table("keypad");
    std::map<int, std::string> taken;
    for (const auto& [name, key] : kMeanings) read_meaning(keypad, name, key, settings.keys, taken);
    keypad.finish();
    const bool can_choose = !settings.keys.names(Key::select).empty() || !settings.keys.names(Key::enter).empty();
    if (settings.keys.names(Key::next).empty() || !can_choose) {
        table.mistake("keypad", "a keypad without a key for next and one for select reaches nothing", "name at least one of each");
    }
    if (switches == 0) {
        settings.keys.unbind(Key::switch_move);
        settings.keys.unbind(Key::switch_select);
    }
    return settings;
}

std::string describe(const InputSettings& settings) {
    std::string text = fmt::format("pauses {} {} {} ms", settings.limits.same_target_pause.count(), settings.limits.screen_change_pause.count(),
                                   settings.limits.move_pause.count());
    for (const auto& [name, key] : kMeanings) {
        text += fmt::format("; {}:", name);
        for (const std::string& one : settings.keys.names(key)) text += fmt::format(" [{}]", one);
    }
    return text;
}

}  // namespace silverlane::ui
