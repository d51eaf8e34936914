// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Words of a flow file that come from a closed list, and what is said about one that is not in it. For the readers of this module only;
// pure, any thread.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/reader.h"
#include "config/suggestion.h"

namespace silverlane::flow {

template <class Value>
using Names = std::vector<std::pair<std::string, Value>>;

template <class Value>
std::vector<std::string> names_of(const Names<Value>& names) {
    std::vector<std::string> out;
    for (const auto& [name, value] : names) out.push_back(name);
    return out;
}

template <class Value>
const Value* value_named(const Names<Value>& names, const std::string& name) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == name; });
    return found == names.end() ? nullptr : &found->second;
}

template <class Value>
std::string name_among(const Names<Value>& names, Value value) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.second == value; });
    return found == names.end() ? std::string{} : found->first;
}

/// "no device 'scaner'; did you mean 'scanner'?"; the place is that of the list's element when the value is a list.
inline void unknown_name(config::TableReader& table, std::string_view key, const std::string& kind, const std::string& name,
                  const std::vector<std::string>& names) {
    table.mistake_in(key, name, "no " + kind + " '" + name + "'", config::advice_among(name, names));
}

/// The same for names that people add to: how to add one is said besides.
inline void unwritten_name(config::TableReader& table, std::string_view key, const std::string& kind, const std::string& name,
                    const std::set<std::string, std::less<>>& names, const std::string& add) {
    const std::string meant = config::did_you_mean(name, {names.begin(), names.end()});
    table.mistake_in(key, name, "no " + kind + " '" + name + "'", meant.empty() ? add : meant + " Otherwise " + add);
}

inline bool among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace silverlane::flow
