// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What staff and kiosks must never say: a promise, a hurry, deposits mixed up with other products; and in a first sentence, which the whole
// hall may hear, any product, holding, date, amount or age. It finds words, it does not understand sentences: a person still approves. Pure;
// any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/campaigns/policy_files.h"

namespace silverlane::campaigns {

struct Finding {
    std::string what;       ///< "says '保本'"
    std::string instead;    ///< why not, or what to say
};

/// The first forbidden word of a text in that language.
std::optional<Finding> forbidden_in(std::string_view text, bool chinese, const TalkTrackWords& words);

/// What of a first sentence must not be heard by others. Above overheard_mistake() of hub/decision: numbers in words with a unit too, and days.
std::optional<Finding> overheard_in(std::string_view text, bool chinese, const TalkTrackWords& words);

/// That the explanation of a product of this R says what it has to.
std::optional<Finding> missing_in(std::string_view text, bool chinese, int risk, const TalkTrackWords& words);

}  // namespace silverlane::campaigns
