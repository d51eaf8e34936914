// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/speech/presenter.h"
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using voice::Progress;

/// Writes down what it is told.
class RecordingSpeaker final : public voice::Speaker {
public:
    void say(voice::Utterance utterance) override { queue = {std::move(utterance)}; ++cuts; }
    void follow(voice::Utterance utterance) override { queue.push_back(std::move(utterance)); }
    void stop() override { queue.clear(); ++stops; }
    void set_rate_step(int step) override { rate = step; }
    void set_volume_step(voice::Channel channel, int step) override { (channel == voice::Channel::private_ear ? private_volume : volume) = step; }
    void set_private_listening(bool present) override { private_ear = present; }
    void expect_speech() override { ++expected; }
    void chime(const std::string& name) override { chimes.push_back(name); }

    std::vector<voice::Utterance> queue;
    int cuts = 0, stops = 0, expected = 0, rate = 3, volume = 3, private_volume = 3;
    bool private_ear = false;
    std::vector<std::string> chimes;
};

struct Spoken {
    RecordingSpeaker speaker;
    speech::Presenter presenter{speaker, testing::shipped_texts()};
    KioskWalk walk;

    void wake() {
        presenter.show(walk.scene());
        walk.wake_and_go_home();
        presenter.show(walk.scene());
    }
    bool end_of(std::size_t index) { return presenter.observe({speaker.queue.at(index).id, Progress::Kind::finished, 0, 0, {}}); }
};

TEST(Presenter, says_a_screen_in_order_and_reports_when_it_is_done) {
    Spoken kiosk;
    kiosk.wake();
    ASSERT_EQ(kiosk.speaker.queue.size(), 7U) << "greeting, question, four answers, and that there is more";
    EXPECT_TRUE(kiosk.presenter.speaking());
    for (std::size_t index = 0; index + 1 < kiosk.speaker.queue.size(); ++index) EXPECT_FALSE(kiosk.end_of(index));
    EXPECT_TRUE(kiosk.end_of(kiosk.speaker.queue.size() - 1));
    EXPECT_FALSE(kiosk.presenter.speaking());
}

TEST(Presenter, chinese_is_said_in_the_variety_that_was_chosen_and_english_in_none) {
    Spoken kiosk;
    kiosk.walk.send(flow::TerminalChanged{{"door", false, {{"yue", "广东话"}}}});
    kiosk.wake();
    const std::string question = kiosk.speaker.queue.at(1).text;
    EXPECT_EQ(kiosk.speaker.queue.at(1).variety, "") << "Mandarin until somebody chooses";
    ASSERT_TRUE(kiosk.walk.press("service.more"));
    ASSERT_TRUE(kiosk.walk.press("service.variety"));
    kiosk.presenter.show(kiosk.walk.scene());
    ASSERT_FALSE(kiosk.speaker.queue.empty()) << "it answers at once";
    for (const voice::Utterance& utterance : kiosk.speaker.queue) {
        EXPECT_EQ(utterance.variety, "yue");
        EXPECT_EQ(utterance.language, "zh-CN");
    }
    EXPECT_TRUE(std::any_of(kiosk.speaker.queue.begin(), kiosk.speaker.queue.end(), [&](const auto& one) { return one.text == question; }));
    kiosk.presenter.focus({NodeId{"service.variety"}});
    EXPECT_EQ(kiosk.speaker.queue.front().variety, "yue");
    EXPECT_EQ(kiosk.speaker.queue.front().text, "普通话。") << "the key says where it leads";
    kiosk.presenter.announce("P25", "zh-CN");
    EXPECT_EQ(kiosk.speaker.queue.front().variety, "yue") << "the farewell is still hers";
    ASSERT_TRUE(kiosk.walk.press("service.language"));
    kiosk.presenter.show(kiosk.walk.scene());
    EXPECT_EQ(kiosk.speaker.queue.front().language, "en");
    EXPECT_EQ(kiosk.speaker.queue.front().variety, "");
    kiosk.presenter.reset();
    kiosk.presenter.announce("P25", "zh-CN");
    EXPECT_EQ(kiosk.speaker.queue.front().variety, "") << "the next person's";
}

TEST(Presenter, a_touch_is_silence_at_once) {
    Spoken kiosk;
    kiosk.wake();
    kiosk.presenter.touched();
    EXPECT_EQ(kiosk.speaker.stops, 1);
    EXPECT_EQ(kiosk.speaker.expected, 1);
    EXPECT_FALSE(kiosk.presenter.speaking());
    EXPECT_EQ(kiosk.presenter.caption(), speech::Presenter::Caption{});
}

