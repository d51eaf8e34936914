// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/turn.h"

#include <algorithm>
#include <utility>

#include "kiosk/flow/practice.h"

namespace silverlane::flow {
namespace {

constexpr std::size_t kLongestHistory = 16;
/// Deeds of entry that are done again whenever the step is come back to: a device that was left must be told anew. The others are done.
bool rearms(Deed deed) { return deed == Deed::enter_pin || deed == Deed::give_back; }

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

std::vector<std::string> Turn::own_prompts() const {
    const Step& step = here();
    const bool on_a_page = state_.page > 0 && static_cast<std::size_t>(state_.page) <= step.pages.size();
    return on_a_page ? step.pages[static_cast<std::size_t>(state_.page) - 1] : step_prompts(step, state_);
}

void Turn::say_step(Occasion occasion) { say(own_prompts(), occasion); }

bool Turn::lies_over(const Place& place) const {
    return place.flow == flows_.help.flow || place.flow == flows_.pin_again.flow || place == flows_.counter;
}

void Turn::emit(Effect effect) {
    const bool played = state_.practice && touches_world(effect);
    (played ? played_ : effects_).push_back(std::move(effect));
}

void Turn::enter(const Place& place, const std::vector<std::string>& say_first, Entering how) {
    if (step_at(flows_, place).needs != kPinPad) leave_pin_pad();
    if (state_.stuck) emit(ReportTrouble{"goes_on", state_.place});
    state_.place = place;
    // Who comes back from 叫人 finds the page that they left.
    state_.page = how == Entering::again ? state_.page_below : 0;
    if (!lies_over(place)) state_.page_below = 0;
    state_.quiet = state_.in_phase = state_.in_step = Milliseconds{0};
    state_.repeated = state_.hinted = state_.stuck = false;
    state_.phase = Phase::open;
    state_.more_open = false;
    state_.help.rung = {};
    if (here().digits > 0 && state_.digits_for != place) {
        state_.digits = {};
        state_.digits_for = place;
    }
    for (const DeedCall& deed : here().enter) {
        if (how == Entering::anew || rearms(deed.deed)) do_deed(deed, {}, {});
    }
    if (catch_up()) return;
    std::vector<std::string> prompts = say_first;
    const std::vector<std::string> own = own_prompts();
    prompts.insert(prompts.end(), own.begin(), own.end());
    say(std::move(prompts), here().arrangement == Arrangement::idle ? Occasion::quiet : Occasion::entry);
}

bool Turn::catch_up() {
    // What was to be taken may have been taken while another screen lay over this one: nobody waits for a hand that was there.
    if (here().timeout == TimeoutClass::medium && state_.medium == Medium::none) {
        return happen(awaits(here(), "card_taken") ? "card_taken" : "passbook_taken");
    }
    if (here().arrangement != Arrangement::wait || state_.missed.empty()) return false;
    return happen(std::exchange(state_.missed, {}));
}

void Turn::leave_pin_pad() {
    if (here().needs != kPinPad) return;
    state_.pin_digits = 0;
    emit(CancelPin{});
}

void Turn::remember_place() {
    // A wait cannot be gone back into: what it did is done.
    const Arrangement kind = here().arrangement;
    if (kind == Arrangement::wait || kind == Arrangement::idle) return;
    state_.history.push_back(state_.place);
    if (state_.history.size() > kLongestHistory) state_.history.erase(state_.history.begin());
}

void Turn::lay_over(const Place& place) {
    // Of 叫人 over the counter's screen, and that over 叫人 again, nothing is kept: the task below them is what 返回 looks for.
    const auto only_lies_over = [&](const Place& one) { return one.flow == flows_.help.flow || one == flows_.counter; };
    const bool laid_over_itself = only_lies_over(state_.place);
    while (laid_over_itself && !state_.history.empty() && only_lies_over(state_.history.back())) state_.history.pop_back();
    const int page = lies_over(state_.place) ? state_.page_below : state_.page;
    if (here().arrangement == Arrangement::wait) {
        // Kept, because what it waits for is still to come.
        state_.history.push_back(state_.place);
        state_.missed.clear();
    } else if (!laid_over_itself) {
        remember_place();
    }
    enter(place, {});
    state_.page_below = page;
}

void Turn::go_home(const std::vector<std::string>& say_first) {
    // Home is for everybody: what was private is over, and a card does not stay behind a screen that does not show it.
    if (state_.medium != Medium::none && !state_.medium_is_play) return finish(FinishedBy::exit);
    state_.medium = Medium::none;
    state_.medium_is_play = false;
    // Who leaves the faces has given their rating.
    if (state_.entries.contains(kRatingEntry)) ask(AskKind::rate);
    state_.asked.clear();
    state_.entries.clear();
    state_.passbook_lines_left.reset();
    state_.passbook_lines_printed = 0;
    forget_digits();
    state_.secrets.clear();
    state_.marks.clear();
    state_.lists.clear();
    state_.history.clear();
    state_.missed.clear();
    state_.page_below = 0;
    enter(flows_.home, say_first);
}

void Turn::go(const Target& target, const std::vector<std::string>& say_first) {
    switch (target.kind) {
        case TargetKind::step:
            remember_place();
            enter(target.place, say_first);
            return;
        case TargetKind::home: return go_home(say_first);
        case TargetKind::end: return finish(state_.leaving ? FinishedBy::exit : FinishedBy::end);
        case TargetKind::back: return back();
        case TargetKind::give_back: {
            const FlowId laid_over = state_.place.flow;
            while (!state_.history.empty() && state_.history.back().flow == laid_over) state_.history.pop_back();
            return return_to_last(say_first);
        }
        case TargetKind::stay:
            if (!say_first.empty()) say(say_first, Occasion::status);
            return;
    }
}

void Turn::return_to_last(const std::vector<std::string>& say_first) {
    if (state_.history.empty() || state_.history.back() == flows_.home) return go_home(say_first);
    const Place place = state_.history.back();
    state_.history.pop_back();
    enter(place, say_first, Entering::again);
}

void Turn::back() {
    const Target target = here().back;
    if (target.kind == TargetKind::back) return return_to_last({});
    go(target, {});
}

void Turn::follow(const Transition& transition, const std::string& answer) {
    for (const auto& [key, value] : transition.set) {
        if (value.empty()) state_.entries.erase(key);
        else state_.entries[key] = value;
    }
    for (const DeedCall& deed : transition.deeds) do_deed(deed, transition, answer);
    std::vector<std::string> say_first;
    for (const Conditional& prompt : transition.say) {
        if (holds(prompt.when, state_)) say_first.push_back(prompt.name);
    }
    for (const Route& route : transition.routes) {
        if (holds(route.when, state_)) {
            go(route.target, say_first);
            return;
        }
    }
}

bool Turn::awaits(const Step& step, std::string_view happening) {
    return std::any_of(step.reactions.begin(), step.reactions.end(), [&](const Reaction& reaction) { return reaction.happening == happening; });
}

bool Turn::happen(std::string_view happening) {
    const Step& step = here();
    for (const Reaction& reaction : step.reactions) {
        if (reaction.happening != happening) continue;
        follow(reaction.then, {});
        return true;
    }
    // A wait that 叫人 or the counter's screen lies over learns of it when the person comes back; the first news is the one that counts.
    for (auto place = state_.history.rbegin(); place != state_.history.rend() && state_.missed.empty(); ++place) {
        const Step& below = step_at(flows_, *place);
        if (below.arrangement != Arrangement::wait) continue;
        if (awaits(below, happening)) state_.missed = std::string(happening);
        break;
    }
    return false;
}

void Turn::practise(const std::string& happening) {
    // A real card that somebody put in while practising comes out first; it is not played with.
    if (state_.medium != Medium::none && !state_.medium_is_play) return say({state_.medium == Medium::card ? "P17" : "P18"}, Occasion::status);
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
    const Medium medium = state_.medium, second = state_.second_medium;
    const bool giving_back = state_.giving_back, reported = state_.medium_reported;
    const Milliseconds waited = state_.medium_waited;
    reset();
    state_.medium = medium;
    state_.second_medium = second;
    state_.giving_back = giving_back;
    state_.medium_reported = reported;
    state_.medium_waited = waited;
    push_out();
    enter(place_to_take(), {});
}

void Turn::reset() {
    leave_pin_pad();
    if (state_.entries.contains(kRatingEntry)) ask(AskKind::rate);
    state_ = fresh_state(flows_, state_);
    emit(ResetCustomer{state_.turn});
    emit(ApplyPreferences{state_.preferences});
}

void Turn::present() {
    state_.turn_open = true;
    state_.quiet = Milliseconds{0};
    state_.covered_until_touch = false;
    const bool was_paused = state_.phase == Phase::paused;
    end_warning();
    if (was_paused) emit(ReportTrouble{"goes_on", state_.place});
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

void Turn::say_settings_taken() {
    std::vector<std::string> prompts{"settings_taken"};
    // After a card went in the PIN is asked for at the same moment, and must not be cut off; elsewhere one sentence is enough.
    if (here().needs != kPinPad) return say(std::move(prompts), Occasion::status);
    const std::vector<std::string> own = step_prompts(here(), state_);
    prompts.insert(prompts.end(), own.begin(), own.end());
    say(std::move(prompts), Occasion::entry);
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

void Turn::call_stands() {
    if (state_.help.state != HelpState::claimed && state_.help.state != HelpState::unreachable) return;
    state_.help.state = HelpState::sent;
    state_.help.staff_number.clear();
    state_.help.waited = Milliseconds{0};
    state_.help.slow = false;
    say({"call_out"}, Occasion::status);
}

void Turn::nobody_reachable() {
    if (!state_.help.out()) return;
    state_.help.state = HelpState::unreachable;
    state_.help.staff_number.clear();
    allow_pointing(false);
    emit(SoundChime{"call"});
    if (state_.help.reason == "unwell") emit(SoundChime{"call"});
    // Who is unwell is not sent to walk to the desk.
    say({state_.help.reason == "unwell" ? "unwell_alone" : "nobody_reachable"}, Occasion::status);
}

}  // namespace silverlane::flow
