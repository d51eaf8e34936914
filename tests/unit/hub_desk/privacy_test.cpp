// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "desk_fixture.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

/// Everything that left the desk, as bytes.
std::string everything_published(const SampleBank& bank) {
    std::string bytes;
    for (const auto& event : bank.publisher.events()) bytes += event.data;
    return bytes;
}

protocol::ConsentChoice choice(const SampleBank& bank, std::string key, std::vector<std::string> purposes, bool granted) {
    protocol::ConsentChoice made;
    made.key = IdempotencyKey{std::move(key)};
    made.purposes = std::move(purposes);
    made.granted = granted;
    made.text_version = "2026-09";
    made.card = bank.card(1);
    return made;
}

TEST(Privacy, SomebodyWithoutConsentIsCountedAndNobodySeesANameOrAReason) {
    SampleBank bank;
    auto person = story_person();
    person.surname = "欧阳";
    person.granted = {};
    bank.add(person);
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    auto request = bank.ticket_request("t1");
    request.card = bank.card(1);
    request.wants_company = true;
    const auto ticket = bank.desk->issue_ticket(bank.terminal, request);
    ASSERT_TRUE(ticket);
    protocol::HelpCall call{IdempotencyKey{"h1"}, "F02", "service", ticket->label, ticket->ticket};
    ASSERT_TRUE(bank.desk->call_staff(bank.terminal, call));
    const auto bytes = everything_published(bank);
    EXPECT_FALSE(bytes.empty());
    EXPECT_EQ(bytes.find("欧阳"), std::string::npos);
    EXPECT_EQ(bytes.find("person"), std::string::npos);
    EXPECT_EQ(bytes.find("deposit"), std::string::npos);
    EXPECT_EQ(bytes.find("70-74"), std::string::npos);
    EXPECT_NE(bank.counted("arrivals_without_consent"), "0");
}

TEST(Privacy, ConsentToServiceAloneIsNotConsentToWifiRecognition) {
    SampleBank bank;
    auto person = story_person();
    person.granted = {"service"};
    bank.add(person);
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    EXPECT_TRUE(bank.publisher.events().empty());
    ASSERT_TRUE(bank.ticket_with_card("t1"));
    EXPECT_TRUE(bank.only_alert().person);
}

TEST(Privacy, ATicketWithoutAPersonStaysAnonymousHoweverWellTheTimeFits) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
    const auto ticket = bank.desk->issue_ticket(bank.terminal, bank.ticket_request("t1"));
    ASSERT_TRUE(ticket);
    const auto alert = bank.only_alert();
    EXPECT_EQ(alert.ticket_label, "");
    EXPECT_FALSE(alert.interrupts);
    const auto greeting = bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket->visit_code});
    ASSERT_TRUE(greeting);
    EXPECT_FALSE(greeting->preferences);
    EXPECT_EQ(bank.publisher.alerts().size(), 1U);
}

TEST(Privacy, SettingsComeWithTheSlipOfSomebodyWhoLetThemBeKept) {
    SampleBank bank;
    bank.add(story_person());
    const auto ticket = bank.ticket_with_card("t1");
    ASSERT_TRUE(ticket);
    const auto greeting = bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket->visit_code});
    ASSERT_TRUE(greeting) << greeting.error().text();
    ASSERT_TRUE(greeting->preferences);
    EXPECT_EQ(greeting->preferences->text_size, "largest");
    EXPECT_EQ(greeting->label, "A001");
}

TEST(Privacy, TheSpokenVarietyAndTheOutermostStepsAreKeptLikeAnySetting) {
    SampleBank bank;
    bank.add(story_person());
    const auto ticket = bank.ticket_with_card("t1");
    ASSERT_TRUE(ticket);
    auto kept = choice(bank, "c1", {"settings"}, true);
    kept.preferences = protocol::KeptPreferences{"zh-CN", "large", "standard", 0, 6, "yue"};
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, kept));
    const auto greeting = bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket->visit_code});
    ASSERT_TRUE(greeting) << greeting.error().text();
    EXPECT_EQ(greeting->preferences, kept.preferences);
    bank.clock.advance(Milliseconds{1'000});
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, choice(bank, "c2", {"settings"}, false)));
    EXPECT_FALSE(bank.desk->greet(bank.terminal, {IdempotencyKey{"g2"}, ticket->visit_code})->preferences) << "forgotten with the rest";
}

