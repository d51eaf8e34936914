// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/bank/sandbox_bank.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/pin_hash.h"
#include "hub/bank/sandbox_ledger.h"

namespace silverlane::bank {

namespace {

PrivateText fen(std::int64_t amount) { return PrivateText{std::to_string(amount)}; }

std::string iso(Day day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// 0 for a new book, and for a name that no line of this bank can have.
std::int64_t line_number(std::string_view id) {
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(id.data(), id.data() + id.size(), number);
    return code == std::errc{} && end == id.data() + id.size() && number > 0 ? number : 0;
}

protocol::PassbookLine printed_line(const LedgerLine& line, const SandboxBook& book) {
    const auto position = line.id - book.first_line;
    return {std::to_string(line.id), static_cast<int>(position / book.rows_a_page) + 1, static_cast<int>(position % book.rows_a_page) + 1, iso(line.day),
            line.summary, fen(line.amount_fen), fen(line.balance_fen)};
}

}  // namespace

Result<std::unique_ptr<SandboxBank>> SandboxBank::open(const SandboxSettings& settings, const Clock& clock, EventLog& log) {
    auto customers = load_sandbox_customers(settings.customers);
    if (!customers) return customers.error();
    auto state = SandboxState::open(settings.state);
    if (!state) return state.error();
    auto key = drivers::pin_block::OpenKey::load(settings.pin_key);
    if (!key) return key.error();
    log.write(LogEvent(LogLevel::warning, "sandbox_bank_in_use").with("customers", static_cast<std::int64_t>(customers->size())));
    return std::unique_ptr<SandboxBank>(new SandboxBank(settings, std::move(*customers), std::move(*state), std::move(key).value(), clock, log));
}

SandboxBank::SandboxBank(SandboxSettings settings, std::vector<SandboxCustomer> customers, std::unique_ptr<SandboxState> state,
                         drivers::pin_block::OpenKey pin_key, const Clock& clock, EventLog& log)
    : settings_(std::move(settings)), customers_(std::move(customers)), state_(std::move(state)), pin_key_(std::move(pin_key)), clock_(clock), log_(log) {
    for (const auto& customer : customers_) {
        by_id_[customer.id] = &customer;
        for (const auto& medium : customer.media) by_medium_[{medium.kind, medium.hash}] = &customer;
        for (const auto& account : customer.accounts) {
            if (!account.book) continue;
            by_book_[account.book->hash] = &account;
            by_medium_[{protocol::BankMedium::Kind::passbook, account.book->hash}] = &customer;
        }
    }
}

Day SandboxBank::today() const { return std::chrono::floor<std::chrono::days>(clock_.now() + settings_.utc_offset); }

Result<PinCheck> SandboxBank::verify_pin(const protocol::BankMedium& medium, const PinNonce& nonce, const PrivateText& sealed_pin) {
    const auto pin = pin_key_.open(nonce, sealed_pin);
    if (!pin) return Error(ErrorCode::invalid_input, "the PIN block cannot be opened");
    const auto found = by_medium_.find({medium.kind, medium.hash});
    if (found == by_medium_.end()) return PinCheck{};
    const std::lock_guard lock(verifying_);
    const auto wrong = state_->wrong_pins(medium.hash);
    if (!wrong) return wrong.error();
    if (*wrong >= settings_.wrong_pins_allowed) return PinCheck{};
    // Written before the PIN is looked at: a hub that is killed in between has counted the try.
    if (auto counted = state_->set_wrong_pins(medium.hash, *wrong + 1); !counted) return counted.error();
    if (pin_matches(pin->open(PrivateDoor::keyed_hash), found->second->pin_hash)) {
        if (auto cleared = state_->set_wrong_pins(medium.hash, 0); !cleared) return cleared.error();
        return PinCheck{PinCheck::Verdict::right, CoreCustomerId{found->second->id}};
    }
    if (*wrong + 1 < settings_.wrong_pins_allowed) return PinCheck{PinCheck::Verdict::wrong_pin, {}};
    log_.write(LogEvent(LogLevel::notice, "bank_card_locked"));
    return PinCheck{};
}

Result<const SandboxCustomer*> SandboxBank::find(const CoreCustomerId& customer) const {
    const auto found = by_id_.find(customer.text);
    if (found == by_id_.end()) return Error(ErrorCode::not_found, "no such customer");
    return found->second;
}

Result<protocol::PensionState> SandboxBank::pension(const CoreCustomerId& customer) {
    const auto found = find(customer);
    if (!found) return found.error();
    const auto pension = pension_of(**found, today());
    protocol::PensionState state;
    if (!pension.has_pension) return state;
    state.state = pension.arrived ? protocol::PensionState::State::arrived : protocol::PensionState::State::not_arrived;
    state.month = pension.month;
    state.usual_day = pension.usual_day;
    if (pension.arrived) state.amount_fen = fen(pension.amount_fen);
    return state;
}

Result<std::vector<protocol::BankAccount>> SandboxBank::accounts(const CoreCustomerId& customer) {
    const auto found = find(customer);
    if (!found) return found.error();
    std::vector<protocol::BankAccount> accounts;
    for (const auto& each : (*found)->accounts) accounts.push_back({each.id, each.kind, PrivateText{each.tail}});
    return accounts;
}

Result<PrivateText> SandboxBank::balance(const CoreCustomerId& customer, std::string_view account) {
    const auto found = find(customer);
    if (!found) return found.error();
    for (const auto& each : (*found)->accounts) {
        if (each.id == account) return fen(balance_of(each, today()));
    }
    return Error(ErrorCode::not_found, "no such account of this customer");
}

Result<std::vector<Deposit>> SandboxBank::deposits(const CoreCustomerId& customer) {
    const auto found = find(customer);
    if (!found) return found.error();
    std::vector<Deposit> deposits;
    for (const auto& each : (*found)->accounts) {
        if (each.kind == "time") deposits.push_back({each.id, fen(balance_of(each, today())), each.matures});
    }
    std::stable_sort(deposits.begin(), deposits.end(), [](const Deposit& a, const Deposit& b) { return a.matures < b.matures; });
    return deposits;
}

Result<const SandboxAccount*> SandboxBank::account_of_book(const KeyedHash& passbook) const {
    const auto found = by_book_.find(passbook);
    if (found == by_book_.end()) return Error(ErrorCode::not_found, "no such passbook");
    return found->second;
}

Result<protocol::PassbookLines> SandboxBank::passbook_lines(const KeyedHash& passbook, std::string_view last_in_book) {
    const auto account = account_of_book(passbook);
    if (!account) return account.error();
    const auto marked = state_->last_printed(passbook);
    if (!marked) return marked.error();
    const auto& book = *(*account)->book;
    const auto last = std::max({*marked, line_number(last_in_book), book.first_line - 1});
    const auto room_ends = book.first_line + std::int64_t{book.rows_a_page} * book.pages;
    protocol::PassbookLines lines;
    for (const auto& each : ledger_of(**account, today())) {
        if (each.id <= last) continue;
        if (each.id < room_ends) lines.lines.push_back(printed_line(each, book));
        else lines.new_book_needed = true;
    }
    return lines;
}

Result<void> SandboxBank::mark_printed(const KeyedHash& passbook, std::string_view line) {
    const auto account = account_of_book(passbook);
    if (!account) return account.error();
    const auto number = line_number(line);
    const auto lines = ledger_of(**account, today());
    if (number < 1 || number > static_cast<std::int64_t>(lines.size())) return Error(ErrorCode::not_found, "no such line in this passbook");
    return state_->mark_printed(passbook, number);
}

}  // namespace silverlane::bank
