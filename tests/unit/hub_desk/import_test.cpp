// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <fstream>

#include "desk_fixture.h"
#include "hub/store/customers.h"

namespace silverlane::desk {
namespace {

TEST(Import, ABadRowIsNamedWithItsLineAndTheRestIsTaken) {
    SampleBank bank;
    const auto file = bank.folder / "some.jsonl";
    std::ofstream(file) << R"({"id":"C1","surname":"王","birth":"1954-03-02"})" << "\n"
                        << "nonsense\n"
                        << R"({"id":"C2","surname":"李","birth":"1954-13-02"})" << "\n"
                        << R"({"surname":"李"})" << "\n"
                        << R"({"id":"C3","surname":"张","consents":[{"purpose":"everything","granted":true,"time":"2026-05-01T00:00:00Z"}]})" << "\n"
                        << R"({"id":"C4","surname":"刘","risk_level":9})" << "\n"
                        << R"({"id":"C5","surname":"陈"})" << "\n";
    ImportReport report;
    ASSERT_TRUE(import_customers(file, *bank.store, bank.clock.now(), report));
    EXPECT_EQ(report.customers, 2);
    EXPECT_EQ(report.rejected, 5);
    ASSERT_EQ(report.problems.size(), 5U);
    EXPECT_EQ(report.problems[0], "some.jsonl:2:1: no JSON object; one customer is one object on one line");
    EXPECT_EQ(report.problems[1], "some.jsonl:3:34: birth: expected a day as 1954-03-02");
    EXPECT_EQ(report.problems[3], "some.jsonl:5:37: consents.purpose: expected one of service, wifi, settings, profiling, marketing, survey, not 'everything'");
    EXPECT_EQ(report.summary(), "some.jsonl: 2 of 7 rows taken, 5 refused\n");
}

TEST(Import, AHoldingOfAnUnknownKindIsNamedWithTheOneThatWasMeant) {
    SampleBank bank;
    const auto file = bank.folder / "some.jsonl";
    std::ofstream(file) << R"({"id":"C1","surname":"王","products":[{"kind":"demand_deposit"},{"kind":"time_depsoit","matures":"2026-11-27","risk":1}]})" << "\n"
                        << R"({"id":"C2","surname":"李","products":[{"kind":"spaceship"}]})" << "\n"
                        << R"({"id":"C3","surname":"张","products":[{"kind":"6222020200112233445"}]})" << "\n"
                        << R"({"id":"C4","surname":"刘","products":[{"kind":"fund","amount_fen":"5000"}]})" << "\n"
                        << R"({"id":"C5","surname":"陈","products":[{"kind":"large_deposit","amount_fen":null},{"kind":"trust","amount_fen":500000}]})" << "\n";
    ImportReport report;
    ASSERT_TRUE(import_customers(file, *bank.store, bank.clock.now(), report));
    EXPECT_EQ(report.customers, 1) << "every class of the dictionary is taken";
    ASSERT_EQ(report.problems.size(), 4U);
    EXPECT_EQ(report.problems[0], "some.jsonl:1:37: products.kind: expected one of the 19 product classes, not 'time_depsoit' (product 2); did you mean 'time_deposit'?");
    EXPECT_NE(report.problems[1].find("some.jsonl:2:37: products.kind: expected one of the 19 product classes, not 'spaceship' (product 1); write one of demand_deposit, time_deposit, "), std::string::npos);
    EXPECT_EQ(report.problems[2].find("6222"), std::string::npos) << "what is no word of a list is not repeated";
    EXPECT_EQ(report.problems[3], "some.jsonl:4:37: products.amount_fen: expected a whole number of fen, or null");
}

TEST(Import, TwoPeopleWithOneCardAreNeverMerged) {
    SampleBank bank;
    bank.add(story_person());
    const auto file = bank.folder / "some.jsonl";
    std::ofstream(file) << R"({"id":"other","surname":"李","card_hashes":[")" << bank.card(1).hash.hexadecimal() << "\"]}\n";
    ImportReport report;
    ASSERT_TRUE(import_customers(file, *bank.store, bank.clock.now(), report));
    EXPECT_EQ(report.rejected, 1);
    EXPECT_EQ(report.customers, 0);
}

TEST(Import, ImportingAgainDoesNotUndoWhatTheCustomerChoseLater) {
    SampleBank bank;
    bank.add(story_person());
    protocol::ConsentChoice withdrawn;
    withdrawn.key = IdempotencyKey{"w1"};
    withdrawn.purposes = {"service", "wifi", "settings"};
    withdrawn.card = bank.card(1);
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, withdrawn));
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    EXPECT_TRUE(bank.publisher.events().empty());
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        EXPECT_FALSE(store::Customers(connection).preferences_of(CustomerId{"C00001"}));
        return {};
    }));
}

TEST(Import, AMistakeInBranchTomlNamesFileLineAndWhatToWrite) {
    SampleBank bank;
    const auto file = bank.folder / "bad.toml";
    std::ofstream(file) << "id = \"B9\"\nname_zh = \"x\"\ncloses_at = \"25:99\"\n[[terminal]]\nid = \"K1\"\nseries = \"A\"\ntoken_hash = \"12\"\n";
    ImportReport report;
    const auto done = import_branch(file, *bank.store, report);
    ASSERT_FALSE(done);
    const auto text = done.error().text();
    EXPECT_NE(text.find("bad.toml:3"), std::string::npos) << text;
    EXPECT_NE(text.find("letter from E to Z"), std::string::npos) << text;
    EXPECT_NE(text.find("64 hexadecimal digits"), std::string::npos) << text;
}

TEST(Import, StaffWhoAreNoLongerInTheFileAreSignedOut) {
    SampleBank bank;
    const auto entered = bank.desk->sign_in({"1002", std::string{SampleBank::kPin}});
    ASSERT_TRUE(entered);
    const auto file = bank.folder / "staff.toml";
    std::ofstream(file) << "[[staff]]\nnumber = \"1001\"\ndisplay_name = \"样例\"\nrole = \"lobby_manager\"\nbranch = \"B001\"\npin_hash = \""
                        << hash_pin("1", bank.random, 1'000) << "\"\n";
    ImportReport report;
    ASSERT_TRUE(import_staff(file, *bank.store, report));
    EXPECT_FALSE(bank.desk->session_for(entered->second.text));
    EXPECT_FALSE(bank.desk->sign_in({"1002", std::string{SampleBank::kPin}}));
}

}  // namespace
}  // namespace silverlane::desk
