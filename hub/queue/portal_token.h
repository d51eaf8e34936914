// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a branch's Wi-Fi portal hands to a phone that has just signed in: which branch, which Wi-Fi session, until when, signed with a key that
// portal and hub share. It proves that the phone is on this Wi-Fi now, and nothing about who holds it. How a portal makes one: docs/phone.md.
// Pure but for the key; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/keyed_hash.h"
#include "base/private_text.h"

namespace silverlane::queue {

struct PortalClaim {
    BranchId branch;
    std::string nas;          ///< NAS-Identifier of the access point, or its address: as accounting names it
    PrivateText session;      ///< Acct-Session-Id; some controllers build it from the device's address
    UtcTime expires{};        ///< whole seconds
};

/// "SP1." branch "." seconds "." nas "." session "." 32 digits; the parts in hexadecimal digits of their bytes, the seconds since 1970 in
/// decimal ones; the last are the first 128 bits of HMAC-SHA-256 over all that stands before their dot, with "portal|" in front.
std::string make_portal_token(const HashKey& key, const PortalClaim& claim);

/// The claim of a token with a valid signature; whether it is still valid is the caller's to compare. An address in front is passed over.
std::optional<PortalClaim> read_portal_token(const HashKey& key, std::string_view token);

/// How the hub names this session (drivers/wifi): the keyed hash stands in the place of the controller's own id.
std::string wifi_session_of(const PortalClaim& claim, const IdentifierHasher& hasher);

}  // namespace silverlane::queue
