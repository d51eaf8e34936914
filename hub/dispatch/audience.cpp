// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/dispatch/audience.h"

#include <algorithm>
#include <array>

namespace silverlane::dispatch {

namespace {
constexpr std::array<std::string_view, 3> kAllStreams{kHall, kHead, kTellers};
constexpr std::array<std::string_view, 2> kHallStreams{kHall, kHead};
constexpr std::array<std::string_view, 1> kHeadStreams{kHead};
constexpr std::array<std::string_view, 1> kTellerStreams{kTellers};

constexpr std::array<std::string_view, 2> kHallHears{kEverybody, kHall};
constexpr std::array<std::string_view, 3> kHeadHears{kEverybody, kHall, kHead};
constexpr std::array<std::string_view, 2> kTellersHear{kEverybody, kTellers};

/// A caution that says how late it is for help; any other says something of the customer.
bool is_about_who_comes(std::string_view caution) {
    return caution == "caution.second_person" || caution == "caution.branch_head" || caution == "caution.overdue";
}
}  // namespace

std::span<const std::string_view> streams_of(std::string_view audience) {
    if (audience == kEverybody) return kAllStreams;
    if (audience == kHall) return kHallStreams;
    if (audience == kHead) return kHeadStreams;
    if (audience == kTellers) return kTellerStreams;
    return {};
}

std::span<const std::string_view> audiences_of(std::string_view stream) {
    if (stream == kHall) return kHallHears;
    if (stream == kHead) return kHeadHears;
    if (stream == kTellers) return kTellersHear;
    return {};
}

std::string_view stream_of_role(std::string_view role) {
    if (role == "branch_head") return kHead;
    if (role == "lobby_manager" || role == "relationship_manager") return kHall;
    return kTellers;
}

Reach reach_of(const protocol::Alert& alert, std::string_view only) {
    if (only == "branch_head") return {false, true, false};
    return {true, true, alert.alert_class == protocol::AlertClass::risk || alert.wanted_role == "teller"};
}

bool reaches(const Reach& reach, std::string_view role) {
    const auto stream = stream_of_role(role);
    if (stream == kHead) return reach.head;
    if (stream == kHall) return reach.hall;
    return reach.tellers;
}

protocol::Alert without_person(protocol::Alert alert) {
    alert.person.reset();
    alert.evidence.clear();
    alert.reasons.clear();
    alert.first_sentence.reset();
    alert.news.clear();
    alert.referred_by.clear();
    // Of an opportunity nothing at all: not what is sold, nor how it went.
    const bool of_a_campaign = !alert.group.empty();
    alert.group.clear();
    alert.product_risk = 0;
    if (alert.wanted_role == "teller") return alert;
    // Danger: whoever is near goes there. What the customer was doing, and what else they are here for, is not needed for that.
    alert.step.clear();
    alert.help_reason.clear();
    alert.qualification.clear();
    if (of_a_campaign) alert.outcomes.clear();
    if (alert.caution && !is_about_who_comes(alert.caution->key)) alert.caution.reset();
    return alert;
}

protocol::Alert as_seen_by(std::string_view role, protocol::Alert alert) {
    return stream_of_role(role) == kTellers ? without_person(std::move(alert)) : alert;
}

}  // namespace silverlane::dispatch
