// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/dispatch/assignment.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace silverlane::dispatch {

namespace {

using protocol::Urgency;

constexpr std::chrono::hours kHour{1};

bool contains(const std::vector<std::string>& list, std::string_view what) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& each) { return each == what; });
}

bool fits_role(const Person& person, const Wish& wish) {
    if (!wish.staff.empty()) return person.number == wish.staff;
    if (wish.unwell || wish.any_role) return true;
    if (!wish.role.empty()) return person.role == wish.role;
    return is_of_lobby(person.role);
}

/// unwell 0, A 1, B 2, C 3.
int rank_of(bool unwell, Urgency urgency) { return unwell ? 0 : static_cast<int>(urgency) + 1; }

bool is_urgent(const Wish& wish) { return wish.unwell || wish.urgency == Urgency::a; }

}  // namespace

bool is_of_lobby(std::string_view role) { return role == "lobby_manager" || role == "relationship_manager" || role == "branch_head"; }

std::string_view name_of(Refusal refusal) {
    switch (refusal) {
        case Refusal::none: return "none";
        case Refusal::not_on_duty: return "not_on_duty";
        case Refusal::role: return "role";
        case Refusal::qualification: return "qualification";
        case Refusal::not_to: return "not_to";
        case Refusal::claims: return "claims";
        case Refusal::weight: return "weight";
        case Refusal::holds_a_card: return "holds_a_card";
        case Refusal::hour: return "hour";
    }
    return "none";
}

int interrupts_in_hour(const std::vector<UtcTime>& interrupts, UtcTime now) {
    return static_cast<int>(std::count_if(interrupts.begin(), interrupts.end(), [&](UtcTime each) { return now - each < kHour && each - now < kHour; }));
}

Refusal refusal_for(const Person& person, const Wish& wish, const Policy& policy, UtcTime now, bool& displaces) {
    displaces = false;
    if (!person.on_duty) return Refusal::not_on_duty;
    if (!fits_role(person, wish)) return Refusal::role;
    if (!wish.qualification.empty() && !contains(person.qualifications, wish.qualification)) return Refusal::qualification;
    if (contains(wish.not_to, person.number)) return Refusal::not_to;
    const auto& caps = policy.caps;
    if (!is_urgent(wish)) {
        if (person.open_claims >= caps.open_claims) return Refusal::claims;
        if (person.open_weight + policy.weight_of(wish.alert_class) > caps.capacity) return Refusal::weight;
        if (interrupts_in_hour(person.interrupts, now) >= caps.interrupts_an_hour) return Refusal::hour;
    }
    if (person.held) {
        // Only a call of urgency A takes another's place: what is on the screen stays there until it is answered.
        if (!is_urgent(wish) || rank_of(wish.unwell, wish.urgency) >= rank_of(person.held->unwell, person.held->urgency)) return Refusal::holds_a_card;
        displaces = true;
    }
    return Refusal::none;
}

std::optional<Choice> choose(const Wish& wish, const std::vector<Person>& people, const Policy& policy, UtcTime now) {
    using Order = std::tuple<bool, bool, bool, int, bool, UtcTime, std::string_view>;
    const Person* best = nullptr;
    Order best_order;
    for (const auto& each : people) {
        bool displaces = false;
        if (refusal_for(each, wish, policy, now, displaces) != Refusal::none) continue;
        const bool own = !wish.own_manager.empty() && each.number == wish.own_manager;
        const bool head = each.role == "branch_head" && wish.role != "branch_head";
        const bool near = !wish.place.empty() && each.zone == wish.place;
        const Order order{displaces, !own, head, each.open_weight, !near, each.idle_since, each.number};
        if (best == nullptr || order < best_order) {
            best = &each;
            best_order = order;
        }
    }
    if (best == nullptr) return std::nullopt;
    return Choice{best->number, best->held ? best->held->alert : std::string{}};
}

std::vector<Choice> choose_all(const Wish& wish, const std::vector<Person>& people, const Policy& policy, UtcTime now) {
    std::vector<Choice> all;
    for (const auto& each : people) {
        bool displaces = false;
        if (refusal_for(each, wish, policy, now, displaces) == Refusal::none) all.push_back({each.number, each.held ? each.held->alert : std::string{}});
    }
    std::sort(all.begin(), all.end(), [](const Choice& a, const Choice& b) { return a.staff < b.staff; });
    return all;
}

Result<void> may_take(std::string_view role, const std::vector<std::string>& qualifications, std::string_view wanted_role, std::string_view qualification) {
    // The branch head may do whatever the branch does; what somebody has learned is another matter.
    if (!wanted_role.empty() && role != wanted_role && role != "branch_head") {
        return Error(ErrorCode::forbidden, fmt::format("this alert is for a {}; pass it on instead", wanted_role));
    }
    if (!qualification.empty() && !contains(qualifications, qualification)) {
        return Error(ErrorCode::forbidden, fmt::format("this alert needs the qualification {}; pass it on to somebody who has it", qualification));
    }
    return {};
}

bool before(const Wish& a, UtcTime raised_a, const Wish& b, UtcTime raised_b) {
    return std::tuple(rank_of(a.unwell, a.urgency), a.alert_class, raised_a, std::string_view{a.alert}) <
           std::tuple(rank_of(b.unwell, b.urgency), b.alert_class, raised_b, std::string_view{b.alert});
}

}  // namespace silverlane::dispatch
