// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "kiosk/hub_link/sqlite_file.h"

namespace silverlane::hub_link {
namespace {

// One row a message; the sequence is never used again, so that "removed up to here" stays true. The block is one row or none.
constexpr const char* kSchema =
    "CREATE TABLE IF NOT EXISTS message ("
    " sequence INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, key TEXT NOT NULL UNIQUE, json TEXT NOT NULL,"
    " created_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE IF NOT EXISTS reserved_block ("
    " id INTEGER PRIMARY KEY CHECK (id = 1), series TEXT NOT NULL, next INTEGER NOT NULL, last INTEGER NOT NULL, day TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL);";

}  // namespace

struct Outbox::Statements {
    SqliteFile file;
    SqliteStatement insert, oldest, remove, attempt, expire, count, block, keep_block, use_number, probe;
};

Outbox::Outbox(OutboxSettings settings, const Clock& clock, EventLog& log)
    : settings_(std::move(settings)), clock_(clock), log_(log) {}

Outbox::~Outbox() = default;

Result<std::unique_ptr<Outbox>> Outbox::open(OutboxSettings settings, const Clock& clock, EventLog& log) {
    std::error_code failed;
    if (settings.file.has_parent_path()) std::filesystem::create_directories(settings.file.parent_path(), failed);
    if (failed) return Error(ErrorCode::io, failed.message()).within("making " + settings.file.parent_path().string());
    std::unique_ptr<Outbox> outbox(new Outbox(std::move(settings), clock, log));
    auto begun = outbox->begin();
    if (!begun && begun.error().code() == ErrorCode::corrupt) begun = outbox->set_aside(begun.error());
    if (!begun) return begun.error();
    return outbox;
}

Result<void> Outbox::begin() {
    auto file = SqliteFile::open(settings_.file, settings_.most_bytes);
    if (!file) return file.error();
    auto made = file->execute(kSchema);
    if (!made) return made;
    auto statements = std::make_unique<Statements>(Statements{std::move(*file), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}});
    const std::pair<SqliteStatement*, const char*> all[] = {
        {&statements->insert, "INSERT OR IGNORE INTO message (kind, key, json, created_ms) VALUES (?1, ?2, ?3, ?4)"},
        {&statements->oldest, "SELECT sequence, kind, key, json, attempts FROM message WHERE sequence > ?2 ORDER BY sequence LIMIT ?1"},
        {&statements->remove, "DELETE FROM message WHERE sequence = ?1"},
        {&statements->attempt, "UPDATE message SET attempts = attempts + 1 WHERE sequence = ?1"},
        {&statements->expire, "DELETE FROM message WHERE created_ms < ?1"},
        {&statements->count, "SELECT count(*) FROM message"},
        {&statements->block, "SELECT series, next, last, day FROM reserved_block WHERE id = 1"},
        {&statements->keep_block, "INSERT OR REPLACE INTO reserved_block (id, series, next, last, day) VALUES (1, ?1, ?2, ?3, ?4)"},
        {&statements->use_number, "UPDATE reserved_block SET next = next + 1 WHERE id = 1"},
        {&statements->probe, "INSERT OR REPLACE INTO probe (id, at_ms) VALUES (1, ?1)"},
    };
    for (const auto& [statement, text] : all) {
        auto prepared = statements->file.prepare(text);
        if (!prepared) return prepared.error();
        *statement = std::move(*prepared);
    }
    statements_ = std::move(statements);
    accepting_ = true;
    return {};
}

Result<void> Outbox::set_aside(const Error& why) {
    statements_.reset();
    const std::string aside = settings_.file.string() + ".damaged-" + std::to_string(clock_.now().time_since_epoch().count());
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::error_code ignored;  // -wal and -shm need not be there; a failed move of the file itself shows when it is opened again
        std::filesystem::rename(settings_.file.string() + suffix, aside + suffix, ignored);
    }
    log_.write(LogEvent(LogLevel::error, "outbox_set_aside").with("file", aside).with("error", why));
    return begin();
}

Error Outbox::note_failure(const Error& error) {
    if (error.code() != ErrorCode::io && error.code() != ErrorCode::corrupt) return error;
    if (accepting_.exchange(false)) log_.write(LogEvent(LogLevel::error, "outbox_refused").with("error", error));
    if (error.code() == ErrorCode::corrupt) {
        const auto begun = set_aside(error);
        if (!begun) log_.write(LogEvent(LogLevel::error, "outbox_refused").with("error", begun.error()));
    }
    return error.within("keeping for the hub");
}

template <class Work>
auto Outbox::in_transaction(const Work& work) -> decltype(work()) {
    const std::lock_guard lock(mutex_);
    if (statements_ == nullptr) {
        // The file was damaged while running and a new one could not be begun then (no room); perhaps it can now.
        const auto begun = begin();
        if (!begun) return note_failure(begun.error());
    }
    const auto begun = statements_->file.execute("BEGIN IMMEDIATE");
    if (!begun) return note_failure(begun.error());
    const std::int64_t changed_before = statements_->file.changed_in_all();
    auto result = work();
    if (result) {
        const auto committed = statements_->file.execute("COMMIT");
        if (committed) {
            // A full disk can still be read: only what was written shows that it takes writes again.
            const bool written = statements_->file.changed_in_all() != changed_before;
            if (written && !accepting_.exchange(true)) log_.write(LogEvent(LogLevel::notice, "outbox_accepting_again"));
            return result;
        }
        result = committed.error();
    }
    // A full disk may already have rolled the transaction back; saying so twice is harmless.
    const auto undone = statements_->file.execute("ROLLBACK");
    static_cast<void>(undone.ok());
    return note_failure(result.error());
}

