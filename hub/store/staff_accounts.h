// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of staff: accounts, sessions and the guard against guessed PINs. Only hashes of PINs and tokens are ever stored. Used inside a
// transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

struct StaffRow {
    StaffId number;
    BranchId branch;
    std::string role;
    std::string display_name;
    std::string pin_hash;           ///< as made by base/pin_hash.h
    std::string qualifications;     ///< JSON list of texts
};

struct PinGuard {
    int wrong = 0;                  ///< in a row
    UtcTime last_wrong_at{};
    UtcTime locked_until{};
};

class StaffAccounts {
public:
    explicit StaffAccounts(Connection& connection) : connection_(connection) {}
    void put(const StaffRow& staff);
    [[nodiscard]] std::optional<StaffRow> find(const StaffId& number);
    /// Whoever is no longer in the import may not sign in, and is signed out.
    void keep_only(const BranchId& branch, const std::vector<StaffId>& numbers);

    void put_session(const KeyedHash& token_hash, const StaffId& staff, UtcTime expires);
    [[nodiscard]] std::optional<StaffRow> staff_of_session(const KeyedHash& token_hash, UtcTime now);
    void drop_session(const KeyedHash& token_hash);
    /// Sessions of this branch that have not expired.
    [[nodiscard]] int signed_in(const BranchId& branch, UtcTime now);

    [[nodiscard]] PinGuard pin_guard(const StaffId& number);
    void put_pin_guard(const StaffId& number, const PinGuard& guard);
    void drop_pin_guard(const StaffId& number);

private:
    Connection& connection_;
};

}  // namespace silverlane::store
