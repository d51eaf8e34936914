// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/dry_decision.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/suggestion.h"
#include "hub/desk/change.h"
#include "hub/desk/customer_card.h"
#include "hub/desk/snapshot_work.h"

namespace silverlane::desk {
namespace {

/// Nothing that is asked here is told to anybody.
class Nobody final : public Publisher {
public:
    void publish(const BranchEvent&) override {}
    [[nodiscard]] std::size_t staff_listening(const BranchId&) const override { return 0; }
};

/// A desk without a writer: what a Change needs to read.
struct QuietOffice {
    QuietOffice(const decision::Rules& rules, const Clock& clock) : in_force(rules), office{settings, in_force, key, nobody, clock, random, log, cards} {}
    const DeskSettings settings;
    RulesInForce in_force;
    const HashKey key{{}};
    Nobody nobody;
    SystemRandom random;
    SilentLog log;
    CardCache cards{0};
    Office office;
};

Result<BranchId> branch_for(Change& change, const DryQuestion& question) {
    std::vector<std::string> ids;
    for (const auto& each : change.branches.all()) {
        const auto visit = question.branch ? std::nullopt : change.visits.newest_of(each.id, question.customer);
        if (question.branch ? each.id == *question.branch : visit && !visit->left_at) return each.id;
        ids.push_back(each.id.text);
    }
    if (question.branch) return Error(ErrorCode::not_found, fmt::format("there is no branch '{}' in this database; {}", question.branch->text, advice_among(question.branch->text, ids)));
    if (ids.size() == 1) return BranchId{ids.front()};
    if (ids.empty()) return Error(ErrorCode::not_found, "there is no branch in this database; import branch.toml first");
    return Error(ErrorCode::invalid_input, fmt::format("name the branch: --branch with one of {}", joined(ids)));
}

store::VisitRow visit_of(Change& change, const BranchId& branch, const CustomerId& customer) {
    if (auto open = change.visits.newest_of(branch, customer); open && !open->left_at) return std::move(*open);
    store::VisitRow arriving;
    arriving.branch = branch;
    arriving.customer = customer;
    arriving.opened_at = arriving.last_seen = change.now;
    arriving.evidence = "card";
    return arriving;
}

ServiceConsent consent_to_service(Change& change, const CustomerId& customer) {
    const auto card = change.card(customer);
    const auto found = std::find_if(card->consents.begin(), card->consents.end(), [](const auto& each) { return each.purpose == "service"; });
    if (found == card->consents.end()) return ServiceConsent::never_given;
    if (!found->granted) return ServiceConsent::refused;
    if (!lasts(*found, change.now)) return ServiceConsent::unused;
    return stands(*found, change.now) ? ServiceConsent::stands : ServiceConsent::refused_today;
}

/// As the desk asks before it makes a card of an arrival or a ticket.
void look_at_card(Change& change, const store::VisitRow& visit, DryAnswer& answer) {
    if (!visit.alert) return;
    const auto row = change.alerts.find(*visit.alert);
    answer.has_open_card = row && !row->body.empty() && row->state <= static_cast<int>(protocol::AlertState::claimed);
    answer.card_is_over = !answer.has_open_card;
}

}  // namespace

Result<DryAnswer> snapshot_now(store::Connection& connection, const decision::Rules& rules, const DryQuestion& question, const Clock& clock) {
    QuietOffice quiet(rules, clock);
    Group group(connection, quiet.in_force.get());
    Change change(connection, group, quiet.office);
    if (!change.customers.exists(question.customer)) {
        return Error(ErrorCode::not_found, fmt::format("there is no customer '{}' in this database; write the bank's own number, as \"id\" in customers.jsonl", question.customer.text));
    }
    const auto branch = branch_for(change, question);
    if (!branch) return branch.error();
    const auto visit = visit_of(change, *branch, question.customer);
    const auto ticket = visit.ticket ? change.tickets.find(*visit.ticket) : std::nullopt;
    const bool waits = ticket && ticket->state == store::TicketState::waiting;
    const auto trigger = question.trigger.value_or(waits ? decision::Trigger::ticket : decision::Trigger::arrival);
    DryAnswer answer;
    answer.snapshot = snapshot_of(change, visit, ticket, trigger);
    answer.service = consent_to_service(change, question.customer);
    look_at_card(change, visit, answer);
    if (const auto read = connection.failure(); !read) return read.error();
    return answer;
}

}  // namespace silverlane::desk
