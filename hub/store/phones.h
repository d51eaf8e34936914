// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tables of the phones that hold the page open: sessions by the hash of their cookie, what was chosen on them in this visit, and what each was
// told last. Everything here goes at closing, and sooner where the person has it forgotten. Used inside a transaction or a read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/store/connection.h"

namespace silverlane::store {

/// Either a ticket or a Wi-Fi session; neither for a code or token that opened nothing.
struct PhoneSessionRow {
    KeyedHash token_hash;
    BranchId branch;                    ///< empty: it opened nothing
    std::optional<TicketId> ticket;
    std::string wifi_session;
    UtcTime expires{};
};

struct PhoneChoiceRow {
    std::string purpose;
    bool granted = false;
    std::string text_version;
    UtcTime at{};
};

class Phones {
public:
    explicit Phones(Connection& connection) : connection_(connection) {}
    void put(const PhoneSessionRow& session);
    [[nodiscard]] std::optional<PhoneSessionRow> find(const KeyedHash& token_hash, UtcTime now);
    /// Ends every phone of this ticket or Wi-Fi session, and forgets what was chosen and told on them.
    void forget(const BranchId& branch, std::string_view subject);

    /// `subject` as subject_of() writes it.
    void choose(const BranchId& branch, std::string_view subject, const PhoneChoiceRow& choice);
    [[nodiscard]] std::vector<PhoneChoiceRow> choices(const BranchId& branch, std::string_view subject);

    /// Phones of the branch that have a ticket to look at: their own, or that of the visit which their Wi-Fi session is known to be of.
    struct Watcher {
        std::string subject;
        TicketId ticket;
        std::string told;               ///< what it was told last; empty: nothing yet
    };
    [[nodiscard]] std::vector<Watcher> watchers(const BranchId& branch);
    void set_told(const BranchId& branch, std::string_view subject, std::string_view told);

private:
    Connection& connection_;
};

/// "ticket:<id>" or "wifi:<session>": whose phone it is, as far as anybody knows.
std::string subject_of(const PhoneSessionRow& session);

}  // namespace silverlane::store
