// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The phones that hold the page open: letting in, what they see, choices, forgetting, and what they are told of their own ticket. Private to
// hub/desk; on the writer thread, inside a request, unless a function takes a Connection.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "hub/desk/change.h"
#include "hub/desk/phone_desk.h"
#include "hub/protocol/queue_messages.h"
#include "hub/store/phones.h"

namespace silverlane::desk {

/// The cookie's value of a new session, whatever was shown.
Token open_phone(Change& change, const protocol::PhoneOpen& shown);
/// The session of a cookie whose visit still lasts. Errors: unauthorised.
Result<PhoneSession> phone_of(store::Connection& connection, const Office& office, const KeyedHash& token_hash);
protocol::PhoneView phone_view(store::Connection& connection, const Office& office, const PhoneSession& session);
Result<void> choose_on_phone(Change& change, const PhoneSession& session, const protocol::PhoneChoice& choice);
void forget_on_phone(Change& change, const PhoneSession& session, const protocol::PhoneForget& forget);

/// A call: at once, to whoever looks at this ticket.
void tell_phones_called(Change& change, const store::TicketRow& ticket);
/// What the phones of a branch are to be told, because it differs from what they were told last.
struct PhoneNews {
    std::string subject;
    std::string place;       ///< JSON of PhonePlace
};
std::vector<PhoneNews> phone_news(store::Connection& connection, const Office& office, const BranchId& branch, const protocol::QueueView& view);
void tell_phones(Change& change, const BranchId& branch, const std::vector<PhoneNews>& news);

/// What was chosen on the phone of this Wi-Fi session before anybody could say whose it is, now that the network has said so.
void take_choices_of_session(Change& change, const BranchId& branch, std::string_view wifi_session, const CustomerId& customer);

}  // namespace silverlane::desk
