// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <array>

#include "kiosk/flow/conditions.h"
#include "kiosk/flow/engine.h"

namespace silverlane::flow {
namespace {

/// Above this many waiting the hall is called busy (flows.md section 4, "over 10 waiting").
constexpr int kManyWaiting = 10;

bool many_ahead(const State& s) { return s.ticket && s.ticket->ahead.value_or(0) > kManyWaiting; }

struct NamedGuard {
    std::string_view name;
    bool (*test)(const State&);
};

constexpr std::array kGuards{
    NamedGuard{"joined", [](const State& s) { return s.joined; }},
    NamedGuard{"by_possession", [](const State& s) { return s.by_possession; }},
    NamedGuard{"hub_up", [](const State& s) { return s.hub_up; }},
    NamedGuard{"hub_away", [](const State& s) { return !s.hub_up; }},
    NamedGuard{"priority", [](const State& s) { return s.ticket && s.ticket->priority; }},
    NamedGuard{"offline", [](const State& s) { return s.ticket && s.ticket->offline; }},
    NamedGuard{"few_waiting", [](const State& s) { return !many_ahead(s); }},
    NamedGuard{"many_waiting", many_ahead},
    NamedGuard{"has_ticket", [](const State& s) { return s.ticket.has_value(); }},
    NamedGuard{"ahead_known", [](const State& s) { return s.ticket && s.ticket->ahead.has_value(); }},
    NamedGuard{"wait_known", [](const State& s) { return s.ticket && s.ticket->wait_low && s.ticket->wait_high; }},
    NamedGuard{"printed", [](const State& s) { return s.printed == Printed::ok; }},
    NamedGuard{"slip_missing", [](const State& s) { return s.printed == Printed::failed; }},
    NamedGuard{"slip_unknown", [](const State& s) { return s.printed == Printed::unknown; }},
    NamedGuard{"slip_expected", [](const State& s) { return s.printed == Printed::pending || s.printed == Printed::ok; }},
    NamedGuard{"help_sent", [](const State& s) { return s.help.state == HelpState::sent; }},
    NamedGuard{"help_claimed", [](const State& s) { return s.help.state == HelpState::claimed; }},
    NamedGuard{"help_unreachable", [](const State& s) { return s.help.state == HelpState::unreachable; }},
    NamedGuard{"help_slow", [](const State& s) { return s.help.slow && s.help.state == HelpState::sent; }},
    NamedGuard{"help_over", [](const State& s) { return s.help.state == HelpState::none; }},
    NamedGuard{"settings_taken", [](const State& s) { return s.settings_taken; }},
    NamedGuard{"scanner_away", [](const State& s) { return s.devices_away.contains("scanner"); }},
    NamedGuard{"card_reader_away", [](const State& s) { return s.devices_away.contains("card_reader"); }},
};

const NamedGuard* find_guard(std::string_view name) {
    const auto* found = std::find_if(kGuards.begin(), kGuards.end(), [&](const NamedGuard& guard) { return guard.name == name; });
    return found == kGuards.end() ? nullptr : found;
}

}  // namespace

bool guard_exists(std::string_view name) { return find_guard(name) != nullptr; }

std::vector<std::string> guard_names() {
    std::vector<std::string> names;
    for (const NamedGuard& guard : kGuards) names.emplace_back(guard.name);
    return names;
}

Guard parse_guard(std::string_view text) {
    Guard guard;
    constexpr std::string_view kNot = "not ";
    if (text.starts_with(kNot)) {
        guard.negated = true;
        text.remove_prefix(kNot.size());
    }
    const std::size_t equals = text.find('=');
    guard.name = std::string(text.substr(0, equals));
    if (equals != std::string_view::npos) guard.value = std::string(text.substr(equals + 1));
    return guard;
}

Conditional parse_conditional(std::string_view text) {
    constexpr std::string_view kWhen = " when ";
    const std::size_t when = text.find(kWhen);
    if (when == std::string_view::npos) return {std::string(text), {}};
    return {std::string(text.substr(0, when)), parse_guard(text.substr(when + kWhen.size()))};
}

bool holds(const Guard& guard, const State& state) {
    if (guard.always()) return true;
    bool result = false;
    if (!guard.value.empty()) {
        const auto entry = state.entries.find(guard.name);
        result = entry != state.entries.end() && entry->second == guard.value;
    } else if (const NamedGuard* named = find_guard(guard.name)) {
        result = named->test(state);
    }
    return result != guard.negated;
}

}  // namespace silverlane::flow
