// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <algorithm>

#include "hub/dispatch/audience.h"

namespace silverlane::dispatch {
namespace {

using protocol::AlertClass;

protocol::Alert alert_of(AlertClass alert_class) {
    protocol::Alert alert;
    alert.alert_class = alert_class;
    alert.person = protocol::Person{CustomerName{PrivateText{"王"}}, "female", "70-74", "B", {"slow_speech"}, false};
    alert.reasons = {{"reason.deposit_matures_soon", {{"days", "5"}}}};
    alert.first_sentence = protocol::Line{"say.welcome", {}};
    alert.place = "K1";
    alert.ticket_label = "A001";
    alert.news = {{{"news.help", {}}, {}}};
    alert.evidence = {"wifi"};
    alert.group = "group.savings_bond";
    return alert;
}

TEST(Audience, TheHallsCardsAreNotForTellersAndTheHeadsAreForTheHeadAlone) {
    const auto hall = reach_of(alert_of(AlertClass::service), "");
    EXPECT_TRUE(reaches(hall, "lobby_manager") && reaches(hall, "relationship_manager") && reaches(hall, "branch_head"));
    EXPECT_FALSE(reaches(hall, "teller"));
    EXPECT_FALSE(reaches(hall, "somebody_new")) << "a role that nobody knows learns least";
    const auto heads = reach_of(alert_of(AlertClass::service), "branch_head");
    EXPECT_TRUE(reaches(heads, "branch_head"));
    EXPECT_FALSE(reaches(heads, "lobby_manager") || reaches(heads, "relationship_manager") || reaches(heads, "teller"));
}

TEST(Audience, ATellerHearsOfDangerAndOfWhatWasPassedToTellersWithoutThePerson) {
    EXPECT_TRUE(reaches(reach_of(alert_of(AlertClass::risk), ""), "teller"));
    auto passed = alert_of(AlertClass::service);
    passed.wanted_role = "teller";
    EXPECT_TRUE(reaches(reach_of(passed, ""), "teller"));
    const auto seen = as_seen_by("teller", passed);
    EXPECT_FALSE(seen.person || seen.first_sentence);
    EXPECT_TRUE(seen.reasons.empty() && seen.evidence.empty() && seen.news.empty() && seen.group.empty());
    EXPECT_EQ(seen.place, "K1");
    EXPECT_EQ(seen.ticket_label, "A001");
    EXPECT_EQ(protocol::to_json(seen).find("王"), std::string::npos);
    EXPECT_EQ(protocol::to_json(as_seen_by("lobby_manager", passed)), protocol::to_json(passed));
}

TEST(Audience, OfDangerATellerIsToldPlaceAndTicketAndNothingThatIsNotNeededToGoThere) {
    auto danger = alert_of(AlertClass::risk);
    danger.kind = "arrival";
    danger.product_risk = 3;
    danger.qualification = "fund_sales";
    danger.caution = protocol::Line{"caution.no_closing_today", {}};
    danger.outcomes = {"interested", "sold"};
    danger.step = "pension.amount";
    danger.help_reason = "hearing";
    danger.referred_by = "1001";
    const auto seen = as_seen_by("teller", danger);
    EXPECT_EQ(seen.product_risk, 0);
    EXPECT_TRUE(seen.qualification.empty() && seen.outcomes.empty() && seen.step.empty() && seen.help_reason.empty() && seen.referred_by.empty());
    EXPECT_FALSE(seen.caution);
    EXPECT_EQ(seen.place, "K1");
    EXPECT_EQ(seen.ticket_label, "A001");

    auto call = danger;
    call.kind = "unwell";
    call.group.clear();
    call.outcomes = {"helped", "referred"};
    call.caution = protocol::Line{"caution.second_person", {}};
    EXPECT_EQ(as_seen_by("teller", call).outcomes, call.outcomes) << "who takes it can close it";
    EXPECT_TRUE(as_seen_by("teller", call).caution) << "that nobody has come yet";

    danger.wanted_role = "teller";
    const auto passed = as_seen_by("teller", danger);
    EXPECT_EQ(passed.step, danger.step);
    EXPECT_EQ(passed.outcomes, danger.outcomes);
    EXPECT_EQ(passed.product_risk, 0);
    EXPECT_FALSE(passed.person);
}

TEST(Audience, WhatAStreamCarriesNowIsWhatItReplaysLater) {
    for (const auto audience : {kEverybody, kHall, kHead, kTellers}) {
        for (const auto stream : {kHall, kHead, kTellers}) {
            const auto live = streams_of(audience);
            const auto replayed = audiences_of(stream);
            EXPECT_EQ(std::find(live.begin(), live.end(), stream) != live.end(), std::find(replayed.begin(), replayed.end(), audience) != replayed.end())
                << audience << " on " << stream;
        }
    }
    EXPECT_TRUE(streams_of("kiosk:K1").empty());
}

}  // namespace
}  // namespace silverlane::dispatch
