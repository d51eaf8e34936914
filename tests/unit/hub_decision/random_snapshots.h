// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Snapshots and campaigns of every kind by chance, the same ones for one seed: for properties, replay and the benchmark.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/decision/decide.h"
#include "hub/protocol/product_classes.h"

namespace silverlane::decision {

/// xorshift64*: the same numbers everywhere, which no standard distribution promises.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    int below(int limit) {
        state_ ^= state_ >> 12U;
        state_ ^= state_ << 25U;
        state_ ^= state_ >> 27U;
        return static_cast<int>((state_ * 0x2545F4914F6CDD1DULL >> 33U) % static_cast<std::uint64_t>(limit));
    }
    bool one_in(int many) { return below(many) == 0; }

private:
    std::uint64_t state_;
};

class RandomSnapshots {
public:
    explicit RandomSnapshots(std::uint64_t seed) : chance_(seed) {}

    Snapshot next() {
        Snapshot snapshot;
        snapshot.today = Date{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::days{chance_.below(400) - 200}};
        snapshot.minute_of_day = 480 + chance_.below(600);
        snapshot.trigger = static_cast<Trigger>(chance_.below(4));
        if (!chance_.one_in(20)) snapshot.customer = customer(snapshot.today);
        fill_visit(snapshot.visit);
        fill_branch(snapshot.branch);
        return snapshot;
    }

private:
    Date around(const Date& today, int back, int ahead) { return Date{std::chrono::sys_days{today} + std::chrono::days{chance_.below(back + ahead + 1) - back}}; }
    CampaignId some_campaign() { return CampaignId{"c" + std::to_string(chance_.below(60))}; }
    std::string some_class() { return std::string{protocol::kProductClasses[static_cast<std::size_t>(chance_.below(19))]}; }

