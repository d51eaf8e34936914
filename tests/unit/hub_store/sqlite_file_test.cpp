// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include <fmt/format.h>

#include "hub/store/alerts.h"
#include "hub/store/branches.h"
#include "hub/store/contacts.h"
#include "hub/store/sqlite/sqlite_store.h"

namespace silverlane::store {
namespace {

class SqliteFile : public ::testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    void execute(const char* sql) {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open(file_.c_str(), &handle), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
        sqlite3_close(handle);
    }
    const std::filesystem::path folder_ = std::filesystem::temp_directory_path() /
        fmt::format("silverlane-file-{}-{}", getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name());
    const std::filesystem::path file_ = folder_ / "hub.db";
};

TEST_F(SqliteFile, ANewerSchemaIsRefusedClearlyAndNotTouched) {
    ASSERT_TRUE(open_sqlite_store({file_, 5'000, 1, 0}));
    execute("PRAGMA user_version = 999");
    const auto opened = open_sqlite_store({file_, 5'000, 1, 0});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code(), ErrorCode::unsupported);
    EXPECT_NE(opened.error().text().find("schema 999"), std::string::npos) << opened.error().text();
    EXPECT_NE(opened.error().text().find(file_.string()), std::string::npos);
}

TEST_F(SqliteFile, AnotherProgramsDatabaseAndGarbageAreRefused) {
    execute("CREATE TABLE theirs (a)");
    EXPECT_EQ(open_sqlite_store({file_, 5'000, 1, 0}).error().code(), ErrorCode::corrupt);
    std::filesystem::remove(file_);
    std::ofstream(file_) << std::string(8192, 'x');
    EXPECT_EQ(open_sqlite_store({file_, 5'000, 1, 0}).error().code(), ErrorCode::corrupt);
}

TEST_F(SqliteFile, AFolderThatIsNotThereIsNamed) {
    const auto opened = open_sqlite_store({folder_ / "no" / "hub.db", 5'000, 1, 0});
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().text().find("no/hub.db"), std::string::npos) << opened.error().text();
}

/// The statements that made what is in the file, by name; blanks do not matter.
std::map<std::string, std::string> schema_of(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open(file.c_str(), &handle), SQLITE_OK);
    std::map<std::string, std::string> schema;
    const auto each = [](void* out, int, char** values, char**) {
        std::string sql;
        for (const char* at = values[1] == nullptr ? "" : values[1]; *at != 0; ++at) {
            if (*at != ' ' && *at != '\n') sql += *at;
        }
        (*static_cast<std::map<std::string, std::string>*>(out))[values[0]] = sql;
        return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle, "SELECT name, sql FROM sqlite_schema", each, &schema, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, "SELECT 'retention of ' || table_name, kept || purpose FROM retention", each, &schema, nullptr), SQLITE_OK);
    sqlite3_close(handle);
    return schema;
}

TEST_F(SqliteFile, AFileOfSchema1IsBroughtToTheSameSchemaAsANewOneAndKeepsWhatItHolds) {
    std::ifstream old(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "tests/unit/hub_store/schema-1.sql");
    std::stringstream text;
    text << old.rdbuf();
    execute((text.str() + "INSERT INTO branch VALUES ('B1', 'x', 'x', 480, 1050, '');"
             "INSERT INTO alert VALUES ('a1', 'B1', NULL, 'help', 'service', 0, 1, '', '', '', 'K1', 'K1', 1, 1, NULL, 0, '{}');"
             "PRAGMA application_id=1397511756; PRAGMA user_version=1;").c_str());
    {
        auto store = open_sqlite_store({file_, 5'000, 1, 0});
        ASSERT_TRUE(store) << store.error().text();
        ASSERT_TRUE((*store)->write([&](Connection& connection) -> Result<void> {
            EXPECT_EQ(Alerts(connection).open_bodies(BranchId{"B1"}, "lobby_manager").size(), 1U) << "an old alert is for everybody";
            return {};
        }));
        ASSERT_TRUE(open_sqlite_store({folder_ / "new.db", 5'000, 1, 0}));
    }
    EXPECT_EQ(schema_of(file_), schema_of(folder_ / "new.db"));
}

TEST_F(SqliteFile, AFileOfSchema3KeepsItsCapsAndWhatRests) {
    const auto read = [](const char* name) {
        std::ifstream file(std::filesystem::path(SILVERLANE_SOURCE_DIR) / name);
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    };
    execute((read("tests/unit/hub_store/schema-1.sql") + read("hub/store/sqlite/migration-2.sql") + read("hub/store/sqlite/migration-3.sql") +
             "INSERT INTO contact_day VALUES ('C1', 'marketing', '2026-11-20', 2), ('C1', 'service', '2026-11-20', 5), ('C2', 'marketing', '2026-11-21', 1);"
             "INSERT INTO suppression VALUES ('C1', 'bond', 1795536001000);"
             "INSERT INTO decision_record VALUES ('V1', 'B1', 1, '{}');"
             "PRAGMA application_id=1397511756; PRAGMA user_version=3;").c_str());
    auto store = open_sqlite_store({file_, 5'000, 1, 0});
    ASSERT_TRUE(store) << store.error().text();
    ASSERT_TRUE((*store)->write([&](Connection& connection) -> Result<void> {
        Contacts contacts(connection);
        EXPECT_EQ(contacts.contacts(CustomerId{"C1"}, "2026-01-01").size(), 2U) << "only contacts about offers";
        EXPECT_EQ(contacts.contacts(CustomerId{"C2"}, "2026-01-01").front().day, "2026-11-21");
        const auto rests = contacts.rests(CustomerId{"C1"});
        EXPECT_EQ(rests.size(), 1U);
        if (!rests.empty()) {
            EXPECT_EQ(rests[0].about, "bond");
            EXPECT_EQ(rests[0].until, "2026-11-25") << "the day in the bank's zone";
        }
        return {};
    }));
}

TEST_F(SqliteFile, ACommitThroughAnotherConnectionIsSeenAndOwnOnesAreNot) {
    auto store = open_sqlite_store({file_, 5'000, 1, 0});
    ASSERT_TRUE(store);
    const auto elsewhere = [&] {
        std::int64_t seen = 0;
        EXPECT_TRUE((*store)->write([&](Connection& connection) -> Result<void> {
            seen = connection.commits_elsewhere();
            Contacts(connection).put_rest(CustomerId{"C1"}, {"a", "2026-12-01", "declined"});
            return {};
        }));
        return seen;
    };
    const auto first = elsewhere();
    EXPECT_EQ(elsewhere(), first);
    EXPECT_TRUE((*store)->checkpoint());
    EXPECT_EQ(elsewhere(), first) << "a checkpoint is no news";
    execute("INSERT INTO rest VALUES ('C2', 'a', '2026-12-01', 'declined')");
    EXPECT_NE(elsewhere(), first);
}

TEST_F(SqliteFile, TheLogIsOrderedByTheConnectionAndMadeToLastByTheStore) {
    int syncs = 0;
    auto store = open_sqlite_store({file_, 5'000, 1, 0, [&](int descriptor) { ++syncs; return ::fdatasync(descriptor); }});
    ASSERT_TRUE(store);
    std::int64_t synchronous = 0;
    std::string journal;
    static constexpr Sql kSynchronous{"SELECT synchronous FROM pragma_synchronous"};
    static constexpr Sql kJournal{"SELECT journal_mode FROM pragma_journal_mode"};
    ASSERT_TRUE((*store)->write([&](Connection& connection) -> Result<void> {
        connection.query(kSynchronous, {}, [&](const Row& row) { synchronous = row.integer(0); });
        connection.query(kJournal, {}, [&](const Row& row) { journal = row.text(0); });
        return {};
    }));
    EXPECT_EQ(synchronous, 1);   // NORMAL: checkpoints await the disk, commits do not
    EXPECT_EQ(journal, "wal");
    const auto before = syncs;
    const auto put = [](std::int64_t value) {
        return [value](Connection& connection) -> Result<void> { Branches(connection).write_probe(value); return {}; };
    };
    ASSERT_TRUE((*store)->write(put(1)));
    EXPECT_EQ(syncs, before + 1) << "write() returns when the disk has it";
    ASSERT_TRUE((*store)->commit(put(2)));
    ASSERT_TRUE((*store)->commit(put(3)));
    EXPECT_EQ(syncs, before + 1) << "commit() does not wait";
    ASSERT_TRUE((*store)->make_durable());
    ASSERT_TRUE((*store)->make_durable());
    EXPECT_EQ(syncs, before + 2) << "one sync covers what was committed before it";
}

/// A disk that takes as long as the test wants.
struct SlowDisk {
    std::mutex mutex;
    std::condition_variable moved;
    bool holds = false;
    int waiting = 0;
    int sync(int descriptor) {
        std::unique_lock lock(mutex);
        ++waiting;
        moved.notify_all();
        moved.wait(lock, [this] { return !holds; });
        --waiting;
        return ::fdatasync(descriptor);
    }
    void hold(bool on) {
        const std::lock_guard lock(mutex);
        holds = on;
        moved.notify_all();
    }
    void await_somebody() {
        std::unique_lock lock(mutex);
        moved.wait(lock, [this] { return waiting > 0; });
    }
};

TEST_F(SqliteFile, NobodyReadsWhatAPowerCutCouldTakeBack) {
    SlowDisk disk;
    auto store = open_sqlite_store({file_, 5'000, 2, 0, [&](int descriptor) { return disk.sync(descriptor); }});
    ASSERT_TRUE(store);
    disk.hold(true);
    ASSERT_TRUE((*store)->commit([](Connection& connection) -> Result<void> { Branches(connection).write_probe(5); return {}; }));
    std::atomic<bool> answered{false};
    std::thread reader([&] {
        std::int64_t seen = 0;
        EXPECT_TRUE((*store)->read([&](Connection& connection) -> Result<void> { seen = Branches(connection).read_probe(); return {}; }));
        EXPECT_EQ(seen, 5);
        answered = true;
    });
    disk.await_somebody();
    EXPECT_FALSE(answered) << "what it saw is not on the disk";
    // The writer is not held up meanwhile.
    EXPECT_TRUE((*store)->commit([](Connection& connection) -> Result<void> { Branches(connection).write_probe(6); return {}; }));
    EXPECT_FALSE(answered);
    disk.hold(false);
    reader.join();
    EXPECT_TRUE(answered);
}

TEST_F(SqliteFile, AfterAFailedSyncNothingIsPromisedUntilTheStoreIsOpenedAnew) {
    bool broken = false;
    const auto put = [](std::int64_t value) {
        return [value](Connection& connection) -> Result<void> { Branches(connection).write_probe(value); return {}; };
    };
    {
        auto store = open_sqlite_store({file_, 5'000, 1, 0, [&](int descriptor) {
            if (!broken) return ::fdatasync(descriptor);
            errno = EIO;
            return -1;
        }});
        ASSERT_TRUE(store);
        ASSERT_TRUE((*store)->write(put(7)));
        broken = true;
        const auto refused = (*store)->write(put(8));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code(), ErrorCode::io);
        EXPECT_NE(refused.error().text().find("hub.db-wal"), std::string::npos) << refused.error().text();
        broken = false;   // the disk says that all is well, and what it lost stays lost
        EXPECT_FALSE((*store)->make_durable());
        EXPECT_FALSE((*store)->commit(put(9)));
        EXPECT_FALSE((*store)->read([](Connection&) -> Result<void> { return {}; }));
    }
    auto store = open_sqlite_store({file_, 5'000, 1, 0});
    ASSERT_TRUE(store);
    EXPECT_TRUE((*store)->write(put(10)));
}

}  // namespace
}  // namespace silverlane::store
