// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the hub answered, and what follows a task. Part of Turn (turn.h).
#include <algorithm>
#include <utility>

#include "kiosk/flow/turn.h"

namespace silverlane::flow {
namespace {

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
    // First the card, then everything else: it is what people forget.
    if (state_.medium != Medium::none) {
        push_out();
        if (state_.place != place_to_take()) {
            state_.history.clear();
            state_.leaving = by == FinishedBy::exit;
            enter(place_to_take(), {});
        }
        return;
    }
    const AfterTask next = std::exchange(state_.after_task, AfterTask::none);
    if (next != AfterTask::none && by == FinishedBy::end && !state_.practice) {
        state_.history.clear();
        enter(next == AfterTask::offer ? flows_.offer : flows_.rating, {});
        return;
    }
    if (should_ask_to_remember()) {
        state_.remember_asked = true;
        state_.history.clear();
        enter(flows_.remember, {});
        return;
    }
    reset();
}

/// 下次还这样吗? is asked once, only where it can be kept, and never after a refusal.
bool Turn::should_ask_to_remember() const {
    return state_.by_possession && state_.hub_up && !state_.practice && !state_.remember_asked &&
           state_.settings_consent != SettingsConsent::refused && state_.preferences != state_.preferences_before;
}

}  // namespace silverlane::flow
