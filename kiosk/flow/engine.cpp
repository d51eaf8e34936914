// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/engine.h"

#include <algorithm>
#include <utility>

#include "kiosk/flow/practice.h"
#include "kiosk/flow/turn.h"

namespace silverlane::flow {
namespace {

/// The third 返回 in a row tells staff (decision 17).
constexpr int kBacksThatMeanStuck = 3;
/// Who answers: the world, or in practice the one that plays it (practice.h).
enum class World { real, played };

/// Of questions that a played answer leads to; more would be a flow that goes in circles.
constexpr int kMostPlayedRounds = 8;

class Dispatcher {
public:
    Dispatcher(const Flows& flows, State& state, std::vector<Effect>& effects, std::vector<Effect>& played)
        : turn_(flows, state, effects, played), state_(state), effects_(effects) {}

    void now_answers(World world) { world_ = world; }

    void operator()(const Action& action);
    void operator()(const Touched&) {
        const bool covered = state_.covered_until_touch;
        turn_.present();
        state_.uncovered_by_touch = covered;
    }
    void operator()(const Tick& tick) { turn_.pass(tick.now, tick.speaking); }
    void operator()(const CardTapped& tapped);
    void operator()(const CodeScanned& scanned);
    void operator()(const TicketPrinted& printed);
    void operator()(const DeviceChanged& changed);
    void operator()(const TicketIssued& issued);
    void operator()(const TicketRefused& refused);
    void operator()(const VisitJoined& joined);
    void operator()(const CodeNotKnown& unknown) { if (unknown.turn == state_.turn) turn_.happen("code_not_known"); }
    void operator()(const HelpClaimed& claimed);
    void operator()(const HelpOpen& open) { if (open.turn == state_.turn) turn_.call_stands(); }
    void operator()(const HelpUnreachable& nobody) { if (nobody.turn == state_.turn) turn_.nobody_reachable(); }
    void operator()(const HelpEnded& ended) { if (ended.turn == state_.turn) state_.help = {}; }
    void operator()(const PointedAt& pointed) { turn_.pointed_at(pointed); }
    void operator()(const HubChanged& hub);
    void operator()(const SpeechFinished&) { state_.speech_held = Milliseconds{0}; }
    void operator()(const Answered& answer) { turn_.answered(answer); }
    void operator()(const CardInserted& inserted);
    void operator()(const CardUnreadable&) { turn_.present(); turn_.happen("card_unreadable"); }
    void operator()(const MediumTaken& taken) { turn_.medium_taken(taken.medium, taken.retained); }
    void operator()(const MediumFound& found) { turn_.medium_found(found.medium); }
    void operator()(const PassbookInserted&) { turn_.medium_inserted(Medium::passbook, "passbook_inserted"); }
    void operator()(const PassbookUnreadable&) { turn_.present(); turn_.happen("passbook_unreadable"); }
    void operator()(const PassbookAdvanced& advanced) { turn_.passbook_advanced(advanced.stage, advanced.lines_left); }
    void operator()(const PinTyped& typed) { turn_.pin_typed(typed.digits); }
    void operator()(const PinEntered& entered) { turn_.pin_entered(entered.sealed); }
    void operator()(const PinCancelled& cancelled) { turn_.pin_cancelled(cancelled.how); }
    void operator()(const ListeningChanged& changed) { turn_.listening_changed(changed.listening); }
    void operator()(const SlipPrinted& printed);
    void operator()(const TerminalChanged& changed) { state_.terminal = changed.terminal; }

private:
    /// Somebody's card or passbook waits to be taken: until then nobody else is served.
    bool only_gives_back();
    void choose(const std::string& answer);
    void start_flow(const std::string& flow);
    void press_back();
    void turn_page(int by);
    void enter_digit(const std::string& digit);
    /// What the real world answers to somebody who practises in the meantime is nothing of the play.
    [[nodiscard]] bool beside_the_play() const { return state_.practice && world_ == World::real; }

