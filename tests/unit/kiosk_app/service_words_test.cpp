// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/service_words.h"

#include <gtest/gtest.h>

namespace silverlane::kiosk {
namespace {

const BranchCalendar kBeijing{std::chrono::minutes{480}};

UtcTime at(const char* text) { return parse_rfc3339(text).value(); }

TEST(ServiceWords, SomebodyCanComeOnTheNextTwoWorkingDays) {
    // A Friday evening in the branch, already Saturday nowhere: the next working days are Monday and Tuesday.
    const auto items = half_day_items(kBeijing, at("2026-11-27T10:00:00Z"));
    ASSERT_EQ(items.size(), 4U);
    EXPECT_EQ(items[0].id, "2026-11-30 morning");
    EXPECT_EQ(items[1].id, "2026-11-30 afternoon");
    EXPECT_EQ(items[3].id, "2026-12-01 afternoon");
    EXPECT_EQ(items[0].facts.at(0).value, "11-30");
    EXPECT_EQ(items[0].facts.at(1).value, "1") << "a Monday";
}

TEST(ServiceWords, TheDayIsTheBranchsAndNotThatOfGreenwich) {
    // 17:00 on Thursday in Greenwich is Friday in the branch; tomorrow is Saturday there.
    EXPECT_EQ(half_day_items(kBeijing, at("2026-11-26T17:00:00Z")).front().id, "2026-11-30 morning");
    EXPECT_EQ(half_day_items(kBeijing, at("2026-11-26T15:00:00Z")).front().id, "2026-11-27 morning");
}

TEST(ServiceWords, WeekdaysCountFromMonday) {
    EXPECT_EQ(weekday_of("2026-11-30"), 1);
    EXPECT_EQ(weekday_of("2026-11-29"), 7);
    EXPECT_EQ(weekday_of("2026-02-30"), 0);
    EXPECT_EQ(weekday_of(""), 0);
    EXPECT_EQ(day_of_month("2026-12-01"), 1);
}

TEST(ServiceWords, WhatIsHeldBecomesOneLineEachAndEveryConsentItsOwn) {
    protocol::KnownList held;
    held.items.push_back({"ticket", {PrivateText{"A012"}}, "closing"});
    held.items.push_back({"arrival_time", {PrivateText{"2026-11-27T06:05:00Z"}}, "closing"});
    held.items.push_back({"consents", {PrivateText{"service"}, PrivateText{"marketing"}}, "withdrawn"});
    held.items.push_back({"something_new", {PrivateText{"?"}}, "closing"});
    const auto lines = known_lines(held, kBeijing);
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[0].text_key, "known.ticket");
    EXPECT_EQ(lines[0].secrets.at(0).value.open(PrivateDoor::glyph_drawing), "A012");
    EXPECT_EQ(lines[1].secrets.at(0).value.open(PrivateDoor::glyph_drawing), "14:05") << "the branch's time";
    EXPECT_EQ(lines[2].text_key, "known.consent_service");
    EXPECT_EQ(lines[3].text_key, "known.consent_marketing");
    EXPECT_EQ(lines[4].text_key, "known.other") << "what is held is named even where there is no word for it";
}

TEST(ServiceWords, NobodyElseHearsAnOffer) {
    protocol::Offer offer;
    offer.title.zh = "定期到期提醒";
    for (const auto& line : offer_lines(offer)) EXPECT_TRUE(line.is_private);
}

TEST(ServiceWords, ATextOfTheBranchIsSaidAsWrittenWhereItHasNoSpokenForm) {
    protocol::LocalText text;
    text.zh = "二楼";
    text.en = "Room 2";
    text.en_spoken = "Room two";
    const auto words = words_of(text);
    EXPECT_EQ(words.at("zh-CN").spoken, "二楼");
    EXPECT_EQ(words.at("en").spoken, "Room two");
}

}  // namespace
}  // namespace silverlane::kiosk
