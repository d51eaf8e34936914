// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What has no defined form is refused in both languages, with a reason and without the value.
#include <gmock/gmock.h>

#include <vector>

#include "base/random_source.h"
#include "value_maker.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {
namespace {

std::string refusal(SpokenKind kind, std::string_view value, std::string_view language = "zh-CN") {
    const auto words = spoken(kind, value, language);
    EXPECT_FALSE(words.ok()) << name_of(kind) << " '" << value << "' gave " << (words ? *words : "");
    if (words) return {};
    EXPECT_EQ(words.error().code(), ErrorCode::invalid_input) << value;
    return words.error().text();
}

void expect_refused(SpokenKind kind, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
        refusal(kind, value, "zh-CN");
        refusal(kind, value, "en");
    }
}

const std::vector<std::string> kNeverANumber{"", " ", "x", "-1", "+1", " 1", "1 ", "1 000", "１２", "一", "1e3", "0x10", "1'000", "1，000", "{n}", "１",
                                             "1000000000000", "99999999999999999999999", "NaN", "1\r", "\t1"};

TEST(SpokenRefusals, NumbersMustBePlainDigits) {
    for (const std::string& name : spoken_kind_names()) {
        const SpokenKind kind = *spoken_kind(name);
        for (const std::string& value : kNeverANumber) {
            // A string of digits may be long.
            const bool digits_only = value.find_first_not_of("0123456789") == std::string::npos && !value.empty();
            if (digits_only) continue;
            refusal(kind, value, "zh-CN");
            refusal(kind, value, "en");
        }
    }
}

TEST(SpokenRefusals, AmountsThatNobodyDefined) {
    expect_refused(SpokenKind::amount_cny,
                   {"1000000000000", "1000000000000.00", "1.234", "1.", ".5", ".", "1.2.3", "-0.01", "¥-5", "-¥5", "+5", "¥", "￥", "¥¥5", "¥ 5", "5¥", "5元",
                    "1,00", "1,0000", ",100", "100,", "1,,000", "1234,567", "1,234,56", "12,34,567", "1,234.5,6", "1.5%", "00", "007", "00.50", "0,123",
                    "000000012550", "１２.５０", "12。50", "12.5 ", "CNY5", "$5"});
}

TEST(SpokenRefusals, RatesThatNobodyDefined) {
    expect_refused(SpokenKind::rate, {"1.95", "%", ".5%", "1.%", "1.275%", "-0.5%", "+1%", "1.95 %", "1.95%%", "1,95%", "01.95%", "1.95％", "1000000000000%"});
}

TEST(SpokenRefusals, NamesOfThingsBeginAtOne) {
    expect_refused(SpokenKind::window, {"0", "00", "A", "2a", "B1"});
    expect_refused(SpokenKind::floor, {"0", "-1", "B1", "G"});
    expect_refused(SpokenKind::place, {"0", "8.5", "第8"});
    expect_refused(SpokenKind::step, {"0/4", "5/4", "1/0", "1", "1/", "/4", "1/4/5", "1-4", "1 / 4"});
    expect_refused(SpokenKind::score, {"0/0", "4/3", "3", "-1/3"});
}

TEST(SpokenRefusals, TicketsAndCalls) {
    expect_refused(SpokenKind::ticket, {"107", "a107", "AB107", "A", "A1b", "A-107", "A 107", "Ａ107", "A1O7", "贵107"});
    expect_refused(SpokenKind::call, {"A107", "A107|", "|2", "A107|0", "A107|2|3", "a107|2", "A107,2", "A107| 2", "107|2"});
}

TEST(SpokenRefusals, StringsOfDigitsWithAnythingElse) {
    for (const SpokenKind kind : {SpokenKind::card_tail, SpokenKind::phone_tail, SpokenKind::hotline}) {
        expect_refused(kind, {"70x1", "7 0", "70-71", "****", "７０７１", std::string(33, '1')});
    }
    expect_refused(SpokenKind::phone, {"1502112770", "150211277011", "150-2112-7701", "150 2112 7701", "+8615021127701"});
    expect_refused(SpokenKind::verify_code, {"12075", "1207533", "12a753", "120 753"});
    expect_refused(SpokenKind::landline, {"010-", "-62345678", "010-123", "010-623456789", "0571-881234", "571-8812345", "0086-62345678", "00-62345678",
                                          "011-62345678", "0210-62345678", "010--62345678", "010-6234-5678", "(010)62345678", "010", "0", "623456"});
}

TEST(SpokenRefusals, DaysAndTimesThatDoNotExist) {
    expect_refused(SpokenKind::date, {"2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-04-31", "2026-2-2", "26-02-02", "0999-01-01",
                                      "2026/02/02", "20260202", "2026-02-02 ", "02-02-2026", "２026-02-02"});
    expect_refused(SpokenKind::month_day, {"02-30", "00-10", "13-01", "04-31", "1-1", "01/01", "0101"});
    expect_refused(SpokenKind::time, {"24:00", "12:60", "9:00", "09:5", "09.05", "0905", "09:05:00", "-1:00", "09：05", "9:05 pm"});
}

TEST(SpokenRefusals, SayWhatAPersonCanMend) {
    EXPECT_THAT(refusal(SpokenKind::window, "2 "), testing::HasSubstr("a blank among the digits"));
    EXPECT_THAT(refusal(SpokenKind::window, "２"), testing::HasSubstr("full-width figures"));
    EXPECT_THAT(refusal(SpokenKind::ahead, "-2"), testing::HasSubstr("a sign in front"));
    EXPECT_THAT(refusal(SpokenKind::ahead, ""), testing::HasSubstr("there is no number"));
    EXPECT_THAT(refusal(SpokenKind::amount_cny, "000000012550"), testing::HasSubstr("an amount with zeros in front"));
    EXPECT_THAT(refusal(SpokenKind::amount_cny, "1,00"), testing::HasSubstr("a thousands comma in the wrong place"));
}

/// Errors go to a log; what a customer typed does not.
TEST(SpokenRefusals, NeverQuoteTheValue) {
    SeededRandom random{7};
    for (const std::string& name : spoken_kind_names()) {
        for (int i = 0; i < 200; ++i) {
            const std::string broken = make_value(*spoken_kind(name), random).plain + "987654x";
            for (const char* language : {"zh-CN", "en"}) {
                EXPECT_EQ(refusal(*spoken_kind(name), broken, language).find("987654"), std::string::npos);
            }
        }
    }
}

/// Bytes of any kind are refused or said in words; nothing of them comes out as they went in.
TEST(SpokenRefusals, RubbishNeitherCrashesNorIsSaid) {
    SeededRandom random{11};
    constexpr std::string_view kPieces = "0123456789,.-/:|%A \xC2\xA5\xEF\xBC\x91";
    const auto names = spoken_kind_names();
    for (int i = 0; i < 200'000; ++i) {
        std::string rubbish;
        for (std::uint64_t length = random.below(14); length > 0; --length) {
            rubbish += random.below(8) == 0 ? static_cast<char>(random.below(256)) : kPieces[random.below(kPieces.size())];
        }
        const auto words = spoken(*spoken_kind(names[random.below(names.size())]), rubbish, random.below(2) == 0 ? "zh-CN" : "en");
        if (words) { ASSERT_EQ(words->find_first_of("0123456789%/|{}"), std::string::npos) << rubbish; }
    }
    refusal(SpokenKind::amount_cny, std::string(1'000'000, '9'));
    refusal(SpokenKind::card_tail, std::string(1'000'000, '9'));
}

}  // namespace
}  // namespace silverlane::voice
