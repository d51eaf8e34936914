// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/staff_withdrawal.h"

#include "hub/desk/call_work.h"
#include "hub/desk/consent_work.h"
#include "hub/desk/held_alert.h"
#include "hub/desk/view_audit.h"

namespace silverlane::desk {

namespace {

constexpr std::string_view kByStaff = "staff";
constexpr std::string_view kDone = "done";

Error nobody_known() { return {ErrorCode::not_found, "nobody is known here, so there is nothing to take back"}; }

/// A task of the relationship manager is of no visit any more; what it came of knows whose it is.
std::optional<CustomerId> customer_of(Change& change, const store::AlertRow& row) {
    if (row.visit) {
        const auto visit = change.visits.find(*row.visit);
        return visit ? visit->customer : std::nullopt;
    }
    const auto opportunities = change.opportunities.of_alert(row.id);
    return opportunities.empty() ? std::nullopt : std::optional{opportunities.front().customer};
}

/// The customer of the card that this person has taken. Whoever writes a withdrawal down has asked whose it is.
Result<CustomerId> customer_of_card(Change& change, const Session& session, const AlertId& id) {
    auto held = hold(change, session, id);
    if (!held) return held.error();
    if (!may_answer_for_person(session)) return nobody_was_named();
    if (!held->is_of(session)) return Error(ErrorCode::forbidden, "take the card first: a withdrawal is for who is with the customer");
    auto customer = customer_of(change, held->row);
    if (!customer || !held->alert.person) return nobody_known();
    if (!held->alert.identity_confirmed) {
        held->alert.identity_confirmed = true;
        keep_confirmation(held->alert);
        put_alert(change, held->row, held->alert, "identity_confirmed", doer(session));
    }
    return std::move(*customer);
}

/// The visit of the number that is called at the window. One that is known by a typed tail alone is nobody's here.
Result<CustomerId> customer_at_window(Change& change, const Session& session, int window, const TicketId& meant) {
    const auto ticket = ticket_at_counter(change, session, window);
    if (!ticket) return ticket.error();
    if (*ticket && (*ticket)->id != meant) return Error(ErrorCode::conflict, "another number has been called to this window since");
    auto visit = *ticket && (*ticket)->visit ? change.visits.find(*(*ticket)->visit) : std::nullopt;
    if (!visit || !visit->customer || visit->claimed) return nobody_known();
    return std::move(*visit->customer);
}

}  // namespace

Result<protocol::Accepted> withdraw_through_staff(Change& change, const Session& session, const protocol::StaffWithdrawal& withdrawal) {
    const auto kind = kind_of_day(session.branch, "withdrawal", session.staff.text);
    if (change.answers.find(kind, withdrawal.key)) return protocol::Accepted{};   // done already
    const auto customer = withdrawal.alert.empty() ? customer_at_window(change, session, withdrawal.window, withdrawal.ticket)
                                                   : customer_of_card(change, session, withdrawal.alert);
    if (!customer) {
        record_refused_view(change, session, "withdrawal", withdrawal.alert);
        return customer.error();
    }
    record_view(change, session, "withdrawal", withdrawal.alert);
    protocol::ConsentChoice choice;
    choice.key = withdrawal.key;
    choice.purposes = withdrawal.purposes;
    choice.channel = std::string{kByStaff};
    take_choice_of(change, Terminal{KioskId{}, session.branch, {}}, Chooser{*customer, std::nullopt, kByStaff, Bond::person}, choice);
    change.count("withdrawals_through_staff");
    change.answers.put(kind, withdrawal.key, kDone, change.answers_expire());
    return protocol::Accepted{};
}

}  // namespace silverlane::desk
