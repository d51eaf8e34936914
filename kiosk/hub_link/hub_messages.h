// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the ui thread asks of the hub link and what it is told, as values for bounded queues. An ask carries the asker's own number, which
// comes back with the answer, so that an answer for a turn that is over can be dropped. No answer holds a name; amounts are private texts.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "hub/protocol/arrival.h"
#include "hub/protocol/assist_messages.h"
#include "hub/protocol/bank_messages.h"
#include "hub/protocol/kiosk_messages.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::hub_link {

/// The activities on offer; there is nothing to say beside the question.
struct ActivitiesRequest {};
/// The pension and the accounts of a session are asked with the same word.
struct PensionRequest { std::string session; };
struct AccountsRequest { std::string session; };

struct Ask {
    std::uint64_t id = 0;
    /// Kept on disk first and acknowledged with Kept, because nobody waits for the hub's word and none may be lost: reason, cancel, notice,
    /// consent, arrival, rating, quiz total, offer answer (each is counted once, whenever it comes), printed line (else it would be printed
    /// again). Forgetting is asked at once, so that "forgotten" is true when it is said, and kept when the hub is away. All others are
    /// asked at once and get the hub's answer or HubAway: a loan, a PIN or a screen of an hour ago is worth nothing, a sign-up needs its number, a
    /// home visit holds a phone number, which never lies on the kiosk's disk.
    std::variant<protocol::TicketRequest, protocol::VisitCodeScan, protocol::HelpCall, protocol::HelpReason, protocol::HelpCancelled,
                 protocol::TurnNotice, protocol::ConsentChoice, protocol::Arrival,
                 protocol::CardGreeting, protocol::BankNonceRequest, protocol::BankSessionRequest, protocol::BankSessionClose, PensionRequest,
                 AccountsRequest, protocol::BankBalanceRequest, protocol::PassbookRequest, protocol::PassbookPrinted,
                 protocol::AfterTaskRequest, protocol::OfferAnswer, protocol::RatingGiven, protocol::LoanAsked, protocol::HomeVisitAsked,
                 ActivitiesRequest, protocol::SignUp, protocol::QuizTotal, protocol::KnownRequest, protocol::ForgetRequest,
                 protocol::AssistScreen> what;
};

/// The hub is away: the ticket's number comes from the reserved block and is already used up on disk; the hub is told later.
struct OfflineTicket { std::string label; bool priority = false; };
/// On disk; reaches the hub at least once.
struct Kept {};
/// Understood and not done; `why` is one of: not_known (a code, an activity, an account, or a session that is over), taken (no place left),
/// refused (anything else). A wrong PIN or a card that cannot be used is no Refused: it stands in BankSessionAnswer.
struct Refused { std::string why; };
/// Nothing came of it: the hub is away, or the bank behind it. For a help call: nobody was told, and nobody will be told later.
struct HubAway {};

/// protocol::Accepted: done, and there is nothing more to say (session closed, loan told to staff, forgotten).
using Answered = std::variant<protocol::TicketIssued, OfflineTicket, protocol::VisitGreeting, protocol::HelpCallOut, Kept, Refused, HubAway,
                              protocol::Accepted, protocol::BankNonce, protocol::BankSessionAnswer, protocol::PensionState,
                              protocol::BankAccounts, protocol::BankBalance, protocol::PassbookLines, protocol::AfterTask,
                              protocol::HomeVisitTaken, protocol::Activities, protocol::SignedUp, protocol::KnownList>;

struct Answer { std::uint64_t id = 0; Answered what; };
struct HubState { bool up = false; };

using News = std::variant<Answer, protocol::KioskEvent, HubState>;

}  // namespace silverlane::hub_link
