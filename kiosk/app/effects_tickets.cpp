// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_tickets.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace silverlane::kiosk {

void TicketEffects::issue(const flow::IssueTicket& effect, const std::optional<protocol::EvidenceIdentifier>& card) {
    protocol::TicketRequest request;
    request.service = effect.service;
    request.priority = effect.priority;
    request.wants_company = std::find(effect.needs.begin(), effect.needs.end(), "company") != effect.needs.end();
    if (effect.card_tapped) request.card = card;
    hub_.ask(std::move(request), [this, number = effect.request, person = person_](const hub_link::Answered& answer) {
        answered(number, person, answer);
    });
}

void TicketEffects::answered(std::uint64_t request, std::uint64_t person, const hub_link::Answered& answer) {
    if (const auto* issued = std::get_if<protocol::TicketIssued>(&answer)) {
        flow::Ticket ticket;
        ticket.label = issued->label;
        ticket.ahead = issued->ahead;
        if (issued->wait.to_minutes > 0) {
            ticket.wait_low = issued->wait.from_minutes;
            ticket.wait_high = issued->wait.to_minutes;
        }
        ticket.priority = issued->priority;
        visit_codes_[issued->label] = issued->visit_code;
        if (person == person_) ticket_ = issued->ticket;
        return send_(flow::TicketIssued{request, std::move(ticket)});
    }
    if (const auto* offline = std::get_if<hub_link::OfflineTicket>(&answer)) {
        flow::Ticket ticket;
        ticket.label = offline->label;
        ticket.priority = offline->priority;
        ticket.offline = true;
        return send_(flow::TicketIssued{request, std::move(ticket)});
    }
    send_(flow::TicketRefused{request});
}

drivers::TicketSlip TicketEffects::slip_of(const flow::Ticket& ticket, const std::string& language) const {
    drivers::TicketSlip slip;
    slip.label = ticket.label;
    const auto line = [&](const char* key, const std::vector<scene::Argument>& arguments = {}) {
        if (texts_.has(key)) slip.lines.push_back(texts_.fill(key, language, arguments).shown);
    };
    if (ticket.ahead) line("value.ahead", {{"ahead", "ahead", std::to_string(*ticket.ahead)}});
    if (ticket.wait_low && ticket.wait_high) {
        line("value.wait", {{"wait", "wait_range", fmt::format("{}-{}", *ticket.wait_low, *ticket.wait_high)}});
    }
    line("printed_slip.sit");
    line("printed_slip.help");
    line("printed_slip.warning");
    const BranchCalendar calendar(settings_.branch.utc_offset);
    const int minute = calendar.minute_of_day(clock_.now());
    slip.lines.push_back(branch_name(settings_.branch, language));
    slip.lines.push_back(fmt::format("{} {:02}:{:02}", calendar.day(clock_.now()), minute / 60, minute % 60));
    const auto code = visit_codes_.find(ticket.label);
    if (code != visit_codes_.end() && !code->second.empty()) {
        slip.visit_code = code->second;
        // With a page's address in it the symbol is for a phone, else for a machine of the branch. Nobody needs to scan it, and it says so.
        const bool opens_a_page = code->second.find("://") != std::string::npos;
        for (const char* key : {opens_a_page ? "printed_slip.code_for_phone" : "printed_slip.code_for_machine", "printed_slip.code_not_needed"}) {
            if (texts_.has(key)) slip.code_lines.push_back(texts_.fill(key, language).shown);
        }
    }
    if (texts_.has("printed_slip.copy")) slip.copy_mark = texts_.fill("printed_slip.copy", language).shown;
    return slip;
}

void TicketEffects::print(const flow::PrintTicket& effect, const std::string& language) {
    const std::uint64_t id = ++last_job_;
    auto slip = slip_of(effect.ticket, language);
    slip.job = fmt::format("{}-{}-{}", settings_.terminal.id.text, clock_.now().time_since_epoch().count(), id);
    if (printer_ == nullptr || !printer_->print({id, std::move(slip)})) send_(flow::TicketPrinted{flow::Printed::failed});
}

void TicketEffects::printed(const PrintEnded& ended) {
    if (ended.id < turn_first_job_) return;  // of a person who has left
    switch (ended.outcome) {
        case drivers::OperationOutcome::ok: return send_(flow::TicketPrinted{flow::Printed::ok});
        case drivers::OperationOutcome::failed: return send_(flow::TicketPrinted{flow::Printed::failed});
        case drivers::OperationOutcome::unknown: return send_(flow::TicketPrinted{flow::Printed::unknown});
    }
}

void TicketEffects::reset() {
    // A slip already handed over still comes out: somebody may be standing there for it. Its outcome no longer moves a screen.
    turn_first_job_ = last_job_ + 1;
    ++person_;
    visit_codes_.clear();
    ticket_.reset();
}

}  // namespace silverlane::kiosk
