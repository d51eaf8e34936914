// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How long a decision takes, with reasons on, alone and with its record: 1,000 and 5,000 campaigns, one thread, snapshots by chance. One JSON
// object a line, as ./dev bench wants it. --rounds N (default 20000).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "tests/unit/hub_decision/random_snapshots.h"

namespace silverlane::decision {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

std::vector<Snapshot> arrivals(int many) {
    // Of those who consented and are known: whoever is not costs next to nothing and would flatter the figures.
    std::vector<Snapshot> made;
    RandomSnapshots random(99);
    while (static_cast<int>(made.size()) < many) {
        auto snapshot = random.next();
        if (!snapshot.customer || !snapshot.customer->birth) continue;
        snapshot.trigger = Trigger::arrival;
        snapshot.customer->consents = {"service", "wifi", "marketing", "profiling"};
        snapshot.customer->own_staff = snapshot.visit.claimed = snapshot.visit.in_trouble = false;
        std::erase(snapshot.customer->tags, "complaint");
        made.push_back(std::move(snapshot));
    }
    return made;
}

void report(const char* what, int campaigns, std::vector<Nanoseconds> times, const char* p50_bound = "", const char* p99_bound = "") {
    std::sort(times.begin(), times.end());
    const auto at = [&](std::size_t per_thousand) { return static_cast<double>(times[times.size() * per_thousand / 1'000].count()) / 1'000.0; };
    std::printf("{\"name\":\"%s_%d_p50\",\"value\":%.1f,\"unit\":\"us\"%s}\n", what, campaigns, at(500), p50_bound);
    std::printf("{\"name\":\"%s_%d_p99\",\"value\":%.1f,\"unit\":\"us\"%s}\n", what, campaigns, at(990), p99_bound);
}

int run(int rounds) {
    const auto snapshots = arrivals(512);
    const UtcTime time{};
    for (const int many : {1'000, 5'000}) {
        auto rules = compile_rules(default_policy(), assorted_campaigns(many));
        if (!rules) {
            std::fprintf(stderr, "%s\n", rules.error().text().c_str());
            return 1;
        }
        std::vector<Nanoseconds> deciding, recording, both;
        std::size_t bytes = 0;
        for (int i = 0; i < rounds; ++i) {
            const auto& snapshot = snapshots[static_cast<std::size_t>(i) % snapshots.size()];
            const auto began = std::chrono::steady_clock::now();
            const auto decision = decide(snapshot, *rules, time);
            const auto decided = std::chrono::steady_clock::now();
            const auto record = record_of(snapshot, *rules, time, decision);
            const auto ended = std::chrono::steady_clock::now();
            bytes += record.size();
            deciding.emplace_back(decided - began);
            recording.emplace_back(ended - decided);
            both.emplace_back(ended - began);
        }
        // What rules alone must reach, here with every other gate and the arbitration.
        report("decide", many, std::move(deciding), many == 1'000 ? ",\"at_most\":25" : ",\"at_most\":120", many == 1'000 ? ",\"at_most\":200" : "");
        report("record", many, std::move(recording));
        report("decide_and_record", many, std::move(both));
        std::printf("{\"name\":\"record_%d_bytes\",\"value\":%zu,\"unit\":\"bytes\"}\n", many, bytes / static_cast<std::size_t>(rounds));
    }
    return 0;
}

}  // namespace
}  // namespace silverlane::decision

int main(int count, char** values) {
    int rounds = 20'000;
    for (int i = 1; i + 1 < count; ++i) {
        if (std::string_view{values[i]} == "--rounds") rounds = std::max(1, std::atoi(values[i + 1]));
    }
    return silverlane::decision::run(rounds);
}
