// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What stands on a card: reasons, class, first sentence, whose name, what a sale needs.
#include "hub/decision/overheard.h"
#include "tests/unit/hub_decision/decision_fixture.h"

namespace silverlane::decision {
namespace {

TEST(Card, TheMaturityComesFirstAndTheOpportunityLast) {
    auto snapshot = someone();
    snapshot.customer->holdings = {{"time_deposit", day("2026-11-27"), 1, 3}};
    snapshot.visit.needs = {"company"};
    const auto decision = decide(snapshot, rules_with({campaign("bond")}), kNow);
    ASSERT_EQ(decision.reasons.size(), 3U);
    EXPECT_EQ(decision.reasons[0], (protocol::Line{"reason.deposit_matures_soon", {{"days", "5"}}}));
    EXPECT_EQ(decision.reasons[1].key, "reason.wants_company");
    EXPECT_EQ(decision.reasons[2].key, "reason.campaign.bond");
    EXPECT_EQ(decision.alert_class, protocol::AlertClass::service);
    EXPECT_EQ(decision.outcomes.size(), 5U);
}

TEST(Card, ThreeReasonsAtMostAndTheOpportunityKeepsItsPlace) {
    auto snapshot = someone();
    snapshot.customer->holdings = {{"time_deposit", day("2026-11-27"), 1, 0}, {"fund", {}, 3, 0}};
    snapshot.customer->risk_assessed = day("2025-01-01");
    snapshot.visit.needs = {"company", "hearing"};
    const auto decision = decide(snapshot, rules_with({campaign("bond")}), kNow);
    ASSERT_EQ(decision.reasons.size(), 3U);
    EXPECT_EQ(decision.reasons[1].key, "reason.assessment_over");
    EXPECT_EQ(decision.reasons[2].key, "reason.campaign.bond");
}

TEST(Card, WithoutConsentToServiceThereIsNobody) {
    auto snapshot = someone();
    snapshot.customer->consents = {"wifi", "marketing", "profiling"};
    snapshot.customer->holdings = {{"time_deposit", day("2026-11-27"), 1, 0}};
    const auto decision = decide(snapshot, rules_with({campaign("bond")}), kNow);
    EXPECT_FALSE(decision.show_person);
    EXPECT_FALSE(decision.show_tier);
    EXPECT_TRUE(decision.reasons.empty());
    EXPECT_FALSE(decision.primary);
}

TEST(Card, TheTierIsShownWithConsentToMarketingAndACertainIdentityOnly) {
    EXPECT_TRUE(decide(someone(), rules_with({}), kNow).show_tier);
    auto snapshot = someone();
    snapshot.customer->consents = {"service"};
    EXPECT_FALSE(decide(snapshot, rules_with({}), kNow).show_tier);
    snapshot = someone();
    snapshot.visit.claimed = true;
    EXPECT_FALSE(decide(snapshot, rules_with({}), kNow).show_tier);
}

TEST(Card, WhoIsKnownAndNothingElseIsStillAReason) {
    EXPECT_EQ(decide(someone(), rules_with({}), kNow).reasons.front().key, "reason.known_customer");
    Snapshot nobody;
    nobody.today = kToday;
    EXPECT_TRUE(decide(nobody, rules_with({campaign("bond")}), kNow).reasons.empty());
    EXPECT_EQ(verdict(nobody, rules_with({campaign("bond")})), "no_customer");
}

TEST(Card, AClaimedIdentityUsesNothingOfTheBanksRecord) {
    auto snapshot = someone();
    snapshot.customer->holdings = {{"time_deposit", day("2026-11-27"), 1, 0}};
    snapshot.customer->signals = {{"low_rating", "", kToday, 4}};
    snapshot.customer->first_visit = kToday;
    snapshot.visit.claimed = true;
    const auto decision = decide(snapshot, rules_with({campaign("bond")}), kNow);
    ASSERT_EQ(decision.reasons.size(), 1U);
    EXPECT_EQ(decision.reasons[0].key, "reason.known_customer");
    EXPECT_EQ(decision.first_sentence.key, "say.ask_name_first");
    EXPECT_EQ(verdict(decision), "claimed_identity");
}

TEST(Card, AProductThatNobodyHereMaySellLeadsToTheSalesZone) {
    auto fund = product("wealth", 2);
    fund.qualification = "fund";
    fund.recording_required = true;
    fund.cooling_days = 15;
    const auto rules = rules_with({campaign("steady", fund)});
    auto snapshot = someone(50);
    auto decision = decide(snapshot, rules, kNow);
    ASSERT_TRUE(decision.guide);
    EXPECT_EQ(decision.guide->key, "guide.sales_zone");
    ASSERT_EQ(decision.reasons.size(), 1U);
    EXPECT_EQ(decision.reasons[0], *decision.guide) << "whoever may not sell it is not told what it is";
    EXPECT_EQ(decision.needed_qualification, "fund");
    EXPECT_TRUE(decision.recording_required);
    EXPECT_EQ(decision.cooling_days, 15);
    snapshot.branch.qualifications_present = {"insurance", "fund"};
    decision = decide(snapshot, rules, kNow);
    EXPECT_FALSE(decision.guide);
    EXPECT_EQ(decision.reasons[0].key, "reason.campaign.steady");
    EXPECT_EQ(decision.needed_qualification, "fund");
    EXPECT_FALSE(decision.caution);
    EXPECT_EQ(decide(someone(66), rules, kNow).caution->key, "caution.no_closing_today");
}

Campaign with_words() {
    auto made = campaign("bond");
    made.cue = {"可以聊聊：储蓄国债", "You may talk about: savings bond", "", ""};
    made.talk_track.key = "bonds";
    made.talk_track.first_sentence = {"您好，请坐。", "Hello, please take a seat.", "", ""};
    made.talk_track.elder_first_sentence = {"您好，您慢慢来。", "Hello, there is no rush.", "", ""};
    return made;
}

TEST(Words, ACampaignSaysItsOwnAndToEldersTheirs) {
    const auto rules = rules_with({with_words()});
    const auto decision = decide(someone(64), rules, kNow);
    EXPECT_EQ(decision.reasons.back(), (protocol::Line{"reason.campaign.bond", {{"en", "You may talk about: savings bond"}, {"zh", "可以聊聊：储蓄国债"}}}));
    EXPECT_EQ(decision.first_sentence, (protocol::Line{"say.talk_track.bonds", {{"en", "Hello, please take a seat."}, {"zh", "您好，请坐。"}}}));
    EXPECT_EQ(decide(someone(65), rules, kNow).first_sentence.arguments[1].second, "您好，您慢慢来。");
    const auto record = record_of(someone(65), rules, kNow, decide(someone(65), rules, kNow));
    EXPECT_NE(record.find("可以聊聊：储蓄国债"), std::string::npos) << "the record has what the card said";
    EXPECT_EQ(*replay(record, rules), record);
}

TEST(Words, WhatTheVisitItselfAsksForIsSaidFirst) {
    auto snapshot = someone();
    snapshot.visit.needs = {"company"};
    EXPECT_EQ(decide(snapshot, rules_with({with_words()}), kNow).first_sentence, (protocol::Line{"say.come_along", {}}));
}

TEST(Words, OneThatNamesAProductIsNotSaid) {
    auto made = with_words();
    made.talk_track.elder_first_sentence.zh = "您好，看看国债吗？";
    EXPECT_EQ(decide(someone(72), rules_with({made}), kNow).first_sentence.key, "say.welcome");
    EXPECT_EQ(decide(someone(50), rules_with({made}), kNow).first_sentence.key, "say.talk_track.bonds");
}

TEST(Words, LongerThanTheWireTakesIsAMistakeOfTheRules) {
    auto made = with_words();
    made.cue.zh = std::string(257, 'x');
    const auto rules = compile_rules(open_policy(), {made});
    ASSERT_FALSE(rules);
    EXPECT_NE(rules.error().text().find("its cue is 257 bytes long"), std::string::npos) << rules.error().text();
    made.cue.zh.pop_back();
    EXPECT_TRUE(compile_rules(open_policy(), {made}));
}

TEST(Overheard, EverySentenceThatADecisionCanChooseIsFit) {
    for (const bool claimed : {false, true}) {
        for (const bool priority : {false, true}) {
            for (const int waited : {0, 40}) {
                for (const auto& needs : std::vector<std::vector<std::string>>{{}, {"company"}, {"hearing"}}) {
                    auto snapshot = someone();
                    snapshot.customer->holdings = {{"time_deposit", day("2026-11-27"), 1, 0}};
                    snapshot.visit.claimed = claimed;
                    snapshot.visit.priority = priority;
                    snapshot.visit.needs = needs;
                    snapshot.visit.waited_minutes = waited;
                    EXPECT_EQ(overheard_mistake(decide(snapshot, rules_with({campaign("bond")}), kNow).first_sentence), "");
                }
            }
        }
    }
}

TEST(Overheard, ProductsDatesAmountsAndAgesAreFound) {
    EXPECT_EQ(overheard_mistake(std::string_view{"您好，您慢慢走。今天办什么？我陪您。"}), "");
    EXPECT_EQ(overheard_mistake(std::string_view{"Good morning, I am the manager. May I come along?"}), "");
    for (const auto* bad : {"您的定期快到期了", "您有 5 万", "您今年七十二岁", "Your deposit is due", "At your age", "王奶奶，您的理财"}) {
        EXPECT_NE(overheard_mistake(std::string_view{bad}), "") << bad;
    }
    EXPECT_NE(overheard_mistake(protocol::Line{"say.welcome", {{"days", "5"}}}), "");
    EXPECT_NE(overheard_mistake(protocol::Line{"reason.x", {}}), "");
    EXPECT_EQ(overheard_mistake(protocol::Line{"say.talk_track.fund", {{"zh", "您好，请坐。"}, {"en", "Hello, please take a seat."}}}), "");
    EXPECT_EQ(overheard_mistake(protocol::Line{"say.talk_track.x", {{"zh", "您好，您的存款到了。"}, {"en", "Hello."}}}), "存款");
}

Campaign offer(std::string id) {
    auto made = campaign(std::move(id), product("deposit"));
    made.offer = KioskOffer{{"x", "x", "", ""}, {"x", "x", "", ""}};
    return made;
}

TEST(Kiosk, TheBestDepositThatHasWordsIsOfferedAndNothingElseAlsoAt65) {
    auto bond = campaign("bond");
    bond.priority = 50;
    auto wordless = offer("wordless");
    wordless.priority = 40;
    wordless.offer.reset();
    auto better = offer("better");
    better.priority = 10;
    const auto rules = rules_with({bond, wordless, offer("deposit"), better});
    for (const int age : {30, 64, 65, 90}) {
        const auto* taken = choose_kiosk_offer(someone(age), rules);
        ASSERT_NE(taken, nullptr) << age;
        EXPECT_EQ(taken->id.text, "better") << age;
    }
    EXPECT_EQ(choose_kiosk_offer(someone(17), rules), nullptr);
}

TEST(Kiosk, EveryGateHoldsThereToo) {
    const auto rules = rules_with({offer("deposit")});
    const auto offered = [&](auto change) {
        auto snapshot = someone();
        change(snapshot);
        return choose_kiosk_offer(snapshot, rules) != nullptr;
    };
    EXPECT_TRUE(offered([](Snapshot&) {}));
    EXPECT_FALSE(offered([](Snapshot& s) { s.visit.claimed = true; }));
    EXPECT_FALSE(offered([](Snapshot& s) { s.customer->consents = {"service", "marketing"}; }));
    EXPECT_FALSE(offered([](Snapshot& s) { s.customer->consents = {"marketing", "profiling"}; }));
    EXPECT_FALSE(offered([](Snapshot& s) { s.customer->tags = {"bereavement"}; }));
    EXPECT_FALSE(offered([](Snapshot& s) { s.visit.in_trouble = true; }));
    EXPECT_FALSE(offered([](Snapshot& s) { s.customer->contacts = {{kToday, "sms", "", {}, ""}, {kToday, "app", "", {}, ""}}; }));
    EXPECT_FALSE(offered([](Snapshot& s) { s.customer.reset(); }));
}

}  // namespace
}  // namespace silverlane::decision
