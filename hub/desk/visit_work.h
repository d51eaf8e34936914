// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Visits: who is here, by which evidence, until when. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// Who the identifiers of one piece of evidence point at.
struct Recognised {
    std::optional<CustomerId> customer;
    bool by_claim = false;       ///< staff confirm before they use the name
    bool in_conflict = false;    ///< they point at two people: nobody is recognised
};
/// By possession or authentication first; a typed tail matches only a phone that is on the Wi-Fi now and whose owner consented.
Recognised recognise(Change& change, const BranchId& branch, const std::vector<protocol::EvidenceIdentifier>& identifiers);

struct Sighting {
    BranchId branch;
    CustomerId customer;
    std::string_view evidence;               ///< wifi | ticket | card | phone_tail | visit_code, or several: "ticket,card"
    std::string place;                       ///< empty = not known where
    bool by_claim = false;
    std::optional<TicketId> ticket;
    std::vector<std::string> needs;          ///< declared in the same turn
};
/// Opens the customer's visit in this branch or joins the one that is open or ended a moment ago; raises or upgrades its one alert. The
/// caller has made sure of the consent that this evidence needs.
store::VisitRow join_visit(Change& change, const Sighting& sighting);

/// A visit without a person, so that a ticket has something that ends.
store::VisitRow open_anonymous_visit(Change& change, const BranchId& branch, std::string_view evidence, const std::string& place,
                                     const std::optional<TicketId>& ticket);

/// Sets when the visit will be over, now that a session stopped or a ticket ended.
void consider_leaving(Change& change, const VisitId& visit, UtcTime since);

/// Evidence that is stronger than a Wi-Fi login: it says where the person is.
bool gives_a_place(std::string_view evidence);

}  // namespace silverlane::desk
