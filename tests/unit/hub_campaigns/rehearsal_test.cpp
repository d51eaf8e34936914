// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A rehearsal: the same arrivals give the same report, caps and quotas are counted anew along the way, and nobody is named.
#include "hub/campaigns/rehearsal.h"

#include <gmock/gmock.h>

#include "ctl/rehearsal_report.h"
#include "ctl/sample_arrivals.h"
#include "ctl/sample_rules.h"
#include "hub/campaigns/strategy_map.h"
#include "tests/unit/hub_campaigns/rule_folder.h"

namespace silverlane::campaigns {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using decision::Date;
using decision::Snapshot;

Date day(int of_november) { return Date{std::chrono::year{2026} / 11 / of_november}; }

/// A pensioner whom the savings bond campaign means, on a day.
Snapshot pensioner(const std::string& id, const std::string& visit, int of_november) {
    Snapshot snapshot;
    snapshot.trigger = decision::Trigger::ticket;
    snapshot.today = day(of_november);
    snapshot.minute_of_day = 600;
    decision::CustomerFacts customer;
    customer.id = CustomerId{id};
    customer.birth = Date{std::chrono::year{1954} / 3 / 2};
    customer.tier = "C";
    customer.risk_level = 2;
    customer.risk_assessed = day(1);
    customer.holdings = {{"demand_deposit", std::nullopt, 1, 2}};
    customer.tags = {"pension"};
    customer.consents = {"marketing", "profiling", "service"};
    snapshot.customer = customer;
    snapshot.visit.visit = VisitId{visit};
    snapshot.visit.branch = BranchId{"0791"};
    snapshot.visit.branch_path = "CN/36/0791";
    snapshot.visit.evidence = {"ticket"};
    snapshot.visit.minutes_to_call = 20;
    snapshot.branch.staff_on_duty = 2;
    snapshot.branch.staff_free = 2;
    return snapshot;
}

/// Nobody is held out, so that a test can say who is shown what; and only the bonds are there.
class RehearsalTest : public ::testing::Test {
protected:
    RehearsalTest() {
        folder.edit("policies/contact.toml", "of_ten_thousand = 500", "of_ten_thousand = 0");
        folder.edit("policies/contact.toml", "ablation_arm_of_ten_thousand = 100", "ablation_arm_of_ten_thousand = 0");
        folder.edit("campaigns/savings_bond.toml", "holdout_of_ten_thousand = 1000", "holdout_of_ten_thousand = 0");
        for (const auto& each : std::filesystem::directory_iterator(folder.files.folder / "campaigns")) {
            if (each.path().filename() != "savings_bond.toml") std::filesystem::remove(each.path());
        }
    }
    CampaignRehearsal play(const std::vector<Snapshot>& snapshots) {
        const auto rules = load_rules(folder.files);
        EXPECT_TRUE(rules) << rules.error().text();
        std::vector<RecordedArrival> arrivals;
        for (const auto& each : snapshots) arrivals.push_back({each, UtcTime{}});
        last = rehearse(*rules->rules, arrivals);
        return last.campaigns.at(0);
    }
    RuleFolder folder;
    Rehearsal last;
};

TEST_F(RehearsalTest, CapsOfAPersonAreCountedAlongTheWayAndTheRecordedContactsOfThoseDaysAreLeftOut) {
    auto first = pensioner("C00001", "V1", 10);
    // Other rules showed something twice on that day; these rules did not.
    first.customer->contacts = {{day(10), "tablet", "", CampaignId{"other"}, ""}, {day(10), "tablet", "", CampaignId{"other"}, ""}};
    const auto of = play({first, pensioner("C00001", "V2", 11), pensioner("C00001", "V3", 12), pensioner("C00001", "V4", 18)});
    EXPECT_EQ(of.shown, 3) << "two within seven days, the third only after them";
    EXPECT_EQ(of.verdicts.at("cap_of_7_days"), 1);
    EXPECT_EQ(of.people.size(), 1U);
    EXPECT_EQ(of.elders.size(), 1U);
    EXPECT_EQ(of.elders_at_risk.size(), 0U);
}

TEST_F(RehearsalTest, OneVisitIsOneCardHoweverOftenItIsDecided) {
    auto again = pensioner("C00001", "V1", 10);
    again.trigger = decision::Trigger::arrival;
    const auto of = play({pensioner("C00001", "V1", 10), again});
    EXPECT_EQ(of.shown, 1);
    EXPECT_EQ(last.cards, 1);
    EXPECT_EQ(last.arrivals, 2);
    EXPECT_EQ(last.visits, 1);
    EXPECT_EQ(last.staff_minutes, 120) << "two on duty in one hour";
}

TEST_F(RehearsalTest, TheQuotaOfABranchAndDayClosesAndOpensWithTheNextDay) {
    folder.edit("campaigns/savings_bond.toml", "per_branch_day = 40", "per_branch_day = 1");
    const auto of = play({pensioner("C00001", "V1", 10), pensioner("C00002", "V2", 10), pensioner("C00003", "V3", 11)});
    EXPECT_EQ(of.shown, 2);
    EXPECT_EQ(of.verdicts.at("quota_of_branch_day"), 1);
    EXPECT_EQ(of.use.most_branch_day, 1);
    EXPECT_EQ(of.use.in_all, 2);
}

TEST_F(RehearsalTest, WhoIsNotMeantIsCountedWithTheDecidingCondition) {
    auto holder = pensioner("C00002", "V2", 10);
    holder.customer->holdings.push_back({"savings_bond", std::nullopt, 1, 1});
    auto silent = pensioner("C00003", "V3", 10);
    silent.customer->consents = {"service"};
    const auto of = play({holder, silent});
    EXPECT_EQ(of.shown, 0);
    EXPECT_EQ(of.verdicts.at("not_eligible"), 1);
    EXPECT_EQ(of.verdicts.at("no_marketing_consent"), 1);
    ASSERT_EQ(of.predicates.size(), 1U);
    EXPECT_EQ(of.predicates.begin()->first, "holding_classes none of [savings_bond]");
}

TEST_F(RehearsalTest, ADraftIsRehearsedAsIfItWereApprovedAndRanInThoseDays) {
    folder.edit("campaigns/savings_bond.toml", "status = \"approved\"", "status = \"draft\"");
    folder.edit("campaigns/savings_bond.toml", "from = \"2026-01-01\"", "from = \"2027-01-01\"");
    EXPECT_EQ(play({pensioner("C00001", "V1", 10)}).verdicts.at("not_approved"), 1);
    const std::vector<RecordedArrival> arrivals{{pensioner("C00001", "V1", 10), UtcTime{}}};
    const auto rules = as_approved(folder.book(), "savings_bond", arrivals);
    ASSERT_TRUE(rules) << rules.error().text();
    EXPECT_EQ(rehearse(*rules, arrivals).campaigns.at(0).shown, 1);
    EXPECT_FALSE(as_approved(folder.book(), "nothing", arrivals));
}

TEST_F(RehearsalTest, RecordsAndSnapshotsAreReadAndABadLineIsNamedAndLeftOut) {
    const auto rules = load_rules(folder.files);
    ASSERT_TRUE(rules);
    const auto snapshot = pensioner("C00001", "V1", 10);
    const UtcTime time{Milliseconds{1'000}};
    const auto record = decision::record_of(snapshot, *rules->rules, time, decision::decide(snapshot, *rules->rules, time));
    const auto read = read_arrivals(record + "\nnonsense\n\n" + decision::to_json(snapshot) + "\n", "day.jsonl");
    ASSERT_EQ(read.arrivals.size(), 2U);
    EXPECT_EQ(read.arrivals[0].snapshot, snapshot);
    EXPECT_EQ(read.arrivals[0].time, time);
    EXPECT_EQ(read.arrivals[1].snapshot, snapshot);
    ASSERT_EQ(read.problems.size(), 1U);
    EXPECT_THAT(read.problems[0], HasSubstr("day.jsonl:2: "));
}

TEST(Rehearsal, NobodyIsNamed) {
    EXPECT_EQ(masked(CustomerId{"C00045"}), "C***45");
    EXPECT_EQ(masked(CustomerId{"C1"}), "***");
}

TEST(Rehearsal, AWeekOfTheSampleBankGivesTheSameReportAsEver) {
    const RuleFolder folder;
    testing::TemporaryFolder out;
    ctl::SampleArrivalOptions options;
    options.count = 400;
    options.customers = 120;
    options.today = kToday;
    ASSERT_TRUE(ctl::write_sample_arrivals(options, out / "arrivals.jsonl"));
    const auto read = read_arrivals(content_of(out / "arrivals.jsonl"), "arrivals.jsonl");
    EXPECT_TRUE(read.problems.empty());
    ASSERT_EQ(read.arrivals.size(), 400U);
    const auto rules = load_rules(folder.files);
    ASSERT_TRUE(rules) << rules.error().text();
    auto text = ctl::rehearsal_text(rehearse(*rules->rules, read.arrivals), *rules->rules, "", 3);
    EXPECT_THAT(text, Not(HasSubstr("C000"))) << "an unmasked id";
    EXPECT_EQ(ctl::rehearsal_json(rehearse(*rules->rules, read.arrivals), *rules->rules, "", 3), ctl::rehearsal_json(rehearse(*rules->rules, read.arrivals), *rules->rules, "", 3));
    // The version is of the files' bytes; the rest must stay as it is when only words are changed.
    text.erase(0, text.find('\n') + 1);
    const auto golden = kSources / "tests/unit/hub_campaigns/rehearsal_golden.txt";
    if (std::getenv("SILVERLANE_WRITE_GOLDEN") != nullptr) save(golden, text);
    EXPECT_EQ(text, content_of(golden));
}

TEST(SampleRules, AThousandCampaignsAreGoodAndTheSameEveryTime) {
    testing::TemporaryFolder out;
    const auto samples = kSources / "config/samples";
    ASSERT_TRUE(ctl::write_sample_rules(1'000, 7, samples, out / "a"));
    ASSERT_TRUE(ctl::write_sample_rules(1'000, 7, samples, out / "b"));
    EXPECT_FALSE(ctl::write_sample_rules(1, 7, samples, out / "b")) << "an old folder is not mixed with a new one";
    const auto rules = load_rules({kSources / "config/policies", out / "a"});
    ASSERT_TRUE(rules) << rules.error().text().substr(0, 2'000);
    EXPECT_EQ(rules->rules->campaigns.size(), 1'000U);
    const auto again = load_rules({kSources / "config/policies", out / "b"});
    ASSERT_TRUE(again);
    EXPECT_EQ(rules->rules->version, again->rules->version);
}

TEST(StrategyMap, ShowsWhoAnswersForWhatAndWhereNobodyActs) {
    const RuleFolder folder;
    folder.edit("campaigns/annuity.toml", "status = \"approved\"", "status = \"paused\"");
    const auto cells = strategy_map(folder.book(), kToday);
    EXPECT_EQ(cells.size(), 18U);
    const auto find = [&](const std::string& id) { return *std::find_if(cells.begin(), cells.end(), [&](const MapCell& each) { return each.strategy == id; }); };
    EXPECT_THAT(find("silver_bonds").running, ::testing::ElementsAre("savings_bond"));
    EXPECT_THAT(find("silver_bonds").channels, ::testing::ElementsAre("tablet", "teller"));
    EXPECT_TRUE(find("silver_wait").is_gap());
    EXPECT_TRUE(find("annuity_talk").is_gap());
    EXPECT_THAT(find("annuity_talk").not_running, ::testing::ElementsAre("annuity"));
}

}  // namespace
}  // namespace silverlane::campaigns
