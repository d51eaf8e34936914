// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/sqlite/durable_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace silverlane::store {

DurableLog::~DurableLog() {
    if (descriptor_ >= 0) close(descriptor_);
}

void DurableLog::commit_begins() {
    const std::lock_guard lock(mutex_);
    ++begun_;
}

void DurableLog::commit_ends() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = begun_;   // there is one writer
    }
    moved_.notify_all();
}

Result<void> DurableLog::usable() const {
    const std::lock_guard lock(mutex_);
    if (failure_) return *failure_;
    return {};
}

Result<void> DurableLog::wait() {
    std::unique_lock lock(mutex_);
    const auto wanted = begun_;
    while (durable_ < wanted) {
        if (failure_) return *failure_;
        if (syncing_ || ended_ < wanted) {
            moved_.wait(lock);
            continue;
        }
        syncing_ = true;
        const auto covered = ended_;
        lock.unlock();
        auto synced = sync_once();
        lock.lock();
        syncing_ = false;
        if (synced) durable_ = covered;
        else failure_ = std::move(synced).error();
        moved_.notify_all();
    }
    return {};
}

Result<void> DurableLog::sync_once() {
    if (descriptor_ < 0) descriptor_ = open(path_.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor_ < 0 || sync_(descriptor_) != 0) {
        return Error(ErrorCode::io, fmt::format("{}: what was written may not outlast a power cut ({}); look at the disk, then start the hub anew",
                                                path_.string(), std::strerror(errno)));
    }
    return {};
}

}  // namespace silverlane::store
