// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/call_work.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "hub/decision/decide.h"
#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/phone_work.h"
#include "hub/desk/snapshot_work.h"
#include "hub/desk/view_audit.h"
#include "hub/desk/visit_work.h"
#include "hub/queue/call_cycle.h"
#include "hub/queue/queue_rules.h"
#include "hub/store/queues.h"

namespace silverlane::desk {

namespace {

using protocol::QueueTicket;
using queue::Refusal;
using queue::Stage;
using store::TicketRow;
using store::TicketState;

constexpr std::string_view kOwnSource = "kiosk";
constexpr int kMostWaiting = 2'000;      // looked through for the next call
constexpr std::size_t kMostShown = 400;  // of those who wait; a list on the wire holds 512
constexpr int kMostCalled = 64;
constexpr int kMostMissed = 48;
constexpr int kMostPassedAtOnce = 100;

queue::CallRules rules_of(const Office& office) {
    return {office.settings.priority_calls_per_ordinary, office.settings.queue.longest_wait, office.settings.queue.longest_priority_wait};
}

queue::HallScript script_of(const Office& office) { return {office.settings.queue.again_after, office.settings.queue.passes_after}; }

Stage stage_of(TicketState state) {
    switch (state) {
        case TicketState::waiting: return Stage::waiting;
        case TicketState::called: return Stage::called;
        case TicketState::ended: return Stage::ended;
        case TicketState::missed: return Stage::missed;
    }
    return Stage::ended;
}

TicketState state_of(Stage stage) {
    switch (stage) {
        case Stage::waiting: return TicketState::waiting;
        case Stage::called: return TicketState::called;
        case Stage::missed: return TicketState::missed;
        case Stage::ended: return TicketState::ended;
    }
    return TicketState::ended;
}

queue::Place place_of(const TicketRow& ticket) {
    return {stage_of(ticket.state), ticket.window, ticket.calls, ticket.first_called_at, ticket.called_at};
}

std::string_view name_of(TicketState state) {
    switch (state) {
        case TicketState::waiting: return "waiting";
        case TicketState::called: return "called";
        case TicketState::missed: return "missed";
        case TicketState::ended: return "ended";
    }
    return "ended";
}

Result<void> may_call(const Session& session) {
    if (session.role == "teller" || session.role == "lobby_manager" || session.role == "branch_head") return {};
    return Error(ErrorCode::forbidden, "numbers are called by tellers, lobby managers and the branch head");
}

/// A teller looks at whom they serve; lobby managers and the branch head, who answer for the hall, at every window.
Result<void> may_look_at(Change& change, const Session& session, int window) {
    if (auto may = may_call(session); !may) return may;
    if (session.role != "teller") return {};
    const auto duty = change.duties.find(session.staff, change.now);
    const bool own = duty && duty->branch == session.branch && duty->window == window && duty->state != "off";
    if (own) return {};
    return Error(ErrorCode::forbidden, fmt::format("window {} is not yours; say first that you are there (duty)", window));
}

/// A number that this hub calls: of this branch's day, and our own.
Result<TicketRow> own_ticket(Change& change, const Session& session, const TicketId& id) {
    auto ticket = change.tickets.find(id);
    if (!ticket || ticket->branch != session.branch) return Error(ErrorCode::not_found, "no such number in this branch today");
    if (ticket->source != kOwnSource) {
        return Error(ErrorCode::conflict, fmt::format("{} is of another queue machine, and is called, passed on and ended there", ticket->label));
    }
    return *ticket;
}

Error refusal_in_words(Refusal refusal, const TicketRow& ticket, const Office& office) {
    switch (refusal) {
        case Refusal::called_already: return {ErrorCode::conflict, fmt::format("{} is called at window {} at this moment", ticket.label, ticket.window)};
        case Refusal::not_called: return {ErrorCode::conflict, fmt::format("{} is {}; call it first", ticket.label, name_of(ticket.state))};
        case Refusal::too_soon: {
            const auto from = queue::passes_from(place_of(ticket), script_of(office));
            const bool once = ticket.calls < 2;
            return {ErrorCode::conflict, fmt::format("{} may still be walking: {}it passes from {}", ticket.label, once ? "call it once more; " : "",
                                                     from ? to_rfc3339(*from) : std::string{})};
        }
        case Refusal::over:
        case Refusal::none: break;
    }
    return {ErrorCode::conflict, fmt::format("{} has ended", ticket.label)};
}

/// Everything that follows from a step, in one place for all who make one: the row, the hall, the phones, the card, the visit.
void take_step(Change& change, TicketRow& ticket, const queue::Step& step) {
    const bool was_called = ticket.state == TicketState::called;
    ticket.state = state_of(step.place.stage);
    ticket.window = step.place.window;
    ticket.calls = step.place.calls;
    ticket.first_called_at = step.place.first_called;
    ticket.called_at = step.place.last_called;
    if (ticket.state == TicketState::ended) ticket.ended_at = change.now;
    change.tickets.put(ticket);
    change.queue_moved(ticket.branch);
    if (ticket.state == TicketState::called) {
        change.count(was_called ? "tickets_called_again" : "tickets_called");
        if (!was_called) ticket_was_called(change, ticket);
        tell_phones_called(change, ticket);
    }
    if (step.passed) {
        change.count("tickets_missed");
        raise_missed_call(change, ticket);
    }
    if (ticket.state == TicketState::ended && ticket.visit) consider_leaving(change, *ticket.visit, change.now);
}

std::vector<std::string> services_in(std::string_view list) { return list.empty() ? std::vector<std::string>{} : split_list(list); }

std::vector<queue::Waiting> as_waiting(const std::vector<TicketRow>& rows) {
    std::vector<queue::Waiting> waiting;
    waiting.reserve(rows.size());
    for (const auto& row : rows) waiting.push_back({row.id, row.priority, row.created_at});
    return waiting;
}

/// Our own numbers that wait for one of these services, in order of coming.
std::vector<TicketRow> waiting_for(store::Tickets& tickets, const BranchId& branch, const std::string& day, const std::vector<std::string>& services) {
    auto rows = tickets.waiting_list(branch, day, kMostWaiting);
    std::erase_if(rows, [&](const TicketRow& row) { return row.source != kOwnSource || !queue::serves(services, row.service); });
    return rows;
}

/// Staff say what became of a number before they call the next one, so that none is forgotten; one that was called again and did not come may
/// be left to the clock.
Result<void> window_is_free(Change& change, const BranchId& branch, int window) {
    const auto here = change.tickets.at_window(branch, change.day(branch), window);
    if (here.empty() || here.front().calls >= 2) return {};
    return Error(ErrorCode::conflict, fmt::format("{} is called at window {}; say first what became of it (done, back), or call it again", here.front().label, window));
}

QueueTicket shown(const TicketRow& row, const Office& office) {
    QueueTicket ticket;
    ticket.ticket = row.id;
    ticket.label = row.label;
    ticket.service = row.service;
    ticket.priority = row.priority;
    ticket.outside = row.source != kOwnSource;
    ticket.state = name_of(row.state);
    ticket.since = row.created_at;
    ticket.window = row.window;
    ticket.calls = row.calls;
    if (row.state != TicketState::waiting) ticket.called_at = row.called_at;
    if (!ticket.outside) ticket.missed_from = queue::passes_from(place_of(row), script_of(office));
    return ticket;
}

void add_visit(store::Visits& visits, const TicketRow& row, QueueTicket& ticket) {
    if (!row.visit) return;
    const auto visit = visits.find(*row.visit);
    if (!visit) return;
    ticket.needs = split_list(visit->needs);
    if (visit->alert) ticket.alert = *visit->alert;
}

protocol::WaitRange wait_for(const Office& office, int ahead) {
    const auto range = queue::wait_range(ahead, office.rules.get()->policy.minutes_per_ticket);
    return {range.from, range.to};
}

/// The answer to a change, remembered for its key.
QueueTicket answer(Change& change, const std::string& kind, const IdempotencyKey& key, const TicketRow& ticket) {
    // Only of one that waits is there more to say than what its row holds, and that takes looking at the others.
    QueueTicket made;
    if (ticket.state == TicketState::waiting) {
        made = shown_as(queue_of(change.connection, change.office, ticket.branch), ticket, change.office);
    } else {
        made = shown(ticket, change.office);
        add_visit(change.visits, ticket, made);
    }
    change.answers.put(kind, key, protocol::to_json(made), change.answers_expire());
    return made;
}

/// What the four changes have in common: who may, the answer given before, the step, what follows.
template <class Wish, class MakeStep>
Result<QueueTicket> change_ticket(Change& change, const Session& session, std::string_view what, const Wish& wish, MakeStep make_step) {
    if (auto may = may_call(session); !may) return may.error();
    const auto kind = kind_of_day(session.branch, what, session.staff.text, wish.ticket.text);
    if (const auto before = change.answers.find(kind, wish.key)) return protocol::queue_ticket_from_json(*before);
    auto ticket = own_ticket(change, session, wish.ticket);
    if (!ticket) return ticket.error();
    const queue::Step step = make_step(*ticket);
    if (step.refusal != Refusal::none) return refusal_in_words(step.refusal, *ticket, change.office);
    take_step(change, *ticket, step);
    return answer(change, kind, wish.key, *ticket);
}

}  // namespace

Result<QueueTicket> call_next(Change& change, const Session& session, const protocol::CallNext& wish) {
    if (auto may = may_call(session); !may) return may.error();
    const auto kind = kind_of_day(session.branch, "queue-call", session.staff.text);
    if (const auto before = change.answers.find(kind, wish.key)) return protocol::queue_ticket_from_json(*before);
    if (auto free = window_is_free(change, session.branch, wish.window); !free) return free.error();
    store::Queues queues(change.connection);
    const auto day = change.day(session.branch);
    const auto services = queues.services_of(session.branch, wish.window);
    const int in_a_row = queues.priority_calls(session.branch, day, services);
    auto next = wish.ticket;
    if (!next) {
        const auto rows = waiting_for(change.tickets, session.branch, day, services_in(services));
        next = queue::next_call(as_waiting(rows), in_a_row, rules_of(change.office), change.now);
        if (!next) return Error(ErrorCode::not_found, fmt::format("nobody waits for window {}", wish.window));
    }
    auto ticket = own_ticket(change, session, *next);
    if (!ticket) return ticket.error();
    const auto step = queue::call(place_of(*ticket), wish.window, change.now);
    if (step.refusal != Refusal::none) return refusal_in_words(step.refusal, *ticket, change.office);
    if (ticket->state == TicketState::waiting) {
        queues.set_priority_calls(session.branch, day, services, queue::calls_in_a_row_after(in_a_row, ticket->priority));
    }
    take_step(change, *ticket, step);
    return answer(change, kind, wish.key, *ticket);
}

Result<QueueTicket> call_again(Change& change, const Session& session, const protocol::TicketCall& wish) {
    // To another window only where nobody's number stands: that one would be forgotten.
    const auto ticket_now = change.tickets.find(wish.ticket);
    if (ticket_now && ticket_now->window != wish.window) {
        if (auto free = window_is_free(change, session.branch, wish.window); !free) return free.error();
    }
    return change_ticket(change, session, "queue-recall", wish,
                         [&](const TicketRow& ticket) { return queue::call_again(place_of(ticket), wish.window, script_of(change.office), change.now); });
}

Result<QueueTicket> move_ticket(Change& change, const Session& session, const protocol::TicketMove& wish) {
    if (!queue::is_service(wish.service)) return Error(ErrorCode::invalid_input, "field 'service': expected one of cash, transfer, passbook, other");
    return change_ticket(change, session, "queue-move", wish, [&](TicketRow& ticket) {
        // Whoever was at a window waits again; who waited goes on waiting. Since when stays as it was, and so does the place by it.
        const auto step = ticket.state == TicketState::waiting ? queue::Step{place_of(ticket)} : queue::put_back(place_of(ticket));
        if (step.refusal == Refusal::none) ticket.service = wish.service;
        return step;
    });
}

Result<QueueTicket> end_ticket(Change& change, const Session& session, const protocol::TicketEnd& wish) {
    return change_ticket(change, session, "queue-end", wish, [&](const TicketRow& ticket) {
        if (wish.how == "missed") return queue::pass(place_of(ticket), script_of(change.office), change.now);
        return wish.how == "back" ? queue::put_back(place_of(ticket)) : queue::end(place_of(ticket));
    });
}

protocol::QueueView queue_of(store::Connection& connection, const Office& office, const BranchId& branch) {
    store::Tickets tickets(connection);
    store::Visits visits(connection);
    const auto row = store::Branches(connection).find(branch);
    const BranchCalendar calendar{row ? std::chrono::minutes{row->utc_offset_minutes} : office.settings.utc_offset};
    const auto now = office.clock.now();
    const auto day = calendar.day(now);
    protocol::QueueView view;
    view.at = now;
    view.own_services = queue::all_services();
    const auto add = [&](const TicketRow& each) {
        view.tickets.push_back(shown(each, office));
        add_visit(visits, each, view.tickets.back());
    };
    for (const auto& each : tickets.last_called(branch, day, kMostCalled)) add(each);

