// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The thread named "writer": takes requests from one bounded queue, runs as many as wait in one transaction, each in a savepoint of its own,
// commits, publishes events in sequence order, then answers the callers. Private to hub/desk. run() may be called from any thread but the
// writer's own.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "base/bounded_queue.h"
#include "hub/desk/change.h"
#include "hub/store/store.h"

namespace silverlane::desk {

class Writer {
public:
    using Work = std::function<Result<void>(Change&)>;

    Writer(store::Store& store, const Office& office);
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    /// What was queued is still done, then the thread ends.
    ~Writer();

    /// Returns when the work is durable or refused. Errors: those of work; unavailable when too many wait, when the storage refuses the
    /// group, or when the desk is closing.
    Result<void> run(Work work);

    [[nodiscard]] std::map<std::string, std::uint64_t> counters() const;
    /// Branches whose queue moved since the last call.
    std::set<BranchId> take_moved_queues();

private:
    struct Request {
        Work work;
        std::promise<Result<void>> answer;
        Result<void> outcome;
        std::unique_ptr<Change> change;
    };
    void work_until_closed();
    void run_group(std::vector<std::unique_ptr<Request>>& group);
    Result<void> run_one(Request& request, store::Connection& connection);
    void tell(std::vector<std::unique_ptr<Request>>& group);

    store::Store& store_;
    const Office& office_;
    BoundedQueue<std::unique_ptr<Request>> queue_;
    mutable std::mutex counters_mutex_;
    std::map<std::string, std::uint64_t> counters_;
    std::set<BranchId> moved_queues_;
    std::thread thread_;
};

}  // namespace silverlane::desk
