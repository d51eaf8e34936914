// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Loans, visits at home, activities, the quiz, and what the machine itself tells.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "hub/store/alerts.h"
#include "hub/store/branches.h"
#include "hub/store/services.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

protocol::HomeVisitAsked visit_on(const std::string& day, const std::string& key = "v1") {
    return {IdempotencyKey{key}, "family", "social_card", day, "morning", PhoneNumber{PrivateText{"13900000000"}}};
}

std::string everything_told(const SampleBank& bank) {
    std::string bytes;
    for (const auto& event : bank.publisher.events()) bytes += event.data;
    return bytes;
}

std::int64_t counted(SampleBank& bank, std::string_view day, std::string_view name) {
    std::int64_t value = 0;
    EXPECT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        value = store::Branches(connection).counted(bank.branch, day, name);
        return {};
    }));
    return value;
}

void import_talk(SampleBank& bank, int places, const std::string& day = "2026-12-01") {
    std::ofstream(bank.folder / "activities.toml")
        << "branch = \"B001\"\n[[activity]]\nid = \"talk\"\ntitle_zh = \"健康讲座\"\ntitle_en = \"Health talk\"\nroom_zh = \"二楼\"\nroom_en = \"2nd floor\"\n"
           "day = \"" << day << "\"\nstarts = \"09:30\"\nminutes = 90\nplaces = " << places << "\n";
    ImportReport report;
    const auto done = import_activities(bank.folder / "activities.toml", *bank.store, report);
    ASSERT_TRUE(done) << done.error().text();
    ASSERT_EQ(report.activities, 1);
}

TEST(Services, ALoanSaysWhatAndWhereAndAfterClosingThereIsNoTraceOfIt) {
    SampleBank bank;
    const protocol::LoanAsked loan{IdempotencyKey{"l1"}, "glasses", 200, "seats"};
    ASSERT_TRUE(bank.desk->lend(bank.terminal, loan));
    ASSERT_TRUE(bank.desk->lend(bank.terminal, loan));
    const auto alert = bank.only_alert();
    EXPECT_EQ(alert.kind, "loan");
    EXPECT_EQ(alert.place, "seats");
    EXPECT_EQ(alert.urgency, protocol::Urgency::c);
    EXPECT_EQ(alert.reasons[0].key, "reason.loan_glasses");
    EXPECT_EQ(alert.reasons[1].arguments[0].second, "200");
    EXPECT_FALSE(alert.person);
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:30:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.open_alerts().empty());
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        EXPECT_FALSE(store::Alerts(connection).find(alert.id));
        return {};
    }));
    EXPECT_EQ(counted(bank, "2026-11-22", "loan:glasses"), 1) << "how many is not who";
}

TEST(Services, AHomeVisitIsDueOnTheNextWorkingDayAndItsPhoneIsOnNoTablet) {
    SampleBank bank;   // 22 November 2026 is a Sunday
    const auto taken = bank.desk->book_home_visit(bank.terminal, visit_on("2026-12-01"));
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->due_day, "2026-11-23");
    EXPECT_EQ(bank.desk->book_home_visit(bank.terminal, visit_on("2026-12-01"))->due_day, "2026-11-23") << "the same key";
    const auto alert = bank.only_alert();
    EXPECT_EQ(alert.kind, "visit_request");
    EXPECT_EQ(everything_told(bank).find("13900000000"), std::string::npos);
    bank.clock.jump_to(*parse_rfc3339("2026-11-27T02:00:00.000Z"));   // a Friday
    EXPECT_EQ(bank.desk->book_home_visit(bank.terminal, visit_on("2026-12-01", "v2"))->due_day, "2026-11-30");
}

TEST(Services, AHomeVisitCannotBeYesterdayTodayOrInAYear) {
    SampleBank bank;
    for (const auto* day : {"2026-11-21", "2026-11-22", "2027-11-22"}) {
        EXPECT_EQ(bank.desk->book_home_visit(bank.terminal, visit_on(day)).error().code(), ErrorCode::invalid_input) << day;
    }
    EXPECT_TRUE(bank.open_alerts().empty());
}

