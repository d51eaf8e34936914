// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/group.h"

namespace silverlane::desk {

const store::BranchRow* Group::branch(const BranchId& id) {
    if (const auto known = rows_.find(id.text); known != rows_.end()) return &known->second;
    auto found = branches_.find(id);
    if (!found) return nullptr;
    return &rows_.emplace(id.text, std::move(*found)).first->second;
}

std::int64_t& Group::sequence(const BranchId& id) {
    if (const auto known = sequences_.find(id.text); known != sequences_.end()) return known->second.last;
    const auto last = static_cast<std::int64_t>(branches_.last_sequence(id));
    // Nothing was read: the request fails anyway, and the next one must not take this for the branch's number.
    if (connection_.failed()) return of_nobody_;
    return sequences_.emplace(id.text, Sequence{last, last}).first->second.last;
}

void Group::add(std::int64_t& value, int by) {
    value += by;
    added_.emplace_back(&value, by);
}

std::uint64_t Group::next_sequence(const BranchId& id) {
    auto& last = sequence(id);
    add(last);
    return static_cast<std::uint64_t>(last);
}

void Group::count_of_day(const BranchId& id, std::string_view day, std::string_view name, int by) {
    const CountView key{id.text, day, name};
    auto found = counts_.find(key);
    if (found == counts_.end()) found = counts_.emplace(CountName{id.text, day, name}, 0).first;
    add(found->second, by);
}

std::int64_t Group::counted(const BranchId& id, std::string_view day, std::string_view name) {
    const auto here = counts_.find(CountView{id.text, day, name});
    return branches_.counted(id, day, name) + (here == counts_.end() ? 0 : here->second);
}

Group::Counts Group::campaign_counts(const BranchId& id, std::string_view day) {
    constexpr std::string_view kPrefix = "campaign:";
    const std::pair<std::string, std::string> place{id.text, day};
    auto known = campaign_counts_.find(place);
    if (known == campaign_counts_.end()) known = campaign_counts_.emplace(place, branches_.counts_beginning(id, day, kPrefix)).first;
    Counts counts;
    for (const auto& [name, count] : known->second) counts.emplace(std::string_view{name}.substr(kPrefix.size()), count);
    for (auto here = counts_.lower_bound(CountView{id.text, day, kPrefix}); here != counts_.end(); ++here) {
        const auto [branch, of_day, name] = ByParts::view(here->first);
        if (branch != id.text || of_day != day || !name.starts_with(kPrefix)) break;
        counts[name.substr(kPrefix.size())] += here->second;
    }
    return counts;
}

void Group::undo_request() {
    for (const auto& [value, by] : added_) *value -= by;
    added_.clear();
    // They may have been read after something that is taken back now.
    teams_.clear();
    campaign_cards_.clear();
}

void Group::write() {
    for (const auto& [branch, sequence] : sequences_) {
        if (sequence.last != sequence.found) branches_.set_last_sequence(BranchId{branch}, static_cast<std::uint64_t>(sequence.last));
    }
    for (const auto& [name, value] : counts_) {
        if (value != 0) branches_.count(BranchId{std::get<0>(name)}, std::get<1>(name), std::get<2>(name), value);
    }
}

}  // namespace silverlane::desk
