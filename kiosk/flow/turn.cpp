// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/turn.h"

#include <algorithm>
#include <sstream>

namespace silverlane::flow {
namespace {

constexpr std::size_t kLongestHistory = 16;

const Conditional& title_of(const Step& step, const State& state) {
    return *std::find_if(step.titles.begin(), step.titles.end(), [&](const Conditional& title) { return holds(title.when, state); });
}

std::string entry(const State& state, const std::string& key) {
    const auto found = state.entries.find(key);
    return found == state.entries.end() ? std::string{} : found->second;
}

/// 下次还这样吗? is asked once, only where it can be kept, and never after a refusal.
bool should_ask_to_remember(const State& state) {
    return state.by_possession && state.hub_up && !state.remember_asked && state.settings_consent != SettingsConsent::refused &&
           state.preferences != state.preferences_before;
}

}  // namespace

std::vector<std::string> step_prompts(const Step& step, const State& state) {
    std::vector<std::string> out;
    for (const Conditional& prompt : step.prompts) {
        if (holds(prompt.when, state)) out.push_back(prompt.name);
    }
    if (out.empty()) out.push_back(title_of(step, state).name);
    return out;
}

void Turn::say(std::vector<std::string> prompts, Occasion occasion) {
    state_.say = std::move(prompts);
    state_.occasion = occasion;
    ++state_.generation;
}

void Turn::say_step(Occasion occasion) {
    const Step& step = here();
    if (state_.page > 0) {
        say(step.pages[static_cast<std::size_t>(state_.page) - 1], occasion);
    } else {
        say(step_prompts(step, state_), occasion);
    }
}

void Turn::enter(const Place& place, const std::vector<std::string>& say_first) {
    state_.place = place;
    state_.page = 0;
    state_.quiet = state_.in_phase = state_.in_step = Milliseconds{0};
    state_.repeated = state_.hinted = state_.stuck = false;
    state_.phase = Phase::open;
    state_.more_open = false;
    for (const Deed deed : here().enter) do_deed(deed, {}, {});
    std::vector<std::string> prompts = say_first;
    const std::vector<std::string> own = step_prompts(here(), state_);
    prompts.insert(prompts.end(), own.begin(), own.end());
    say(std::move(prompts), here().arrangement == Arrangement::idle ? Occasion::quiet : Occasion::entry);
}

void Turn::remember_place() {
    // A wait or a result cannot be gone back into: what it did is done.
    const Arrangement kind = here().arrangement;
    if (kind == Arrangement::wait || kind == Arrangement::idle) return;
    state_.history.push_back(state_.place);
    if (state_.history.size() > kLongestHistory) state_.history.erase(state_.history.begin());
}

void Turn::lay_over(const Place& place) {
    remember_place();
    enter(place, {});
}

void Turn::go(const Target& target, const std::vector<std::string>& say_first) {
    switch (target.kind) {
        case TargetKind::step:
            remember_place();
            enter(target.place, say_first);
            return;
        case TargetKind::home:
            state_.history.clear();
            enter(flows_.home, say_first);
            return;
        case TargetKind::end:
            finish();
            return;
        case TargetKind::back:
            back();
            return;
        case TargetKind::give_back: {
            const FlowId laid_over = state_.place.flow;
            while (!state_.history.empty() && state_.history.back().flow == laid_over) state_.history.pop_back();
            const Place place = state_.history.empty() ? flows_.home : state_.history.back();
            if (!state_.history.empty()) state_.history.pop_back();
            enter(place, say_first);
            return;
        }
        case TargetKind::stay:
            if (!say_first.empty()) say(say_first, Occasion::status);
            return;
    }
}

void Turn::back() {
    const Target target = here().back;
    if (target.kind != TargetKind::back) {
        go(target, {});
        return;
    }
    const Place place = state_.history.empty() ? flows_.home : state_.history.back();
    if (!state_.history.empty()) state_.history.pop_back();
    enter(place, {});
}

void Turn::follow(const Transition& transition, const std::string& answer) {
    for (const auto& [key, value] : transition.set) state_.entries[key] = value;
    for (const Deed deed : transition.deeds) do_deed(deed, transition, answer);
    for (const Route& route : transition.routes) {
        if (holds(route.when, state_)) {
            go(route.target, transition.say);
            return;
        }
    }
}

bool Turn::happen(std::string_view happening) {
    const Step& step = here();
    for (const Reaction& reaction : step.reactions) {
        if (reaction.happening != happening) continue;
        follow(reaction.then, {});
        return true;
    }
    return false;
}

void Turn::issue_ticket() {
    IssueTicket effect;
    effect.request = ++state_.request;
    effect.service = entry(state_, "service");
    effect.priority = entry(state_, "priority") == "yes";
    if (entry(state_, "company") == "yes") effect.needs.emplace_back("company");
    effect.card_tapped = state_.card_tapped;
    state_.printed = Printed::pending;
    emit(std::move(effect));
}

void Turn::withdraw_consent() {
    std::istringstream words(entry(state_, "purposes"));
    WithdrawConsent effect;
    for (std::string purpose; words >> purpose;) effect.purposes.push_back(purpose);
    // Who has just said "forget my settings" is not asked to keep them.
    const auto& purposes = effect.purposes;
    if (std::find(purposes.begin(), purposes.end(), "settings") != purposes.end()) state_.remember_asked = true;
    emit(std::move(effect));
}

void Turn::do_deed(Deed deed, const Transition& transition, const std::string& answer) {
    switch (deed) {
        case Deed::issue_ticket: issue_ticket(); return;
        case Deed::print_ticket:
            if (state_.ticket) emit(PrintTicket{*state_.ticket});
            return;
        case Deed::add_help_reason:
            state_.help.reason = answer;
            if (state_.help.state == HelpState::unreachable) {
                emit(SoundChime{"call"});
            } else if (state_.help.state != HelpState::none) {
                emit(AddHelpReason{answer});
            }
            return;
        case Deed::cancel_help:
            if (state_.help.state == HelpState::sent || state_.help.state == HelpState::claimed) emit(CancelHelp{});
            state_.help = {};
            return;
        case Deed::grant_consent:
        case Deed::refuse_consent:
            emit(RecordConsent{transition.purposes, deed == Deed::grant_consent, flow_at(flows_, state_.place).consent_text});
            return;
        case Deed::withdraw_consent: withdraw_consent(); return;
        case Deed::deliver_phone_tail:
            emit(DeliverPhoneTail{state_.digits.as_private()});
            state_.digits = {};
            return;
        case Deed::save_preferences:
            emit(SavePreferences{state_.preferences});
            state_.preferences_before = state_.preferences;
            return;
        case Deed::chime: emit(SoundChime{"call"}); return;
    }
}

void Turn::finish() {
    if (should_ask_to_remember(state_)) {
        state_.remember_asked = true;
        state_.history.clear();
        enter(flows_.remember, {});
        return;
    }
    reset();
}

void Turn::reset() {
    state_ = fresh_state(flows_, state_);
    emit(ResetCustomer{state_.turn});
    emit(ApplyPreferences{state_.preferences});
}

void Turn::present() {
    state_.turn_open = true;
    state_.quiet = Milliseconds{0};
    const bool was_paused = state_.phase == Phase::paused;
    end_warning();
    if (was_paused) say_step(Occasion::entry);
    if (here().arrangement == Arrangement::idle) go({TargetKind::home, {}}, {"welcome"});
}

void Turn::end_warning() {
    state_.phase = Phase::open;
    state_.in_phase = Milliseconds{0};
    state_.warning_seconds_left = 0;
}

void Turn::call_staff() {
    const bool already = state_.place.flow == flows_.help.flow;
    if (state_.help.state == HelpState::none || state_.help.state == HelpState::unreachable) {
        state_.help = {};
        if (state_.hub_up) {
            state_.help.state = HelpState::sent;
            emit(RaiseHelp{state_.place});
        } else {
            state_.help.state = HelpState::unreachable;
            emit(SoundChime{"call"});
        }
    }
    if (already) {
        say_step(Occasion::repeat);
    } else {
        lay_over(flows_.help);
    }
}

void Turn::nobody_reachable() {
    if (state_.help.state != HelpState::sent) return;
    state_.help.state = HelpState::unreachable;
    emit(SoundChime{"call"});
    if (state_.help.reason == "unwell") emit(SoundChime{"call"});
    say({"nobody_reachable"}, Occasion::status);
}

}  // namespace silverlane::flow
