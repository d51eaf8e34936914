// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/sqlite/decision_records.h"

#include <memory>

#include <fmt/format.h>
#include <sqlite3.h>

namespace silverlane::store {

namespace {

struct CloseDatabase { void operator()(sqlite3* database) const { sqlite3_close(database); } };
struct EndStatement { void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); } };
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

/// For reading alone: a hub of another version may own the file, and this program changes nothing of it.
Result<Database> open(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return Error(ErrorCode::not_found, fmt::format("{} is not there", file.string()));
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    Database database(opened);
    if (code != SQLITE_OK) return Error(ErrorCode::io, fmt::format("{}: {}", file.string(), sqlite3_errstr(code)));
    sqlite3_busy_timeout(opened, 5'000);
    return database;
}

Result<Statement> prepare(const Database& database, const char* sql) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(database.get(), sql, -1, &made, nullptr) != SQLITE_OK) return Error(ErrorCode::corrupt, sqlite3_errmsg(database.get()));
    return Statement(made);
}

std::string text_of(const Statement& statement, int column) {
    const void* bytes = sqlite3_column_blob(statement.get(), column);
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), column));
    return bytes == nullptr ? std::string{} : std::string(static_cast<const char*>(bytes), length);
}

bool has_table(const Database& database, const std::string& name) {
    auto found = prepare(database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1");
    if (!found) return false;
    sqlite3_bind_text(found->get(), 1, name.c_str(), -1, SQLITE_TRANSIENT);
    return sqlite3_step(found->get()) == SQLITE_ROW;
}

}  // namespace

Result<void> records_of_database(const std::filesystem::path& file, const TakeRecord& take) {
    auto database = open(file);
    if (!database) return database.error();
    const bool history = has_table(*database, "decision");
    auto rows = prepare(*database, history ? "SELECT visit, record FROM decision ORDER BY at, id" : "SELECT visit, record FROM decision_record ORDER BY at, visit");
    if (!rows) return rows.error().within(file.string());
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(rows->get())) == SQLITE_ROW) {
        if (!take("visit " + text_of(*rows, 0), text_of(*rows, 1))) return {};
    }
    if (code != SQLITE_DONE) return Error(ErrorCode::io, fmt::format("{}: {}", file.string(), sqlite3_errmsg(database->get())));
    return {};
}

namespace {

constexpr const char* kRecords = "SELECT count(*), count(*) FILTER (WHERE expires IS NULL) FROM decision WHERE ?1 IS NULL OR branch = ?1";
// One reason a visit: the first that holds.
constexpr const char* kVisits = R"(
    SELECT why, count(*) FROM (
      SELECT CASE
        WHEN EXISTS (SELECT 1 FROM decision d WHERE d.visit = v.id) THEN 'record'
        WHEN v.customer IS NULL AND EXISTS (SELECT 1 FROM consent c WHERE c.paused_by = v.id) THEN 'refused'
        WHEN v.customer IS NULL THEN 'nobody'
        WHEN EXISTS (SELECT 1 FROM consent c WHERE c.customer = v.customer AND c.purpose IN ('service', 'profiling', 'marketing')
                     AND (c.granted = 0 OR c.paused_in = v.branch)) THEN 'taken back'
        ELSE 'not decided' END AS why
      FROM visit v WHERE ?1 IS NULL OR v.branch = ?1)
    GROUP BY why)";

void bind_branch(const Statement& statement, const std::optional<std::string>& branch) {
    if (branch) sqlite3_bind_text(statement.get(), 1, branch->c_str(), -1, SQLITE_TRANSIENT);
}

void add_visits(RecordKeeping& keeping, const std::string& why, std::int64_t count) {
    keeping.visits += count;
    if (why == "record") keeping.with_record = count;
    if (why == "nobody") keeping.nobody_known = count;
    if (why == "refused") keeping.refused_here = count;
    if (why == "taken back") keeping.taken_back = count;
    if (why == "not decided") keeping.not_decided = count;
}

}  // namespace

Result<std::optional<RecordKeeping>> record_keeping(const std::filesystem::path& file, const std::optional<std::string>& branch) {
    const auto database = open(file);
    if (!database) return database.error();
    if (!has_table(*database, "decision")) return std::optional<RecordKeeping>{};
    RecordKeeping keeping;
    const auto records = prepare(*database, kRecords);
    if (!records) return records.error().within(file.string());
    bind_branch(*records, branch);
    if (sqlite3_step(records->get()) == SQLITE_ROW) {
        keeping.records = sqlite3_column_int64(records->get(), 0);
        keeping.until_closing = sqlite3_column_int64(records->get(), 1);
    }
    const auto visits = prepare(*database, kVisits);
    if (!visits) return visits.error().within(file.string());
    bind_branch(*visits, branch);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(visits->get())) == SQLITE_ROW) add_visits(keeping, text_of(*visits, 0), sqlite3_column_int64(visits->get(), 1));
    if (code != SQLITE_DONE) return Error(ErrorCode::io, fmt::format("{}: {}", file.string(), sqlite3_errmsg(database->get())));
    return std::optional<RecordKeeping>{keeping};
}

namespace {

/// The first column of the first row, with ?1 bound to `text` where the statement has one; nothing without rows or without the table.
Result<std::optional<std::string>> text_of_rules(const std::filesystem::path& file, const char* sql, const std::string& text) {
    auto database = open(file);
    if (!database) return database.error();
    if (!has_table(*database, "rule_version")) return std::optional<std::string>{};
    auto row = prepare(*database, sql);
    if (!row) return row.error().within(file.string());
    if (sqlite3_bind_parameter_count(row->get()) > 0) sqlite3_bind_text(row->get(), 1, text.c_str(), -1, SQLITE_TRANSIENT);
    if (sqlite3_step(row->get()) != SQLITE_ROW) return std::optional<std::string>{};
    return std::optional<std::string>{text_of(*row, 0)};
}

}  // namespace

Result<std::optional<std::string>> archived_rules(const std::filesystem::path& file, const std::string& version) {
    return text_of_rules(file, "SELECT body FROM rule_version WHERE version = ?1", version);
}

Result<std::optional<std::string>> newest_rules(const std::filesystem::path& file) {
    return text_of_rules(file, "SELECT version FROM rule_version ORDER BY last_used DESC LIMIT 1", "");
}

}  // namespace silverlane::store
