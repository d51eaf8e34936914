// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What happens when nothing happens: flows.md, "Time". The clock stands still while speech plays, and no rule here changes the screen of
// a step except by the warning, the pause and the closing.
#include <algorithm>
#include <optional>
#include <vector>

#include "kiosk/flow/turn.h"

namespace silverlane::flow {
namespace {

constexpr Milliseconds kSecond{1'000};

struct Rules {
    bool repeat, hint, stuck, warn, unfinished, signing;
};

Rules rules_of(TimeoutClass timeout) {
    switch (timeout) {
        case TimeoutClass::decision: return {true, true, true, true, true, false};
        case TimeoutClass::signing: return {true, true, true, true, true, true};
        case TimeoutClass::home: return {true, true, true, true, false, false};
        case TimeoutClass::result: return {true, false, false, true, false, false};
        case TimeoutClass::wait:
        case TimeoutClass::medium:
        case TimeoutClass::none: return {false, false, false, false, false, false};
    }
    return {};
}

int seconds_left(const Times& times, const State& state) {
    const Milliseconds left = times.warning - state.in_phase;
    return static_cast<int>((std::max(left, Milliseconds{0}) + kSecond - Milliseconds{1}) / kSecond);
}

void consider(std::optional<Milliseconds>& due, Milliseconds in) {
    in = std::max(in, Milliseconds{0});
    if (!due || in < *due) due = in;
}

std::optional<Milliseconds> due_on_step(const Flows& flows, const State& state) {
    const Times& times = flows.times;
    const Step& step = step_at(flows, state.place);
    std::optional<Milliseconds> due;
    if (!state.turn_open) {
        if (step.arrangement == Arrangement::home) consider(due, times.home_rest - state.quiet);
        return due;
    }
    if (step.timeout == TimeoutClass::wait) {
        consider(due, times.wait_limit - state.in_step);
        return due;
    }
    const Rules rules = rules_of(step.timeout);
    if (rules.repeat && !state.repeated) consider(due, times.repeat - state.quiet);
    if (rules.hint && !state.hinted) consider(due, times.hint - state.quiet);
    if (rules.stuck && !state.stuck) consider(due, times.stuck - state.quiet);
    if (rules.warn) consider(due, (rules.signing ? times.idle_signing : times.idle) - state.quiet);
    return due;
}

}  // namespace

std::optional<Milliseconds> next_due(const Flows& flows, const State& state) {
    std::optional<Milliseconds> due;
    switch (state.phase) {
        case Phase::open: due = due_on_step(flows, state); break;
        case Phase::warning: {
            // The shown seconds change at each whole second.
            const Milliseconds left = flows.times.warning - state.in_phase;
            const Milliseconds part = left % kSecond;
            consider(due, part == Milliseconds{0} ? std::min(left, kSecond) : part);
            break;
        }
        case Phase::paused: consider(due, flows.times.pause - state.in_phase); break;
    }
    if (state.giving_back && !state.medium_is_play) {
        const Milliseconds& limit = flows.times.medium_left;
        consider(due, limit - state.medium_waited % limit);
    }
    if (state.help.state == HelpState::sent && !state.help.slow) consider(due, flows.times.help_slow - state.help.waited);
    return due;
}

void Turn::pass(MonotonicTime now, bool speaking) {
    if (!state_.last_tick || now < *state_.last_tick) {
        state_.last_tick = now;
        return;
    }
    Milliseconds left = now - *state_.last_tick;
    state_.last_tick = now;
    // A long step of the clock (a machine that slept, a test) passes every boundary in its order.
    while (left > Milliseconds{0}) {
        const std::optional<Milliseconds> due = next_due(flows_, state_);
        const Milliseconds piece = due ? std::min(left, std::max(*due, Milliseconds{1})) : left;
        elapse(piece, speaking);
        left -= piece;
    }
}

void Turn::elapse(Milliseconds time, bool speaking) {
    if (state_.help.state == HelpState::sent) {
        state_.help.waited += time;
        if (!state_.help.slow && state_.help.waited >= flows_.times.help_slow) {
            state_.help.slow = true;
            say({state_.help.reason == "unwell" ? "unwell_alone" : "help_slow"}, Occasion::status);
        }
    }
    wait_for_hand(time);
    state_.in_step += time;
    const TimeoutClass timeout = here().timeout;
    if (timeout == TimeoutClass::wait && state_.in_step >= flows_.times.wait_limit) {
        happen("waited_too_long");
        return;
    }
    state_.speech_held = speaking ? state_.speech_held + time : Milliseconds{0};
    if (speaking && state_.speech_held <= flows_.times.speech_limit) return;
    switch (state_.phase) {
        case Phase::open:
            state_.quiet += time;
            quiet_on_step();
            return;
        case Phase::warning:
            state_.in_phase += time;
            state_.warning_seconds_left = seconds_left(flows_.times, state_);
            if (state_.in_phase < flows_.times.warning) return;
            state_.phase = Phase::paused;
            state_.in_phase = Milliseconds{0};
            state_.warning_seconds_left = 0;
            if (rules_of(timeout).unfinished) emit(ReportLeftUnfinished{state_.place});
            // Money is shown again only to who knows the PIN.
            state_.pin_again = state_.pin_again || state_.pin_right;
            state_.pin_right = false;
            forget_what_others_could_read();
            say({"paused"}, Occasion::status);
            return;
        case Phase::paused:
            state_.in_phase += time;
            if (state_.in_phase < flows_.times.pause) return;
            emit(Announce{"P25", state_.preferences.language});
            reset_or_give_back();
            return;
    }
}

/// Whoever touches the paused screen may be somebody else: what was typed is gone, what is held about the visit is not shown again, a card
/// or ticket that was shown proves nothing any more, and nobody points at a screen whose person did not ask for it.
void Turn::forget_what_others_could_read() {
    state_.digits = {};
    state_.kept_digits = {};
    state_.by_possession = state_.card_tapped = false;
    emit(ForgetProof{});
    state_.help.pointing = false;
    state_.help.rung = {};
    if (here().lines != "known") return;
    state_.lists.erase("known");
    state_.history.clear();
    state_.place = flows_.home;
    state_.page = 0;
}

void Turn::quiet_on_step() {
    const Times& times = flows_.times;
    if (!state_.turn_open) {
        if (here().arrangement == Arrangement::home && state_.quiet >= times.home_rest) {
            enter(flows_.idle, {});
        }
        return;
    }
    const Rules rules = rules_of(here().timeout);
    if (rules.warn && state_.quiet >= (rules.signing ? times.idle_signing : times.idle)) {
        state_.phase = Phase::warning;
        state_.in_phase = Milliseconds{0};
        state_.warning_seconds_left = seconds_left(times, state_);
        say(state_.help.out() ? std::vector<std::string>{"P23", "call_stands"} : std::vector<std::string>{"P23"}, Occasion::status);
    } else if (rules.stuck && !state_.stuck && state_.quiet >= times.stuck) {
        state_.stuck = true;
        emit(ReportStuck{state_.place});
    } else if (rules.hint && !state_.hinted && state_.quiet >= times.hint) {
        state_.hinted = true;
        say({"P03", "P07"}, Occasion::hint);
    } else if (rules.repeat && !state_.repeated && state_.quiet >= times.repeat) {
        state_.repeated = true;
        say_step(Occasion::repeat);
    }
}

}  // namespace silverlane::flow
