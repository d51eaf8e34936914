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
    std::vector<std::uint32_t> left;      // campaigns that came through eligibility
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

/// The gates in their order, asked from the last to the first and each answer chosen, not branched to: which way a thousand campaigns go cannot
/// be foreseen.
Verdict here_and_now(const Plan& plan, const Moment& moment) {
    auto verdict = Verdict::passed;
    const auto unless = [&verdict](bool open, Verdict closed) { verdict = open ? verdict : closed; };
    unless((plan.channels & moment.channel) != 0, Verdict::not_this_channel);
    unless((static_cast<int>(plan.events == 0) | static_cast<int>((plan.events & moment.events) != 0)) != 0, Verdict::not_this_event);
    unless((static_cast<int>(moment.today >= plan.from_day) & static_cast<int>(moment.today <= plan.to_day)) != 0, Verdict::not_these_days);
    unless(plan.approved, Verdict::not_approved);
    unless((static_cast<int>(moment.profiling) | static_cast<int>(plan.theme)) != 0, Verdict::no_profiling_consent);
    return verdict;
}

/// Here and now, and what its audience says; in the same way.
Considered considered_alone(const Plan& plan, const Moment& moment, const rules::Outcome& outcome) {
    auto verdict = outcome.truth == rules::Truth::unknown ? Verdict::fact_missing : Verdict::not_eligible;
    const auto left_out = plan.everywhere ? Verdict::not_this_event : Verdict::not_this_place;
    verdict = outcome.tried ? verdict : left_out;
    verdict = outcome.truth == rules::Truth::yes ? Verdict::passed : verdict;
    const auto here = here_and_now(plan, moment);
    verdict = here != Verdict::passed ? here : verdict;
    const bool detailed = (static_cast<int>(verdict == Verdict::not_eligible) | static_cast<int>(verdict == Verdict::fact_missing)) != 0;
    return {verdict, detailed ? outcome.deciding : kNoDetail, 0};
}

}  // namespace

CampaignGates::CampaignGates(const Snapshot& snapshot, const Rules& rules)
    : snapshot_(snapshot), rules_(rules), compiled_(*rules.compiled),
      moment_{day_number(snapshot.today), live_events(snapshot, rules.policy),
              static_cast<std::uint8_t>(snapshot.trigger == Trigger::kiosk_offer ? +at_kiosk : on_tablet | at_teller),
              snapshot.customer && snapshot.customer->consents_to("profiling")},
      salt_("/" + holdout_salt(rules.policy)) {}

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

void CampaignGates::judge_traits() {
    suitable_.clear();
    for (const auto& each : compiled_.traits) suitable_.push_back(suitability_of(each, *snapshot_.customer, snapshot_.today, rules_.policy));
    has_capacity_ = feasibility_ppm(snapshot_) >= static_cast<std::uint32_t>(std::max(0, rules_.policy.least_feasibility_ppm));
}

Verdict CampaignGates::after_eligibility(std::size_t number, const ContactPolicy& contacts, bool& follow_up) const {
    const auto suitable = suitable_[compiled_.plans[number].traits];
    follow_up = suitable == Verdict::follow_up_only;
    if (suitable != Verdict::passed && !follow_up) return suitable;
    if (follow_up && moment_.channel == at_kiosk) return Verdict::elder_lobby;
    if (const auto verdict = contacts.gate(number); verdict != Verdict::passed) return verdict;
    const bool needs_staff_now = !follow_up && moment_.channel != at_kiosk;
    if (needs_staff_now && !has_capacity_) return Verdict::no_capacity;
    return Verdict::passed;
}

Verdict CampaignGates::holdout(std::size_t number, bool of_all) const {
    // A theme is the same for everybody: it is not held out from some.
    if (compiled_.plans[number].theme) return Verdict::passed;
    if (of_all) return Verdict::held_out_of_all;
    const auto& campaign = rules_.campaigns[number];
    if (campaign.holdout > 0 && bucket_of(stable_hash(snapshot_.customer->id.text, campaign.id.text, salt_)) < campaign.holdout) {
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
    judge_traits();
    const Moment moment = moment_;   // of its own: nothing that is written below could be it
    // In two rounds: the first is the same few steps for each campaign, the second is for the few that are left.
    auto& left = scratch.left;
    left.resize(considered.size());
    std::size_t many_left = 0;
    for (std::size_t i = 0; i < considered.size(); ++i) {
        considered[i] = considered_alone(compiled_.plans[i], moment, scratch.audiences.outcomes[i]);
        left[many_left] = static_cast<std::uint32_t>(i);
        many_left += considered[i].verdict == Verdict::passed ? 1 : 0;
    }
    for (std::size_t n = 0; n < many_left; ++n) {
        const std::size_t i = left[n];
        auto& each = considered[i];
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
