// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/reset_check.h"

#include <algorithm>
#include <sstream>
#include <variant>

#include "base/random_source.h"

namespace silverlane::audit {
namespace {

bool was_reset(const flow::Outcome& outcome) {
    return std::any_of(outcome.effects.begin(), outcome.effects.end(), [](const flow::Effect& effect) { return std::holds_alternative<flow::ResetCustomer>(effect); });
}

/// How a turn ends: by the exit, by taking what the machine gives back, or by walking away.
Happening ending(const flow::State& state, const std::vector<Happening>& all, std::uint64_t choice) {
    if (choice == 0) return {"exit", flow::Action{flow::ActionKind::exit, {}}, true, false, false};
    if (choice == 1 && state.medium != flow::Medium::none) return {"taken", flow::MediumTaken{state.medium, false}, false, false, false};
    return all.back();
}

}  // namespace

std::string left_behind(const flow::Flows& flows, const flow::State& after) {
    flow::State factory = flow::first_state(flows);
    factory.place = flows.home;
    std::istringstream is(flow::dump(after));
    std::istringstream wanted(flow::dump(factory));
    std::string text;
    for (std::string line, other; std::getline(is, line);) {
        if (!std::getline(wanted, other)) other.clear();
        if (line != other) text += (text.empty() ? "" : "; ") + line;
    }
    return text;
}

int check_rule_19(const RandomUse& use, Context& context, Findings& findings) {
    SeededRandom random(use.seed);
    flow::State state = first_states(context.flows).front();
    state.last_tick = MonotonicTime{};
    int ended = 0;
    int acts = 0;
    // Bounded, should a turn never end.
    for (long act = 0; ended < use.turns && act < static_cast<long>(use.turns) * use.acts_a_turn * 20; ++act) {
        const scene::Scene scene = scene::build(context.flows, state, facts_of(state, {}), context.texts);
        const std::vector<Happening> all = happenings(state, scene);
        Happening chosen = all[random.below(all.size())];
        // A long turn is ended as people end it: by the exit, or by walking away.
        if (++acts > use.acts_a_turn) chosen = ending(state, all, random.below(3));
        const flow::Place before = state.place;
        flow::Outcome outcome = carry_out(context.flows, state, chosen);
        const bool reset = was_reset(outcome);
        state = std::move(outcome.state);
        if (!reset) continue;
        acts = 0;
        // A card that is still in the machine is the machine's state; the reset that counts comes when it has gone.
        if (state.medium != flow::Medium::none) continue;
        ++ended;
        findings.looked(19);
        const std::string left = left_behind(context.flows, state);
        if (!left.empty()) findings.add(19, {before.flow.text, before.step.text, "", "after " + chosen.name}, "something of the person before is left", left);
    }
    if (ended < use.turns) findings.add(19, {}, "the random turns do not end", std::to_string(ended));
    return ended;
}

}  // namespace silverlane::audit
