// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gmock/gmock.h>

#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using ::testing::HasSubstr;
using testing::shipped_texts;

std::string refusal(const std::string& chinese, const std::string& english) {
    const auto texts = scene::TextCatalogue::parse({{"zh-CN", chinese}, {"en", english}});
    EXPECT_FALSE(texts.ok()) << "was taken";
    return texts.ok() ? std::string{} : texts.error().text();
}

TEST(TextCatalogue, every_key_stands_in_both_languages) {
    const auto chinese = shipped_texts().entries("zh-CN");
    const auto english = shipped_texts().entries("en");
    ASSERT_EQ(chinese.size(), english.size());
    for (std::size_t index = 0; index < chinese.size(); ++index) EXPECT_EQ(chinese[index].key, english[index].key);
}

TEST(TextCatalogue, a_key_that_one_language_lacks_is_refused_with_its_line) {
    EXPECT_THAT(refusal("[home]\ntitle = \"您好\"\nmore = \"更多\"\n", "[home]\ntitle = \"Hello\"\n"),
                HasSubstr("zh-CN.toml:3:8: 'home.more' is in zh-CN only; add it to en.toml, or remove it here"));
}

TEST(TextCatalogue, slots_must_agree_between_languages_and_between_forms) {
    EXPECT_THAT(refusal("[prompts]\nP27 = \"号码{ticket}\"\n", "[prompts]\nP27 = \"Number {number}\"\n"),
                HasSubstr("zh-CN.toml:2:7: 'P27' has other slots than in en"));
    EXPECT_THAT(refusal("a = { screen = \"{ticket}\", spoken = \"号码\" }\n", "a = \"{ticket}\"\n"),
                HasSubstr("zh-CN.toml:1:5: 'a' shows other slots than it speaks"));
}

TEST(TextCatalogue, figures_are_never_left_to_the_voice) {
    EXPECT_THAT(refusal("a = \"保留30天\"\n", "a = \"kept\"\n"),
                HasSubstr("zh-CN.toml:1:5: 'a' would be spoken with figures; write { screen = \"...\", spoken = \"in words\" }"));
}

TEST(TextCatalogue, a_value_is_shown_in_figures_and_spoken_in_words) {
    const std::vector<scene::Argument> arguments{{"ticket", "ticket", "A107"}, {"ahead", "ahead", "2"}, {"wait", "wait_range", "2-3"}};
    const scene::Filled chinese = shipped_texts().fill("P27", "zh-CN", arguments);
    EXPECT_EQ(chinese.shown, "您的号码是A107。前面还有 2 位。");
    EXPECT_EQ(chinese.spoken, "您的号码是A幺零七号。前面还有两位。");
    const scene::Filled english = shipped_texts().fill("P27", "en", arguments);
    EXPECT_EQ(english.shown, "Your number is A107. 2 people are ahead of you.");
    EXPECT_EQ(english.spoken, "You have number A one zero seven. two people are ahead of you.");
    EXPECT_EQ(shipped_texts().fill("value.wait", "zh-CN", arguments).shown, "大约等 2 到 3 分钟");
    EXPECT_EQ(shipped_texts().fill("value.wait", "zh-CN", arguments).spoken, "大约等两到三分钟");
    EXPECT_EQ(shipped_texts().fill("value.wait", "en", arguments).spoken, "About two to three minutes");
}

TEST(TextCatalogue, a_place_in_a_list_is_said_as_it_is_shown) {
    const std::vector<scene::Argument> place{{"place_number", "place", "8"}};
    EXPECT_EQ(shipped_texts().fill("activity_number", "zh-CN", place).shown, "报名好了。您是第 8 位。");
    EXPECT_EQ(shipped_texts().fill("activity_number", "zh-CN", place).spoken, "报名好了。您是第八位。");
    EXPECT_EQ(shipped_texts().fill("value.place_number", "en", place).shown, "No. 8");
    EXPECT_EQ(shipped_texts().fill("value.place_number", "en", place).spoken, "Number eight");
}

