// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/catalogue.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace silverlane::rules {

std::string_view name_of(Type type) {
    switch (type) {
        case Type::number: return "number";
        case Type::text: return "text";
        case Type::texts: return "texts";
        case Type::day: return "day";
        case Type::days: return "days";
        case Type::path: return "path";
    }
    return "number";
}

bool lies_under(std::string_view path, std::string_view place) {
    return path.starts_with(place) && (path.size() == place.size() || path[place.size()] == '/');
}

std::string_view name_of(Truth truth) {
    switch (truth) {
        case Truth::no: return "no";
        case Truth::yes: return "yes";
        case Truth::unknown: return "unknown";
    }
    return "unknown";
}

Catalogue::Catalogue(std::vector<FactName> names) : names_(std::move(names)), by_name_(names_.size()) {
    std::iota(by_name_.begin(), by_name_.end(), Slot{0});
    std::sort(by_name_.begin(), by_name_.end(), [this](Slot a, Slot b) { return names_[a].name < names_[b].name; });
    const auto twice = std::adjacent_find(by_name_.begin(), by_name_.end(), [this](Slot a, Slot b) { return names_[a].name == names_[b].name; });
    SILVERLANE_CHECK(twice == by_name_.end());
}

std::optional<Slot> Catalogue::find(std::string_view name) const {
    const auto found = std::lower_bound(by_name_.begin(), by_name_.end(), name, [this](Slot slot, std::string_view wanted) { return names_[slot].name < wanted; });
    if (found == by_name_.end() || names_[*found].name != name) return std::nullopt;
    return *found;
}

const FactName& Catalogue::at(Slot slot) const {
    SILVERLANE_CHECK(slot < names_.size());
    return names_[slot];
}

std::size_t Catalogue::size() const { return names_.size(); }

std::vector<std::string> Catalogue::names() const {
    std::vector<std::string> out;
    out.reserve(names_.size());
    for (const FactName& each : names_) out.push_back(each.name);
    return out;
}

}  // namespace silverlane::rules
