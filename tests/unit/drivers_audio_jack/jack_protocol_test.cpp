// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/audio_jack/jack_protocol.h"

#include <gtest/gtest.h>
#include <linux/input.h>

#include <cstring>

#include "drivers/audio_jack/jack_settings.h"

namespace silverlane::drivers::audio_jack {
namespace {

MonotonicTime at(int milliseconds) { return {Milliseconds{milliseconds}}; }

std::string event(std::uint16_t type, std::uint16_t code, std::int32_t value) {
    input_event raw{};
    raw.type = type;
    raw.code = code;
    raw.value = value;
    return {reinterpret_cast<const char*>(&raw), sizeof raw};
}

TEST(InputEvents, WholeEventsAreReadAndARestIsIgnored) {
    const std::string bytes = event(EV_SW, SW_HEADPHONE_INSERT, 1) + event(EV_SYN, SYN_DROPPED, 0) + "rest";
    const auto events = parse_input_events(bytes);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0], (InputEvent{{EV_SW, SW_HEADPHONE_INSERT}, 1}));
    EXPECT_EQ(events[1].control, kEventsWereDropped);
    EXPECT_TRUE(parse_input_events("").empty());
}

class ListeningStateTest : public ::testing::Test {
protected:
    ListeningStateTest() {
        state_.set(Contact::headphone, ContactState::idle, at(0));
        state_.set(Contact::handset, ContactState::idle, at(0));
    }
    ListeningState state_{Milliseconds{200}};
};

TEST_F(ListeningStateTest, APlugCountsOnceItsContactHasSettled) {
    state_.set(Contact::headphone, ContactState::in_use, at(1'000));
    EXPECT_EQ(state_.listening(at(1'199)), Listening::loudspeaker);
    EXPECT_EQ(state_.settles_in(at(1'050)), Milliseconds{150});
    EXPECT_EQ(state_.listening(at(1'200)), Listening::headphone);
    EXPECT_FALSE(state_.settles_in(at(1'200)).has_value());
}

TEST_F(ListeningStateTest, ABouncingPlugIsNotPrivateUntilItIsStill) {
    for (int time = 1'000; time < 2'000; time += 150) {
        state_.set(Contact::headphone, ContactState::in_use, at(time));
        EXPECT_EQ(state_.listening(at(time + 140)), Listening::loudspeaker) << time;
        state_.set(Contact::headphone, ContactState::idle, at(time + 145));
    }
}

TEST_F(ListeningStateTest, PulledOutItIsLoudAtOnce) {
    state_.set(Contact::headphone, ContactState::in_use, at(0));
    EXPECT_EQ(state_.listening(at(500)), Listening::headphone);
    state_.set(Contact::headphone, ContactState::idle, at(500));
    EXPECT_EQ(state_.listening(at(500)), Listening::loudspeaker);
}

TEST_F(ListeningStateTest, SeenAgainInUseItDoesNotStartAnew) {
    state_.set(Contact::handset, ContactState::in_use, at(0));
    state_.set(Contact::handset, ContactState::in_use, at(190));
    EXPECT_EQ(state_.listening(at(200)), Listening::handset);
}

TEST_F(ListeningStateTest, UnknownIsNotPrivateUnlessTheOtherContactIs) {
    state_.set(Contact::handset, ContactState::unknown, at(0));
    EXPECT_EQ(state_.listening(at(900)), Listening::unknown);
    state_.set(Contact::headphone, ContactState::in_use, at(1'000));
    EXPECT_EQ(state_.listening(at(1'100)), Listening::unknown);
    EXPECT_EQ(state_.listening(at(1'200)), Listening::headphone);
}

TEST_F(ListeningStateTest, AContactThatDoesNotExistIsNeitherPrivateNorUnknown) {
    ListeningState one{Milliseconds{0}};
    one.set(Contact::handset, ContactState::idle, at(0));
    EXPECT_EQ(one.listening(at(0)), Listening::loudspeaker);
}

TEST(JackWords, OnlyTheirOwnAreUnderstood) {
    EXPECT_EQ(read_hand_move("handset up\n")->contact, Contact::handset);
    EXPECT_EQ(read_hand_move("headphone out")->state, ContactState::idle);
    for (const char* wrong : {"", "handset", "handset in", "headphone  in", "Headphone in"}) {
        EXPECT_FALSE(read_hand_move(wrong).has_value()) << wrong;
    }
}

class PrivateEarSettingsTest : public ::testing::Test {
protected:
    PrivateEarSettings read(std::string_view text) {
        document_.emplace(config::Document::parse(text, "kiosk.toml").value());
        return read_private_ear_settings(document_->root(mistakes_), "/run/silverlane");
    }
    std::optional<config::Document> document_;
    config::Mistakes mistakes_;
};

TEST_F(PrivateEarSettingsTest, AHeadphoneJackNeedsItsInputDeviceOnly) {
    const auto settings = read("device = \"evdev\"\nheadphone_input = \"/dev/input/event7\"\n");
    EXPECT_TRUE(mistakes_.empty()) << mistakes_.text();
    EXPECT_EQ(settings.headphone.control, (Control{EV_SW, SW_HEADPHONE_INSERT}));
    EXPECT_TRUE(settings.headphone.in_use_when);
    EXPECT_EQ(settings.settle, Milliseconds{200});
    EXPECT_TRUE(settings.handset.input.empty());
}

TEST_F(PrivateEarSettingsTest, AHooksKeyAndItsSenseAreConfigured) {
    const auto settings = read("device = \"evdev\"\nhandset_input = \"/dev/input/event8\"\nhandset_kind = \"key\"\nhandset_code = 169\n"
                               "handset_in_use_when = 0\n");
    EXPECT_TRUE(mistakes_.empty()) << mistakes_.text();
    EXPECT_EQ(settings.handset.control, (Control{EV_KEY, KEY_PHONE}));
    EXPECT_FALSE(settings.handset.in_use_when);
}

TEST_F(PrivateEarSettingsTest, EveryMistakeIsNamed) {
    read("device = \"evdev\"\nheadphone_code = 17\nsettle_ms = 1001\nsocket = \"x\"\n");
    EXPECT_EQ(mistakes_.all().size(), 4U) << mistakes_.text();
}

}  // namespace
}  // namespace silverlane::drivers::audio_jack
