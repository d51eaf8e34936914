// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Rules 12 and 15 to 18: what happens when a person does nothing, told by a clock that the audit turns. From every moment.
#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "kiosk/audit/rules.h"

namespace silverlane::audit {
namespace {

using flow::Phase;
using flow::State;

constexpr Milliseconds kLeastIdle{120'000};
constexpr Milliseconds kMostIdle{300'000};
constexpr Milliseconds kLeastWarning{45'000};
constexpr Milliseconds kOfSpeech{50'000};
constexpr Milliseconds kMuchTooLong{1'000'000};
constexpr int kExtensions = 10;

std::string seconds(Milliseconds is, Milliseconds wanted) { return fmt::format("{:.1f} s, at least {:.1f} s", is.count() / 1000.0, wanted.count() / 1000.0); }

/// A person who does nothing, and the clock.
class Quiet {
public:
    Quiet(const flow::Flows& flows, State state) : flows_(flows), state_(std::move(state)) {}

    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] Milliseconds passed() const { return passed_; }
    [[nodiscard]] const std::vector<flow::Effect>& effects() const { return effects_; }

    void touch() { take(flow::step(flows_, std::move(state_), flow::Touched{})); }

    void pass(Milliseconds time, bool speaking) {
        passed_ += time;
        const MonotonicTime now = state_.last_tick.value_or(MonotonicTime{}) + time;
        take(flow::step(flows_, std::move(state_), flow::Tick{now, speaking}));
    }

    /// Lets time pass until `changed` holds; how long that took, or nothing.
    template <class Changed>
    std::optional<Milliseconds> until(const Changed& changed) {
        const Milliseconds begun = passed_;
        while (!changed(state_) && passed_ - begun < kMuchTooLong) {
            const auto due = flow::due_in(flows_, state_);
            if (!due) return std::nullopt;
            pass(std::max(*due, Milliseconds{1}), false);
        }
        if (!changed(state_)) return std::nullopt;
        return passed_ - begun;
    }

private:
    void take(flow::Outcome outcome) {
        state_ = std::move(outcome.state);
        for (flow::Effect& effect : outcome.effects) effects_.push_back(std::move(effect));
    }

    const flow::Flows& flows_;
    State state_;
    Milliseconds passed_{0};
    std::vector<flow::Effect> effects_;
};

bool in_warning(const State& state) { return state.phase == Phase::warning; }

scene::Scene scene_of(const Context& context, const State& state) {
    return scene::build(context.flows, state, facts_of(state, {}), context.texts);
}

bool has_digit(const std::string& text) { return text.find_first_of("0123456789") != std::string::npos; }

void check_warning_screen(const Moment& moment, const State& warned, Context& context, Findings& findings) {
    const scene::Scene scene = scene_of(context, warned);
    findings.looked(16);
    if (!scene.overlay) {
        findings.add(16, where(moment), "the warning is not shown");
        return;
    }
    const auto& nodes = scene.overlay->nodes;
    if (std::none_of(nodes.begin(), nodes.end(), [](const scene::Node& node) { return has_digit(node.shown); })) {
        findings.add(16, where(moment), "the warning does not state the seconds");
    }
    const auto buttons = std::count_if(nodes.begin(), nodes.end(), [](const scene::Node& node) { return node.action && node.action->kind == flow::ActionKind::still_here; });
    if (buttons != 1) findings.add(16, where(moment), "the warning has not one button for more time", fmt::format("{} buttons", buttons));
    if (scene.prompts.empty() || scene.prompts.front().spoken.empty()) findings.add(16, where(moment), "the warning is not spoken");
}

void check_extension(const Moment& moment, Quiet quiet, Context& context, Findings& findings) {
    const flow::Place place = quiet.state().place;
    for (int time = 0; time < kExtensions; ++time) {
        quiet.touch();
        findings.looked(16);
        if (quiet.state().phase != Phase::open || !(quiet.state().place == place) || !quiet.until(in_warning)) {
            findings.add(16, where(moment), "the time cannot be extended ten times", fmt::format("{} times", time));
            return;
        }
    }
    static_cast<void>(context);
}

void check_paused_screen(const Moment& moment, const State& paused, Context& context, Findings& findings) {
    const scene::Scene scene = scene_of(context, paused);
    findings.looked(18);
    if (!scene.covered) findings.add(18, where(moment), "the pause does not cover the screen");
    for (const scene::Node& node : scene.nodes) {
        const bool of_the_step = node.role == scene::Role::value || node.role == scene::Role::entry ||
                                 (node.role == scene::Role::detail && !node.id.text.starts_with("status."));
        if (of_the_step || node.secret) findings.add(18, where(moment, node.id.text), "the pause leaves it on the screen");
    }
}

void check_end(const Moment& moment, Quiet quiet, Context& context, Findings& findings) {
    Quiet back = quiet;
    back.touch();
    // What is held about a visit is not shown again to whoever touches a paused screen: that turn goes on at the home screen.
    const bool withheld = flow::step_at(context.flows, moment.state.place).lines == "known" && back.state().place == context.flows.home;
    const bool same = withheld || back.state().place == moment.state.place || back.state().place.flow == context.flows.pin_again.flow;
    if (back.state().phase != Phase::open || !same) findings.add(18, where(moment), "a touch does not bring a paused turn back");
    const auto turn = quiet.state().turn;
    const auto held = quiet.until([&](const State& state) { return state.turn != turn; });
    findings.looked(18);
    if (!held || *held > kMuchTooLong) {
        findings.add(18, where(moment), "a turn that was left does not end");
        return;
    }
    const auto& effects = quiet.effects();
    const bool reset = std::any_of(effects.begin(), effects.end(), [](const flow::Effect& effect) { return std::holds_alternative<flow::ResetCustomer>(effect); });
    if (!reset) findings.add(18, where(moment), "nothing is forgotten at the end of a turn");
    static_cast<void>(context);
}

void check_speech_holds(const Moment& moment, Quiet quiet, Milliseconds warned_after, Findings& findings) {
    quiet.touch();
    for (Milliseconds spoken{0}; spoken < kOfSpeech; spoken += Milliseconds{5'000}) quiet.pass(Milliseconds{5'000}, true);
    findings.looked(15);
    const auto after = quiet.until(in_warning);
    if (!after || *after < warned_after) findings.add(15, where(moment), "the clock runs while the kiosk speaks", seconds(after.value_or(Milliseconds{0}), warned_after));
}

void check_wait(const Moment& moment, Context& context, Findings& findings) {
    const scene::Scene scene = scene_of(context, moment.state);
    findings.looked(12);
    const bool shown = std::any_of(scene.nodes.begin(), scene.nodes.end(), [](const scene::Node& node) { return node.role == scene::Role::title && !node.shown.empty(); });
    if (!shown) findings.add(12, where(moment), "a wait does not say that it waits");
    if (flow::step_at(context.flows, moment.state.place).prompts.empty()) findings.add(12, where(moment), "a wait says nothing");
}

}  // namespace

void check_rules_15_to_18(const Moment& moment, Context& context, Findings& findings) {
    const flow::Step& step = flow::step_at(context.flows, moment.state.place);
    if (moment.state.phase != Phase::open) return;
    if (step.timeout == flow::TimeoutClass::wait) check_wait(moment, context, findings);
    // A card in its slot is not left to a pause: staff are told instead.
    const bool medium = step.timeout == flow::TimeoutClass::medium;
    if (step.timeout == flow::TimeoutClass::wait || step.timeout == flow::TimeoutClass::none || medium) return;
    Quiet quiet(context.flows, moment.state);
    quiet.touch();
    const State begun = quiet.state();
    const auto changed = [&](const State& state) { return in_warning(state) || !(state.place == begun.place) || state.page != begun.page; };
    const auto warned = quiet.until(changed);
    findings.looked(15);
    findings.looked(17);
    if (!warned) {
        findings.add(16, where(moment), "nobody is ever asked whether they are still there");
        return;
    }
    if (!in_warning(quiet.state())) {
        findings.add(17, where(moment), "the screen changes by itself", seconds(*warned, kLeastIdle));
        return;
    }
    if (*warned < kLeastIdle) findings.add(15, where(moment), "the warning comes too early", seconds(*warned, kLeastIdle));
    if (*warned > kMostIdle) findings.add(15, where(moment), "the warning comes too late", fmt::format("{} s", warned->count() / 1000));
    check_speech_holds(moment, quiet, *warned, findings);
    check_warning_screen(moment, quiet.state(), context, findings);
    check_extension(moment, quiet, context, findings);
    const auto lasted = quiet.until([](const State& state) { return state.phase != Phase::warning; });
    if (!lasted || *lasted < kLeastWarning) findings.add(16, where(moment), "the warning is too short", seconds(lasted.value_or(Milliseconds{0}), kLeastWarning));
    if (quiet.state().phase != Phase::paused) {
        findings.add(18, where(moment), "the warning does not end in a pause");
        return;
    }
    check_paused_screen(moment, quiet.state(), context, findings);
    check_end(moment, quiet, context, findings);
}

}  // namespace silverlane::audit
