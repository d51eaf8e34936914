// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How often one caller may ask: a bucket of tries for each key (an address, a session), refilled steadily by the handed-in clock. Bounded:
// when it is full, the key that was seen longest ago is forgotten, but never one that has no try left, so that nobody gets fresh tries, for
// himself or for others, by coming under many names. Where nobody can be forgotten, those who are new share one bucket. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace silverlane::http {

struct Rate {
    int burst = 60;               ///< at once
    int per_second = 5;           ///< afterwards
    std::size_t most_keys = 8'192;
};

class RateLimit {
public:
    explicit RateLimit(Rate rate) : rate_(rate), strangers_{{}, rate.burst * kWholeTry, {}} {}
    RateLimit(const RateLimit&) = delete;
    RateLimit& operator=(const RateLimit&) = delete;
    /// Takes one try of this key: zero. Or takes none and says how long it will be until there is one.
    Milliseconds wait_for(const std::string& key, MonotonicTime now);
    bool allows(const std::string& key, MonotonicTime now) { return wait_for(key, now) == Milliseconds{0}; }
    /// How many keys are remembered, and whether this one is.
    [[nodiscard]] std::size_t keys() const;
    [[nodiscard]] bool knows(const std::string& key) const;

private:
    static constexpr std::int64_t kWholeTry = 1'000;
    struct Bucket {
        std::string key;
        std::int64_t thousandths = 0;   ///< of a try
        MonotonicTime filled{};
    };
    using Buckets = std::list<Bucket>;
    void refill(Bucket& bucket, MonotonicTime now) const;
    Bucket& bucket_of(const std::string& key, MonotonicTime now);
    bool forget_one(MonotonicTime now);

    const Rate rate_;
    mutable std::mutex mutex_;
    Buckets buckets_;                   ///< the last seen first
    std::unordered_map<std::string_view, Buckets::iterator> by_key_;   ///< views of the buckets' own keys
    Bucket strangers_;
};

}  // namespace silverlane::http
