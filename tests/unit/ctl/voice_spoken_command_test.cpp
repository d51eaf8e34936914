// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/voice_spoken_command.h"

#include <gmock/gmock.h>

#include <sstream>

namespace silverlane::ctl {
namespace {

using ::testing::HasSubstr;

struct Told {
    std::string answers;
    std::string complaints;
    std::string error;  // empty: all is well
};

Told tell(const Words& words, const std::string& values) {
    std::istringstream in(values);
    std::ostringstream answers;
    std::ostringstream complaints;
    const auto done = say_values(words, in, answers, complaints);
    return {answers.str(), complaints.str(), done ? "" : done.error().text()};
}

TEST(VoiceSpokenCommand, SaysALineForEachLine) {
    const Told told = tell({"--lang", "zh-CN", "amount_cny"}, "2.20\n10050\n");
    EXPECT_EQ(told.answers, "两元二角\n一万零五十元\n");
    EXPECT_EQ(told.complaints + told.error, "");
    EXPECT_EQ(tell({"--lang", "en", "floor", "-"}, "12").answers, "twelfth floor\n");
}

TEST(VoiceSpokenCommand, TakesFilesOfOfficeProgramsAsTheyAre) {
    const Told told = tell({"window", "--lang", "zh-CN"}, "\xEF\xBB\xBF" "2\r\n12\r\n");
    EXPECT_EQ(told.answers, "二号窗口\n十二号窗口\n");
    EXPECT_EQ(told.error, "");
    // Only one CR at the end, only one mark at the beginning.
    EXPECT_EQ(tell({"--lang", "en", "window"}, "2\r\r\n").answers, "\n");
    EXPECT_EQ(tell({"--lang", "en", "window"}, "2\n\xEF\xBB\xBF" "2\n").answers, "window two\n\n");
}

TEST(VoiceSpokenCommand, AnswersStayBesideTheirQuestions) {
    const Told told = tell({"--lang", "en", "card_tail"}, "1204\n12x4\n\n7071\n");
    EXPECT_EQ(told.answers, "ending in one two zero four\n\n\nending in seven zero seven one\n");
    EXPECT_THAT(told.complaints, HasSubstr("line 2: "));
    EXPECT_THAT(told.complaints, HasSubstr("line 3: the line is empty\n"));
    EXPECT_THAT(told.complaints, ::testing::Not(HasSubstr("12x4")));
    EXPECT_THAT(told.error, HasSubstr("2 of 4 values have no spoken form"));
}

TEST(VoiceSpokenCommand, KnowsWhatAMistypedKindMeant) {
    const std::string error = tell({"--lang", "zh-CN", "amount"}, "1\n").error;
    EXPECT_THAT(error, HasSubstr("no kind 'amount'"));
    EXPECT_THAT(tell({"--lang", "zh-CN", "card_tial"}, "").error, HasSubstr("did you mean 'card_tail'?"));
    for (const char* kind : {"amount_cny", "wait_range", "place", "score"}) EXPECT_THAT(error, HasSubstr(kind));
    EXPECT_THAT(tell({"--lang", "zh-CN"}, "").error, HasSubstr("amount_cny"));
    EXPECT_THAT(tell({"--lang", "zh-CN", "floor", "2"}, "").error, HasSubstr("values come on standard input"));
}

TEST(VoiceSpokenCommand, TakesTheBanksStyle) {
    EXPECT_EQ(tell({"--lang", "zh-CN", "--style", "yao=off", "ticket"}, "A107\n").answers, "A一零七号\n");
    EXPECT_EQ(tell({"--lang", "zh-CN", "--style", "yao=on,liang=off", "amount_cny"}, "200\n").answers, "二百元\n");
    EXPECT_THAT(tell({"--lang", "zh-CN", "--style", "yoa=off", "ticket"}, "").error, HasSubstr("did you mean 'yao'?"));
    EXPECT_THAT(tell({"--lang", "zh-CN", "--style", "yao=perhaps", "ticket"}, "").error, HasSubstr("yao=off"));
    EXPECT_THAT(tell({"--lang", "zh-CN", "--style", "yao", "ticket"}, "").error, HasSubstr("on or off"));
}

TEST(VoiceSpokenCommand, TellsOnceThatALanguageHasNoForms) {
    const Told told = tell({"--lang", "fr", "floor"}, "1\n2\n3\n");
    EXPECT_EQ(told.answers + told.complaints, "");
    EXPECT_THAT(told.error, HasSubstr("no spoken forms for language fr"));
    EXPECT_THAT(tell({"floor"}, "").error, HasSubstr("--lang is missing"));
}

}  // namespace
}  // namespace silverlane::ctl