    Turn turn_;
    State& state_;
    std::vector<Effect>& effects_;
    World world_ = World::real;
};

bool Dispatcher::only_gives_back() {
    if (state_.place.flow != turn_.flows().take_card.flow) return false;
    turn_.say_step(Occasion::repeat);
    return true;
}

void Dispatcher::choose(const std::string& answer) {
    const Step& step = turn_.here();
    for (const Answer* shown : shown_answers(step, state_)) {
        if (shown->id == answer && pressable(*shown, step, state_)) {
            turn_.follow(shown->then, shown->id);
            return;
        }
    }
}

void Dispatcher::start_flow(const std::string& flow) {
    const auto found = turn_.flows().flows.find(FlowId{flow});
    if (found == turn_.flows().flows.end() || turn_.here().arrangement != Arrangement::home) return;
    turn_.go({TargetKind::step, {found->first, found->second.first}}, {});
}

void Dispatcher::press_back() {
    const Place from = state_.place;
    const int backs = ++state_.backs_in_a_row;
    // A page that was turned is the last thing that was done.
    if (state_.page > 0) turn_page(-1);
    else turn_.back();
    if (backs == kBacksThatMeanStuck) turn_.emit(ReportStuck{from});
}

void Dispatcher::turn_page(int by) {
    const int last = last_page(turn_.here(), state_);
    const int page = std::clamp(state_.page + by, 0, last);
    if (page == state_.page) return;
    state_.page = page;
    turn_.say_step(Occasion::entry);
}

void Dispatcher::enter_digit(const std::string& digit) {
    const Step& step = turn_.here();
    // The digits of a PIN are the pad's alone.
    if (step.digits == 0 || step.needs == kPinPad || digit.size() != 1) return;
    if (state_.digits.count() < static_cast<std::size_t>(step.digits)) state_.digits.append(digit.front());
    turn_.emit(SoundChime{"key"});
}

void Dispatcher::operator()(const Action& action) {
    // Over a screen that asks "are you still there?" or is paused, a press says "yes" and no more; 叫人 and 退出 keep their meaning.
    const bool answered_warning = state_.phase != Phase::open || turn_.here().arrangement == Arrangement::idle;
    // One press of 打开 shows what a hung-up handset covered, although the finger that came down on it has shown it already.
    const bool shown = std::exchange(state_.uncovered_by_touch, false) || state_.covered_until_touch;
    if (action.kind == ActionKind::hide_screen && shown) state_.covered = true;
    turn_.present();
    state_.help.rung = {};  // whatever is pressed, the pointing was followed or is not needed any more
    if (action.kind == ActionKind::call_staff) return turn_.call_staff();
    if (action.kind == ActionKind::exit) return turn_.finish(FinishedBy::exit);
    if (answered_warning) return;
    if (action.kind == ActionKind::back) return press_back();
    if (action.kind != ActionKind::stop_speech && action.kind != ActionKind::hear_again) state_.backs_in_a_row = 0;
    if (turn_.settings_key(action.kind)) return;
    switch (action.kind) {
        case ActionKind::choose:
        case ActionKind::proceed: return choose(action.argument);
        case ActionKind::pick: return turn_.pick(action.argument);
        case ActionKind::start_flow: return start_flow(action.argument);
        case ActionKind::enter_digit: return enter_digit(action.argument);
        case ActionKind::erase_digit:
            if (turn_.here().digits > 0 && turn_.here().needs != kPinPad) state_.digits.erase_last();
            return;
        case ActionKind::next_page: return turn_page(1);
        case ActionKind::previous_page: return turn_page(-1);
        case ActionKind::go_to_counter:
            if (state_.place != turn_.flows().counter) turn_.lay_over(turn_.flows().counter);
            return;
        case ActionKind::turn_pointing: return turn_.turn_pointing();
        default: return;
    }
}

void Dispatcher::operator()(const CardTapped& tapped) {
    // A card in the slot says whose turn it is; one that is held to the reader meanwhile is somebody else's.
    if (state_.medium == Medium::card && !state_.medium_is_play) return;
    turn_.present();
    if (only_gives_back()) return;
    state_.card_tapped = true;
    turn_.emit(SoundChime{"arrival"});
    turn_.emit(DeliverCard{tapped.card});
    if (!turn_.happen("card_tapped")) turn_.say({"card_read"}, Occasion::status);
}

void Dispatcher::operator()(const CardInserted& inserted) {
    state_.card_tapped = true;
    turn_.emit(DeliverCard{inserted.card});
    turn_.medium_inserted(Medium::card, "card_inserted");
}

void Dispatcher::operator()(const SlipPrinted& printed) {
    if (printed.turn != state_.turn) return;
    state_.printed = printed.outcome;
    turn_.happen(printed.outcome == Printed::ok ? "slip_printed" : printed.outcome == Printed::unknown ? "slip_unknown" : "slip_failed");
}

void Dispatcher::operator()(const CodeScanned& scanned) {
    turn_.present();
    if (only_gives_back()) return;
    turn_.emit(SoundChime{"arrival"});
    turn_.emit(DeliverCode{scanned.code});
    if (!turn_.happen("code_scanned")) turn_.say({"code_read"}, Occasion::status);
}

void Dispatcher::operator()(const TicketPrinted& printed) {
    // A slip that came out after its person left changes nothing on the screen of the next.
    if (!state_.ticket || beside_the_play()) return;
    state_.printed = printed.outcome;
    if (printed.outcome == Printed::ok) turn_.happen("ticket_printed");
    // Nobody knows whether a slip lies there: to say that none came would be as wrong as to say that one did.
    else turn_.happen(printed.outcome == Printed::unknown ? "print_unknown" : "print_failed");
}

void Dispatcher::operator()(const DeviceChanged& changed) {
    if (changed.ready) {
        state_.devices_away.erase(changed.device);
    } else {
        state_.devices_away.insert(changed.device);
    }
}

void Dispatcher::operator()(const TicketIssued& issued) {
    // Asked for before the practice: its slip comes out, and the screen keeps the number that is played with.
    if (beside_the_play()) return effects_.push_back(PrintTicket{issued.ticket});
    const bool ours = issued.request == state_.request && state_.turn_open;
    const Step& step = turn_.here();
    const bool awaited = std::any_of(step.reactions.begin(), step.reactions.end(),
                                     [](const Reaction& reaction) { return reaction.happening == "ticket_issued"; });
    if (ours && awaited) {
        state_.ticket = issued.ticket;
        turn_.happen("ticket_issued");
        return;
    }
    // The number exists and somebody asked for it: the slip comes out whatever the screen shows now.
    if (ours) state_.ticket = issued.ticket;
    turn_.emit(PrintTicket{issued.ticket});
}

void Dispatcher::operator()(const TicketRefused& refused) {
    if (refused.request == state_.request) turn_.happen("ticket_refused");
}

void Dispatcher::operator()(const VisitJoined& joined) {
    if (joined.turn != state_.turn) return;
    state_.joined = true;
    state_.by_possession = state_.by_possession || joined.by_possession;
    state_.settings_consent = joined.settings_consent;
    if (joined.ticket && !state_.ticket) state_.ticket = joined.ticket;
    // Never after a typed tail (decision 8): who types four digits has shown nothing.
    const bool changed = joined.preferences && *joined.preferences != state_.preferences;
    if (joined.by_possession && joined.preferences) {
        state_.preferences = *joined.preferences;
        state_.preferences_before = *joined.preferences;
        state_.settings_taken = true;
        turn_.emit(ApplyPreferences{state_.preferences});
    }
    if (turn_.happen("visit_joined")) return;
    // The screen looks different at once: it says why.
    if (joined.by_possession && changed) turn_.say_settings_taken();
}

void Dispatcher::operator()(const HelpClaimed& claimed) {
    if (claimed.turn != state_.turn || state_.help.state == HelpState::none) return;
    state_.help.state = HelpState::claimed;
    state_.help.staff_number = claimed.staff_number;
    state_.help.slow = false;
    turn_.say({"who_is_coming"}, Occasion::status);
}

void Dispatcher::operator()(const HubChanged& hub) {
    state_.hub_up = hub.up;
    // Whoever has said that they come is on their way, hub or not.
    if (!hub.up && state_.help.state == HelpState::sent) turn_.nobody_reachable();
}

}  // namespace

State first_state(const Flows& flows) {
    State state;
    state.place = flows.idle;
    return state;
}

State fresh_state(const Flows& flows, const State& before) {
    State state = first_state(flows);
    state.place = flows.home;
    state.turn = before.turn + 1;
    state.hub_up = before.hub_up;
    state.devices_away = before.devices_away;
    state.generation = before.generation + 1;
    state.last_tick = before.last_tick;
    // An answer to a question of the person before is no answer to a question of this one.
    state.request = before.request + 1;
    state.listening = before.listening;
    state.terminal = before.terminal;
    return state;
}

Outcome step(const Flows& flows, State state, const Event& event) {
    Outcome outcome{std::move(state), {}};
    std::vector<Effect> played;
    Dispatcher dispatcher(flows, outcome.state, outcome.effects, played);
    std::visit(dispatcher, event);
    // In practice the world is played: what it answers happens at once, and may ask for more.
    for (int round = 0; round < kMostPlayedRounds && outcome.state.practice && !played.empty(); ++round) {
        const std::vector<Event> answers = practise(std::exchange(played, {}), outcome.state);
        dispatcher.now_answers(World::played);
        for (const Event& answer : answers) std::visit(dispatcher, answer);
    }
    // A list may have become shorter under the page that was shown.
    outcome.state.page = std::min(outcome.state.page, last_page(step_at(flows, outcome.state.place), outcome.state));
    return outcome;
}

int last_page(const Step& step, const State& state) {
    constexpr int kAnswersOnAPage = 4;  // rule 30
    constexpr int kLinesOnAPage = 3;    // rule 5
    const auto pages_of = [](std::size_t count, int on_a_page) { return std::max(0, (static_cast<int>(count) - 1) / on_a_page); };
    if (!step.pages.empty()) return static_cast<int>(step.pages.size());
    const auto items = [&](const std::string& name) {
        const auto list = state.lists.find(name);
        return list == state.lists.end() ? std::size_t{0} : list->second.size();
    };
    if (!step.lines.empty()) return pages_of(items(step.lines), kLinesOnAPage);
    const std::size_t chosen_from = step.choices.list.empty() ? 0 : items(step.choices.list);
    return pages_of(chosen_from + shown_answers(step, state).size(), kAnswersOnAPage);
}

std::optional<Milliseconds> due_in(const Flows& flows, const State& state) { return next_due(flows, state); }

std::vector<const Answer*> shown_answers(const Step& step, const State& state) {
    std::vector<const Answer*> shown;
    for (const Answer& answer : step.answers) {
        if (holds(answer.when, state)) shown.push_back(&answer);
    }
    return shown;
}

bool pressable(const Answer& answer, const Step& step, const State& state) {
    if (!answer.needs.empty() && state.devices_away.contains(answer.needs)) return false;
    if (!answer.needs_digits) return true;
    // Where the number of digits is open, a phone number is asked for.
    const bool any_length = step.least_digits < step.digits;
    return state.digits.count() >= static_cast<std::size_t>(step.least_digits) && (!any_length || state.digits.may_be_phone());
}

}  // namespace silverlane::flow
