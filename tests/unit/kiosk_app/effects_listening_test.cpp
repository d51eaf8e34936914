// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_listening.h"

#include <gtest/gtest.h>

#include "kiosk/app/recording_speaker.h"
#include "tests/support/kiosk_walk.h"
#include "tests/unit/kiosk_ui/sample_scenes.h"

namespace silverlane::kiosk {
namespace {

using flow::Listening;

class NoLog final : public EventLog {
public:
    void write(const LogEvent&) override {}
};

class ListeningTest : public ::testing::Test {
protected:
    ListeningTest() {
        auto memory = std::make_unique<ui::MemoryPresenter>();
        input = memory.get();
        window = ui::KioskWindow::create(ui::samples::settings(ui::samples::landscape()), clock, log, std::move(memory)).value();
        walk.wake_and_go_home();
        show();
        presenter.stop();
        clock.advance(Milliseconds{600});
    }
    void show() {
        bring_listening(walk.state.listening, presenter, *window);
        presenter.show(walk.scene());
        EXPECT_TRUE(window->show(walk.scene(), to_ui(presenter.caption())).ok());
    }
    void listen(Listening where) {
        walk.send(flow::ListeningChanged{where});
        show();
    }
    /// What the loop of the kiosk does with input.
    ui::Happenings take_input() {
        const ui::Happenings happenings = window->take_happenings();
        if (happenings.touched) presenter.touched();
        speak_input(happenings, presenter);
        return happenings;
    }
    ui::Happenings tap(const std::string& id) {
        const ui::PixelRect hit = window->layout().find(NodeId{id})->hit;
        for (const auto kind : {ui::RawEvent::Kind::down, ui::RawEvent::Kind::up}) {
            input->put({kind, 1, (hit.left + hit.right) / 2, (hit.top + hit.bottom) / 2, ui::RawEvent::Key::none, 0});
        }
        return take_input();
    }
    ui::Happenings key(ui::RawEvent::Key key) {
        clock.advance(Milliseconds{600});
        input->put({ui::RawEvent::Kind::key, 0, 0, 0, key, 0});
        return take_input();
    }
    std::vector<Spoken> said_since(std::uint64_t number) const {
        std::vector<Spoken> said;
        for (const Spoken& spoken : speaker.since(number)) {
            if (spoken.what != "stop") said.push_back(spoken);
        }
        return said;
    }
    std::uint64_t now() const { return speaker.since(0).empty() ? 0 : speaker.since(0).back().number; }

    ManualClock clock{UtcTime{}};
    NoLog log;
    voice::ProgressQueue progress{256};
    RecordingSpeaker speaker{clock, progress, true};
    speech::Presenter presenter{speaker, testing::shipped_texts()};
    ui::MemoryPresenter* input = nullptr;
    std::unique_ptr<ui::KioskWindow> window;
    testing::KioskWalk walk;
};

TEST_F(ListeningTest, AHeadphoneReadsTheWholeScreenToOneEar) {
    const std::uint64_t before = now();
    listen(Listening::headphone);
    const auto said = said_since(before);
    ASSERT_GE(said.size(), 6U);
    for (const Spoken& spoken : said) EXPECT_EQ(spoken.channel, "private_ear") << spoken.prompt;
    EXPECT_EQ(said.back().prompt, "focus.explore");
}

TEST_F(ListeningTest, WithAHeadphoneTheFirstTouchTellsAndTheSecondPresses) {
    listen(Listening::headphone);
    clock.advance(Milliseconds{600});
    const std::uint64_t before = now();
    EXPECT_TRUE(tap("answer.take_ticket").pressed.empty());
    ASSERT_EQ(said_since(before).size(), 1U);
    EXPECT_EQ(said_since(before)[0].prompt, "answer.take_ticket");
    EXPECT_EQ(said_since(before)[0].channel, "private_ear");
    clock.advance(Milliseconds{600});
    EXPECT_EQ(tap("answer.take_ticket").pressed.size(), 1U);
}

TEST_F(ListeningTest, AHandsetChangesNothingAboutTouching) {
    listen(Listening::handset);
    clock.advance(Milliseconds{600});
    EXPECT_EQ(tap("answer.take_ticket").pressed.size(), 1U);
}

TEST_F(ListeningTest, PullingTheHeadphoneIsSilenceAndTheOrdinaryTouch) {
    listen(Listening::headphone);
    EXPECT_TRUE(presenter.speaking());
    listen(Listening::loudspeaker);
    EXPECT_FALSE(presenter.speaking());
    clock.advance(Milliseconds{600});
    EXPECT_EQ(tap("answer.take_ticket").pressed.size(), 1U);
}

TEST_F(ListeningTest, TheLogNamesTheNodeThatTheFocusIsOn) {
    for (int step = 0; step < 12; ++step) {
        const std::uint64_t before = now();
        const ui::Happenings happenings = key(ui::RawEvent::Key::next);
        ASSERT_TRUE(happenings.focus && happenings.focus->size() == 1);
        ASSERT_EQ(said_since(before).size(), 1U);
        EXPECT_EQ(said_since(before)[0].prompt, happenings.focus->front().text);
    }
}

TEST_F(ListeningTest, ThePrivateCaptionReachesTheWindowAsAPrivateText) {
    speech::Presenter::Caption caption;
    caption.secret = PrivateText{"两千元"};
    caption.begin = 1;
    caption.end = 2;
    caption.utterance = 9;
    const ui::Caption shown = to_ui(caption);
    EXPECT_TRUE(shown.secret.has_value());
    EXPECT_TRUE(shown.text.empty());
    EXPECT_EQ(shown.utterance, 9U);
}

}  // namespace
}  // namespace silverlane::kiosk
