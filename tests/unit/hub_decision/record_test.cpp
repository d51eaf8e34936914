// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The record: what it holds, that it can be decided again to the same bytes, and what is said when it cannot.
#include "hub/decision/catalogue.h"
#include "tests/unit/hub_decision/decision_fixture.h"
#include "tests/unit/hub_decision/random_snapshots.h"

namespace silverlane::decision {
namespace {

TEST(SnapshotJson, ComesBackAsItWentAndTheSameSnapshotIsTheSameBytes) {
    RandomSnapshots random(7);
    for (int i = 0; i < 2'000; ++i) {
        const auto snapshot = random.next();
        const auto json = to_json(snapshot);
        const auto again = snapshot_from_json(json);
        ASSERT_TRUE(again) << again.error().text() << json;
        ASSERT_EQ(*again, snapshot) << json;
        ASSERT_EQ(to_json(*again), json);
    }
}

TEST(SnapshotJson, SaysWhichFieldIsWrong) {
    const auto mistake = [](const char* json) {
        const auto read = snapshot_from_json(json);
        return read ? std::string{} : read.error().text();
    };
    EXPECT_NE(mistake("nonsense"), "");
    EXPECT_NE(mistake(R"({"trigger":"noon","day":"2026-11-22","minute":1})").find("snapshot.trigger"), std::string::npos);
    EXPECT_NE(mistake(R"({"trigger":"arrival","minute":1})").find("snapshot.day"), std::string::npos);
    EXPECT_NE(mistake(R"({"trigger":"arrival","day":"2026-11-22","customer":{"id":"C1","birth":"1950-13-01"}})").find("snapshot.customer.birth"), std::string::npos);
    EXPECT_NE(mistake(R"({"trigger":"arrival","day":"2026-11-22","customer":{"holdings":[["fund","",3]]}})").find("snapshot.customer.holdings"), std::string::npos);
    EXPECT_NE(mistake(R"({"trigger":"arrival","day":"2026-11-22","customer":7})").find("snapshot.customer"), std::string::npos);
    EXPECT_NE(mistake(R"({"trigger":"arrival","day":"2026-11-22","visit":{"waited":99999999999}})").find("snapshot.visit.waited"), std::string::npos);
    EXPECT_EQ(mistake(R"({"trigger":"arrival","day":"2026-11-22","minute":1})"), "");
}

TEST(Record, IsDecidedAgainToTheSameBytesTenThousandTimes) {
    auto policy = default_policy();
    policy.exploration = 500;
    const auto rules = rules_with(assorted_campaigns(60), policy);
    RandomSnapshots random(11);
    for (int i = 0; i < 10'000; ++i) {
        const auto snapshot = random.next();
        const auto record = record_of(snapshot, rules, kNow, decide(snapshot, rules, kNow));
        const auto again = replay(record, rules);
        ASSERT_TRUE(again) << again.error().text();
        ASSERT_EQ(*again, record);
    }
}

TEST(Record, NamesBothVersionsWhenTheRulesAreOthers) {
    auto rules = rules_with({campaign("bond")});
    rules.version = "autumn";
    const auto record = record_of(someone(), rules, kNow, decide(someone(), rules, kNow));
    rules.version = "winter";
    const auto again = replay(record, rules);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code(), ErrorCode::conflict);
    EXPECT_NE(again.error().text().find("autumn"), std::string::npos);
    EXPECT_NE(again.error().text().find("winter"), std::string::npos);
    for (const auto* bad : {"", "[]", "{}", R"({"record":2,"rules":"x","time":"2026-11-22T02:00:00.000Z","snapshot":{}})", R"({"record":1,"rules":"x","time":"noon","snapshot":{}})"}) {
        const auto read = replay(bad, rules);
        ASSERT_FALSE(read) << bad;
        EXPECT_EQ(read.error().code(), ErrorCode::invalid_input) << bad;
    }
}

TEST(Record, ADecisionThatChangedIsSeen) {
    auto rules = rules_with({campaign("bond")});
    const auto record = record_of(someone(), rules, kNow, decide(someone(), rules, kNow));
    rules.policy.most_marketing_in_7_days = 0;
    const auto again = replay(record, rules);
    ASSERT_TRUE(again);
    EXPECT_NE(*again, record);
}

TEST(Record, HoldsOneShortVerdictForEveryCampaign) {
    auto first = campaign("first");
    first.audience = asks("tier in [B] and age at least 80");
    auto last = campaign("last");
    last.audience = asks("asset_band at least 2");
    const auto rules = rules_with({first, first.id == last.id ? last : campaign("second", product("wealth", 5)), last, campaign("fourth")});
    const auto record = record_of(someone(50), rules, kNow, decide(someone(50), rules, kNow));
    // n b: not eligible by the second predicate of its own audience; Z: risk above level; m a: the first one's fact is missing; A: chosen.
    EXPECT_NE(record.find(R"("verdicts":"nbZmaA")"), std::string::npos) << record;
    auto snapshot = someone();
    snapshot.customer->consents = {"service"};
    EXPECT_NE(record_of(snapshot, rules, kNow, decide(snapshot, rules, kNow)).find(R"("verdicts":"L4")"), std::string::npos);
}

TEST(Record, OfAThousandCampaignsStaysWithinFourKilobytes) {
    const auto rules = rules_with(assorted_campaigns(1'000), default_policy());
    RandomSnapshots random(5);
    std::size_t longest = 0;
    for (int i = 0; i < 2'000; ++i) {
        const auto snapshot = random.next();
        longest = std::max(longest, record_of(snapshot, rules, kNow, decide(snapshot, rules, kNow)).size());
    }
    EXPECT_LE(longest, 4'096U);
    EXPECT_GT(longest, 1'500U) << "else the snapshots say nothing about it";
}

}  // namespace
}  // namespace silverlane::decision
