// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/rehearsal.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "hub/decision/predicate_text.h"

namespace silverlane::campaigns {
namespace {

using decision::Decision;
using decision::Snapshot;
using decision::Verdict;

/// Through every gate: it could have been shown.
bool came_through(Verdict verdict) { return verdict <= Verdict::outbid || verdict == Verdict::never_with_chosen; }
bool is_held_out(Verdict verdict) { return verdict == Verdict::held_out_of_all || verdict == Verdict::held_out_of_campaign; }

/// Of one campaign, counted along the way.
struct Counted {
    int in_all = 0;
    std::map<std::pair<std::string, std::string>, int> by_branch_and_day;
};

class Player {
public:
    Player(const decision::Rules& rules, const std::vector<RecordedArrival>& arrivals) : rules_(rules), arrivals_(arrivals), counted_(rules.campaigns.size()) {
        result_.rules_version = rules.version;
        for (const auto& each : rules.campaigns) result_.campaigns.push_back({}), result_.campaigns.back().campaign = each.id.text;
        for (const auto& each : arrivals) {
            if (!first_day_ || each.snapshot.today < *first_day_) first_day_ = each.snapshot.today;
        }
    }

    Rehearsal play() {
        for (const auto& each : arrivals_) play_one(each);
        finish();
        return std::move(result_);
    }

private:
    void play_one(const RecordedArrival& arrival) {
        Snapshot snapshot = arrival.snapshot;
        const std::string visit = visit_of(snapshot);
        relive(snapshot, visit);
        const Decision decision = decision::decide(snapshot, rules_, arrival.time);
        count_place(snapshot);
        visits_.insert(visit);
        if (snapshot.customer) customers_.insert(snapshot.customer->id.text);
        ++result_.arrivals;
        count_verdicts(decision, visit);
        if (decision.primary) show(decision.primary->campaign, snapshot, visit, true);
        if (decision.secondary) show(decision.secondary->campaign, snapshot, visit, false);
        if (decision.follow_up) follow_up(decision.follow_up->campaign, snapshot, visit);
    }

    /// A snapshot without a visit's number is a visit of its own.
    std::string visit_of(const Snapshot& snapshot) const {
        return snapshot.visit.visit.text.empty() ? fmt::format("#{}", result_.arrivals) : snapshot.visit.visit.text;
    }

    /// What other rules did since the recording began is taken out, what these did is put in.
    void relive(Snapshot& snapshot, const std::string& visit) {
        snapshot.visit.shown_in_visit = shown_in_visit_[visit];
        snapshot.branch.use.clear();
        const auto day = decision::to_text(snapshot.today);
        for (std::size_t each = 0; each < rules_.campaigns.size(); ++each) {
            const auto& campaign = rules_.campaigns[each];
            if (!campaign.quota.any() || counted_[each].in_all == 0) continue;
            const auto here = counted_[each].by_branch_and_day.find({snapshot.visit.branch.text, day});
            const int today_here = here == counted_[each].by_branch_and_day.end() ? 0 : here->second;
            decision::CampaignUse use{campaign.id, counted_[each].in_all, today_here, today_here / std::max(snapshot.branch.staff_on_duty, 1), std::nullopt};
            if (campaign.quota.stock) use.stock_left = std::max(*campaign.quota.stock - counted_[each].in_all, 0);
            snapshot.branch.use.push_back(std::move(use));
        }
        if (!snapshot.customer) return;
        auto& contacts = snapshot.customer->contacts;
        std::erase_if(contacts, [&](const decision::Contact& contact) { return contact.day >= *first_day_; });
        for (const auto& [contact_visit, contact] : contacts_[snapshot.customer->id.text]) {
            if (contact_visit != visit) contacts.insert(contacts.begin(), contact);
        }
    }