TEST(Presenter, the_caption_follows_the_voice) {
    Spoken kiosk;
    kiosk.wake();
    const std::uint64_t first = kiosk.speaker.queue.front().id;
    kiosk.presenter.observe({first, Progress::Kind::started, 0, 0, {}});
    EXPECT_EQ(kiosk.presenter.caption().text, "您好，欢迎您。");
    kiosk.presenter.observe({first, Progress::Kind::word, 3, 5, {}});
    EXPECT_EQ(kiosk.presenter.caption().begin, 3U);
    EXPECT_EQ(kiosk.presenter.caption().end, 5U);
}

TEST(Presenter, what_the_voice_refuses_is_still_shown) {
    Spoken kiosk;
    kiosk.wake();
    const std::uint64_t last = kiosk.speaker.queue.back().id;
    EXPECT_TRUE(kiosk.presenter.observe({last, Progress::Kind::refused, 0, 0, "digits"}));
    EXPECT_EQ(kiosk.presenter.caption().text, "更多业务");
}

TEST(Presenter, reports_of_what_was_cut_off_are_ignored) {
    Spoken kiosk;
    kiosk.wake();
    const std::uint64_t old = kiosk.speaker.queue.back().id;
    ASSERT_TRUE(kiosk.walk.press("answer.take_ticket"));
    kiosk.presenter.show(kiosk.walk.scene());
    EXPECT_FALSE(kiosk.presenter.observe({old, Progress::Kind::cut_off, 0, 0, {}}));
    EXPECT_TRUE(kiosk.presenter.speaking());
}

TEST(Presenter, volume_and_rate_follow_the_person_and_return_with_the_reset) {
    Spoken kiosk;
    kiosk.wake();
    ASSERT_TRUE(kiosk.walk.press("service.louder"));
    kiosk.presenter.show(kiosk.walk.scene());
    EXPECT_EQ(kiosk.speaker.volume, 4);
    kiosk.presenter.reset();
    EXPECT_EQ(kiosk.speaker.volume, 3);
    EXPECT_FALSE(kiosk.presenter.speaking());
}

TEST(Presenter, the_last_words_are_said_to_the_end_although_the_screen_changes) {
    Spoken kiosk;
    kiosk.wake();
    ASSERT_TRUE(kiosk.walk.press("service.language"));
    kiosk.presenter.show(kiosk.walk.scene());
    kiosk.walk.pass(300);
    for (const flow::Effect& effect : kiosk.walk.last) {
        if (const auto* words = std::get_if<flow::Announce>(&effect)) kiosk.presenter.announce(words->prompt, words->language);
        if (std::holds_alternative<flow::ResetCustomer>(effect)) kiosk.presenter.reset();
    }
    kiosk.presenter.show(kiosk.walk.scene());
    ASSERT_EQ(kiosk.speaker.queue.size(), 1U);
    EXPECT_EQ(kiosk.speaker.queue.front().text, "For safety, you are signed out. Your money has not changed.");
    EXPECT_TRUE(kiosk.presenter.speaking());
    EXPECT_TRUE(kiosk.end_of(0));
}

TEST(Presenter, hanging_up_stops_speech_at_once) {
    Spoken kiosk;
    kiosk.presenter.listening(flow::Listening::handset);
    kiosk.wake();
    kiosk.presenter.listening(flow::Listening::loudspeaker);
    EXPECT_TRUE(kiosk.speaker.queue.empty());
    EXPECT_FALSE(kiosk.speaker.private_ear);
}

TEST(Presenter, with_a_headphone_nothing_at_all_goes_to_the_loudspeaker) {
    Spoken kiosk;
    kiosk.presenter.listening(flow::Listening::headphone);
    EXPECT_TRUE(kiosk.speaker.private_ear);
    const auto all_private = [&] {
        return !kiosk.speaker.queue.empty() && std::all_of(kiosk.speaker.queue.begin(), kiosk.speaker.queue.end(), [](const voice::Utterance& one) {
            return one.channel == voice::Channel::private_ear;
        });
    };
    kiosk.wake();
    EXPECT_TRUE(all_private());
    kiosk.presenter.focus({NodeId{"fixed.back"}});
    EXPECT_TRUE(all_private());
    kiosk.presenter.announce("P25", "zh-CN");
    EXPECT_TRUE(all_private());
}

