// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/duty_work.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/held_alert.h"
#include "hub/desk/interrupt_work.h"
#include "hub/desk/kiosk_call.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/view_audit.h"
#include "hub/dispatch/assignment.h"
#include "hub/dispatch/audience.h"

namespace silverlane::desk {

namespace {

using dispatch::Action;
using dispatch::Actor;
using protocol::Alert;
using protocol::AlertState;

constexpr int kMostReferrals = 200;
constexpr int kMostWaits = 100;
constexpr std::chrono::hours kReferralsShown{30 * 24};

/// Signed in, not gone home, and with a tablet that listens: what is passed to them reaches them. In a break it waits for them.
bool is_reached(Change& change, const store::DutyRow& row) {
    return row.signed_in && row.state != "off" && change.office.publisher.is_listening(row.branch, row.staff);
}

/// The colleague to whom something goes. Errors: invalid_input, in words that name what is the matter.
Result<store::DutyRow> colleague(Change& change, const Session& session, const std::string& number) {
    auto row = change.duties.find(StaffId{number}, change.now);
    if (!row || row->branch != session.branch) return Error(ErrorCode::invalid_input, "field 'to_staff': nobody of this branch has this number");
    if (row->staff == session.staff) return Error(ErrorCode::invalid_input, "field 'to_staff': that is yourself");
    if (!row->signed_in || row->state == "off") return Error(ErrorCode::invalid_input, "field 'to_staff': this colleague is not there now");
    if (!is_reached(change, *row)) return Error(ErrorCode::invalid_input, "field 'to_staff': no tablet of this colleague is connected now");
    return std::move(*row);
}

/// Whether anybody of a role, but who passes on, hears of it now.
bool reaches_role(Change& change, const Session& session, const std::string& role) {
    const auto rows = change.duties.of_branch(session.branch, change.now);
    return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.role == role && row.staff != session.staff && is_reached(change, row); });
}

/// Open again, for whom it was passed to; comes back when nobody takes it in time.
Result<void> pass_on(Change& change, const Session& session, HeldAlert& held, const std::string& staff, const std::string& role) {
    const bool was_own = held.is_of(session);
    const auto by = was_own ? Actor::owner : Actor::anybody;
    if (auto step = advance(held.row, held.alert, Action::transfer, by); !step) return step;
    change.duties.end_offers(held.row.id, change.now, "passed");
    change.duties.forget_declines(held.row.id);   // a colleague asks, which is another thing than the hub asking
    held.alert.offered_to.clear();
    held.alert.claimed_by.clear();
    held.alert.referred_by = session.staff.text;
    held.alert.wanted_role = role;
    held.alert.interrupts = true;   // somebody asks somebody: that is worth a buzz, also for what began as a silent row
    held.row.wanted_staff = staff;
    held.row.escalation_due = change.now + dispatch_policy(change).caps.transfer;
    held.row.escalated = 0;
    add_news(held.alert, "news.passed_on", {{"by", session.staff.text}}, change.now);
    put_alert(change, held.row, held.alert, "transferred", doer(session));
    opportunity_passed(change, held.row, session.staff.text);
    change.duties.add_referral(held.row.id, held.row.branch, session.staff, staff, role, change.now);
    change.count("alerts_transferred");
    if (was_own) tell_kiosk_nobody_comes_yet(change, held.row, hall_is_reachable(change, held.row.branch));
    return {};
}

std::string mask_of(const std::string& body) {
    const auto alert = protocol::alert_from_json(body);
    if (!alert || !alert->person || alert->person->name.text.empty()) return {};
    return protocol::masked_name(alert->person->name);
}

std::string referral_state(const store::ReferralRow& row, const StaffId& by) {
    const auto stage = dispatch::stage_named(row.stage).value_or(dispatch::Stage::decided);
    if (stage == dispatch::Stage::returned || (!dispatch::is_over(stage) && row.claimed_by == by.text)) return "returned";
    return std::string{protocol::name_of(dispatch::state_of(stage))};
}

}  // namespace

