// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_visit.h"

#include <gtest/gtest.h>

#include "asked_hub.h"

namespace silverlane::kiosk {
namespace {

class VisitEffectsTest : public testing::Test {
protected:
    VisitEffectsTest() {
        settings.branch.id = BranchId{"0791"};
        settings.terminal.id = KioskId{"K1"};
        visit.use(&hasher);
    }
    void consent() { visit.record_consent({{"service"}, true, "service-1"}); }

    AskedHub hub;
    KioskSettings settings;
    IdentifierHasher hasher{HashKey{{}}};
    std::vector<flow::Event> events;
    VisitEffects visit{hub.asker, settings, hub.clock, [this](flow::Event one) { events.push_back(std::move(one)); }};
};

TEST_F(VisitEffectsTest, AConsentWaitsForWhoGivesItAndGoesAheadOfTheEvidence) {
    consent();
    EXPECT_TRUE(hub.asks.empty());
    visit.deliver_phone_tail({PrivateText{"7731"}});
    ASSERT_EQ(hub.asks.size(), 2U);
    const auto& choice = std::get<protocol::ConsentChoice>(hub.asks[0].what);
    EXPECT_TRUE(choice.granted);
    EXPECT_EQ(choice.text_version, "service-1");
    ASSERT_TRUE(choice.phone_tail.has_value());
    EXPECT_EQ(choice.phone_tail->proof, protocol::Proof::claim);
    const auto& arrival = std::get<protocol::Arrival>(hub.asks[1].what);
    EXPECT_EQ(arrival.kind, protocol::EvidenceKind::phone_tail_typed);
    EXPECT_EQ(arrival.place, "K1");
    EXPECT_EQ(arrival.identifiers.at(0).hash, choice.phone_tail->hash);
}

TEST_F(VisitEffectsTest, NoTypedDigitLeavesTheKiosk) {
    visit.deliver_phone_tail({PrivateText{"7731"}});
    EXPECT_EQ(protocol::to_json(std::get<protocol::Arrival>(hub.asks.at(0).what)).find("7731"), std::string::npos);
}

TEST_F(VisitEffectsTest, AConsentOfSomebodyWhoNeverShowedWhoTheyAreIsStillRecorded) {
    visit.record_consent({{"service"}, false, "service-1"});
    visit.reset();
    const auto choices = hub.asked_for<protocol::ConsentChoice>();
    ASSERT_EQ(choices.size(), 1U);
    EXPECT_FALSE(choices[0].granted);
    EXPECT_FALSE(choices[0].card || choices[0].visit_code || choices[0].phone_tail);
}

TEST_F(VisitEffectsTest, NothingOfAPersonIsLeftForTheNext) {
    visit.deliver_card({KeyedHash{}}, 1);
    ASSERT_TRUE(visit.card().has_value());
    visit.reset();
    EXPECT_FALSE(visit.card().has_value());
    hub.asks.clear();
    consent();
    EXPECT_TRUE(hub.asks.empty()) << "the next person's consent is not tied to the last one's card";
}

TEST_F(VisitEffectsTest, WhoeverGoesOnAfterAPauseChoosesForThemselvesAlone) {
    visit.deliver_card({KeyedHash{}}, 1);
    visit.forget_proof();
    EXPECT_FALSE(visit.card());
    hub.asks.clear();
    visit.deliver_code({PrivateText{"SL1:code"}}, 1);
    visit.withdraw_consent({{"service", "wifi"}});
    const auto choices = hub.asked_for<protocol::ConsentChoice>();
    ASSERT_EQ(choices.size(), 1U);
    EXPECT_EQ(choices[0].visit_code, "SL1:code");
    EXPECT_FALSE(choices[0].card) << "the card of whoever stood here before";
}

TEST_F(VisitEffectsTest, AnAnswerAboutWhoStoodThereBeforeThePauseIsTooLate) {
    visit.deliver_code({PrivateText{"SL1:code"}}, 9);
    visit.forget_proof();
    hub.answer(0, protocol::VisitGreeting{});
    EXPECT_TRUE(events.empty());
}

TEST_F(VisitEffectsTest, WhatWasChosenBeforeAPauseIsNotTiedToTheNextCard) {
    consent();
    visit.forget_proof();
    visit.deliver_card({KeyedHash{}}, 1);
    const auto choices = hub.asked_for<protocol::ConsentChoice>();
    ASSERT_EQ(choices.size(), 1U);
    EXPECT_FALSE(choices[0].card);
}

TEST_F(VisitEffectsTest, AScannedCodeBringsTheSettingsThatWereAllowedToBeKept) {
    visit.deliver_code({PrivateText{"SL1:code"}}, 9);
    protocol::VisitGreeting greeting;
    greeting.label = "A012";
    greeting.ahead = 3;
    greeting.wait = {10, 15};
    greeting.preferences = protocol::KeptPreferences{"en", "largest", "black", 1, 5};
    hub.answer(0, greeting);
    ASSERT_EQ(events.size(), 1U);
    const auto& joined = std::get<flow::VisitJoined>(events[0]);
    EXPECT_EQ(joined.turn, 9U);
    EXPECT_TRUE(joined.by_possession);
    ASSERT_TRUE(joined.preferences.has_value());
    EXPECT_EQ(joined.preferences->text_size, flow::TextSize::largest);
    EXPECT_EQ(joined.preferences->theme, flow::Theme::black);
    EXPECT_EQ(joined.ticket->label, "A012");
}

TEST_F(VisitEffectsTest, ACodeOfNoVisitSaysSo) {
    visit.deliver_code({PrivateText{"garbage"}}, 9);
    hub.answer(0, hub_link::Refused{"not_known"});
    ASSERT_EQ(events.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<flow::CodeNotKnown>(events[0]));
}

TEST(KeptPreferences, SurviveTheWayToTheHubAndBack) {
    flow::Preferences preferences;
    preferences.language = "en";
    preferences.text_size = flow::TextSize::large;
    preferences.theme = flow::Theme::white;
    preferences.rate_step = 1;
    preferences.volume_step = 6;
    preferences.variety = "yue";
    EXPECT_EQ(from_kept(to_kept(preferences)), preferences);
    protocol::KeptPreferences odd;
    odd.text_size = "gigantic";
    odd.rate_step = 99;
    EXPECT_EQ(from_kept(odd), flow::Preferences{}) << "what is not understood is the factory's";
}

}  // namespace
}  // namespace silverlane::kiosk
