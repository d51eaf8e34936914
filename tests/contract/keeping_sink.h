// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// ArrivalSinks for contract tests: one keeps arrivals in memory by key and can be told to refuse, one writes every accepted key to a file
// and can die right after. Any thread.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "hub/protocol/arrival.h"

namespace silverlane::drivers {

class KeepingSink final : public protocol::ArrivalSink {
public:
    Result<void> commit(const std::vector<protocol::Arrival>& arrivals) override {
        if (!healthy) return Error{ErrorCode::io, "no space"};
        const std::lock_guard lock(mutex_);
        for (const protocol::Arrival& arrival : arrivals) by_key_.emplace(arrival.key.text, arrival);
        ++commits;
        return {};
    }
    [[nodiscard]] bool accepting() const override { return healthy; }
    [[nodiscard]] std::vector<protocol::Arrival> kept() const {
        const std::lock_guard lock(mutex_);
        std::vector<protocol::Arrival> arrivals;
        for (const auto& [key, arrival] : by_key_) arrivals.push_back(arrival);
        return arrivals;
    }
    [[nodiscard]] std::size_t count(protocol::EvidenceKind kind) const {
        std::size_t found = 0;
        for (const protocol::Arrival& arrival : kept()) found += arrival.kind == kind ? 1 : 0;
        return found;
    }
    std::atomic<bool> healthy{true};
    std::atomic<int> commits{0};

private:
    mutable std::mutex mutex_;
    std::map<std::string, protocol::Arrival> by_key_;
};

/// Appends the key of everything committed, repeated or not, so that a test sees what a process that died had been given.
class FileSink final : public protocol::ArrivalSink {
public:
    FileSink(const std::filesystem::path& file, bool die_after_commit)
        : descriptor_(open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)), die_after_commit_(die_after_commit) {}
    ~FileSink() override { close(descriptor_); }
    Result<void> commit(const std::vector<protocol::Arrival>& arrivals) override {
        for (const protocol::Arrival& arrival : arrivals) {
            const std::string line = arrival.key.text + '\n';
            if (write(descriptor_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) return Error{ErrorCode::io, "write"};
        }
        if (fsync(descriptor_) != 0) return Error{ErrorCode::io, "fsync"};
        if (die_after_commit_) kill(getpid(), SIGKILL);
        return {};
    }
    [[nodiscard]] bool accepting() const override { return true; }

private:
    int descriptor_;
    bool die_after_commit_;
};

}  // namespace silverlane::drivers
