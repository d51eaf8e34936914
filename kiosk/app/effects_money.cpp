// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_money.h"

#include <fmt/format.h>

#include <utility>

#include "kiosk/app/money_words.h"

namespace silverlane::kiosk {
namespace {

constexpr int kPinDigits = 6;

std::optional<std::uint8_t> hexadecimal(char digit) {
    if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
    return std::nullopt;
}

std::optional<drivers::PinNonce> parse_nonce(const std::string& text) {
    drivers::PinNonce nonce{};
    if (text.size() != 2 * nonce.size()) return std::nullopt;
    for (std::size_t index = 0; index < nonce.size(); ++index) {
        const auto high = hexadecimal(text[2 * index]);
        const auto low = hexadecimal(text[2 * index + 1]);
        if (!high || !low) return std::nullopt;
        nonce[index] = static_cast<std::uint8_t>(*high * 16 + *low);
    }
    return nonce;
}

void put_amount(flow::Knowledge& knowledge, const char* name, const PrivateText& fen) {
    if (auto yuan = yuan_from_fen(fen)) knowledge.secrets.push_back({name, "amount_cny", std::move(*yuan)});
}

/// "11-15": the usual day in the month that is asked about.
void put_usual_day(flow::Knowledge& knowledge, const protocol::PensionState& pension) {
    constexpr std::size_t kMonthAt = 5;  // "2026-11"
    if (pension.usual_day <= 0 || pension.month.size() < kMonthAt + 2) return;
    std::string day = fmt::format("{}-{:02}", pension.month.substr(kMonthAt, 2), pension.usual_day);
    knowledge.secrets.push_back({"pension_day", "month_day", PrivateText{std::move(day)}});
}

flow::ListItem account_item(const protocol::BankAccount& account) {
    flow::ListItem item;
    item.id = account.id;
    item.text_key = account.kind == "time" ? "account.time" : account.kind == "social_card" ? "account.social_card" : "account.demand";
    item.secrets.push_back({"tail", "card_tail", account.tail});
    return item;
}

}  // namespace

flow::AskResult result_of(const hub_link::Answered& answer) {
    if (std::holds_alternative<hub_link::HubAway>(answer)) return flow::AskResult::away;
    if (std::holds_alternative<hub_link::Refused>(answer)) return flow::AskResult::refused;
    return flow::AskResult::done;
}

void MoneyEffects::answer(const flow::Ask& ask, std::uint64_t turn, flow::AskResult result, flow::Knowledge knowledge) {
    send_(flow::Answered{turn, ask.request, ask.what, result, std::move(knowledge)});
}

void MoneyEffects::enter_pin() {
    const std::uint64_t entry = ++asked_entry_;
    if (pad_ == nullptr) return send_(flow::PinCancelled{flow::PinGivenUp::unavailable});
    hub_.ask(protocol::BankNonceRequest{}, [this, entry](const hub_link::Answered& answer) { begin_pin(entry, answer); });
}

void MoneyEffects::begin_pin(std::uint64_t entry, const hub_link::Answered& answer) {
    if (entry != asked_entry_ || pad_ == nullptr) return;
    const auto* given = std::get_if<protocol::BankNonce>(&answer);
    const auto nonce = given == nullptr ? std::nullopt : parse_nonce(given->nonce);
    if (!nonce) return send_(flow::PinCancelled{flow::PinGivenUp::unavailable});
    nonce_ = given->nonce;
    drivers::PinRequest request;
    request.digits = kPinDigits;
    request.nonce = *nonce;
    auto begun = pad_->begin(request);
    if (!begun) return send_(flow::PinCancelled{flow::PinGivenUp::unavailable});
    open_entry_ = *begun;
}

void MoneyEffects::cancel_pin() {
    ++asked_entry_;
    open_entry_.reset();
    if (pad_ != nullptr) pad_->cancel();
}

void MoneyEffects::heard(drivers::PinReport report) {
    if (!open_entry_ || report.entry != *open_entry_) return;
    if (const auto* progress = std::get_if<drivers::PinProgress>(&report.what)) return send_(flow::PinTyped{progress->count});
    open_entry_.reset();
    if (auto* entered = std::get_if<drivers::PinEntered>(&report.what)) return send_(flow::PinEntered{std::move(entered->sealed)});
    const bool unsealed = std::holds_alternative<drivers::PinNotSealed>(report.what);
    send_(flow::PinCancelled{unsealed ? flow::PinGivenUp::unavailable : flow::PinGivenUp::by_person});
}

void MoneyEffects::ask(const flow::Ask& asked, std::uint64_t turn) {
    if (asked.what == flow::AskKind::check_pin) return check_pin(asked, turn);
    if (session_.empty()) return answer(asked, turn, flow::AskResult::refused);
    if (asked.what == flow::AskKind::pension) return ask_pension(asked, turn);
    if (asked.what == flow::AskKind::accounts) return ask_accounts(asked, turn);
    ask_balance(asked, turn);
}

void MoneyEffects::check_pin(const flow::Ask& asked, std::uint64_t turn) {
    if (!medium_ || nonce_.empty()) return answer(asked, turn, flow::AskResult::away);
    protocol::BankSessionRequest request;
    request.medium = *medium_;
    const auto kind = asked.entries.find("card");
    if (kind != asked.entries.end() && kind->second == "social") request.medium.kind = protocol::BankMedium::Kind::social_card;
    request.nonce = std::exchange(nonce_, {});
    request.sealed_pin = asked.secret;
    hub_.ask(std::move(request), [this, asked, turn, entry = asked_entry_](const hub_link::Answered& what) {
        const auto* opened = std::get_if<protocol::BankSessionAnswer>(&what);
        if (opened == nullptr) return answer(asked, turn, result_of(what));
        // Of a turn that is over, or of an entry that was given up: it opens nothing for the next person.
        const bool late = entry != asked_entry_;
        close(late ? opened->session : std::exchange(session_, {}));
        if (late) return;
        session_ = opened->session;
        answer(asked, turn, session_.empty() ? flow::AskResult::refused : flow::AskResult::done);
    });
}

void MoneyEffects::ask_pension(const flow::Ask& asked, std::uint64_t turn) {
    hub_.ask(hub_link::PensionRequest{session_}, [this, asked, turn](const hub_link::Answered& what) {
        const auto* pension = std::get_if<protocol::PensionState>(&what);
        if (pension == nullptr) return answer(asked, turn, result_of(what));
        if (pension->state == protocol::PensionState::State::no_pension) return answer(asked, turn, flow::AskResult::nothing);
        flow::Knowledge knowledge;
        const bool arrived = pension->state == protocol::PensionState::State::arrived;
        knowledge.marks["pension"] = arrived ? "arrived" : "not_arrived";
        if (arrived) put_amount(knowledge, "pension_amount", pension->amount_fen);
        put_usual_day(knowledge, *pension);
        answer(asked, turn, flow::AskResult::done, std::move(knowledge));
    });
}

void MoneyEffects::ask_accounts(const flow::Ask& asked, std::uint64_t turn) {
    hub_.ask(hub_link::AccountsRequest{session_}, [this, asked, turn](const hub_link::Answered& what) {
        const auto* found = std::get_if<protocol::BankAccounts>(&what);
        if (found == nullptr) return answer(asked, turn, result_of(what));
        if (found->accounts.empty()) return answer(asked, turn, flow::AskResult::nothing);
        flow::Knowledge knowledge;
        for (const auto& account : found->accounts) knowledge.lists["accounts"].push_back(account_item(account));
        only_account_ = found->accounts.size() == 1 ? found->accounts.front().id : std::string{};
        answer(asked, turn, flow::AskResult::done, std::move(knowledge));
    });
}

void MoneyEffects::ask_balance(const flow::Ask& asked, std::uint64_t turn) {
    const auto chosen = asked.entries.find("accounts");
    const std::string account = chosen == asked.entries.end() ? only_account_ : chosen->second;
    hub_.ask(protocol::BankBalanceRequest{session_, account}, [this, asked, turn](const hub_link::Answered& what) {
        const auto* balance = std::get_if<protocol::BankBalance>(&what);
        if (balance == nullptr) return answer(asked, turn, result_of(what));
        flow::Knowledge knowledge;
        put_amount(knowledge, "balance", balance->amount_fen);
        const auto result = knowledge.secrets.empty() ? flow::AskResult::away : flow::AskResult::done;  // looked at before it is moved from
        answer(asked, turn, result, std::move(knowledge));
    });
}

void MoneyEffects::close(const std::string& session) {
    if (!session.empty()) hub_.tell(protocol::BankSessionClose{{}, session});
}

void MoneyEffects::reset() {
    cancel_pin();
    close(std::exchange(session_, {}));
    nonce_.clear();
    only_account_.clear();
    medium_.reset();
}

}  // namespace silverlane::kiosk
