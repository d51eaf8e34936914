// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The assist view: while a call for help is out, staff see which step the customer is on, and after the customer has pressed 指给我看 they may
// ring one button there. They never press one. Ids and text keys only: no value, no amount, no name ever has a field here.
// Values, any thread. Contract: docs/hub-protocol.md; wire form: docs/api/openapi.json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/result.h"

namespace silverlane::protocol {

/// One thing on the customer's screen, in reading order.
struct AssistNode {
    std::string id;                       ///< "answer.cash"
    std::string role;                     ///< as kiosk/scene names it
    std::string text_key;                 ///< the page has the words; never what was filled into them; empty for an item of a list
    int number = 0;                       ///< 1 to 4 for numbered answers
    bool may_ring = false;
};

inline constexpr std::size_t kMostAssistNodes = 64;

/// From the kiosk, at each new step while its call is out. The newest counts.
struct AssistScreen {
    AlertId alert;
    std::uint64_t generation = 0;         ///< grows with every screen of this call; an older one is dropped
    std::string flow, step;               ///< empty: nobody stands at the screen any more
    std::string template_name;
    bool asked = false;                   ///< the customer pressed 指给我看 in this call
    bool may_ring = false;                ///< false on PIN, consent, confirm, offer and rating steps, whatever was pressed
    std::vector<AssistNode> nodes;        ///< at most kMostAssistNodes
    std::string rung;                     ///< the node that is rung now; empty: none
};

/// From the tablet of who has claimed the call; on the wire to the kiosk as an event.
struct AssistRing { IdempotencyKey key; std::uint64_t generation = 0; std::string node; };

std::string to_json(const AssistScreen&);
Result<AssistScreen> assist_screen_from_json(std::string_view);
std::string to_json(const AssistRing&);
Result<AssistRing> assist_ring_from_json(std::string_view);

}  // namespace silverlane::protocol
