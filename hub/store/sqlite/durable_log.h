// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Makes the commits of a write-ahead log outlast a power cut, apart from committing, so that the next transaction can run meanwhile. The
// connection commits with synchronous=NORMAL: the log's frames are handed to the system in order but not awaited (sqlite.org/wal.html, 7;
// checkpoints still await log and file). One fdatasync of the log then makes all commits before it last (POSIX fdatasync). Whoever waits
// first syncs for all who wait. After a sync that failed nobody knows which frames are on the disk, and Linux will not try them again
// (fsync(2), NOTES): from then on every wait and every commit is refused until the program starts anew. Any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>

#include "base/result.h"

namespace silverlane::store {

class DurableLog {
public:
    /// Makes the bytes of an open file last; 0, or -1 with errno, as fdatasync. Tests hand in one that waits or fails.
    using Sync = std::function<int(int descriptor)>;

    /// `log` is opened when it is first synced; SQLite makes it.
    DurableLog(std::filesystem::path log, Sync sync) : path_(std::move(log)), sync_(std::move(sync)) {}
    ~DurableLog();
    DurableLog(const DurableLog&) = delete;
    DurableLog& operator=(const DurableLog&) = delete;

    /// Just before the transaction commits: whoever reads from now on may see it.
    void commit_begins();
    /// The commit is over, done or refused; what it wrote is in the system's hands.
    void commit_ends();
    /// Refused after a failed sync. Error: io.
    Result<void> usable() const;
    /// Returns when every commit that began before this call lasts. Errors: io.
    Result<void> wait();

private:
    Result<void> sync_once();

    const std::filesystem::path path_;
    const Sync sync_;
    mutable std::mutex mutex_;
    std::condition_variable moved_;
    std::uint64_t begun_ = 0;      // commits
    std::uint64_t ended_ = 0;      // of these, over
    std::uint64_t durable_ = 0;    // of these, on the disk
    bool syncing_ = false;
    std::optional<Error> failure_;
    int descriptor_ = -1;          // by whoever syncs
};

}  // namespace silverlane::store
