// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/counter_growth.h"

#include <gtest/gtest.h>

namespace silverlane::kiosk {
namespace {

/// Keeps each line as "name source=... name=... value=...".
class LinesLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        std::string line = event.name();
        for (const auto& [field, value] : event.fields()) line += " " + field + "=" + value;
        lines.push_back(line);
    }
    std::vector<std::string> lines;
};

using Counters = std::vector<std::pair<std::string, std::uint64_t>>;

TEST(CounterGrowth, WritesWhatGrewAndNothingWhileNothingHappens) {
    CounterGrowth growth;
    LinesLog log;
    growth.write("wifi", {{"accepted", 0}, {"dropped", 2}}, log);
    EXPECT_EQ(log.lines, std::vector<std::string>{"source_counters source=wifi name=dropped value=2"});
    growth.write("wifi", {{"accepted", 0}, {"dropped", 2}}, log);
    EXPECT_EQ(log.lines.size(), 1U);
    growth.write("wifi", {{"accepted", 7}, {"dropped", 2}}, log);
    ASSERT_EQ(log.lines.size(), 2U);
    EXPECT_EQ(log.lines[1], "source_counters source=wifi name=accepted value=7");
}

TEST(CounterGrowth, TwoSourcesWithCountersOfTheSameNameAreKeptApart) {
    CounterGrowth growth;
    LinesLog log;
    growth.write("wifi", Counters{{"accepted", 5}}, log);
    growth.write("queue", Counters{{"accepted", 5}}, log);
    EXPECT_EQ(log.lines.size(), 2U);
}

}  // namespace
}  // namespace silverlane::kiosk
