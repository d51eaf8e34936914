// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/bank_import.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/hexadecimal.h"
#include "base/pin_hash.h"
#include "config/reader.h"
#include "hub/desk/feed_work.h"
#include "hub/store/branches.h"
#include "hub/store/staff_accounts.h"

namespace silverlane::desk {

namespace {

using config::Document;
using config::Mistakes;
using config::TableReader;

KeyedHash hash_from(TableReader& table, std::string_view key) {
    KeyedHash hash;
    const auto text = table.required_text(key);
    const auto bytes = from_hexadecimal(text);
    if (bytes && bytes->size() == hash.bytes.size()) std::copy(bytes->begin(), bytes->end(), hash.bytes.begin());
    else if (!text.empty()) table.mistake(key, "no SHA-256", "write 64 hexadecimal digits, as silverlanectl enrol prints them");
    return hash;
}

std::vector<store::TerminalRow> read_terminals(TableReader& root, const BranchId& branch, const std::set<std::string>& places) {
    std::vector<store::TerminalRow> terminals;
    std::set<std::string> series;
    for (auto& table : root.tables("terminal")) {
        store::TerminalRow row;
        row.id = KioskId{table.required_text("id")};
        row.branch = branch;
        row.place = table.text("place", row.id.text);
        row.series = table.required_text("series");
        row.token_hash = hash_from(table, "token_hash");
        if (!places.empty() && places.count(row.place) == 0) table.mistake("place", fmt::format("no [[place]] with id '{}'", row.place), "add it");
        // A to D and T are the hub's own; two kiosks with one letter would print one label twice while the hub is away.
        if (row.series.size() != 1 || row.series[0] < 'E' || row.series[0] > 'Z' || row.series == "T") {
            table.mistake("series", fmt::format("'{}' cannot be a kiosk's series", row.series), "write one letter from E to Z, not T");
        } else if (!series.insert(row.series).second) {
            table.mistake("series", fmt::format("series '{}' belongs to another terminal", row.series), "write another letter");
        }
        table.finish();
        terminals.push_back(std::move(row));
    }
    return terminals;
}

}  // namespace

int minute_of_day_in(TableReader& table, std::string_view key, std::string_view fallback) {
    const auto text = fallback.empty() ? table.required_text(key) : table.text(key, fallback);
    const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 99; };
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (text.size() == 5 && text[2] == ':' && hour < 24 && minute < 60) return hour * 60 + minute;
    if (!text.empty()) table.mistake(key, fmt::format("'{}' is no time of day", text), "write it as \"17:30\"");
    return 0;
}

Result<void> import_branch(const std::filesystem::path& file, store::Store& store, ImportReport& report) {
    auto document = Document::load(file);
    if (!document) return document.error();
    Mistakes mistakes;
    auto root = document->root(mistakes);
    store::BranchRow branch;
    branch.id = BranchId{root.required_text("id")};
    branch.name_zh = root.required_text("name_zh");
    branch.name_en = root.text("name_en", branch.name_zh);
    branch.utc_offset_minutes = static_cast<int>(root.integer("utc_offset_minutes", 480, -720, 840));
    branch.closes_at_minute = minute_of_day_in(root, "closes_at", "17:30");
    branch.path = root.text("path", "");
    std::set<std::string> places;
    for (auto& table : root.tables("place")) {
        places.insert(table.required_text("id"));
        static_cast<void>(table.optional_text("name_zh"));
        static_cast<void>(table.optional_text("name_en"));
        table.finish();
    }
    const auto terminals = read_terminals(root, branch.id, places);
    const auto windows = read_windows(root);
    const auto phone = root.text("phone", "");
    if (phone.size() > 40 || phone.find_first_not_of("0123456789 +-()") != std::string::npos) {
        root.mistake("phone", fmt::format("'{}' is no telephone number", phone), "write digits, as \"95588\" or \"010 1234 5678\"");
    }
    root.finish();
    if (auto done = mistakes.as_result(); !done) return done;
    auto written = store.write([&](store::Connection& connection) -> Result<void> {
        store::Branches branches(connection);
        branches.put(branch);
        for (const auto& terminal : terminals) branches.put_terminal(terminal);
        store::Queues(connection).put_branch(branch.id, windows, phone);
        return {};
    });
    if (!written) return std::move(written).within("importing " + file.string());
    ++report.branches;
    report.terminals += static_cast<int>(terminals.size());
    return {};
}

