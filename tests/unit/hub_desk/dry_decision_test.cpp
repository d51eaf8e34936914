// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What an outside question finds out of the running hub's file: the same as the desk decides by, and nothing of it stays but who asked.
#include "hub/desk/dry_decision.h"

#include <gtest/gtest.h>

#include "desk_fixture.h"
#include "hub/decision/decide.h"
#include "hub/store/alerts.h"
#include "hub/store/branches.h"
#include "hub/store/customers.h"
#include "hub/store/decisions.h"
#include "hub/store/duty.h"
#include "hub/store/sqlite/outside_look.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

class DryDecision : public ::testing::Test {
protected:
    DryDecision() {
        bank.close();
        bank.rules = sample_rules({sample_campaign("osmanthus")});
        bank.open();
        bank.add(agreeing_person(1));
    }
    Result<decision::Snapshot> ask(DryQuestion question) {
        auto answer = ask_all(std::move(question));
        if (!answer) return answer.error();
        return std::move(answer->snapshot);
    }
    Result<DryAnswer> ask_all(DryQuestion question) {
        DryAnswer found;
        auto read = store::read_database(bank.file, [&](store::Connection& connection) -> Result<void> {
            auto now = snapshot_now(connection, bank.rules, question, bank.clock);
            if (!now) return now.error();
            found = std::move(*now);
            return {};
        });
        if (!read) return read.error();
        return found;
    }
    static CustomerId customer(int person) { return CustomerId{"C0000" + std::to_string(person)}; }
    void tap_card(int person) {
        auto arrival = bank.wifi(person, "tap", protocol::EvidenceKind::card_tapped);
        arrival.identifiers = {bank.card(person)};
        ASSERT_TRUE(bank.desk->accept({arrival}));
    }
    SampleBank bank;
};

TEST_F(DryDecision, KnowsWhatTheDeskKnowsAndLeavesNothing) {
    const auto before = ask({CustomerId{"C00001"}, std::nullopt, std::nullopt});
    ASSERT_TRUE(before) << before.error().text();
    EXPECT_EQ(count_rows(bank, "decision") + count_rows(bank, "visit") + count_rows(bank, "alert") + count_rows(bank, "event"), 0) << "only asked";
    tap_card(1);
    decision::Snapshot real;
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        store::Decisions(connection).each_after(0, 1, [&](const store::DecisionRow& row) {
            const auto recorded = decision::recorded_from_json(row.record);
            ASSERT_TRUE(recorded);
            real = recorded->snapshot;
        });
        return {};
    }));
    ASSERT_FALSE(real.visit.visit.text.empty());
    auto expected = *before;
    expected.visit.visit = real.visit.visit;               // the hub gave it a number
    real.customer->visits_in_30_days = expected.customer->visits_in_30_days;   // and noted that the customer is here
    EXPECT_EQ(decision::to_json(expected), decision::to_json(real));
}

TEST_F(DryDecision, FindsTheVisitThatIsOpen) {
    tap_card(1);
    const auto now = ask({CustomerId{"C00001"}, std::nullopt, std::nullopt});
    ASSERT_TRUE(now) << now.error().text();
    EXPECT_FALSE(now->visit.visit.text.empty());
    EXPECT_EQ(now->visit.shown_in_visit.size(), 1U) << "the campaign that its card told";
}

TEST_F(DryDecision, SaysWhoAndWhereItDoesNotKnow) {
    const auto nobody = ask({CustomerId{"C99999"}, std::nullopt, std::nullopt});
    ASSERT_FALSE(nobody);
    EXPECT_NE(nobody.error().text().find("no customer 'C99999' in this database; write the bank's own number"), std::string::npos) << nobody.error().text();
    const auto nowhere = ask({CustomerId{"C00001"}, BranchId{"B002"}, std::nullopt});
    ASSERT_FALSE(nowhere);
    EXPECT_NE(nowhere.error().text().find("no branch 'B002' in this database; did you mean 'B001'?"), std::string::npos) << nowhere.error().text();
    ASSERT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
        store::BranchRow second;
        second.id = BranchId{"B777"};
        store::Branches(connection).put(second);
        return {};
    }));
    const auto which = ask({CustomerId{"C00001"}, std::nullopt, std::nullopt});
    ASSERT_FALSE(which);
    EXPECT_NE(which.error().text().find("--branch with one of B001, B777"), std::string::npos) << which.error().text();
}

TEST_F(DryDecision, WithoutConsentToServiceNothingOfTheRecordIsUsed) {
    auto silent = agreeing_person(2);
    silent.granted.clear();
    bank.add(silent);
    const auto now = ask({CustomerId{"C00002"}, std::nullopt, std::nullopt});
    ASSERT_TRUE(now) << now.error().text();
    EXPECT_FALSE(now->customer);
}

TEST_F(DryDecision, SaysWhatBecameOfTheConsentToService) {
    const auto consent_of = [this](int person) {
        const auto answer = ask_all({customer(person), std::nullopt, std::nullopt});
        EXPECT_TRUE(answer) << answer.error().text();
        return answer ? answer->service : ServiceConsent::stands;
    };
    auto silent = agreeing_person(2);
    silent.granted.clear();
    bank.add(silent);
    EXPECT_EQ(consent_of(1), ServiceConsent::stands);
    EXPECT_EQ(consent_of(2), ServiceConsent::never_given);
    ASSERT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
        store::Customers(connection).put_consent(customer(2), {"service", false, bank.clock.now(), "2026-09", "branch", bank.clock.now(), false});
        return {};
    }));
    EXPECT_EQ(consent_of(2), ServiceConsent::refused);
    bank.clock.advance(std::chrono::hours{24 * 740});
    EXPECT_EQ(consent_of(1), ServiceConsent::unused) << "24 months, and nobody used it";
}

TEST_F(DryDecision, SaysWhetherThisVisitHasItsCardAlready) {
    const DryQuestion question{CustomerId{"C00001"}, std::nullopt, std::nullopt};
    auto answer = ask_all(question);
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->has_open_card || answer->card_is_over) << "nobody is here";
    tap_card(1);
    answer = ask_all(question);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->has_open_card && !answer->card_is_over);
    ASSERT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
        auto open = store::Alerts(connection).open_alerts(bank.branch);
        EXPECT_EQ(open.size(), 1U);
        open.front().state = static_cast<int>(protocol::AlertState::closed);
        store::Alerts(connection).put(open.front());
        return {};
    }));
    answer = ask_all(question);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->card_is_over && !answer->has_open_card);
}

TEST_F(DryDecision, TheLookIsEnteredInTheRunningHubsRecordOfViews) {
    ASSERT_TRUE(store::record_outside_view(bank.file, {bank.clock.now(), bank.branch, "it:anna", "decide customer C00001"}));
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        const auto views = store::Duties(connection).views(bank.branch, bank.clock.now());
        EXPECT_EQ(views.size(), 1U);
        if (views.empty()) return {};
        EXPECT_EQ(views[0].staff.text, "it:anna");
        EXPECT_EQ(views[0].what, "decide customer C00001");
        EXPECT_EQ(views[0].device, "silverlanectl");
        return {};
    }));
}

TEST_F(DryDecision, AReadingConnectionCannotWrite) {
    const auto written = store::read_database(bank.file, [&](store::Connection& connection) -> Result<void> {
        store::Duties(connection).record_view(bank.clock.now(), bank.branch, StaffId{"x"}, AlertId{}, "x", "x");
        return connection.failure();
    });
    EXPECT_FALSE(written);
    EXPECT_EQ(count_rows(bank, "view_audit"), 0);
}

}  // namespace
}  // namespace silverlane::desk
