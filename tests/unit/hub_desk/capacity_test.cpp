// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who is there decides too: whether somebody would be there in time, whether anybody may sell it, how many cards each has had today.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "hall_fixture.h"
#include "path_samples.h"

namespace silverlane::desk {
namespace {

using Numbers = std::vector<std::string>;

/// Of working age and without anything that the bank would speak of by itself, so that a card is of the campaign alone.
SamplePerson plain_person(int number) {
    auto person = agreeing_person(number);
    person.birth = "1970-03-02";
    person.products = "[]";
    person.risk_level = 3;
    return person;
}

void open_with(Hall& hall, decision::Campaign campaign, int people) {
    hall.SampleBank::close();
    hall.rules = sample_rules({std::move(campaign)});
    hall.open();
    std::vector<SamplePerson> list;
    for (int i = 1; i <= people; ++i) list.push_back(plain_person(i));
    hall.add(list);
}

protocol::Arrival card_of(const Hall& hall, int person, const std::string& key) {
    auto arrival = hall.wifi(person, key, protocol::EvidenceKind::card_tapped);
    arrival.identifiers = {hall.card(person)};
    return arrival;
}

std::int64_t told(Hall& hall) { return count_rows(hall, "opportunity WHERE kind = 'primary'"); }

TEST(Capacity, NobodyHereMaySellItSoWhoeverMeetsThemLeadsToTheSalesZone) {
    Hall hall;
    auto fund = sample_campaign("fund", "fund");
    fund.offer.reset();
    fund.product.kind = "fund";
    fund.product.risk = 2;
    fund.product.qualification = "fund_sales";
    open_with(hall, fund, 2);
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 1, "a1")}));
    auto card = hall.only_alert();
    EXPECT_EQ(card.reasons.back().key, fund.reason);
    EXPECT_EQ(card.qualification, "fund_sales");
    EXPECT_EQ(card.offered_to, Numbers{"2001"}) << "the only one who may";
    hall.duty("2001", "break");
    hall.clock.advance(Milliseconds{1'000});
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 2, "a2")}));
    const auto alerts = hall.open_alerts();
    ASSERT_EQ(alerts.size(), 2U);
    card = alerts[1];
    ASSERT_EQ(card.reasons.size(), 1U);
    EXPECT_EQ(card.reasons[0], (protocol::Line{"guide.sales_zone", {}})) << "and nothing of the product";
    EXPECT_TRUE(card.qualification.empty()) << "anybody may lead the way";
    ASSERT_EQ(card.offered_to.size(), 1U);
    EXPECT_TRUE(hall.take(card.offered_to[0], card.id));
}

TEST(Capacity, WhenEverybodyHasTheirHandsFullNothingIsMarketed) {
    Hall hall("1001,4001");
    open_with(hall, sample_campaign("deposit"), 2);
    const auto first = hall.stuck("K1");
    ASSERT_TRUE(hall.take("1001", first));
    for (const char* kiosk : {"K2", "K3"}) ASSERT_TRUE(hall.take("1001", hall.stuck(kiosk)));
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 1, "a1")}));
    EXPECT_EQ(told(hall), 0) << "a teller is not of the lobby, and 1001 has three";
    EXPECT_EQ(hall.open_alerts().size(), 4U) << "who came is told all the same";
    ASSERT_TRUE(hall.close("1001", first, "helped"));
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 2, "a2")}));
    EXPECT_EQ(told(hall), 1);
}

TEST(Capacity, WhoeverServesIsThereAndNotFree) {
    Hall hall("1001,1002");
    open_with(hall, sample_campaign("deposit"), 3);
    for (const char* number : {"1001", "1002"}) hall.duty(number, "serving");
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 1, "a1")}));
    EXPECT_EQ(told(hall), 0);
    hall.duty("1002", "on_duty");
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 2, "a2")}));
    EXPECT_EQ(told(hall), 1) << "half of them";
    for (const char* number : {"1001", "1002"}) hall.duty(number, "off");
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 3, "a3")}));
    EXPECT_EQ(told(hall), 2) << "of nobody nothing is known";
}

