// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/rate_limit.h"

#include <algorithm>
#include <iterator>

namespace silverlane::http {
namespace {

/// Who has no try left gets one again within a second at most, so far down the list hardly anybody is found who may not be forgotten. The
/// bound is for the clock that stands still, and for a crowd that all came within that second: then looking on would only cost time.
constexpr int kLookedAt = 64;

}  // namespace

void RateLimit::refill(Bucket& bucket, MonotonicTime now) const {
    const auto rested = std::max<std::int64_t>(0, (now.since_start - bucket.filled.since_start).count());
    bucket.thousandths = std::min<std::int64_t>(rate_.burst * kWholeTry, bucket.thousandths + rested * rate_.per_second);
    bucket.filled = std::max(bucket.filled, now);
}

bool RateLimit::forget_one(MonotonicTime now) {
    auto each = buckets_.end();
    for (int looked_at = 0; looked_at < kLookedAt && each != buckets_.begin(); ++looked_at) {
        --each;
        refill(*each, now);
        if (each->thousandths < kWholeTry) continue;
        by_key_.erase(each->key);
        buckets_.erase(each);
        return true;
    }
    return false;
}

RateLimit::Bucket& RateLimit::bucket_of(const std::string& key, MonotonicTime now) {
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, found->second);
        return *found->second;
    }
    if (buckets_.size() >= rate_.most_keys && !forget_one(now)) return strangers_;
    buckets_.push_front({key, rate_.burst * kWholeTry, now});
    by_key_.emplace(buckets_.front().key, buckets_.begin());
    return buckets_.front();
}

Milliseconds RateLimit::wait_for(const std::string& key, MonotonicTime now) {
    const std::lock_guard lock(mutex_);
    Bucket& bucket = bucket_of(key, now);
    refill(bucket, now);
    if (bucket.thousandths < kWholeTry) {
        const std::int64_t lacking = kWholeTry - bucket.thousandths;
        return Milliseconds{std::max<std::int64_t>(1, (lacking + rate_.per_second - 1) / rate_.per_second)};
    }
    bucket.thousandths -= kWholeTry;
    return Milliseconds{0};
}

std::size_t RateLimit::keys() const {
    const std::lock_guard lock(mutex_);
    return buckets_.size();
}

bool RateLimit::knows(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    return by_key_.contains(key);
}

}  // namespace silverlane::http
