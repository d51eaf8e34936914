// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The thread named "writer": takes requests from one bounded queue, runs as many as wait in one transaction, commits, publishes events in
// sequence order, then answers the callers. While a group's commit reaches the disk, which takes as long as hundreds of arrivals, the thread
// named "durable" waits for it, tells and answers, and the writer runs the next group. With nobody waiting the writer does that itself. Nearly
// every request succeeds, so a group runs without savepoints first; when one of it fails after it has written, the group is undone and run again
// with each request in a savepoint of its own, and so are the next few. Private to hub/desk. run() may be called from any thread but these two.
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

    /// Returns when the work is durable or refused. `work` may be run a second time from its beginning, after the first was undone; what it
    /// leaves outside the Change must be as if it had run once. Errors: those of work; unavailable when too many wait, when the storage refuses the
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
        bool answered = false;
        std::unique_ptr<Change> change;
    };
    void work_until_closed();
    void answer_until_closed();
    using Requests = std::vector<std::unique_ptr<Request>>;
    enum class How { together, apart };   ///< apart = each in a savepoint
    void run_group(Requests& group);
    /// Waits for the disk, tells the group's events and answers its callers; on one thread at a time, in the order of the commits.
    void finish(Requests& group);
    void finish_or_say_so(Requests& group);
    /// To the other thread, unless nobody waits for this one.
    void hand_over(Requests group);
    /// `event` tells the log which step refused.
    void refuse(Requests& group, LogEvent event, const Error& why);
    Result<void> write_group(Requests& group, How how, bool& again);
    Result<void> run_together(Request& request, Group& shared, store::Connection& connection, bool& again);
    Result<void> run_apart(Request& request, Group& shared, store::Connection& connection);
    /// The work itself. What it throws is an error, and written down when `last_try`.
    Result<void> run_one(Request& request, Group& shared, store::Connection& connection, bool last_try, bool& threw);
    void begin_with_cards(store::Connection& connection);
    void count(const Requests& group);
    void tell(const Requests& group);
    static void answer(Request& request, Result<void> outcome);

    store::Store& store_;
    const Office& office_;
    BoundedQueue<std::unique_ptr<Request>> queue_;
    mutable std::mutex counters_mutex_;
    std::map<std::string, std::uint64_t> counters_;
    std::set<BranchId> moved_queues_;
    std::int64_t commits_elsewhere_ = -1;   // as the last group found it; writer thread only
    std::int64_t changed_by_us_ = -1;       // rows changed through the connection when the last group ended; writer thread only
    int groups_apart_ = 0;   // how many more groups run with savepoints; writer thread only
    BoundedQueue<Requests> committed_;
    std::atomic<int> unfinished_{0};        // groups with the other thread
    std::thread thread_;
    std::thread finishing_;
};

}  // namespace silverlane::desk
