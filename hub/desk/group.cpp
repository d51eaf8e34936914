// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/group.h"

#include <algorithm>

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
    if (!name.starts_with(kCampaignCount)) return;
    const auto kept = campaign_counts_.find(DayOfBranchView{id.text, day});
    if (kept == campaign_counts_.end()) return;
    if (auto* place = place_in(kept->second, name)) add(*place, by);
}

std::int64_t Group::counted(const BranchId& id, std::string_view day, std::string_view name) {
    const auto here = counts_.find(CountView{id.text, day, name});
    return branches_.counted(id, day, name) + (here == counts_.end() ? 0 : here->second);
}

bool Group::has_themes() {
    if (!has_themes_) has_themes_ = std::any_of(rules_->campaigns.begin(), rules_->campaigns.end(), [](const auto& each) { return each.theme; });
    return *has_themes_;
}

const std::vector<std::size_t>& Group::campaigns_with_quota() {
    if (campaigns_with_quota_) return *campaigns_with_quota_;
    auto& found = campaigns_with_quota_.emplace();
    for (std::size_t i = 0; i < rules_->campaigns.size(); ++i) {
        if (!rules_->campaigns[i].quota.any()) continue;
        places_.emplace(rules_->campaigns[i].id.text, found.size());
        found.push_back(i);
    }
    return found;
}

std::int64_t* Group::place_in(std::vector<std::int64_t>& counts, std::string_view name) {
    if (!name.starts_with(kCampaignCount)) return nullptr;
    const auto found = places_.find(name.substr(kCampaignCount.size()));
    return found == places_.end() ? nullptr : &counts[found->second];
}

const std::vector<std::int64_t>& Group::campaign_counts(const BranchId& id, std::string_view day) {
    if (const auto known = campaign_counts_.find(DayOfBranchView{id.text, day}); known != campaign_counts_.end()) return known->second;
    auto& counts = campaign_counts_[{id.text, std::string{day}}];
    counts.resize(campaigns_with_quota().size());
    const auto add_to = [&](std::string_view name, std::int64_t count) {
        if (auto* place = place_in(counts, name)) *place += count;
    };
    for (const auto& [name, count] : branches_.counts_beginning(id, day, kCampaignCount)) add_to(name, count);
    for (auto here = counts_.lower_bound(CountView{id.text, day, kCampaignCount}); here != counts_.end(); ++here) {
        const auto [branch, of_day, name] = ByParts::view(here->first);
        if (branch != id.text || of_day != day || !name.starts_with(kCampaignCount)) break;
        add_to(name, here->second);
    }
    return counts;
}

void Group::undo_request() {
    for (const auto& [value, by] : added_) *value -= by;
    added_.clear();
    // They may have been read after something that is taken back now.
    teams_.clear();
    campaign_cards_.clear();
    campaign_counts_.clear();
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
