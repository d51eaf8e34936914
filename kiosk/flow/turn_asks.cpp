// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the hub answered, and what follows a task. Part of Turn (turn.h).
#include <algorithm>
#include <utility>

#include "kiosk/flow/turn.h"

namespace silverlane::flow {
namespace {

constexpr const char* kOffer = "offer";

std::string_view happening_of(AskResult result) {
    switch (result) {
        case AskResult::done: return "answered";
        case AskResult::nothing: return "answered_none";
        case AskResult::refused: return "refused";
        case AskResult::away: return "hub_away";
    }
    return "hub_away";
}

}  // namespace

void Turn::learn(const Knowledge& knowledge) {
    for (const Slot& fact : knowledge.facts) put(state_.facts, fact);
    for (const PrivateSlot& secret : knowledge.secrets) put(state_.secrets, secret);
    for (const auto& [name, value] : knowledge.marks) state_.marks[name] = value;
    for (const auto& [name, items] : knowledge.lists) state_.lists[name] = items;
    if (knowledge.after_task != AfterTask::none) state_.after_task = knowledge.after_task;
}

void Turn::answered(const Answered& answer) {
    if (answer.turn != state_.turn) return;
    const auto asked = state_.asked.find(answer.what);
    if (asked == state_.asked.end() || asked->second != answer.request) return;
    state_.asked.erase(asked);
    learn(answer.knowledge);
    if (answer.what == AskKind::check_pin) {
        state_.pin_digits = 0;
        state_.pin_right = answer.result == AskResult::done;
        if (state_.pin_right) state_.wrong_pins = 0;
        if (answer.result == AskResult::refused) ++state_.wrong_pins;
    }
    const bool phone_handed_on = answer.what == AskKind::home_visit || answer.what == AskKind::sign_up;
    // Until it was taken, going back finds what was typed.
    if (phone_handed_on && answer.result == AskResult::done) forget_digits();
    if (answer.what == AskKind::forget && answer.result == AskResult::done) forget_visit();
    // What comes after the task is settled behind the screen that says it is done; no step waits for it.
    if (answer.what == AskKind::after_task) return;
    happen(happening_of(answer.result));
}

void Turn::pick(const std::string& item_id) {
    const ListChoice& choices = here().choices;
    const auto list = state_.lists.find(choices.list);
    if (list == state_.lists.end()) return;
    const auto item = std::find_if(list->second.begin(), list->second.end(), [&](const ListItem& one) { return one.id == item_id; });
    if (item == list->second.end()) return;
    state_.entries[choices.list] = item->id;
    for (const Slot& fact : item->facts) put(state_.facts, fact);
    for (const PrivateSlot& secret : item->secrets) put(state_.secrets, secret);
    follow(choices.then, item->id);
}

void Turn::finish(FinishedBy by) {
    if (by == FinishedBy::exit) {
        state_.leaving = true;
        // Nothing real is in the machine: there is nothing to wait for.
        if (state_.medium_is_play) state_.medium = Medium::none;
    }
    const auto move = [&](const Place& place) {
        state_.history.clear();
        state_.missed.clear();
        enter(place, {});
    };
    // First the card, then everything else: it is what people forget.
    if (state_.medium != Medium::none) {
        push_out();
        if (state_.place != place_to_take()) move(place_to_take());
        return;
    }
    // Practice does not end unnoticed: the next press would be a real one.
    const bool asked = state_.place.flow == flows_.practised.flow;
    if (state_.practice && by == FinishedBy::end && !asked) return move(flows_.practised);
    const AfterTask next = take_after_task();
    if (next != AfterTask::none && by == FinishedBy::end && !state_.practice) {
        return move(next == AfterTask::offer ? flows_.offer : flows_.rating);
    }
    if (should_ask_to_remember()) {
        state_.remember_asked = true;
        return move(flows_.remember);
    }
    reset();
}

/// An offer without words is none.
AfterTask Turn::take_after_task() {
    const AfterTask next = std::exchange(state_.after_task, AfterTask::none);
    return next == AfterTask::offer && state_.lists[kOffer].empty() ? AfterTask::none : next;
}

void Turn::forget_visit() {
    state_.joined = state_.by_possession = state_.card_tapped = state_.settings_taken = false;
    state_.settings_consent = SettingsConsent::unknown;
    // Who was just forgotten is not asked whether to be remembered, nor how it went.
    state_.remember_asked = true;
    state_.after_task = AfterTask::none;
    state_.ticket.reset();
    state_.facts.clear();
    state_.secrets.clear();
    state_.marks.clear();
    state_.lists.clear();
}

/// 下次还这样吗? is asked once, only where it can be kept, and never after a refusal.
bool Turn::should_ask_to_remember() const {
    return state_.by_possession && state_.hub_up && !state_.practice && !state_.remember_asked &&
           state_.settings_consent != SettingsConsent::refused && state_.preferences != state_.preferences_before;
}

}  // namespace silverlane::flow
