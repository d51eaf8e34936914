// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the page on a customer's phone asks of the hub. A phone is let in by what its owner holds: the slip's code, or the token that the
// Wi-Fi portal hands over after sign-in; never by a typed number. Nothing about the person is ever answered but their own choices and their
// own ticket. Values, any thread. Contract: docs/hub-protocol.md; wire form: docs/api/openapi.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/result.h"
#include "hub/protocol/kiosk_messages.h"

namespace silverlane::protocol {

/// Exactly one of the two.
struct PhoneOpen {
    std::string visit_code;               ///< scanned or followed from the slip
    std::string portal_token;             ///< signed by the branch's portal: branch, Wi-Fi session, until when
};

/// One purpose as the page asks it. `chosen` is absent until the person chose on a phone during this visit, also where the bank holds an older
/// choice: what is shown must not tell whether the bank knows this person. `text_version`: of the notice that was read; empty until chosen.
/// `may_agree`: whether this phone can agree to it; refusing it can every phone.
struct PhoneConsent { std::string purpose; std::optional<bool> chosen; std::string text_version; bool may_agree = false; };

struct PhoneView {
    std::string bank_name_zh, bank_name_en;
    std::string branch_name_zh, branch_name_en, contact_phone;   ///< all empty: the code or token opened nothing
    std::string ticket_label;             ///< empty: no ticket
    std::string ticket_state;             ///< waiting | called | missed | ended | empty
    int ahead = 0;
    WaitRange wait;
    int window = 0;                       ///< called: where
    int calls = 0;                        ///< grows with each call of the number
    std::string visit_code;               ///< for the kiosk's scanner; empty: none
    std::vector<PhoneConsent> consents;   ///< service, wifi, marketing; the same list whoever it is
    bool can_choose = false;              ///< whether a choice has somebody to belong to
    /// True on a phone that signed in to the Wi-Fi: a choice stands until it is changed, and forgetting withdraws everything. False on one that
    /// was let in by a slip: both are for this visit, until the branch closes.
    bool choices_last = false;
    int consent_record_days = 30;
};

/// The events of the page's stream, about its own ticket alone: "place" (where it stands) and "called" (each call of it). The names are those of
/// PhoneView.
struct PhonePlace {
    std::string ticket_label, ticket_state;
    int ahead = 0;
    WaitRange wait;
    int window = 0;
    int calls = 0;
    bool operator==(const PhonePlace&) const = default;
};

struct PhoneChoice { IdempotencyKey key; std::string purpose; bool granted = false; std::string text_version; };
/// Withdraws everything (by a slip: from this visit) and leaves an anonymous number.
struct PhoneForget { IdempotencyKey key; };

Result<PhoneOpen> phone_open_from_json(std::string_view);
std::string to_json(const PhoneView&);
std::string to_json(const PhonePlace&);
Result<PhoneChoice> phone_choice_from_json(std::string_view);
Result<PhoneForget> phone_forget_from_json(std::string_view);

}  // namespace silverlane::protocol
