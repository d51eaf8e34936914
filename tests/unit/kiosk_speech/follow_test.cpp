// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gmock/gmock.h>

#include "kiosk/speech/presenter.h"
#include "tests/support/kiosk_walk.h"
#include "voice/speaker/text_check.h"

namespace silverlane {
namespace {

using testing::KioskWalk;

std::vector<std::string> words(const std::vector<voice::Utterance>& utterances) {
    std::vector<std::string> out;
    for (const voice::Utterance& utterance : utterances) out.push_back(utterance.text);
    return out;
}

std::vector<std::string> captions(const std::vector<voice::Utterance>& utterances) {
    std::vector<std::string> out;
    for (const voice::Utterance& utterance : utterances) out.push_back(utterance.caption);
    return out;
}

TEST(Follow, a_new_screen_says_the_question_then_where_we_are_then_the_numbered_answers) {
    KioskWalk walk;
    walk.wake_and_go_home();
    const scene::Scene before = walk.scene();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    const auto utterances = speech::follow(before, walk.scene(), false);
    EXPECT_EQ(words(utterances), (std::vector<std::string>{"请问办什么业务？请选一个。", "第一步，共三步。", "一，存取现金。", "二，转账缴费。",
                                                           "三，存折和卡。", "四，其他。"}));
    EXPECT_EQ(captions(utterances).at(2), "1 存取现金");
    EXPECT_EQ(utterances.at(0).prompt_id, "P26");
    EXPECT_EQ(utterances.at(0).priority, voice::Priority::prompt);
}

TEST(Follow, the_first_touch_is_greeted_in_either_language) {
    KioskWalk walk;
    const scene::Scene idle = walk.scene();
    walk.wake_and_go_home();
    EXPECT_EQ(words(speech::follow(idle, walk.scene(), false)).front(), "您好，欢迎您。");
    const scene::Scene chinese = walk.scene();
    ASSERT_TRUE(walk.press("service.language"));
    const auto utterances = speech::follow(chinese, walk.scene(), false);
    EXPECT_EQ(words(utterances), (std::vector<std::string>{"What would you like to do? Please press one big button.", "One, Take a number.",
                                                           "Two, Update passbook.", "Three, Sign in.", "Four, Go to a window.", "More."}));
    EXPECT_EQ(utterances.front().language, "en");
}

TEST(Follow, a_redraw_says_nothing) {
    KioskWalk walk;
    walk.wake_and_go_home();
    const scene::Scene before = walk.scene();
    walk.facts.clock_text = "14:06";
    EXPECT_TRUE(speech::follow(before, walk.scene(), false).empty());
}

TEST(Follow, a_repeat_is_the_longer_form) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.cash"));
    const scene::Scene before = walk.scene();
    ASSERT_TRUE(walk.press("fixed.hear_again"));
    const auto utterances = speech::follow(before, walk.scene(), false);
    EXPECT_THAT(words(utterances), ::testing::Contains("要优先，不用证件。"));
    EXPECT_EQ(utterances.front().priority, voice::Priority::repeat);
}

TEST(Follow, a_hint_is_said_alone) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    walk.pass(8);
    const scene::Scene before = walk.scene();
    walk.pass(17);
    EXPECT_EQ(words(speech::follow(before, walk.scene(), false)), (std::vector<std::string>{"不着急，您慢慢来。", "要人帮忙，请点叫人。"}));
}

TEST(Follow, the_warning_asks_and_does_not_count_aloud) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.pass(119);
    const scene::Scene before = walk.scene();
    walk.pass(1);
    const scene::Scene warning = walk.scene();
    EXPECT_EQ(words(speech::follow(before, warning, false)), std::vector<std::string>{"您还在吗？请点一下屏幕。"});
    walk.pass(3);
    EXPECT_TRUE(speech::follow(warning, walk.scene(), false).empty());
}

TEST(Follow, a_private_prompt_sounds_at_the_ear_or_not_at_all) {
    scene::Scene before;
    scene::Scene after;
    after.utterance_generation = 1;
    scene::Scene::Prompt secret;
    secret.id = "P43";
    secret.private_channel = true;
    secret.secret_spoken = PrivateText{"您的余额是十二元。"};
    after.prompts.push_back(secret);
    EXPECT_TRUE(speech::follow(before, after, false).empty());
    const auto heard = speech::follow(before, after, true);
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard.front().channel, voice::Channel::private_ear);
    EXPECT_TRUE(heard.front().text.empty());
    EXPECT_TRUE(heard.front().caption.empty()) << "the strip over the hall shows no amount";
}

TEST(Follow, what_was_typed_is_never_in_anything_said) {
    KioskWalk walk;
    walk.wake_and_go_home();
    ASSERT_TRUE(walk.press("answer.identify"));
    ASSERT_TRUE(walk.press("answer.phone"));
    ASSERT_TRUE(walk.press("answer.agree"));
    for (const char* key : {"key.8", "key.6", "key.4", "key.2"}) {
        const scene::Scene before = walk.scene();
        ASSERT_TRUE(walk.press(key));
        EXPECT_TRUE(speech::follow(before, walk.scene(), true).empty()) << "digits have a tone, no voice";
    }
    const scene::Scene before = walk.scene();
    ASSERT_TRUE(walk.press("fixed.hear_again"));
    for (const voice::Utterance& utterance : speech::follow(before, walk.scene(), false)) {
        EXPECT_FALSE(utterance.secret_text.has_value());
        for (const char* digit : {"8", "八", "六", "二"}) EXPECT_EQ((utterance.text + utterance.caption).find(digit), std::string::npos);
    }
}

TEST(Follow, the_loudspeaker_says_the_same_whether_or_not_somebody_is_known) {
    const auto said = [](bool joined) {
        KioskWalk walk;
        walk.wake_and_go_home();
        EXPECT_TRUE(walk.press("answer.identify"));
        EXPECT_TRUE(walk.press("answer.card"));
        EXPECT_TRUE(walk.press("answer.agree"));
        const scene::Scene before = walk.scene();
        walk.send(flow::CardTapped{});
        if (joined) walk.send(flow::VisitJoined{walk.state.turn, true, std::nullopt, flow::SettingsConsent::unknown, std::nullopt});
        return words(speech::follow(before, walk.scene(), false));
    };
    EXPECT_EQ(said(false), said(true));
}

TEST(Follow, the_voice_takes_everything_that_any_screen_says) {
    for (const auto& [id, flow] : testing::shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            for (const auto& [language, kind] :
                 {std::pair{"zh-CN", voice::SpokenLanguage::mandarin}, std::pair{"en", voice::SpokenLanguage::english}}) {
                KioskWalk walk;
                walk.state.place = {id, step_id};
                walk.state.turn_open = true;
                walk.state.ticket = testing::sample_ticket(true);
                walk.state.help.staff_number = "1023";
                walk.state.preferences.language = language;
                walk.send(flow::Action{flow::ActionKind::hear_again, {}});
                for (const voice::Utterance& utterance : speech::follow({}, walk.scene(), false)) {
                    const Result<void> check = voice::check_text(kind, utterance.text);
                    EXPECT_TRUE(check.ok()) << utterance.text << ": " << (check.ok() ? "" : check.error().text());
                    EXPECT_FALSE(utterance.caption.empty()) << utterance.text;
                }
            }
        }
    }
}

}  // namespace
}  // namespace silverlane
