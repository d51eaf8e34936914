// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/campaign_gates.h"

#include <algorithm>
#include <memory>

#include "hub/decision/suitability.h"

namespace silverlane::decision {

namespace {

/// Room for evaluating, kept by each thread for the rules it last decided with: a decision then allocates little. It holds the rules alive.
struct Scratch {
    std::shared_ptr<const Compiled> owner;
    std::unique_ptr<rules::Facts> facts;
    rules::Evaluation audiences;
    std::unique_ptr<rules::Facts> weight_facts;
    rules::Evaluation weights;
};

Scratch& scratch_for(const std::shared_ptr<const Compiled>& compiled) {
    thread_local Scratch scratch;
    if (scratch.owner != compiled) {
        scratch = {};
        scratch.owner = compiled;
        scratch.facts = std::make_unique<rules::Facts>(compiled->audiences.catalogue());
        if (compiled->weights) scratch.weight_facts = std::make_unique<rules::Facts>(compiled->weights->catalogue());
    }
    return scratch;
}

}  // namespace

CampaignGates::CampaignGates(const Snapshot& snapshot, const Rules& rules)
    : snapshot_(snapshot), rules_(rules), compiled_(*rules.compiled), today_(day_number(snapshot.today)),
      events_(live_events(snapshot, rules.policy)),
      channel_(static_cast<std::uint8_t>(snapshot.trigger == Trigger::kiosk_offer ? +at_kiosk : on_tablet | at_teller)),
      profiling_(snapshot.customer && snapshot.customer->consents_to("profiling")) {}

Verdict CampaignGates::for_everything() const {
    if (!snapshot_.customer) return Verdict::no_customer;
    const auto& customer = *snapshot_.customer;
    if (!customer.consents_to("service")) return Verdict::no_service_consent;
    if (snapshot_.visit.claimed) return Verdict::claimed_identity;
    if (customer.own_staff) return Verdict::own_staff;
    if (!customer.consents_to("marketing")) return Verdict::no_marketing_consent;
    if (!customer.birth) return Verdict::age_unknown;
    if (age_on(*customer.birth, snapshot_.today) < std::max(18, rules_.policy.youngest_for_marketing)) return Verdict::too_young;
    const auto& quiet = rules_.policy.quiet_tags;
    const bool is_quiet = std::any_of(quiet.begin(), quiet.end(), [&](const std::string& each) {
        return std::find(customer.tags.begin(), customer.tags.end(), each) != customer.tags.end();
    });
    if (is_quiet) return Verdict::quiet;
    if (snapshot_.visit.in_trouble) return Verdict::in_trouble;
    return Verdict::passed;
}

Verdict CampaignGates::here_and_now(const Plan& plan) const {
    if (!profiling_ && !plan.theme) return Verdict::no_profiling_consent;
    if (!plan.approved) return Verdict::not_approved;
    if (today_ < plan.from_day || today_ > plan.to_day) return Verdict::not_these_days;
    if (plan.events != 0 && (plan.events & events_) == 0) return Verdict::not_this_event;
    if ((plan.channels & channel_) == 0) return Verdict::not_this_channel;
    return Verdict::passed;
}

Considered CampaignGates::eligible(std::size_t number, const rules::Outcome& outcome) const {
    if (outcome.truth == rules::Truth::yes) return {};
    if (!outcome.tried) {
        return {compiled_.plans[number].everywhere ? Verdict::not_this_event : Verdict::not_this_place, kNoDetail, 0};
    }
    return {outcome.truth == rules::Truth::unknown ? Verdict::fact_missing : Verdict::not_eligible, outcome.deciding, 0};
}

Verdict CampaignGates::after_eligibility(std::size_t number, const ContactPolicy& contacts, bool& follow_up) const {
    const auto suitable = suitability_of(rules_.campaigns[number], *snapshot_.customer, snapshot_.today, rules_.policy);
    follow_up = suitable == Verdict::follow_up_only;
    if (suitable != Verdict::passed && !follow_up) return suitable;
    if (follow_up && channel_ == at_kiosk) return Verdict::elder_lobby;
    if (const auto verdict = contacts.gate(number); verdict != Verdict::passed) return verdict;
    const bool needs_staff_now = !follow_up && channel_ != at_kiosk;
    if (needs_staff_now && feasibility_ppm(snapshot_) < static_cast<std::uint32_t>(std::max(0, rules_.policy.least_feasibility_ppm))) return Verdict::no_capacity;
    return Verdict::passed;
}

Verdict CampaignGates::holdout(std::size_t number, bool of_all) const {
    // A theme is the same for everybody: it is not held out from some.
    if (compiled_.plans[number].theme) return Verdict::passed;
    if (of_all) return Verdict::held_out_of_all;
    const auto& campaign = rules_.campaigns[number];
    if (campaign.holdout > 0 && stable_bucket(snapshot_.customer->id, campaign.id.text + "/" + holdout_salt(rules_.policy)) < campaign.holdout) {
        return Verdict::held_out_of_campaign;
    }
    return Verdict::passed;
}

std::vector<Candidate> CampaignGates::pass(std::vector<Considered>& considered) {
    std::vector<Candidate> candidates;
    if (const auto closed = for_everything(); closed != Verdict::passed) {
        std::fill(considered.begin(), considered.end(), Considered{closed, kNoDetail, 0});
        return candidates;
    }
    auto& scratch = scratch_for(rules_.compiled);
    const auto event = name_of(snapshot_.trigger);
    const auto place = place_of(snapshot_.visit);
    fill(*scratch.facts, snapshot_, rules_.policy, rules_.names);
    compiled_.audiences.evaluate(*scratch.facts, event, place, scratch.audiences);
    const ContactPolicy contacts(snapshot_, rules_);
    const bool held_out = stable_bucket(snapshot_.customer->id, holdout_salt(rules_.policy)) < rules_.policy.holdout;
    for (std::size_t i = 0; i < considered.size(); ++i) {
        auto& each = considered[i];
        each.verdict = here_and_now(compiled_.plans[i]);
        if (each.verdict != Verdict::passed) continue;
        each = eligible(i, scratch.audiences.outcomes[i]);
        if (each.verdict != Verdict::passed) continue;
        bool follow_up = false;
        each.verdict = after_eligibility(i, contacts, follow_up);
        if (each.verdict == Verdict::passed) candidates.push_back({i, holdout(i, held_out), follow_up, 0, 0, 0, 0, false});
    }
    if (!candidates.empty() && compiled_.weights) {
        fill(*scratch.weight_facts, snapshot_, rules_.policy, rules_.names);
        compiled_.weights->evaluate(*scratch.weight_facts, event, place, scratch.weights);
        weights_ = scratch.weights.outcomes;
    }
    return candidates;
}

}  // namespace silverlane::decision
