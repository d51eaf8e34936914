// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One event's work inside the engine: the state being changed and the effects collected so far. Only the files of this module use it.
// Lives for one call of flow::step(); one thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/flow/engine.h"

namespace silverlane::flow {

/// The device whose keys are the PIN's.
inline constexpr std::string_view kPinPad = "pin_pad";

/// How a turn comes to its end: a task that is done may be followed by its rating; 退出 is not.
enum class FinishedBy { end, exit };

/// Whether a step is reached for the first time or come back to, by 返回 or out of 叫人: then what it did on entry is not done twice.
enum class Entering { anew, again };

class Turn {
public:
    /// `played`: what a practice turn would have had done in the world.
    Turn(const Flows& flows, State& state, std::vector<Effect>& effects, std::vector<Effect>& played)
        : flows_(flows), state_(state), effects_(effects), played_(played) {}

    // Moving (turn.cpp)
    /// Does the deeds, keeps the entries, and goes where the first route that holds leads. `answer` is the id pressed, or empty.
    void follow(const Transition& transition, const std::string& answer);
    /// Follows the present step's reaction to a happening, if it has one; whether it had.
    bool happen(std::string_view happening);
    void go(const Target& target, const std::vector<std::string>& say_first);
    /// To a place that 返回 undoes.
    void lay_over(const Place& place);
    void back();
    /// The person is done: gives back what the machine holds, asks what is due (the rating or one offer, 下次还这样吗?), else forgets them.
    void finish(FinishedBy by);
    /// Forgets the person, at the home screen.
    void reset();
    void say(std::vector<std::string> prompts, Occasion occasion);
    /// The step's own prompts, or its question.
    void say_step(Occasion occasion);
    /// Wakes the idle screen, ends a warning or a pause, and starts the quiet time anew.
    void present();
    /// The kept settings of this person have come: says so, and then what the screen says, in them.
    void say_settings_taken();
    void call_staff();
    void raise_help();
    /// Nobody comes yet, and somebody hears the call: after who was coming has given it on, or nobody could be reached.
    void call_stands();
    void nobody_reachable();

    // 指给我看 (turn_pointing.cpp)
    /// The key beside the caption: on and off in one press, and said.
    void turn_pointing();
    void pointed_at(const PointedAt& pointed);

    // What the hub answered (turn_asks.cpp)
    void answered(const Answered& answer);
    /// An item of the present step's list.
    void pick(const std::string& item_id);

    // Devices (turn_devices.cpp)
    /// `happening`: what the step may react to. A thing that nobody asked for is pushed out again.
    void medium_inserted(Medium medium, std::string_view happening);
    /// `retained`: by the machine, not by a hand.
    void medium_taken(Medium medium, bool retained);
    void medium_found(Medium medium);
    void passbook_advanced(PassbookStage stage, int lines_left);
    void pin_typed(int digits);
    void pin_entered(const PrivateText& sealed);
    void pin_cancelled(PinGivenUp how);
    void listening_changed(Listening listening);

    // Quiet time (quiet_time.cpp)
    void pass(MonotonicTime now, bool speaking);

    // Keys of the service row (settings_keys.cpp); whether `kind` was one of them.
    bool settings_key(ActionKind kind);

    void emit(Effect effect);
    [[nodiscard]] State& state() { return state_; }
    [[nodiscard]] const Flows& flows() const { return flows_; }
    [[nodiscard]] const Step& here() const { return step_at(flows_, state_.place); }

private:
    /// Of the step, or of the page of it that is shown.
    [[nodiscard]] std::vector<std::string> own_prompts() const;
    /// 叫人, the counter, the PIN asked again: 返回 leads to what is below them.
    [[nodiscard]] bool lies_over(const Place& place) const;
    void enter(const Place& place, const std::vector<std::string>& say_first, Entering how = Entering::anew);
    /// What may have happened to the step while another lay over it; whether that led on.
    bool catch_up();
    /// To the last place of the history, or home.
    void return_to_last(const std::vector<std::string>& say_first);
    void go_home(const std::vector<std::string>& say_first);
    void remember_place();
    void leave_pin_pad();
    void reset_or_give_back();
    /// Whether the step reacts to it.
    [[nodiscard]] static bool awaits(const Step& step, std::string_view happening);

    // Deeds (deeds.cpp)
    void do_deed(const DeedCall& call, const Transition& transition, const std::string& answer);
    void issue_ticket();
    void withdraw_consent();
    void ask(AskKind what);
    void print_slip(const std::string& slip);
    void forget_digits();
    void add_help_reason(const std::string& answer);
    void cancel_help();
    void practise(const std::string& happening);
    /// Whether staff may point, as long as the call is out.
    void allow_pointing(bool allowed);

    void learn(const Knowledge& knowledge);
    [[nodiscard]] bool should_ask_to_remember() const;
    [[nodiscard]] AfterTask take_after_task();
    /// Nothing of this visit is held any longer.
    void forget_visit();
    void push_out();
    void push_out_second(Medium medium);
    /// The bank's session ends with the card: what it told is forgotten.
    void close_session();
    /// Whether what is in the machine is the card that the session was opened with.
    [[nodiscard]] bool belongs_to_session() const;
    [[nodiscard]] bool holds_private() const;
    [[nodiscard]] const Place& place_to_take() const;
    void wait_for_hand(Milliseconds time);
    void elapse(Milliseconds time, bool speaking);
    void quiet_on_step();
    void end_warning();
    void forget_what_others_could_read();

    const Flows& flows_;
    State& state_;
    std::vector<Effect>& effects_;
    std::vector<Effect>& played_;
};

/// The prompts of the step that hold now, or its title when it has none.
std::vector<std::string> step_prompts(const Step& step, const State& state);

/// The next moment at which elapse() would change something, as time from now; see due_in().
std::optional<Milliseconds> next_due(const Flows& flows, const State& state);

}  // namespace silverlane::flow
