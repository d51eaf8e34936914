// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The accessibility requirements as a table: the forty rules of the kiosk's acceptance standard and, from 41, what a program can decide
// beside them. Each says how it is checked, by which function, and what a person must still look at. Values; any thread.
#pragma once

#include <string>
#include <vector>

namespace silverlane::audit {

enum class Decided {
    by_machine,   ///< wholly by this audit
    in_part,      ///< the audit decides a part, a person the rest
    elsewhere,    ///< by other programs of the project's tests, named in `how`
    by_person,    ///< on the installed terminal, with eyes and instruments
};

struct Requirement {
    int number = 0;
    const char* name;      ///< "rule 7", "WCAG 2.1.2"
    const char* title;
    Decided decided = Decided::by_machine;
    const char* how;       ///< what is checked, and where
    const char* person;    ///< what a person must still check, or empty
};

const std::vector<Requirement>& requirements();

/// "rule 7"; "the walk" for 0.
std::string name_of_requirement(int number);

/// What the installer measures, in the order of the work: what, and the figure.
struct Measure {
    const char* what;
    const char* figure;
};
const std::vector<Measure>& installation_measures();

// Numbers of what stands beside the forty rules.
inline constexpr int kReachable = 0;
inline constexpr int kFocusTrap = 41;
inline constexpr int kFocusRing = 42;
inline constexpr int kToggles = 43;
inline constexpr int kKeypadLayout = 44;
inline constexpr int kRestoreDefaults = 45;
inline constexpr int kStaysOnScreen = 46;
inline constexpr int kEntryLabel = 47;
inline constexpr int kReadingOrder = 48;
inline constexpr int kResolution = 49;
inline constexpr int kPicturesSpoken = 50;

}  // namespace silverlane::audit
