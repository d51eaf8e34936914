// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A bank's feeds into the store: bad rows, the same again, consent, matching and what becomes of it, an import that is killed.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include <fmt/format.h>

#include "hub/desk/feed_work.h"
#include "hub/store/opportunities.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

class Feeds : public ::testing::Test {
protected:
    void SetUp() override {
        bank.close();
        auto insured = sample_campaign("insured", "insurance");
        insured.product.cooling_days = 15;
        insured.product.recording_required = true;
        bank.rules = sample_rules({sample_campaign("deposit"), insured});
        bank.open();
        auto silent = agreeing_person(3);
        silent.granted = {"service", "wifi"};
        bank.add({agreeing_person(1), agreeing_person(2), silent});
    }
    std::filesystem::path write(const char* name, const std::string& text) {
        std::ofstream(bank.folder / name) << text;
        return bank.folder / name;
    }
    [[nodiscard]] std::string now() const { return to_rfc3339(bank.clock.now()); }
    ImportReport sales(const std::string& rows) {
        ImportReport report;
        EXPECT_TRUE(import_sales(write("sales.csv", "id,customer,product_class,time,staff,recording,cancelled\n" + rows), *bank.store, bank.clock.now(), {}, report));
        return report;
    }
    void put_opportunity(const std::string& id, const std::string& product_class, int cooling_days, bool recording) {
        ASSERT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
            store::OpportunityRow row;
            row.id = id;
            row.branch = bank.branch;
            row.customer = CustomerId{"C00001"};
            row.campaign = "deposit";
            row.product_class = product_class;
            row.kind = "primary";
            row.arm = "full";
            row.day = "2026-11-20";
            row.decided_at = bank.clock.now();
            row.contacted_by = "1002";
            row.passed_by = "1001";
            row.cooling_days = cooling_days;
            row.recording_required = recording;
            store::Opportunities(connection).put(row);
            return {};
        }));
    }
    std::string only(const char* columns, const char* table) {
        const auto rows = rows_of(bank, columns, table);
        EXPECT_EQ(rows.size(), 1U) << table;
        return rows.empty() ? "" : rows.front();
    }
    SampleBank bank;
};

TEST_F(Feeds, BadRowsAreCountedAndNamedWithTheirLineAndTheRestIsTaken) {
    ImportReport report;
    const auto file = write("signals.jsonl", fmt::format(
        "{{\"id\":\"s1\",\"customer\":\"C00001\",\"kind\":\"inflow\",\"time\":\"{0}\",\"amount_fen\":30000000}}\n"
        "not json\n"
        "{{\"id\":\"s2\",\"customer\":\"C00001\",\"kind\":\"browse\",\"product_class\":\"castle\",\"seconds\":3,\"time\":\"{0}\"}}\n"
        "{{\"id\":\"s3\",\"customer\":\"C00001\",\"kind\":\"browse\",\"product_class\":\"fund\",\"seconds\":95,\"time\":\"{0}\"}}\n"
        "{{\"id\":\"s4\",\"customer\":\"C00003\",\"kind\":\"browse\",\"product_class\":\"fund\",\"seconds\":95,\"time\":\"{0}\"}}\n"
        "{{\"id\":\"s5\",\"customer\":\"C00003\",\"kind\":\"repeated_problem\",\"times\":2,\"time\":\"{0}\"}}\n"
        "{{\"id\":\"s6\",\"customer\":\"C99999\",\"kind\":\"inflow\",\"amount_fen\":1,\"time\":\"{0}\"}}\n"
        "{{\"id\":\"s7\",\"customer\":\"C00002\",\"kind\":\"inflow\",\"amount_fen\":1,\"time\":\"2031-01-01T00:00:00Z\"}}\n"
        "{{\"id\":\"s3\",\"customer\":\"C00001\",\"kind\":\"browse\",\"product_class\":\"fund\",\"seconds\":95,\"time\":\"{0}\"}}\n", now()));
    ASSERT_TRUE(import_signals(file, *bank.store, bank.clock.now(), {}, report));
    ASSERT_EQ(report.problems.size(), 3U);
    EXPECT_EQ(report.problems[0], "signals.jsonl:2:2: no JSON from here on; one row is one object on one line, as {\"id\":\"...\"}");
    EXPECT_TRUE(report.problems[1].starts_with("signals.jsonl:3:64: product_class 'castle': not one of the 19; write one of demand_deposit, ")) << report.problems[1];
    EXPECT_EQ(report.problems[2], "signals.jsonl:8:70: time: lies in the future");
    EXPECT_EQ(report.summary(), "signals.jsonl: 3 of 9 rows taken, 3 refused, 3 known before or not to be used\n");
    EXPECT_EQ(report.rejected, 3);
    EXPECT_EQ(report.feeds.signals, 3);
    EXPECT_EQ(report.feeds.without_consent, 1) << "what somebody looked at is a profile";
    EXPECT_EQ(report.feeds.of_nobody, 1);
    EXPECT_EQ(report.feeds.repeated, 1);
    EXPECT_EQ(rows_of(bank, "id, kind, strength", "signal"), (std::vector<std::string>{"feed:s1|inflow|4", "feed:s3|browse|95", "feed:s5|repeated_problem|2"}));
}

