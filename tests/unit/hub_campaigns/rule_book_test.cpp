// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The rule folder as a whole: what ships is good, every mistake is named once with its line, and nothing of a bad folder is taken.
#include "tests/unit/hub_campaigns/rule_folder.h"

#include <gmock/gmock.h>

namespace silverlane::campaigns {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(RuleBook, TheShippedPoliciesAndTheSampleBankAreReadWithoutAMistakeOrAWarning) {
    const RuleFolder folder;
    const auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    EXPECT_EQ(book.campaigns.size(), 17U);
    EXPECT_EQ(book.rules->campaigns.size(), 17U);
    EXPECT_EQ(book.classes.size(), 19U);
    EXPECT_EQ(book.policy.elder_age, 65);
    EXPECT_EQ(book.policy.most_marketing_in_7_days, 2);
    EXPECT_EQ(book.warnings.text(), "");
    for (const auto& each : book.campaigns) {
        EXPECT_FALSE(each.campaign.talk_track.first_sentence.zh.empty()) << each.campaign.id.text;
        EXPECT_FALSE(each.campaign.events.empty()) << each.campaign.id.text;
    }
}

TEST(RuleBook, WhatMayLoseIsNeverCalledSavings) {
    const RuleFolder folder;
    const auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    const auto tablet = content_of(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "ui_assets/web/tablet/texts/hub-en.js");
    int risky = 0;
    for (const auto& each : book.campaigns) {
        if (each.campaign.product.risk < 2) continue;
        ++risky;
        // A topic has a line of its own on the tablet: "'reason.campaign.ID': 'Topic: ...',".
        const auto line = tablet.find("'reason.campaign." + each.campaign.id.text + "'");
        const std::string topic = line == std::string::npos ? "" : tablet.substr(line, tablet.find('\n', line) - line);
        for (const std::string& words : {each.cue.en, each.name.en, topic.substr(std::min(topic.find(':'), topic.size()))}) {
            for (const auto* soothing : {"aving", "eposit", " plan"}) EXPECT_THAT(words, Not(HasSubstr(soothing))) << each.campaign.id.text;
        }
    }
    EXPECT_GE(risky, 4);
}

TEST(RuleBook, TheVersionChangesWithEveryFileThatCounts) {
    const RuleFolder folder;
    const auto before = load_rules(folder.files);
    ASSERT_TRUE(before) << before.error().text();
    EXPECT_EQ(load_rules(folder.files)->rules->version, before->rules->version);
    for (const auto* name : {"policies/contact.toml", "products.toml", "tags.toml", "segments.toml", "scenes.toml", "strategies.toml", "talk_tracks/annuity.toml", "campaigns/annuity.toml"}) {
        const auto content = content_of(folder.file(name));
        save(folder.file(name), content + "# a remark\n");
        const auto after = load_rules(folder.files);
        ASSERT_TRUE(after) << after.error().text();
        EXPECT_NE(after->rules->version, before->rules->version) << name;
        save(folder.file(name), content);
    }
}

TEST(RuleBook, AKioskHasWordsForDepositsOnly) {
    const RuleFolder folder;
    const auto book = folder.book();
    int offered = 0;
    for (const auto& each : book.campaigns) {
        if (!each.campaign.offer) continue;
        ++offered;
        EXPECT_EQ(each.campaign.product.kind, "deposit") << each.campaign.id.text;
    }
    EXPECT_EQ(offered, 2);
}

TEST(RuleBook, BlankIsNoCapAndZeroIsNeverAndBothAreTold) {
    const RuleFolder folder;
    folder.edit("policies/contact.toml", "most_marketing_in_7_days = 2\n", "");
    folder.edit("policies/contact.toml", "most_marketing_in_30_days = 4", "most_marketing_in_30_days = 0");
    folder.edit("campaigns/annuity.toml", "per_branch_day = 10", "per_branch_day = 0");
    folder.edit("campaigns/balanced_fund.toml", "per_branch_day = 10\n", "");
    const auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    EXPECT_EQ(book.policy.most_marketing_in_7_days, std::nullopt);
    EXPECT_EQ(book.policy.most_marketing_in_30_days, 0);
    EXPECT_EQ(book.campaign("annuity")->campaign.quota.per_branch_day, 0);
    EXPECT_EQ(book.campaign("balanced_fund")->campaign.quota.per_branch_day, std::nullopt);
    EXPECT_THAT(book.warnings.text(), HasSubstr("most_marketing_in_7_days is blank: no cap"));
    EXPECT_THAT(book.warnings.text(), HasSubstr("most_marketing_in_30_days is 0: never"));
    EXPECT_THAT(book.warnings.text(), HasSubstr("per_branch_day is 0: never; nobody is shown 'annuity'"));
}

TEST(RuleBook, EveryMistakeOfEveryFileIsNamedInOneReadingAndNothingIsTaken) {
    const RuleFolder folder;
    folder.edit("campaigns/annuity.toml", "goal = \"appointed\"", "goal = \"much money\"");
    folder.edit("campaigns/savings_bond.toml", "version = 1", "version = \"one\"");
    folder.edit("policies/contact.toml", "elder_age = 65", "elder_age = 80");
    const auto book = folder.book();
    EXPECT_FALSE(book.rules);
    EXPECT_EQ(book.mistakes.all().size(), 3U) << book.mistakes.text();
    EXPECT_FALSE(load_rules(folder.files));
}

TEST(RuleBook, ACampaignOfAnElderSegmentWithRiskIsAWarning) {
    const RuleFolder folder;
    folder.edit("campaigns/balanced_fund.toml", "age at most 59 and ", "");
    const auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    EXPECT_THAT(book.warnings.text(), HasSubstr("R3 and people of 65 and over"));
    EXPECT_THAT(RuleFolder().book().warnings.text(), Not(HasSubstr("people of 65 and over")));
}

TEST(RuleBook, AProductThatSuitabilityRefusesByAgeIsAWarningThatSaysFromWhen) {
    const RuleFolder folder;
    folder.edit("campaigns/savings_bond.toml", "product = \"savings_bond\"", "product = \"annuity\"");
    folder.edit("campaigns/savings_bond.toml", "talk_track = \"savings_bond\"", "talk_track = \"annuity\"");
    auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    EXPECT_THAT(book.warnings.text(), HasSubstr("an insurance and people of 70 and over: suitability refuses it to each of them (insurance_age); write age at most 69"));
    folder.edit("campaigns/savings_bond.toml", "  { fact = \"holding_classes\", none_of = [\"savings_bond\"] },", "  { fact = \"age\", at_least = 70 },");
    book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    EXPECT_THAT(book.warnings.text(), HasSubstr("and 'savings_bond' is meant for nobody else: it is never shown; choose another product for them"));
    folder.edit("campaigns/savings_bond.toml", "at_least = 70", "at_most = 69");
    EXPECT_THAT(folder.book().warnings.text(), Not(HasSubstr("suitability refuses")));
}

TEST(RuleBook, RiskThatNobodyTellsAnElderIsNotCalledATask) {
    const RuleFolder folder;
    folder.edit("campaigns/balanced_fund.toml", "age at most 59 and ", "");
    EXPECT_THAT(folder.book().warnings.text(), HasSubstr("R3 and people of 70 and over: suitability refuses it to each of them (no_approval); write age at most 69, or advanced_age_approved_by"));
    folder.edit("products.toml", "class = \"fund\"\nrisk = 3", "class = \"fund\"\nrisk = 4");
    const auto text = folder.book().warnings.text();
    EXPECT_THAT(text, HasSubstr("R4 and people of 65 and over: suitability refuses it to each of them (elder_risk); write age at most 64"));
    EXPECT_THAT(text, Not(HasSubstr("mean a task of the relationship manager")));
}

TEST(RuleBook, TwoCampaignsThatMeanTheSamePeopleAreAWarningUnlessTheyExcludeEachOther) {
    const RuleFolder folder;
    auto twin = content_of(folder.file("campaigns/annuity.toml"));
    twin.replace(twin.find("id = \"annuity\""), 14, "id = \"annuity_twin\"");
    save(folder.file("campaigns/annuity_twin.toml"), twin);
    const auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    const auto* told = "'annuity_twin' may mean the same people at the same moment as 'annuity'";
    EXPECT_THAT(book.warnings.text(), HasSubstr(told));
    folder.edit("campaigns/annuity_twin.toml", "priority =", "never_with = [\"annuity\"]\npriority =");
    EXPECT_THAT(folder.book().warnings.text(), Not(HasSubstr(told)));
    folder.edit("campaigns/annuity_twin.toml", "never_with = [\"annuity\"]\n", "places = [\"CN/36\"]\n");
    folder.edit("campaigns/annuity.toml", "priority =", "places = [\"CN/3\", \"CN/33\"]\npriority =");
    EXPECT_THAT(folder.book().warnings.text(), Not(HasSubstr(told)));
    folder.edit("campaigns/annuity.toml", "\"CN/33\"", "\"CN/36/0791\"");
    EXPECT_THAT(folder.book().warnings.text(), HasSubstr(told));
}

TEST(RuleBook, ACampaignThatHasEndedIsAWarningAndADraftNeedsNoApproval) {
    const RuleFolder folder;
    folder.edit("campaigns/annuity.toml", "to = \"2030-12-31\"", "to = \"2026-11-26\"");
    folder.edit("campaigns/balanced_fund.toml", "status = \"approved\"", "status = \"draft\"");
    folder.edit("campaigns/balanced_fund.toml", "approved_by = \"compliance\"\n", "");
    folder.edit("campaigns/steady_wealth.toml", "status = \"approved\"", "status = \"ended\"");
    const auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    EXPECT_THAT(book.warnings.text(), HasSubstr("'annuity' ended on 2026-11-26"));
    EXPECT_EQ(book.campaigns.size(), 17U);
    EXPECT_EQ(book.rules->campaigns.size(), 16U) << "what has ended is not asked any more";
}

TEST(RuleBook, ScoresAreTakenFromBothKindsOfFilesAndABadRowIsNamed) {
    const RuleFolder folder;
    std::filesystem::create_directories(folder.file("scores"));
    save(folder.file("scores/bond.tsv"), "# made elsewhere\nversion\t3\ncustomer\tC00001\t31000\ncount\tsavings_bond\t70-74/B\t4\t90\n");
    save(folder.file("scores/wealth.toml"), "version = 2\n[[customer]]\nid = \"C00002\"\nppm = 500\n");
    folder.edit("campaigns/savings_bond.toml", "priority =", "score = \"bond\"\npriority =");
    const auto book = folder.book();
    ASSERT_TRUE(book.rules) << book.mistakes.text();
    ASSERT_EQ(book.rules->scores.size(), 2U);
    EXPECT_EQ(book.rules->scores[0].name, "bond");
    EXPECT_EQ(book.rules->scores[0].version, 3);
    EXPECT_EQ(book.rules->scores[0].by_customer_ppm.at("C00001"), 31'000U);
    EXPECT_EQ(book.rules->scores[0].counts.at("savings_bond|70-74/B").trials, 90);
    EXPECT_EQ(book.rules->scores[1].by_customer_ppm.at("C00002"), 500U);
    save(folder.file("scores/bond.tsv"), "version\t3\ncustomer\tC00001\t1000001\n");
    const auto bad = folder.book();
    EXPECT_FALSE(bad.rules);
    EXPECT_THAT(bad.mistakes.text(), HasSubstr("bond.tsv:2:1: no row of a score table"));
}

TEST(RuleBook, OfAFolderThatIsNotThereNothingElseIsSaid) {
    const auto book = read_rule_book({"/nowhere/policies", "/nowhere/bank"}, kToday);
    EXPECT_FALSE(book.rules);
    EXPECT_EQ(book.mistakes.text(), "/nowhere/bank:1:1: there is no such folder: what the bank tells its customers is read from here; name the folder that holds products.toml and campaigns/\n"
                                    "/nowhere/policies:1:1: there is no such folder: head office's policy is read from here; name the folder of contact.toml and forbidden-words.toml, or name none: "
                                    "then the installed one is taken");
    const RuleFolder folder;
    const auto no_policies = read_rule_book({"/nowhere/policies", folder.files.folder}, kToday);
    EXPECT_EQ(no_policies.mistakes.all().size(), 1U) << no_policies.mistakes.text();
    const auto a_file = read_rule_book({folder.files.policies, folder.files.folder / "tags.toml"}, kToday);
    EXPECT_THAT(a_file.mistakes.text(), HasSubstr("tags.toml:1:1: this is no folder: "));
    EXPECT_EQ(a_file.mistakes.all().size(), 1U) << a_file.mistakes.text();
}

TEST(RuleBook, OfWhoNamedACampaignThatIsNotHereItSaysWhichWasMeant) {
    const RuleFolder folder;
    const auto book = read_rule_book(folder.files, kToday);
    EXPECT_EQ(book.advice_for("savings_bnd"), "did you mean 'savings_bond'?");
    EXPECT_THAT(book.advice_for("xyz"), HasSubstr("write one of annuity, "));
    EXPECT_EQ(RuleBook{}.advice_for("savings_bond"), "there is none yet");
}

TEST(RuleBook, TheSourceHoldsEveryFileByName) {
    const RuleFolder folder;
    const auto loaded = load_rules(folder.files);
    ASSERT_TRUE(loaded);
    for (const auto* name : {"\"policies/contact.toml\":", "\"campaigns/annuity.toml\":", "\"talk_tracks/annuity.toml\":", "\"tags.toml\":"}) EXPECT_THAT(loaded->source, HasSubstr(name));
    EXPECT_THAT(loaded->source, HasSubstr("audience_text = \\\"age between 45 and 59"));
}

}  // namespace
}  // namespace silverlane::campaigns
