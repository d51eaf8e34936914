// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The thread "jobs": looks at the clock and has the writer do what time brings, and tells staff and phones the queues that moved. Private to
// hub/desk. run() may be called by any thread beside it.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"
#include "hub/desk/assist_work.h"
#include "hub/desk/change.h"
#include "hub/desk/clock_leap.h"
#include "hub/desk/job_work.h"
#include "hub/desk/phone_work.h"
#include "hub/desk/requests.h"

namespace silverlane::desk {

class DueJobs {
public:
    /// Starts the thread. All that is handed in outlives it.
    DueJobs(const Office& office, store::Store& store, Writer& writer, AssistBoard& assists);
    DueJobs(const DueJobs&) = delete;
    DueJobs& operator=(const DueJobs&) = delete;
    /// Returns when the thread has ended.
    ~DueJobs();

    /// Everything that is due now. Errors: those of the store; what was not done is due at the next run.
    Result<void> run();

private:
    struct QueueNews {
        BranchId branch;
        protocol::QueueView view;
        std::vector<PhoneNews> phones;
    };
    /// Compares the clock with the newest time that is written down, once.
    Result<void> look_at_the_clock();
    /// Whether the clock is believed: closing, ending and deleting wait while it is not.
    bool clock_is_believed();
    Result<std::vector<QueueNews>> queue_news(UtcTime now);
    void forget_ended_assists();
    void work_until_closed();

    const Office& office_;
    store::Store& store_;
    Writer& writer_;
    Requests requests_;
    AssistBoard& assists_;
    std::mutex mutex_;                             // everything below but the thread and its end
    UtcTime retention_kept_;                       // not in the first run: there is always time to put a clock right
    UtcTime time_kept_ = UtcTime::max();
    UtcTime room_looked_for_{};
    std::map<AlertId, bool> calls_heard_;   // open calls for a person, and whether a tablet hears them
    ClockLeap clock_leap_;
    bool clock_looked_at_ = false;
    bool clock_doubted_ = false;
    BehindClosings behind_;                        // writer thread, inside the request of run()
    UtcTime last_run_ = UtcTime::max();            // so that the first run finds what a clock did while the hub was away
    std::set<BranchId> queues_to_tell_;
    std::map<BranchId, UtcTime> queue_told_;
    BoundedQueue<int> ended_{1};                   // nothing is ever posted: closing it ends the wait
    std::thread thread_;
};

}  // namespace silverlane::desk
