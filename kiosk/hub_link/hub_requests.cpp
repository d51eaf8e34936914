// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/hub_requests.h"

#include <utility>
#include <variant>

#include "base/private_text.h"
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
            [&](const protocol::PassbookPrinted& printed) { return keep(MessageKind::passbook_printed, printed.key, to_json(printed)); },
            [&](const protocol::OfferAnswer& answered) { return keep(MessageKind::offer_answer, answered.key, to_json(answered)); },
            [&](const protocol::RatingGiven& given) { return keep(MessageKind::rating, given.key, to_json(given)); },
            [&](const protocol::QuizTotal& total) { return keep(MessageKind::quiz_total, total.key, to_json(total)); },
            [&](const protocol::ForgetRequest& request) { return ask_forgetting(request); },
            [&](const protocol::LoanAsked& loan) { return ask_done("/v1/loans", to_json(loan)); },
            [&](const protocol::BankSessionClose& close) { return ask_done("/v1/bank/sessions/close", to_json(close)); },
            [&](const protocol::AssistScreen& screen) { return ask_done("/v1/assist/screen", to_json(screen)); },
            [&](const ActivitiesRequest&) { return ask_hub("GET", "/v1/activities", {}, protocol::activities_from_json); },
            [&](const PensionRequest& request) {
                return ask_hub("POST", "/v1/bank/pension", to_json(protocol::BankSessionUse{request.session}), protocol::pension_state_from_json);
            },
            [&](const AccountsRequest& request) {
                return ask_hub("POST", "/v1/bank/accounts", to_json(protocol::BankSessionUse{request.session}), protocol::bank_accounts_from_json);
            },
            [&](const protocol::CardGreeting& card) { return ask_hub("POST", "/v1/cards/greet", to_json(card), protocol::visit_greeting_from_json); },
            [&](const protocol::BankNonceRequest& nonce) { return ask_hub("POST", "/v1/bank/nonces", to_json(nonce), protocol::bank_nonce_from_json); },
            [&](const protocol::BankSessionRequest& session) {
                return ask_hub("POST", "/v1/bank/sessions", to_json(session), protocol::bank_session_answer_from_json);
            },
            [&](const protocol::BankBalanceRequest& balance) {
                return ask_hub("POST", "/v1/bank/balance", to_json(balance), protocol::bank_balance_from_json);
            },
            [&](const protocol::PassbookRequest& book) { return ask_hub("POST", "/v1/bank/passbook", to_json(book), protocol::passbook_lines_from_json); },
            [&](const protocol::AfterTaskRequest& task) { return ask_hub("POST", "/v1/after-task", to_json(task), protocol::after_task_from_json); },
            [&](const protocol::HomeVisitAsked& visit) {
                return ask_hub("POST", "/v1/home-visits", to_json(visit), protocol::home_visit_taken_from_json);
            },
            [&](const protocol::SignUp& sign_up) { return ask_hub("POST", "/v1/sign-ups", to_json(sign_up), protocol::signed_up_from_json); },
            [&](const protocol::KnownRequest& known) { return ask_hub("POST", "/v1/known", to_json(known), protocol::known_list_from_json); },
        },
        ask.what);
}

Answered HubRequests::keep(MessageKind kind, const IdempotencyKey& key, std::string json) {
    const ZeroedAfterUse zeroed(json);
    const auto kept = outbox_.add(kind, key, json);
    if (kept) return Kept{};
    return HubAway{};  // the outbox has logged why
}

Result<net::Response> HubRequests::send(std::string_view method, const char* path, const std::string& body) {
    if (state_.contact() == LinkState::Contact::away) return Error(ErrorCode::unavailable, "the hub is away");
    const auto begun = clock_.monotonic();
    for (;;) {
        auto request = request_of(method, path, body, device_token_);
        const ZeroedAfterUse zeroed(request.body);
        auto response = client_.send(request);
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
    auto body = to_json(scan);
    const ZeroedAfterUse zeroed_body(body);
    auto response = post("/v1/visit-codes/scan", body);
    if (!response) return HubAway{};
    const ZeroedAfterUse zeroed_answer(response->body);
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

template <class T>
Answered HubRequests::ask_hub(std::string_view method, const char* path, std::string body, Result<T> (*read)(std::string_view)) {
    const ZeroedAfterUse zeroed_body(body);
    auto response = send(method, path, body);
    if (!response) return HubAway{};
    const ZeroedAfterUse zeroed_answer(response->body);
    if (response->status != 200) return refused(path, response->status);
    auto answer = read(response->body);
    if (answer) return std::move(*answer);
    log_.write(LogEvent(LogLevel::error, "hub_answer_unreadable").with("route", path).with("error", answer.error()));
    return HubAway{};
}

Answered HubRequests::ask_done(const char* path, std::string body) {
    const ZeroedAfterUse zeroed(body);
    const auto response = post(path, body);
    if (!response) return HubAway{};
    if (response->status >= 200 && response->status < 300) return protocol::Accepted{};
    return refused(path, response->status);
}

Answered HubRequests::refused(const char* path, int status) {
    if (status == 404) return Refused{"not_known"};
    if (status == 409) return Refused{"taken"};
    log_.write(LogEvent(LogLevel::warning, "hub_refused").with("route", path).with("status", status));
    if (status >= 500 || is_not_admitted(status)) return HubAway{};
    return Refused{"refused"};
}

Answered HubRequests::ask_forgetting(const protocol::ForgetRequest& request) {
    auto answered = ask_done("/v1/forget", to_json(request));
    if (!std::holds_alternative<HubAway>(answered)) return answered;
    return keep(MessageKind::forget, request.key, to_json(request));
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
