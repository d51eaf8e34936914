// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gmock/gmock.h>

#include "kiosk/speech/follow.h"
#include "tests/support/kiosk_walk.h"
#include "voice/speaker/text_check.h"

namespace silverlane {
namespace {

using flow::Listening;
using testing::KioskWalk;
using testing::shipped_texts;

std::vector<voice::Utterance> said(const scene::Scene& scene, const std::vector<std::string>& nodes, Listening listening = Listening::loudspeaker) {
    std::vector<NodeId> ids;
    for (const std::string& node : nodes) ids.push_back(NodeId{node});
    return speech::focus_words(scene, ids, listening, shipped_texts());
}

std::string words_of(const scene::Scene& scene, const std::string& node, Listening listening = Listening::loudspeaker) {
    std::string all;
    for (const voice::Utterance& utterance : said(scene, {node}, listening)) all += utterance.text;
    return all;
}

scene::Scene home(const char* language = "zh-CN") {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.state.preferences.language = language;
    walk.state.more_open = true;
    return walk.scene();
}

/// A screen on which something is typed, and a private value stands.
scene::Scene typing() {
    KioskWalk walk;
    walk.wake_and_go_home();
    EXPECT_TRUE(walk.press("answer.identify"));
    EXPECT_TRUE(walk.press("answer.phone"));
    EXPECT_TRUE(walk.press("answer.agree"));
    return walk.scene();
}

scene::Node secret_node(const std::string& id, scene::Role role, const std::string& aloud) {
    scene::Node node;
    node.id = NodeId{id};
    node.role = role;
    node.text_key = id;
    node.spoken = aloud;
    node.secret = PrivateText{"2000 元"};
    node.secret_spoken = PrivateText{"两千元"};
    return node;
}

TEST(FocusWords, an_answer_says_its_number_its_name_and_how_many_there_are) {
    const auto utterances = said(home(), {"answer.take_ticket"});
    ASSERT_EQ(utterances.size(), 1U);
    EXPECT_EQ(utterances[0].text, "一，取号。共四个。");
    EXPECT_EQ(utterances[0].caption, "1 取号。共 4 个");
    EXPECT_EQ(utterances[0].prompt_id, "answer.take_ticket") << "what is said is what the focus is on";
    EXPECT_EQ(utterances[0].priority, voice::Priority::answer);
    EXPECT_EQ(utterances[0].channel, voice::Channel::loudspeaker);
    EXPECT_EQ(words_of(home("en"), "answer.take_ticket"), "One, Take a number. Of four.");
}

TEST(FocusWords, a_key_says_its_state_in_words) {
    scene::Scene scene = home();
    EXPECT_EQ(words_of(scene, "service.hide"), "遮住。屏幕没有遮。");
    EXPECT_EQ(words_of(scene, "service.more"), "收起。已经展开。");
    EXPECT_EQ(words_of(scene, "service.text_size"), "大字。现在是标准字。");
    EXPECT_EQ(words_of(scene, "service.louder"), "大声一点。现在第四级，共七级。");
    scene.preferences.text_size = flow::TextSize::largest;
    scene.preferences.theme = flow::Theme::black;
    scene.preferences.volume_step = 6;
    EXPECT_EQ(words_of(scene, "service.text_size"), "大字。现在是最大字。");
    EXPECT_EQ(words_of(scene, "service.ground"), "换底色。现在是黑底白字。");
    EXPECT_EQ(words_of(scene, "service.quieter"), "小声一点。现在第七级，共七级。");
    EXPECT_EQ(words_of(scene, "fixed.call_staff"), "叫人。") << "a plain key has no state to tell";
}

TEST(FocusWords, the_volume_that_is_told_is_that_of_the_channel_in_use) {
    scene::Scene scene = home();
    scene.private_volume_step = 5;
    EXPECT_EQ(words_of(scene, "service.louder", Listening::handset), "大声一点。现在第六级，共七级。");
}

TEST(FocusWords, with_a_headphone_it_says_what_can_be_pressed_and_what_cannot_now) {
    scene::Scene scene = typing();
    EXPECT_EQ(words_of(scene, "fixed.back", Listening::headphone), "返回。按钮。");
    EXPECT_EQ(words_of(scene, "key.erase", Listening::headphone), "改一位。按钮。现在不能点。");
    EXPECT_EQ(words_of(scene, "title", Listening::headphone), "手机后四位。") << "no button";
    for (const auto& utterance : said(scene, {"fixed.back"}, Listening::headphone)) EXPECT_EQ(utterance.channel, voice::Channel::private_ear);
}

TEST(FocusWords, a_digit_key_has_no_name_in_the_hall) {
    const scene::Scene scene = typing();
    EXPECT_TRUE(said(scene, {"key.5"}).empty());
    EXPECT_EQ(words_of(scene, "key.5", Listening::handset), "五。");
    for (const voice::Utterance& utterance : said(scene, {"key.4", "key.5", "key.6"})) {
        EXPECT_EQ(utterance.text, "数字键。") << "not even the row tells a digit";
    }
    EXPECT_EQ(said(scene, {"key.4", "key.5", "key.6"}, Listening::headphone).size(), 4U);
}

TEST(FocusWords, a_private_answer_gives_its_text_to_one_ear_and_its_number_to_the_hall) {
    scene::Scene scene = home();
    for (scene::Node& node : scene.nodes) {
        if (node.id.text != "answer.identify") continue;
        scene::Node secret = secret_node(node.id.text, node.role, "");
        secret.number = 2;
        secret.action = node.action;
        node = secret;
    }
    EXPECT_EQ(words_of(scene, "answer.identify"), "二。共四个。");
    const auto heard = said(scene, {"answer.identify"}, Listening::handset);
    ASSERT_EQ(heard.size(), 3U);
    EXPECT_EQ(heard[0].text, "二。");
    EXPECT_TRUE(heard[1].secret_text.has_value());
    EXPECT_TRUE(heard[1].secret_caption.has_value());
    EXPECT_TRUE(heard[1].text.empty());
    for (const auto& utterance : heard) EXPECT_EQ(utterance.channel, voice::Channel::private_ear);
}

TEST(FocusWords, a_private_value_without_words_for_the_hall_asks_for_the_headphone) {
    scene::Scene scene = home();
    scene.nodes.push_back(secret_node("value.balance", scene::Role::value, ""));
    EXPECT_EQ(words_of(scene, "value.balance"), "这里保密，请用耳机听。");
    scene.nodes.back().spoken = "您的余额";
    EXPECT_EQ(words_of(scene, "value.balance"), "您的余额。");
}

TEST(FocusWords, a_group_of_two_switches_says_its_name_and_what_is_in_it) {
    const auto utterances = said(home(), {"fixed.back", "fixed.hear_again", "fixed.call_staff", "fixed.exit"});
    std::string all;
    for (const auto& utterance : utterances) all += utterance.text;
    EXPECT_EQ(all, "常用键。返回。再听一遍。叫人。退出。");
    EXPECT_EQ(utterances.front().prompt_id, "group.fixed");
    EXPECT_EQ(utterances.at(1).prompt_id, "fixed.back");
}

TEST(FocusWords, says_nothing_of_what_is_gone_or_while_the_voice_is_off) {
    scene::Scene scene = home();
    EXPECT_TRUE(said(scene, {"answer.nothing"}).empty());
    EXPECT_TRUE(said(scene, {}).empty());
    scene.preferences.voice_on = false;
    EXPECT_TRUE(said(scene, {"fixed.back"}).empty());
    EXPECT_FALSE(said(scene, {"fixed.back"}, Listening::headphone).empty()) << "a headphone asks for speech";
}

TEST(FocusWords, the_voice_takes_whatever_the_focus_can_come_to_and_each_has_a_caption) {
    for (const auto& [id, flow] : testing::shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            for (const auto& [language, kind] :
                 {std::pair{"zh-CN", voice::SpokenLanguage::mandarin}, std::pair{"en", voice::SpokenLanguage::english}}) {
                KioskWalk walk;
                walk.state.place = {id, step_id};
                walk.state.turn_open = true;
                walk.state.more_open = true;
                walk.state.ticket = testing::sample_ticket();
                walk.state.preferences.language = language;
                walk.facts.branch_name = kind == voice::SpokenLanguage::english ? "Lakeside Branch" : "湖滨支行";
                const scene::Scene scene = walk.scene();
                for (const scene::Node& node : scene.nodes) {
                    const auto utterances = speech::focus_words(scene, {node.id}, Listening::headphone, shipped_texts());
                    EXPECT_FALSE(utterances.empty()) << node.id.text;
                    for (const voice::Utterance& utterance : utterances) {
                        EXPECT_EQ(utterance.prompt_id, node.id.text);
                        if (utterance.secret_text) continue;  // its words are the voice's to check
                        const Result<void> check = voice::check_text(kind, utterance.text);
                        EXPECT_TRUE(check.ok()) << utterance.text << ": " << (check.ok() ? "" : check.error().text());
                        EXPECT_FALSE(utterance.caption.empty()) << utterance.text;
                    }
                }
            }
        }
    }
}

std::vector<std::string> ids_of(const std::vector<voice::Utterance>& utterances) {
    std::vector<std::string> ids;
    for (const auto& utterance : utterances) ids.push_back(utterance.prompt_id);
    return ids;
}

TEST(FullSpeech, reads_the_whole_screen_in_order_and_ends_with_how_to_go_on) {
    KioskWalk walk;
    walk.wake_and_go_home();
    const scene::Scene before = walk.scene();
    ASSERT_TRUE(walk.press("answer.take_ticket"));
    ASSERT_TRUE(walk.press("answer.cash"));
    const auto utterances = speech::follow_in_full(before, walk.scene(), shipped_texts());
    EXPECT_EQ(ids_of(utterances), (std::vector<std::string>{"company", "position", "line.1", "answer.company", "answer.priority", "answer.neither", "focus.explore"}))
        << "the title stands in the question and is not said twice";
    for (const auto& utterance : utterances) EXPECT_EQ(utterance.channel, voice::Channel::private_ear) << utterance.prompt_id;
}

TEST(FullSpeech, says_private_values_and_prompts_to_the_one_ear) {
    KioskWalk walk;
    walk.wake_and_go_home();
    scene::Scene after = walk.scene();
    after.nodes.insert(after.nodes.begin() + 2, secret_node("value.balance", scene::Role::value, "您的余额"));
    scene::Scene::Prompt prompt;
    prompt.id = "P43";
    prompt.private_channel = true;
    prompt.secret_spoken = PrivateText{"您的余额是两千元。"};
    prompt.secret_caption = PrivateText{"您的余额是 2000 元。"};
    after.prompts.push_back(prompt);
    ++after.utterance_generation;
    int secrets = 0;
    for (const auto& utterance : speech::follow_in_full(walk.scene(), after, shipped_texts())) {
        if (!utterance.secret_text) continue;
        ++secrets;
        EXPECT_TRUE(utterance.secret_caption.has_value()) << "what is spoken is shown";
        EXPECT_TRUE(utterance.text.empty() && utterance.caption.empty());
    }
    EXPECT_EQ(secrets, 2);
}

TEST(FullSpeech, a_repeat_with_the_handset_says_private_lines_and_without_it_none) {
    KioskWalk walk;
    walk.wake_and_go_home();
    scene::Scene after = walk.scene();
    after.occasion = scene::Scene::Occasion::repeat;
    ++after.utterance_generation;
    after.nodes.push_back(secret_node("value.balance", scene::Role::value, "您的余额"));
    const auto has_secret = [](const std::vector<voice::Utterance>& all) {
        return std::any_of(all.begin(), all.end(), [](const voice::Utterance& one) { return one.secret_text.has_value(); });
    };
    EXPECT_TRUE(has_secret(speech::follow(walk.scene(), after, true)));
    EXPECT_FALSE(has_secret(speech::follow(walk.scene(), after, false)));
}

TEST(FullSpeech, the_warning_is_read_without_its_seconds) {
    KioskWalk walk;
    walk.wake_and_go_home();
    walk.pass(119);
    const scene::Scene before = walk.scene();
    walk.pass(1);
    const auto ids = ids_of(speech::follow_in_full(before, walk.scene(), shipped_texts()));
    EXPECT_THAT(ids, ::testing::Contains("P23"));
    EXPECT_THAT(ids, ::testing::Not(::testing::Contains("warning.seconds")));
}

}  // namespace
}  // namespace silverlane
