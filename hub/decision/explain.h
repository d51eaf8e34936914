// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Why, and why not, in plain words: from a record and the rules it was made with. The words come from whoever asks, by key, so that no language
// stands here. Pure; any thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "hub/decision/decide.h"

namespace silverlane::decision {

/// The words of one language by key; "{name}" in them is filled in. A key without words comes out as the key.
using ExplainWords = std::map<std::string, std::string, std::less<>>;

/// Every key that explain() may ask for, but the text keys of cards ("reason.", "say.", ...) and names of needs and qualifications, which a bank may
/// add to: words must have them all.
std::vector<std::string> explain_keys();

/// The words of a key with its arguments filled in. "{days}" is the argument, "{days|day|days}" the first word when it is 1, else the second.
/// A key without words comes out as the key. Pure.
std::string in_words(const ExplainWords& words, std::string_view key, const std::vector<std::pair<std::string, std::string>>& arguments = {});

/// What staff saw and why, what was told in the visit before and so not said again, then every campaign with its verdict; of one that was not for
/// this person each question with its answer. What closes every campaign alike is said once. `no_card`: the key that says why no card comes of
/// this decision, of one that is only asked; empty: one does, or did. Errors: as replay().
Result<std::string> explain(std::string_view record, const Rules& rules, const ExplainWords& words, std::string_view no_card = {});

}  // namespace silverlane::decision
