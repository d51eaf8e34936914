// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <set>

#include <fmt/format.h>

#include "hub/desk/bank_import.h"
#include "hub/desk/customer_facts.h"
#include "hub/queue/queue_rules.h"

namespace silverlane::desk {

namespace {
constexpr int kLargestWindow = 999;

/// In the order of hub/queue's list, each once, so that two windows that serve the same have the same text. Empty: everything.
std::string in_order(const std::vector<std::string>& services) {
    std::string list;
    std::size_t named = 0;
    const auto all = queue::all_services();
    for (const auto& each : all) {
        if (!has(services, each)) continue;
        list += (named == 0 ? "" : ",") + each;
        ++named;
    }
    return named == all.size() ? std::string{} : list;
}
}  // namespace

std::vector<store::WindowRow> read_windows(config::TableReader& root) {
    std::vector<store::WindowRow> windows;
    std::set<int> numbers;
    for (auto& table : root.tables("window")) {
        const int number = static_cast<int>(table.integer("number", 0, 0, kLargestWindow));
        const auto services = table.texts("services");
        if (number == 0) table.mistake("number", "a window needs its number", "write the number that stands over it, 1 to 999");
        else if (!numbers.insert(number).second) table.mistake("number", fmt::format("window {} stands here twice", number), "leave one of them");
        for (const auto& each : services) {
            if (!queue::is_service(each)) table.mistake("services", fmt::format("no service '{}'", each), "write cash, transfer, passbook or other");
        }
        table.finish();
        windows.push_back({number, in_order(services)});
    }
    return windows;
}

}  // namespace silverlane::desk
