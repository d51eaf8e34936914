// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// "Did you mean": the name of a list that somebody who wrote another one most likely meant. Pure; any thread. It does not decide whether a
// name is right.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silverlane {

/// How far two names are apart, in quarters of a slip: a wrong, missing or added letter counts 4, two letters exchanged 3 (hands do that
/// more often than they hit a wrong key), a capital for a small letter or one of "-_./ " for another 1.
int slips_between(std::string_view a, std::string_view b);

/// The nearest name, when it is near enough to be meant: one slip for three letters, one more for each three after them. Of equally near
/// names the one with the longer common beginning, then the first of the list.
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& names);

/// "did you mean 'P26'?", or nothing.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& names);

/// "did you mean 'P26'?", or "write one of a, b, c" when no name is near; "there is none yet" when there are no names at all.
std::string advice_among(std::string_view name, const std::vector<std::string>& names);

/// "a, b, c"
std::string joined(const std::vector<std::string>& names);

}  // namespace silverlane
