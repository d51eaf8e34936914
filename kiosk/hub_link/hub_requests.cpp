// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/hub_requests.h"

#include "kiosk/hub_link/wire.h"

namespace silverlane::hub_link {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

Answered HubRequests::answer(const Ask& ask) {
    return std::visit(
        Overloaded{
            [&](const protocol::TicketRequest& request) { return ask_ticket(request); },
            [&](const protocol::VisitCodeScan& scan) { return ask_greeting(scan); },
            [&](const protocol::HelpCall& call) { return ask_help(call); },
            [&](const protocol::HelpReason& reason) { return keep(MessageKind::help_reason, reason.key, to_json(reason)); },
            [&](const protocol::HelpCancelled& cancelled) { return keep(MessageKind::help_cancelled, cancelled.key, to_json(cancelled)); },
            [&](const protocol::TurnNotice& notice) { return keep(MessageKind::turn_notice, notice.key, to_json(notice)); },
            [&](const protocol::ConsentChoice& choice) { return keep(MessageKind::consent, choice.key, to_json(choice)); },
            [&](const protocol::Arrival& arrival) { return keep(MessageKind::arrival, arrival.key, to_json(arrival)); },
        },
        ask.what);
}

Answered HubRequests::keep(MessageKind kind, const IdempotencyKey& key, const std::string& json) {
    const auto kept = outbox_.add(kind, key, json);
    if (kept) return Kept{};
    return HubAway{};  // the outbox has logged why
}

Result<net::Response> HubRequests::post(const char* path, const std::string& body) {
    if (state_.contact() == LinkState::Contact::away) return Error(ErrorCode::unavailable, "the hub is away");
    const auto begun = clock_.monotonic();
    for (;;) {
        auto response = client_.send(request_of("POST", path, body, device_token_));
        if (response && !is_temporary(response->status)) {
            if (is_not_admitted(response->status)) state_.saw_away();
            else state_.saw_up();
            return response;
        }
        const bool unknown = !response && response.error().code() == ErrorCode::unknown_outcome;
        if (unknown && clock_.monotonic() - begun < longest_ / 2) continue;  // a kept connection that the hub had closed, most often
        if (!response) {
            state_.saw_away();
            return response;
        }
        return Error(ErrorCode::unavailable, "the hub answered " + std::to_string(response->status));
    }
}

Answered HubRequests::ask_ticket(protocol::TicketRequest request) {
    const auto response = post("/v1/tickets", to_json(request));
    if (!response) return offline_ticket(std::move(request));
    if (response->status == 200) {
        auto issued = protocol::ticket_issued_from_json(response->body);
        if (issued) return std::move(*issued);
    }
    log_.write(LogEvent(LogLevel::warning, "hub_refused").with("route", "/v1/tickets").with("status", response->status));
    return offline_ticket(std::move(request));  // whatever is wrong with the hub, a person leaves with a number
}

Answered HubRequests::offline_ticket(protocol::TicketRequest request) {
    const auto label = outbox_.take_reserved_label();
    if (!label) {
        log_.write(LogEvent(LogLevel::error, "offline_ticket_impossible").with("error", label.error()));
        return HubAway{};
    }
    request.offline_label = *label;
    request.taken_at = clock_.now();
    // A key of its own: should the first request have reached the hub after all, the number in the person's hand is still made known.
    request.key = IdempotencyKey{request.key.text + "-offline"};
    const auto kept = outbox_.add(MessageKind::ticket, request.key, to_json(request));
    if (!kept) return HubAway{};
    log_.write(LogEvent(LogLevel::warning, "offline_ticket").with("label", *label));
    return OfflineTicket{*label, request.priority};
}

Answered HubRequests::ask_greeting(const protocol::VisitCodeScan& scan) {
    const auto response = post("/v1/visit-codes/scan", to_json(scan));
    if (!response) return HubAway{};
    if (response->status == 200) {
        auto greeting = protocol::visit_greeting_from_json(response->body);
        if (greeting) return std::move(*greeting);
        log_.write(LogEvent(LogLevel::error, "hub_answer_unreadable").with("route", "/v1/visit-codes/scan").with("error", greeting.error()));
    }
    return Refused{"not_known"};
}

Answered HubRequests::ask_help(const protocol::HelpCall& call) {
    const auto response = post("/v1/help-calls", to_json(call));
    if (!response) return HubAway{};
    if (response->status == 200) {
        auto out = protocol::help_call_out_from_json(response->body);
        if (out) return std::move(*out);
    }
    log_.write(LogEvent(LogLevel::error, "hub_refused").with("route", "/v1/help-calls").with("status", response->status));
    return HubAway{};
}

bool HubRequests::renew_reserved_numbers(std::string_view day, int least) {
    const auto left = outbox_.reserved_left(day);
    if (!left) return false;
    if (*left >= least) return true;
    const auto response = post("/v1/reserved-numbers", "{}");
    if (!response) return false;
    if (response->status != 200) {
        log_.write(LogEvent(LogLevel::warning, "hub_refused").with("route", "/v1/reserved-numbers").with("status", response->status));
        return false;
    }
    const auto block = protocol::reserved_numbers_from_json(response->body);
    if (!block) {
        log_.write(LogEvent(LogLevel::error, "hub_answer_unreadable").with("route", "/v1/reserved-numbers").with("error", block.error()));
        return false;
    }
    if (!outbox_.keep_reserved(*block)) return false;
    log_.write(LogEvent(LogLevel::notice, "numbers_reserved").with("series", block->series).with("numbers", block->to - block->from + 1));
    return true;
}

}  // namespace silverlane::hub_link
