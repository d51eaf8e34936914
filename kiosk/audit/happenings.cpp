// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/happenings.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "kiosk/scene/assist_view.h"

namespace silverlane::audit {
namespace {

using flow::Event;
using flow::State;

constexpr int kMostTicks = 200;  // a warning counts its seconds

using Adder = std::function<void(const std::string&, Event)>;

void tickets(const State& state, const Adder& add) {
    for (const SampleTicket& sample : sample_tickets()) add(std::string("ticket issued") + sample.name, flow::TicketIssued{state.request, sample.ticket});
    add("ticket refused", flow::TicketRefused{state.request});
    add("slip printed", flow::TicketPrinted{flow::Printed::ok});
    add("slip failed", flow::TicketPrinted{flow::Printed::failed});
    add("slip unknown", flow::TicketPrinted{flow::Printed::unknown});
    add("receipt printed", flow::SlipPrinted{state.turn, flow::Printed::ok});
    add("receipt failed", flow::SlipPrinted{state.turn, flow::Printed::failed});
    add("receipt unknown", flow::SlipPrinted{state.turn, flow::Printed::unknown});
}

void visits(const State& state, const Adder& add) {
    add("card tapped", flow::CardTapped{});
    add("code scanned", flow::CodeScanned{PrivateText{kPlantedDigits}});
    add("visit joined by possession",
        flow::VisitJoined{state.turn, true, kept_settings(), flow::SettingsConsent::granted, sample_tickets().front().ticket});
    add("visit joined by possession, no settings", flow::VisitJoined{state.turn, true, std::nullopt, flow::SettingsConsent::unknown, std::nullopt});
    add("visit joined", flow::VisitJoined{state.turn, false, std::nullopt, flow::SettingsConsent::unknown, std::nullopt});
    add("code not known", flow::CodeNotKnown{state.turn});
    add("call taken", flow::HelpClaimed{state.turn, "1023"});
    add("nobody comes yet", flow::HelpOpen{state.turn});
    add("nobody reachable", flow::HelpUnreachable{state.turn});
    add("call ended", flow::HelpEnded{state.turn});
    for (const auto& [what, request] : state.asked) {
        for (SampleAnswer& sample : answers_to(what)) {
            add("answer to " + std::string(flow::name_of(what)) + ": " + sample.name,
                flow::Answered{state.turn, request, what, sample.result, std::move(sample.knowledge)});
        }
    }
}

void media(const State& state, const Adder& add) {
    add("card inserted", flow::CardInserted{});
    add("card unreadable", flow::CardUnreadable{});
    add("passbook inserted", flow::PassbookInserted{});
    add("passbook unreadable", flow::PassbookUnreadable{});
    if (state.medium != flow::Medium::none) add("taken", flow::MediumTaken{state.medium, false});
    add("card found at start", flow::MediumFound{flow::Medium::card});
    add("passbook found at start", flow::MediumFound{flow::Medium::passbook});
    add("passbook prints", flow::PassbookAdvanced{flow::PassbookStage::printing, 28});
    add("passbook to be turned", flow::PassbookAdvanced{flow::PassbookStage::turn_page, 12});
    add("passbook full", flow::PassbookAdvanced{flow::PassbookStage::full, 0});
    add("passbook full, lines left", flow::PassbookAdvanced{flow::PassbookStage::full, 12});
    add("passbook done", flow::PassbookAdvanced{flow::PassbookStage::done, 0});
    add("passbook stopped", flow::PassbookAdvanced{flow::PassbookStage::stopped, 12});
    add("passbook not known", flow::PassbookAdvanced{flow::PassbookStage::unknown_book, 0});
    add("passbook, bank away", flow::PassbookAdvanced{flow::PassbookStage::bank_away, 12});
    add("three digits of a PIN", flow::PinTyped{3});
    add("PIN entered", flow::PinEntered{PrivateText{kPlantedDigits}});
    add("PIN given up", flow::PinCancelled{flow::PinGivenUp::by_person});
    add("PIN cannot be taken", flow::PinCancelled{flow::PinGivenUp::unavailable});
}

void machine(const State& state, const Adder& add) {
    add("touch beside the keys", flow::Touched{});
    add("speech ended", flow::SpeechFinished{});
    add("hub away", flow::HubChanged{false});
    add("hub back", flow::HubChanged{true});
    add("handset lifted", flow::ListeningChanged{flow::Listening::handset});
    add("headphone in", flow::ListeningChanged{flow::Listening::headphone});
    add("private ear gone", flow::ListeningChanged{flow::Listening::loudspeaker});
    add("midnight", flow::TerminalChanged{state.terminal});
    for (const char* device : {"card_reader", "scanner", "ticket_printer", "card_slot", "pin_pad", "passbook_printer"}) {
        add(std::string(device) + " away", flow::DeviceChanged{device, false});
        add(std::string(device) + " back", flow::DeviceChanged{device, true});
    }
}

/// Everything but presses and time.
std::vector<Happening> world(const State& state) {
    std::vector<Happening> out;
    const Adder add = [&](const std::string& name, Event event) { out.push_back({name, std::move(event), false, false, false}); };
    tickets(state, add);
    visits(state, add);
    media(state, add);
    machine(state, add);
    return out;
}

bool same_guard(const flow::Guard& a, const flow::Guard& b) { return a.name == b.name && a.value == b.value; }

void note(std::vector<flow::Guard>& guards, const flow::Guard& guard) {
    if (guard.always()) return;
    for (const flow::Guard& also : guard.also) note(guards, also);
    const bool known = std::any_of(guards.begin(), guards.end(), [&](const flow::Guard& one) { return same_guard(one, guard); });
    if (known) return;
    guards.push_back(guard);
    guards.back().negated = false;
    guards.back().also.clear();
}

void note_all(std::vector<flow::Guard>& guards, const flow::Transition& then) {
    for (const flow::Route& route : then.routes) note(guards, route.when);
}

void note_all(std::vector<flow::Guard>& guards, std::set<std::string>& devices, const flow::Step& step) {
    for (const auto* conditionals : {&step.titles, &step.instructions, &step.prompts}) {
        for (const flow::Conditional& one : *conditionals) note(guards, one.when);
    }
    for (const flow::Answer& answer : step.answers) {
        note(guards, answer.when);
        note_all(guards, answer.then);
        if (!answer.needs.empty()) devices.insert(answer.needs);
    }
    for (const flow::Reaction& reaction : step.reactions) note_all(guards, reaction.then);
    note_all(guards, step.choices.then);
    if (!step.needs.empty()) devices.insert(step.needs);
}

bool left_in_slot(const State& state) { return state.giving_back && state.medium_reported; }

std::string medium_name(const State& state) {
    if (state.medium == flow::Medium::none) return {};
    return std::string(state.medium == flow::Medium::card ? "card in" : "passbook in") +
           (left_in_slot(state) ? ", left" : state.giving_back ? ", given back" : "");
}

std::size_t items_of(const flow::Step& step, const State& state) {
    const std::string& name = step.choices.list.empty() ? step.lines : step.choices.list;
    const auto list = state.lists.find(name);
    return list == state.lists.end() ? 0 : list->second.size();
}

bool known_and_changed(const State& state) { return state.by_possession || !(state.preferences == state.preferences_before); }

bool world_away(const State& state) { return !state.hub_up || !state.devices_away.empty(); }

std::string pointing_name(const State& state) { return state.help.pointing ? state.help.rung.empty() ? ", pointing" : ", pointed at" : ""; }

std::string help_name(const State& state) {
    switch (state.help.state) {
        case flow::HelpState::none: return {};
        case flow::HelpState::sent: return (state.help.slow ? "help slow" : "help sent") + pointing_name(state);
        case flow::HelpState::claimed: return "help claimed" + pointing_name(state);
        case flow::HelpState::unreachable: return "help unreachable";
    }
    return {};
}

std::string digits_name(const flow::Step& step, const State& state) {
    if (step.digits == 0 || state.digits.empty()) return {};
    return state.digits.count() < static_cast<std::size_t>(step.least_digits) ? "some digits" : "all digits";
}

}  // namespace

std::vector<State> first_states(const flow::Flows& flows, const std::vector<flow::Variety>& varieties) {
    std::vector<State> out;
    for (const char* role : {"door", "seated", "passbook"}) {
        for (const bool pension_day : {false, true}) {
            State state = flow::first_state(flows);
            state.terminal.role = role;
            state.terminal.pension_day = pension_day;
            state.terminal.varieties = varieties;
            out.push_back(std::move(state));
        }
    }
    return out;
}

std::vector<Happening> happenings(const State& state, const scene::Scene& scene) {
    std::vector<Happening> out;
    const auto presses = [&](const std::vector<scene::Node>& nodes) {
        for (const scene::Node& node : nodes) {
            const scene::Node* pressable = scene::find_pressable(scene, node.id);
            if (pressable == nullptr) continue;
            // One digit of the keypad is like another, but the planted number must come out.
            if (pressable->action->kind == flow::ActionKind::enter_digit) {
                const std::size_t typed = state.digits.count();
                const std::string_view planted = kPlantedDigits;
                if (pressable->action->argument != std::string(1, planted[typed % planted.size()])) continue;
            }
            out.push_back({"press " + node.id.text, *pressable->action, true, false, false});
            if (pressable->action->kind == flow::ActionKind::enter_digit) out.push_back({"type all digits", *pressable->action, true, true, false});
        }
    };
    if (scene.overlay) presses(scene.overlay->nodes);
    presses(scene.nodes);
    for (Happening& one : world(state)) out.push_back(std::move(one));
    // One button is like another; on a step that nobody points at it must change nothing.
    const auto pointed = std::find_if(scene.nodes.begin(), scene.nodes.end(), scene::may_be_rung);
    if (state.help.pointing && pointed != scene.nodes.end()) {
        out.push_back({"staff point at " + pointed->id.text, flow::PointedAt{state.turn, state.place, pointed->id}, false, false, false});
    }
    out.push_back({"nobody does anything", flow::Tick{}, false, false, true});
    return out;
}

namespace {

flow::Outcome type_all(const flow::Flows& flows, const State& state) {
    flow::Outcome all{state, {}};
    const std::string_view planted = kPlantedDigits;
    for (std::size_t before = planted.size() + kMostTicks; before != all.state.digits.count();) {
        before = all.state.digits.count();
        const flow::Action key{flow::ActionKind::enter_digit, std::string(1, planted[before % planted.size()])};
        flow::Outcome one = flow::step(flows, std::move(all.state), key);
        all.state = std::move(one.state);
        for (flow::Effect& effect : one.effects) all.effects.push_back(std::move(effect));
    }
    return all;
}

}  // namespace

flow::Outcome carry_out(const flow::Flows& flows, const State& state, const Happening& happening) {
    if (happening.until_full) return type_all(flows, state);
    if (!happening.until_change) return flow::step(flows, state, happening.event);
    flow::Outcome all{state, {}};
    for (int tick = 0; tick < kMostTicks; ++tick) {
        const auto due = flow::due_in(flows, all.state);
        if (!due) break;
        const MonotonicTime now = all.state.last_tick.value_or(MonotonicTime{}) + std::max(*due, Milliseconds{1});
        flow::Outcome one = flow::step(flows, std::move(all.state), flow::Tick{now, false});
        all.state = std::move(one.state);
        for (flow::Effect& effect : one.effects) all.effects.push_back(std::move(effect));
        const bool changed = !(all.state.place == state.place) || all.state.phase != state.phase || all.state.turn != state.turn ||
                             all.state.help.slow != state.help.slow || all.state.medium_reported != state.medium_reported;
        if (changed) break;
    }
    return all;
}

Conditions conditions_of(const flow::Flows& flows) {
    Conditions out;
    for (const auto& [id, flow] : flows.flows) {
        for (const auto& [step_id, step] : flow.steps) note_all(out.guards[id], out.devices[id], step);
    }
    return out;
}

std::vector<std::string> deviations(const flow::Flows& flows, const Conditions& conditions, const State& state) {
    const auto& guards = conditions.guards.at(state.place.flow);
    const auto reads = [&](const char* start) {
        return std::any_of(guards.begin(), guards.end(), [&](const flow::Guard& guard) { return guard.name.starts_with(start); });
    };
    std::vector<std::string> out;
    if (state.phase != flow::Phase::open) out.emplace_back(state.phase == flow::Phase::warning ? "warning" : "paused");
    if (state.covered) out.emplace_back("covered");
    if (state.more_open) out.emplace_back("more");
    if (state.help.state != flow::HelpState::none && state.place.flow != flows.help.flow && !reads("help_")) out.push_back(help_name(state));
    if (known_and_changed(state) && !reads("by_possession")) out.emplace_back("person");
    if (left_in_slot(state) && flow::step_at(flows, state.place).timeout != flow::TimeoutClass::medium) out.emplace_back("medium left");
    if (state.listening != flow::Listening::loudspeaker && !reads("private_sound")) out.emplace_back("private ear");
    if (state.practice && !reads("practice")) out.emplace_back("practice");
    const auto& devices = conditions.devices.at(state.place.flow);
    const bool device_read = std::any_of(state.devices_away.begin(), state.devices_away.end(), [&](const auto& name) { return devices.contains(name); });
    if (world_away(state) && !device_read && !(reads("hub_") && !state.hub_up)) out.emplace_back("away");
    return out;
}

std::string key_of(const flow::Flows& flows, const Conditions& conditions, const State& state) {
    const flow::Step& step = flow::step_at(flows, state.place);
    std::string key = state.place.flow.text + '/' + state.place.step.text + '|' + std::to_string(state.page) + '|' + digits_name(step, state);
    key += '|' + std::to_string(static_cast<int>(state.phase)) + (state.covered ? 'c' : '-') + (state.more_open ? 'm' : '-');
    key += state.turn_open ? 'o' : '-';
    key += help_name(state) + (state.hub_up ? 'u' : '-') + (state.by_possession ? 'p' : '-') +
           (state.preferences == state.preferences_before ? '-' : 's') + (state.remember_asked ? 'r' : '-') + '|';
    key += medium_name(state) + (state.practice ? 'x' : '-') + (state.pin_right ? 'k' : '-') + (state.pin_again ? 'a' : '-') +
           (state.leaving ? 'l' : '-') + std::to_string(static_cast<int>(state.listening)) + std::to_string(static_cast<int>(state.after_task)) +
           std::to_string(std::min(state.wrong_pins, 2)) + std::to_string(state.pin_digits) + '|' + std::to_string(items_of(step, state)) + '|' + std::to_string(state.asked.size()) + '|';
    if (state.place == flows.home || state.place == flows.idle) key += state.terminal.role + (state.terminal.pension_day ? "d" : "");
    for (const flow::Guard& guard : conditions.guards.at(state.place.flow)) key += flow::holds(guard, state) ? '1' : '0';
    for (const std::string& device : conditions.devices.at(state.place.flow)) key += state.devices_away.contains(device) ? 'a' : '-';
    return key;
}

std::string describe(const flow::Flows& flows, const State& state) {
    std::string text;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    };
    if (state.page > 0) add("page " + std::to_string(state.page));
    add(digits_name(flow::step_at(flows, state.place), state));
    if (state.phase == flow::Phase::warning) add("warning");
    if (state.phase == flow::Phase::paused) add("paused");
    if (state.covered) add("covered");
    if (state.more_open) add("more keys open");
    add(help_name(state));
    if (state.ticket && state.ticket->ahead.value_or(0) > 10) add("long queue");
    if (state.ticket && state.ticket->offline) add("reserved number");
    if (state.ticket && state.printed == flow::Printed::failed) add("slip failed");
    if (state.ticket && state.printed == flow::Printed::unknown) add("slip unknown");
    if (state.by_possession) add("known by card or ticket");
    if (state.practice) add("practice");
    add(medium_name(state));
    if (state.listening == flow::Listening::handset) add("handset");
    if (state.listening == flow::Listening::headphone) add("headphone");
    if (items_of(flow::step_at(flows, state.place), state) > 0) add(std::to_string(items_of(flow::step_at(flows, state.place), state)) + " items");
    if (state.pin_digits > 0) add("PIN begun");
    if (state.place == flows.home) add(state.terminal.role + (state.terminal.pension_day ? " on a pension day" : ""));
    if (!state.hub_up) add("hub away");
    for (const std::string& device : state.devices_away) add(device + " away");
    return text.empty() ? "entered" : text;
}

}  // namespace silverlane::audit