Result<protocol::Duty> take_duty(Change& change, const Session& session, const protocol::Duty& duty) {
    if (!change.answers.first_time(kind_of_day(session.branch, "duty", session.staff.text), duty.key, change.answers_expire())) return duty;
    change.duties.put(session.staff, session.branch, duty.state, duty.zone, duty.window, change.now);
    change.group.forget_team(session.branch);
    change.publish(session.branch, "duty", std::string{dispatch::kEverybody},
                   protocol::to_json(protocol::DutyChange{session.staff.text, duty.state, duty.zone, duty.window}));
    if (duty.state == "on_duty") change.room_in(session.branch);
    else withdraw_offers_of(change, session.branch, session.staff, "over");
    change.count("duty_changes");
    return duty;
}

Result<protocol::HandedOver> hand_over_claims(Change& change, const Session& session, const protocol::HandOver& hand_over) {
    const auto kind = kind_of_day(session.branch, "hand_over", session.staff.text);
    if (const auto before = change.answers.find(kind, hand_over.key)) return protocol::handed_over_from_json(*before);
    std::optional<store::DutyRow> to;
    if (!hand_over.to_staff.empty()) {
        auto found = colleague(change, session, hand_over.to_staff);
        if (!found) return found.error();
        to = std::move(*found);
    }
    protocol::HandedOver handed_over;
    for (auto& row : change.alerts.claimed_by(session.staff, session.branch)) {
        auto alert = alert_of(row);
        if (!alert) continue;
        HeldAlert held{std::move(row), std::move(*alert)};
        // What this colleague may not take goes to whoever may: waiting for them it would be nobody's.
        const bool fits = to && held.row.audience.empty() &&
                          dispatch::may_take(to->role, texts_from_json(to->qualifications), {}, held.alert.qualification).ok();
        // A teller hears only of what is for tellers.
        const std::string to_role = !fits ? held.alert.wanted_role : to->role == "teller" ? to->role : std::string{};
        if (auto passed = pass_on(change, session, held, fits ? to->staff.text : std::string{}, to_role); !passed) return passed.error();
        ++handed_over.alerts;
    }
    change.answers.put(kind, hand_over.key, protocol::to_json(handed_over), change.answers_expire());
    return handed_over;
}

/// Of one's own branch and role a card may only have gone with its day: that is no refusal. A tablet that asks again is one look.
static void note_refused_look(Change& change, const Session& session, const AlertId& id, const protocol::Seen& seen) {
    const auto row = change.alerts.find(id);
    if (row && row->branch == session.branch && may_see(session, *row)) return;
    const auto kind = kind_of_day(session.branch, "seen_refused", session.staff.text, id.text);
    if (change.answers.first_time(kind, seen.key, change.answers_expire())) record_refused_view(change, session, "card", id);
}

Result<Alert> see_alert(Change& change, const Session& session, const AlertId& id, const protocol::Seen& seen) {
    const auto kind = kind_of_day(session.branch, "seen", session.staff.text, id.text);
    auto held = hold(change, session, id);
    if (!held) {
        note_refused_look(change, session, id, seen);
        return held.error();
    }
    if (!change.answers.first_time(kind, seen.key, change.answers_expire())) return held->alert;
    // What is over may be looked at too, and is written down just the same. Whether it has reached whom it interrupts is theirs alone to say: a
    // colleague's look into the list neither answers for them nor ends the question.
    const bool waits_for_others = !held->alert.offered_to.empty() && !has(held->alert.offered_to, session.staff.text);
    if (!waits_for_others && advance(held->row, held->alert, Action::see, Actor::anybody).ok()) change.alerts.put(held->row);
    change.duties.mark_seen(id, session.staff, change.now);
    change.alerts.record_change(id, held->row.version, change.now, "seen", session.staff.text, session.device);
    const bool shows_person = held->alert.person && dispatch::stream_of_role(session.role) != dispatch::kTellers;
    if (shows_person) record_view(change, session, "card", id);
    change.count("alerts_seen");
    return held->alert;
}

