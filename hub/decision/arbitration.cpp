// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/arbitration.h"

#include <algorithm>
#include <string>

#include "hub/decision/suitability.h"

namespace silverlane::decision {

namespace {

constexpr std::uint32_t kWhole = 1'000'000;
constexpr std::uint64_t kScoreWhole = 1'000'000'000'000;
constexpr int kMostContextPercent = 500;
constexpr int kMostExploration = 500;     // of 10,000: never more than 5 %
constexpr std::uint32_t kLeastFeasibility = 10'000;
constexpr std::uint32_t kCallNotKnown = 800'000;
constexpr int kMinutesToReach = 10;       // who is called later than this is reached for sure

/// The mean of Beta(1 + successes, 30 + failures): a new action begins at 1 in 31.
std::uint32_t beta_mean_ppm(const BetaCount& count) {
    const auto trials = static_cast<std::uint64_t>(std::max(0, count.trials));
    const auto successes = std::min(trials, static_cast<std::uint64_t>(std::max(0, count.successes)));
    return static_cast<std::uint32_t>((1 + successes) * kWhole / (31 + trials));
}

std::uint32_t propensity_ppm(const Campaign& campaign, const Worth& worth, const Compiled& compiled, const std::string& customer, const std::string& segment) {
    if (worth.score != nullptr) {
        if (const auto found = worth.score->by_customer_ppm.find(customer); found != worth.score->by_customer_ppm.end()) return std::min(found->second, kWhole);
    }
    for (const auto* table : {worth.score, compiled.history}) {
        if (table == nullptr || table->counts.empty()) continue;
        const auto found = table->counts.find(campaign.id.text + "|" + segment);
        return beta_mean_ppm(found == table->counts.end() ? BetaCount{} : found->second);
    }
    return kWhole;
}

int context_percent(const Worth& worth, const std::vector<rules::Outcome>& truths) {
    int percent = 100;
    for (const auto& [number, weight] : worth.weights) {
        if (number < truths.size() && truths[number].truth == rules::Truth::yes) percent += weight;
    }
    return std::clamp(percent, 0, kMostContextPercent);
}

bool goes_before(const Candidate& a, const Candidate& b, const Rules& rules) {
    if (a.score != b.score) return a.score > b.score;
    if (a.order != b.order) return a.order < b.order;
    return rules.campaigns[a.campaign].id < rules.campaigns[b.campaign].id;
}

/// Moves one by chance to the front. `may` are the positions that chance may take.
void move_to_front(std::vector<Candidate>& candidates, std::size_t position) {
    std::rotate(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(position), candidates.begin() + static_cast<std::ptrdiff_t>(position) + 1);
}

struct Draw {
    std::vector<std::size_t> may;         // positions that chance may take
    std::size_t taken = 0;
};

Draw draw(const std::vector<Candidate>& candidates, const Snapshot& snapshot, const Rules& rules, std::string_view purpose) {
    Draw made;
    const bool elder = is_elder(*snapshot.customer, snapshot.today, rules.policy);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!elder || is_plain(rules.campaigns[candidates[i].campaign].product)) made.may.push_back(i);
    }
    std::uint64_t least = UINT64_MAX;
    for (const auto position : made.may) {
        const auto text = std::string{purpose} + "/" + holdout_salt(rules.policy) + "/" + snapshot.visit.visit.text + "/" + rules.campaigns[candidates[position].campaign].id.text;
        const auto lot = stable_hash(snapshot.customer->id.text, text);
        if (lot <= least) made.taken = position, least = lot;
    }
    return made;
}

void explore(std::vector<Candidate>& candidates, const Snapshot& snapshot, const Rules& rules) {
    const int share = std::clamp(rules.policy.exploration, 0, kMostExploration);
    if (share == 0) return;
    const auto made = draw(candidates, snapshot, rules, "explore");
    if (made.may.empty()) return;
    const auto share_ppm = static_cast<std::uint32_t>(share) * 100;
    const auto each_ppm = share_ppm / static_cast<std::uint32_t>(made.may.size());
    for (auto& each : candidates) each.chosen_ppm = 0;
    for (const auto position : made.may) candidates[position].chosen_ppm = each_ppm;
    candidates.front().chosen_ppm += kWhole - share_ppm;
    if (stable_bucket(snapshot.customer->id, "exploration/" + holdout_salt(rules.policy) + "/" + snapshot.visit.visit.text) >= share) return;
    candidates[made.taken].explored = made.taken != 0;
    move_to_front(candidates, made.taken);
}

}  // namespace