TEST(Services, AHomeVisitOutlivesTheDayAndEscalatesWhenDue) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->book_home_visit(bank.terminal, visit_on("2026-12-01")));
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:30:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_FALSE(bank.only_alert().caution);
    bank.clock.jump_to(*parse_rfc3339("2026-11-23T09:29:59.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_FALSE(bank.only_alert().caution);
    bank.clock.jump_to(*parse_rfc3339("2026-11-23T09:30:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    const auto late = bank.only_alert();
    ASSERT_TRUE(late.caution);
    EXPECT_EQ(late.caution->key, "caution.overdue");
}

TEST(Services, WhoGivesAHomeVisitBackLeavesItDue) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->book_home_visit(bank.terminal, visit_on("2026-12-01")));
    const auto claimed = bank.claim(bank.only_alert(), "1001", "c1");
    ASSERT_TRUE(claimed);
    ASSERT_TRUE(bank.desk->release(bank.session, claimed->id, {IdempotencyKey{"r1"}, claimed->version, "not_now"}));
    bank.clock.jump_to(*parse_rfc3339("2026-11-23T09:30:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.only_alert().caution);
}

TEST(Services, ThePhoneIsSeenByWhoHasTakenTheVisitAndGoesWhenItIsDone) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->book_home_visit(bank.terminal, visit_on("2026-12-01")));
    const auto alert = bank.only_alert();
    EXPECT_EQ(bank.desk->home_visit(bank.session, alert.id).error().code(), ErrorCode::not_found) << "not taken yet";
    const auto claimed = bank.claim(alert, "1001", "c1");
    const auto details = bank.desk->home_visit(bank.session, alert.id);
    ASSERT_TRUE(details);
    EXPECT_EQ(details->phone.text.open(PrivateDoor::protocol_codec), "13900000000");
    EXPECT_EQ(bank.desk->home_visit({StaffId{"1002"}, bank.branch, "lobby_manager"}, alert.id).error().code(), ErrorCode::not_found);
    ASSERT_TRUE(bank.desk->record_outcome(bank.session, alert.id, {IdempotencyKey{"o1"}, claimed->version, "declined"}));
    EXPECT_EQ(bank.desk->home_visit(bank.session, alert.id).error().code(), ErrorCode::not_found);
}

TEST(Services, EveryLookAtAPhoneIsWrittenDownAlsoTheRefusedOnes) {
    SampleBank bank;
    import_talk(bank, 9);
    ASSERT_TRUE(bank.desk->sign_up(bank.terminal, {IdempotencyKey{"s1"}, "talk", 2, PhoneNumber{PrivateText{"13900000000"}}}));
    ASSERT_TRUE(bank.desk->book_home_visit(bank.terminal, visit_on("2026-12-01")));
    const auto alerts = bank.open_alerts();
    const auto visit = std::find_if(alerts.begin(), alerts.end(), [](const auto& each) { return each.kind == "visit_request"; });
    ASSERT_NE(visit, alerts.end());
    ASSERT_TRUE(bank.claim(*visit, "1001", "c1"));
    for (const auto* role : {"teller", "relationship_manager"}) {
        EXPECT_EQ(bank.desk->sign_ups({StaffId{"1002"}, bank.branch, role}).error().code(), ErrorCode::forbidden) << role;
    }
    for (const auto* role : {"lobby_manager", "branch_head"}) EXPECT_TRUE(bank.desk->sign_ups({StaffId{"1001"}, bank.branch, role})) << role;
    EXPECT_TRUE(bank.desk->home_visit(bank.session, visit->id));
    EXPECT_FALSE(bank.desk->home_visit({StaffId{"1002"}, bank.branch, "branch_head"}, visit->id));
    const auto of_visit = visit->id.text;
    EXPECT_EQ(rows_of(bank, "what, staff, alert, count(*)", "view_audit GROUP BY what, staff, alert"),
              (std::vector<std::string>{"home_visit|1001|" + of_visit + "|1", "home_visit_refused|1002|" + of_visit + "|1", "sign_ups|1001||2", "sign_ups_refused|1002||2"}));
}

TEST(Services, ABookedVisitKeepsItsPhoneUntilAWeekAfterItsDay) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->book_home_visit(bank.terminal, visit_on("2026-12-01")));
    const auto claimed = bank.claim(bank.only_alert(), "1001", "c1");
    ASSERT_TRUE(bank.desk->record_outcome(bank.session, claimed->id, {IdempotencyKey{"o1"}, claimed->version, "booked"}));
    bank.clock.jump_to(*parse_rfc3339("2026-12-08T09:29:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.desk->home_visit(bank.session, claimed->id));
    bank.clock.jump_to(*parse_rfc3339("2026-12-08T09:41:00.000Z"));
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_FALSE(bank.desk->home_visit(bank.session, claimed->id));
}

TEST(Services, APlaceIsTheSameWithoutAPhoneAndTheLastOneGoesToOne) {
    SampleBank bank;
    import_talk(bank, 3);
    auto listed = bank.desk->activities(bank.branch);
    ASSERT_TRUE(listed && listed->activities.size() == 1);
    EXPECT_EQ(listed->activities[0].places_left, 3);
    EXPECT_EQ(listed->activities[0].title.en, "Health talk");
    EXPECT_EQ(bank.desk->sign_up(bank.terminal, {IdempotencyKey{"s1"}, "talk", 2, PhoneNumber{PrivateText{"13900000000"}}})->number, 1);
    EXPECT_EQ(bank.desk->sign_up(bank.terminal, {IdempotencyKey{"s1"}, "talk", 2, std::nullopt})->number, 1) << "the same key";
    EXPECT_EQ(bank.desk->sign_up(bank.terminal, {IdempotencyKey{"s2"}, "talk", 2, std::nullopt}).error().code(), ErrorCode::conflict);
    EXPECT_EQ(bank.desk->sign_up(bank.terminal, {IdempotencyKey{"s3"}, "talk", 1, std::nullopt})->number, 2);
    EXPECT_EQ(bank.desk->activities(bank.branch)->activities[0].places_left, 0);
    EXPECT_EQ(bank.desk->sign_up(bank.terminal, {IdempotencyKey{"s4"}, "dance", 1, std::nullopt}).error().code(), ErrorCode::not_found);
    EXPECT_EQ(everything_told(bank).find("13900000000"), std::string::npos);
    EXPECT_EQ(bank.open_alerts().size(), 2U);
}

TEST(Services, StaffReadTheListOnTheDayBeforeAndThePhonesGoAfterTheEvent) {
    SampleBank bank;
    import_talk(bank, 9);
    ASSERT_TRUE(bank.desk->sign_up(bank.terminal, {IdempotencyKey{"s1"}, "talk", 2, PhoneNumber{PrivateText{"13900000000"}}}));
    EXPECT_TRUE(bank.desk->sign_ups(bank.session)->sign_ups.empty()) << "nine days before";
    bank.clock.jump_to(*parse_rfc3339("2026-11-30T02:00:00.000Z"));
    const auto list = bank.desk->sign_ups(bank.session);
    ASSERT_EQ(list->sign_ups.size(), 1U);
    EXPECT_EQ(list->sign_ups[0].phone->text.open(PrivateDoor::protocol_codec), "13900000000");
    bank.clock.jump_to(*parse_rfc3339("2026-12-01T03:10:00.000Z"));   // 11:10, and it ended at 11:00
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.desk->activities(bank.branch)->activities.empty());
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        EXPECT_TRUE(store::Services(connection).sign_ups(bank.branch, "talk").empty());
        return {};
    }));
}

