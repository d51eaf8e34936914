// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The part of the desk that serves what is around a visit: offers and ratings after a task, loans, home visits, activities, and what is held
// about somebody. Part of Desk (desk.h), whose rules hold: any thread; a call returns when its change is durable; the same key again gives
// the same answer. It knows no account and no amount.
#pragma once

#include "base/identifier.h"
#include "base/result.h"
#include "hub/protocol/kiosk_messages.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::desk {

struct Session;
struct Terminal;

class ServiceDesk {
public:
    virtual ~ServiceDesk() = default;

    /// Never says whether somebody has this card: without kept settings the greeting is empty.
    virtual Result<protocol::VisitGreeting> greet_card(const Terminal&, const protocol::CardGreeting&) = 0;
    /// A rating, one offer, or nothing; an offer is counted as shown.
    virtual Result<protocol::AfterTask> after_task(const Terminal&, const protocol::AfterTaskRequest&) = 0;
    /// Errors: not_found for an offer that this branch did not make today.
    virtual Result<void> answer_offer(const Terminal&, const protocol::OfferAnswer&) = 0;
    virtual Result<void> rate(const Terminal&, const protocol::RatingGiven&) = 0;
    virtual Result<void> lend(const Terminal&, const protocol::LoanAsked&) = 0;
    /// Errors: invalid_input for a day that is over or more than 60 days away.
    virtual Result<protocol::HomeVisitTaken> book_home_visit(const Terminal&, const protocol::HomeVisitAsked&) = 0;
    virtual Result<protocol::Activities> activities(const BranchId&) = 0;
    /// Errors: not_found (no such activity, or it is over); conflict (no place left).
    virtual Result<protocol::SignedUp> sign_up(const Terminal&, const protocol::SignUp&) = 0;
    virtual Result<void> count_quiz(const Terminal&, const protocol::QuizTotal&) = 0;
    virtual Result<protocol::KnownList> known(const Terminal&, const protocol::KnownRequest&) = 0;
    virtual Result<void> forget(const Terminal&, const protocol::ForgetRequest&) = 0;

    // -- staff
    // Every view, and every one that is refused, is written down.
    /// Errors: not_found unless this member of staff has claimed the request and it is not done.
    virtual Result<protocol::HomeVisitDetails> home_visit(const Session&, const AlertId&) = 0;
    /// For lobby managers and the branch head. Errors: forbidden.
    virtual Result<protocol::SignUpList> sign_ups(const Session&) = 0;
    /// What to explain at the seat about the campaign of a card. Errors: not_found (no such card, nothing to sell on it, its campaign is gone, or a
    /// role that sees no cards of the hall); forbidden for who has not the qualification that the card wants.
    virtual Result<protocol::TalkTrackPage> talk_track(const Session&, const AlertId&) = 0;
};

}  // namespace silverlane::desk
