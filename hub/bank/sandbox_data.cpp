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

MonthlyEntry read_monthly(const Json& row) {
    MonthlyEntry entry;
    entry.summary = text(row, "summary");
    entry.day = static_cast<int>(number(row, "day", 1, 31));
    entry.amount_fen = number(row, "amount_fen", -kMostFen, kMostFen);
    for (const auto& each : list(row, "missed")) entry.missed.push_back(each.get<std::string>());
    return entry;
}

SandboxAccount read_account(const Json& row) {
    SandboxAccount account;
    account.id = text(row, "id");
    account.kind = text(row, "kind");
    if (account.kind != "demand" && account.kind != "time" && account.kind != "social_card") throw Mistake{"kind: expected demand, time or social_card"};
    account.tail = text(row, "tail");
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
