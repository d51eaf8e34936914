// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a source of arrivals counts, brought into the log: each counter that grew since it was looked at last, with its value in all. Ui
// thread, once a minute at the most; it has no timer of its own and writes nothing while nothing happens.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/event_log.h"

namespace silverlane::kiosk {

class CounterGrowth {
public:
    /// Writes `source_counters` for each of `counters` that is larger than at the last call for this source (0 before the first).
    void write(const std::string& source, const std::vector<std::pair<std::string, std::uint64_t>>& counters, EventLog& log);

private:
    std::map<std::pair<std::string, std::string>, std::uint64_t> seen_;   // by source and name
};

}  // namespace silverlane::kiosk
