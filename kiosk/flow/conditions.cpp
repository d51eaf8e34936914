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

/// Of the quiz (flows.md F14).
constexpr int kQuestions = 3;

bool one_item(const State& s, const char* name) {
    const auto list = s.lists.find(name);
    return list != s.lists.end() && list->second.size() == 1;
}

bool many_ahead(const State& s) { return s.ticket && s.ticket->ahead.value_or(0) > kManyWaiting; }

constexpr std::string_view kRole = "role";
constexpr std::array<std::string_view, 3> kRoles{"door", "seated", "passbook"};

struct NamedGuard {
    std::string_view name;
    bool (*test)(const State&);
};

constexpr std::array kGuards{
    NamedGuard{"joined", [](const State& s) { return s.joined; }},
    NamedGuard{"by_possession", [](const State& s) { return s.by_possession; }},
    NamedGuard{"by_card", [](const State& s) { return s.card_tapped; }},
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
    NamedGuard{"help_out", [](const State& s) { return s.help.out(); }},
    NamedGuard{"pointing", [](const State& s) { return s.help.pointing; }},
    NamedGuard{"help_unreachable", [](const State& s) { return s.help.state == HelpState::unreachable; }},
    NamedGuard{"help_slow", [](const State& s) { return s.help.slow && s.help.state == HelpState::sent; }},
    NamedGuard{"help_unwell", [](const State& s) { return s.help.reason == "unwell"; }},
    NamedGuard{"help_over", [](const State& s) { return s.help.state == HelpState::none; }},
    NamedGuard{"settings_taken", [](const State& s) { return s.settings_taken; }},
    NamedGuard{"pension_day", [](const State& s) { return s.terminal.pension_day; }},
    NamedGuard{"practice", [](const State& s) { return s.practice; }},
    NamedGuard{"private_sound", [](const State& s) { return s.listening != Listening::loudspeaker; }},
    NamedGuard{"headphone", [](const State& s) { return s.listening == Listening::headphone; }},
    NamedGuard{"covered", [](const State& s) { return s.covered || s.covered_until_touch; }},
    NamedGuard{"card_in", [](const State& s) { return s.medium == Medium::card; }},
    NamedGuard{"passbook_in", [](const State& s) { return s.medium == Medium::passbook; }},
    NamedGuard{"medium_in", [](const State& s) { return s.medium != Medium::none; }},
    NamedGuard{"giving_back", [](const State& s) { return s.giving_back; }},
    NamedGuard{"medium_left", [](const State& s) { return s.medium_reported; }},
    NamedGuard{"pin_right", [](const State& s) { return s.pin_right; }},
    NamedGuard{"pin_wrong", [](const State& s) { return s.wrong_pins > 0; }},
    NamedGuard{"pin_wrong_twice", [](const State& s) { return s.wrong_pins >= 2; }},
    NamedGuard{"one_account", [](const State& s) { return one_item(s, "accounts"); }},
    NamedGuard{"turn_open", [](const State& s) { return s.turn_open; }},
    NamedGuard{"lines_printed", [](const State& s) { return s.passbook == PassbookStage::done && s.passbook_lines_printed > 0; }},
    NamedGuard{"nothing_new", [](const State& s) { return s.passbook == PassbookStage::done && s.passbook_lines_printed == 0; }},
    NamedGuard{"all_right", [](const State& s) { return s.right_answers >= kQuestions; }},
    NamedGuard{"scanner_away", [](const State& s) { return s.devices_away.contains("scanner"); }},
    NamedGuard{"card_reader_away", [](const State& s) { return s.devices_away.contains("card_reader"); }},
    NamedGuard{"card_slot_away", [](const State& s) { return s.devices_away.contains("card_slot"); }},
    NamedGuard{"pin_pad_away", [](const State& s) { return s.devices_away.contains("pin_pad"); }},
    NamedGuard{"passbook_printer_away", [](const State& s) { return s.devices_away.contains("passbook_printer"); }},
    NamedGuard{"private_ear_away", [](const State& s) { return s.devices_away.contains("private_ear"); }},
    NamedGuard{"printer_away", [](const State& s) { return s.devices_away.contains("ticket_printer"); }},
};

bool has(const std::map<std::string, std::string>& values, const Guard& guard) {
    const auto found = values.find(guard.name);
    return found != values.end() && found->second == guard.value;
}

const NamedGuard* find_guard(std::string_view name) {
    const auto* found = std::find_if(kGuards.begin(), kGuards.end(), [&](const NamedGuard& guard) { return guard.name == name; });
    return found == kGuards.end() ? nullptr : found;
}

}  // namespace

bool is_terminal_role(std::string_view name, std::string_view value) {
    return name == kRole && std::find(kRoles.begin(), kRoles.end(), value) != kRoles.end();
}

bool guard_exists(std::string_view name) { return find_guard(name) != nullptr; }

std::vector<std::string> guard_names() {
    std::vector<std::string> names;
    for (const NamedGuard& guard : kGuards) names.emplace_back(guard.name);
    return names;
}

Guard parse_guard(std::string_view text) {
    Guard guard;
    constexpr std::string_view kAnd = " and ";
    if (const std::size_t also = text.find(kAnd); also != std::string_view::npos) {
        guard.also.push_back(parse_guard(text.substr(also + kAnd.size())));
        text = text.substr(0, also);
    }
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
        result = guard.name == kRole ? state.terminal.role == guard.value : has(state.entries, guard) || has(state.marks, guard);
    } else if (const NamedGuard* named = find_guard(guard.name)) {
        result = named->test(state);
    }
    return result != guard.negated && std::all_of(guard.also.begin(), guard.also.end(), [&](const Guard& also) { return holds(also, state); });
}

}  // namespace silverlane::flow
