// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One thing that is wrong with a condition: where, what, and what to write instead. A value; any thread.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"

namespace silverlane::rules {

struct Mistake {
    std::string place;        ///< JSON pointer into the tree: "/all/2/any/0"; empty: the whole condition
    std::string what;         ///< "unknown fact 'rsk_level'"
    std::string instead;      ///< "did you mean 'risk_level'?"; may be empty
    bool operator==(const Mistake&) const = default;
};

/// "/all/2: unknown fact 'rsk_level'; did you mean 'risk_level'?"
std::string text_of(const Mistake& mistake);
/// invalid_input with the first few of them and how many more there are. There must be one.
Error error_of(const std::vector<Mistake>& mistakes);

}  // namespace silverlane::rules
