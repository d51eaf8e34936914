// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/arrival.h"

#include <algorithm>

#include "hub/protocol/evidence_codec.h"
#include "hub/protocol/field_reader.h"

namespace silverlane::protocol {

namespace {

constexpr EnumName<EvidenceKind> kKinds[] = {
    {EvidenceKind::wifi_start, "wifi_start"},         {EvidenceKind::wifi_update, "wifi_update"},
    {EvidenceKind::wifi_stop, "wifi_stop"},           {EvidenceKind::wifi_all_stopped, "wifi_all_stopped"},
    {EvidenceKind::ticket_created, "ticket_created"}, {EvidenceKind::ticket_called, "ticket_called"},
    {EvidenceKind::ticket_ended, "ticket_ended"},     {EvidenceKind::card_tapped, "card_tapped"},
    {EvidenceKind::phone_tail_typed, "phone_tail_typed"}, {EvidenceKind::visit_code_scanned, "visit_code_scanned"},
};
constexpr EnumName<IdentifierKind> kIdentifierKinds[] = {
    {IdentifierKind::phone, "phone"}, {IdentifierKind::phone_tail, "phone_tail"}, {IdentifierKind::card, "card"},
    {IdentifierKind::customer_reference, "customer_reference"}, {IdentifierKind::device, "device"},
};
constexpr EnumName<Proof> kProofs[] = {
    {Proof::possession, "possession"}, {Proof::authenticated, "authenticated"}, {Proof::claim, "claim"}, {Proof::corroboration, "corroboration"},
};
constexpr std::size_t kMostIdentifiers = 8;

Json json_of(const Arrival& arrival) {
    Json identifiers = Json::array();
    for (const auto& each : arrival.identifiers) identifiers.push_back(protocol::json_of(each));
    Json json{{"key", arrival.key.text},
              {"branch", arrival.branch.text},
              {"source", arrival.source},
              {"kind", name_in(kKinds, arrival.kind)},
              {"event_time", to_rfc3339(arrival.event_time)},
              {"received_time", to_rfc3339(arrival.received_time)},
              {"identifiers", std::move(identifiers)},
              {"session", arrival.session},
              {"inside", arrival.inside},
              {"place", arrival.place},
              {"ticket_label", arrival.ticket_label},
              {"service", arrival.service}};
    // Left out where they say nothing, so that what is on disk already reads the same.
    if (arrival.window != 0) json["window"] = arrival.window;
    if (arrival.again) json["again"] = true;
    return json;
}

Arrival read_arrival(FieldReader& reader) {
    Arrival arrival;
    arrival.key = IdempotencyKey{reader.text("key")};
    arrival.branch = BranchId{reader.text("branch", 64)};
    arrival.source = reader.text("source");
    arrival.kind = reader.one_of("kind", kKinds);
    arrival.event_time = reader.time("event_time");
    arrival.received_time = reader.time("received_time");
    std::size_t index = 0;
    for (const auto& each : reader.array("identifiers", false, kMostIdentifiers)) {
        FieldReader inner(each, reader.inner_place("identifiers", index++));
        arrival.identifiers.push_back(read_identifier(inner));
        reader.adopt(inner);
    }
    arrival.session = reader.text_or_empty("session");
    arrival.inside = reader.boolean_or("inside", false);
    arrival.place = reader.text_or_empty("place", 64);
    arrival.ticket_label = reader.text_or_empty("ticket_label", kLongestTicketLabel);
    arrival.service = reader.text_or_empty("service");
    arrival.window = static_cast<int>(reader.integer_or("window", 0, 0, kLargestWindow));
    arrival.again = reader.boolean_or("again", false);
    return arrival;
}

}  // namespace

Json json_of(const EvidenceIdentifier& identifier) {
    return Json{{"kind", name_in(kIdentifierKinds, identifier.kind)},
                {"hash", identifier.hash.hexadecimal()},
                {"proof", name_in(kProofs, identifier.proof)}};
}

EvidenceIdentifier read_identifier(FieldReader& reader) {
    EvidenceIdentifier identifier;
    identifier.kind = reader.one_of("kind", kIdentifierKinds);
    identifier.hash = reader.hash("hash");
    identifier.proof = reader.one_of("proof", kProofs);
    return identifier;
}

std::string to_json(const Arrival& arrival) { return dump(json_of(arrival)); }

Result<Arrival> arrival_from_json(std::string_view text) {
    FieldReader reader(text);
    auto arrival = read_arrival(reader);
    return reader.finish_with(std::move(arrival));
}

std::string to_json(const std::vector<Arrival>& arrivals) {
    Json list = Json::array();
    for (const auto& each : arrivals) list.push_back(json_of(each));
    return dump(Json{{"arrivals", std::move(list)}});
}

Result<std::vector<Arrival>> arrivals_from_json(std::string_view text) {
    FieldReader reader(text);
    std::vector<Arrival> arrivals;
    std::size_t index = 0;
    for (const auto& each : reader.array("arrivals", true, kMostArrivalsInOneBody)) {
        FieldReader inner(each, reader.inner_place("arrivals", index++));
        arrivals.push_back(read_arrival(inner));
        reader.adopt(inner);
    }
    return reader.finish_with(std::move(arrivals));
}

}  // namespace silverlane::protocol
