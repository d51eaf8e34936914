// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Every gate alone: one thing changed in somebody whom everything lets through, and the verdict that names it.
#include <set>

#include "tests/unit/hub_decision/decision_fixture.h"

namespace silverlane::decision {
namespace {

template <class Change>
std::string with(Change change, Campaign what = campaign("bond"), Policy policy = open_policy()) {
    auto snapshot = someone();
    change(snapshot);
    return verdict(snapshot, rules_with({std::move(what)}, std::move(policy)));
}
template <class Change>
std::string with_campaign(Change change) {
    auto what = campaign("bond");
    change(what);
    return with([](Snapshot&) {}, std::move(what));
}

TEST(Gates, LawAndRespectCloseForEverything) {
    EXPECT_EQ(with([](Snapshot&) {}), "chosen");
    EXPECT_EQ(with([](Snapshot& s) { s.customer.reset(); }), "no_customer");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->consents = {"marketing", "profiling"}; }), "no_service_consent");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->consents = {"service", "profiling"}; }), "no_marketing_consent");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->consents = {"service", "marketing"}; }), "no_profiling_consent");
    EXPECT_EQ(with([](Snapshot& s) { s.visit.claimed = true; }), "claimed_identity");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->own_staff = true; }), "own_staff");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->birth.reset(); }), "age_unknown");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->birth = born(17); }), "too_young");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->birth = born(18); }), "chosen");
    for (const auto* tag : {"complaint", "bereavement", "fraud_case", "arrears"}) {
        EXPECT_EQ(with([&](Snapshot& s) { s.customer->tags = {"pension", tag}; }), "quiet") << tag;
    }
    EXPECT_EQ(with([](Snapshot& s) { s.visit.in_trouble = true; }), "in_trouble");
}

TEST(Gates, TheCampaignHasToBeForHereAndNow) {
    for (const auto* status : {"draft", "paused", "ended", ""}) EXPECT_EQ(with_campaign([&](Campaign& c) { c.status = status; }), "not_approved") << status;
    EXPECT_EQ(with_campaign([](Campaign& c) { c.from = c.to = kToday; }), "chosen");
    EXPECT_EQ(with_campaign([](Campaign& c) { c.from = days_ago(-1); }), "not_these_days");
    EXPECT_EQ(with_campaign([](Campaign& c) { c.to = days_ago(1); }), "not_these_days");
    EXPECT_EQ(with_campaign([](Campaign& c) { c.channels = {"kiosk"}; }), "not_this_channel");
    EXPECT_EQ(with_campaign([](Campaign& c) { c.channels = {"tablet"}; }), "chosen");
    EXPECT_EQ(with_campaign([](Campaign& c) { c.places = {"CN/36"}; }), "chosen");
    EXPECT_EQ(with_campaign([](Campaign& c) { c.places = {"CN/36/0791"}; }), "chosen");
    EXPECT_EQ(with_campaign([](Campaign& c) { c.places = {"CN/3"}; }), "not_this_place") << "a path is not a prefix of letters";
    EXPECT_EQ(with_campaign([](Campaign& c) { c.places = {"CN/44", "CN/11"}; }), "not_this_place");
}

TEST(Gates, ABranchWithoutAPathIsKnownByItsId) {
    auto here = campaign("bond");
    here.places = {"0791"};
    EXPECT_EQ(with([](Snapshot& s) { s.visit.branch_path.clear(); }, here), "chosen");
}

TEST(Gates, AnEventIsATriggerOrAMomentThatIsAlive) {
    auto what = campaign("bond");
    what.events = {"ticket"};
    EXPECT_EQ(with([](Snapshot&) {}, what), "not_this_event");
    EXPECT_EQ(with([](Snapshot& s) { s.trigger = Trigger::ticket; }, what), "chosen");
    what.events = {"ticket", "inflow"};
    EXPECT_EQ(with([](Snapshot&) {}, what), "not_this_event");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->signals = {{"inflow", "", days_ago(3), 4}}; }, what), "chosen");
    what.events = {"long_wait"};
    EXPECT_EQ(with([](Snapshot& s) { s.visit.waited_minutes = 20; }, what), "chosen");
    EXPECT_EQ(with([](Snapshot& s) { s.visit.waited_minutes = 19; }, what), "not_this_event");
}

TEST(Gates, EligibilityNamesThePredicateThatDecided) {
    auto what = campaign("bond");
    what.audience = asks("age at least 60 and tags any of [pension] and tier in [A, B]");
    const auto rules = rules_with({what});
    auto snapshot = someone();
    snapshot.customer->tags = {"salary"};
    auto decision = decide(snapshot, rules, kNow);
    EXPECT_EQ(verdict(decision), "not_eligible");
    ASSERT_NE(decision.considered[0].predicate, kNoDetail);
    snapshot.customer->tags = {"pension"};
    EXPECT_EQ(verdict(snapshot, rules), "chosen");
    snapshot.customer->tier.clear();
    EXPECT_EQ(verdict(snapshot, rules), "fact_missing");
}

