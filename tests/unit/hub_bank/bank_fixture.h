// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A sandbox bank with two customers in a folder of its own, a clock that tests turn, and a PIN pad that seals as a real one would.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/random_source.h"
#include "hub/bank/bank_window.h"
#include "hub/bank/sandbox_bank.h"

namespace silverlane::bank {

/// Keeps whole log lines, so that a test can look for what must not stand there.
class KeptLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        const std::lock_guard lock(mutex_);
        names.push_back(event.name());
        lines += event.name() + " ";
        for (const auto& [name, value] : event.fields()) lines += name + "=" + value + " ";
        lines += "\n";
    }
    std::vector<std::string> names;
    std::string lines;

private:
    std::mutex mutex_;
};

inline const std::string kPin = "246810";

class Sandbox {
public:
    Sandbox();
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    /// Opens the bank on what is in the folder, as after a restart of the hub.
    void open();
    [[nodiscard]] SandboxSettings settings() const;
    [[nodiscard]] PrivateText sealed(const PinNonce& nonce, const std::string& digits) const;
    /// One try at the bank itself.
    [[nodiscard]] PinCheck::Verdict try_pin(const protocol::BankMedium& medium, const std::string& digits);
    void set_day(const std::string& day, const std::string& time = "02:00:00");

    std::filesystem::path folder;
    ManualClock clock;
    SystemRandom random;
    KeptLog log;
    std::unique_ptr<SandboxBank> bank;
    const protocol::BankMedium card, other_card, social_card, book;
};

/// The hash whose bytes are all this one.
KeyedHash hash_of(std::uint8_t byte);

}  // namespace silverlane::bank