    auto waiting = tickets.waiting_list(branch, day, kMostWaiting);
    view.waiting = static_cast<int>(waiting.size());
    const auto own_end = std::stable_partition(waiting.begin(), waiting.end(), [](const TicketRow& each) { return each.source == kOwnSource; });
    const std::vector<TicketRow> own(waiting.begin(), own_end);
    std::map<TicketId, const TicketRow*> by_id;
    int priority = 0;
    for (const auto& each : own) {
        by_id.emplace(each.id, &each);
        priority += each.priority ? 1 : 0;
    }
    const int in_a_row = store::Queues(connection).priority_calls(branch, day, {});
    int ahead = 0;
    for (const auto& id : queue::calling_order(as_waiting(own), in_a_row, rules_of(office), now)) {
        if (view.tickets.size() >= kMostShown) break;
        add(*by_id.at(id));
        view.tickets.back().ahead = ahead;
        view.tickets.back().wait = wait_for(office, ahead++);
    }
    int ahead_outside = 0;
    for (auto each = own_end; each != waiting.end() && view.tickets.size() < kMostShown; ++each) {
        add(*each);
        view.tickets.back().ahead = ahead_outside;
        view.tickets.back().wait = wait_for(office, ahead_outside++);
    }
    for (const auto& each : tickets.missed(branch, day, kMostMissed)) add(each);
    const int ordinary = static_cast<int>(own.size()) - priority;
    view.wait = wait_for(office, queue::ahead_of_new(false, priority, ordinary, office.settings.priority_calls_per_ordinary));
    return view;
}

QueueTicket shown_as(const protocol::QueueView& view, const TicketRow& ticket, const Office& office) {
    const auto found = std::find_if(view.tickets.begin(), view.tickets.end(), [&](const QueueTicket& each) { return each.ticket == ticket.id; });
    return found == view.tickets.end() ? shown(ticket, office) : *found;
}

void tell_queue(Change& change, const BranchId& branch, const protocol::QueueView& view) {
    change.publish(branch, "queue", "staff", protocol::to_json(view));
    store::Queues(change.connection).told(branch, change.events.back().sequence);
}

void pass_unanswered(Change& change) {
    for (auto& ticket : change.tickets.left_behind(change.now - change.office.settings.queue.passes_after, kMostPassedAtOnce)) {
        const auto step = queue::pass(place_of(ticket), script_of(change.office), change.now);
        if (step.refusal == Refusal::none) take_step(change, ticket, step);
    }
}

Result<std::optional<store::TicketRow>> ticket_at_counter(Change& change, const Session& session, int window) {
    if (auto may = may_look_at(change, session, window); !may) {
        record_refused_view(change, session, "counter");
        return may.error();
    }
    auto here = change.tickets.at_window(session.branch, change.day(session.branch), window);
    if (here.empty()) return std::optional<store::TicketRow>{};
    return std::optional{std::move(here.front())};
}

Result<protocol::CounterView> counter_view(Change& change, const Session& session, int window) {
    const auto called = ticket_at_counter(change, session, window);
    if (!called) return called.error();
    protocol::CounterView view;
    if (!*called) return view;
    const auto& ticket = **called;
    view.ticket = shown(ticket, change.office);
    add_visit(change.visits, ticket, *view.ticket);
    if (!ticket.visit) return view;
    const auto visit = change.visits.find(*ticket.visit);
    if (!visit) return view;
    if (visit->alert) {
        const auto row = change.alerts.find(*visit->alert);
        if (const auto card = row ? alert_of(*row) : Result<protocol::Alert>(Error(ErrorCode::not_found, "no card")); card) view.news = card->news;
    }
    // Known by a typed tail alone, the person is a stranger to the counter.
    if (visit->customer && !visit->claimed) {
        protocol::Alert card;
        store::AlertRow unused;
        add_person(change, card, unused, *visit);
        view.person = std::move(card.person);
        // Service and care rules alone: no campaign is decided here, so none can be shown.
        const auto decision = decision::decide(snapshot_of(change, *visit, ticket, decision::Trigger::ticket), decision::service_only_rules(), change.now);
        if (decision.alert_class != protocol::AlertClass::marketing && !decision.reasons.empty()) view.cue = decision.reasons.front();
        view.caution = decision.caution;
    }
    if (view.person) {
        record_view(change, session, "counter", visit->alert.value_or(AlertId{}));
        change.count("views_at_the_counter");
    }
    return view;
}

}  // namespace silverlane::desk
