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
#include <vector>

#include "base/result.h"
#include "hub/decision/decide.h"

namespace silverlane::decision {

/// The words of one language by key; "{name}" in them is filled in. A key without words comes out as the key.
using ExplainWords = std::map<std::string, std::string, std::less<>>;

/// Every key that explain() may ask for, but the text keys of cards ("reason.", "say.", ...): words must have them all.
std::vector<std::string> explain_keys();

/// What staff saw and why, then every campaign with its verdict; of one that was not for this person each question with its answer.
/// Errors: as replay().
Result<std::string> explain(std::string_view record, const Rules& rules, const ExplainWords& words);

}  // namespace silverlane::decision
