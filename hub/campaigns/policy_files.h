// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The policies folder: what head office settles for every campaign and alert, the 19 product classes, and the words that no talk track may
// say. Several files add up. Pure but for the files handed in; one reading, one thread.
#pragma once

#include <string>
#include <vector>

#include "hub/campaigns/rule_book.h"
#include "hub/campaigns/source_files.h"

namespace silverlane::campaigns {

struct ForbiddenWord {
    std::string word;
    bool chinese = true;
    std::string reason;
    std::vector<std::string> unless;   ///< longer words within which it is harmless: "不保本"
    bool range = false;                ///< harmless beside a range, from lowest to highest
};
/// What an explanation of a product from this R on has to say: one of these words.
struct NeededWords { bool chinese = true; int least_risk = 2; std::vector<std::string> any_of; };
struct TalkTrackWords {
    std::vector<ForbiddenWord> forbidden;
    std::vector<NeededWords> needed;
    std::vector<std::string> overheard_chinese, overheard_english;   ///< not in a first sentence
    std::vector<std::string> numbers, units;                         ///< Chinese: nor a number before a unit
};

struct PolicyFiles {
    decision::Policy policy;
    std::vector<ProductClass> classes;
    TalkTrackWords words;
    decision::FactNames names;         ///< tiers, services, needs
    config::Position quiet_tags;       ///< where [contact] quiet_tags stands
};

/// `mistakes` are those of `files`; what a person should look at ("blank: no cap") goes to `warnings`.
PolicyFiles read_policies(SourceFiles& files, const std::filesystem::path& folder, config::Mistakes& mistakes, config::Mistakes& warnings);

}  // namespace silverlane::campaigns
