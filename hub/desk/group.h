// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the requests of one transaction share: branches read once, stream numbers and counts of the day kept here and written once, just
// before the commit. A request that is undone gives back what it took. Private to hub/desk; on the writer thread, inside the transaction.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hub/decision/rules.h"
#include "hub/desk/branch_team.h"
#include "hub/store/branches.h"

namespace silverlane::desk {

/// Before a campaign's id: the name of its count.
inline constexpr std::string_view kCampaignCount = "campaign:";

class Group {
public:
    Group(store::Connection& connection, std::shared_ptr<const decision::Rules> rules) : connection_(connection), rules_(std::move(rules)), branches_(connection) {}

    /// The rules that were in force when the group began.
    [[nodiscard]] const decision::Rules& rules() const { return *rules_; }

    /// The branch's row as the transaction found it; nullptr when there is no such branch. Lives as long as the group. last_closed_day is
    /// not kept up to date.
    const store::BranchRow* branch(const BranchId& id);

    /// The next number of the branch's stream: no gaps, no doubles, once the group is written.
    std::uint64_t next_sequence(const BranchId& id);
    std::uint64_t last_sequence(const BranchId& id) { return static_cast<std::uint64_t>(sequence(id)); }

    /// Adds to a count of the day that holds no person; a negative number gives back what was counted before.
    void count_of_day(const BranchId& id, std::string_view day, std::string_view name, int by = 1);
    /// Whether any campaign is a theme, which reaches people who refused profiling too; looked up once a group.
    bool has_themes();
    /// Which campaigns have any quota, by their place in the rules; looked up once a group.
    const std::vector<std::size_t>& campaigns_with_quota();
    /// How often each of these was counted in a branch and day, as it will be ("campaign:<id>"), in their order. All of them are read at once
    /// and kept up to date for the group.
    const std::vector<std::int64_t>& campaign_counts(const BranchId& id, std::string_view day);
    /// The count as it will be.
    std::int64_t counted(const BranchId& id, std::string_view day, std::string_view name);

    /// The branch's team as it was read (branch_team.h); nullptr when it was not, or something of it has changed since.
    const BranchTeam* team(const BranchId& id) const { return kept(teams_, id); }
    const BranchTeam& keep_team(const BranchId& id, BranchTeam team) { return teams_.insert_or_assign(id.text, std::move(team)).first->second; }
    /// Whoever signs in or out, says what their duty is, takes or gives back a card.
    void forget_team(const BranchId& id) { teams_.erase(id.text); }
    /// The same for today's cards of campaigns, which change with every card.
    const CampaignCards* campaign_cards(const BranchId& id) const { return kept(campaign_cards_, id); }
    const CampaignCards& keep_campaign_cards(const BranchId& id, CampaignCards cards) {
        return campaign_cards_.insert_or_assign(id.text, std::move(cards)).first->second;
    }
    void forget_campaign_cards(const BranchId& id) { campaign_cards_.erase(id.text); }

    /// From here on undo_request() takes back numbers and counts.
    void begin_request() { added_.clear(); }
    void undo_request();

    /// Writes numbers and counts; the connection says whether it went well.
    void write();

private:
    using CountName = std::tuple<std::string, std::string, std::string>;   // branch, day, name
    using CountView = std::tuple<std::string_view, std::string_view, std::string_view>;
    using DayOfBranch = std::pair<std::string, std::string>;
    using DayOfBranchView = std::pair<std::string_view, std::string_view>;
    /// Finds a name by its parts without copying them.
    struct ByParts {
        using is_transparent = void;
        static CountView view(const CountName& name) { return {std::get<0>(name), std::get<1>(name), std::get<2>(name)}; }
        static CountView view(const CountView& name) { return name; }
        static DayOfBranchView view(const DayOfBranch& place) { return {place.first, place.second}; }
        static DayOfBranchView view(const DayOfBranchView& place) { return place; }
        template <class A, class B>
        bool operator()(const A& a, const B& b) const { return view(a) < view(b); }
    };
    struct Sequence { std::int64_t found = 0; std::int64_t last = 0; };

    template <class Kept>
    static const Kept* kept(const std::map<std::string, Kept, std::less<>>& of, const BranchId& id) {
        const auto found = of.find(id.text);
        return found == of.end() ? nullptr : &found->second;
    }
    void add(std::int64_t& value, int by = 1);
    std::int64_t& sequence(const BranchId& id);
    /// Where this count stands in `counts`; nullptr when it is none of a campaign with a quota.
    std::int64_t* place_in(std::vector<std::int64_t>& counts, std::string_view name);

    store::Connection& connection_;
    const std::shared_ptr<const decision::Rules> rules_;
    store::Branches branches_;
    std::map<std::string, store::BranchRow, std::less<>> rows_;
    std::map<std::string, Sequence, std::less<>> sequences_;
    std::map<CountName, std::int64_t, ByParts> counts_;
    std::optional<bool> has_themes_;
    std::optional<std::vector<std::size_t>> campaigns_with_quota_;
    std::unordered_map<std::string_view, std::size_t> places_;                         // in campaigns_with_quota_, by the campaign's id
    std::map<DayOfBranch, std::vector<std::int64_t>, ByParts> campaign_counts_;
    std::map<std::string, BranchTeam, std::less<>> teams_;
    std::map<std::string, CampaignCards, std::less<>> campaign_cards_;
    std::vector<std::pair<std::int64_t*, int>> added_;   // values of the maps above, and by how much each has changed since begin_request()
    std::int64_t of_nobody_ = 0;         // stands for what a failed request can no longer read
};

}  // namespace silverlane::desk
