// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries out what needs the bank behind the hub: the PIN (sealed by the pad over the hub's nonce), the session that it opens, the pension, the
// accounts, a balance. The session's name stays here; amounts and tails pass through as private texts. Everything is forgotten at the reset,
// and the session is closed. Ui thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "drivers/api/pin_entry.h"
#include "hub/protocol/bank_messages.h"
#include "kiosk/app/effects_tickets.h"
#include "kiosk/app/hub_asker.h"
#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"

namespace silverlane::kiosk {

class MoneyEffects {
public:
    MoneyEffects(HubAsker& hub, SendEvent send) : hub_(hub), send_(std::move(send)) {}

    /// Null: this terminal has no PIN pad; a PIN then cannot be asked for.
    void use(drivers::PinEntry* pad) { pad_ = pad; }

    /// What is in the machine: the bank is asked about it and about nothing else.
    void medium(protocol::BankMedium medium) { medium_ = std::move(medium); }
    void enter_pin();
    void cancel_pin();
    /// A report of the pad; one of an entry that is over is dropped.
    void heard(drivers::PinReport report);
    /// check_pin, pension, accounts, balance. `turn`: whose question it is.
    void ask(const flow::Ask& ask, std::uint64_t turn);
    void reset();

private:
    void begin_pin(std::uint64_t entry, const hub_link::Answered& answer);
    void close(const std::string& session);
    void check_pin(const flow::Ask& ask, std::uint64_t turn);
    void ask_pension(const flow::Ask& ask, std::uint64_t turn);
    void ask_accounts(const flow::Ask& ask, std::uint64_t turn);
    void ask_balance(const flow::Ask& ask, std::uint64_t turn);
    void answer(const flow::Ask& ask, std::uint64_t turn, flow::AskResult result, flow::Knowledge knowledge = {});

    HubAsker& hub_;
    SendEvent send_;
    drivers::PinEntry* pad_ = nullptr;
    std::optional<protocol::BankMedium> medium_;
    std::string nonce_;
    std::string session_;
    std::uint64_t asked_entry_ = 0;                      // grows with each EnterPin: a nonce that comes too late begins nothing
    std::optional<drivers::PinEntryNumber> open_entry_;
    std::string only_account_;                           // when there is just one, nobody is asked which
};

/// What became of a question that was not answered with what was asked for.
flow::AskResult result_of(const hub_link::Answered& answer);

}  // namespace silverlane::kiosk
