// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/sqlite/sqlite_store.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <vector>

#include "hub/store/sqlite/schema.h"
#include "hub/store/sqlite/sqlite_connection.h"

namespace silverlane::store {

namespace {

/// 80 MB of log: then it is moved into the main file, before the next transaction.
constexpr int kMostLogPages = 20'000;

/// Migration i brings a file from version i + 1 to i + 2. A published one is never changed.
const std::vector<const char*>& migrations() {
    static const std::vector<const char*> list{migration_to_2_text(), migration_to_3_text(), migration_to_4_text()};
    return list;
}

Result<void> prepare_file(SqliteConnection& connection, const SqliteSettings& settings) {
    const auto application = connection.number("PRAGMA application_id");
    if (!application) return application.error();
    const auto version = connection.number("PRAGMA user_version");
    if (!version) return version.error();
    const auto tables = connection.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    if (*tables > 0 && *application != kApplicationId) {
        return Error(ErrorCode::corrupt, fmt::format("{} is no Silverlane database", settings.file.string()));
    }
    if (*version > newest_sqlite_schema()) {
        return Error(ErrorCode::unsupported, fmt::format("{} has schema {}, and this program knows schemas up to {}; start the newer program, "
                                                         "or restore the copy made before the upgrade",
                                                         settings.file.string(), *version, newest_sqlite_schema()));
    }
    if (auto done = connection.script("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768;"); !done) return done;
    const std::string stamp = fmt::format("PRAGMA application_id={}; PRAGMA user_version={};", kApplicationId, newest_sqlite_schema());
    return connection.transact("BEGIN IMMEDIATE", [&](Connection&) -> Result<void> {
        // Asked again under the lock: another process may have been faster.
        const auto now = connection.number("PRAGMA user_version");
        if (!now) return now.error();
        if (*now == newest_sqlite_schema()) return {};
        if (*now == 0) {
            if (auto done = connection.script(schema_text()); !done) return done;
        }
        for (auto i = static_cast<std::size_t>(*now); *now > 0 && i <= migrations().size(); ++i) {
            if (auto done = connection.script(migrations()[i - 1]); !done) return std::move(done).within(fmt::format("migration {}", i + 1));
        }
        return connection.script(stamp.c_str());
    });
}

class SqliteStore final : public Store {
public:
    explicit SqliteStore(SqliteSettings settings) : settings_(std::move(settings)), log_(settings_.file.string() + "-wal", settings_.sync) {}

    Result<void> open() {
        auto writer = SqliteConnection::open(settings_.file, settings_.busy_milliseconds);
        if (!writer) return writer.error();
        if (auto done = prepare_file(**writer, settings_); !done) return std::move(done).within("opening the store");
        if (settings_.most_pages > 0) {
            if (auto bounded = (*writer)->number(fmt::format("PRAGMA max_page_count={}", settings_.most_pages).c_str()); !bounded) return bounded.error();
        }
        writer_ = std::move(*writer);
        writer_->count_log_pages();
        // What a log of before holds, perhaps of a program that ended because the disk did not take it, is written anew and awaited.
        if (auto moved = writer_->script("PRAGMA wal_checkpoint(PASSIVE)"); !moved) return std::move(moved).within("opening the store");
        if (settings_.awaits_each_commit) {
            if (auto set = writer_->script("PRAGMA synchronous=FULL"); !set) return std::move(set).within("opening the store");
        }
        // Whatever opening wrote (the schema, a migration) lasts before anything rests on it.
        return write([](Connection& connection) { return connection.failed() ? connection.failure() : Result<void>{}; });
    }

    Result<void> write(const Work& work) override {
        if (auto done = commit(work); !done) return done;
        return make_durable();
    }

    Result<void> commit(const Work& work) override {
        const std::lock_guard lock(writer_mutex_);
        if (auto usable = log_.usable(); !usable) return usable;
        // Before the transaction: what is committed neither waits for this nor is refused by it. What cannot be moved stays in the log, and the
        // jobs, which try as well, say so.
        if (writer_->log_pages() >= kMostLogPages) static_cast<void>(writer_->script("PRAGMA wal_checkpoint(PASSIVE)"));
        return transact(work);
    }

    Result<void> make_durable() override { return log_.wait(); }

    Result<void> read(const Work& work) override {
        auto reader = take_reader();
        if (!reader) return reader.error();
        Result<void> done;
        {
            const Back back{*this, *reader};
            done = (*reader)->transact("BEGIN", work);
        }
        // What this transaction may have seen can be told on by the caller: it must not be taken back by a power cut.
        if (auto durable = log_.wait(); done && !durable) return durable;
        return done;
    }

    Result<void> checkpoint() override {
        // After a sync that failed the log may have a hole, which must not be copied.
        if (auto usable = log_.usable(); !usable) return usable;
        auto connection = take_reader();
        if (!connection) return connection.error();
        const Back back{*this, *connection};
        return (*connection)->script("PRAGMA wal_checkpoint(PASSIVE)");
    }

    [[nodiscard]] int schema_version() const override { return newest_sqlite_schema(); }

private:
    /// Brings the reader back, also when the work throws: otherwise the next ones would wait for ever.
    struct Back {
        SqliteStore& store;
        std::unique_ptr<SqliteConnection>& reader;
        ~Back() { store.give_back(std::move(reader)); }
    };

    Result<void> transact(const Work& work) {
        struct Ends {
            DurableLog& log;
            ~Ends() { log.commit_ends(); }
        } const whatever_comes{log_};
        return writer_->transact("BEGIN IMMEDIATE", [&](Connection& connection) {
            auto worked = work(connection);
            log_.commit_begins();
            return worked;
        });
    }

    Result<std::unique_ptr<SqliteConnection>> take_reader() {
        std::unique_lock lock(readers_mutex_);
        returned_.wait(lock, [this] { return !idle_.empty() || made_ < settings_.most_readers; });
        if (!idle_.empty()) {
            auto reader = std::move(idle_.back());
            idle_.pop_back();
            return reader;
        }
        auto reader = SqliteConnection::open(settings_.file, settings_.busy_milliseconds);
        if (!reader) return reader;
        ++made_;
        return reader;
    }

    void give_back(std::unique_ptr<SqliteConnection> reader) {
        {
            const std::lock_guard lock(readers_mutex_);
            idle_.push_back(std::move(reader));
        }
        returned_.notify_one();
    }

    const SqliteSettings settings_;
    DurableLog log_;
    std::mutex writer_mutex_;
    std::unique_ptr<SqliteConnection> writer_;
    std::mutex readers_mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
    int made_ = 0;
};

}  // namespace

int newest_sqlite_schema() { return 1 + static_cast<int>(migrations().size()); }

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteSettings& settings) {
    // SQLite's own account of its memory costs a lock at every allocation, and nobody reads it. Refused once SQLite is in use: then it stays.
    static std::once_flag once;
    std::call_once(once, [] { static_cast<void>(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0)); });
    auto store = std::make_unique<SqliteStore>(settings);
    if (auto opened = store->open(); !opened) return opened.error();
    return std::unique_ptr<Store>(std::move(store));
}

}  // namespace silverlane::store
