// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/pointing.h"

#include <algorithm>
#include <array>

#include "kiosk/flow/knowledge.h"
#include "kiosk/flow/turn.h"

namespace silverlane::flow {
namespace {

constexpr std::array kConsentDeeds{Deed::grant_consent, Deed::refuse_consent, Deed::withdraw_consent, Deed::save_preferences};

bool about_consent(const Transition& transition) {
    return !transition.purposes.empty() || std::any_of(transition.deeds.begin(), transition.deeds.end(), [](const DeedCall& call) {
        return std::find(kConsentDeeds.begin(), kConsentDeeds.end(), call.deed) != kConsentDeeds.end();
    });
}

/// "purposes" is what the steps of a withdrawal hand on to the one that withdraws.
bool chooses_consent(const Answer& answer) { return answer.then.set.contains("purposes") || about_consent(answer.then); }

bool asks_for_consent(const Step& step) {
    return std::any_of(step.answers.begin(), step.answers.end(), chooses_consent) ||
           std::any_of(step.reactions.begin(), step.reactions.end(), [](const Reaction& reaction) { return about_consent(reaction.then); });
}

/// A key of a text chosen by what the bank says would tell it.
bool on_a_mark(const Guard& guard) {
    return known_marks().contains(guard.name) || std::any_of(guard.also.begin(), guard.also.end(), on_a_mark);
}

bool shows_a_mark(const Step& step) {
    const auto by_mark = [](const Conditional& one) { return on_a_mark(one.when); };
    return std::any_of(step.titles.begin(), step.titles.end(), by_mark) || std::any_of(step.instructions.begin(), step.instructions.end(), by_mark) ||
           std::any_of(step.answers.begin(), step.answers.end(), [](const Answer& answer) { return on_a_mark(answer.when); });
}

}  // namespace

bool may_be_pointed_at(const Flows& flows, const Place& place) {
    for (const Place* own : {&flows.offer, &flows.rating, &flows.pin_again, &flows.remember}) {
        if (place.flow == own->flow) return false;
    }
    const Step& step = step_at(flows, place);
    if (step.needs == kPinPad || step.arrangement == Arrangement::confirm || step.arrangement == Arrangement::rating) return false;
    // What is held about a person is read by them alone, and forgetting it is a choice like a consent.
    const bool held = step.lines == "known";
    return step.arrangement != Arrangement::idle && !held && !asks_for_consent(step) && !shows_a_mark(step);
}

}  // namespace silverlane::flow