TEST(Gates, NobodyIsThereInTimeSoNothingIsNamed) {
    EXPECT_EQ(with([](Snapshot& s) { s.branch.staff_on_duty = 4, s.branch.staff_free = 0; }), "no_capacity");
    EXPECT_EQ(with([](Snapshot& s) { s.branch.staff_on_duty = 4, s.branch.staff_free = 1; }), "chosen");
    EXPECT_EQ(with([](Snapshot& s) { s.visit.minutes_to_call = 0; }), "no_capacity");
    EXPECT_EQ(with([](Snapshot& s) { s.visit.minutes_to_call = 1; }), "chosen");
}

TEST(Gates, TheOrderIsTheLaws) {
    auto what = campaign("bond");
    what.to = days_ago(1);
    EXPECT_EQ(with([](Snapshot& s) { s.customer->consents = {"service", "profiling"}, s.customer->tags = {"complaint"}; }, what), "no_marketing_consent");
    EXPECT_EQ(with([](Snapshot& s) { s.customer->tags = {"complaint"}; }, what), "quiet");
    EXPECT_EQ(with([](Snapshot&) {}, what), "not_these_days");
}

TEST(Gates, EveryVerdictHasANameAndALetterOfItsOwn) {
    std::set<std::string_view> names;
    std::set<char> letters;
    for (int i = 0; i <= static_cast<int>(Verdict::follow_up_only); ++i) {
        const auto each = static_cast<Verdict>(i);
        EXPECT_EQ(verdict_of_code(code_of(each)), each) << i;
        names.insert(name_of(each));
        letters.insert(code_of(each));
        EXPECT_EQ(std::string_view{"\"\\0123456789~"}.find(code_of(each)), std::string_view::npos) << "means something else in a record";
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(Verdict::follow_up_only) + 1);
    EXPECT_EQ(letters.size(), names.size());
}

TEST(NonPersonal, WhoRefusedProfilingSeesTheBranchsThemeOrNothing) {
    auto theme = campaign("spring", product("deposit"));
    theme.theme = true;
    auto other_theme = campaign("autumn", product("treasury"));
    other_theme.theme = true;
    other_theme.priority = 20;
    const auto rules = rules_with({campaign("bond"), theme, other_theme});
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        auto snapshot = someone(30 + i % 60);
        snapshot.customer->id = CustomerId{"C" + std::to_string(i)};
        snapshot.customer->tier = std::string(1, static_cast<char>('A' + i % 5));
        snapshot.customer->consents = {"service", "marketing"};
        const auto decision = decide(snapshot, rules, kNow);
        EXPECT_EQ(verdict(decision, 0), "no_profiling_consent");
        EXPECT_FALSE(decision.secondary && decision.secondary->campaign == 0);
        seen.insert(chosen(decision, rules));
    }
    EXPECT_EQ(seen, std::set<std::string>{"autumn"}) << "the same for everybody";
    auto snapshot = someone();
    snapshot.customer->consents = {"service", "marketing"};
    EXPECT_FALSE(decide(snapshot, rules_with({campaign("bond")}), kNow).primary);
}

TEST(NonPersonal, AThemeThatDependsOnWhoLooksIsRefused) {
    const auto refused = [](auto change) {
        auto theme = campaign("spring", product("deposit"));
        theme.theme = true;
        change(theme);
        return !compile_rules(open_policy(), {theme});
    };
    EXPECT_FALSE(refused([](Campaign&) {}));
    EXPECT_TRUE(refused([](Campaign& c) { c.audience = asks("age at least 60"); }));
    EXPECT_TRUE(refused([](Campaign& c) { c.product = product("wealth", 2); }));
    EXPECT_TRUE(refused([](Campaign& c) { c.holdout = 500; }));
    EXPECT_TRUE(refused([](Campaign& c) { c.weights = {{asks("age at least 60"), 20}}; }));
}

TEST(Compile, EveryMistakeOfEveryCampaignIsNamedAtOnce) {
    auto first = campaign("bond");
    first.events = {"arival"};
    first.priority = 80;
    auto second = campaign("bond");
    second.to = day("2025-01-01");
    second.score = "mystery";
    auto third = campaign("fund", product("fund", 3));
    third.offer = KioskOffer{};
    const auto made = compile_rules(open_policy(), {first, second, third});
    ASSERT_FALSE(made);
    for (const auto* part : {"unknown event 'arival'", "80 per cent", "two campaigns of this id", "ends before it begins", "a kiosk offers deposits only"}) {
        EXPECT_NE(made.error().text().find(part), std::string::npos) << part << "\n" << made.error().text();
    }
    auto misspelt = campaign("misspelt");
    misspelt.audience.kind = rules::Expression::Kind::predicate;
    misspelt.audience.predicate.subject.name = "agee";
    const auto of_condition = compile_rules(open_policy(), {misspelt});
    ASSERT_FALSE(of_condition);
    EXPECT_NE(of_condition.error().text().find("misspelt"), std::string::npos) << of_condition.error().text();
    EXPECT_NE(of_condition.error().text().find("agee"), std::string::npos);
    second.id = CampaignId{"other"};
    second.to = second.from;
    const auto without_table = compile_rules(open_policy(), {second});
    ASSERT_FALSE(without_table);
    EXPECT_NE(without_table.error().text().find("no score table 'mystery'"), std::string::npos);
}

}  // namespace
}  // namespace silverlane::decision
