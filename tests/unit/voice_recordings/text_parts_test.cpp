// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/text_parts.h"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.h"

namespace silverlane::voice {
namespace {

std::vector<std::string> runs(const std::string& text) {
    std::vector<std::string> all;
    for (const auto& run : parts_of(text).runs) all.push_back(encode_utf8(run));
    return all;
}

TEST(TextParts, AreTheWordsBetweenSlots) {
    EXPECT_EQ(runs("您的号码是{ticket}。{ahead}。"), (std::vector<std::string>{"您的号码是", "。", "。"}));
    EXPECT_EQ(parts_of("您的号码是{ticket}。{ahead}。").slots, (std::vector<std::string>{"ticket", "ahead"}));
    EXPECT_EQ(parts_of("您的号码是{ticket}。{ahead}。").worded(), (std::vector<std::size_t>{0}));
    EXPECT_EQ(parts_of("工号{staff}，正在过来。").worded(), (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(parts_of("{wait}。").worded(), (std::vector<std::size_t>{}));
    EXPECT_EQ(runs("请坐一坐。"), (std::vector<std::string>{"请坐一坐。"}));
    EXPECT_TRUE(parts_of("请坐一坐。").is_whole());
}

TEST(TextParts, KeepsABraceWithoutItsPartner) {
    EXPECT_EQ(runs("请{坐"), (std::vector<std::string>{"请{坐"}));
    EXPECT_EQ(runs("}请"), (std::vector<std::string>{"}请"}));
    EXPECT_EQ(runs(""), (std::vector<std::string>{""}));
}

TEST(TextParts, FindsTheRunsInAFilledText) {
    const std::u32string filled = U"您的号码是A幺零七号。前面还有五位。";
    const auto places = match_parts(parts_of("您的号码是{ticket}。{ahead}。"), filled);
    ASSERT_TRUE(places.has_value());
    ASSERT_EQ(places->size(), 3U);
    EXPECT_EQ((*places)[0].end, 5U);
    EXPECT_EQ(filled.substr((*places)[0].end, (*places)[1].begin - (*places)[0].end), U"A幺零七号");
    EXPECT_EQ(filled.substr((*places)[1].end, (*places)[2].begin - (*places)[1].end), U"前面还有五位");
    EXPECT_EQ((*places)[2].end, filled.size());
}

TEST(TextParts, KnowsAnotherTextByAnyWord) {
    EXPECT_FALSE(match_parts(parts_of("您的号码是{ticket}。"), U"您的号是A幺。").has_value());
    EXPECT_FALSE(match_parts(parts_of("工号{staff}，正在过来。"), U"工号二十，马上过来。").has_value());
    EXPECT_FALSE(match_parts(parts_of("请坐一坐。"), U"请坐一坐。谢谢。").has_value());
    EXPECT_FALSE(match_parts(parts_of("请坐一坐？"), U"请坐一坐。").has_value()) << "a question is spoken in another tone";
    EXPECT_FALSE(match_parts(parts_of("工号{staff}工号"), U"工号").has_value()) << "two runs cannot stand in one place";
}

TEST(TextParts, DoesNotMindTheFullStopNorTheCapitalLetter) {
    EXPECT_TRUE(match_parts(parts_of("返回"), U"返回。").has_value());
    EXPECT_TRUE(match_parts(parts_of("back"), U"Back.").has_value());
    EXPECT_FALSE(match_parts(parts_of("back"), U"bAck.").has_value());
    EXPECT_TRUE(same_words("返回。", "返回"));
    EXPECT_FALSE(same_words("返回？", "返回"));
    EXPECT_EQ(words_key("Please wait. "), "please wait");
}

TEST(TextParts, RunsAndValuesAreAlwaysExactlyTheText) {
    // Whatever stands in the slots, also the text's own words and marks: what is recorded and what is not adds up to what is said.
    std::mt19937 random(11);
    const std::u32string letters = U"请坐。，A一";
    const auto any = [&](std::size_t longest) {
        std::u32string text;
        for (std::size_t i = random() % (longest + 1); i > 0; --i) text += letters[random() % letters.size()];
        return text;
    };
    int matched = 0;
    for (int round = 0; round < 100'000; ++round) {
        TextParts parts;
        parts.runs = {any(3), any(2), any(3)};
        parts.slots = {"a", "b"};
        const std::u32string filled = parts.runs[0] + any(4) + parts.runs[1] + any(4) + parts.runs[2];
        const auto places = match_parts(parts, filled);
        if (!places) continue;
        ++matched;
        ASSERT_EQ(places->size(), 3U);
        std::size_t at = 0;
        for (std::size_t run = 0; run < 3; ++run) {
            const Place place = (*places)[run];
            ASSERT_LE(at, place.begin);
            ASSERT_LE(place.begin, place.end);
            ASSERT_TRUE(same_words(encode_utf8(filled.substr(place.begin, place.end - place.begin)), encode_utf8(parts.runs[run])));
            at = place.end;
        }
        ASSERT_EQ(at, filled.size());
    }
    EXPECT_GT(matched, 90'000);
}

}  // namespace
}  // namespace silverlane::voice