TEST(Capacity, EachHasAsManyCardsADayAsTheQuotaSaysAlsoWithinOneBatch) {
    Hall hall("1001,1002");
    auto scarce = sample_campaign("scarce");
    scarce.quota.per_staff_day = 2;
    open_with(hall, scarce, 9);
    std::vector<protocol::Arrival> batch;
    for (int i = 1; i <= 7; ++i) batch.push_back(card_of(hall, i, fmt::format("a{}", i)));
    ASSERT_TRUE(hall.desk->accept(batch));
    EXPECT_EQ(told(hall), 4) << "two members of staff, two each";
    for (const auto& each : hall.open_alerts()) {
        if (each.group.empty()) continue;
        ASSERT_TRUE(hall.take("1001", each.id));
        ASSERT_TRUE(hall.close("1001", each.id, "helped"));
    }
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 8, "a8")}));
    EXPECT_EQ(told(hall), 5) << "1001 had all four, so 1002 may have one more";
    hall.duty("1002", "break");
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 9, "a9")}));
    EXPECT_EQ(told(hall), 5) << "and nobody else is there";
    hall.clock.advance(std::chrono::hours{24});
    ASSERT_TRUE(hall.desk->run_due_jobs());
    for (const char* number : {"1001", "1002"}) ASSERT_TRUE(hall.desk->sign_in({number, std::string{Hall::kPin}}));
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 9, "b9")}));
    EXPECT_EQ(told(hall), 6) << "a new day";
}

/// What everybody is shown alike who does not want to be known better.
decision::Campaign theme_of_the_branch() {
    auto theme = sample_campaign("theme");
    theme.theme = true;
    return theme;
}

void open_for_strangers(Hall& hall, decision::Campaign theme, int people) {
    open_with(hall, std::move(theme), 0);
    std::vector<SamplePerson> list;
    for (int i = 1; i <= people; ++i) {
        list.push_back(plain_person(i));
        list.back().granted = {"service", "wifi", "marketing"};
    }
    hall.add(list);
}

TEST(Capacity, AThemeHasItsQuotaTooThoughNobodysProfileIsRead) {
    Hall hall;
    auto theme = theme_of_the_branch();
    theme.quota.per_branch_day = 2;
    open_for_strangers(hall, theme, 4);
    for (int i = 1; i <= 4; ++i) ASSERT_TRUE(hall.desk->accept({card_of(hall, i, fmt::format("a{}", i))}));
    EXPECT_EQ(told(hall), 2);
    EXPECT_EQ(rows_of(hall, "name, value", "branch_count WHERE name = 'campaign:theme' AND branch = 'B001'"), Numbers{"campaign:theme|2"});
    EXPECT_EQ(count_rows(hall, "presence"), 0);
    hall.clock.advance(std::chrono::hours{24});
    ASSERT_TRUE(hall.desk->run_due_jobs());
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 3, "b3")}));
    EXPECT_EQ(told(hall), 3) << "a new day";
}

TEST(Capacity, AThemeIsNotShownToStrangersWhileAllHandsAreFull) {
    Hall hall("1001,4001");
    open_for_strangers(hall, theme_of_the_branch(), 2);
    const auto first = hall.stuck("K1");
    ASSERT_TRUE(hall.take("1001", first));
    for (const char* kiosk : {"K2", "K3"}) ASSERT_TRUE(hall.take("1001", hall.stuck(kiosk)));
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 1, "a1")}));
    EXPECT_EQ(told(hall), 0);
    ASSERT_TRUE(hall.close("1001", first, "helped"));
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 2, "a2")}));
    EXPECT_EQ(told(hall), 1);
}

TEST(Capacity, WhoMaySellAThemeIsHereAndSoItIsNamed) {
    Hall hall;
    auto theme = theme_of_the_branch();
    theme.product.qualification = "fund_sales";
    open_for_strangers(hall, theme, 1);
    ASSERT_TRUE(hall.desk->accept({card_of(hall, 1, "a1")}));
    const auto card = hall.only_alert();
    EXPECT_EQ(card.reasons.back().key, theme.reason) << "2001 may";
    EXPECT_EQ(card.qualification, "fund_sales");
}

}  // namespace
}  // namespace silverlane::desk