TEST_F(Feeds, TheSameFileAgainChangesNothing) {
    put_opportunity("o1", "time_deposit", 0, false);
    const auto rows = fmt::format("x1,C00001,time_deposit,{0},1002,,\nx2,C00002,fund,{0},,,\n", now());
    EXPECT_EQ(sales(rows).feeds.matched, 1);
    const auto before = rows_of(bank, "*", "sale");
    const auto again = sales(rows);
    EXPECT_EQ(again.feeds.repeated, 2);
    EXPECT_EQ(again.feeds.sales, 0);
    EXPECT_EQ(rows_of(bank, "*", "sale"), before);
    EXPECT_EQ(only("name, value", "branch_count WHERE name = 'sale:time_deposit'"), "sale:time_deposit|1");
}

TEST_F(Feeds, ASaleIsCreditedSplitAndOfOneThatCameOfItselfNoCustomerIsKept) {
    put_opportunity("o1", "time_deposit", 0, false);
    sales(fmt::format("x1,C00001,time_deposit,{0},1002,,\nx2,C00002,fund,{0},,,\n", now()));
    EXPECT_EQ(only("customer, opportunity, state, credits", "sale WHERE id = 'x1'"), "C00001|o1|counted|[[\"1002\",700000],[\"1001\",300000]]");
    EXPECT_EQ(only("customer, opportunity, state", "sale WHERE id = 'x2'"), "(null)|(null)|unmatched");
    EXPECT_EQ(only("outcome, id", "opportunity WHERE id = 'o1'"), "sold|o1");
}

TEST_F(Feeds, ItCountsAfterTheDaysOfHesitationAndOnlyWithItsRecord) {
    put_opportunity("o1", "insurance", 15, true);
    sales(fmt::format("x1,C00001,insurance,{0},1002,,\n", now()));
    EXPECT_EQ(only("state, counts_from", "sale"), "cooling|2026-12-07");
    EXPECT_EQ(only("outcome, id", "opportunity WHERE id = 'o1'"), "|o1");
    bank.clock.advance(std::chrono::hours{14 * 24});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(only("state, id", "sale"), "cooling|x1") << "the fifteenth day is still one of them";
    bank.clock.advance(std::chrono::hours{24});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(only("state, id", "sale"), "recording_missing|x1");
    EXPECT_EQ(only("outcome, id", "opportunity WHERE id = 'o1'"), "|o1") << "not sold without the record";
    EXPECT_EQ(sales(fmt::format("x1,C00001,insurance,{0},1002,r-77,\n", now())).feeds.changed, 1);
    EXPECT_EQ(only("state, recording", "sale"), "counted|r-77");
    EXPECT_EQ(only("outcome, id", "opportunity WHERE id = 'o1'"), "sold|o1");
}

TEST_F(Feeds, ASaleTakenBackIsNoSuccessAndTheOpportunityIsOpenAgain) {
    put_opportunity("o1", "time_deposit", 0, false);
    sales(fmt::format("x1,C00001,time_deposit,{0},1002,,\n", now()));
    EXPECT_EQ(sales(fmt::format("x1,C00001,time_deposit,{0},1002,,true\n", now())).feeds.changed, 1);
    EXPECT_EQ(only("state, customer", "sale"), "cancelled|(null)");
    EXPECT_EQ(only("outcome, id", "opportunity WHERE id = 'o1'"), "|o1");
    sales(fmt::format("x9,C00001,time_deposit,{0},1002,,\n", now()));
    EXPECT_EQ(only("outcome, id", "opportunity WHERE id = 'o1'"), "sold|o1");
}

TEST_F(Feeds, WhatBecameOfAnAlertIsSaidByTheFeed) {
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto alert = bank.only_alert();
    const auto claimed = bank.claim(alert, "1002", "c1");
    ASSERT_TRUE(claimed);
    protocol::Outcome outcome;
    outcome.key = IdempotencyKey{"o"};
    outcome.version = claimed->version;
    outcome.outcome = "referred";
    ASSERT_TRUE(bank.desk->record_outcome({StaffId{"1002"}, bank.branch, "lobby_manager"}, alert.id, outcome));
    const auto named = only("product_class, contacted_by", "opportunity WHERE kind = 'primary'");
    EXPECT_EQ(named.substr(named.find('|') + 1), "1002");
    const auto product_class = named.substr(0, named.find('|'));
    sales(fmt::format("x1,C00001,{},{},1002,r-1,\n", product_class, now()));
    bank.clock.advance(std::chrono::hours{16 * 24});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_EQ(only("outcome, id", fmt::format("alert WHERE id = '{}'", alert.id.text).c_str()), "sold|" + alert.id.text);
}