    void count_place(const Snapshot& snapshot) {
        const auto day = decision::to_text(snapshot.today);
        days_.insert(day);
        branches_.insert(snapshot.visit.branch.text);
        auto& most = staff_by_hour_[{snapshot.visit.branch.text, day, snapshot.minute_of_day / 60}];
        most = std::max(most, snapshot.branch.staff_on_duty);
    }

    void count_verdicts(const Decision& decision, const std::string& visit) {
        auto& last = last_verdicts_[visit];
        last.resize(rules_.campaigns.size());
        std::vector<std::size_t> through;
        for (std::size_t each = 0; each < decision.considered.size() && each < last.size(); ++each) {
            last[each] = decision.considered[each];
            if (came_through(decision.considered[each].verdict)) through.push_back(each);
        }
        for (const auto one : through) {
            for (const auto other : through) {
                if (one != other) ++result_.campaigns[one].also_fit[rules_.campaigns[other].id.text];
            }
        }
    }

    bool add_to_visit(const std::string& visit, std::size_t campaign) {
        auto& shown = shown_in_visit_[visit];
        if (std::find(shown.begin(), shown.end(), rules_.campaigns[campaign].id) != shown.end()) return false;
        shown.push_back(rules_.campaigns[campaign].id);
        return true;
    }

    void show(std::size_t campaign, const Snapshot& snapshot, const std::string& visit, bool first) {
        if (!add_to_visit(visit, campaign)) return;
        auto& of = result_.campaigns[campaign];
        ++(first ? of.shown : of.second);
        auto& counted = counted_[campaign];
        const auto here = ++counted.by_branch_and_day[{snapshot.visit.branch.text, decision::to_text(snapshot.today)}];
        of.use.in_all = ++counted.in_all;
        of.use.most_branch_day = std::max(of.use.most_branch_day, here);
        const int staff = std::max(snapshot.branch.staff_on_duty, 1);
        of.use.most_staff_day = std::max(of.use.most_staff_day, (here + staff - 1) / staff);
        cards_.insert(visit);
        touch(of, campaign, snapshot, false);
        if (!snapshot.customer) return;
        auto& contacts = contacts_[snapshot.customer->id.text];
        const bool counted_already = std::any_of(contacts.begin(), contacts.end(), [&](const auto& each) { return each.first == visit; });
        // One contact a visit, whatever it named; taken as spoken of.
        if (!counted_already) contacts.emplace_back(visit, decision::Contact{snapshot.today, "tablet", "helped", rules_.campaigns[campaign].id, rules_.campaigns[campaign].group});
    }

    void follow_up(std::size_t campaign, const Snapshot& snapshot, const std::string& visit) {
        if (!add_to_visit(visit, campaign)) return;
        ++result_.campaigns[campaign].follow_ups;
        touch(result_.campaigns[campaign], campaign, snapshot, true);
    }

    void touch(CampaignRehearsal& of, std::size_t campaign, const Snapshot& snapshot, bool as_follow_up) {
        if (!snapshot.customer) return;
        const auto& customer = *snapshot.customer;
        const int age = customer.birth ? decision::age_on(*customer.birth, snapshot.today) : 0;
        of.people.insert(customer.id.text);
        const bool elder = age >= rules_.policy.elder_age;
        if (elder) of.elders.insert(customer.id.text);
        if (elder && rules_.campaigns[campaign].product.risk >= rules_.policy.elder_lobby_least_risk) {
            of.elders_at_risk.insert(customer.id.text);
            if (!as_follow_up) ++of.elder_risk_cards;
        }
        of.touched.push_back({masked(customer.id), decision::age_band(age), decision::to_text(snapshot.today), snapshot.visit.branch.text, as_follow_up});
    }