TEST(Privacy, WithdrawingSettingsForgetsThem) {
    SampleBank bank;
    bank.add(story_person());
    const auto ticket = bank.ticket_with_card("t1");
    ASSERT_TRUE(ticket);
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, choice(bank, "c1", {"settings"}, false)));
    EXPECT_FALSE(bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket->visit_code})->preferences);
    auto again = choice(bank, "c2", {"settings"}, true);
    bank.clock.advance(Milliseconds{1'000});
    again.preferences = protocol::KeptPreferences{"en", "large", "white", 3, 3};
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, again));
    EXPECT_EQ(bank.desk->greet(bank.terminal, {IdempotencyKey{"g2"}, ticket->visit_code})->preferences->language, "en");
}

TEST(Privacy, WithdrawingServiceTakesTheNameOffTheTabletAtOnce) {
    SampleBank bank;
    bank.add(story_person());
    ASSERT_TRUE(bank.ticket_with_card("t1"));
    ASSERT_TRUE(bank.only_alert().person);
    ASSERT_TRUE(bank.desk->choose_consent(bank.terminal, choice(bank, "c1", {"service", "wifi"}, false)));
    const auto alert = bank.only_alert();
    EXPECT_FALSE(alert.person);
    EXPECT_TRUE(alert.reasons.empty());
    for (const auto& told : rows_of(bank, "sequence, data", "event")) EXPECT_EQ(told.find("王"), std::string::npos) << "a tablet that was away is not told the name later";
    EXPECT_EQ(alert.ticket_label, "A001");
    ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a9")}));
    EXPECT_FALSE(bank.only_alert().person);
}

TEST(Privacy, ATypedTailMatchesOnlyOneConsentingPhoneOnTheWifiAndIsOnlyAClaim) {
    SampleBank bank;
    bank.add(story_person());
    protocol::Arrival typed;
    typed.key = IdempotencyKey{"p1"};
    typed.branch = bank.branch;
    typed.source = "kiosk:K1";
    typed.kind = protocol::EvidenceKind::phone_tail_typed;
    typed.event_time = typed.received_time = bank.clock.now();
    typed.identifiers = {bank.tail(1)};
    typed.place = "K1";
    ASSERT_TRUE(bank.desk->accept({typed}));
    EXPECT_TRUE(bank.publisher.events().empty());   // not on the Wi-Fi
    auto late_start = bank.wifi(1, "a1");
    late_start.inside = false;                      // on the Wi-Fi, but no dwell yet: no visit
    ASSERT_TRUE(bank.desk->accept({late_start}));
    typed.key = IdempotencyKey{"p2"};
    ASSERT_TRUE(bank.desk->accept({typed}));
    const auto claimed = bank.only_alert();
    ASSERT_TRUE(claimed.person);
    EXPECT_TRUE(claimed.person->claimed_identity);
    EXPECT_EQ(claimed.reasons.front().key, "reason.known_customer");
    EXPECT_EQ(claimed.first_sentence->key, "say.ask_name_first");
    // A second phone with the same tail: the tail says nothing any more.
    bank.clock.advance(Milliseconds{1'000});
    auto other = story_person();
    other.number = 2;
    bank.add(other);
    auto second = bank.wifi(2, "a2");
    second.inside = false;
    second.identifiers.back() = bank.tail(1, protocol::Proof::authenticated);
    ASSERT_TRUE(bank.desk->accept({second}));
    typed.key = IdempotencyKey{"p3"};
    const auto before = bank.publisher.events().size();
    ASSERT_TRUE(bank.desk->accept({typed}));
    EXPECT_EQ(bank.publisher.events().size(), before);
}

TEST(Privacy, AfterATypedTailNoSettingsAreGiven) {
    SampleBank bank;
    bank.add(story_person());
    auto start = bank.wifi(1, "a1");
    start.inside = false;
    ASSERT_TRUE(bank.desk->accept({start}));
    auto refused = choice(bank, "c1", {"settings"}, true);
    refused.card.reset();
    refused.phone_tail = bank.tail(1);
    refused.preferences = protocol::KeptPreferences{"en", "large", "white", 3, 3};
    const auto known = bank.desk->choose_consent(bank.terminal, refused);
    auto unknown = refused;
    unknown.key = IdempotencyKey{"c2"};
    unknown.phone_tail = bank.tail(77);
    const auto nobody = bank.desk->choose_consent(bank.terminal, unknown);
    ASSERT_TRUE(known && nobody);
    EXPECT_EQ(known->accepted, nobody->accepted);
    const auto ticket = bank.ticket_with_card("t1");
    EXPECT_EQ(bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket->visit_code})->preferences->text_size, "largest");
}

