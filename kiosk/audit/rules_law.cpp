// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Rules about ways: a person within two presses, the way back, nothing lost, consent given and taken back. On the graph of the walk.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "kiosk/audit/requirements.h"
#include "kiosk/audit/rules.h"

namespace silverlane::audit {
namespace {

using flow::ActionKind;
using flow::State;

constexpr int kMostSteps = 5;

scene::Scene scene_of(const Context& context, const State& state) {
    return scene::build(context.flows, state, facts_of(state, {}), context.texts);
}

std::vector<flow::Action> presses(const scene::Scene& scene) {
    std::vector<flow::Action> out;
    const auto take = [&](const std::vector<scene::Node>& nodes) {
        for (const scene::Node& node : nodes) {
            if (scene::find_pressable(scene, node.id) != nullptr) out.push_back(*node.action);
        }
    };
    if (scene.overlay) take(scene.overlay->nodes);
    take(scene.nodes);
    return out;
}

/// Whether `reached` can be had within so many presses.
template <class Reached>
bool within_presses(const Context& context, const State& from, int most, const Reached& reached) {
    if (reached(from)) return true;
    if (most == 0) return false;
    const auto actions = presses(scene_of(context, from));
    return std::any_of(actions.begin(), actions.end(), [&](const flow::Action& action) {
        return within_presses(context, flow::step(context.flows, from, action).state, most - 1, reached);
    });
}

bool is_setting(ActionKind kind) {
    switch (kind) {
        case ActionKind::louder:
        case ActionKind::quieter:
        case ActionKind::faster:
        case ActionKind::slower:
        case ActionKind::next_text_size:
        case ActionKind::next_theme:
        case ActionKind::switch_language:
        case ActionKind::next_variety:
        case ActionKind::hide_screen:
        case ActionKind::more:
        case ActionKind::restore_defaults:
        case ActionKind::stop_speech:
        case ActionKind::hear_again: return true;
        default: return false;
    }
}

bool same_work(const State& a, const State& b) {
    return a.place == b.place && a.page == b.page && a.entries == b.entries && a.digits.count() == b.digits.count() && a.history == b.history &&
           a.ticket == b.ticket;
}

void check_toggle(const Moment& moment, const scene::Node& node, const State& after, Context& context, Findings& findings) {
    const scene::Scene shown = scene_of(context, after);
    const scene::Node* other = scene::find_node(shown, node.id);
    if (other == nullptr || other->state.on == node.state.on) return;
    findings.looked(kToggles);
    if (other->shown == node.shown || other->spoken == node.spoken) findings.add(kToggles, where(moment, node.id.text), "on and off have the same words");
}

void check_consent(const flow::Flow& flow, const flow::Step& step, const flow::Answer& answer, Findings& findings) {
    const auto does = [](const flow::Answer& one, flow::Deed deed) {
        return std::any_of(one.then.deeds.begin(), one.then.deeds.end(), [&](const flow::DeedCall& call) { return call.deed == deed; });
    };
    if (!does(answer, flow::Deed::grant_consent)) return;
    const Where place{flow.id.text, step.id.text, "answer." + answer.id, ""};
    findings.looked(38);
    if (answer.then.purposes.size() != 1) findings.add(38, place, "one press agrees to more than one purpose", fmt::format("{} purposes", answer.then.purposes.size()));
    if (flow.consent_text.empty()) findings.add(38, place, "the text that was agreed to has no version");
    if (answer.emphasised) findings.add(38, place, "agreeing is made to look better than declining");
    const bool declinable = std::any_of(step.answers.begin(), step.answers.end(), [&](const flow::Answer& other) {
        return does(other, flow::Deed::refuse_consent) && other.then.purposes == answer.then.purposes;
    });
    if (!declinable) findings.add(38, place, "no answer of the same screen declines");
    if (step.prompts.empty()) findings.add(38, place, "the question of a consent is not spoken");
}

bool is_question(const scene::Scene& scene) {
    return std::any_of(scene.nodes.begin(), scene.nodes.end(), [](const scene::Node& node) { return node.role == scene::Role::answer; });
}

/// The account that was looked at is forgotten with the card on purpose: the bank's session ends there (Turn::close_session), and the next
/// hand at the machine must not find which account it was. Nothing else is exempt, and nothing before the card goes out.
std::map<std::string, std::string> without_closed_session(const State& before, const State& after) {
    auto entries = before.entries;
    const bool open = before.medium == flow::Medium::card && !before.giving_back;
    const bool over = after.medium != flow::Medium::card || after.giving_back;
    if (open && over) entries.erase("accounts");
    return entries;
}

}  // namespace

void check_rule_29_switch(const Moment& moment, Context& context, Findings& findings) {
    if (moment.state.phase != flow::Phase::open || flow::step_at(context.flows, moment.state.place).arrangement == flow::Arrangement::idle) return;
    const State after = flow::step(context.flows, moment.state, flow::Action{ActionKind::switch_language, {}}).state;
    findings.looked(29);
    if (after.preferences.language == moment.state.preferences.language) findings.add(29, where(moment), "the language key changes no language");
    if (!same_work(moment.state, after)) findings.add(29, where(moment), "a change of language loses what was done");
    if (after.generation == moment.state.generation) findings.add(29, where(moment), "a change of language is not spoken");
}

void check_rule_36(const Moment& moment, Context& context, Findings& findings) {
    const scene::Scene scene = scene_of(context, moment.state);
    const auto called = [&](const State& state) { return state.help.state != flow::HelpState::none && state.place.flow == context.flows.help.flow; };
    const auto counter = [&](const State& state) { return state.place == context.flows.counter; };
    findings.looked(36);
    const auto actions = presses(scene);
    const auto person = std::find_if(actions.begin(), actions.end(), [](const flow::Action& action) { return action.kind == ActionKind::call_staff; });
    if (person == actions.end()) {
        findings.add(36, where(moment), "no person can be called");
    } else {
        const State after = flow::step(context.flows, moment.state, *person).state;
        if (!called(after)) findings.add(36, where(moment, "fixed.call_staff"), "the call goes nowhere");
    }
    if (moment.state.phase == flow::Phase::open && actions.size() < 2) findings.add(36, where(moment), "a dead end");
    // The way to a counter: on the first screen and in help, where somebody who does not want a machine looks for it.
    const bool first = moment.state.place == context.flows.home;
    const bool help = moment.state.place.flow == context.flows.help.flow;
    const bool plain = moment.state.phase == flow::Phase::open && moment.state.page == 0 && !moment.state.more_open;
    if (!(first || help) || !plain) return;
    if (!within_presses(context, moment.state, first ? 1 : 2, counter)) findings.add(36, where(moment), "no way to a counter");
}

void check_stays(const Moment& moment, Context& context, Findings& findings) {
    if (moment.state.phase != flow::Phase::open || flow::step_at(context.flows, moment.state.place).arrangement == flow::Arrangement::idle) return;
    const scene::Scene scene = scene_of(context, moment.state);
    for (const scene::Node& node : scene.nodes) {
        if (!node.action || !is_setting(node.action->kind) || !node.state.enabled) continue;
        const State after = flow::step(context.flows, moment.state, *node.action).state;
        findings.looked(kStaysOnScreen);
        if (!same_work(moment.state, after)) findings.add(kStaysOnScreen, where(moment, node.id.text), "a setting leaves the screen or loses what was done");
        check_toggle(moment, node, after, context, findings);
    }
}

void check_happening(const Moment& before, const scene::Scene& shown, const Happening& happening, const flow::Outcome& outcome, Context& context,
                     Findings& findings) {
    const State& after = outcome.state;
    // Who leaves a task for the first screen begins anew.
    const bool same_task = after.turn == before.state.turn && !(after.place == context.flows.home);
    if (same_task) {
        findings.looked(32);
        findings.looked(34);
        const auto kept = without_closed_session(before.state, after);
        for (const auto& [key, value] : kept) {
            const bool handed_on = key == flow::kRatingEntry;  // it has gone to the hub, and is kept nowhere
            if (!handed_on && !after.entries.contains(key)) findings.add(34, where(before), "what was chosen is forgotten: " + key, happening.name);
        }
        if (happening.event.index() == 0 && std::get<flow::Action>(happening.event).kind == ActionKind::back && !(after.entries == kept)) {
            findings.add(32, where(before), "going back changes what was chosen");
        }
    }
    // What the machine learns by itself moves no screen under a person's hand.
    const bool by_itself = std::holds_alternative<flow::HubChanged>(happening.event) || std::holds_alternative<flow::DeviceChanged>(happening.event) ||
                           std::holds_alternative<flow::HelpClaimed>(happening.event) || std::holds_alternative<flow::HelpOpen>(happening.event) ||
                           std::holds_alternative<flow::HelpUnreachable>(happening.event) ||
                           std::holds_alternative<flow::HelpEnded>(happening.event) || std::holds_alternative<flow::SpeechFinished>(happening.event);
    if (by_itself) {
        findings.looked(17);
        if (!(after.place == before.state.place) || after.page != before.state.page) findings.add(17, where(before), "the screen changes by itself: " + happening.name);
    }
    for (const flow::Effect& effect : outcome.effects) {
        const auto* chime = std::get_if<flow::SoundChime>(&effect);
        if (chime == nullptr || chime->name == "key") continue;
        findings.looked(23);
        const bool visible = after.generation != before.state.generation || scene::dump(scene_of(context, after)) != scene::dump(shown);
        if (!visible) findings.add(23, where(before), "a sound has nothing to be seen: " + chime->name, happening.name);
    }
}

void check_flows(const Walk& walk, Context& context, Findings& findings) {
    const flow::Flows& flows = context.flows;
    for (const flow::Place& place : walk.unreached) {
        findings.add(kReachable, {place.flow.text, place.step.text, "", ""}, "nothing that can happen leads to this step");
    }
    for (const auto& [id, flow] : flows.flows) {
        findings.looked(30);
        if (flow.steps_shown > kMostSteps) findings.add(30, {id.text, flow.first.text, "", ""}, "the flow has too many steps", fmt::format("{}, at most {}", flow.steps_shown, kMostSteps));
        for (const auto& [step_id, step] : flow.steps) {
            findings.looked(kReachable);
            if (step.number > flow.steps_shown) findings.add(30, {id.text, step_id.text, "", ""}, "its number is beyond the last step");
            for (const flow::Answer& answer : step.answers) check_consent(flow, step, answer, findings);
        }
    }
    if (walk.presses_to_consent) {
        findings.looked(38);
        const int withdrawal = walk.presses_to_withdrawal.value_or(0);
        if (!walk.presses_to_withdrawal || withdrawal > *walk.presses_to_consent) {
            findings.add(38, {}, "taking a consent back takes more than giving it", fmt::format("{} presses against {}", withdrawal, *walk.presses_to_consent));
        }
    }
    const auto first = std::find_if(walk.moments.begin(), walk.moments.end(), [&](const Moment& moment) { return moment.state.place == flows.home; });
    if (first == walk.moments.end() || !is_question(scene_of(context, first->state))) findings.add(36, {}, "the first screen offers nothing");
}

}  // namespace silverlane::audit
