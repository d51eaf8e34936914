// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every backend must do. A new backend adds itself to the list at the end; nothing else changes.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "hub/store/alerts.h"
#include "hub/store/branches.h"
#include "hub/store/contacts.h"
#include "hub/store/customers.h"
#include "hub/store/events.h"
#include "hub/store/opportunities.h"
#include "hub/store/retention.h"
#include "hub/store/services.h"
#include "hub/store/sqlite/sqlite_store.h"
#include "hub/store/tickets.h"
#include "hub/store/visits.h"

namespace silverlane::store {
namespace {

struct Backend {
    std::string name;
    std::function<std::unique_ptr<Store>(const std::filesystem::path& folder)> open;
};

class StoreContract : public ::testing::TestWithParam<Backend> {
protected:
    void SetUp() override {
        static std::atomic<int> number{0};
        folder_ = std::filesystem::temp_directory_path() / fmt::format("silverlane-store-{}-{}", getpid(), number++);
        std::filesystem::create_directories(folder_);
        store_ = GetParam().open(folder_);
        ASSERT_TRUE(store_);
    }
    void TearDown() override {
        store_.reset();
        std::filesystem::remove_all(folder_);
    }
    void write(const std::function<void(Connection&)>& work) {
        const auto done = store_->write([&](Connection& connection) -> Result<void> {
            work(connection);
            return {};
        });
        ASSERT_TRUE(done) << done.error().text();
    }
    void read(const std::function<void(Connection&)>& work) {
        const auto done = store_->read([&](Connection& connection) -> Result<void> {
            work(connection);
            return {};
        });
        ASSERT_TRUE(done) << done.error().text();
    }
    std::filesystem::path folder_;
    std::unique_ptr<Store> store_;
    const BranchId branch_{"B1"};
};

TEST_P(StoreContract, WhatWasWrittenIsReadAlsoAfterOpeningAgain) {
    write([&](Connection& c) { Branches(c).put({branch_, "样例", "Sample", 480, 1050, ""}); });
    store_.reset();
    store_ = GetParam().open(folder_);
    read([&](Connection& c) { EXPECT_EQ(Branches(c).find(branch_)->name_zh, "样例"); });
}

TEST_P(StoreContract, AFailedTransactionLeavesNothing) {
    const auto done = store_->write([&](Connection& c) -> Result<void> {
        Branches(c).put({branch_, "x", "x", 480, 1050, ""});
        return Error(ErrorCode::conflict, "changed my mind");
    });
    EXPECT_EQ(done.error().code(), ErrorCode::conflict);
    read([&](Connection& c) { EXPECT_FALSE(Branches(c).find(branch_)); });
}

TEST_P(StoreContract, ANestedFailureLeavesItsNeighbours) {
    write([&](Connection& c) {
        EXPECT_TRUE(c.nested([&]() -> Result<void> { Branches(c).put({BranchId{"before"}, "x", "x", 0, 0, ""}); return {}; }));
        EXPECT_FALSE(c.nested([&]() -> Result<void> {
            Branches(c).put({BranchId{"undone"}, "x", "x", 0, 0, ""});
            return Error(ErrorCode::invalid_input, "no");
        }));
        EXPECT_TRUE(c.nested([&]() -> Result<void> { Branches(c).put({BranchId{"after"}, "x", "x", 0, 0, ""}); return {}; }));
    });
    read([&](Connection& c) {
        std::vector<std::string> ids;
        for (const auto& each : Branches(c).all()) ids.push_back(each.id.text);
        EXPECT_EQ(ids, (std::vector<std::string>{"after", "before"}));
    });
}

TEST_P(StoreContract, AStatementThatIsRefusedMakesTheWholeRequestFailAndLaterOnesDoNothing) {
    static constexpr Sql kNonsense{"INSERT INTO no_such_table (a) VALUES ($1)"};
    write([&](Connection& c) {
        const auto done = c.nested([&]() -> Result<void> {
            c.run(kNonsense, {1});
            Branches(c).put({branch_, "x", "x", 0, 0, ""});
            EXPECT_FALSE(Branches(c).find(branch_));
            EXPECT_TRUE(c.failed());
            return {};
        });
        EXPECT_FALSE(done);
        EXPECT_FALSE(c.failed());
        EXPECT_FALSE(Branches(c).find(branch_));
    });
}

TEST_P(StoreContract, ParametersAreBoundByNameNotByPosition) {
    static constexpr Sql kTurned{"SELECT $2, $1, $2"};
    read([&](Connection& c) {
        c.query(kTurned, {"one", "two"}, [&](const Row& row) {
            EXPECT_EQ(row.text(0), "two");
            EXPECT_EQ(row.text(1), "one");
            EXPECT_EQ(row.text(2), "two");
        });
    });
}

TEST_P(StoreContract, EmptyTextAndNothingAreDifferentAndBytesSurvive) {
    write([&](Connection& c) {
        KeyedHash hash;
        for (std::size_t i = 0; i < hash.bytes.size(); ++i) hash.bytes[i] = static_cast<std::uint8_t>(i * 7);
        WifiSessionRow session;
        session.branch = branch_;
        session.session = "s";
        session.tail = hash;
        Visits visits(c);
        visits.put_session(session);
        const auto found = visits.find_session(branch_, "s");
        ASSERT_TRUE(found);
        EXPECT_EQ(found->tail, hash);
        EXPECT_FALSE(found->customer);
        EXPECT_EQ(found->place, "");
    });
}

TEST_P(StoreContract, SequencesAndTicketNumbersHaveNoGapsWhenARequestIsUndone) {
    write([&](Connection& c) {
        EXPECT_EQ(Branches(c).next_sequence(branch_), 1U);
        static_cast<void>(c.nested([&]() -> Result<void> {
            EXPECT_EQ(Branches(c).next_sequence(branch_), 2U);
            EXPECT_EQ(Tickets(c).next_number(branch_, "d", "A"), 1);
            return Error(ErrorCode::io, "undone");
        }));
        EXPECT_EQ(Branches(c).next_sequence(branch_), 2U);
        EXPECT_EQ(Tickets(c).next_number(branch_, "d", "A"), 1);
        EXPECT_EQ(Tickets(c).next_number(branch_, "d", "A"), 2);
        EXPECT_EQ(Tickets(c).next_number(branch_, "e", "A"), 1);
    });
}

TEST_P(StoreContract, ReadersSeeOneStateAndNeverHalfATransaction) {
    write([&](Connection& c) { Branches(c).put({branch_, "0", "0", 0, 0, ""}); });
    std::atomic<bool> stop{false};
    std::atomic<int> torn{0};
    std::thread reader([&] {
        while (!stop) {
            static_cast<void>(store_->read([&](Connection& c) -> Result<void> {
                const auto row = Branches(c).find(branch_);
                if (row->name_zh != row->name_en) ++torn;
                return {};
            }));
        }
    });
    for (int i = 1; i <= 50; ++i) {
        write([&](Connection& c) { Branches(c).put({branch_, std::to_string(i), std::to_string(i), 0, 0, ""}); });
    }
    stop = true;
    reader.join();
    EXPECT_EQ(torn, 0);
}

TEST_P(StoreContract, TheNewerConsentStandsWhicheverComesFirst) {
    write([&](Connection& c) {
        Customers customers(c);
        const CustomerId customer{"C1"};
        const UtcTime early{Milliseconds{1'000}}, late{Milliseconds{2'000}};
        EXPECT_TRUE(customers.put_consent(customer, {"wifi", false, late, "1", "kiosk", late}));
        EXPECT_FALSE(customers.put_consent(customer, {"wifi", true, early, "1", "branch", early}));
        EXPECT_FALSE(customers.consents_of(customer).front().granted);
    });
}

TEST_P(StoreContract, AKeyIsTakenOnce) {
    write([&](Connection& c) {
        Answers answers(c);
        const UtcTime later{Milliseconds{9'000}};
        EXPECT_TRUE(answers.first_time("arrival", IdempotencyKey{"k"}, later));
        EXPECT_FALSE(answers.first_time("arrival", IdempotencyKey{"k"}, later));
        EXPECT_TRUE(answers.first_time("ticket", IdempotencyKey{"k"}, later));
    });
}

TEST_P(StoreContract, AnswersOfAKindAreListedAndDroppedOneByOne) {
    write([&](Connection& c) {
        Answers answers(c);
        const UtcTime later{Milliseconds{9'000}};
        for (const char* key : {"b", "a", "c"}) answers.put("note", IdempotencyKey{key}, std::string{"said "} + key, later);
        answers.put("notebook", IdempotencyKey{"a"}, "another kind", later);
        answers.drop("note", IdempotencyKey{"b"});
        const auto left = answers.of_kind("note", 9);
        ASSERT_EQ(left.size(), 2U);
        EXPECT_EQ(left[0].key.text + left[0].answer + left[1].key.text, "asaid ac");
        EXPECT_EQ(answers.of_kind("note", 1).size(), 1U);
    });
}

TEST_P(StoreContract, VisitsThatLastAreFoundInEveryBranch) {
    write([&](Connection& c) {
        for (const char* id : {"B1", "B2", "B3"}) Branches(c).put({BranchId{id}, "x", "x", 480, 1050, ""});
        const auto put = [&](const char* id, const char* branch, const char* customer, bool left) {
            VisitRow visit;
            visit.id = VisitId{id};
            visit.branch = BranchId{branch};
            visit.customer = CustomerId{customer};
            if (left) visit.left_at = UtcTime{Milliseconds{5}};
            Visits(c).put(visit);
        };
        put("v1", "B2", "C1", false);
        put("v2", "B1", "C1", false);
        put("v3", "B3", "C1", true);
        put("v4", "B1", "C2", false);
        std::string found;
        for (const auto& each : Visits(c).lasting_of(CustomerId{"C1"})) found += each.id.text;
        EXPECT_EQ(found, "v2v1");
    });
}

TEST_P(StoreContract, WhatCameOfAContactIsReadBackAndACoolingSaleIsFoundUntilItIsAnswered) {
    write([&](Connection& c) {
        const CustomerId customer{"C1"};
        Contacts(c).put_contact(customer, {"o1", "2026-11-22", "tablet", "bond", "", ""});
        EXPECT_EQ(Contacts(c).outcome_of(customer, "o1"), "");
        Contacts(c).set_outcome(customer, "o1", "booked");
        EXPECT_EQ(Contacts(c).outcome_of(customer, "o1"), "booked");
        EXPECT_EQ(Contacts(c).outcome_of(CustomerId{"C2"}, "o1"), "");
        Opportunities opportunities(c);
        const auto sell = [&](const char* id, const char* day, SaleState state) {
            SaleRow sale;
            sale.id = id;
            sale.day = day;
            sale.state = state;
            sale.counts_from = "2026-12-07";
            opportunities.put_sale(sale);
        };
        sell("new", "2026-11-22", SaleState::cooling);
        sell("old", "2026-11-20", SaleState::cooling);
        sell("older", "2026-11-19", SaleState::cooling);
        sell("over", "2026-11-01", SaleState::counted);
        Answers(c).put("call", IdempotencyKey{"older"}, "", UtcTime{Milliseconds{9'000}});
        const auto found = opportunities.sales_cooling_without("call", "2026-11-20", 9);
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].id, "old");
    });
}

TEST_P(StoreContract, EveryTableSaysHowLongItIsKept) {
    read([&](Connection& c) {
        std::set<std::string> stated, there;
        for (const auto& rule : Retention(c).rules()) stated.insert(rule.table);
        static constexpr Sql kTables{"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"};
        c.query(kTables, {}, [&](const Row& row) { there.insert(row.text(0)); });
        EXPECT_EQ(stated, there);
    });
}

UtcTime at(std::string_view time) { return *parse_rfc3339(time); }

TEST_P(StoreContract, AnOfferIsRememberedForItsVisitUntilClosing) {
    const VisitId visit{"v1"};
    write([&](Connection& c) {
        Services(c).put_offer({"o1", branch_, visit, "large_deposit", at("2026-11-22T02:00:00Z"), std::nullopt});
        EXPECT_TRUE(Services(c).was_offered_something(visit));
        EXPECT_FALSE(Services(c).was_offered_something(VisitId{"v2"}));
        auto offer = *Services(c).find_offer("o1");
        EXPECT_FALSE(offer.wanted);
        offer.wanted = false;
        Services(c).put_offer(offer);
        EXPECT_EQ(Services(c).find_offer("o1")->wanted, std::optional<bool>{false});
        EXPECT_EQ(Retention(c).left_after_closing(branch_), std::vector<std::string>{"offer"});
        Retention(c).at_closing(branch_);
        EXPECT_TRUE(Retention(c).left_after_closing(branch_).empty());
        EXPECT_FALSE(Services(c).find_offer("o1"));
    });
}

TEST_P(StoreContract, ARatingIsKeptFor90DaysAndHoldsNothingThatLeadsToAVisit) {
    write([&](Connection& c) {
        Services(c).add_rating({branch_, "2026-08-23", "balance", 4, "wait"});
        Services(c).add_rating({branch_, "2026-08-24", "balance", 1, ""});
        Retention(c).at_closing(branch_);
        Retention(c).over(at("2026-11-22T02:00:00Z"), "2026-11-21", "2026-10-23", "2026-08-24");
        const auto left = Services(c).ratings(branch_);
        ASSERT_EQ(left.size(), 1U);
        EXPECT_EQ(left[0].rating, 1);
        static constexpr Sql kColumns{"SELECT name FROM pragma_table_info('rating')"};
        std::set<std::string> columns;
        c.query(kColumns, {}, [&](const Row& row) { columns.insert(row.text(0)); });
        EXPECT_EQ(columns, (std::set<std::string>{"id", "branch", "day", "flow", "rating", "reason"}));
    });
}

TEST_P(StoreContract, ThePhoneOfAHomeVisitGoesWithItsOwnDate) {
    const AlertId alert{"a1"};
    write([&](Connection& c) {
        Services(c).put_home_visit({alert, branch_, "self", "pin", "2026-12-01", "morning", PhoneNumber{PrivateText{"13900000000"}}, at("2026-11-23T09:30:00Z"),
                                    at("2026-12-08T09:30:00Z")});
        Retention(c).at_closing(branch_);
        Retention(c).over(at("2026-12-08T09:29:59Z"), "2026-12-07", "2026-11-08", "2026-09-09");
        EXPECT_EQ(Services(c).find_home_visit(alert)->phone.text.open(PrivateDoor::storage), "13900000000");
        Retention(c).over(at("2026-12-08T09:30:00Z"), "2026-12-07", "2026-11-08", "2026-09-09");
        EXPECT_FALSE(Services(c).find_home_visit(alert));
    });
}

TEST_P(StoreContract, PlacesAndPhonesOfAnActivityGoWhenItIsOverOrNoLongerImported) {
    const auto phone = PhoneNumber{PrivateText{"13900000000"}};
    const ActivityRow talk{branch_, "talk", "{}", "{}", "2026-12-01", "09:30", 3, 0, at("2026-12-01T03:00:00Z")};
    const ActivityRow feast{branch_, "feast", "{}", "{}", "2026-12-02", "09:30", 9, 0, at("2026-12-02T03:00:00Z")};
    write([&](Connection& c) {
        Services services(c);
        services.put_activities(branch_, {talk, feast});
        EXPECT_EQ(services.add_sign_up({branch_, "talk", 0, 2, phone}), 1);
        EXPECT_EQ(services.add_sign_up({branch_, "talk", 0, 1, std::nullopt}), 2);
        EXPECT_EQ(services.add_sign_up({branch_, "feast", 0, 1, phone}), 1);
        EXPECT_EQ(services.find_activity(branch_, "talk")->taken, 3);
        services.put_activities(branch_, {talk, feast});
        EXPECT_EQ(services.sign_ups(branch_, "talk").size(), 2U) << "importing again keeps the places";
        EXPECT_EQ(services.activities_after(branch_, at("2026-12-01T03:00:00Z"), 4).size(), 1U);
        Retention(c).over(at("2026-12-01T03:00:00Z"), "2026-11-30", "2026-11-01", "2026-09-02");
        EXPECT_TRUE(services.sign_ups(branch_, "talk").empty());
        EXPECT_FALSE(services.find_activity(branch_, "talk"));
        EXPECT_EQ(services.sign_ups(branch_, "feast").size(), 1U);
        services.put_activities(branch_, {});
        EXPECT_TRUE(services.sign_ups(branch_, "feast").empty());
    });
}

constexpr std::string_view kStaff[] = {"staff"};
constexpr std::string_view kKiosk[] = {"kiosk:K1"};
constexpr std::string_view kHead[] = {"staff", "staff:branch_head"};

AlertRow some_alert(const BranchId& branch, std::string id, std::string kind, std::string audience) {
    AlertRow row;
    row.id = AlertId{std::move(id)};
    row.branch = branch;
    row.visit = VisitId{"v1"};
    row.kind = std::move(kind);
    row.body = "{}";
    row.audience = std::move(audience);
    row.raised_at = at("2026-11-22T02:00:00Z");
    return row;
}

TEST_P(StoreContract, AnAlertForOneRoleIsInNobodyElsesListOrStream) {
    write([&](Connection& c) {
        Alerts(c).put(some_alert(branch_, "a1", "help", ""));
        Alerts(c).put(some_alert(branch_, "a2", "recover", "branch_head"));
        EXPECT_EQ(Alerts(c).open_bodies(branch_, "lobby_manager").size(), 1U);
        EXPECT_EQ(Alerts(c).open_bodies(branch_, "branch_head").size(), 2U);
        Events(c).put(branch_, {1, "alert", "staff", "{}"}, {});
        Events(c).put(branch_, {2, "alert", "staff:branch_head", "{}"}, {});
        Events(c).put(branch_, {3, "kiosk", "kiosk:K1", "{}"}, {});
        EXPECT_EQ(Events(c).since(branch_, kStaff, 0, 9).size(), 1U);
        EXPECT_EQ(Events(c).since(branch_, kHead, 0, 9).size(), 2U);
        EXPECT_EQ(Events(c).since(branch_, kKiosk, 0, 9).size(), 1U);
    });
}

TEST_P(StoreContract, AWaitingHomeVisitOutlivesClosingAndALoanLeavesNothing) {
    write([&](Connection& c) {
        Alerts alerts(c);
        alerts.put(some_alert(branch_, "a1", "visit_request", ""));
        alerts.put(some_alert(branch_, "a2", "loan", ""));
        alerts.put(some_alert(branch_, "a3", "help", ""));
        alerts.record_change(AlertId{"a2"}, 1, at("2026-11-22T02:00:00Z"), "raised", "");
        Retention(c).at_closing(branch_);
        alerts.drop_kind(branch_, "loan");
        EXPECT_EQ(alerts.find(AlertId{"a1"})->body, "{}");
        EXPECT_EQ(alerts.find(AlertId{"a3"})->body, "");
        EXPECT_FALSE(alerts.find(AlertId{"a2"}));
        static constexpr Sql kChanges{"SELECT count(*) FROM alert_change WHERE alert = 'a2'"};
        c.query(kChanges, {}, [&](const Row& row) { EXPECT_EQ(row.integer(0), 0); });
        EXPECT_TRUE(Retention(c).left_after_closing(branch_).empty());
    });
}

TEST_P(StoreContract, WhatWasToldAboutAnAlertCanBeForgottenWithoutFreeingItsNumbers) {
    write([&](Connection& c) {
        Events(c).put(branch_, {1, "alert", "staff", R"({"id":"a1","person":"x"})"}, {});
        Events(c).put(branch_, {2, "alert", "staff", R"({"id":"a2"})"}, {});
        Answers(c).put("day:B1:claim:1001:a1", IdempotencyKey{"k"}, R"({"id":"a1","person":"x"})", at("2026-11-24T00:00:00Z"));
        Events(c).forget_alert(branch_, AlertId{"a1"});
        const auto left = Events(c).since(branch_, kStaff, 0, 9);
        ASSERT_EQ(left.size(), 1U);
        EXPECT_EQ(left[0].sequence, 2U);
        EXPECT_FALSE(Answers(c).find("day:B1:claim:1001:a1", IdempotencyKey{"k"}));
    });
}

TEST_P(StoreContract, CheckpointsMayRunAtAnyTime) {
    write([&](Connection& c) { Branches(c).put({branch_, "x", "x", 0, 0, ""}); });
    EXPECT_TRUE(store_->checkpoint());
    read([&](Connection&) { EXPECT_TRUE(store_->checkpoint()); });
}

INSTANTIATE_TEST_SUITE_P(Backends, StoreContract, ::testing::Values(Backend{"Sqlite", [](const std::filesystem::path& folder) {
                             auto store = open_sqlite_store({folder / "hub.db", 5'000, 4, 0});
                             return store ? std::move(*store) : nullptr;
                         }}), [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace silverlane::store