TEST(Privacy, AfterClosingNoNameIsLeftInTheDatabaseButTheImportedOne) {
    SampleBank bank;
    auto person = story_person();
    person.surname = "欧阳";
    bank.add(person);
    const auto ticket = bank.ticket_with_card("t1");
    ASSERT_TRUE(bank.claim(bank.only_alert(), "1001", "c1"));
    ASSERT_TRUE(bank.desk->greet(bank.terminal, {IdempotencyKey{"g1"}, ticket->visit_code}));
    bank.clock.jump_to(*parse_rfc3339("2026-11-22T09:31:00.000Z"));   // 17:31 in the branch
    ASSERT_TRUE(bank.desk->run_due_jobs());
    EXPECT_TRUE(bank.open_alerts().empty());
    int rows_with_a_name = 0;
    std::vector<std::string> left;
    ASSERT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        static constexpr store::Sql kNames{
            "SELECT (SELECT count(*) FROM alert WHERE body LIKE '%欧阳%') + (SELECT count(*) FROM event WHERE data LIKE '%欧阳%') + "
            "(SELECT count(*) FROM answered WHERE answer LIKE '%欧阳%' OR answer LIKE '%largest%') + (SELECT count(*) FROM decision)"};
        connection.query(kNames, {}, [&](const store::Row& row) { rows_with_a_name = static_cast<int>(row.integer(0)); });
        return {};
    }));
    EXPECT_EQ(rows_with_a_name, 0);
    EXPECT_EQ(bank.publisher.alerts().back().state, protocol::AlertState::expired);
    EXPECT_FALSE(bank.publisher.alerts().back().person);
    // The slip dies with the visit, and the stream goes on where it was.
    EXPECT_FALSE(bank.desk->greet(bank.terminal, {IdempotencyKey{"g2"}, ticket->visit_code}));
    EXPECT_EQ(bank.desk->last_sequence(bank.branch), bank.publisher.events().back().sequence);
}

TEST(Privacy, MarketingNeedsItsOwnConsentAndProfilingToo) {
    for (const bool consenting : {false, true}) {
        SampleBank bank;
        bank.close();
        decision::Campaign campaign;
        campaign.id = CampaignId{"bond"};
        campaign.product = {"P1", "treasury", 1, false, false};
        campaign.reason = "reason.campaign.bond";
        campaign.from = *decision::parse_date("2026-01-01");
        campaign.to = *decision::parse_date("2026-12-31");
        campaign.quota.per_branch_day = 1;
        auto policy = decision::default_policy();
        policy.holdout = 0;
        auto rules = decision::compile_rules(policy, {campaign});
        ASSERT_TRUE(rules) << rules.error().text();
        bank.rules = *rules;
        bank.open();
        auto person = story_person();
        if (consenting) {
            person.granted.push_back("marketing");
            person.granted.push_back("profiling");
        }
        bank.add(person);
        ASSERT_TRUE(bank.desk->accept({bank.wifi(1, "a1")}));
        const auto alert = bank.only_alert();
        ASSERT_EQ(alert.reasons.size(), consenting ? 2U : 1U);
        EXPECT_EQ(alert.reasons.front().key, "reason.deposit_matures_soon");
        EXPECT_EQ(alert.person->tier, consenting ? "C" : "");
        if (!consenting) continue;
        EXPECT_EQ(alert.reasons.back().key, "reason.campaign.bond");
        // The same alert keeps its opportunity when the ticket comes, and the next customer finds the room used up.
        auto request = bank.ticket_request("t1");
        request.card = bank.card(1);
        ASSERT_TRUE(bank.desk->issue_ticket(bank.terminal, request));
        EXPECT_EQ(bank.only_alert().reasons.size(), 2U);
        person.number = 2;
        bank.add(person);
        ASSERT_TRUE(bank.desk->accept({bank.wifi(2, "a2")}));
        for (const auto& each : bank.open_alerts()) EXPECT_EQ(each.reasons.size(), each.id == alert.id ? 2U : 1U);
    }
}

}  // namespace
}  // namespace silverlane::desk
