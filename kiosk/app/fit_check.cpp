// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/fit_check.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "kiosk/flow/engine.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/theme.h"

namespace silverlane::kiosk {
namespace {

/// What a step can show beside its own texts: a ticket with everything known, one whose slip did not come out or perhaps did, one from the
/// reserved block; a call that is out, slow, taken, or reached nobody; the question of the warning over it.
std::vector<flow::State> fullest_states(const flow::Flows& flows, const flow::Place& place, const std::string& language) {
    flow::State state = flow::first_state(flows);
    state.place = place;
    state.turn_open = true;
    state.preferences.language = language;
    state.preferences.text_size = flow::TextSize::largest;
    flow::Ticket ticket;
    ticket.label = "A888";
    ticket.ahead = 28;
    ticket.wait_low = 25;
    ticket.wait_high = 30;
    state.ticket = ticket;
    state.help.state = flow::HelpState::sent;
    std::vector<flow::State> states(6, state);
    states[1].printed = flow::Printed::failed;
    states[1].help.slow = true;
    states[2].help = {flow::HelpState::claimed, "1001", "company", {}, false};
    states[2].ticket->ahead = states[2].ticket->wait_low = states[2].ticket->wait_high = std::nullopt;
    states[2].ticket->offline = true;
    states[3].help.state = flow::HelpState::unreachable;
    states[4].phase = flow::Phase::warning;
    states[4].warning_seconds_left = 45;
    states[5].printed = flow::Printed::unknown;
    return states;
}

}  // namespace

Result<void> check_fit(const flow::Flows& flows, const scene::TextCatalogue& texts, const scene::Facts& facts, const ui::Panel& panel,
                       const ui::FontFiles& fonts) {
    auto font = ui::FontFile::open(fonts);
    if (!font) return font.error();
    const ui::Metrics metrics(panel, flow::TextSize::largest);
    std::set<std::string> found;  // several states show the same fault
    for (const auto& [flow_id, flow] : flows.flows) {
        for (const auto& [step_id, step] : flow.steps) {
            for (const auto& language : flows.languages) {
                for (const auto& state : fullest_states(flows, {flow_id, step_id}, language)) {
                    const auto scene = scene::build(flows, state, facts, texts);
                    const auto layout = ui::lay_out(scene, metrics, ui::theme_for(flow::Theme::standard), **font);
                    for (const auto& overflow : layout.overflows) {
                        found.insert(fmt::format("\n{}/{} ({}), {}: {}", flow_id.text, step_id.text, language, overflow.id.text, overflow.why));
                    }
                }
            }
        }
    }
    if (found.empty()) return {};
    std::string text = "steps that do not fit on this panel at the largest text; a larger panel is needed:";
    for (const auto& line : found) text += line;
    return Error(ErrorCode::unsupported, text);
}

}  // namespace silverlane::kiosk
