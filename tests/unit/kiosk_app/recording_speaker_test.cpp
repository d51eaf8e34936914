// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/recording_speaker.h"

#include <gtest/gtest.h>

#include <map>

namespace silverlane::kiosk {
namespace {

using Kind = voice::Progress::Kind;

class RecordingSpeakerTest : public testing::Test {
protected:
    static voice::Utterance utterance(std::uint64_t id, const std::string& caption) {
        voice::Utterance made;
        made.id = id;
        made.prompt_id = "P" + std::to_string(id);
        made.language = "zh-CN";
        made.text = made.caption = caption;
        return made;
    }
    std::vector<std::pair<std::uint64_t, Kind>> heard() {
        std::vector<std::pair<std::uint64_t, Kind>> all;
        while (const auto one = progress.try_take()) all.emplace_back(one->utterance, one->kind);
        return all;
    }
    void wait_until_due() { clock.advance(*speaker.due() - clock.monotonic()); }

    ManualClock clock{UtcTime{Milliseconds{1'700'000'000'000}}};
    voice::ProgressQueue progress{64};
    RecordingSpeaker speaker{clock, progress, true};
};

TEST_F(RecordingSpeakerTest, WithoutAVoiceEachCaptionStandsAsLongAsItTakesToRead) {
    speaker.say(utterance(1, "请问办什么业务？"));
    speaker.follow(utterance(2, "请选一个。"));
    EXPECT_EQ(heard(), (std::vector<std::pair<std::uint64_t, Kind>>{{1, Kind::started}}));
    clock.advance(Milliseconds{1'000});
    speaker.pass();
    EXPECT_TRUE(heard().empty()) << "eight characters are not read in a second";
    wait_until_due();
    speaker.pass();
    EXPECT_EQ(heard(), (std::vector<std::pair<std::uint64_t, Kind>>{{1, Kind::finished}, {2, Kind::started}}));
    wait_until_due();
    speaker.pass();
    EXPECT_EQ(heard(), (std::vector<std::pair<std::uint64_t, Kind>>{{2, Kind::finished}}));
    EXPECT_FALSE(speaker.due().has_value()) << "nothing wakes an idle kiosk";
}

TEST_F(RecordingSpeakerTest, ATouchEndsCaptionsToo) {
    speaker.say(utterance(1, "请问"));
    speaker.follow(utterance(2, "请选"));
    heard();
    speaker.stop();
    EXPECT_EQ(heard(), (std::vector<std::pair<std::uint64_t, Kind>>{{1, Kind::cut_off}, {2, Kind::cut_off}}));
    EXPECT_FALSE(speaker.due().has_value());
}

TEST_F(RecordingSpeakerTest, RefusesAPrivateUtteranceWhereNobodyListensPrivately) {
    auto secret = utterance(1, "");
    secret.channel = voice::Channel::private_ear;
    secret.secret_text = PrivateText{"三百元"};
    speaker.say(secret);
    EXPECT_EQ(heard(), (std::vector<std::pair<std::uint64_t, Kind>>{{1, Kind::refused}}));
}

TEST_F(RecordingSpeakerTest, KeepsNoTextOfThePrivateChannel) {
    auto secret = utterance(7, "三百元");
    secret.channel = voice::Channel::private_ear;
    secret.secret_text = PrivateText{"三百元"};
    speaker.say(secret);
    const auto log = speaker.since(0);
    ASSERT_EQ(log.size(), 1U);
    EXPECT_EQ(log[0].channel, "private_ear");
    EXPECT_EQ(log[0].prompt, "P7");
    EXPECT_TRUE(log[0].text.empty());
    EXPECT_TRUE(log[0].caption.empty());
}

TEST_F(RecordingSpeakerTest, KeepsWhatAHeadphoneSaysThatIsNoSecretAndNoSecretCaption) {
    auto plain = utterance(8, "返回");
    plain.channel = voice::Channel::private_ear;
    speaker.say(plain);
    EXPECT_EQ(speaker.since(0).back().channel, "private_ear");
    EXPECT_EQ(speaker.since(0).back().text, "返回");
    auto secret = utterance(9, "");
    secret.channel = voice::Channel::private_ear;
    secret.text = "三百元";
    secret.secret_caption = PrivateText{"300 元"};
    speaker.say(secret);
    EXPECT_TRUE(speaker.since(0).back().text.empty());
}

TEST_F(RecordingSpeakerTest, HandsBothVolumesToTheVoiceThatComesLater) {
    class Volumes final : public voice::Speaker {
    public:
        void say(voice::Utterance) override {}
        void follow(voice::Utterance) override {}
        void stop() override {}
        void set_rate_step(int) override {}
        void set_volume_step(voice::Channel channel, int step) override { steps[channel] = step; }
        void set_private_listening(bool) override {}
        void expect_speech() override {}
        void chime(const std::string&) override {}
        std::map<voice::Channel, int> steps;
    } later;
    speaker.set_volume_step(voice::Channel::loudspeaker, 2);
    speaker.set_volume_step(voice::Channel::private_ear, 6);
    speaker.use(&later, [] { return true; });
    EXPECT_EQ(later.steps[voice::Channel::loudspeaker], 2);
    EXPECT_EQ(later.steps[voice::Channel::private_ear], 6);
}

TEST_F(RecordingSpeakerTest, TellsWhatWasSaidSinceANumber) {
    speaker.say(utterance(1, "一"));
    speaker.chime("call");
    speaker.say(utterance(2, "二"));
    const auto later = speaker.since(1);
    ASSERT_EQ(later.size(), 2U);
    EXPECT_EQ(later[0].what, "chime");
    EXPECT_EQ(later[0].prompt, "call");
    EXPECT_EQ(later[1].text, "二");
}

TEST_F(RecordingSpeakerTest, KeepsNothingWhereNobodyMayAsk) {
    RecordingSpeaker quiet(clock, progress, false);
    quiet.say(utterance(1, "一"));
    EXPECT_TRUE(quiet.since(0).empty());
}

}  // namespace
}  // namespace silverlane::kiosk
