// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/card_slot/card_slot_protocol.h"

#include <array>
#include <utility>

namespace silverlane::drivers::card_slot {

namespace {

constexpr std::array<std::pair<std::string_view, HandDoes>, 5> kMoves = {{{"unreadable", HandDoes::insert_unreadable},
                                                                          {"take", HandDoes::take},
                                                                          {"jam", HandDoes::jam},
                                                                          {"clear", HandDoes::clear},
                                                                          {"lose_answer", HandDoes::lose_answer}}};
constexpr std::string_view kInsert = "insert ";

constexpr std::array<CardPosition, 3> kPositions = {CardPosition::none, CardPosition::in_slot, CardPosition::in_throat};
constexpr std::array<Mechanism, 2> kMechanisms = {Mechanism::free, Mechanism::jammed};

std::string_view name_of(CardPosition position) {
    switch (position) {
        case CardPosition::none: return "none";
        case CardPosition::in_slot: return "in_slot";
        case CardPosition::in_throat: return "in_throat";
        case CardPosition::unknown: return "unknown";
    }
    return "unknown";
}

}  // namespace

std::optional<HandMove> read_hand_move(std::string_view words) {
    if (words.ends_with('\n')) words.remove_suffix(1);
    if (words.ends_with('\r')) words.remove_suffix(1);
    if (words.starts_with(kInsert) && words.size() > kInsert.size()) return HandMove{HandDoes::insert, words.substr(kInsert.size())};
    for (const auto& [name, does] : kMoves) {
        if (words == name) return HandMove{does, {}};
    }
    return std::nullopt;
}

std::string to_text(const SlotState& state) {
    std::string text = "card=";
    text += name_of(state.card);
    text += state.mechanism == Mechanism::free ? " mechanism=free\n" : " mechanism=jammed\n";
    return text;
}

Result<SlotState> parse_slot_state(std::string_view text) {
    for (const CardPosition card : kPositions) {
        for (const Mechanism mechanism : kMechanisms) {
            const SlotState state{card, mechanism};
            if (text == to_text(state)) return state;
        }
    }
    return Error{ErrorCode::corrupt, "the slot's state file says nothing that it could have written"};
}

}  // namespace silverlane::drivers::card_slot