TEST_F(Feeds, WhatStaffHadSaidIsSaidAgainWhenTheSaleIsTakenBack) {
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto alert = bank.only_alert();
    const auto claimed = bank.claim(alert, "1002", "c1");
    ASSERT_TRUE(claimed);
    const Session who{StaffId{"1002"}, bank.branch, "lobby_manager"};
    ASSERT_TRUE(bank.desk->record_outcome(who, alert.id, {IdempotencyKey{"o"}, claimed->version, "booked"}));
    const auto sold = rows_of(bank, "product_class, campaign", "opportunity WHERE kind = 'secondary'").front();   // without a contact of its own
    const auto sale = [&](const char* cancelled) { sales(fmt::format("x1,C00001,{},{},1002,r-1,{}\n", sold.substr(0, sold.find('|')), now(), cancelled)); };
    sale("");
    bank.clock.advance(std::chrono::hours{16 * 24});
    ASSERT_TRUE(bank.desk->run_due_jobs());
    ASSERT_EQ(only("outcome, kind", "opportunity WHERE kind = 'secondary'"), "sold|secondary");
    sale("true");
    EXPECT_EQ(only("outcome, kind", "opportunity WHERE kind = 'secondary'"), "booked|secondary");
    EXPECT_EQ(only("outcome, id", "alert"), "booked|" + alert.id.text);
}

TEST_F(Feeds, AnOutcomeThatIsTappedAfterTheSaleCountedIsKept) {
    auto one = sample_campaign("deposit");
    bank.close();
    bank.rules = sample_rules({one});
    bank.open();
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto claimed = bank.claim(bank.only_alert(), "1002", "c1");
    ASSERT_TRUE(claimed);
    sales(fmt::format("x1,C00001,time_deposit,{},1002,,\n", now()));
    ASSERT_EQ(only("outcome, contacted_by", "opportunity"), "sold|");
    ASSERT_TRUE(bank.desk->record_outcome({StaffId{"1002"}, bank.branch, "lobby_manager"}, claimed->id, {IdempotencyKey{"o"}, claimed->version, "helped"}));
    EXPECT_EQ(only("outcome, contacted_by", "opportunity"), "sold|1002") << "the sale stands, and who spoke is known";
    EXPECT_EQ(only("outcome, campaign", "contact"), "helped|deposit") << "somebody spoke: it was not ignored";
    sales(fmt::format("x1,C00001,time_deposit,{},1002,,true\n", now()));
    EXPECT_EQ(only("outcome, contacted_by", "opportunity"), "helped|1002");
}

/// Kills the whole program at a transaction of its choosing.
class KillingStore final : public store::Store {
public:
    KillingStore(store::Store& inner, int at, bool after_commit) : inner_(inner), at_(at), after_commit_(after_commit) {}
    Result<void> write(const Work& work) override {
        const bool now = ++writes_ == at_;
        auto done = inner_.write([&](store::Connection& connection) -> Result<void> {
            auto worked = work(connection);
            if (now && !after_commit_) kill(getpid(), SIGKILL);
            return worked;
        });
        if (now && after_commit_) kill(getpid(), SIGKILL);
        return done;
    }
    Result<void> commit(const Work& work) override { return inner_.commit(work); }
    Result<void> make_durable() override { return inner_.make_durable(); }
    Result<void> read(const Work& work) override { return inner_.read(work); }
    Result<void> checkpoint() override { return inner_.checkpoint(); }
    [[nodiscard]] int schema_version() const override { return inner_.schema_version(); }

private:
    store::Store& inner_;
    const int at_;
    const bool after_commit_;
    int writes_ = 0;
};

TEST_F(Feeds, AnImportThatIsKilledAtAnyCommitIsSimplyRunAgain) {
    put_opportunity("o1", "time_deposit", 0, false);
    std::string rows = "id,customer,product_class,time,staff,recording,cancelled\n";
    for (int i = 0; i < 1'200; ++i) rows += fmt::format("x{},C0000{},time_deposit,{},1002,,\n", i, i % 3 + 1, now());
    const auto file = write("sales.csv", rows);
    const auto time = bank.clock.now();
    bank.close();
    for (int at = 1; at <= 3; ++at) {
        for (const bool after_commit : {false, true}) {
            const pid_t child = fork();
            if (child == 0) {
                auto opened = store::open_sqlite_store({bank.file, 5'000, 1, 0});
                if (!opened) _exit(3);
                KillingStore killing(**opened, at, after_commit);
                ImportReport report;
                static_cast<void>(import_sales(file, killing, time, {}, report));
                _exit(4);   // it should not have come so far
            }
            int status = 0;
            ASSERT_EQ(waitpid(child, &status, 0), child);
            ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "at " << at;
        }
    }
    bank.open();
    ImportReport report;
    ASSERT_TRUE(import_sales(file, *bank.store, time, {}, report));
    EXPECT_EQ(count_rows(bank, "sale"), 1'200);
    EXPECT_EQ(count_rows(bank, "sale WHERE state = 'counted'"), 1) << "one opportunity is sold once";
    EXPECT_EQ(only("name, value", "branch_count WHERE name = 'sale:time_deposit'"), "sale:time_deposit|1200") << "nothing is counted twice";
}

}  // namespace
}  // namespace silverlane::desk