Result<void> Outbox::insert(MessageKind kind, const IdempotencyKey& key, std::string_view json) {
    return statements_->insert.bind(1, static_cast<std::int64_t>(kind)).bind(2, key.text).bind(3, json)
        .bind(4, clock_.now().time_since_epoch().count()).run();
}

Result<void> Outbox::commit(const std::vector<protocol::Arrival>& arrivals) {
    if (arrivals.empty()) return {};
    return in_transaction([&]() -> Result<void> {
        for (const auto& arrival : arrivals) {
            const std::string json = protocol::to_json(arrival);
            auto kept = insert(MessageKind::arrival, arrival.key, json);
            if (!kept) return kept;
        }
        return {};
    });
}

Result<void> Outbox::add(MessageKind kind, const IdempotencyKey& key, std::string_view json) {
    return in_transaction([&] { return insert(kind, key, json); });
}

Result<std::vector<OutboxMessage>> Outbox::oldest(std::size_t most, std::int64_t after) {
    return in_transaction([&]() -> Result<std::vector<OutboxMessage>> {
        std::vector<OutboxMessage> messages;
        auto& rows = statements_->oldest;
        rows.bind(1, static_cast<std::int64_t>(most)).bind(2, after);
        for (;;) {
            auto row = rows.step();
            if (!row || !*row) {
                rows.reset();
                if (!row) return row.error();
                return messages;
            }
            messages.push_back({rows.integer(0), static_cast<MessageKind>(rows.integer(1)), IdempotencyKey{rows.text(2)}, rows.text(3),
                                static_cast<int>(rows.integer(4))});
        }
    });
}

Result<void> Outbox::remove(const std::vector<std::int64_t>& sequences) {
    if (sequences.empty()) return {};
    return in_transaction([&]() -> Result<void> {
        for (const auto sequence : sequences) {
            auto removed = statements_->remove.bind(1, sequence).run();
            if (!removed) return removed;
        }
        return {};
    });
}

Result<void> Outbox::count_attempt(std::int64_t sequence) {
    return in_transaction([&] { return statements_->attempt.bind(1, sequence).run(); });
}

Result<std::int64_t> Outbox::drop_expired() {
    return in_transaction([&]() -> Result<std::int64_t> {
        auto dropped = statements_->expire.bind(1, (clock_.now() - settings_.keep_for).time_since_epoch().count()).run();
        if (!dropped) return dropped.error();
        return statements_->file.changed();
    });
}

Result<std::int64_t> Outbox::size() {
    return in_transaction([&]() -> Result<std::int64_t> {
        auto row = statements_->count.step();
        const std::int64_t size = row && *row ? statements_->count.integer(0) : 0;
        statements_->count.reset();
        if (!row) return row.error();
        return size;
    });
}

Result<void> Outbox::probe() {
    return in_transaction([&] { return statements_->probe.bind(1, clock_.now().time_since_epoch().count()).run(); });
}

namespace {

struct Block {
    std::string series;
    std::int64_t next = 0;
    std::int64_t last = -1;
    std::string day;
};

Result<Block> read_block(SqliteStatement& statement) {
    Block block;
    auto row = statement.step();
    if (row && *row) block = {statement.text(0), statement.integer(1), statement.integer(2), statement.text(3)};
    statement.reset();
    if (!row) return row.error();
    return block;
}

}  // namespace

Result<void> Outbox::keep_reserved(const protocol::ReservedNumbers& lent) {
    return in_transaction([&]() -> Result<void> {
        auto block = read_block(statements_->block);
        if (!block) return block.error();
        std::int64_t next = lent.from;
        if (block->series == lent.series && block->day == lent.day) next = std::max(next, block->next);
        return statements_->keep_block.bind(1, lent.series).bind(2, next).bind(3, std::int64_t{lent.to}).bind(4, lent.day).run();
    });
}

Result<std::string> Outbox::take_reserved_label() {
    // An empty label stands for "none left": running out is no failure of the disk and must not be noted as one.
    auto label = in_transaction([&]() -> Result<std::string> {
        auto block = read_block(statements_->block);
        if (!block) return block.error();
        if (block->next > block->last) return std::string{};
        auto used = statements_->use_number.run();
        if (!used) return used.error();
        return fmt::format("{}{:03}", block->series, block->next);
    });
    if (label && label->empty()) return Error(ErrorCode::not_found, "no reserved number is left");
    return label;
}

Result<int> Outbox::reserved_left(std::string_view day) {
    return in_transaction([&]() -> Result<int> {
        auto block = read_block(statements_->block);
        if (!block) return block.error();
        if (block->day != day) return 0;
        return static_cast<int>(std::max<std::int64_t>(0, block->last - block->next + 1));
    });
}

}  // namespace silverlane::hub_link
