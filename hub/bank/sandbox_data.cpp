// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/bank/sandbox_data.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/hexadecimal.h"

namespace silverlane::bank {

namespace {

using Json = nlohmann::json;

/// What is wrong with a row; caught in load_sandbox_customers and nowhere else.
struct Mistake { std::string what; };

const Json& member(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end()) throw Mistake{fmt::format("{}: missing", name)};
    return *found;
}

std::string text(const Json& object, const char* name) {
    const auto& value = member(object, name);
    if (!value.is_string()) throw Mistake{fmt::format("{}: expected a text", name)};
    return value.get<std::string>();
}

/// A text that goes to a kiosk, which refuses the whole answer for one that is empty or longer.
std::string text_for_kiosks(const Json& object, const char* name, std::size_t longest) {
    auto found = text(object, name);
    if (found.empty() || found.size() > longest) throw Mistake{fmt::format("{}: expected 1 to {} bytes, found {}", name, longest, found.size())};
    return found;
}

std::int64_t number(const Json& object, const char* name, std::int64_t least, std::int64_t most) {
    const auto& value = member(object, name);
    if (!value.is_number_integer() || value.get<std::int64_t>() < least || value.get<std::int64_t>() > most) {
        throw Mistake{fmt::format("{}: expected a whole number from {} to {}", name, least, most)};
    }
    return value.get<std::int64_t>();
}

const Json& list(const Json& object, const char* name) {
    static const Json empty = Json::array();
    const auto found = object.find(name);
    if (found == object.end()) return empty;
    if (!found->is_array()) throw Mistake{fmt::format("{}: expected a list", name)};
    return *found;
}

KeyedHash hash_of(const Json& value, const char* name) {
    KeyedHash hash;
    const auto bytes = from_hexadecimal(value.is_string() ? value.get<std::string>() : std::string{});
    if (!bytes || bytes->size() != hash.bytes.size()) throw Mistake{fmt::format("{}: expected 64 hexadecimal digits", name)};
    std::copy(bytes->begin(), bytes->end(), hash.bytes.begin());
    return hash;
}

Day day_of(const std::string& value, const char* name) {
    const auto time = parse_rfc3339(value + "T00:00:00Z");
    if (!time) throw Mistake{fmt::format("{}: expected a day as 2026-11-22", name)};
    return std::chrono::floor<std::chrono::days>(*time);
}

constexpr std::int64_t kMostFen = 100'000'000'000'000;
constexpr std::size_t kLongestAccountId = 64;
constexpr std::size_t kLongestSummary = 32;
constexpr std::size_t kTailDigits = 4;
constexpr std::size_t kMostAccounts = 64;
constexpr int kMostRows = 512;   // of one answer with lines for a book

MonthlyEntry read_monthly(const Json& row) {
    MonthlyEntry entry;
    entry.summary = text_for_kiosks(row, "summary", kLongestSummary);
    entry.day = static_cast<int>(number(row, "day", 1, 31));
    // A pension is money that comes: "it has arrived" is never said of nothing, nor of what was taken.
    entry.amount_fen = number(row, "amount_fen", entry.summary == "pension" ? 1 : -kMostFen, kMostFen);
    for (const auto& each : list(row, "missed")) entry.missed.push_back(each.get<std::string>());
    return entry;
}

std::string tail_of(const Json& row) {
    auto tail = text(row, "tail");
    if (tail.size() != kTailDigits || !std::all_of(tail.begin(), tail.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        throw Mistake{"tail: expected the last four digits of the account, as \"0421\""};
    }
    return tail;
}

SandboxAccount read_account(const Json& row) {
    SandboxAccount account;
    account.id = text_for_kiosks(row, "id", kLongestAccountId);
    account.kind = text(row, "kind");
    if (account.kind != "demand" && account.kind != "time" && account.kind != "social_card") throw Mistake{"kind: expected demand, time or social_card"};
    account.tail = tail_of(row);
    account.opened = day_of(text(row, "opened"), "opened");
    account.opening_fen = number(row, "opening_fen", 0, kMostFen);
    if (account.kind == "time") {
        account.matures = text(row, "matures");
        static_cast<void>(day_of(account.matures, "matures"));
    }
    for (const auto& each : list(row, "monthly")) account.monthly.push_back(read_monthly(each));
    if (const auto book = row.find("passbook"); book != row.end() && !book->is_null()) {
        account.book = SandboxBook{hash_of(member(*book, "hash"), "passbook.hash"), static_cast<int>(number(*book, "rows_a_page", 1, 100)),
                                   static_cast<int>(number(*book, "pages", 1, 100)), number(*book, "first_line", 1, 1'000'000)};
        if (account.book->rows_a_page * account.book->pages > kMostRows) throw Mistake{fmt::format("passbook: expected at most {} rows in all", kMostRows)};
    }
    return account;
}

SandboxCustomer read_customer(const Json& row) {
    if (!row.is_object()) throw Mistake{"expected one JSON object a line"};
    SandboxCustomer customer;
    customer.id = text(row, "customer");
    customer.pin_hash = text(row, "pin_hash");
    for (const auto& each : list(row, "cards")) customer.media.push_back({protocol::BankMedium::Kind::card, hash_of(each, "cards")});
    for (const auto& each : list(row, "social_cards")) customer.media.push_back({protocol::BankMedium::Kind::social_card, hash_of(each, "social_cards")});
    if (list(row, "accounts").size() > kMostAccounts) throw Mistake{fmt::format("accounts: expected at most {}", kMostAccounts)};
    for (const auto& each : list(row, "accounts")) customer.accounts.push_back(read_account(each));
    return customer;
}

}  // namespace

Result<std::vector<SandboxCustomer>> load_sandbox_customers(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) return Error(ErrorCode::not_found, "cannot open '" + file.string() + "'");
    std::vector<SandboxCustomer> customers;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (line.empty()) continue;
        try {
            customers.push_back(read_customer(Json::parse(line)));
        } catch (const Mistake& mistake) {
            return Error(ErrorCode::invalid_input, fmt::format("{}:{}: {}", file.string(), number, mistake.what));
        } catch (const Json::exception&) {
            return Error(ErrorCode::invalid_input, fmt::format("{}:{}: not the JSON of a sandbox customer", file.string(), number));
        }
    }
    return customers;
}

}  // namespace silverlane::bank