TEST(Services, AMistakeInTheActivitiesIsNamedAndNothingIsTaken) {
    SampleBank bank;
    std::ofstream(bank.folder / "activities.toml") << "branch = \"B001\"\n[[activity]]\nid = \"talk\"\ntitle_zh = \"x\"\ntitle_en = \"x\"\nroom_zh = \"x\"\nroom_en = \"x\"\n"
                                                      "day = \"soon\"\nstarts = \"9\"\nplaces = 0\n";
    ImportReport report;
    const auto done = import_activities(bank.folder / "activities.toml", *bank.store, report);
    ASSERT_FALSE(done);
    for (const auto* part : {"activities.toml:8:", "'soon' is no day", "'9' is no time of day", "places"}) {
        EXPECT_NE(done.error().text().find(part), std::string::npos) << done.error().text();
    }
    EXPECT_TRUE(bank.desk->activities(bank.branch)->activities.empty());
}

/// Imports one activity with this id and title; the mistake, or nothing when it was taken.
std::string mistake_of(SampleBank& bank, const std::string& id, const std::string& title, const std::string& spoken = "") {
    std::ofstream(bank.folder / "activities.toml")
        << "branch = \"B001\"\n[[activity]]\nid = '" << id << "'\ntitle_zh = \"" << title << "\"\ntitle_en = \"x\"\nroom_zh = \"x\"\nroom_en = \"x\"\n"
        << "day = \"2026-12-01\"\nstarts = \"09:30\"\nplaces = 9\n" << (spoken.empty() ? "" : "title_zh_spoken = \"" + spoken + "\"\n");
    ImportReport report;
    const auto done = import_activities(bank.folder / "activities.toml", *bank.store, report);
    return done ? "" : done.error().text();
}