TEST(Presenter, the_focus_cuts_off_what_is_being_said) {
    Spoken kiosk;
    kiosk.wake();
    const int cuts = kiosk.speaker.cuts;
    kiosk.presenter.focus({NodeId{"answer.take_ticket"}});
    EXPECT_EQ(kiosk.speaker.cuts, cuts + 1);
    ASSERT_EQ(kiosk.speaker.queue.size(), 1U);
    EXPECT_EQ(kiosk.speaker.queue[0].prompt_id, "answer.take_ticket");
    EXPECT_TRUE(kiosk.presenter.speaking());
}

TEST(Presenter, a_digit_key_answers_the_focus_with_the_tone_that_all_keys_have) {
    Spoken kiosk;
    kiosk.wake();
    ASSERT_TRUE(kiosk.walk.press("answer.identify"));
    ASSERT_TRUE(kiosk.walk.press("answer.phone"));
    ASSERT_TRUE(kiosk.walk.press("answer.agree"));
    kiosk.presenter.show(kiosk.walk.scene());
    kiosk.presenter.touched();
    kiosk.presenter.focus({NodeId{"key.5"}});
    kiosk.presenter.focus({NodeId{"key.6"}});
    EXPECT_EQ(kiosk.speaker.chimes, (std::vector<std::string>{"key", "key"}));
    EXPECT_TRUE(kiosk.speaker.queue.empty());
}

TEST(Presenter, the_two_volumes_are_apart_and_both_return_with_the_reset) {
    Spoken kiosk;
    kiosk.wake();
    kiosk.presenter.listening(flow::Listening::handset);
    kiosk.walk.state.listening = flow::Listening::handset;
    ASSERT_TRUE(kiosk.walk.press("service.louder"));
    kiosk.presenter.show(kiosk.walk.scene());
    EXPECT_EQ(kiosk.speaker.volume, 3) << "the hall is no louder";
    EXPECT_EQ(kiosk.speaker.private_volume, 4);
    kiosk.presenter.listening(flow::Listening::loudspeaker);
    kiosk.walk.state.listening = flow::Listening::loudspeaker;
    ASSERT_TRUE(kiosk.walk.press("service.louder"));
    kiosk.presenter.show(kiosk.walk.scene());
    EXPECT_EQ(kiosk.speaker.volume, 4);
    kiosk.presenter.listening(flow::Listening::headphone);
    EXPECT_EQ(kiosk.speaker.private_volume, 4) << "the same person finds it as it was";
    kiosk.presenter.reset();
    EXPECT_EQ(kiosk.speaker.volume, 3);
    EXPECT_EQ(kiosk.speaker.private_volume, 3);
    EXPECT_TRUE(kiosk.speaker.private_ear) << "where the machine says that somebody listens stays true";
}

TEST(Presenter, a_private_caption_is_a_private_text_and_goes_with_the_listener) {
    Spoken kiosk;
    kiosk.presenter.listening(flow::Listening::handset);
    scene::Scene scene = kiosk.walk.scene();
    scene.occasion = scene::Scene::Occasion::entry;
    scene::Scene::Prompt prompt;
    prompt.id = "P43";
    prompt.private_channel = true;
    prompt.secret_spoken = PrivateText{"您的余额是两千元。"};
    prompt.secret_caption = PrivateText{"您的余额是 2000 元。"};
    scene.prompts = {prompt};
    ++scene.utterance_generation;
    kiosk.presenter.show(scene);
    const std::uint64_t id = kiosk.speaker.queue.at(0).id;
    kiosk.presenter.observe({id, Progress::Kind::started, 0, 0, {}});
    kiosk.presenter.observe({id, Progress::Kind::word, 2, 4, {}});
    const speech::Presenter::Caption caption = kiosk.presenter.caption();
    EXPECT_TRUE(caption.secret.has_value());
    EXPECT_TRUE(caption.text.empty()) << "nothing that a log or a dump could take";
    EXPECT_EQ(caption.begin, 2U);
    kiosk.presenter.listening(flow::Listening::loudspeaker);
    EXPECT_FALSE(kiosk.presenter.caption().secret.has_value());
    EXPECT_FALSE(kiosk.presenter.speaking());
}

}  // namespace
}  // namespace silverlane
