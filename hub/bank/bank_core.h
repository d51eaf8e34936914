// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The bank's core system, as far as a kiosk needs it: who holds a card, has the pension come, which accounts, how much, what a passbook
// still lacks. One interface; behind it stands a bank's own adapter, or the sandbox (sandbox_bank.h). Amounts leave as private texts on
// their way to one kiosk and stand in no log, alert or table of the hub outside this folder. All functions may be called from any thread
// and may wait for the core.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "base/private_text.h"
#include "base/result.h"
#include "hub/protocol/bank_messages.h"

namespace silverlane::bank {

/// The core's own name for a customer; nothing else of the hub knows it.
using CoreCustomerId = Identifier<struct CoreCustomerTag>;

/// 16 random bytes that were handed to one terminal for one PIN.
using PinNonce = std::array<std::uint8_t, 16>;

struct PinCheck {
    enum class Verdict {
        right,
        wrong_pin,     ///< and the card can still be used
        unusable,      ///< not known, or locked: nobody is told which
    };
    Verdict verdict = Verdict::unusable;
    CoreCustomerId customer;   ///< with Verdict::right
};

struct Deposit {
    std::string account;       ///< id of its account
    PrivateText amount_fen;
    std::string matures;       ///< "2026-12-02"
};

class BankCore {
public:
    virtual ~BankCore() = default;

    /// Counts wrong PINs itself, durably, and locks as the bank does. The block is opened by the core alone. Errors: invalid_input for a
    /// block that cannot be opened (that is no try); unavailable.
    virtual Result<PinCheck> verify_pin(const protocol::BankMedium& medium, const PinNonce& nonce, const PrivateText& sealed_pin) = 0;

    /// This month's pension, by the core's calendar. Errors: unavailable.
    virtual Result<protocol::PensionState> pension(const CoreCustomerId& customer) = 0;
    /// In the order in which a person thinks of them: the one in daily use first. Errors: unavailable.
    virtual Result<std::vector<protocol::BankAccount>> accounts(const CoreCustomerId& customer) = 0;
    /// Errors: not_found for an account that is not this customer's; unavailable.
    virtual Result<PrivateText> balance(const CoreCustomerId& customer, std::string_view account) = 0;
    /// Time deposits, the next to mature first. Errors: unavailable.
    virtual Result<std::vector<Deposit>> deposits(const CoreCustomerId& customer) = 0;

    /// Lines that are not in the book yet and have room in it. `last_in_book`: what the book says of itself; of this and the core's own mark
    /// the later counts, so that no line is printed twice. Errors: not_found (no such book); unavailable.
    virtual Result<protocol::PassbookLines> passbook_lines(const KeyedHash& passbook, std::string_view last_in_book) = 0;
    /// The line and all before it stand in the book. Durable on success; an older line again changes nothing. Errors: not_found (no such
    /// book, no such line); unavailable.
    virtual Result<void> mark_printed(const KeyedHash& passbook, std::string_view line) = 0;
};

}  // namespace silverlane::bank
