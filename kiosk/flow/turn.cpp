// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/turn.h"

#include <algorithm>

namespace silverlane::flow {
namespace {

constexpr std::size_t kLongestHistory = 16;

const Conditional& title_of(const Step& step, const State& state) {
    return *std::find_if(step.titles.begin(), step.titles.end(), [&](const Conditional& title) { return holds(title.when, state); });
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
    if (state_.page > 0 && !step.pages.empty()) {
        say(step.pages[static_cast<std::size_t>(state_.page) - 1], occasion);
    } else {
        say(step_prompts(step, state_), occasion);
    }
}

void Turn::enter(const Place& place, const std::vector<std::string>& say_first) {
    leave_pin_pad(place);
    state_.place = place;
    state_.page = 0;
    state_.quiet = state_.in_phase = state_.in_step = Milliseconds{0};
    state_.repeated = state_.hinted = state_.stuck = false;
    state_.phase = Phase::open;
    state_.more_open = false;
    // A step entered anew while its deed moved on (a wait that was answered at once) has said what it had to say.
    const Place entered = place;
    for (const DeedCall& deed : here().enter) do_deed(deed, {}, {});
    if (state_.place != entered) return;
    std::vector<std::string> prompts = say_first;
    const std::vector<std::string> own = step_prompts(here(), state_);
    prompts.insert(prompts.end(), own.begin(), own.end());
    say(std::move(prompts), here().arrangement == Arrangement::idle ? Occasion::quiet : Occasion::entry);
}

void Turn::leave_pin_pad(const Place& next) {
    constexpr const char* kPinPad = "pin_pad";
    if (here().needs != kPinPad || step_at(flows_, next).needs == kPinPad) return;
    state_.pin_digits = 0;
    emit(CancelPin{});
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
            // Home is for everybody: what was private is over, and a card does not stay behind a screen that does not show it.
            if (state_.medium != Medium::none) return finish(FinishedBy::exit);
            state_.secrets.clear();
            state_.marks.clear();
            state_.lists.clear();
            state_.history.clear();
            enter(flows_.home, say_first);
            return;
        case TargetKind::end:
            finish(state_.leaving ? FinishedBy::exit : FinishedBy::end);
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
    for (const DeedCall& deed : transition.deeds) do_deed(deed, transition, answer);
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

void Turn::practise(const std::string& happening) {
    if (happening == "card_inserted" || happening == "passbook_inserted") {
        state_.medium = happening == "card_inserted" ? Medium::card : Medium::passbook;
        state_.medium_is_play = true;
        state_.giving_back = false;
    } else if (happening == "card_taken" || happening == "passbook_taken") {
        state_.medium = Medium::none;
        state_.giving_back = false;
    } else if (happening == "card_tapped") {
        state_.card_tapped = true;
    } else if (happening == "pin_entered") {
        state_.pin_digits = 0;
    }
    happen(happening);
}

void Turn::reset_or_give_back() {
    if (state_.medium == Medium::none || state_.medium_is_play) return reset();
    // The person has gone and their card has not: everything else is forgotten, and the machine serves nobody until it is taken.
    const Medium medium = state_.medium;
    const bool giving_back = state_.giving_back, reported = state_.medium_reported;
    const Milliseconds waited = state_.medium_waited;
    reset();
    state_.medium = medium;
    state_.giving_back = giving_back;
    state_.medium_reported = reported;
    state_.medium_waited = waited;
    push_out();
    enter(place_to_take(), {});
}

void Turn::reset() {
    if (state_.entries.contains(kRatingEntry)) ask(AskKind::rate);
    state_ = fresh_state(flows_, state_);
    emit(ResetCustomer{state_.turn});
    emit(ApplyPreferences{state_.preferences});
}

void Turn::present() {
    state_.turn_open = true;
    state_.quiet = Milliseconds{0};
    const bool was_paused = state_.phase == Phase::paused;
    end_warning();
    if (was_paused && state_.pin_again && state_.place.flow != flows_.pin_again.flow) {
        state_.pin_again = false;
        lay_over(flows_.pin_again);
    } else if (was_paused) {
        say_step(Occasion::entry);
    }
    if (here().arrangement == Arrangement::idle) go({TargetKind::home, {}}, {"welcome"});
}

void Turn::end_warning() {
    state_.phase = Phase::open;
    state_.in_phase = Milliseconds{0};
    state_.warning_seconds_left = 0;
}

void Turn::raise_help() {
    if (state_.help.state != HelpState::none && state_.help.state != HelpState::unreachable) return;
    state_.help = {};
    if (state_.hub_up) {
        state_.help.state = HelpState::sent;
        emit(RaiseHelp{state_.place});
    } else {
        state_.help.state = HelpState::unreachable;
        emit(SoundChime{"call"});
    }
}

void Turn::call_staff() {
    const bool already = state_.place.flow == flows_.help.flow;
    raise_help();
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