TEST(Services, AnActivityThatAKioskWouldRefuseIsRefusedWhenItIsImported) {
    SampleBank bank;
    for (const auto& id : {std::string("x y"), std::string("\"q\""), std::string("../../etc"), std::string("Talk"), std::string(61, 'a'), std::string()}) {
        const auto mistake = mistake_of(bank, id, "健康讲座");
        EXPECT_NE(mistake.find("activities.toml:3:"), std::string::npos) << id << ": " << mistake;
        EXPECT_NE(mistake.find("write 1 to 60 of a-z, 0-9, - and _"), std::string::npos) << id << ": " << mistake;
    }
    const auto too_long = mistake_of(bank, "talk", std::string(257, 'a'));
    EXPECT_NE(too_long.find("activities.toml:4:"), std::string::npos) << too_long;
    EXPECT_NE(too_long.find("'title_zh' is 257 bytes long; write at most 256 bytes: 85 Chinese characters"), std::string::npos) << too_long;
    EXPECT_NE(mistake_of(bank, "talk", "").find("'title_zh' is empty"), std::string::npos);
    EXPECT_NE(mistake_of(bank, "talk", "x", std::string(257, 'a')).find("'title_zh_spoken' is 257 bytes long"), std::string::npos);
    EXPECT_EQ(mistake_of(bank, std::string(60, 'a'), std::string(256, 'a'), std::string(256, 'a')), "");
    const auto list = bank.desk->activities(bank.branch);
    ASSERT_TRUE(list && list->activities.size() == 1);
    EXPECT_TRUE(protocol::activities_from_json(protocol::to_json(*list))) << "the longest that is taken is readable";
}

TEST(Services, AnUnreadableActivityOfAnOlderImportCostsItsOwnPlaceAndNotTheOthers) {
    SampleBank bank;
    import_talk(bank, 9);
    ASSERT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
        store::Services services(connection);
        auto good = *services.find_activity(bank.branch, "talk");
        auto bad = good;
        bad.id = "x y";
        services.put_activities(bank.branch, {bad, good});
        return {};
    }));
    const auto list = bank.desk->activities(bank.branch);
    ASSERT_TRUE(list && list->activities.size() == 1);
    EXPECT_EQ(list->activities[0].id, "talk");
}

