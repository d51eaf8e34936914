// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Why and why not in plain words, in both languages, word for word.
#include <algorithm>

#include <gtest/gtest.h>

#include "ctl/decide_words.h"

namespace silverlane::ctl {
namespace {

using namespace decision;

Snapshot somebody() {
    Snapshot snapshot;
    snapshot.today = *parse_date("2026-11-22");
    CustomerFacts customer;
    customer.id = CustomerId{"C1"};
    customer.birth = *parse_date("1954-03-02");
    customer.tier = "B";
    customer.risk_level = 3;
    customer.risk_assessed = *parse_date("2026-06-01");
    customer.consents = {"service", "marketing", "profiling"};
    customer.holdings = {{"time_deposit", *parse_date("2026-11-27"), 1, 0}};
    snapshot.customer = customer;
    snapshot.visit.branch = BranchId{"0791"};
    return snapshot;
}

Campaign campaign(const char* id, const char* kind, int risk, const char* audience) {
    Campaign made;
    made.id = CampaignId{id};
    made.product.id = id;
    made.product.kind = kind;
    made.product.risk = risk;
    made.reason = std::string{"reason.campaign."} + id;
    made.from = *parse_date("2026-01-01");
    made.to = *parse_date("2026-12-31");
    if (audience != nullptr) made.audience = *rules::parse_text(audience, catalogue_of({}));
    return made;
}

Rules some_rules() {
    auto policy = default_policy();
    policy.holdout = 0;
    policy.ablation_arm = 0;
    auto rules = compile_rules(policy, {campaign("bond", "treasury", 1, nullptr), campaign("fund", "fund", 4, nullptr),
                                        campaign("salary", "wealth", 2, "age at most 59 and tags any of [salary]")});
    EXPECT_TRUE(rules) << rules.error().text();
    rules->version = "v1";
    return *rules;
}

std::string explained(const char* language) {
    const auto rules = some_rules();
    const auto time = *parse_rfc3339("2026-11-22T02:00:00.000Z");
    const auto record = record_of(somebody(), rules, time, decide(somebody(), rules, time));
    const auto text = explain(record, rules, decide_words(language));
    EXPECT_TRUE(text);
    return text ? *text : "";
}

TEST(DecideWords, SayWhyInEnglish) {
    EXPECT_EQ(explained("en"),
              "2026-11-22T02:00:00.000Z, branch 0791, on arrival, rules v1\n"
              "Age 72, tier B, risk level C3 (assessed 2026-06-01), consents: service, marketing, profiling\n"
              "The card, class service\n"
              "  Reason: A deposit matures in 5 days\n"
              "  Reason: reason.campaign.bond\n"
              "  First sentence: Welcome\n"
              "Chosen: bond (version 1)\n"
              "  Score 40.0 % (propensity 100.0 %, chance of being chosen 100.0 %, full rules)\n"
              "All 3 campaigns:\n"
              "  bond: chosen\n"
              "  fund: riskier than the customer's level\n"
              "  salary: not in the audience\n"
              "    age at most 59: no <- decided\n"
              "    tags any of [salary]: no\n");
}

TEST(DecideWords, SayWhyInChinese) {
    EXPECT_EQ(explained("zh"),
              "2026-11-22T02:00:00.000Z，网点 0791，到店，规则版本 v1\n"
              "72 岁，层级 B，风险等级 C3（评估日 2026-06-01），同意：服务、营销、个性化\n"
              "卡片，类别：服务\n"
              "  理由：存款 5 天后到期\n"
              "  理由：reason.campaign.bond\n"
              "  第一句：欢迎您\n"
              "选中：bond（版本 1）\n"
              "  得分 40.0 %（响应概率 100.0 %，被选中的可能 100.0 %，完整规则）\n"
              "全部 3 个活动：\n"
              "  bond：选中\n"
              "  fund：产品风险高于客户等级\n"
              "  salary：不在目标客群\n"
              "    age at most 59：否 ← 决定性的\n"
              "    tags any of [salary]：否\n");
}

TEST(DecideWords, SayWhatACampaignIsMeantForThatIsNotForHereAndNow) {
    auto browse = campaign("browse", "treasury", 1, nullptr);
    browse.events = {"browse", "inflow"};
    auto over = campaign("over", "treasury", 1, nullptr);
    over.to = *parse_date("2026-03-31");
    auto paused = campaign("paused", "treasury", 1, nullptr);
    paused.status = "paused";
    auto elsewhere = campaign("elsewhere", "treasury", 1, nullptr);
    elsewhere.places = {"CN/31"};
    auto rules = compile_rules(default_policy(), {browse, over, paused, elsewhere});
    ASSERT_TRUE(rules) << rules.error().text();
    const auto time = *parse_rfc3339("2026-11-22T02:00:00.000Z");
    const auto text = explain(record_of(somebody(), *rules, time, decide(somebody(), *rules, time)), *rules, decide_words("en"));
    ASSERT_TRUE(text);
    EXPECT_NE(text->find("  browse: not at this event (browse, inflow)\n"
                         "  over: not within its dates (2026-01-01 .. 2026-03-31)\n"
                         "  paused: not approved, paused or ended (paused)\n"
                         "  elsewhere: not at this branch (CN/31)\n"),
              std::string::npos)
        << *text;
}

std::string explained(const Snapshot& snapshot, const Rules& rules, const char* language, std::string_view no_card = {}) {
    const auto time = *parse_rfc3339("2026-11-22T02:00:00.000Z");
    const auto text = explain(record_of(snapshot, rules, time, decide(snapshot, rules, time)), rules, decide_words(language), no_card);
    EXPECT_TRUE(text);
    return text ? *text : "";
}

TEST(DecideWords, SayOnceWhatClosesEveryCampaign) {
    auto snapshot = somebody();
    snapshot.customer->consents = {"service"};
    const auto text = explained(snapshot, some_rules(), "en");
    EXPECT_NE(text.find("No marketing\nAll 3 campaigns: no consent to marketing\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("bond"), std::string::npos) << text;
    EXPECT_NE(explained(snapshot, some_rules(), "zh").find("全部 3 个活动：没有同意营销\n"), std::string::npos);
}

TEST(DecideWords, SayWhatWasToldInTheVisitBeforeAndSoIsNotSaidAgain) {
    auto snapshot = somebody();
    snapshot.visit.told_in_visit = {"maturity"};
    snapshot.customer->consents = {"service"};
    auto text = explained(snapshot, some_rules(), "en");
    EXPECT_NE(text.find("  Reason: A known customer\n  Told in this visit already, so not again: A deposit matures in 5 days\n"), std::string::npos) << text;
    EXPECT_NE(explained(snapshot, some_rules(), "zh").find("  本次到店已经说过，不再说：存款 5 天后到期\n"), std::string::npos);
    snapshot.visit.told_in_visit.clear();
    text = explained(snapshot, some_rules(), "en");
    EXPECT_EQ(text.find("already"), std::string::npos) << text;
}

TEST(DecideWords, NameTheCampaignThatTheVisitWasShownBefore) {
    auto snapshot = somebody();
    snapshot.customer->consents = {"service", "marketing", "profiling"};
    snapshot.visit.shown_in_visit = {CampaignId{"other"}};
    auto policy = default_policy();
    policy.holdout = policy.ablation_arm = 0;
    auto rules = compile_rules(policy, {campaign("other", "treasury", 1, "age at most 59"), campaign("bond", "treasury", 1, nullptr)});
    ASSERT_TRUE(rules) << rules.error().text();
    const auto text = explained(snapshot, *rules, "en");
    EXPECT_NE(text.find("  bond: enough for this visit (other)\n"), std::string::npos) << text;
}

TEST(DecideWords, WithoutACardSayWhyAndNothingThatItWouldSay) {
    auto snapshot = somebody();
    snapshot.customer.reset();
    const auto text = explained(snapshot, some_rules(), "en", "command.no_card");
    EXPECT_NE(text.find("\nSo no card is made. "), std::string::npos) << text;
    EXPECT_EQ(text.find("First sentence"), std::string::npos) << text;
    EXPECT_NE(text.find("All 3 campaigns: nobody known, or no consent to service\n"), std::string::npos) << text;
}

TEST(DecideWords, AreRightOfOne) {
    const auto words = decide_words("en");
    EXPECT_EQ(in_words(words, "command.records", {{"many", "1"}}), "1 record");
    EXPECT_EQ(in_words(words, "command.records", {{"many", "0"}}), "0 records");
    EXPECT_EQ(in_words(words, "command.records", {{"many", "11"}}), "11 records");
    EXPECT_EQ(in_words(words, "reason.deposit_matured", {{"days", "1"}}), "A deposit matured 1 day ago");
    EXPECT_EQ(in_words(words, "reason.long_wait", {{"minutes", "21"}}), "Has waited 21 minutes");
    auto one = compile_rules(default_policy(), {campaign("bond", "treasury", 1, nullptr)});
    ASSERT_TRUE(one);
    EXPECT_NE(explained(somebody(), *one, "en").find("All 1 campaign:\n"), std::string::npos);
}

TEST(DecideWords, LeaveNoWordOfAnotherLanguageInChinese) {
    auto snapshot = somebody();
    snapshot.visit.needs = {"company", "hearing"};
    auto browse = campaign("1", "treasury", 1, nullptr);
    browse.events = {"browse", "honeymoon"};
    auto paused = campaign("2", "treasury", 1, nullptr);
    paused.status = "paused";
    auto rules = compile_rules(default_policy(), {browse, paused});
    ASSERT_TRUE(rules) << rules.error().text();
    const auto text = explained(snapshot, *rules, "zh");
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    EXPECT_EQ(std::find_if(text.begin(), text.end(), is_letter), text.end()) << text;
}

TEST(DecideWords, HaveEveryKeyInBothLanguages) {
    for (const auto* language : {"zh", "en"}) {
        const auto words = decide_words(language);
        for (const auto& key : explain_keys()) {
            const auto found = words.find(key);
            EXPECT_TRUE(found != words.end() && !found->second.empty()) << language << " " << key;
        }
    }
}

TEST(DecideWords, AskForTheRulesOfTheRecord) {
    auto rules = some_rules();
    const auto time = *parse_rfc3339("2026-11-22T02:00:00.000Z");
    const auto record = record_of(somebody(), rules, time, decide(somebody(), rules, time));
    rules.version = "v2";
    const auto text = explain(record, rules, decide_words("en"));
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code(), ErrorCode::conflict);
}

}  // namespace
}  // namespace silverlane::ctl
