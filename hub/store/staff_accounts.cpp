// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/staff_accounts.h"

#include <algorithm>

namespace silverlane::store {

namespace {
constexpr Sql kPut{"INSERT INTO staff (number, branch, role, display_name, pin_hash, qualifications) VALUES ($1, $2, $3, $4, $5, $6) "
                   "ON CONFLICT (number) DO UPDATE SET branch = excluded.branch, role = excluded.role, display_name = excluded.display_name, "
                   "pin_hash = excluded.pin_hash, qualifications = excluded.qualifications"};
constexpr Sql kFind{"SELECT number, branch, role, display_name, pin_hash, qualifications FROM staff WHERE number = $1"};
constexpr Sql kNumbersOf{"SELECT number FROM staff WHERE branch = $1"};
constexpr Sql kDrop{"DELETE FROM staff WHERE number = $1"};
constexpr Sql kDropSessionsOf{"DELETE FROM staff_session WHERE staff = $1"};
constexpr Sql kPutSession{"INSERT INTO staff_session (token_hash, staff, expires) VALUES ($1, $2, $3)"};
constexpr Sql kStaffOfSession{"SELECT s.number, s.branch, s.role, s.display_name, s.pin_hash, s.qualifications FROM staff_session t "
                              "JOIN staff s ON s.number = t.staff WHERE t.token_hash = $1 AND t.expires > $2"};
constexpr Sql kDropSession{"DELETE FROM staff_session WHERE token_hash = $1"};
constexpr Sql kSignedIn{"SELECT count(DISTINCT t.staff) FROM staff_session t JOIN staff s ON s.number = t.staff WHERE s.branch = $1 AND t.expires > $2"};
constexpr Sql kGuard{"SELECT wrong, last_wrong_at, locked_until FROM pin_guard WHERE number = $1"};
constexpr Sql kPutGuard{"INSERT INTO pin_guard (number, wrong, last_wrong_at, locked_until) VALUES ($1, $2, $3, $4) ON CONFLICT (number) DO UPDATE SET "
                        "wrong = excluded.wrong, last_wrong_at = excluded.last_wrong_at, locked_until = excluded.locked_until"};
constexpr Sql kDropGuard{"DELETE FROM pin_guard WHERE number = $1"};

StaffRow staff_of(const Row& row) {
    return {row.id<StaffId>(0), row.id<BranchId>(1), row.text(2), row.text(3), row.text(4), row.text(5)};
}
}  // namespace

void StaffAccounts::put(const StaffRow& staff) {
    connection_.run(kPut, {staff.number, staff.branch, staff.role, staff.display_name, staff.pin_hash, staff.qualifications});
}

std::optional<StaffRow> StaffAccounts::find(const StaffId& number) {
    std::optional<StaffRow> found;
    connection_.query(kFind, {number}, [&](const Row& row) { found = staff_of(row); });
    return found;
}

void StaffAccounts::keep_only(const BranchId& branch, const std::vector<StaffId>& numbers) {
    std::vector<StaffId> gone;
    connection_.query(kNumbersOf, {branch}, [&](const Row& row) {
        auto number = row.id<StaffId>(0);
        if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) gone.push_back(std::move(number));
    });
    for (const auto& number : gone) {
        connection_.run(kDropSessionsOf, {number});
        connection_.run(kDrop, {number});
    }
}

void StaffAccounts::put_session(const KeyedHash& token_hash, const StaffId& staff, UtcTime expires) {
    connection_.run(kPutSession, {token_hash, staff, expires});
}

std::optional<StaffRow> StaffAccounts::staff_of_session(const KeyedHash& token_hash, UtcTime now) {
    std::optional<StaffRow> found;
    connection_.query(kStaffOfSession, {token_hash, now}, [&](const Row& row) { found = staff_of(row); });
    return found;
}

void StaffAccounts::drop_session(const KeyedHash& token_hash) { connection_.run(kDropSession, {token_hash}); }

int StaffAccounts::signed_in(const BranchId& branch, UtcTime now) {
    int number = 0;
    connection_.query(kSignedIn, {branch, now}, [&](const Row& row) { number = static_cast<int>(row.integer(0)); });
    return number;
}

PinGuard StaffAccounts::pin_guard(const StaffId& number) {
    PinGuard guard;
    connection_.query(kGuard, {number}, [&](const Row& row) { guard = {static_cast<int>(row.integer(0)), row.time(1), row.time(2)}; });
    return guard;
}

void StaffAccounts::put_pin_guard(const StaffId& number, const PinGuard& guard) {
    connection_.run(kPutGuard, {number, guard.wrong, guard.last_wrong_at, guard.locked_until});
}

void StaffAccounts::drop_pin_guard(const StaffId& number) { connection_.run(kDropGuard, {number}); }

}  // namespace silverlane::store