TEST(Services, TheQuizIsCountedByMonthAndAboutNobody) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->count_quiz(bank.terminal, {IdempotencyKey{"q1"}, 2, 3}));
    ASSERT_TRUE(bank.desk->count_quiz(bank.terminal, {IdempotencyKey{"q1"}, 2, 3}));
    ASSERT_TRUE(bank.desk->count_quiz(bank.terminal, {IdempotencyKey{"q2"}, 2, 3}));
    EXPECT_EQ(counted(bank, "2026-11", "quiz:2/3"), 2);
    EXPECT_EQ(counted(bank, "2026-11-22", "quiz:2/3"), 0);
    EXPECT_TRUE(bank.publisher.events().empty());
}

protocol::TurnNotice notice(const std::string& key, const std::string& kind, const std::string& what = {}) {
    return {IdempotencyKey{key}, kind, "passbook", "printing", "", std::nullopt, what};
}

TEST(Notices, EachKindHasItsClassAndSaysWhichPartOfTheMachine) {
    using protocol::Urgency;
    const struct { const char* kind; const char* what; Urgency urgency; bool interrupts; } kinds[] = {
        {"media_left", "passbook", Urgency::a, true}, {"device_fault", "passbook_printer", Urgency::b, true}, {"paper_low", "printer", Urgency::c, false}};
    for (const auto& each : kinds) {
        SampleBank bank;
        ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n1", each.kind, each.what)));
        const auto alert = bank.only_alert();
        EXPECT_EQ(alert.kind, each.kind);
        EXPECT_EQ(alert.urgency, each.urgency) << each.kind;
        EXPECT_EQ(alert.interrupts, each.interrupts) << each.kind;
        ASSERT_EQ(alert.reasons.size(), 2U);
        EXPECT_EQ(alert.reasons[1].key, std::string("reason.part_") + each.what);
    }
}

TEST(Notices, WhatWasLeftAndIsTakenNeedsNobodyAnyMore) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n1", "media_taken")));
    EXPECT_TRUE(bank.open_alerts().empty());
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n2", "media_left", "card")));
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n3", "device_fault", "card_reader")));
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n4", "media_taken")));
    EXPECT_EQ(bank.only_alert().kind, "device_fault");
}

TEST(Services, AFaultWithAPassbookIsAFaultOfItsPrinter) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n1", "device_fault", "passbook")));
    EXPECT_EQ(bank.only_alert().reasons[1].key, "reason.part_passbook_printer");
}

TEST(Notices, AWrongPinAndAFullBookCallAPersonAndTheSameCallStaysOne) {
    for (const auto* kind : {"wrong_pin", "passbook_full"}) {
        SampleBank bank;
        ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n1", kind)));
        ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n2", kind)));
        const auto alert = bank.only_alert();
        EXPECT_EQ(alert.kind, "help");
        EXPECT_TRUE(alert.passes_lock);
        EXPECT_EQ(alert.urgency, protocol::Urgency::a);
        EXPECT_EQ(alert.reasons[0].key, std::string("reason.") + kind);
        EXPECT_EQ(bank.desk->call_staff(bank.terminal, {IdempotencyKey{"h1"}, "", "", "", std::nullopt})->alert, alert.id);
    }
}

TEST(Notices, AnUnknownPartIsLeftOutAndAnUnknownKindIsRefused) {
    SampleBank bank;
    ASSERT_TRUE(bank.desk->notice(bank.terminal, notice("n1", "device_fault", "flux_capacitor")));
    EXPECT_EQ(bank.only_alert().reasons.size(), 1U);
    EXPECT_EQ(bank.desk->notice(bank.terminal, notice("n2", "earthquake")).error().code(), ErrorCode::invalid_input);
}

}  // namespace
}  // namespace silverlane::desk
