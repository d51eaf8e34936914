// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/counter_growth.h"

namespace silverlane::kiosk {

void CounterGrowth::write(const std::string& source, const std::vector<std::pair<std::string, std::uint64_t>>& counters, EventLog& log) {
    for (const auto& [name, value] : counters) {
        std::uint64_t& seen = seen_[{source, name}];
        if (value > seen) {
            log.write(LogEvent(LogLevel::notice, "source_counters").with("source", source).with("name", name)
                          .with("value", static_cast<std::int64_t>(value)));
        }
        seen = value;
    }
}

}  // namespace silverlane::kiosk
