// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the hub, the bank or the branch told the flow about this turn: values for the slots of texts, lists to choose from, and marks that a
// flow file may ask for. Money and digits of an account are private values: they can fill a private text and nothing else. Values, any thread;
// forgotten at the end of the turn.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/private_text.h"

namespace silverlane::flow {

/// What can be asked of the hub and of the bank behind it; "ask pension" in a flow file. Every ask is answered by one Answered event.
enum class AskKind {
    check_pin,     ///< opens the bank's session for the medium in the machine; refused: the PIN was not right
    pension,       ///< mark pension = arrived | not_arrived; secrets pension_amount, pension_day
    accounts,      ///< list accounts
    balance,       ///< of the chosen account; secret balance
    activities,    ///< list activities
    half_days,     ///< list half_days: when somebody can come
    sign_up,       ///< for the chosen activity; fact place_number, list event
    loan,          ///< a thing to borrow
    home_visit,    ///< two people come; fact visit_day
    rate,          ///< a rating, or the wish to see the manager
    offer_answer,  ///< yes or no to the one offer
    after_task,    ///< what comes after the task: the rating, one offer, or nothing
    known,         ///< list known: what is held about this visit
    forget,        ///< deletes it
    quiz_total,    ///< how many answers were right, for the month's count
};

/// By the name that flow files use, or nothing.
std::optional<AskKind> ask_kind(std::string_view name);
std::string_view name_of(AskKind kind);
/// All names, for "write one of".
std::vector<std::string> ask_names();

enum class AskResult {
    done,     ///< happening "answered"
    nothing,  ///< there is none (no account, no activity): "answered_none"
    refused,  ///< the hub or the bank says no: "refused"
    away,     ///< nobody could be asked: "hub_away"
};

/// {balance} in a text is filled with {"balance", "amount_cny", ...}. Kinds are those of voice/spoken/spoken_forms.h, or "text".
struct Slot {
    std::string name;
    std::string kind;
    std::string value;
    bool operator==(const Slot&) const = default;
};

struct PrivateSlot {
    std::string name;
    std::string kind;
    PrivateText value;
};

/// The slots that only a private text may have (written private = true in config/strings), so that no loudspeaker can say them.
inline constexpr std::array<std::string_view, 5> kPrivateSlots{"balance", "pension_amount", "pension_day", "tail", "held"};

/// Words that came as data, in one language.
struct Words {
    std::string shown;
    std::string spoken;
    bool operator==(const Words&) const = default;
};

/// One thing to choose from, or one line to read. Its words are a text key with slots, or data by language.
struct ListItem {
    std::string id;
    std::string text_key;                 ///< empty: `words` has the text
    std::map<std::string, Words> words;   ///< by language
    std::vector<Slot> facts;              ///< fill the item's text; kept with the turn when it is chosen
    std::vector<PrivateSlot> secrets;
    std::string icon;
    bool is_private = false;              ///< nobody else may hear it, although it is no value of a slot: an offer, what is held
};

/// What follows a task, as the hub decided it.
enum class AfterTask { none, rating, offer };

struct Knowledge {
    std::vector<Slot> facts;
    std::vector<PrivateSlot> secrets;
    std::map<std::string, std::string> marks;            ///< "pension" -> "arrived"; for conditions, never shown or said
    std::map<std::string, std::vector<ListItem>> lists;  ///< "accounts", "activities", "known", "half_days", "offer", "event"
    AfterTask after_task = AfterTask::none;
};

/// The marks that a condition may ask for, with their values.
const std::map<std::string, std::vector<std::string>, std::less<>>& known_marks();
/// The lists that a step may offer.
const std::vector<std::string>& known_lists();

template <class AnySlot>
void put(std::vector<AnySlot>& slots, AnySlot slot) {
    const auto same = std::find_if(slots.begin(), slots.end(), [&](const AnySlot& one) { return one.name == slot.name; });
    if (same == slots.end()) slots.push_back(std::move(slot));
    else *same = std::move(slot);
}

}  // namespace silverlane::flow
