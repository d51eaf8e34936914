// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What hands do to a card slot, as words, and what the virtual slot remembers over a power cut, as one line of text. Pure, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "drivers/api/card_slot.h"

namespace silverlane::drivers::card_slot {

enum class HandDoes {
    insert,              ///< "insert TOKEN"
    insert_unreadable,   ///< "unreadable": a card whose chip says nothing
    take,                ///< "take"
    jam,                 ///< "jam": nothing moves any more
    clear,               ///< "clear": staff free the way; nothing moves by that
    lose_answer,         ///< "lose_answer": the next move happens and nobody hears that it did
};

struct HandMove {
    HandDoes does = HandDoes::take;
    std::string_view token;   ///< for insert; points into the words
};

/// One trailing line end is ignored. Nothing for other words, or an empty token.
std::optional<HandMove> read_hand_move(std::string_view words);

enum class Mechanism { free, jammed };

/// Where the metal is. A card's name is not among it: after a power cut nobody's turn goes on.
struct SlotState {
    CardPosition card = CardPosition::none;   ///< never unknown
    Mechanism mechanism = Mechanism::free;
    bool operator==(const SlotState&) const = default;
};

/// "card=in_slot mechanism=free\n"
std::string to_text(const SlotState& state);
/// Errors: corrupt.
Result<SlotState> parse_slot_state(std::string_view text);

}  // namespace silverlane::drivers::card_slot
