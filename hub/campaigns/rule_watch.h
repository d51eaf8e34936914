// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Takes over saved rule files while the hub runs: a thread of its own, `rules_watch`, sleeps until a file of the rule folder or the policies is
// saved, waits until nobody saves any more, reads everything anew and hands on the new rules. Files with a mistake are refused as a whole: it
// is logged with file and line, and what runs stays. Any thread may ask for the counters. It changes no file.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/file_watch.h"
#include "base/result.h"
#include "base/wake_descriptor.h"
#include "hub/campaigns/rule_book.h"

namespace silverlane::campaigns {

class RuleWatch {
public:
    /// How long nothing may be saved before the files are read: an editor, or a copy of several files, has finished by then.
    static constexpr Milliseconds kQuiet{150};

    /// Puts them in force; called on the thread `rules_watch`. What it refuses is tried again after the next save.
    using Take = std::function<Result<void>(const LoadedRules&)>;

    /// `running`: the version that runs; files that come out as the same are not handed on. What was saved between reading that version and
    /// this call is read at once. Errors: io.
    static Result<std::unique_ptr<RuleWatch>> start(RuleFiles files, std::string running, const Clock& clock, Take take, EventLog& log);
    /// Waits for a reading that has begun; nothing is handed on after it.
    ~RuleWatch();
    RuleWatch(const RuleWatch&) = delete;
    RuleWatch& operator=(const RuleWatch&) = delete;

    /// taken, refused, mistakes (of the last refusal; 0 when the files are good).
    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const;

private:
    RuleWatch(RuleFiles files, std::string running, std::unique_ptr<FileWatch> watch, const Clock& clock, Take take, EventLog& log);
    void run();
    void wait(std::optional<Milliseconds> longest);
    void hand_on(const Result<LoadedRules>& loaded);
    void refuse(const Error& error);

    const RuleFiles files_;
    std::string running_;
    std::unique_ptr<FileWatch> watch_;
    const Clock& clock_;
    const Take take_;
    EventLog& log_;
    WakeDescriptor ending_;
    std::atomic<bool> ends_{false};
    std::atomic<std::uint64_t> taken_{0}, refused_{0}, mistakes_{0};
    std::thread thread_;
};

}  // namespace silverlane::campaigns
