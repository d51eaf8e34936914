// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>

#include <fmt/format.h>

#include "hub/desk/alert_work.h"
#include "hub/desk/beside_call.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/held_alert.h"
#include "hub/desk/kiosk_call.h"
#include "hub/desk/task_work.h"
#include "hub/dispatch/assignment.h"

namespace silverlane::desk {

namespace {

using dispatch::Action;
using protocol::Alert;
using protocol::AlertState;

/// Role, qualification and the number of open claims; a call of urgency A may be taken by anybody who may know of it.
Result<void> may_claim(Change& change, const Session& session, const HeldAlert& held) {
    if (held.alert.urgency == protocol::Urgency::a) return {};
    const auto& wanted = held.row.wanted_staff;
    if (!wanted.empty() && wanted != session.staff.text) {
        return Error(ErrorCode::forbidden, fmt::format("this alert was passed to {}; it comes back when they do not take it", wanted));
    }
    const auto me = change.staff.find(session.staff);
    const auto qualifications = me ? texts_from_json(me->qualifications) : std::vector<std::string>{};
    if (auto fits = dispatch::may_take(session.role, qualifications, held.alert.wanted_role, held.alert.qualification); !fits) return fits;
    const int most = dispatch_policy(change).caps.open_claims;
    if (change.alerts.claims_of(session.staff, session.branch) >= most) {
        return Error(ErrorCode::forbidden, fmt::format("you have {} alerts already; close one or hand it over first", most));
    }
    return {};
}

}  // namespace

Result<Alert> claim_alert(Change& change, const Session& session, const AlertId& id, const protocol::Claim& claim) {
    return answer_about(change, session, id, "claim", claim, Finds::anything, [&](HeldAlert& held) -> Result<void> {
        if (held.is_of(session)) return {};
        auto& alert = held.alert;
        if (alert.state != AlertState::open || alert.version != claim.version) return somebody_was_first();
        if (auto may = may_claim(change, session, held); !may) return may;
        if (auto step = advance(held.row, alert, Action::claim, dispatch::Actor::anybody); !step) return step;
        alert.claimed_by = session.staff.text;
        held.row.wanted_staff.clear();
        put_alert(change, held.row, alert, "claimed", doer(session));
        tell_kiosk_who_comes(change, held.row);
        change.count("alerts_claimed");
        return {};
    });
}

namespace {

/// Nobody's card any more: it was about somebody else, or about nothing.
void end_released(Change& change, const Session& session, HeldAlert& held, const std::string& why) {
    held.alert.outcome = why;
    if (why == "wrong_person") forget_who(change, held);
    else opportunity_ended(change, held.row, why, session.staff.text);
    tell_kiosk_it_is_over(change, held.row);
    recall_unwell_beside(change, held.row);
}

/// Somebody calls or is in danger: only who has taken it may say that it is about nothing, and a teller who was not asked says nothing of it.
Result<void> may_release(const Session& session, const HeldAlert& held, std::string_view why) {
    const bool is_urgent = held.alert.urgency == protocol::Urgency::a || held.alert.alert_class == protocol::AlertClass::risk;
    if (!is_urgent || held.is_of(session)) return {};
    if (why == "not_relevant") return Error(ErrorCode::forbidden, "somebody calls: take it first; who has gone there can close it");
    const bool was_asked = has(held.alert.offered_to, session.staff.text);
    if (was_asked || may_answer_for_person(session)) return {};
    return Error(ErrorCode::forbidden, "this call is not yours: a teller can give back only what they were asked for or have taken");
}

/// The moment is not one for an offer: what the card names rests as after the outcome "not now", and the card goes on without it. Who taps it
/// without having taken the card has not spoken with anybody. A referral that the customer asked for stays what it is.
void put_off(Change& change, const Session& session, HeldAlert& held, bool was_own) {
    if (held.row.campaign.empty() || !is_about_waiting(held.row.kind) || !held.row.visit) return;
    opportunity_ended(change, held.row, "not_now", was_own ? session.staff.text : std::string{});
    const auto visit = change.visits.find(*held.row.visit);
    if (visit && visit->alert == held.row.id) decide_anew(change, *visit, held.row, held.alert, decision::Trigger::arrival);
}

/// It waits for somebody else.
void give_on(Change& change, const Session& session, HeldAlert& held, bool was_own) {
    auto& alert = held.alert;
    const bool had_it = std::erase(alert.offered_to, session.staff.text) > 0 || was_own;
    change.duties.decline(alert.id, session.staff, change.now);
    alert.claimed_by.clear();
    if (was_own) tell_kiosk_nobody_comes_yet(change, held.row, hall_is_reachable(change, held.row.branch));
    // Asking for somebody else brings the second person at once instead of after the usual time.
    if (alert.urgency != protocol::Urgency::c && (had_it || alert.offered_to.empty())) held.row.escalation_due = change.now;
    if (const auto visit = change.services.find_home_visit(alert.id)) held.row.escalation_due = visit->due;
}

}  // namespace

Result<Alert> release_alert(Change& change, const Session& session, const AlertId& id, const protocol::Release& release) {
    return answer_about(change, session, id, "release", release, Finds::open_or_own, [&](HeldAlert& held) -> Result<void> {
        const bool own = held.is_of(session);
        const bool wrong = release.why == "wrong_person";
        if (wrong && !may_answer_for_person(session)) return nobody_was_named();
        if (auto may = may_release(session, held, release.why); !may) return may;
        // Whoever it is still needs somebody.
        if (wrong && stands_without_person(held.row)) {
            forget_who(change, held);
            put_alert(change, held.row, held.alert, release.why, doer(session));
            change.count("alerts_released");
            return {};
        }
        const bool ends = wrong || release.why == "not_relevant";
        const auto action = wrong ? Action::wrong_person : ends ? Action::not_relevant : Action::release;
        if (auto step = advance(held.row, held.alert, action, own ? dispatch::Actor::owner : dispatch::Actor::anybody); !step) return step;
        if (ends) end_released(change, session, held, release.why);
        else give_on(change, session, held, own);
        if (release.why == "not_now") put_off(change, session, held, own);
        put_alert(change, held.row, held.alert, release.why, doer(session));
        change.room_in(session.branch);
        change.count("alerts_released");
        return {};
    });
}

Result<Alert> close_alert(Change& change, const Session& session, const AlertId& id, const protocol::Outcome& outcome) {
    return answer_about(change, session, id, "outcome", outcome, Finds::own, [&](HeldAlert& held) -> Result<void> {
        auto& alert = held.alert;
        if (!has(alert.outcomes, outcome.outcome)) {
            return Error(ErrorCode::invalid_input, fmt::format("field 'outcome': expected one of {}", fmt::join(alert.outcomes, ", ")));
        }
        if (auto step = advance(held.row, alert, Action::record_outcome, dispatch::Actor::owner); !step) return step;
        alert.outcome = outcome.outcome;
        change.duties.idle_from(session.staff, session.branch, change.now);
        put_alert(change, held.row, alert, "outcome", doer(session));
        // Booked, the phone is needed until the day; done or not wanted, it is needed no more.
        if (held.row.kind == "visit_request" && outcome.outcome != "booked") change.services.drop_home_visit(id);
        opportunity_ended(change, held.row, outcome.outcome, session.staff.text);
        raise_follow_up(change, session, held, outcome.outcome);
        tell_kiosk_it_is_over(change, held.row);
        recall_unwell_beside(change, held.row);
        change.count("alerts_closed");
        return {};
    });
}

void expire_alert(Change& change, store::AlertRow& row) {
    auto alert = alert_of(row);
    if (!alert || !advance_by_hub(row, *alert, Action::expire)) return;
    alert->person.reset();
    alert->reasons.clear();
    alert->first_sentence.reset();
    put_alert(change, row, *alert, "expired");
    change.count("alerts_expired");
}

void ticket_was_called(Change& change, const store::TicketRow& ticket) {
    if (!ticket.visit) return;
    for (auto& row : change.alerts.of_visit(*ticket.visit)) {
        if (!is_about_waiting(row.kind)) continue;
        if (row.state == static_cast<int>(AlertState::open)) {
            expire_alert(change, row);
        } else if (row.state == static_cast<int>(AlertState::claimed)) {
            // Whoever is with the customer is told where they are to go.
            auto alert = alert_of(row);
            if (!alert) continue;
            add_news(*alert, "news.called", {{"ticket", ticket.label}, {"window", std::to_string(ticket.window)}}, change.now);
            put_alert(change, row, *alert, "news");
        }
    }
}

}  // namespace silverlane::desk