    CustomerFacts customer(const Date& today) {
        CustomerFacts made;
        made.id = CustomerId{"C" + std::to_string(chance_.below(1'000'000))};
        made.gender = chance_.one_in(2) ? "female" : "male";
        if (!chance_.one_in(15)) made.birth = around(today, 95 * 365, -16 * 365);
        if (!chance_.one_in(6)) made.tier = std::string(1, static_cast<char>('A' + chance_.below(5)));
        made.asset_band = chance_.below(7);
        made.risk_level = chance_.below(6);
        if (!chance_.one_in(5)) made.risk_assessed = around(today, 500, 0);
        for (int i = chance_.below(5); i > 0; --i) {
            made.holdings.push_back({some_class(), chance_.one_in(2) ? std::optional{around(today, 10, 60)} : std::nullopt, 1 + chance_.below(5), chance_.below(7)});
        }
        for (const auto* tag : {"pension", "salary", "housing", "farmer"}) {
            if (chance_.one_in(3)) made.tags.emplace_back(tag);
        }
        if (chance_.one_in(12)) made.tags.emplace_back("complaint");
        for (const auto* purpose : {"service", "wifi", "marketing", "profiling"}) {
            if (!chance_.one_in(8)) made.consents.emplace_back(purpose);
        }
        made.own_staff = chance_.one_in(30);
        if (chance_.one_in(2)) made.customer_since = around(today, 4'000, 0);
        if (chance_.one_in(2)) made.first_visit = around(today, 30, 0);
        made.visits_in_30_days = chance_.below(9);
        if (chance_.one_in(2)) made.relationship_manager = StaffId{"1007"};
        fill_history(made, today);
        return made;
    }
    void fill_history(CustomerFacts& made, const Date& today) {
        static constexpr const char* kOutcomes[] = {"", "helped", "declined", "not_now", "booked"};
        for (int i = chance_.below(5); i > 0; --i) {
            made.contacts.push_back({around(today, 89, 0), "tablet", kOutcomes[chance_.below(5)], some_campaign(), chance_.one_in(2) ? "g" + std::to_string(chance_.below(8)) : ""});
        }
        for (int i = chance_.below(3); i > 0; --i) made.rests.push_back({some_campaign(), "", around(today, 10, 30), "declined"});
        static constexpr const char* kSignals[] = {"inflow", "browse", "low_rating", "repeated_problem"};
        for (int i = chance_.below(4); i > 0; --i) {
            const auto* kind = kSignals[chance_.below(4)];
            made.signals.push_back({kind, std::string_view{kind} == "browse" ? some_class() : "", around(today, 40, 1), chance_.below(300)});
        }
        if (chance_.one_in(3)) made.portrait_numbers["months_with_us"] = chance_.below(300);
        if (chance_.one_in(3)) made.portrait_texts["stage"] = "settled";
    }
    void fill_visit(VisitFacts& visit) {
        visit.visit = VisitId{"V" + std::to_string(chance_.below(1'000'000))};
        visit.branch = BranchId{"0791"};
        visit.branch_path = chance_.one_in(2) ? "CN/36/0791" : "CN/44/2001";
        visit.evidence = {chance_.one_in(2) ? "wifi" : "ticket"};
        visit.service = chance_.one_in(2) ? "account" : "cash";
        visit.priority = chance_.one_in(4);
        if (chance_.one_in(4)) visit.needs = {"company", "hearing"};
        visit.claimed = chance_.one_in(12);
        visit.waited_minutes = chance_.below(40);
        visit.ahead = chance_.below(20);
        if (chance_.one_in(2)) visit.minutes_to_call = chance_.below(40);
        visit.in_trouble = chance_.one_in(20);
        if (chance_.one_in(10)) visit.shown_in_visit = {some_campaign()};
        if (chance_.one_in(10)) visit.told_in_visit = {"maturity"};
    }
    void fill_branch(BranchFacts& branch) {
        branch.staff_on_duty = chance_.below(6);
        branch.staff_free = chance_.below(branch.staff_on_duty + 1);
        if (chance_.one_in(2)) branch.qualifications_present = {"fund"};
        if (chance_.one_in(4)) branch.use = {{some_campaign(), chance_.below(100), chance_.below(30), chance_.below(5), chance_.one_in(2) ? std::optional{chance_.below(3)} : std::nullopt}};
    }

    Chance chance_;
};

/// Campaigns whose audiences share predicates, as those of a bank do, over all kinds of products.
inline std::vector<Campaign> assorted_campaigns(int many, std::uint64_t seed = 3) {
    Chance chance(seed);
    static constexpr const char* kKinds[] = {"deposit", "treasury", "wealth", "fund", "insurance"};
    const auto catalogue = catalogue_of({});
    std::vector<Campaign> made;
    for (int i = 0; i < many; ++i) {
        Campaign campaign;
        campaign.id = CampaignId{"c" + std::to_string(i)};
        const int kind = chance.below(5);
        campaign.product.id = "p" + std::to_string(chance.below(50));
        campaign.product.kind = kKinds[kind];
        campaign.product.risk = kind < 2 ? 1 : 1 + chance.below(5);
        campaign.product.product_class = std::string{protocol::kProductClasses[static_cast<std::size_t>(chance.below(19))]};
        campaign.product.determinate_benefits = chance.one_in(2);
        campaign.product.value_fen = 1'000 * (1 + chance.below(100));
        campaign.reason = "reason.campaign." + campaign.id.text;
        campaign.from = std::chrono::year{2026} / 1 / 1;
        campaign.to = std::chrono::year{2027} / 12 / 31;
        campaign.priority = chance.below(101) - 50;
        campaign.holdout = 1'000;
        campaign.group = "g" + std::to_string(chance.below(8));
        if (chance.one_in(3)) campaign.quota.per_branch_day = chance.below(20);
        if (chance.one_in(10)) campaign.events = {"ticket", "maturity"};
        if (chance.one_in(10)) campaign.places = {"CN/44"};
        const auto text = "age between " + std::to_string(18 + 5 * chance.below(10)) + " and " + std::to_string(60 + 5 * chance.below(7)) + " and risk_level at least " +
                          std::to_string(1 + chance.below(4)) + " and tier in [A, " + std::string(1, static_cast<char>('B' + chance.below(4))) + "] and tags any of [" +
                          (chance.one_in(2) ? "pension" : "salary") + ", housing] and not holding_classes any of [" +
                          std::string{protocol::kProductClasses[static_cast<std::size_t>(chance.below(19))]} + "]";
        if (auto audience = rules::parse_text(text, catalogue)) campaign.audience = *audience;
        if (chance.one_in(4)) {
            if (auto weight = rules::parse_text("waited_minutes at least " + std::to_string(5 * (1 + chance.below(4))), catalogue)) campaign.weights = {{*weight, 10 + chance.below(40)}};
        }
        made.push_back(std::move(campaign));
    }
    return made;
}

}  // namespace silverlane::decision
