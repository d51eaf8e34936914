// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One SQLite handle with its prepared statements, for the store here and for the sandbox bank's own file. One thread at a time.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <unordered_map>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

class SqliteConnection final : public Connection {
public:
    /// `existing` makes no file, `read_only` changes none.
    enum class Access { make, existing, read_only };
    /// Errors: io with the path.
    static Result<std::unique_ptr<SqliteConnection>> open(const std::filesystem::path& file, int busy_milliseconds, Access access = Access::make);
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection() override;

    [[nodiscard]] std::int64_t changed() const override;
    [[nodiscard]] std::int64_t changed_in_all() const override;
    [[nodiscard]] std::int64_t commits_elsewhere() override;
    /// Statements without parameters, several at once; for the schema and PRAGMAs.
    Result<void> script(const char* text);
    /// The first column of the first row, 0 when there is none.
    Result<std::int64_t> number(const char* text);

    /// From here on log_pages() is right, and SQLite does not move the log into the file by itself.
    void count_log_pages();
    /// Pages of the write-ahead log when the last commit ended.
    [[nodiscard]] int log_pages() const { return log_pages_; }

    /// Begins, works, and commits or rolls back.
    Result<void> transact(const char* begin, const std::function<Result<void>(Connection&)>& work);

protected:
    Result<void> execute(const Sql& sql, std::span<const Parameter> parameters, const EachRow* each) override;
    [[nodiscard]] bool in_transaction() const override;

private:
    explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
    struct Statement {
        sqlite3_stmt* handle = nullptr;
        std::vector<int> positions;   ///< of $1, $2, ...: SQLite numbers parameters as they come in the text
    };
    Result<const Statement*> prepared(const Sql& sql);
    [[nodiscard]] Error error(int code) const;

    sqlite3* handle_;
    int log_pages_ = 0;
    std::unordered_map<const char*, Statement> statements_;
};

}  // namespace silverlane::store
