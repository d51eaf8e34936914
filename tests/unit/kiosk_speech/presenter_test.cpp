// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

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
    void set_volume_step(int step) override { volume = step; }
    void set_private_listening(bool present) override { private_ear = present; }
    void expect_speech() override { ++expected; }
    void chime(const std::string&) override {}

    std::vector<voice::Utterance> queue;
    int cuts = 0, stops = 0, expected = 0, rate = 3, volume = 3;
    bool private_ear = false;
};

struct Spoken {
    RecordingSpeaker speaker;
    speech::Presenter presenter{speaker};
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
    ASSERT_EQ(kiosk.speaker.queue.size(), 6U);
    EXPECT_TRUE(kiosk.presenter.speaking());
    for (std::size_t index = 0; index + 1 < kiosk.speaker.queue.size(); ++index) EXPECT_FALSE(kiosk.end_of(index));
    EXPECT_TRUE(kiosk.end_of(kiosk.speaker.queue.size() - 1));
    EXPECT_FALSE(kiosk.presenter.speaking());
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
    EXPECT_EQ(kiosk.presenter.caption().text, "4 去柜台办理");
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
        if (const auto* words = std::get_if<flow::Announce>(&effect)) kiosk.presenter.announce(words->prompt, words->language, testing::shipped_texts());
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
    kiosk.presenter.private_listening(true);
    kiosk.wake();
    kiosk.presenter.private_listening(false);
    EXPECT_TRUE(kiosk.speaker.queue.empty());
    EXPECT_FALSE(kiosk.speaker.private_ear);
}

}  // namespace
}  // namespace silverlane