std::uint64_t stable_hash(std::string_view customer, std::string_view text, std::string_view more) {
    std::uint64_t value = 14'695'981'039'346'656'037ULL;
    const auto mix = [&value](std::string_view bytes) {
        for (const char each : bytes) value = (value ^ static_cast<unsigned char>(each)) * 1'099'511'628'211ULL;
    };
    mix(customer);
    mix("|");
    mix(text);
    mix(more);
    // FNV spreads its last bytes badly; the finisher of splitmix64 makes every bit count.
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

std::string_view name_of(Arm arm) {
    switch (arm) {
        case Arm::full: return "full";
        case Arm::eligibility_only: return "eligibility_only";
        case Arm::no_levers: return "no_levers";
        case Arm::random_eligible: return "random_eligible";
    }
    return "full";
}

std::uint32_t feasibility_ppm(const Snapshot& snapshot) {
    std::uint64_t reach = kCallNotKnown;
    if (snapshot.visit.minutes_to_call) reach = static_cast<std::uint64_t>(std::clamp(*snapshot.visit.minutes_to_call, 0, kMinutesToReach)) * kWhole / kMinutesToReach;
    if (snapshot.branch.staff_on_duty > 0) {
        const auto on_duty = static_cast<std::uint64_t>(snapshot.branch.staff_on_duty);
        reach = reach * std::min(on_duty, static_cast<std::uint64_t>(std::max(0, snapshot.branch.staff_free))) / on_duty;
    }
    return std::max(kLeastFeasibility, static_cast<std::uint32_t>(reach));
}

Arm arm_of(const CustomerId& customer, const Policy& policy) {
    const int each = std::clamp(policy.ablation_arm, 0, 3'333);
    const int bucket = stable_bucket(customer, "arm/" + holdout_salt(policy));
    if (bucket < each) return Arm::eligibility_only;
    if (bucket < 2 * each) return Arm::no_levers;
    if (bucket < 3 * each) return Arm::random_eligible;
    return Arm::full;
}

void rank(std::vector<Candidate>& candidates, const Snapshot& snapshot, const Rules& rules, const std::vector<rules::Outcome>& truths, Arm arm, bool personal) {
    if (candidates.empty()) return;
    const auto& compiled = *rules.compiled;
    const auto& customer = snapshot.customer->id.text;
    const auto segment = segment_of(*snapshot.customer, snapshot.today);
    const std::uint64_t feasibility = snapshot.trigger == Trigger::kiosk_offer ? kWhole : feasibility_ppm(snapshot);
    for (auto& each : candidates) {
        const auto& campaign = rules.campaigns[each.campaign];
        const auto& worth = compiled.worth[each.campaign];
        each.p_ppm = personal ? propensity_ppm(campaign, worth, compiled, customer, segment) : kWhole;
        const auto context = static_cast<std::uint64_t>(personal ? context_percent(worth, truths) : 100);
        const auto lever = static_cast<std::uint64_t>(arm == Arm::no_levers ? 100 : std::clamp(100 + campaign.priority, 50, 150));
        // 10^6 x 10^6 x 500 x 150 stays below 2^63; F comes after the division.
        each.score = std::uint64_t{each.p_ppm} * worth.value_ppm * context * lever / 10'000 / 1'000 * feasibility / 1'000;
        each.order = stable_hash(personal && arm != Arm::eligibility_only ? std::string_view{customer} : std::string_view{}, campaign.id.text);
        if (arm == Arm::eligibility_only && personal) each.score = kScoreWhole;
        each.chosen_ppm = 0;
        each.explored = false;
    }
    std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) { return goes_before(a, b, rules); });
    candidates.front().chosen_ppm = kWhole;
    if (!personal) return;
    if (arm == Arm::random_eligible) {
        const auto made = draw(candidates, snapshot, rules, "random");
        if (made.may.empty()) return;
        for (auto& each : candidates) each.chosen_ppm = 0;
        for (const auto position : made.may) candidates[position].chosen_ppm = kWhole / static_cast<std::uint32_t>(made.may.size());
        candidates[made.taken].explored = made.taken != 0;
        move_to_front(candidates, made.taken);
        return;
    }
    explore(candidates, snapshot, rules);
}

}  // namespace silverlane::decision
