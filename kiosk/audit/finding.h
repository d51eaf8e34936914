// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the audit found and how much it looked at. Values; each thread of the audit has its own and they are merged in a fixed order, so
// that two runs say the same. It decides nothing.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace silverlane::audit {

/// Where something was seen.
struct Where {
    std::string flow;
    std::string step;
    std::string node;     ///< node id, or empty when the whole screen is meant
    std::string variant;  ///< "help sent, zh-CN, largest text, portrait"
};

/// One fault. The same fault of one node is one finding, however often it was seen.
struct Finding {
    int rule = 0;         ///< number in the table of requirements (requirements.h)
    Where where;          ///< the first place
    std::string what;     ///< "the label is lower than the rule allows"
    std::string figure;   ///< "7.20 mm, at least 7.33 mm"
    int times = 1;
};

class Findings {
public:
    /// `what` is the same for every occurrence of one fault; what differs belongs into `figure`.
    void add(int rule, const Where& where, const std::string& what, const std::string& figure = {});
    /// So many things were looked at for this rule.
    void looked(int rule, long count = 1) { looked_[rule] += count; }
    void merge(const Findings& other);

    /// By rule, flow, step, node.
    [[nodiscard]] std::vector<Finding> all() const;
    [[nodiscard]] bool empty() const { return found_.empty(); }
    [[nodiscard]] bool has(int rule) const;
    [[nodiscard]] long looked_at(int rule) const;
    [[nodiscard]] int count(int rule) const;

private:
    using Key = std::tuple<int, std::string, std::string, std::string, std::string>;
    std::map<Key, Finding> found_;
    std::map<int, long> looked_;
};

/// "rule 7 | take_ticket/service | answer.cash | largest text | a target is too small | 18.0 mm, at least 20.0 mm | 12 times"
std::string line_of(const Finding& finding);

}  // namespace silverlane::audit
