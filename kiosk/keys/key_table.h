// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which key of a keypad, keyboard, headset or switch means what (accessibility rule 14), and how long presses are held apart. A closed table by
// the key's place and not its letter, so that neither a layout nor NumLock changes it. Values, any thread. It reads no keyboard, presses
// nothing, and needs no display, so that settings can be checked anywhere.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "config/reader.h"

namespace silverlane::keys {

/// Keys of rule 14. `enter` confirms what was typed; the two switches have keys of their own (kiosk/ui/focus.h).
enum class Key { none, digit, erase, enter, next, previous, select, back, help, repeat, stop, louder, quieter, switch_move, switch_select };

/// A key and what it means.
struct KeyBinding {
    int scancode = 0;  ///< the place of the key as USB (and SDL) number it
    Key key = Key::none;
    char digit = 0;    ///< for Key::digit
};

class KeyTable {
public:
    /// A USB numeric block, a keyboard, a headset's buttons and two switches (docs/design.md, "Keys").
    KeyTable();

    /// What a key means; Key::none for one that means nothing here.
    [[nodiscard]] KeyBinding meaning(int scancode) const;
    /// The keys of one meaning by name ("Keypad +", "AudioPlay").
    [[nodiscard]] std::vector<std::string> names(Key key) const;
    /// Replaces the keys of one meaning; a key that meant something else means this now. False, and nothing changed: one is a digit key.
    bool rebind(Key key, const std::vector<int>& scancodes);
    void unbind(Key key);

private:
    std::vector<KeyBinding> bindings_;
};

/// Every key that can be named, with its name.
struct NamedKey {
    int scancode = 0;
    std::string name;
};
const std::vector<NamedKey>& named_keys();

/// Configured per kiosk; never below the accessibility rule's figures.
struct InputLimits {
    Milliseconds same_target_pause{500};   ///< a second press of the same target within this is a tremor, not a wish
    Milliseconds screen_change_pause{500}; ///< a press that was meant for the screen before
    Milliseconds move_pause{250};          ///< the same key that moves the focus: longer than a tremor's beat, shorter than a deliberate press
    Milliseconds lost_finger{10'000};      ///< a finger that rests so long no longer keeps others out
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

}  // namespace silverlane::keys
