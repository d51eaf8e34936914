// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/events.h"

#include <algorithm>

namespace silverlane::store {

namespace {
constexpr Sql kPut{"INSERT INTO event (branch, sequence, name, audience, data, at) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Sql kSince{"SELECT sequence, name, audience, data FROM event WHERE branch = $1 AND sequence > $3 AND audience IN ($2, $5, $6) ORDER BY sequence "
                     "LIMIT $4"};
constexpr Sql kOldest{"SELECT min(sequence) FROM event WHERE branch = $1"};
constexpr Sql kForgetEvents{"DELETE FROM event WHERE branch = $1 AND name = 'alert' AND instr(data, $2) > 0"};
constexpr Sql kForgetAnswers{"DELETE FROM answered WHERE kind >= 'day:' || $1 || ':' AND kind < 'day:' || $1 || ';' AND instr(answer, $2) > 0"};
constexpr Sql kKeepNewest{"DELETE FROM event WHERE branch = $1 AND sequence <= $2"};
constexpr Sql kFindAnswer{"SELECT answer FROM answered WHERE kind = $1 AND key = $2"};
constexpr Sql kPutAnswer{"INSERT INTO answered (kind, key, answer, expires) VALUES ($1, $2, $3, $4)"};
constexpr Sql kFirstTime{"INSERT INTO answered (kind, key, answer, expires) VALUES ($1, $2, '', $3) ON CONFLICT (kind, key) DO NOTHING"};
constexpr Sql kOfKind{"SELECT key, answer FROM answered WHERE kind = $1 ORDER BY key LIMIT $2"};
constexpr Sql kDropAnswer{"DELETE FROM answered WHERE kind = $1 AND key = $2"};
}  // namespace

void Events::put(const BranchId& branch, const EventRow& event, UtcTime at) {
    connection_.run(kPut, {branch, static_cast<std::int64_t>(event.sequence), event.name, event.audience, event.data, at});
}

std::vector<EventRow> Events::since(const BranchId& branch, std::span<const std::string_view> audiences, std::uint64_t sequence, std::size_t most) {
    std::vector<EventRow> found;
    if (audiences.empty()) return found;
    const auto audience = [&](std::size_t index) { return audiences[std::min(index, audiences.size() - 1)]; };
    connection_.query(kSince, {branch, audience(0), static_cast<std::int64_t>(sequence), static_cast<std::int64_t>(most), audience(1), audience(2)},
                      [&](const Row& row) {
        found.push_back({static_cast<std::uint64_t>(row.integer(0)), row.text(1), row.text(2), row.text(3)});
    });
    return found;
}

std::optional<std::uint64_t> Events::oldest(const BranchId& branch) {
    std::optional<std::uint64_t> found;
    connection_.query(kOldest, {branch}, [&](const Row& row) {
        if (!row.is_null(0)) found = static_cast<std::uint64_t>(row.integer(0));
    });
    return found;
}

void Events::keep_newest(const BranchId& branch, std::uint64_t last, std::size_t most) {
    if (last > most) connection_.run(kKeepNewest, {branch, static_cast<std::int64_t>(last - most)});
}

void Events::forget_alert(const BranchId& branch, const AlertId& alert) {
    connection_.run(kForgetEvents, {branch, alert});
    connection_.run(kForgetAnswers, {branch, alert});
}

std::optional<std::string> Answers::find(std::string_view kind, const IdempotencyKey& key) {
    std::optional<std::string> found;
    connection_.query(kFindAnswer, {kind, key}, [&](const Row& row) { found = row.text(0); });
    return found;
}

void Answers::put(std::string_view kind, const IdempotencyKey& key, std::string_view answer, UtcTime expires) {
    connection_.run(kPutAnswer, {kind, key, answer, expires});
}

bool Answers::first_time(std::string_view kind, const IdempotencyKey& key, UtcTime expires) {
    connection_.run(kFirstTime, {kind, key, expires});
    return !connection_.failed() && connection_.changed() > 0;
}

std::vector<Answers::Kept> Answers::of_kind(std::string_view kind, int most) {
    std::vector<Kept> found;
    connection_.query(kOfKind, {kind, most}, [&](const Row& row) { found.push_back({IdempotencyKey{row.text(0)}, row.text(1)}); });
    return found;
}

void Answers::drop(std::string_view kind, const IdempotencyKey& key) { connection_.run(kDropAnswer, {kind, key}); }

}  // namespace silverlane::store
