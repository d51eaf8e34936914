// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A webhook's body to a ticket event, by a profile, and the two ways in which a sender proves itself. Pure functions, any thread. JSON
// stays inside; personal values leave as private text, and the parsed tree is zeroed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/private_text.h"
#include "drivers/queue/queue_profile.h"
#include "hub/protocol/arrival.h"

namespace silverlane::drivers::queue {

struct TicketEvent {
    EventMeaning meaning = EventMeaning::ignored;
    std::string event;             ///< the machine's own name for it
    std::string event_id;
    std::string branch;            ///< the machine's own name for the branch; may be empty
    std::string visit;             ///< the machine's own id; the printed number repeats, this does not
    std::string event_time_text;   ///< as sent, for telling events apart
    std::optional<UtcTime> event_time;
    std::string ticket;            ///< the label; cut after its last whole character where a message could not hold it
    bool ticket_was_cut = false;
    std::string service;
    int window = 0;                ///< 1 to 999; 0 when the machine does not say, or says it without a number
    PrivateText customer_reference;
    PrivateText phone;
    std::vector<protocol::EvidenceIdentifier> hashed;   ///< arrived as keyed hashes
};

/// Why a body yields no event.
enum class Unusable : std::uint8_t {
    not_utf8,        ///< answered 400
    malformed,       ///< no JSON object, or nested deeper than 32; 400
    missing_visit,   ///< a known event without its visit id; 422
    unknown_event,   ///< answered 200 and counted: a sender drops a hook that fails
};
std::string_view name_of(Unusable reason);

std::variant<TicketEvent, Unusable> read_event(const Profile& profile, std::string_view body);

/// The machine's time: RFC 3339 with "+0000" or "+00:00", or without a zone where the profile gives one. Nothing for null dates and
/// for anything else.
std::optional<UtcTime> read_time(const Profile& profile, std::string_view text);

/// The number over a window in what a machine calls it ("Counter 3", "3号窗口", "12"); 0 where there is none, or more than one.
int window_in(std::string_view name);

/// Text that tells this event from every other of the source, from the parts that the profile names.
std::string identity_of(const Profile& profile, const TicketEvent& event);

/// Orchestra's events carry a composite queue id (110000000001); its REST interface wants round(id / 1e11), that is 1.
std::int64_t rest_queue_id(std::int64_t composite);

/// Constant-time comparison of "Bearer <token>" or the bare token.
bool token_is_right(std::string_view presented, std::string_view token);

/// HMAC-SHA-256 of the body in hexadecimal, perhaps after "sha256=". Constant-time comparison.
bool signature_is_right(std::string_view presented, std::string_view body, std::string_view secret);

}  // namespace silverlane::drivers::queue
