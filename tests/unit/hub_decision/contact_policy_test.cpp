// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Caps, rests, quotas. Four faults of Mautic, a marketing program whose frequency rules are known for them, stand here under their numbers.
#include "tests/unit/hub_decision/decision_fixture.h"

namespace silverlane::decision {
namespace {

Contact contact(int ago, std::string outcome = "helped", std::string of = "other", std::string group = "", std::string channel = "sms") {
    return {days_ago(ago), std::move(channel), std::move(outcome), CampaignId{std::move(of)}, std::move(group)};
}
std::string after(std::vector<Contact> contacts, Campaign what = campaign("bond"), Policy policy = open_policy()) {
    auto snapshot = someone();
    snapshot.customer->contacts = std::move(contacts);
    return verdict(snapshot, rules_with({std::move(what)}, std::move(policy)));
}

TEST(Mautic, Issue10416ZeroMeansNeverAndAbsentMeansNoCap) {
    const auto with = [](auto change, std::vector<Contact> contacts = {}) {
        auto policy = open_policy();
        change(policy);
        return after(std::move(contacts), campaign("bond"), policy);
    };
    EXPECT_EQ(with([](Policy& p) { p.most_marketing_in_7_days = 0; }), "cap_of_7_days");
    EXPECT_EQ(with([](Policy& p) { p.most_marketing_in_30_days = 0; }), "cap_of_30_days");
    EXPECT_EQ(with([](Policy& p) { p.most_marketing_a_visit = 0; }), "cap_of_visit");
    const std::vector<Contact> many(50, contact(0));
    EXPECT_EQ(with([](Policy& p) { p.most_marketing_in_7_days.reset(), p.most_marketing_in_30_days.reset(); }, many), "chosen");
    EXPECT_EQ(with([](Policy& p) { p.most_marketing_in_7_days.reset(); }, many), "cap_of_30_days");
    const auto quota = [](auto change) {
        auto what = campaign("bond");
        change(what.quota);
        return after({}, what);
    };
    EXPECT_EQ(quota([](Quota& q) { q.in_all = 0; }), "quota_in_all");
    EXPECT_EQ(quota([](Quota& q) { q.per_branch_day = 0; }), "quota_of_branch_day");
    EXPECT_EQ(quota([](Quota& q) { q.per_staff_day = 0; }), "quota_of_staff_day");
    EXPECT_EQ(quota([](Quota& q) { q.stock = 0; }), "quota_of_stock");
    EXPECT_EQ(quota([](Quota&) {}), "chosen");
}

TEST(Mautic, Issues6760And6896WhatIsServiceIsNeverCapped) {
    auto snapshot = someone();
    snapshot.customer->contacts.assign(40, contact(0, "declined", "bond"));
    snapshot.customer->holdings = {{"time_deposit", days_ago(-5), 1, 0}, {"fund", {}, 3, 0}};
    snapshot.customer->risk_assessed.reset();
    snapshot.customer->rests = {{CampaignId{"bond"}, "", days_ago(-20), "declined"}};
    snapshot.visit.needs = {"company"};
    auto policy = open_policy();
    policy.most_marketing_a_visit = policy.most_marketing_in_7_days = policy.most_marketing_in_30_days = 0;
    policy.holdout = 10'000;
    const auto decision = decide(snapshot, rules_with({campaign("bond")}, policy), kNow);
    ASSERT_EQ(decision.reasons.size(), 3U);
    EXPECT_EQ(decision.reasons[0].key, "reason.deposit_matures_soon");
    EXPECT_EQ(decision.reasons[1].key, "reason.assessment_over");
    EXPECT_EQ(decision.reasons[2].key, "reason.wants_company");
    EXPECT_FALSE(decision.primary);
}

TEST(Mautic, Issue6729EveryCampaignMindsTheCapsAcrossAllChannels) {
    std::vector<Campaign> many;
    for (int i = 0; i < 40; ++i) many.push_back(campaign("c" + std::to_string(i)));
    const auto rules = rules_with(many);
    auto snapshot = someone();
    snapshot.customer->contacts = {contact(1, "", "", "", "app"), contact(6, "", "c3", "", "call")};
    const auto decision = decide(snapshot, rules, kNow);
    for (std::size_t i = 0; i < many.size(); ++i) EXPECT_EQ(verdict(decision, i), "cap_of_7_days") << i;
    EXPECT_FALSE(decision.primary);
}

TEST(Mautic, Issue3560AtTheVeryEdgeOfABatch) {
    // As many decisions as the quota, then one more: none is lost and none too many.
    for (const int room : {1, 64, 100}) {
        auto what = campaign("bond");
        what.quota.per_branch_day = room;
        const auto rules = rules_with({what});
        int given = 0;
        for (int i = 0; i < 2 * room; ++i) {
            auto snapshot = someone();
            snapshot.customer->id = CustomerId{"C" + std::to_string(i)};
            snapshot.branch.use = {{CampaignId{"bond"}, 1'000, given, 0, {}}};
            if (decide(snapshot, rules, kNow).primary) ++given;
        }
        EXPECT_EQ(given, room);
    }
}

TEST(Caps, TheWindowIsTodayAndTheDaysBeforeIt) {
    EXPECT_EQ(after({contact(0)}), "chosen");
    EXPECT_EQ(after({contact(0), contact(6)}), "cap_of_7_days");
    EXPECT_EQ(after({contact(0), contact(7)}), "chosen");
    EXPECT_EQ(after({contact(7), contact(8), contact(9), contact(29)}), "cap_of_30_days");
    EXPECT_EQ(after({contact(7), contact(8), contact(9), contact(30)}), "chosen");
}

TEST(Caps, AContactThatAJumpedClockPutIntoTheFutureCountsAsToday) {
    EXPECT_EQ(after({contact(-3), contact(-400)}), "cap_of_7_days");
    EXPECT_EQ(after({contact(-3, "declined", "bond")}), "resting");
}

TEST(Caps, WhatThisVisitHasBeenShownKeepsItsPlaceAndNothingElseComesBesideIt) {
    auto limited = campaign("bond");
    limited.quota.per_branch_day = 1;
    const auto rules = rules_with({limited, campaign("other")});
    auto snapshot = someone();
    snapshot.visit.shown_in_visit = {CampaignId{"bond"}};
    snapshot.branch.use = {{CampaignId{"bond"}, 1, 1, 1, {}}};
    snapshot.customer->contacts = {contact(1, "helped", "x"), contact(2, "helped", "y")};
    const auto decision = decide(snapshot, rules, kNow);
    EXPECT_EQ(chosen(decision, rules), "bond");
    EXPECT_EQ(verdict(decision, 1), "cap_of_visit");
    auto never = open_policy();
    never.most_marketing_in_7_days = 0;
    EXPECT_EQ(verdict(snapshot, rules_with({limited}, never)), "cap_of_7_days") << "never is never, shown or not";
    snapshot.customer->rests = {{CampaignId{"bond"}, "", kToday, "declined"}};
    EXPECT_EQ(verdict(snapshot, rules), "resting") << "declined in this very visit";
}

TEST(Rests, ARestHoldsThroughItsLastDay) {
    const auto until = [](int days) {
        auto snapshot = someone();
        snapshot.customer->rests = {{CampaignId{"bond"}, "", days_ago(days), "declined"}};
        return verdict(snapshot, rules_with({campaign("bond")}));
    };
    EXPECT_EQ(until(0), "resting");
    EXPECT_EQ(until(1), "chosen");
    auto grouped = campaign("bond");
    grouped.group = "bonds";
    auto snapshot = someone();
    snapshot.customer->rests = {{CampaignId{}, "bonds", kToday, "declined"}};
    EXPECT_EQ(verdict(snapshot, rules_with({grouped})), "resting_group");
    EXPECT_EQ(verdict(snapshot, rules_with({campaign("bond")})), "chosen");
    snapshot.customer->rests = {{CampaignId{"bond"}, "", kToday, "ignored"}};
    EXPECT_EQ(verdict(snapshot, rules_with({campaign("bond")})), "resting_ignored");
}

TEST(Rests, DeclinedForThirtyDaysNotNowForSeven) {
    EXPECT_EQ(after({contact(29, "declined", "bond")}), "resting");
    EXPECT_EQ(after({contact(30, "declined", "bond")}), "chosen");
    EXPECT_EQ(after({contact(6, "not_now", "bond")}), "resting");
    EXPECT_EQ(after({contact(7, "not_now", "bond")}), "chosen");
    EXPECT_EQ(after({contact(3, "declined", "other")}), "chosen");
}

TEST(Rests, TwoDeclinesInAGroupRestTheGroupForNinetyDays) {
    auto what = campaign("bond");
    what.group = "bonds";
    EXPECT_EQ(after({contact(31, "declined", "x", "bonds")}, what), "chosen");
    EXPECT_EQ(after({contact(31, "declined", "x", "bonds"), contact(89, "declined", "y", "bonds")}, what), "resting_group");
    EXPECT_EQ(after({contact(31, "declined", "x", "bonds"), contact(90, "declined", "y", "bonds")}, what), "chosen");
    EXPECT_EQ(after({contact(31, "declined", "x", "bonds"), contact(40, "declined", "y", "funds")}, what), "chosen");
}

TEST(Rests, ShownThreeTimesAndNeverSpokenOf) {
    auto policy = open_policy();
    policy.most_marketing_in_7_days.reset();
    policy.most_marketing_in_30_days.reset();
    const auto shown = [&](std::vector<Contact> contacts) { return after(std::move(contacts), campaign("bond"), policy); };
    EXPECT_EQ(shown({contact(1, "", "bond"), contact(2, "", "bond")}), "chosen");
    EXPECT_EQ(shown({contact(1, "", "bond"), contact(2, "", "bond"), contact(40, "", "bond")}), "resting_ignored");
    EXPECT_EQ(shown({contact(13, "", "bond"), contact(20, "", "bond"), contact(40, "", "bond")}), "resting_ignored");
    EXPECT_EQ(shown({contact(14, "", "bond"), contact(20, "", "bond"), contact(40, "", "bond")}), "chosen");
    EXPECT_EQ(shown({contact(1, "", "bond"), contact(2, "helped", "bond"), contact(3, "", "bond"), contact(4, "", "bond")}), "chosen") << "spoken of in between";
    policy.shown_without_contact.reset();
    EXPECT_EQ(shown({contact(1, "", "bond"), contact(2, "", "bond"), contact(3, "", "bond")}), "chosen");
}

TEST(Rests, ACampaignWaitsAfterAnother) {
    auto gold = campaign("gold");
    gold.not_after = {"platinum"};
    gold.not_after_days = 60;
    EXPECT_EQ(after({contact(59, "helped", "platinum")}, gold), "not_after");
    EXPECT_EQ(after({contact(60, "helped", "platinum")}, gold), "chosen");
    EXPECT_EQ(after({contact(59, "helped", "x", "platinum")}, gold), "not_after") << "a group's name does as well";
}

TEST(Rests, TwoThatExcludeEachOtherAreNotNamedInOneVisit) {
    auto first = campaign("first");
    first.priority = 20;
    first.never_with = {"second"};
    const auto rules = rules_with({first, campaign("second"), campaign("third")});
    const auto decision = decide(someone(), rules, kNow);
    EXPECT_EQ(verdict(decision, 0), "chosen");
    EXPECT_EQ(verdict(decision, 1) == "never_with_chosen" || verdict(decision, 1) == "outbid", true);
    EXPECT_EQ(verdict(decision, 2), "second");
    auto snapshot = someone();
    snapshot.visit.shown_in_visit = {CampaignId{"second"}};
    auto policy = open_policy();
    policy.most_marketing_a_visit = 2;
    EXPECT_EQ(verdict(snapshot, rules_with({first, campaign("second")}, policy)), "never_with_shown");
}

TEST(Quotas, EachOfTheFourClosesWhenItIsUsedUp) {
    const auto used = [](Quota quota, CampaignUse use) {
        auto what = campaign("bond");
        what.quota = quota;
        auto snapshot = someone();
        use.campaign = CampaignId{"bond"};
        snapshot.branch.use = {use};
        return verdict(snapshot, rules_with({what}));
    };
    EXPECT_EQ(used({10, {}, {}, {}}, {{}, 9, 0, 0, {}}), "chosen");
    EXPECT_EQ(used({10, {}, {}, {}}, {{}, 10, 0, 0, {}}), "quota_in_all");
    EXPECT_EQ(used({{}, 5, {}, {}}, {{}, 99, 4, 0, {}}), "chosen");
    EXPECT_EQ(used({{}, 5, {}, {}}, {{}, 99, 5, 0, {}}), "quota_of_branch_day");
    EXPECT_EQ(used({{}, {}, 2, {}}, {{}, 99, 99, 2, {}}), "quota_of_staff_day");
    EXPECT_EQ(used({{}, {}, {}, 50}, {{}, 0, 0, 0, 1}), "chosen");
    EXPECT_EQ(used({{}, {}, {}, 50}, {{}, 0, 0, 0, 0}), "quota_of_stock");
    EXPECT_EQ(used({{}, {}, {}, 50}, {{}, 50, 0, 0, {}}), "quota_of_stock") << "not counted: what was shown is gone";
}

}  // namespace
}  // namespace silverlane::decision