    void finish() {
        for (const auto& [visit, verdicts] : last_verdicts_) {
            for (std::size_t each = 0; each < verdicts.size(); ++each) {
                auto& of = result_.campaigns[each];
                ++of.verdicts[std::string(decision::name_of(verdicts[each].verdict))];
                if (is_held_out(verdicts[each].verdict)) ++of.held_out;
                if (verdicts[each].predicate != decision::kNoDetail) ++of.predicates[predicate_text(verdicts[each].predicate)];
            }
        }
        for (auto& each : result_.campaigns) std::sort(each.touched.begin(), each.touched.end());
        result_.visits = static_cast<int>(visits_.size());
        result_.customers = static_cast<int>(customers_.size());
        result_.days = static_cast<int>(days_.size());
        result_.branches = static_cast<int>(branches_.size());
        result_.cards = static_cast<int>(cards_.size());
        for (const auto& [hour, staff] : staff_by_hour_) result_.staff_minutes += std::int64_t{60} * staff;
    }

    [[nodiscard]] std::string predicate_text(std::uint32_t predicate) const { return std::string(decision::predicate_text(rules_, predicate)); }

    const decision::Rules& rules_;
    const std::vector<RecordedArrival>& arrivals_;
    std::optional<decision::Date> first_day_;
    Rehearsal result_;
    std::vector<Counted> counted_;
    std::map<std::string, std::vector<CampaignId>> shown_in_visit_;
    std::map<std::string, std::vector<std::pair<std::string, decision::Contact>>> contacts_;   // by customer, with the visit
    std::map<std::string, std::vector<decision::Considered>> last_verdicts_;                   // by visit
    std::map<std::tuple<std::string, std::string, int>, int> staff_by_hour_;
    std::set<std::string> visits_, customers_, days_, branches_, cards_;
};

UtcTime time_of(const Snapshot& snapshot) {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::sys_days{snapshot.today}) + std::chrono::minutes{snapshot.minute_of_day};
}

}  // namespace

std::string masked(const CustomerId& id) {
    if (id.text.size() < 4) return "***";
    return id.text.substr(0, 1) + "***" + id.text.substr(id.text.size() - 2);
}

Arrivals read_arrivals(std::string_view lines, std::string_view file_name) {
    Arrivals read;
    int number = 0;
    for (std::size_t at = 0; at < lines.size();) {
        const auto end = std::min(lines.find('\n', at), lines.size());
        const std::string_view line = lines.substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.empty() || line == "\r") continue;
        if (const auto record = decision::recorded_from_json(line)) {
            read.arrivals.push_back({record->snapshot, record->time});
        } else if (auto snapshot = decision::snapshot_from_json(line)) {
            const UtcTime time = time_of(*snapshot);
            read.arrivals.push_back({std::move(*snapshot), time});
        } else {
            read.problems.push_back(fmt::format("{}:{}: neither a decision record nor a snapshot: {}", file_name, number, snapshot.error().message()));
        }
    }
    return read;
}

Rehearsal rehearse(const decision::Rules& rules, const std::vector<RecordedArrival>& arrivals) { return Player(rules, arrivals).play(); }

Result<decision::Rules> as_approved(const RuleBook& book, std::string_view campaign, const std::vector<RecordedArrival>& arrivals) {
    const auto* sheet = book.campaign(campaign);
    if (sheet == nullptr) return Error(ErrorCode::not_found, fmt::format("there is no campaign '{}'; {}", campaign, book.advice_for(campaign)));
    std::vector<decision::Campaign> campaigns;
    for (const auto& each : book.campaigns) {
        if (each.campaign.status != "ended" || &each == sheet) campaigns.push_back(each.campaign);
        if (&each != sheet) continue;
        campaigns.back().status = "approved";
        for (const auto& arrival : arrivals) {
            campaigns.back().from = std::min(campaigns.back().from, arrival.snapshot.today);
            campaigns.back().to = std::max(campaigns.back().to, arrival.snapshot.today);
        }
    }
    auto rules = decision::compile_rules(book.policy, std::move(campaigns), book.segment_conditions(), book.rules->names, book.rules->scores);
    if (rules) rules->version = book.rules->version;
    return rules;
}

}  // namespace silverlane::campaigns
