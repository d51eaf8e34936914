// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which key of a keypad, keyboard, headset or switch means what (accessibility rule 14). A closed table from SDL scancodes, the key's
// place and not its letter, so that neither a layout nor NumLock changes it. Values, any thread. It reads no keyboard and presses nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/reader.h"
#include "kiosk/ui/input.h"

namespace silverlane::ui {

/// A key and what it means.
struct KeyBinding {
    int scancode = 0;                          ///< SDL_Scancode
    RawEvent::Key key = RawEvent::Key::none;
    char digit = 0;                            ///< for Key::digit
};

class KeyTable {
public:
    /// A USB numeric block, a keyboard, a headset's buttons and two switches (docs/design.md, "Keys").
    KeyTable();

    /// What a key means; Key::none for one that means nothing here.
    [[nodiscard]] KeyBinding meaning(int scancode) const;
    /// The keys of one meaning, by SDL's names ("Keypad +", "AudioPlay").
    [[nodiscard]] std::vector<std::string> names(RawEvent::Key key) const;
    /// Replaces the keys of one meaning; a key that meant something else means this now. False: the key has no such name.
    bool rebind(RawEvent::Key key, const std::vector<int>& scancodes);
    void unbind(RawEvent::Key key);

private:
    std::vector<KeyBinding> bindings_;
};

/// [input] of kiosk.toml.
struct InputSettings {
    InputLimits limits;
    KeyTable keys;
};

/// Mistakes (an unknown key name, one key with two meanings, no key for next or select, a pause below the rules) go to the reader. The
/// caller finishes the table.
InputSettings read_input_settings(config::TableReader& table);

/// The effective values on one line, for --check-config.
std::string describe(const InputSettings& settings);

}  // namespace silverlane::ui