Result<void> import_staff(const std::filesystem::path& file, store::Store& store, ImportReport& report) {
    auto document = Document::load(file);
    if (!document) return document.error();
    Mistakes mistakes;
    auto root = document->root(mistakes);
    std::vector<store::StaffRow> staff;
    std::map<BranchId, std::vector<StaffId>> numbers;
    for (auto& table : root.tables("staff")) {
        store::StaffRow row;
        row.number = StaffId{table.required_text("number")};
        row.display_name = table.required_text("display_name");
        row.role = table.one_of("role", "lobby_manager", {"lobby_manager", "relationship_manager", "branch_head", "teller"});
        row.branch = BranchId{table.required_text("branch")};
        row.pin_hash = table.required_text("pin_hash");
        if (!row.pin_hash.empty() && row.pin_hash.rfind("pbkdf2-sha256$", 0) != 0) {
            table.mistake("pin_hash", "no PIN hash", "write what silverlanectl hash-pin prints, never the PIN itself");
        }
        row.qualifications = "[";
        for (const auto& each : table.texts("qualifications")) row.qualifications += fmt::format("{}\"{}\"", row.qualifications.size() > 1 ? "," : "", each);
        row.qualifications += "]";
        table.finish();
        numbers[row.branch].push_back(row.number);
        staff.push_back(std::move(row));
    }
    root.finish();
    if (auto done = mistakes.as_result(); !done) return done;
    auto written = store.write([&](store::Connection& connection) -> Result<void> {
        store::StaffAccounts accounts(connection);
        for (const auto& [branch, list] : numbers) accounts.keep_only(branch, list);
        for (const auto& row : staff) accounts.put(row);
        return {};
    });
    if (!written) return std::move(written).within("importing " + file.string());
    report.staff += static_cast<int>(staff.size());
    return {};
}

FileReport& ImportReport::begin_file(const std::filesystem::path& file) {
    files.push_back({file.filename().string()});
    return files.back();
}

void ImportReport::refuse(FileReport& file, int line, int column, std::string_view what) {
    ++rejected;
    ++file.refused;
    if (problems.size() < kMostProblems) problems.push_back(fmt::format("{}:{}:{}: {}", file.name, line, column, what));
}

std::string ImportReport::summary() const {
    std::string lines;
    for (const auto& each : files) {
        lines += fmt::format("{}: {} of {} rows taken, {} refused", each.name, each.taken, each.rows, each.refused);
        const int others = each.rows - each.taken - each.refused;
        lines += others > 0 ? fmt::format(", {} known before or not to be used\n", others) : "\n";
    }
    return lines;
}

void FeedCounts::add(const FeedCounts& more) {
    signals += more.signals;
    contacts += more.contacts;
    sales += more.sales;
    matched += more.matched;
    changed += more.changed;
    repeated += more.repeated;
    without_consent += more.without_consent;
    of_nobody += more.of_nobody;
}

Result<ImportReport> import_bank(const std::filesystem::path& folder, store::Store& store, UtcTime now, const FeedSettings& settings) {
    ImportReport report;
    // In this order: a customer before what happened to them, a contact before the sale that came of it.
    struct Part {
        std::vector<std::string_view> names;
        std::function<Result<void>(const std::filesystem::path&)> import;
    };
    const std::vector<Part> parts{
        {{"branch.toml"}, [&](const auto& file) { return import_branch(file, store, report); }},
        {{"staff.toml"}, [&](const auto& file) { return import_staff(file, store, report); }},
        {{"activities.toml"}, [&](const auto& file) { return import_activities(file, store, report); }},
        {{"customers.jsonl"}, [&](const auto& file) { return import_customers(file, store, now, report); }},
        {{"contacts.jsonl", "contacts.csv"}, [&](const auto& file) { return import_contacts(file, store, now, settings, report); }},
        {{"signals.jsonl", "signals.csv"}, [&](const auto& file) { return import_signals(file, store, now, settings, report); }},
        {{"sales.jsonl", "sales.csv"}, [&](const auto& file) { return import_sales(file, store, now, settings, report); }},
    };
    int files = 0;
    std::string all;
    for (const auto& part : parts) {
        for (const auto name : part.names) {
            all += fmt::format("{}{}", all.empty() ? "" : ", ", name);
            std::error_code ignored;
            if (const auto file = folder / name; std::filesystem::exists(file, ignored)) {
                ++files;
                if (auto done = part.import(file); !done) return done.error();
            }
        }
    }
    if (files == 0) return Error(ErrorCode::not_found, fmt::format("{} holds none of {}", folder.string(), all));
    return report;
}

}  // namespace silverlane::desk
