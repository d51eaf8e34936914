// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/bank_routes.h"

#include "hub/http/answers.h"
#include "hub/protocol/alert.h"

namespace silverlane::http {
namespace {

bool is_away(const Error& error) { return status_of(error.code()) == 503; }

net::Response bank_away() {
    const Error away(ErrorCode::unavailable, "bank_away");
    auto response = error_answer(away);
    response.body = protocol::error_to_json(away);
    return response;
}

template <class T>
net::Answer answer(const Result<T>& result) {
    if (!result.ok() && is_away(result.error())) return bank_away();
    return json_or_error(result);
}

/// Reads the body, then asks the window; 503 before anything where there is no bank.
template <class T, class Work>
net::Answer with_bank(const Services& services, const Call& call, Result<T> (*read)(std::string_view), Work work) {
    if (services.bank == nullptr) return bank_away();
    const auto request = read(call.request.body);
    if (!request.ok()) return error_answer(request.error());
    return work(*services.bank, *request);
}

}  // namespace

net::Answer make_bank_nonce(const Services& services, const Call& call) {
    return with_bank(services, call, protocol::bank_nonce_request_from_json,
                     [&](bank::BankWindow& window, const protocol::BankNonceRequest&) { return answer(window.make_nonce(call.terminal->kiosk)); });
}

net::Answer open_bank_session(const Services& services, const Call& call) {
    return with_bank(services, call, protocol::bank_session_request_from_json,
                     [&](bank::BankWindow& window, const protocol::BankSessionRequest& request) { return answer(window.open(call.terminal->kiosk, request)); });
}

net::Answer close_bank_session(const Services& services, const Call& call) {
    return with_bank(services, call, protocol::bank_session_close_from_json,
                     [&](bank::BankWindow& window, const protocol::BankSessionClose& request) -> net::Answer {
                         window.close(call.terminal->kiosk, request.session);
                         return done();
                     });
}

net::Answer show_pension(const Services& services, const Call& call) {
    return with_bank(services, call, protocol::bank_session_use_from_json,
                     [&](bank::BankWindow& window, const protocol::BankSessionUse& use) { return answer(window.pension(call.terminal->kiosk, use.session)); });
}

net::Answer show_accounts(const Services& services, const Call& call) {
    return with_bank(services, call, protocol::bank_session_use_from_json,
                     [&](bank::BankWindow& window, const protocol::BankSessionUse& use) { return answer(window.accounts(call.terminal->kiosk, use.session)); });
}

net::Answer show_balance(const Services& services, const Call& call) {
    return with_bank(services, call, protocol::bank_balance_request_from_json,
                     [&](bank::BankWindow& window, const protocol::BankBalanceRequest& request) { return answer(window.balance(call.terminal->kiosk, request)); });
}

net::Answer show_passbook_lines(const Services& services, const Call& call) {
    return with_bank(services, call, protocol::passbook_request_from_json,
                     [](bank::BankWindow& window, const protocol::PassbookRequest& request) { return answer(window.passbook(request)); });
}

net::Answer take_printed_line(const Services& services, const Call& call) {
    return with_bank(services, call, protocol::passbook_printed_from_json,
                     [](bank::BankWindow& window, const protocol::PassbookPrinted& printed) -> net::Answer {
                         const auto done_now = window.printed(printed);
                         if (!done_now.ok() && is_away(done_now.error())) return bank_away();
                         return done_or_error(done_now);
                     });
}

}  // namespace silverlane::http
