// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/bank/bank_window.h"

#include "base/hexadecimal.h"

namespace silverlane::bank {

namespace {

constexpr std::size_t kTokenBytes = 32;

Error no_session() { return Error(ErrorCode::not_found, "this session is over"); }

template <class Map>
void drop_over(Map& map, MonotonicTime now) {
    std::erase_if(map, [&](const auto& each) { return each.second.until <= now; });
}

}  // namespace

void BankWindow::drop_what_is_over() {
    const auto now = clock_.monotonic();
    drop_over(nonces_, now);
    drop_over(sessions_, now);
    drop_over(answered_, now);
}

Result<protocol::BankNonce> BankWindow::make_nonce(const KioskId& kiosk) {
    const std::lock_guard lock(mutex_);
    drop_what_is_over();
    if (nonces_.size() >= settings_.most_kept) return Error(ErrorCode::too_many, "too many nonces are out; try again soon");
    Nonce nonce;
    random_.fill(nonce.bytes);
    nonce.kiosk = kiosk;
    nonce.until = clock_.monotonic() + settings_.nonce_lasts;
    auto text = to_hexadecimal(nonce.bytes);
    nonces_.emplace(text, std::move(nonce));
    return protocol::BankNonce{std::move(text)};
}

Result<PinNonce> BankWindow::take_nonce(const KioskId& kiosk, const std::string& text) {
    const std::lock_guard lock(mutex_);
    drop_what_is_over();
    if (sessions_.size() >= settings_.most_kept || answered_.size() >= settings_.most_kept) {
        return Error(ErrorCode::too_many, "too many sessions are open; try again soon");
    }
    const auto found = nonces_.find(text);
    if (found == nonces_.end() || found->second.kiosk != kiosk) return Error(ErrorCode::not_found, "this nonce is used up or too old");
    const auto bytes = found->second.bytes;
    nonces_.erase(found);
    return bytes;
}

Result<protocol::BankSessionAnswer> BankWindow::answer_for(const KioskId& kiosk, const PinCheck& check) {
    switch (check.verdict) {
        case PinCheck::Verdict::wrong_pin: return protocol::BankSessionAnswer{{}, "pin"};
        case PinCheck::Verdict::unusable: return protocol::BankSessionAnswer{{}, "card"};
        case PinCheck::Verdict::right: break;
    }
    protocol::BankSessionAnswer answer{make_token(kTokenBytes, random_), {}};
    const std::lock_guard lock(mutex_);
    sessions_[answer.session] = {check.customer, kiosk, clock_.monotonic() + settings_.session_idle};
    return answer;
}

Result<protocol::BankSessionAnswer> BankWindow::open(const KioskId& kiosk, const protocol::BankSessionRequest& request) {
    const std::lock_guard one_at_a_time(turn_of(kiosk));
    const std::string key = kiosk.text + "|" + request.key.text;
    {
        const std::lock_guard lock(mutex_);
        const auto before = answered_.find(key);
        if (before != answered_.end() && before->second.until > clock_.monotonic()) return before->second.answer;
    }
    const auto nonce = take_nonce(kiosk, request.nonce);
    if (!nonce) return nonce.error();
    auto check = core_.verify_pin(request.medium, *nonce, request.sealed_pin);
    if (!check && check.error().code() == ErrorCode::invalid_input) {
        // A pad with another key: nobody's PIN was wrong, and nobody at this machine can put it right.
        log_.write(LogEvent(LogLevel::error, "bank_pin_block_unreadable").with("kiosk", kiosk));
        check = PinCheck{};
    }
    if (!check) return check.error();
    auto answer = answer_for(kiosk, *check);
    if (!answer) return answer;
    const std::lock_guard lock(mutex_);
    answered_[key] = {*answer, clock_.monotonic() + settings_.answers_last};
    return answer;
}

void BankWindow::close(const KioskId& kiosk, std::string_view session) {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(session);
    if (found != sessions_.end() && found->second.kiosk == kiosk) sessions_.erase(found);
    // A late repeat of the opening must not hand out what was closed.
    std::erase_if(answered_, [&](const auto& each) { return each.second.answer.session == session; });
}

Result<CoreCustomerId> BankWindow::customer_of(const KioskId& kiosk, std::string_view session) {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(session);
    const auto now = clock_.monotonic();
    if (found == sessions_.end() || found->second.kiosk != kiosk || found->second.until <= now) return no_session();
    found->second.until = now + settings_.session_idle;
    return found->second.customer;
}

Result<protocol::PensionState> BankWindow::pension(const KioskId& kiosk, std::string_view session) {
    const auto customer = customer_of(kiosk, session);
    if (!customer) return customer.error();
    return core_.pension(*customer);
}

Result<protocol::BankAccounts> BankWindow::accounts(const KioskId& kiosk, std::string_view session) {
    const auto customer = customer_of(kiosk, session);
    if (!customer) return customer.error();
    auto accounts = core_.accounts(*customer);
    if (!accounts) return accounts.error();
    return protocol::BankAccounts{std::move(*accounts)};
}

Result<protocol::BankBalance> BankWindow::balance(const KioskId& kiosk, const protocol::BankBalanceRequest& request) {
    const auto customer = customer_of(kiosk, request.session);
    if (!customer) return customer.error();
    auto amount = core_.balance(*customer, request.account);
    if (!amount) return amount.error();
    return protocol::BankBalance{std::move(*amount)};
}

}  // namespace silverlane::bank
