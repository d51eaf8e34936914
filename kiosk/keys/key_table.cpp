// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/keys/key_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/core.h>

namespace silverlane::keys {
namespace {

// Usage numbers of the USB keyboard page; the last ones are SDL's for buttons of the consumer page.
constexpr int kFirstLetter = 4, kDigit1 = 30, kDigit0 = 39, kF1 = 58, kF13 = 104, kKeypad1 = 89, kKeypad0 = 98;

struct Place {
    std::string_view name;
    int scancode;
};

constexpr std::array kPlaces{
    Place{"Return", 40},      Place{"Escape", 41},   Place{"Backspace", 42}, Place{"Tab", 43},         Place{"Space", 44},
    Place{"Insert", 73},      Place{"Home", 74},     Place{"PageUp", 75},    Place{"Delete", 76},      Place{"End", 77},
    Place{"PageDown", 78},    Place{"Right", 79},    Place{"Left", 80},      Place{"Down", 81},        Place{"Up", 82},
    Place{"Numlock", 83},     Place{"Keypad /", 84}, Place{"Keypad *", 85},  Place{"Keypad -", 86},    Place{"Keypad +", 87},
    Place{"Keypad Enter", 88}, Place{"Keypad .", 99}, Place{"VolumeUp", 128}, Place{"VolumeDown", 129}, Place{"AudioNext", 258},
    Place{"AudioPrev", 259},  Place{"AudioStop", 260}, Place{"AudioPlay", 261}, Place{"AudioMute", 262}, Place{"MediaSelect", 263}};

struct Usual {
    std::string_view name;
    Key key;
};

// Digits stand apart: they are the same everywhere. Media keys are what a headset with buttons sends.
constexpr std::array kUsual{
    Usual{"Keypad +", Key::next},      Usual{"Tab", Key::next},          Usual{"Right", Key::next},       Usual{"Down", Key::next},
    Usual{"AudioNext", Key::next},     Usual{"Keypad -", Key::previous}, Usual{"Left", Key::previous},    Usual{"Up", Key::previous},
    Usual{"AudioPrev", Key::previous}, Usual{"Space", Key::select},      Usual{"AudioPlay", Key::select}, Usual{"Keypad Enter", Key::enter},
    Usual{"Return", Key::enter},       Usual{"Keypad .", Key::erase},    Usual{"Backspace", Key::erase},  Usual{"Escape", Key::back},
    Usual{"Numlock", Key::back},       Usual{"Keypad /", Key::help},     Usual{"F1", Key::help},          Usual{"Keypad *", Key::repeat},
    Usual{"F2", Key::repeat},          Usual{"F3", Key::stop},           Usual{"AudioStop", Key::stop},   Usual{"AudioMute", Key::stop},
    Usual{"VolumeUp", Key::louder},    Usual{"PageUp", Key::louder},     Usual{"VolumeDown", Key::quieter}, Usual{"PageDown", Key::quieter},
    Usual{"F11", Key::switch_move},    Usual{"F12", Key::switch_select}};

std::vector<NamedKey> make_named_keys() {
    std::vector<NamedKey> all;
    for (char letter = 'A'; letter <= 'Z'; ++letter) all.push_back({kFirstLetter + letter - 'A', std::string(1, letter)});
    for (int digit = 0; digit <= 9; ++digit) {
        const std::string name = std::to_string(digit);
        all.push_back({digit == 0 ? kDigit0 : kDigit1 + digit - 1, name});
        all.push_back({digit == 0 ? kKeypad0 : kKeypad1 + digit - 1, "Keypad " + name});
    }
    for (int number = 1; number <= 24; ++number) all.push_back({number <= 12 ? kF1 + number - 1 : kF13 + number - 13, "F" + std::to_string(number)});
    for (const Place& place : kPlaces) all.push_back({place.scancode, std::string(place.name)});
    return all;
}

/// 0 where there is no such key.
int scancode_named(std::string_view name) {
    const auto& all = named_keys();
    const auto found = std::find_if(all.begin(), all.end(), [&](const NamedKey& one) { return one.name == name; });
    return found == all.end() ? 0 : found->scancode;
}

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
        const int scancode = scancode_named(text);
        if (scancode == 0) {
            table.mistake(name, fmt::format("there is no key '{}'", text),
                          "write its place, for example \"Keypad +\", \"F11\", \"AudioPlay\"");
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

const std::vector<NamedKey>& named_keys() {
    static const std::vector<NamedKey> all = make_named_keys();
    return all;
}

KeyTable::KeyTable() {
    for (int digit = 0; digit <= 9; ++digit) {
        const auto name = static_cast<char>('0' + digit);
        bindings_.push_back({digit == 0 ? kKeypad0 : kKeypad1 + digit - 1, Key::digit, name});
        bindings_.push_back({digit == 0 ? kDigit0 : kDigit1 + digit - 1, Key::digit, name});
    }
    for (const Usual& one : kUsual) bindings_.push_back({scancode_named(one.name), one.key, 0});
}

KeyBinding KeyTable::meaning(int scancode) const {
    const auto found = std::find_if(bindings_.begin(), bindings_.end(), [&](const KeyBinding& one) { return one.scancode == scancode; });
    return found == bindings_.end() ? KeyBinding{scancode, Key::none, 0} : *found;
}

std::vector<std::string> KeyTable::names(Key key) const {
    std::vector<std::string> found;
    for (const KeyBinding& one : bindings_) {
        if (one.key != key) continue;
        for (const NamedKey& named : named_keys()) {
            if (named.scancode == one.scancode) found.push_back(named.name);
        }
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

}  // namespace silverlane::keys
