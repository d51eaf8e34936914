// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How often one caller may ask: a bucket of tries for each key (an address, a session), refilled steadily by the handed-in clock. Bounded: with
// too many keys the ones that have rested are forgotten, and after them all, which lets callers through rather than keeping them out. Any
// thread.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace silverlane::http {

struct Rate {
    int burst = 60;               ///< at once
    int per_second = 5;           ///< afterwards
    std::size_t most_keys = 8'192;
};

class RateLimit {
public:
    explicit RateLimit(Rate rate) : rate_(rate) {}
    /// Takes one try of this key. False when there is none left at this moment.
    bool allows(const std::string& key, MonotonicTime now);

private:
    struct Bucket {
        std::int64_t thousandths = 0;   ///< of a try
        MonotonicTime filled{};
    };
    void refill(Bucket& bucket, MonotonicTime now) const;
    void make_room(MonotonicTime now);

    const Rate rate_;
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;
};

}  // namespace silverlane::http
