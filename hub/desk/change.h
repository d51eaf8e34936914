// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One request inside the writer's transaction: the tables, the time, and what is to be told once the transaction is durable. Private to
// hub/desk. Works on the writer thread for one request; nothing of it is believed by anybody before the commit. What is to be told outlives the
// transaction and its group, and is read by whichever thread finishes the request.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/decision/rules.h"
#include "hub/desk/customer_card.h"
#include "hub/desk/desk.h"
#include "hub/desk/group.h"
#include "hub/desk/rules_in_force.h"
#include "hub/store/alerts.h"
#include "hub/store/branches.h"
#include "hub/store/contacts.h"
#include "hub/store/customers.h"
#include "hub/store/decisions.h"
#include "hub/store/duty.h"
#include "hub/store/events.h"
#include "hub/store/opportunities.h"
#include "hub/store/retention.h"
#include "hub/store/services.h"
#include "hub/store/staff_accounts.h"
#include "hub/store/tickets.h"
#include "hub/store/visits.h"

namespace silverlane::desk {

/// What all requests share; owned by the desk.
struct Office {
    const DeskSettings& settings;
    const RulesInForce& rules;         ///< within a request: Change::rules
    const HashKey& visit_code_key;
    Publisher& publisher;
    const Clock& clock;
    RandomSource& random;
    EventLog& log;
    CardCache& cards;                  ///< writer thread only
};

class Change {
public:
    Change(store::Connection& connection, Group& group, const Office& the_office);

    const Office& office;
    const UtcTime now;
    store::Connection& connection;
    Group& group;
    const decision::Rules& rules;      ///< the same for the whole group
    store::Branches branches;
    store::StaffAccounts staff;
    store::Customers customers;
    store::Contacts contacts;
    store::Visits visits;
    store::Tickets tickets;
    store::Alerts alerts;
    store::Events event_log;
    store::Answers answers;
    store::Retention retention;
    store::Services services;
    store::Decisions decisions;
    store::Opportunities opportunities;
    store::Duties duties;

    /// The branch's row; nullptr when there is no such branch. The pointer lives as long as the group.
    const store::BranchRow* branch(const BranchId& id) { return group.branch(id); }
    /// The service day of a branch now.
    std::string day(const BranchId& id);
    [[nodiscard]] BranchCalendar calendar(const BranchId& id);

    /// What is held of the customer, from the cache or read now; good until something of the customer is written.
    std::shared_ptr<const CustomerCard> card(const CustomerId& customer);
    /// Keeps the card as it is after a write that was made just now, so that the next look need not read it all again.
    void keep_card(const CustomerId& customer, CustomerCard card);
    /// Writes a consent, by whichever way it came. A refusal of marketing, profiling or service takes with it what was concluded about the customer.
    /// False when a newer choice stands.
    bool put_consent(const CustomerId& customer, const store::ConsentRow& consent);
    /// What was concluded about the customer goes; what protects them (what rests, the bare days of contact) stays.
    void forget_conclusions(const CustomerId& customer);

    /// Takes the branch's next number, keeps the event for those who resume, and has it published after the commit.
    void publish(const BranchId& branch, std::string_view name, std::string audience, std::string data);
    void publish_to_kiosk(const BranchId& branch, std::string_view kiosk, const protocol::KioskEvent& event);
    /// Adds to a counter of /metrics after the commit.
    void count(std::string_view counter, std::uint64_t by = 1) { counts.emplace_back(counter, by); }
    /// Counts in the day's statistics of the branch, which hold no person.
    void count_of_day(const BranchId& branch, std::string_view name);
    /// Written after the commit.
    void note(LogEvent event) { notes.push_back(std::move(event)); }
    /// The queue at a glance is to be sent to the branch's kiosks soon.
    void queue_moved(const BranchId& branch) { moved_queues.push_back(branch); }

    /// How long the answer to a key is kept.
    [[nodiscard]] UtcTime answers_expire() const { return now + store::kAnswersLast; }

    /// Somebody of this branch may have become free: when the request is done, what waits is offered (dispatch_work.h).
    void room_in(const BranchId& branch) { rooms.insert(branch); }

    std::set<BranchId> rooms;
    std::vector<BranchEvent> events;
    std::vector<std::pair<std::string, std::uint64_t>> counts;
    std::vector<LogEvent> notes;
    std::vector<BranchId> moved_queues;

};

/// "day:B001:claim:1001:<alert>": the kind of an answer that holds something about a person and therefore goes at closing. `who` asked, and
/// `about` what; another's request with the same key is another request.
std::string kind_of_day(const BranchId& branch, std::string_view what, std::string_view who, std::string_view about = {});

/// "ticket:B001:K1": the kind of an answer to a terminal; a key belongs to the terminal that made it.
std::string kind_of(const Terminal& terminal, std::string_view what);

}  // namespace silverlane::desk
