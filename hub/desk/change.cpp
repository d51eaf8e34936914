// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/change.h"

#include <fmt/format.h>

#include "hub/desk/campaign_count.h"
#include "hub/desk/task_work.h"

namespace silverlane::desk {

Change::Change(store::Connection& the_connection, Group& the_group, const Office& the_office)
    : office(the_office), now(the_office.clock.now()), connection(the_connection), group(the_group), rules(the_group.rules()), branches(connection), staff(connection),
      customers(connection, &the_office.cards), contacts(connection, &the_office.cards), visits(connection), tickets(connection), alerts(connection),
      event_log(connection), answers(connection), retention(connection, &the_office.cards), services(connection), decisions(connection),
      opportunities(connection), duties(connection) {}

std::shared_ptr<const CustomerCard> Change::card(const CustomerId& customer) {
    if (auto known = office.cards.find(customer)) return known;
    // A day more than is looked at, because a kept card outlives midnight and branches have zones of their own.
    constexpr std::chrono::hours kLookedBack{92 * 24};
    const BranchCalendar calendar{office.settings.utc_offset};
    auto card = std::make_shared<const CustomerCard>(read_card(customers, contacts, customer, calendar.day(now - kLookedBack)));
    // What a failed request could not read must not be believed by the next one.
    if (!connection.failed()) office.cards.put(customer, card);
    return card;
}

void Change::keep_card(const CustomerId& customer, CustomerCard card) {
    if (!connection.failed()) office.cards.put(customer, std::make_shared<const CustomerCard>(std::move(card)));
}

bool Change::put_consent(const CustomerId& customer, const store::ConsentRow& consent) {
    const bool stands = customers.put_consent(customer, consent);
    const bool ends_offers = consent.purpose == "marketing" || consent.purpose == "profiling" || consent.purpose == "service";
    if (stands && !consent.granted && ends_offers) forget_conclusions(customer);
    return stands;
}

void Change::forget_conclusions(const CustomerId& customer) {
    const auto rows = opportunities.of_customer(customer);
    end_tasks(*this, tasks_of(connection, rows));
    give_back(*this, rows);
    opportunities.drop_of_customer(customer);
    decisions.drop_of_customer(customer);
    contacts.forget(customer);
}

BranchCalendar Change::calendar(const BranchId& id) {
    const auto* row = branch(id);
    return BranchCalendar{row == nullptr ? office.settings.utc_offset : std::chrono::minutes{row->utc_offset_minutes}};
}

std::string Change::day(const BranchId& id) { return calendar(id).day(now); }

void Change::publish(const BranchId& id, std::string_view name, std::string audience, std::string data) {
    BranchEvent event{id, group.next_sequence(id), std::string{name}, std::move(audience), std::move(data)};
    event_log.put(id, {event.sequence, event.name, event.audience, event.data}, now);
    events.push_back(std::move(event));
}

void Change::publish_to_kiosk(const BranchId& id, std::string_view kiosk, const protocol::KioskEvent& event) {
    publish(id, "kiosk", fmt::format("kiosk:{}", kiosk), protocol::to_json(event));
}

void Change::count_of_day(const BranchId& id, std::string_view name) { group.count_of_day(id, day(id), name); }

std::string kind_of_day(const BranchId& branch, std::string_view what, std::string_view who, std::string_view about) {
    return fmt::format("day:{}:{}:{}:{}", branch.text, what, who, about);
}

std::string kind_of(const Terminal& terminal, std::string_view what) {
    return fmt::format("{}:{}:{}", what, terminal.branch.text, terminal.kiosk.text);
}

}  // namespace silverlane::desk
