// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/rate_limit.h"

#include <algorithm>

namespace silverlane::http {

namespace {
constexpr std::int64_t kWholeTry = 1'000;
}

void RateLimit::refill(Bucket& bucket, MonotonicTime now) const {
    const auto rested = std::max<std::int64_t>(0, (now.since_start - bucket.filled.since_start).count());
    bucket.thousandths = std::min<std::int64_t>(rate_.burst * kWholeTry, bucket.thousandths + rested * rate_.per_second);
    bucket.filled = now;
}

void RateLimit::make_room(MonotonicTime now) {
    if (buckets_.size() < rate_.most_keys) return;
    std::erase_if(buckets_, [&](const auto& entry) {
        Bucket bucket = entry.second;
        refill(bucket, now);
        return bucket.thousandths >= rate_.burst * kWholeTry;
    });
    if (buckets_.size() >= rate_.most_keys) buckets_.clear();
}

bool RateLimit::allows(const std::string& key, MonotonicTime now) {
    const std::lock_guard lock(mutex_);
    auto found = buckets_.find(key);
    if (found == buckets_.end()) {
        make_room(now);
        found = buckets_.emplace(key, Bucket{rate_.burst * kWholeTry, now}).first;
    }
    refill(found->second, now);
    if (found->second.thousandths < kWholeTry) return false;
    found->second.thousandths -= kWholeTry;
    return true;
}

}  // namespace silverlane::http
