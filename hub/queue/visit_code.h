// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the QR on a ticket slip holds: the ticket's id and a signature, nothing about the person. It proves possession of the slip while the
// visit lasts; whether it still lasts is the store's to say. Pure but for the key; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/identifier.h"
#include "base/keyed_hash.h"

namespace silverlane::queue {

/// "SL1." ticket "." 32 hexadecimal digits (128 bits of HMAC-SHA-256 over branch and ticket).
std::string make_visit_code(const HashKey& key, const BranchId& branch, const TicketId& ticket);

/// The ticket of a code that this branch signed; nothing for any other text. The time taken does not depend on where a forgery differs. An
/// address in front is passed over, so that a slip's symbol may open a page too: "https://hub.example/phone/#SL1...".
std::optional<TicketId> read_visit_code(const HashKey& key, const BranchId& branch, std::string_view code);

/// The ticket that a code names, unproven: only to find out which branch's signature it must bear. Nothing when it has not a code's form.
std::optional<TicketId> ticket_named_by(std::string_view code);

}  // namespace silverlane::queue
