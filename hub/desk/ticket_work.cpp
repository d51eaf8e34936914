// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/ticket_work.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/known_work.h"
#include "hub/desk/phone_work.h"
#include "hub/desk/visit_work.h"
#include "hub/queue/queue_rules.h"
#include "hub/queue/visit_code.h"

namespace silverlane::desk {

namespace {

constexpr std::string_view kOwnSource = "kiosk";
constexpr int kReservedNumbers = 200;
constexpr Milliseconds kPassedIsTold{60'000};   // the hall says once that a number has passed; later it would be news of long ago
constexpr std::size_t kCalledShown = 4;   // what fits on an idle screen

protocol::WaitRange wait_for(const Office& office, int ahead) {
    const auto range = queue::wait_range(ahead, office.rules.get()->policy.minutes_per_ticket);
    return {range.from, range.to};
}

int ahead_of(Change& change, const store::TicketRow& ticket) {
    if (ticket.state != store::TicketState::waiting) return 0;
    const auto before = change.tickets.waiting_before(ticket);
    return queue::ahead_of_new(ticket.priority, before.priority, before.ordinary, change.office.settings.priority_calls_per_ordinary);
}

protocol::TicketIssued issued(Change& change, const store::TicketRow& ticket) {
    const int ahead = ahead_of(change, ticket);
    auto code = queue::make_visit_code(change.office.visit_code_key, ticket.branch, ticket.id);
    if (const auto& page = change.office.settings.phone.page_address; !page.empty()) code = page + "#" + code;
    return {ticket.id, ticket.label, std::move(code), ahead, wait_for(change.office, ahead), ticket.priority};
}

/// Who tapped a card in this turn, if they consented to service. Possession joins; time and place never do.
std::optional<CustomerId> holder(Change& change, const BranchId& branch, const std::optional<protocol::EvidenceIdentifier>& card) {
    if (!card) return std::nullopt;
    auto found = recognise(change, branch, {*card});
    if (!found.customer || found.by_claim) return std::nullopt;
    if (!has(standing_consents(change, *found.customer), "service")) {
        change.count("arrivals_without_consent");
        return std::nullopt;
    }
    return found.customer;
}

/// Puts the new ticket into the visit of whoever holds it, or into one without a person.
void join_ticket(Change& change, const Terminal& terminal, store::TicketRow& ticket, const std::optional<CustomerId>& customer) {
    std::vector<std::string> needs;
    if (ticket.wants_company) needs.emplace_back("company");
    if (customer) {
        const Sighting sighting{ticket.branch, *customer, "ticket,card", terminal.place, false, ticket.id, needs};
        // The row must stand before the alert is made, because the card shows its label.
        change.tickets.put(ticket);
        ticket.visit = join_visit(change, sighting).id;
    } else {
        change.tickets.put(ticket);
        auto visit = open_anonymous_visit(change, ticket.branch, "ticket", terminal.place, ticket.id);
        ticket.visit = visit.id;
        if (!needs.empty()) {
            visit.needs = needs.front();
            refresh_arrival_alert(change, visit);
            change.visits.put(visit);
        }
    }
    change.tickets.put(ticket);
}

Result<store::TicketRow> offline_ticket(Change& change, const Terminal& terminal, const protocol::TicketRequest& request) {
    const auto parts = queue::parse_label(*request.offline_label);
    const auto terminals = change.branches.terminals_of(terminal.branch);
    const auto own = std::find_if(terminals.begin(), terminals.end(), [&](const auto& each) { return each.id == terminal.kiosk; });
    if (!parts || own == terminals.end() || parts->series != own->series) {
        return Error(ErrorCode::invalid_input, "field 'offline_label': expected a label from this kiosk's reserved series");
    }
    store::TicketRow ticket;
    ticket.created_at = std::min(request.taken_at.value_or(change.now), change.now);
    ticket.day = change.calendar(terminal.branch).day(ticket.created_at);
    ticket.label = *request.offline_label;
    if (auto known = change.tickets.find_labelled(terminal.branch, ticket.day, kOwnSource, ticket.label)) return *known;
    return ticket;
}

/// The ticket that an outside machine speaks of.
std::optional<store::TicketRow> outside_ticket(Change& change, const protocol::Arrival& arrival) {
    if (!arrival.session.empty()) return change.tickets.find_of_session(arrival.branch, arrival.session);
    return change.tickets.find_labelled(arrival.branch, change.day(arrival.branch), arrival.source, arrival.ticket_label);
}

}  // namespace

Result<protocol::TicketIssued> issue_ticket(Change& change, const Terminal& terminal, const protocol::TicketRequest& request) {
    if (const auto before = change.answers.find(kind_of(terminal, "ticket"), request.key)) return protocol::ticket_issued_from_json(*before);
    if (!queue::is_service(request.service)) return Error(ErrorCode::invalid_input, "field 'service': expected one of cash, transfer, passbook, other");
    store::TicketRow ticket;
    if (request.offline_label) {
        auto offline = offline_ticket(change, terminal, request);
        if (!offline) return offline.error();
        ticket = std::move(*offline);
    } else {
        ticket.created_at = change.now;
        ticket.day = change.day(terminal.branch);
        const auto series = queue::series_for(request.service, request.priority);
        ticket.label = queue::label_for(series, change.tickets.next_number(terminal.branch, ticket.day, series));
    }
    if (ticket.id.empty()) {
        ticket.id = make_id<TicketId>(change.now, change.office.random);
        ticket.branch = terminal.branch;
        ticket.source = kOwnSource;
        ticket.service = request.service;
        ticket.priority = request.priority;
        ticket.wants_company = request.wants_company;
        join_ticket(change, terminal, ticket, holder(change, terminal.branch, request.card));
        change.count("tickets_issued");
        change.count_of_day(terminal.branch, "tickets");
        change.queue_moved(terminal.branch);
    }
    const auto answer = issued(change, ticket);
    change.answers.put(kind_of(terminal, "ticket"), request.key, protocol::to_json(answer), change.answers_expire());
    return answer;
}

std::optional<store::TicketRow> ticket_of_code(Change& change, const BranchId& branch, std::string_view code) {
    const auto id = queue::read_visit_code(change.office.visit_code_key, branch, code);
    if (!id) return std::nullopt;
    auto ticket = change.tickets.find(*id);
    if (!ticket || ticket->branch != branch || !ticket->visit) return std::nullopt;
    const auto visit = change.visits.find(*ticket->visit);
    if (!visit || visit->left_at) return std::nullopt;
    return ticket;
}

Result<protocol::VisitGreeting> greet_visit(Change& change, const Terminal& terminal, const protocol::VisitCodeScan& scan) {
    const auto kind = kind_of_day(terminal.branch, "greet", terminal.kiosk.text);
    if (const auto before = change.answers.find(kind, scan.key)) return protocol::visit_greeting_from_json(*before);
    const auto ticket = ticket_of_code(change, terminal.branch, scan.code);
    if (!ticket) {
        change.count("visit_codes_refused");
        return Error(ErrorCode::not_found, "this code belongs to no visit that lasts");
    }
    protocol::VisitGreeting greeting;
    add_place_in_queue(change, *ticket, greeting);
    const auto visit = change.visits.find(*ticket->visit);
    if (visit && visit->customer) {
        join_visit(change, Sighting{terminal.branch, *visit->customer, "visit_code", terminal.place, visit->claimed, ticket->id, {}});
        // Never after a typed tail.
        if (!visit->claimed) greeting.preferences = kept_settings(change, *visit->customer);
    }
    change.answers.put(kind, scan.key, protocol::to_json(greeting), change.answers_expire());
    return greeting;
}

void add_place_in_queue(Change& change, const store::TicketRow& ticket, protocol::VisitGreeting& greeting) {
    greeting.label = ticket.label;
    greeting.ahead = ahead_of(change, ticket);
    greeting.wait = wait_for(change.office, greeting.ahead);
}

Result<protocol::ReservedNumbers> reserve_block(Change& change, const Terminal& terminal) {
    for (const auto& each : change.branches.terminals_of(terminal.branch)) {
        if (each.id != terminal.kiosk) continue;
        return protocol::ReservedNumbers{each.series, 1, kReservedNumbers, change.day(terminal.branch)};
    }
    return Error(ErrorCode::not_found, "this terminal has no series of its own");
}

void outside_ticket_created(Change& change, const protocol::Arrival& arrival, bool late) {
    if (!arrival.session.empty() && change.tickets.find_of_session(arrival.branch, arrival.session)) return;
    if (late) {
        change.count("arrivals_late");
        return;
    }
    store::TicketRow ticket;
    ticket.id = make_id<TicketId>(change.now, change.office.random);
    ticket.branch = arrival.branch;
    ticket.day = change.day(arrival.branch);
    ticket.label = arrival.ticket_label;
    ticket.source = arrival.source;
    ticket.session = arrival.session;
    ticket.service = arrival.service;
    ticket.created_at = std::min(arrival.event_time, change.now);
    change.tickets.put(ticket);
    change.count_of_day(arrival.branch, "tickets");
    const auto found = recognise(change, arrival.branch, arrival.identifiers);
    if (found.customer && !found.by_claim && has(standing_consents(change, *found.customer), "service")) {
        ticket.visit = join_visit(change, Sighting{arrival.branch, *found.customer, "ticket", arrival.place, false, ticket.id, {}}).id;
    } else {
        if (found.customer) change.count("arrivals_without_consent");
        ticket.visit = open_anonymous_visit(change, arrival.branch, "ticket", arrival.place, ticket.id).id;
    }
    change.tickets.put(ticket);
    change.queue_moved(arrival.branch);
}

void outside_ticket_called(Change& change, const protocol::Arrival& arrival) {
    auto ticket = outside_ticket(change, arrival);
    if (!ticket || ticket->state == store::TicketState::ended) return;
    const bool first_call = ticket->state != store::TicketState::called;
    if (ticket->state == store::TicketState::called) {
        // Machines tell the same call more than once ("called", "serving"); a window that differs, or their own word for it, is a new one.
        const bool elsewhere = arrival.window != 0 && arrival.window != ticket->window;
        if (!arrival.again && !elsewhere) return;
        if (ticket->called_at && arrival.event_time < *ticket->called_at) return;
    }
    ticket->state = store::TicketState::called;
    ticket->called_at = arrival.event_time;
    if (arrival.window != 0) ticket->window = arrival.window;
    ++ticket->calls;
    change.tickets.put(*ticket);
    if (first_call) ticket_was_called(change, *ticket);
    tell_phones_called(change, *ticket);
    change.queue_moved(arrival.branch);
}

void outside_ticket_ended(Change& change, const protocol::Arrival& arrival) {
    auto ticket = outside_ticket(change, arrival);
    if (!ticket || ticket->state == store::TicketState::ended) return;
    ticket->state = store::TicketState::ended;
    ticket->ended_at = arrival.event_time;
    change.tickets.put(*ticket);
    if (ticket->visit) consider_leaving(change, *ticket->visit, arrival.event_time);
    change.queue_moved(arrival.branch);
}

protocol::BranchGlance glance_of(store::Connection& connection, const Office& office, const BranchId& branch) {
    store::Branches branches(connection);
    store::Tickets tickets(connection);
    const auto row = branches.find(branch);
    const BranchCalendar calendar{row ? std::chrono::minutes{row->utc_offset_minutes} : office.settings.utc_offset};
    const auto now = office.clock.now();
    const auto day = calendar.day(now);
    const auto waiting = tickets.waiting(branch, day);
    protocol::BranchGlance glance;
    glance.waiting = waiting.priority + waiting.ordinary;
    glance.wait = wait_for(office, queue::ahead_of_new(false, waiting.priority, waiting.ordinary, office.settings.priority_calls_per_ordinary));
    glance.at = now;
    for (const auto& ticket : tickets.last_called(branch, day, static_cast<int>(protocol::kMostHallCalls))) {
        // Of another machine, which gave it none: there is nothing to show, and a kiosk would refuse the whole glance.
        if (ticket.label.empty()) continue;
        if (glance.called.size() < kCalledShown) glance.called.push_back(ticket.label);
        glance.calls.push_back({ticket.label, ticket.window, ticket.called_at.value_or(ticket.created_at), std::max(ticket.calls, 1)});
    }
    for (const auto& ticket : tickets.missed(branch, day, static_cast<int>(protocol::kMostHallCalls))) {
        if (!ticket.called_at || now - *ticket.called_at > kPassedIsTold) break;
        glance.calls.push_back({ticket.label, ticket.window, *ticket.called_at, std::max(ticket.calls, 1), true});
    }
    std::stable_sort(glance.calls.begin(), glance.calls.end(), [](const auto& a, const auto& b) { return a.called_at > b.called_at; });
    if (glance.calls.size() > protocol::kMostHallCalls) glance.calls.resize(protocol::kMostHallCalls);
    glance.staff_reachable = static_cast<int>(office.publisher.staff_listening(branch));
    return glance;
}

}  // namespace silverlane::desk
