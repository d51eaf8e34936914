// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Asks a queue server for its webhook again and again, because some (Orchestra) silently drop one after a single failed POST. The thread
// `queue_hooks`, only where a source has a [hook]. Owned by QueueReceiver. What happened in between is not fetched here.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "base/bounded_queue.h"
#include "base/event_log.h"
#include "drivers/queue/queue_settings.h"

namespace silverlane::drivers::queue {

class HookRegistration {
public:
    /// Registers at once, then every `hook.every`. `source` must have a hook and outlive this.
    HookRegistration(const SourceSettings& source, EventLog& log);
    ~HookRegistration();

    [[nodiscard]] std::uint64_t registered() const { return registered_; }
    [[nodiscard]] std::uint64_t failed() const { return failed_; }

private:
    void run();
    void register_once();

    const SourceSettings& source_;
    EventLog& log_;
    BoundedQueue<int> stop_{1};
    std::atomic<std::uint64_t> registered_{0};
    std::atomic<std::uint64_t> failed_{0};
    bool was_well_ = true;
    std::thread thread_;
};

}  // namespace silverlane::drivers::queue
