// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/decide.h"

#include <algorithm>

#include "base/check.h"
#include "hub/decision/arbitration.h"
#include "hub/decision/campaign_gates.h"
#include "hub/decision/compiled.h"
#include "hub/decision/contact_policy.h"
#include "hub/decision/moments.h"
#include "hub/decision/suitability.h"

namespace silverlane::decision {

namespace {

using protocol::AlertClass;
using protocol::Line;
constexpr std::size_t kMostReasons = 3;
constexpr std::size_t kMostOutcomes = 5;
constexpr std::string_view kWelcome = "say.welcome";
constexpr std::string_view kTalkTrackPrefix = "say.talk_track.";

bool contains(const std::vector<std::string>& list, std::string_view value) { return std::find(list.begin(), list.end(), value) != list.end(); }

Opportunity opportunity(const Candidate& candidate, Arm arm) {
    return {candidate.campaign, candidate.score_ppm(), candidate.p_ppm, candidate.chosen_ppm, arm, candidate.explored};
}

/// From those who are told, ranked: who is, who comes second, who becomes a task.
void settle(const std::vector<Candidate>& ranked, const Snapshot& snapshot, const Rules& rules, Arm arm, Decision& decision) {
    const ContactPolicy policy(snapshot, rules);
    for (const auto& each : ranked) {
        auto& considered = decision.considered[each.campaign];
        considered.score_ppm = each.score_ppm();
        considered.verdict = Verdict::outbid;
        if (decision.follow_up) continue;
        if (!decision.primary) {
            // A task of the relationship manager is this visit's contact: nothing else is named in the lobby beside it.
            considered.verdict = each.follow_up ? Verdict::follow_up : Verdict::chosen;
            (each.follow_up ? decision.follow_up : decision.primary) = opportunity(each, arm);
            continue;
        }
        if (decision.secondary || each.follow_up || !rules.policy.secondary_opportunity || snapshot.trigger == Trigger::kiosk_offer) continue;
        if (policy.exclude_each_other(decision.primary->campaign, each.campaign)) {
            considered.verdict = Verdict::never_with_chosen;
            continue;
        }
        considered.verdict = Verdict::second;
        decision.secondary = opportunity(each, arm);
    }
}

/// Those who are held out leave, each with its verdict; when the one who would have won is among them, it is the ghost. The draws are hashes
/// of each candidate, so whoever wins among all and is not held out wins among the rest too.
void take_out_held(std::vector<Candidate>& ranked, Arm arm, Decision& decision) {
    if (ranked.front().held_out != Verdict::passed) decision.ghost = opportunity(ranked.front(), arm);
    for (const auto& each : ranked) {
        if (each.held_out != Verdict::passed) decision.considered[each.campaign] = {each.held_out, kNoDetail, each.score_ppm()};
    }
    std::erase_if(ranked, [](const Candidate& each) { return each.held_out != Verdict::passed; });
}

void consider_campaigns(const Snapshot& snapshot, const Rules& rules, Decision& decision) {
    if (rules.campaigns.empty()) return;
    SILVERLANE_CHECK(rules.compiled != nullptr && rules.compiled->plans.size() == rules.campaigns.size());   // else changed after compile_rules()
    decision.considered.resize(rules.campaigns.size());
    CampaignGates gates(snapshot, rules);
    auto candidates = gates.pass(decision.considered);
    if (candidates.empty()) return;
    const auto& customer = *snapshot.customer;
    const bool elder = is_elder(*snapshot.customer, snapshot.today, rules.policy);
    const bool personal = customer.consents_to("profiling");
    const Arm arm = elder || !personal ? Arm::full : arm_of(customer.id, rules.policy);
    rank(candidates, snapshot, rules, gates.weights(), arm, personal);
    if (std::any_of(candidates.begin(), candidates.end(), [](const Candidate& each) { return each.held_out != Verdict::passed; })) {
        take_out_held(candidates, arm, decision);
        rank(candidates, snapshot, rules, gates.weights(), arm, personal);
    }
    settle(candidates, snapshot, rules, arm, decision);
}

void describe_sale(const Product& product, const Snapshot& snapshot, const Policy& policy, Decision& decision) {
    decision.recording_required = product.recording_required;
    decision.cooling_days = product.cooling_days;
    if (product.qualification) {
        decision.needed_qualification = *product.qualification;
        if (!contains(snapshot.branch.qualifications_present, *product.qualification)) decision.guide = Line{"guide.sales_zone", {}};
    }
    if (is_elder(*snapshot.customer, snapshot.today, policy) && !is_plain(product)) decision.caution = Line{"caution.no_closing_today", {}};
}

/// What somebody looked at or received is never said; that it may interest them is.
std::optional<Line> masked_hint(const Snapshot& snapshot, const Campaign& campaign, const Policy& policy) {
    if (!snapshot.customer->consents_to("profiling") || campaign.product.product_class.empty()) return std::nullopt;
    if (browse_strength(snapshot, campaign.product.product_class, policy) < std::max(1, policy.browse_least_seconds)) return std::nullopt;
    return Line{"reason.may_be_interested", {}};
}

Line with_words(std::string key, const protocol::LocalText& words) {
    if (words.zh.empty() || words.en.empty()) return {std::move(key), {}};
    // In the order in which a card comes back from its JSON, so that the same card is seen to be the same.
    return {std::move(key), {{"en", words.en}, {"zh", words.zh}}};
}

/// Where nothing about the visit itself is to be said first, the bank's own talk track opens the conversation.
void say_of(const Campaign& campaign, const Worth& worth, const Snapshot& snapshot, const Policy& policy, Line& sentence) {
    if (sentence.key != kWelcome) return;
    const bool elder = is_elder(*snapshot.customer, snapshot.today, policy);
    if (!(elder ? worth.speaks_to_elders : worth.speaks)) return;
    const auto& track = campaign.talk_track;
    sentence = with_words(std::string{kTalkTrackPrefix} + track.key, elder ? track.elder_first_sentence : track.first_sentence);
}

/// Chosen by what the person wants of us, never by what they own: these are said aloud in a hall.
Line first_sentence(const Snapshot& snapshot, const std::vector<Reason>& reasons) {
    if (snapshot.visit.claimed) return {"say.ask_name_first", {}};
    if (contains(snapshot.visit.needs, "company")) return {"say.come_along", {}};
    const bool waited = std::any_of(reasons.begin(), reasons.end(), [](const Reason& each) { return each.kind == "long_wait"; });
    if (waited) return {"say.sorry_for_the_wait", {}};
    if (snapshot.visit.priority || !snapshot.visit.needs.empty()) return {"say.take_a_seat", {}};
    return {std::string{kWelcome}, {}};
}

std::string role_for(const std::vector<Reason>& reasons) {
    const bool experience = std::any_of(reasons.begin(), reasons.end(), [](const Reason& each) { return each.kind == "low_rating" || each.kind == "repeated_problem"; });
    return experience ? "branch_head" : "";
}

}  // namespace

int stable_bucket(const CustomerId& customer, std::string_view salt) { return bucket_of(stable_hash(customer.text, salt)); }

std::string holdout_salt(const Policy& policy) { return policy.epoch.empty() ? policy.holdout_salt : policy.holdout_salt + "/" + policy.epoch; }

const std::vector<std::string>& outcomes_for(AlertClass alert_class, const Policy& policy) {
    switch (alert_class) {
        case AlertClass::risk: return policy.outcomes_risk;
        case AlertClass::service: return policy.outcomes_service;
        case AlertClass::care: return policy.outcomes_care;
        case AlertClass::marketing: return policy.outcomes_marketing;
    }
    return policy.outcomes_service;
}

Decision decide(const Snapshot& snapshot, const Rules& rules, UtcTime) {
    Decision decision;
    decision.show_person = snapshot.customer && snapshot.customer->consents_to("service");
    decision.show_tier = decision.show_person && snapshot.customer->consents_to("marketing") && !snapshot.visit.claimed;
    consider_campaigns(snapshot, rules, decision);
    auto reasons = service_reasons(snapshot, rules.policy);
    decision.audience_role = role_for(reasons);
    decision.first_sentence = first_sentence(snapshot, reasons);
    std::stable_sort(reasons.begin(), reasons.end(), [](const Reason& a, const Reason& b) { return a.alert_class < b.alert_class; });
    if (reasons.empty() && !decision.primary && decision.show_person) reasons.push_back({AlertClass::service, "", {"reason.known_customer", {}}});
    reasons.resize(std::min(reasons.size(), decision.primary ? kMostReasons - 1 : kMostReasons));
    if (decision.primary) {
        const auto& campaign = rules.campaigns[decision.primary->campaign];
        describe_sale(campaign.product, snapshot, rules.policy, decision);
        // Whoever may not sell it is not told what it is, but where to lead the customer.
        reasons.push_back({AlertClass::marketing, "", decision.guide ? *decision.guide : reason_line(campaign)});
        auto hint = masked_hint(snapshot, campaign, rules.policy);
        if (hint && !decision.guide && reasons.size() < kMostReasons) reasons.push_back({AlertClass::marketing, "", std::move(*hint)});
        say_of(campaign, rules.compiled->worth[decision.primary->campaign], snapshot, rules.policy, decision.first_sentence);
    }
    // Whoever meets them knows that a call comes, and of what nothing is said in the hall.
    if (decision.follow_up) decision.caution = Line{"caution.manager_calls_later", {}};
    decision.alert_class = reasons.empty() ? AlertClass::service : reasons.front().alert_class;
    for (auto& each : reasons) decision.reasons.push_back(std::move(each.line));
    decision.outcomes = outcomes_for(decision.primary ? AlertClass::marketing : decision.alert_class, rules.policy);
    if (decision.outcomes.size() > kMostOutcomes) decision.outcomes.resize(kMostOutcomes);
    return decision;
}

protocol::Line reason_line(const Campaign& campaign) { return with_words(campaign.reason, campaign.cue); }

const Campaign* choose_kiosk_offer(const Snapshot& snapshot, const Rules& rules) {
    if (!snapshot.customer) return nullptr;
    Snapshot at_kiosk_now = snapshot;
    at_kiosk_now.trigger = Trigger::kiosk_offer;
    Decision decision;
    consider_campaigns(at_kiosk_now, rules, decision);
    return decision.primary ? &rules.campaigns[decision.primary->campaign] : nullptr;
}

}  // namespace silverlane::decision
