// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/queues.h"

namespace silverlane::store {

namespace {
constexpr Sql kDropWindows{"DELETE FROM service_window WHERE branch = $1"};
constexpr Sql kPutWindow{"INSERT INTO service_window (branch, number, services) VALUES ($1, $2, $3) ON CONFLICT (branch, number) DO UPDATE SET "
                         "services = excluded.services"};
constexpr Sql kServices{"SELECT services FROM service_window WHERE branch = $1 AND number = $2"};
constexpr Sql kPutPhone{"INSERT INTO branch_contact (branch, phone) VALUES ($1, $2) ON CONFLICT (branch) DO UPDATE SET phone = excluded.phone"};
constexpr Sql kPhone{"SELECT phone FROM branch_contact WHERE branch = $1"};
constexpr Sql kTurn{"SELECT priority_calls FROM queue_turn WHERE branch = $1 AND day = $2 AND services = $3"};
constexpr Sql kPutTurn{"INSERT INTO queue_turn (branch, day, services, priority_calls) VALUES ($1, $2, $3, $4) ON CONFLICT (branch, day, services) DO "
                       "UPDATE SET priority_calls = excluded.priority_calls"};
constexpr Sql kDropTold{"DELETE FROM event WHERE branch = $1 AND name = 'queue' AND sequence = (SELECT sequence FROM queue_told WHERE branch = $1)"};
constexpr Sql kTold{"INSERT INTO queue_told (branch, sequence) VALUES ($1, $2) ON CONFLICT (branch) DO UPDATE SET sequence = excluded.sequence"};
}  // namespace

void Queues::put_branch(const BranchId& branch, const std::vector<WindowRow>& windows, std::string_view phone) {
    connection_.run(kDropWindows, {branch});
    for (const auto& window : windows) connection_.run(kPutWindow, {branch, window.number, window.services});
    connection_.run(kPutPhone, {branch, phone});
}

std::string Queues::services_of(const BranchId& branch, int window) {
    std::string services;
    connection_.query(kServices, {branch, window}, [&](const Row& row) { services = row.text(0); });
    return services;
}

std::string Queues::phone_of(const BranchId& branch) {
    std::string phone;
    connection_.query(kPhone, {branch}, [&](const Row& row) { phone = row.text(0); });
    return phone;
}

int Queues::priority_calls(const BranchId& branch, std::string_view day, std::string_view services) {
    int calls = 0;
    connection_.query(kTurn, {branch, day, services}, [&](const Row& row) { calls = static_cast<int>(row.integer(0)); });
    return calls;
}

void Queues::set_priority_calls(const BranchId& branch, std::string_view day, std::string_view services, int calls) {
    connection_.run(kPutTurn, {branch, day, services, calls});
}

void Queues::told(const BranchId& branch, std::uint64_t sequence) {
    connection_.run(kDropTold, {branch});
    connection_.run(kTold, {branch, static_cast<std::int64_t>(sequence)});
}

}  // namespace silverlane::store
