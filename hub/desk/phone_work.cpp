// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/phone_work.h"

#include <algorithm>
#include <array>

#include "base/pin_hash.h"
#include "hub/desk/call_work.h"
#include "hub/desk/consent_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/known_work.h"
#include "hub/desk/ticket_work.h"
#include "hub/queue/portal_token.h"
#include "hub/queue/visit_code.h"
#include "hub/store/queues.h"

namespace silverlane::desk {

namespace {

using protocol::PhonePlace;
using protocol::PhoneView;
using store::PhoneSessionRow;

constexpr std::size_t kTokenBytes = 32;
constexpr std::chrono::hours kOpenedLasts{24};          // closing ends it sooner
constexpr std::chrono::minutes kNothingLasts{10};       // what a code that opened nothing leaves behind
constexpr std::array<std::string_view, 3> kPurposes{"service", "wifi", "marketing"};
constexpr std::string_view kChannel = "phone";

/// A slip lies in a bin: it agrees to the service of its own visit, which the notice on the page speaks of, and to nothing that would last.
bool may_agree(const PhoneSession& session, std::string_view purpose) {
    return session.opened() && (!session.ticket || purpose == "service" || purpose == "wifi");
}

std::string subject_of(const PhoneSession& session) {
    return store::subject_of({session.token_hash, session.branch, session.ticket, session.wifi_session, {}});
}

/// A terminal that stands for the phone: its keys are its own, it has no place in the hall.
Terminal terminal_of(const PhoneSession& session) { return {KioskId{"phone:" + subject_of(session)}, session.branch, {}}; }

/// Fills in what the slip's code opens. What is computed does not depend on whether there is such a ticket.
void open_by_code(Change& change, std::string_view code, PhoneSessionRow& row) {
    const auto named = queue::ticket_named_by(code);
    const auto ticket = change.tickets.find(named.value_or(TicketId{}));
    const auto proven = queue::read_visit_code(change.office.visit_code_key, ticket ? ticket->branch : BranchId{}, code);
    const auto visit = change.visits.find(ticket && ticket->visit ? *ticket->visit : VisitId{});
    if (!ticket || !proven || !visit || visit->left_at) return;
    row.branch = ticket->branch;
    row.ticket = ticket->id;
}

void open_by_token(Change& change, std::string_view token, PhoneSessionRow& row) {
    const auto& settings = change.office.settings.phone;
    if (!settings.portal_key || !settings.hasher) return;
    const auto claim = queue::read_portal_token(*settings.portal_key, token);
    if (!claim || claim->expires <= change.now || change.branch(claim->branch) == nullptr) return;
    row.branch = claim->branch;
    row.wifi_session = queue::wifi_session_of(*claim, *settings.hasher);
}

/// Whether what the session was opened by is still going on. A phone that sleeps leaves the Wi-Fi again and again, so only a visit that is over,
/// or a session that nobody has heard of for as long as a visit lasts without a sign, ends it.
bool lasts(store::Connection& connection, const Office& office, const PhoneSessionRow& row) {
    store::Visits visits(connection);
    std::optional<VisitId> visit_id;
    if (row.ticket) {
        const auto ticket = store::Tickets(connection).find(*row.ticket);
        if (!ticket || !ticket->visit) return false;
        visit_id = ticket->visit;
    } else {
        const auto session = visits.find_session(row.branch, row.wifi_session);
        if (!session) return true;   // the controller has not reported it yet
        visit_id = session->visit;
        if (!visit_id) return !session->stopped_at || office.clock.now() - *session->stopped_at < office.settings.left_after;
    }
    const auto visit = visits.find(*visit_id);
    return visit && !visit->left_at;
}

/// The ticket that this phone may see: its own, or the one in the visit of its Wi-Fi session.
std::optional<store::TicketRow> ticket_of(store::Connection& connection, const PhoneSession& session) {
    store::Tickets tickets(connection);
    if (session.ticket) return tickets.find(*session.ticket);
    store::Visits visits(connection);
    const auto wifi = visits.find_session(session.branch, session.wifi_session);
    if (!wifi || !wifi->visit) return std::nullopt;
    const auto visit = visits.find(*wifi->visit);
    return visit && visit->ticket ? tickets.find(*visit->ticket) : std::nullopt;
}

PhonePlace place_in(const protocol::QueueTicket& ticket) {
    return {ticket.label, ticket.state, ticket.ahead, ticket.wait, ticket.window, ticket.calls};
}

/// Who is behind a Wi-Fi session: known only where its owner consented before, or has just agreed on this very phone.
Holder holder_of_session(Change& change, const PhoneSession& session) {
    Holder holder;
    const auto wifi = change.visits.find_session(session.branch, session.wifi_session);
    if (!wifi) return holder;
    holder.customer = wifi->customer;
    if (wifi->visit) holder.visit = change.visits.find(*wifi->visit);
    if (holder.visit && holder.visit->left_at) holder.visit.reset();
    return holder;
}

}  // namespace

std::string audience_of(const PhoneSession& session) { return "phone:" + subject_of(session); }

Token open_phone(Change& change, const protocol::PhoneOpen& shown) {
    const std::string token = make_token(kTokenBytes, change.office.random);
    PhoneSessionRow row;
    row.token_hash = hash_token(token);
    if (shown.portal_token.empty()) open_by_code(change, shown.visit_code, row);
    else open_by_token(change, shown.portal_token, row);
    const bool opened = !row.branch.empty();
    row.expires = change.now + (opened ? std::chrono::duration_cast<Milliseconds>(kOpenedLasts) : std::chrono::duration_cast<Milliseconds>(kNothingLasts));
    store::Phones(change.connection).put(row);
    change.count(opened ? "phones_opened" : "phones_refused");
    return {token};
}

Result<PhoneSession> phone_of(store::Connection& connection, const Office& office, const KeyedHash& token_hash) {
    const auto row = store::Phones(connection).find(token_hash, office.clock.now());
    if (!row || (!row->branch.empty() && !lasts(connection, office, *row))) return Error(ErrorCode::unauthorised, "this page has to be opened anew");
    return PhoneSession{row->token_hash, row->branch, row->ticket, row->wifi_session};
}

PhoneView phone_view(store::Connection& connection, const Office& office, const PhoneSession& session) {
    const auto& settings = office.settings.phone;
    PhoneView view;
    for (const auto purpose : kPurposes) view.consents.push_back({std::string{purpose}, std::nullopt, {}, may_agree(session, purpose)});
    if (!session.opened()) return view;
    view.bank_name_zh = settings.bank_name_zh;
    view.bank_name_en = settings.bank_name_en.empty() ? settings.bank_name_zh : settings.bank_name_en;
    view.contact_phone = store::Queues(connection).phone_of(session.branch);
    if (view.contact_phone.empty()) view.contact_phone = settings.contact_phone;
    if (const auto branch = store::Branches(connection).find(session.branch)) {
        view.branch_name_zh = branch->name_zh;
        view.branch_name_en = branch->name_en;
    }
    view.can_choose = true;
    view.choices_last = !session.ticket;
    view.consent_record_days = kConsentRecordDays;
    for (const auto& choice : store::Phones(connection).choices(session.branch, subject_of(session))) {
        for (auto& each : view.consents) {
            if (each.purpose != choice.purpose) continue;
            each.chosen = choice.granted;
            each.text_version = choice.text_version;
        }
    }
    const auto ticket = ticket_of(connection, session);
    if (!ticket) return view;
    const auto place = place_in(shown_as(queue_of(connection, office, session.branch), *ticket, office));
    view.ticket_label = place.ticket_label;
    view.ticket_state = place.ticket_state;
    view.ahead = place.ahead;
    view.wait = place.wait;
    view.window = place.window;
    view.calls = place.calls;
    if (ticket->state != store::TicketState::ended) view.visit_code = queue::make_visit_code(office.visit_code_key, ticket->branch, ticket->id);
    return view;
}

Result<void> choose_on_phone(Change& change, const PhoneSession& session, const protocol::PhoneChoice& choice) {
    if (!session.opened()) return Error(ErrorCode::conflict, "this page belongs to no visit");
    if (choice.granted && !may_agree(session, choice.purpose)) {
        return Error(ErrorCode::forbidden, "a slip agrees to nothing that lasts; a card at the kiosk does, or the page after the Wi-Fi's sign-in");
    }
    const auto terminal = terminal_of(session);
    if (change.answers.find(kind_of_day(session.branch, "phone-choice", subject_of(session)), choice.key)) return {};
    change.answers.put(kind_of_day(session.branch, "phone-choice", subject_of(session)), choice.key, "{}", change.answers_expire());
    protocol::ConsentChoice made;
    made.key = choice.key;
    made.purposes = {choice.purpose};
    made.granted = choice.granted;
    made.text_version = choice.text_version;
    made.channel = kChannel;
    if (session.ticket) {
        made.visit_code = queue::make_visit_code(change.office.visit_code_key, session.branch, *session.ticket);
        if (auto taken = take_choice(change, terminal, made); !taken) return taken.error();
    } else {
        take_choice_of(change, terminal, {holder_of_session(change, session).customer, std::nullopt, "wifi", Bond::person}, made);
    }
    store::Phones(change.connection).choose(session.branch, subject_of(session), {choice.purpose, choice.granted, choice.text_version, change.now});
    return {};
}

void forget_on_phone(Change& change, const PhoneSession& session, const protocol::PhoneForget& forget) {
    if (!session.opened()) return;
    if (session.ticket) {
        protocol::ForgetRequest request;
        request.key = forget.key;
        request.visit.ticket = session.ticket;
        forget_visit(change, terminal_of(session), request);
    } else {
        forget_holder(change, holder_of_session(change, session));
    }
    store::Phones(change.connection).forget(session.branch, subject_of(session));
    change.count("phones_forgotten");
}

void tell_phones_called(Change& change, const store::TicketRow& ticket) {
    store::Phones phones(change.connection);
    std::string place;
    for (const auto& watcher : phones.watchers(ticket.branch)) {
        if (watcher.ticket != ticket.id) continue;
        if (place.empty()) place = protocol::to_json(PhonePlace{ticket.label, "called", 0, {}, ticket.window, ticket.calls});
        phones.set_told(ticket.branch, watcher.subject, place);
        change.publish(ticket.branch, "called", "phone:" + watcher.subject, place);
    }
}

std::vector<PhoneNews> phone_news(store::Connection& connection, const Office& office, const BranchId& branch, const protocol::QueueView& view) {
    std::vector<PhoneNews> news;
    store::Tickets tickets(connection);
    for (const auto& watcher : store::Phones(connection).watchers(branch)) {
        const auto ticket = tickets.find(watcher.ticket);
        if (!ticket) continue;
        auto place = place_in(shown_as(view, *ticket, office));
        if (place.ticket_state == "called") place.wait = {};
        auto told = protocol::to_json(place);
        if (told != watcher.told) news.push_back({watcher.subject, std::move(told)});
    }
    return news;
}

void tell_phones(Change& change, const BranchId& branch, const std::vector<PhoneNews>& news) {
    store::Phones phones(change.connection);
    for (const auto& each : news) {
        phones.set_told(branch, each.subject, each.place);
        change.publish(branch, "place", "phone:" + each.subject, each.place);
    }
}

void take_choices_of_session(Change& change, const BranchId& branch, std::string_view wifi_session, const CustomerId& customer) {
    const PhoneSessionRow row{{}, branch, std::nullopt, std::string{wifi_session}, {}};
    for (const auto& choice : store::Phones(change.connection).choices(branch, store::subject_of(row))) {
        // Every accounting update comes by here: what is written down already is not written again.
        const auto card = change.card(customer);
        const bool is_known = std::any_of(card->consents.begin(), card->consents.end(), [&](const auto& each) {
            return each.purpose == choice.purpose && each.granted == choice.granted && each.time == choice.at;
        });
        if (is_known) continue;
        const store::ConsentRow consent{choice.purpose, choice.granted, choice.at, choice.text_version, std::string{kChannel}, change.now};
        if (change.put_consent(customer, consent)) change.customers.record_consent(customer, std::nullopt, consent, std::nullopt);
    }
}

}  // namespace silverlane::desk
