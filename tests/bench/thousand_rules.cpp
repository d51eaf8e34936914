// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/bench/thousand_rules.h"

#include <fmt/format.h>

#include "base/check.h"

namespace silverlane::bench {

decision::Rules thousand_rules() {
    const auto day = [](int month) { return std::chrono::year{2026} / month / 1; };
    const auto leaf = [](std::string name, rules::Test test, std::vector<std::int64_t> numbers, std::vector<std::string> texts) {
        rules::Expression expression;
        expression.kind = rules::Expression::Kind::predicate;
        expression.predicate.subject.name = std::move(name);
        expression.predicate.test = test;
        expression.predicate.numbers = std::move(numbers);
        expression.predicate.texts = std::move(texts);
        return expression;
    };
    std::vector<decision::Campaign> campaigns;
    for (int i = 0; i < 1'000; ++i) {
        decision::Campaign campaign;
        campaign.id = CampaignId{fmt::format("campaign-{:04}", i)};
        campaign.product.id = fmt::format("product-{:03}", i % 200);
        campaign.product.kind = i % 2 == 0 ? "deposit" : "fund";
        campaign.product.product_class = i % 2 == 0 ? "time_deposit" : "fund";
        campaign.reason = "reason.campaign.time_deposit_family";
        campaign.product.risk = 1 + i % 3;
        campaign.from = day(1);
        campaign.to = std::chrono::year{2027} / 12 / 31;
        campaign.priority = i % 41 - 20;
        campaign.group = fmt::format("group-{}", i % 60);
        if (i % 10 == 0) campaign.quota.per_branch_day = 100'000;
        campaign.audience.kind = rules::Expression::Kind::all;
        campaign.audience.parts = {leaf("age", rules::Test::between, {50 + i % 30, 62 + i % 35}, {}),
                                   leaf("tier", rules::Test::in, {}, {std::string(1, static_cast<char>('A' + i % 5)), std::string(1, static_cast<char>('A' + i % 3))}),
                                   leaf("risk_level", rules::Test::at_least, {1 + i % 5}, {}),
                                   leaf("tags", rules::Test::none_of, {}, {fmt::format("tag-{}", i % 50)}),
                                   leaf("asset_band", rules::Test::at_least, {i % 6}, {})};
        campaigns.push_back(std::move(campaign));
    }
    auto policy = decision::default_policy();
    policy.holdout = 0;
    auto compiled = decision::compile_rules(policy, std::move(campaigns));
    // The program's own campaigns: one that does not compile is a bug of the benchmark.
    SILVERLANE_CHECK(compiled.ok());
    compiled->version = "thousand";
    return std::move(*compiled);
}

}  // namespace silverlane::bench
