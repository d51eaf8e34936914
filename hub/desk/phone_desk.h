// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The part of the desk that serves the page on a customer's phone. Part of Desk (desk.h), whose rules hold: any thread; a call returns when its
// change is durable; the same key again gives the same answer. A phone gets in by a slip's code or the portal's token, and sees its own ticket
// and its own choices; whether the bank knows who holds it cannot be told from any answer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/identifier.h"
#include "base/keyed_hash.h"
#include "base/result.h"
#include "hub/protocol/phone_messages.h"

namespace silverlane::desk {

struct Token;

struct PhoneSettings {
    std::string bank_name_zh, bank_name_en;             ///< whom the notice names
    std::string contact_phone;                          ///< where the branch has none of its own
    /// "https://hub.example/phone/": a slip's symbol then opens the page, and the kiosk reads it all the same. Empty: the symbol is the bare code.
    std::string page_address;
    std::shared_ptr<const HashKey> portal_key;          ///< shared with the branches' Wi-Fi portals; absent: no token is taken
    std::shared_ptr<const IdentifierHasher> hasher;     ///< names Wi-Fi sessions as the drivers do; there with portal_key
};

/// One phone that holds the page open, as established by its cookie.
struct PhoneSession {
    KeyedHash token_hash;
    BranchId branch;                                    ///< empty: the code or token opened nothing
    std::optional<TicketId> ticket;
    std::string wifi_session;
    [[nodiscard]] bool opened() const { return !branch.empty(); }
};

class PhoneDesk {
public:
    virtual ~PhoneDesk() = default;

    /// Always a new session, also for a code or token that opens nothing: the answer and the work done for it are the same.
    virtual Result<Token> open_phone(const protocol::PhoneOpen&) = 0;
    /// Errors: unauthorised when there is no such session, or its visit is over.
    virtual Result<PhoneSession> phone_for(std::string_view token) = 0;
    virtual Result<protocol::PhoneView> phone_view(const PhoneSession&) = 0;
    /// Errors: conflict where a choice would have nobody to belong to.
    virtual Result<protocol::PhoneView> choose_on_phone(const PhoneSession&, const protocol::PhoneChoice&) = 0;
    /// Every phone of this ticket or Wi-Fi session is signed out with it.
    virtual Result<void> forget_on_phone(const PhoneSession&, const protocol::PhoneForget&) = 0;
};

/// Whose events a phone hears: its subject, as an audience of the branch's stream.
std::string audience_of(const PhoneSession& session);

}  // namespace silverlane::desk
