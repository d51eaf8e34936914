// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The rule language: a small typed tree of conditions, written in TOML, evaluated in three values. A missing fact makes a condition
// unknown, and unknown is not yes. No loops, no functions, no evaluation of text. Immutable after reading; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.h"
#include "hub/decision/facts.h"

namespace silverlane::decision {

enum class Truth { no, yes, unknown };

/// What a condition can ask about.
enum class Field {
    age, risk_level, days_to_maturity, days_since_assessment, holdings, hour, weekday,     // whole numbers
    tier, gender, branch, service,                                                          // one text
    tags, holding_kinds, needs, evidence,                                                   // sets of texts
};

class Condition {
public:
    enum class Kind { always, all, any, negation, leaf };
    enum class Test { range, in, not_in, any_of, all_of, none_of, exists, missing };

    /// Reads { all = [...] } | { any = [...] } | { not = {...} } | { field = "age", at_least = 60, at_most = 80 } and the like. Mistakes go
    /// to the reader with file and line. `depth` is how deep this table lies; more than kDeepest is a mistake.
    static Condition read(config::TableReader& table, int depth = 0);
    static constexpr int kDeepest = 30;

    /// `why_not` receives the text of the first leaf that did not hold ("age 60..80: no", "risk_level 2..: missing"); untouched on yes.
    [[nodiscard]] Truth evaluate(const Snapshot& snapshot, std::string* why_not) const;
    [[nodiscard]] Kind kind() const { return kind_; }
    /// How people read it: "age 60..80".
    [[nodiscard]] std::string text() const;

private:
    void read_leaf(config::TableReader& table);
    [[nodiscard]] Truth evaluate_leaf(const Snapshot& snapshot) const;

    Kind kind_ = Kind::always;
    std::vector<Condition> parts_;
    Field field_ = Field::age;
    Test test_ = Test::range;
    std::int64_t from_ = INT64_MIN;
    std::int64_t to_ = INT64_MAX;
    std::vector<std::string> values_;
};

}  // namespace silverlane::decision