Result<Alert> transfer_alert(Change& change, const Session& session, const AlertId& id, const protocol::Transfer& transfer) {
    return answer_about(change, session, id, "transfer", transfer, Finds::open_or_own, [&](HeldAlert& held) -> Result<void> {
        std::string role = transfer.to_role;
        if (!transfer.to_staff.empty()) {
            const auto to = colleague(change, session, transfer.to_staff);
            if (!to) return to.error();
            const auto may = dispatch::may_take(to->role, texts_from_json(to->qualifications), {}, held.alert.qualification);
            if (!may) return Error(ErrorCode::invalid_input, fmt::format("field 'to_staff': {}", may.error().message()));
            // So that a teller hears of what was passed to them.
            if (to->role == "teller") role = to->role;
        } else if (!reaches_role(change, session, role)) {
            // It would be kept from everybody else until it came back.
            return Error(ErrorCode::invalid_input, "field 'to_role': no tablet of this role is connected now");
        }
        if (!held.row.audience.empty()) return Error(ErrorCode::forbidden, "this alert is for the branch head alone");
        return pass_on(change, session, held, transfer.to_staff, role);
    });
}

Result<Alert> take_identity(Change& change, const Session& session, const AlertId& id, const protocol::IdentityAnswer& answer) {
    if (!answer.right) return release_alert(change, session, id, {answer.key, answer.version, "wrong_person"});
    return answer_about(change, session, id, "identity", answer, Finds::open_or_own, [&](HeldAlert& held) -> Result<void> {
        auto& alert = held.alert;
        if (!may_answer_for_person(session)) return nobody_was_named();
        if (!alert.person) return Error(ErrorCode::invalid_input, "this alert says of nobody who it is");
        alert.identity_confirmed = true;
        keep_confirmation(alert);
        // Who was asked for their name has been spoken with.
        if (held.is_of(session)) static_cast<void>(advance(held.row, alert, Action::contact, Actor::owner));
        put_alert(change, held.row, alert, "identity_confirmed", doer(session));
        change.count("identities_confirmed");
        return {};
    });
}

protocol::Colleagues colleagues_of(store::Connection& connection, const Publisher& publisher, const BranchId& branch, UtcTime now) {
    protocol::Colleagues list;
    store::Alerts alerts(connection);
    const auto burdens = alerts.burdens(branch);
    for (const auto& row : store::Duties(connection).of_branch(branch, now)) {
        if (!row.signed_in) continue;
        protocol::Colleague one{row.staff.text, row.display_name, row.role, row.state, row.zone, row.window, 0, texts_from_json(row.qualifications),
                                publisher.is_listening(branch, row.staff)};
        for (const auto& each : burdens) {
            if (each.staff == row.staff.text) one.open_claims += each.count;
        }
        list.colleagues.push_back(std::move(one));
    }
    return list;
}

protocol::Referrals referrals_of(store::Connection& connection, const StaffId& staff, UtcTime now) {
    protocol::Referrals list;
    for (const auto& row : store::Duties(connection).referrals_of(staff, now - kReferralsShown, kMostReferrals)) {
        protocol::Referral one;
        one.alert = row.alert;
        one.kind = row.kind;
        one.to_staff = row.to_staff;
        one.to_role = row.to_role;
        one.state = referral_state(row, staff);
        one.outcome = row.outcome;
        one.at = row.at;
        if (const auto alert = protocol::alert_from_json(row.body)) one.ticket_label = alert->ticket_label;
        one.person_mask = mask_of(row.body);
        list.referrals.push_back(std::move(one));
    }
    return list;
}

