// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/sqlite/sqlite_connection.h"

#include <fmt/format.h>

namespace silverlane::store {

namespace {

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    [[nodiscard]] bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::string_view view(int column) const override {
        // A blob's and a text's bytes are reached by the same call; the length is asked after the pointer, as the manual says.
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
        return bytes == nullptr ? std::string_view{} : std::string_view{bytes, length};
    }

private:
    sqlite3_stmt* statement_;
};

int bind(sqlite3_stmt* statement, int index, const Parameter& parameter) {
    const auto view = parameter.view();
    // SQLITE_STATIC: the views outlive the step, and bindings are cleared after it.
    switch (parameter.kind()) {
        case Parameter::Kind::null: return sqlite3_bind_null(statement, index);
        case Parameter::Kind::integer: return sqlite3_bind_int64(statement, index, parameter.integer());
        case Parameter::Kind::text:
            return sqlite3_bind_text(statement, index, view.data() == nullptr ? "" : view.data(), static_cast<int>(view.size()), nullptr);
        case Parameter::Kind::bytes: return sqlite3_bind_blob(statement, index, view.data(), static_cast<int>(view.size()), nullptr);
    }
    return SQLITE_MISUSE;
}

ErrorCode code_for(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_NOMEM: return ErrorCode::unavailable;
        case SQLITE_CONSTRAINT: return ErrorCode::conflict;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return ErrorCode::corrupt;
        default: return ErrorCode::io;
    }
}

int flags_for(SqliteConnection::Access access) {
    switch (access) {
        case SqliteConnection::Access::read_only: return SQLITE_OPEN_READONLY;
        case SqliteConnection::Access::existing: return SQLITE_OPEN_READWRITE;
        case SqliteConnection::Access::make: break;
    }
    return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::filesystem::path& file, int busy_milliseconds, Access access) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags_for(access) | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
    if (code != SQLITE_OK) return Error(ErrorCode::io, fmt::format("{}: {}", file.string(), sqlite3_errstr(code)));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busy_milliseconds);
    return connection;
}

SqliteConnection::~SqliteConnection() {
    for (const auto& [text, statement] : statements_) sqlite3_finalize(statement.handle);
    sqlite3_close_v2(handle_);
}

std::int64_t SqliteConnection::changed() const { return sqlite3_changes64(handle_); }
std::int64_t SqliteConnection::changed_in_all() const { return sqlite3_total_changes64(handle_); }
std::int64_t SqliteConnection::commits_elsewhere() {
    static constexpr Sql kDataVersion{"PRAGMA data_version"};
    std::int64_t version = 0;
    query(kDataVersion, {}, [&](const Row& row) { version = row.integer(0); });
    return version;
}

void SqliteConnection::count_log_pages() {
    const auto note = [](void* self, sqlite3*, const char*, int pages) {
        static_cast<SqliteConnection*>(self)->log_pages_ = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(handle_, note, this);   // takes the place of SQLite's own hook, which would checkpoint inside the commit
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

Error SqliteConnection::error(int code) const { return Error(code_for(code), fmt::format("storage: {}", sqlite3_errmsg(handle_))); }

Result<void> SqliteConnection::script(const char* text) {
    if (const int code = sqlite3_exec(handle_, text, nullptr, nullptr, nullptr); code != SQLITE_OK) return error(code);
    return {};
}

Result<std::int64_t> SqliteConnection::number(const char* text) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(handle_, text, -1, &statement, nullptr);
    if (code != SQLITE_OK) return error(code);
    code = sqlite3_step(statement);
    const std::int64_t value = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) return error(code);
    return value;
}

Result<const SqliteConnection::Statement*> SqliteConnection::prepared(const Sql& sql) {
    if (const auto found = statements_.find(sql.text); found != statements_.end()) return &found->second;
    Statement statement;
    const int code = sqlite3_prepare_v3(handle_, sql.text, -1, SQLITE_PREPARE_PERSISTENT, &statement.handle, nullptr);
    if (code != SQLITE_OK) return error(code).within(sql.text);
    // SQLite takes $1 for a name, not a position, so the position is asked for: $2 may stand before $1 in the text.
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement.handle); ++i) {
        statement.positions.push_back(sqlite3_bind_parameter_index(statement.handle, fmt::format("${}", i).c_str()));
    }
    return &statements_.emplace(sql.text, std::move(statement)).first->second;
}

Result<void> SqliteConnection::execute(const Sql& sql, std::span<const Parameter> parameters, const EachRow* each) {
    const auto found = prepared(sql);
    if (!found) return found.error();
    const auto& positions = (*found)->positions;
    auto* const statement = (*found)->handle;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const int index = i < positions.size() ? positions[i] : 0;
        const int code = index == 0 ? SQLITE_RANGE : bind(statement, index, parameters[i]);
        if (code != SQLITE_OK) return error(code).within(sql.text);
    }
    int code = SQLITE_ROW;
    const SqliteRow row(statement);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (each != nullptr) (*each)(row);
    }
    const auto outcome = code == SQLITE_DONE ? Result<void>{} : Result<void>{error(code).within(sql.text)};
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return outcome;
}

Result<void> SqliteConnection::transact(const char* begin, const std::function<Result<void>(Connection&)>& work) {
    forget_failure();
    if (auto begun = script(begin); !begun) return begun;
    // What throws leaves no transaction behind, in which the next one could not begin. A rollback that fails leaves nothing to do: SQLite
    // rolls back when the file is opened next.
    struct RollBack {
        SqliteConnection& connection;
        ~RollBack() { if (connection.in_transaction()) static_cast<void>(connection.script("ROLLBACK")); }
    } const unless_committed{*this};
    auto done = work(*this);
    if (failed()) done = failure();
    if (done && transaction_lost()) done = Result<void>{Error(ErrorCode::unavailable, "storage: the transaction was given up")};
    if (done) done = script("COMMIT");
    return done;
}

}  // namespace silverlane::store
