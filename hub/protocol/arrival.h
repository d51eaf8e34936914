// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One piece of evidence that somebody came, as it leaves a driver: keyed hashes only. Values, any thread. Contract: docs/hub-protocol.md.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/keyed_hash.h"
#include "base/result.h"
#include "hub/protocol/ticket_label.h"

namespace silverlane::protocol {

enum class EvidenceKind {
    wifi_start, wifi_update, wifi_stop, wifi_all_stopped,   ///< RADIUS Start, Interim, Stop; On or Off of a controller
    ticket_created, ticket_called, ticket_ended,            ///< from an outside queue machine
    card_tapped, phone_tail_typed, visit_code_scanned,      ///< at a kiosk
};

enum class IdentifierKind { phone, phone_tail, card, customer_reference, device };

/// How strong the tie between identifier and person is (identification evidence): a match by claim needs staff confirmation.
enum class Proof { possession, authenticated, claim, corroboration };

/// The largest number over a window.
inline constexpr int kLargestWindow = 999;

struct EvidenceIdentifier {
    IdentifierKind kind = IdentifierKind::customer_reference;
    KeyedHash hash;
    Proof proof = Proof::corroboration;
    bool operator==(const EvidenceIdentifier&) const = default;
};

struct Arrival {
    IdempotencyKey key;           ///< the same for every retransmission of the same evidence
    BranchId branch;
    std::string source;           ///< "wifi:controller-1", "queue:qmatic", "kiosk:K1"
    EvidenceKind kind = EvidenceKind::wifi_start;
    UtcTime event_time{};         ///< when it happened, by the source, clamped to received_time
    UtcTime received_time{};
    std::vector<EvidenceIdentifier> identifiers;
    std::string session;          ///< source's own session or visit id (NAS + Acct-Session-Id; branch + visitId); not personal
    bool inside = false;          ///< heard by an access point listed as inside: no dwell needed
    std::string place;            ///< where, as a place key ("entrance", "K1"); empty when unknown
    std::string ticket_label;     ///< for ticket_*: "A007"; at most kLongestTicketLabel
    std::string service;          ///< for ticket_*: service name of the source
    int window = 0;               ///< for ticket_called: the number over the window, 1 to 999; 0 when the source does not say
    bool again = false;           ///< for ticket_called: staff called a number that did not come once more
    bool operator==(const Arrival&) const = default;
};

/// JSON object, compact, keys in fixed order. See docs/api/openapi.json, schema Arrival.
std::string to_json(const Arrival& arrival);
/// Errors: invalid_input naming the field and what was expected. Unknown fields are ignored.
Result<Arrival> arrival_from_json(std::string_view text);

/// The body of POST /v1/arrivals: {"arrivals":[...]}.
inline constexpr std::size_t kMostArrivalsInOneBody = 500;
std::string to_json(const std::vector<Arrival>& arrivals);
/// Errors: invalid_input naming the item and field; more than kMostArrivalsInOneBody items are refused.
Result<std::vector<Arrival>> arrivals_from_json(std::string_view text);

/// Where a driver delivers. The host's implementation makes it durable (kiosk: outbox; hub: store) before it returns.
class ArrivalSink {
public:
    virtual ~ArrivalSink() = default;
    /// Success means: on disk, will reach the hub at least once. The same key again succeeds without effect.
    /// Errors: unavailable or io; the driver then does not acknowledge to its source. Any thread.
    virtual Result<void> commit(const std::vector<Arrival>& arrivals) = 0;
    /// Whether commit() would be accepted now (RADIUS Status-Server answers only then).
    [[nodiscard]] virtual bool accepting() const = 0;
};

}  // namespace silverlane::protocol