namespace {

/// Where a long wait of this visit is said: on the card that brings somebody to whoever waits, or on the visit's own where that has become a
/// call. A task for later, a referral and another call are for somebody else to do something else.
std::optional<store::AlertRow> card_of_wait(Change& change, const VisitId& id) {
    const auto visit = change.visits.find(id);
    for (auto& row : change.alerts.of_visit(id)) {
        const bool is_own = visit && visit->alert == row.id;
        const bool says_it = is_about_waiting(row.kind) || (is_own && is_call(row.kind));
        if (says_it && row.state <= static_cast<int>(AlertState::claimed)) return std::move(row);
    }
    return std::nullopt;
}

/// As urgent as a long wait is. What was that urgent before, and found nobody, is asked again from the beginning, the branch head with it.
void hurry(Change& change, store::AlertRow& row, Alert& alert) {
    const bool is_urgent_already = alert.urgency != protocol::Urgency::c;
    alert.urgency = protocol::Urgency::b;
    alert.interrupts = true;
    if (alert.kind == "arrival") alert.kind = "wait_over";
    row.escalated = 0;
    // Who had no time for somebody who had come was not asked about somebody who waits too long.
    change.duties.forget_declines(row.id);
    // What was passed to somebody goes its own way until it comes back.
    if (stage_of(row) == dispatch::Stage::transferred) return;
    row.escalation_due.reset();
    if (!is_urgent_already) return;
    auto wish = wish_of(change, row, alert, change.duties.offers_of(row.id));
    wish.role = "branch_head";
    if (find_somebody(change, row, alert, wish, false)) alert.caution = protocol::Line{"caution.branch_head", {}};
}

/// The visit's own card says it, and is as urgent as a long wait is.
bool add_wait_to_card(Change& change, const store::TicketRow& ticket, const std::string& minutes) {
    if (!ticket.visit) return false;
    auto row = card_of_wait(change, *ticket.visit);
    if (!row) return false;
    auto alert = alert_of(*row);
    if (!alert) return false;
    add_news(*alert, "news.wait_over", {{"ticket", ticket.label}, {"minutes", minutes}}, change.now);
    if (row->state == static_cast<int>(AlertState::open) && !is_call(row->kind)) hurry(change, *row, *alert);
    put_alert(change, *row, *alert, "news");
    return true;
}

/// What a long wait makes possible or necessary, beside its own news. Raises a card where the visit had nothing to say until now.
void decide_again(Change& change, const store::TicketRow& ticket) {
    if (!ticket.visit) return;
    auto visit = change.visits.find(*ticket.visit);
    if (!visit || visit->left_at) return;
    refresh_arrival_alert(change, *visit, decision::Trigger::long_wait);
    change.visits.put(*visit);
}

void raise_wait_over(Change& change, const store::TicketRow& ticket, const std::string& minutes) {
    Alert alert;
    alert.id = make_id<AlertId>(change.now, change.office.random);
    alert.branch = ticket.branch;
    alert.kind = "wait_over";
    alert.urgency = protocol::Urgency::b;
    alert.interrupts = true;
    alert.ticket_label = ticket.label;
    alert.evidence = {"ticket"};
    alert.reasons = {{"reason.wait_over", {{"minutes", minutes}}}};
    alert.first_sentence = protocol::Line{"say.may_i_help", {}};
    alert.outcomes = {"helped", "referred", "not_now"};
    alert.raised_at = change.now;
    auto row = new_row(change, alert);
    row.visit = ticket.visit;
    put_alert(change, row, alert, "raised");
    change.count("alerts_raised");
}

}  // namespace

void tell_long_waits(Change& change) {
    const auto promised = dispatch_policy(change).caps.wait_over;
    for (const auto& id : change.duties.untold_waits(change.now - promised, kMostWaits)) {
        const auto ticket = change.tickets.find(id);
        if (!ticket) continue;
        change.duties.told_wait(id, ticket->branch);
        const auto waited = std::chrono::duration_cast<std::chrono::minutes>(change.now - ticket->created_at).count();
        const auto minutes = std::to_string(waited);
        decide_again(change, *ticket);
        if (!add_wait_to_card(change, *ticket, minutes)) raise_wait_over(change, *ticket, minutes);
        change.count_of_day(ticket->branch, "waits_over");
    }
}

}  // namespace silverlane::desk
