// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Collects the named counts of every part and writes them as Prometheus text (exposition format 0.0.4). Sources are added while the
// program is built, before the first request; after that text() may be called from any thread. It holds no count of its own and nothing
// about a person.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace silverlane::http {

using NamedCounts = std::vector<std::pair<std::string, std::uint64_t>>;

class Metrics {
public:
    /// `prefix` is the part's name: the counts appear as silverlane_<prefix>_<name>. The source is called on request threads.
    void add(std::string prefix, std::function<NamedCounts()> source) { sources_.emplace_back(std::move(prefix), std::move(source)); }
    /// A name may carry labels: `answers{status="200"}`.
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::pair<std::string, std::function<NamedCounts()>>> sources_;
};

}  // namespace silverlane::http