TEST(TextCatalogue, values_are_said_in_the_banks_style) {
    const std::vector<std::pair<std::string, std::string>> files{{"zh-CN", "[a]\nb = \"{ticket}\"\n"}, {"en", "[a]\nb = \"{ticket}\"\n"}};
    const std::vector<scene::Argument> ticket{{"ticket", "ticket", "A101"}};
    const auto usual = scene::TextCatalogue::parse(files);
    const auto styled = scene::TextCatalogue::parse(files, {false, true});
    ASSERT_TRUE(usual.ok() && styled.ok());
    EXPECT_EQ(usual->fill("a.b", "zh-CN", ticket).spoken, "A幺零幺号");
    EXPECT_EQ(styled->fill("a.b", "zh-CN", ticket).spoken, "A一零一号");
}

TEST(TextCatalogue, amounts_are_shown_in_groups_of_three) {
    const auto texts = scene::TextCatalogue::parse({{"zh-CN", "[form]\namount_cny = \"{count} 元\"\n[a]\nb = \"{sum}\"\n"},
                                                    {"en", "[form]\namount_cny = \"{count} yuan\"\n[a]\nb = \"{sum}\"\n"}});
    ASSERT_TRUE(texts.ok()) << texts.error().text();
    const auto shown = [&](const char* sum) { return texts->fill("a.b", "en", {{"sum", "amount_cny", sum}}).shown; };
    EXPECT_EQ(shown("9999999999.99"), "9,999,999,999.99 yuan");
    EXPECT_EQ(shown("123456.00"), "123,456.00 yuan");
    EXPECT_EQ(shown("1234"), "1,234 yuan");
    EXPECT_EQ(shown("999.50"), "999.50 yuan");
    EXPECT_EQ(shown("-1234.50"), "-1,234.50 yuan");
    EXPECT_EQ(shown("1,234.50"), "1,234.50 yuan");
}

TEST(TextCatalogue, one_person_and_nobody_are_said_rightly) {
    const auto ahead = [](const char* count, const char* language) {
        return shipped_texts().fill("value.ahead", language, {{"ahead", "ahead", count}}).shown;
    };
    EXPECT_EQ(ahead("0", "zh-CN"), "前面没有人等候");
    EXPECT_EQ(ahead("0", "en"), "Nobody is ahead of you");
    EXPECT_EQ(ahead("12", "zh-CN"), "前面还有 12 位");
    EXPECT_EQ(ahead("1", "en"), "1 person is ahead of you");
}

TEST(TextCatalogue, quotation_marks_are_shown_and_not_said) {
    const scene::Filled prompt = shipped_texts().fill("P07", "zh-CN");
    EXPECT_EQ(prompt.shown, "要人帮忙，请点“叫人”。");
    EXPECT_EQ(prompt.spoken, "要人帮忙，请点叫人。");
}

TEST(TextCatalogue, a_language_nobody_wrote_falls_back_and_an_unknown_key_shows_itself) {
    EXPECT_FALSE(shipped_texts().fill("P02", "fr").shown.empty());
    EXPECT_EQ(shipped_texts().fill("no.such.key", "zh-CN").shown, "no.such.key");
}

TEST(TextCatalogue, the_prompt_table_is_kept_word_for_word) {
    const std::vector<std::pair<const char*, const char*>> table{
        {"P02", "您想办什么？请点一个大按钮。"}, {"P03", "不着急，您慢慢来。"}, {"P23", "您还在吗？请点一下屏幕。"},
        {"P25", "为了安全，已经退出。您的钱没有变化。"}, {"P26", "请问办什么业务？请选一个。"}, {"P28", "请坐一坐。叫到号再过来。"},
        {"P29", "已经为您优先排队。"}, {"P33", "您想怎么登记？号票、银行卡，还是手机？"}, {"P34", "请输入手机后四位。"},
        {"P35", "好的，已经登记。"}, {"P36", "不登记也可以。一样办理。"}, {"P37", "登记以后，我们好安排人帮您。您同意吗？"},
        {"P38", "好的，不登记。不影响您办业务。"}, {"P88", "今天人多，请坐一坐。谢谢您等候。"}};
    for (const auto& [id, words] : table) EXPECT_EQ(shipped_texts().fill(id, "zh-CN").shown, words);
}

}  // namespace
}  // namespace silverlane
