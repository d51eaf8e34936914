// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the branch head alone is told of somebody who has come: that they rated poorly before, that a problem came back. A card of its own, of
// an audience of its own: whoever was rated sees neither it nor that it is there. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>
#include <string>

#include "hub/decision/decide.h"
#include "hub/desk/change.h"

namespace silverlane::desk {

/// The id of the signal that a poor rating leaves with the customer, by the visit in which it was given.
inline std::string rating_signal(const VisitId& visit) { return "rating:" + visit.text; }

/// Raises the visit's one card for the branch head where the decision has something for them; of one that stands, says where the customer is now.
void tell_the_head(Change& change, const store::VisitRow& visit, const decision::Snapshot& snapshot, const decision::Decision& decision,
                   const std::optional<store::TicketRow>& ticket);
/// Whether this is such a card: about somebody who is here, where a poor rating just given names nobody.
bool is_head_card(const store::AlertRow& row);
/// Nobody is to be met any more: the customer has left, has withdrawn, or is somebody else. It keeps neither name nor reason.
void take_back_head_card(Change& change, store::AlertRow& row, std::string_view why);

}  // namespace silverlane::desk
