// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The sandbox: a bank that plainly is none, behind the interface of one. Its customers come from a file, what happens on their accounts from
// the calendar, and no money moves. For demonstrations, tests and the sample bank; `[bank] core = "sandbox"` in hub.toml turns it on, and the
// log says so at every start. Any thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "drivers/pin_block/pin_block.h"
#include "hub/bank/bank_core.h"
#include "hub/bank/sandbox_data.h"
#include "hub/bank/sandbox_state.h"

namespace silverlane::bank {

struct SandboxSettings {
    std::filesystem::path customers;      ///< core.jsonl, docs/bank-core.md
    std::filesystem::path state;          ///< SQLite file; made when it is not there
    std::filesystem::path pin_key;        ///< private key, PEM, readable by the hub only
    std::chrono::minutes utc_offset{480};
    int wrong_pins_allowed = 3;           ///< in a row; then the card is locked until `state` is removed
};

class SandboxBank final : public BankCore {
public:
    /// Errors: those of the files, naming them.
    static Result<std::unique_ptr<SandboxBank>> open(const SandboxSettings& settings, const Clock& clock, EventLog& log);

    Result<PinCheck> verify_pin(const protocol::BankMedium& medium, const PinNonce& nonce, const PrivateText& sealed_pin) override;
    Result<protocol::PensionState> pension(const CoreCustomerId& customer) override;
    Result<std::vector<protocol::BankAccount>> accounts(const CoreCustomerId& customer) override;
    Result<PrivateText> balance(const CoreCustomerId& customer, std::string_view account) override;
    Result<std::vector<Deposit>> deposits(const CoreCustomerId& customer) override;
    Result<protocol::PassbookLines> passbook_lines(const KeyedHash& passbook, std::string_view last_in_book) override;
    Result<void> mark_printed(const KeyedHash& passbook, std::string_view line) override;

private:
    SandboxBank(SandboxSettings settings, std::vector<SandboxCustomer> customers, std::unique_ptr<SandboxState> state,
                drivers::pin_block::OpenKey pin_key, const Clock& clock, EventLog& log);
    Result<const SandboxCustomer*> find(const CoreCustomerId& customer) const;
    Result<const SandboxAccount*> account_of_book(const KeyedHash& passbook) const;
    [[nodiscard]] Day today() const;

    const SandboxSettings settings_;
    const std::vector<SandboxCustomer> customers_;
    const std::unique_ptr<SandboxState> state_;
    const drivers::pin_block::OpenKey pin_key_;
    const Clock& clock_;
    EventLog& log_;
    std::mutex verifying_;   // a card that two terminals try at once has two tries
    std::map<std::string, const SandboxCustomer*> by_id_;
    std::map<std::pair<protocol::BankMedium::Kind, KeyedHash>, const SandboxCustomer*> by_medium_;
    std::map<KeyedHash, const SandboxAccount*> by_book_;
};

}  // namespace silverlane::bank
