// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/offer_work.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/decision/decide.h"
#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/known_work.h"
#include "hub/desk/opportunity_work.h"
#include "hub/desk/snapshot_work.h"

namespace silverlane::desk {

namespace {

using protocol::AfterTask;
using protocol::Alert;
using protocol::AlertClass;
using protocol::Urgency;

constexpr int kPoorFrom = 3;

std::optional<protocol::Offer> make_offer(Change& change, const Terminal& terminal, const store::VisitRow& visit) {
    // Somebody who waits for a person, or was not well, is offered nothing.
    if (!visit.customer || visit.claimed || change.services.was_offered_something(visit.id) || is_in_trouble(change, visit.id)) return std::nullopt;
    std::optional<store::TicketRow> ticket;
    if (visit.ticket) ticket = change.tickets.find(*visit.ticket);
    const auto snapshot = snapshot_of(change, visit, ticket, decision::Trigger::kiosk_offer);
    if (!snapshot.customer) return std::nullopt;
    const auto decision = decision::decide(snapshot, change.rules, change.now);
    record_decision(change, visit, snapshot, decision);
    if (decision.ghost) put_kiosk_ghost(change, visit, *decision.ghost);
    if (!decision.primary) return std::nullopt;
    const auto& campaign = change.rules.campaigns[decision.primary->campaign];
    if (!campaign.offer) return std::nullopt;
    store::OfferRow row{make_time_ordered_text(change.now, change.office.random), terminal.branch, visit.id, campaign.id.text, change.now, std::nullopt};
    change.services.put_offer(row);
    put_kiosk_opportunity(change, visit, *decision.primary);
    change.count_of_day(terminal.branch, "offer_shown:" + campaign.id.text);
    return protocol::Offer{row.id, campaign.offer->title, campaign.offer->line};
}

void raise_referral(Change& change, const Terminal& terminal, const store::VisitRow& visit, const decision::Campaign& campaign) {
    auto alert = alert_at(change, terminal, "referral");
    alert.alert_class = AlertClass::marketing;
    alert.urgency = Urgency::c;
    alert.reasons = {decision::reason_line(campaign)};
    alert.first_sentence = protocol::Line{"say.take_a_seat", {}};
    alert.outcomes = decision::outcomes_for(alert.alert_class, change.rules.policy);
    auto row = new_row(change, alert);
    row.campaign = campaign.id.text;
    if (visit.ticket) {
        if (const auto ticket = change.tickets.find(*visit.ticket)) alert.ticket_label = ticket->label;
    }
    add_person(change, alert, row, visit);
    pass_to_referral(change, visit, campaign.id.text, alert.id);
    put_alert(change, row, alert, "raised");
}

protocol::Line reason_line(std::string_view reason) {
    if (reason == "wait") return {"reason.rated_wait", {}};
    if (reason == "hearing") return {"reason.rated_hearing", {}};
    if (reason == "reading") return {"reason.rated_reading", {}};
    return {"reason.rated_poor", {}};
}

/// For the rest of the day staff who meet this person know that something went wrong; the rating itself holds no person.
void note_low_rating(Change& change, const Terminal& terminal, const protocol::RatingGiven& given) {
    if (given.ticket_label.empty()) return;
    const auto day = change.day(terminal.branch);
    const auto ticket = change.tickets.find_labelled(terminal.branch, day, "kiosk", given.ticket_label);
    if (!ticket || !ticket->visit) return;
    const auto visit = change.visits.find(*ticket->visit);
    if (!visit || !visit->customer || visit->claimed || !consents_to(change, *visit->customer, "service")) return;
    change.contacts.put_signal(*visit->customer, {"rating:" + visit->id.text, "low_rating", "", day, given.rating, terminal.branch,
                                                  change.now + std::chrono::hours{24}});
}

void raise_recover(Change& change, const Terminal& terminal, const protocol::RatingGiven& given) {
    auto alert = alert_at(change, terminal, "recover");
    alert.alert_class = AlertClass::service;
    alert.urgency = Urgency::b;
    alert.ticket_label = given.ticket_label;
    alert.reasons = {reason_line(given.reason)};
    if (given.wants_manager) alert.reasons.insert(alert.reasons.begin(), protocol::Line{"reason.wants_manager", {}});
    alert.first_sentence = protocol::Line{"say.sorry_how_was_it", {}};
    alert.outcomes = decision::outcomes_for(AlertClass::service, change.rules.policy);
    auto row = new_row(change, alert);
    row.audience = "branch_head";
    put_alert(change, row, alert, "raised");
}

}  // namespace

Result<AfterTask> what_after_task(Change& change, const Terminal& terminal, const protocol::AfterTaskRequest& request) {
    const auto kind = kind_of_day(terminal.branch, "after_task", terminal.kiosk.text);
    if (const auto before = change.answers.find(kind, request.key)) return protocol::after_task_from_json(*before);
    AfterTask after;
    const auto holder = holder_of(change, terminal, request.visit);
    if (holder.visit) after.offer = make_offer(change, terminal, *holder.visit);
    if (after.offer) {
        after.what = AfterTask::What::offer;
    } else if (has(change.office.settings.rating_flows, request.flow)) {
        after.what = AfterTask::What::rating;
        change.count_of_day(terminal.branch, "ratings_asked");
    }
    change.answers.put(kind, request.key, protocol::to_json(after), change.answers_expire());
    return after;
}

Result<void> take_offer_answer(Change& change, const Terminal& terminal, const protocol::OfferAnswer& answer) {
    if (!change.answers.first_time(kind_of(terminal, "offer_answer"), answer.key, change.answers_expire())) return {};
    auto offer = change.services.find_offer(answer.offer);
    if (!offer || offer->branch != terminal.branch) return Error(ErrorCode::not_found, "no such offer was made here today");
    if (offer->wanted) return {};
    offer->wanted = answer.wanted;
    change.services.put_offer(*offer);
    change.count_of_day(terminal.branch, fmt::format("offer_{}:{}", answer.wanted ? "wanted" : "declined", offer->campaign));
    const auto visit = change.visits.find(offer->visit);
    if (!visit) return {};
    if (!answer.wanted) {
        kiosk_opportunity_ended(change, *visit, offer->campaign, "declined");
        return {};
    }
    if (const auto* campaign = campaign_of(change, offer->campaign)) raise_referral(change, terminal, *visit, *campaign);
    return {};
}

void take_rating(Change& change, const Terminal& terminal, const protocol::RatingGiven& given) {
    if (!change.answers.first_time(kind_of(terminal, "rating"), given.key, change.answers_expire())) return;
    change.services.add_rating({terminal.branch, change.day(terminal.branch), given.flow, given.rating, given.reason});
    change.count_of_day(terminal.branch, fmt::format("rating:{}", given.rating));
    if (given.rating >= kPoorFrom) note_low_rating(change, terminal, given);
    if (given.rating >= kPoorFrom || given.wants_manager) raise_recover(change, terminal, given);
}

}  // namespace silverlane::desk
