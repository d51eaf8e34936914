// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A whole voice with two recorders in the place of loudspeaker and handset, in step with a clock that the test turns; what they recorded
// is measured.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <functional>

#include "base/event_log.h"
#include "sound_measure.h"
#include "table_file.h"
#include "voice/sound/chimes.h"
#include "voice/sound/file_audio_output.h"
#include "voice/sound/mixer.h"
#include "voice/speaker/self_test.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::voice {
namespace {

/// Records, and remembers how many samples were taken at each moment, so that two recordings can be laid side by side.
class ChannelSound : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("silverlane_channels_" + std::to_string(::getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(folder_);
        reader_ = shipped_reader();
        start();
    }
    void TearDown() override {
        speaker_.reset();
        std::filesystem::remove_all(folder_);
    }

    void start() {
        speaker_.reset();  // first: there is one espeak-ng in a process
        std::filesystem::remove(loud_path());
        std::filesystem::remove(ear_path());
        seen_.clear();
        speaker_ = std::make_unique<SynthesisedSpeaker>(
            SynthesisedSpeaker::Parts{reader_, tested_espeak(reader_, ""), std::make_unique<FileAudioOutput>(clock_, loud_path()),
                                      std::make_unique<FileAudioOutput>(clock_, ear_path())},
            progress_, log_, clock_);
        while (speaker_->health() == VoiceHealth::starting) static_cast<void>(progress_.take_for(Milliseconds{1}));
        ASSERT_EQ(speaker_->health(), VoiceHealth::speaking);
    }
    [[nodiscard]] std::string loud_path() const { return (folder_ / "loudspeaker.wav").string(); }
    [[nodiscard]] std::string ear_path() const { return (folder_ / "ear.wav").string(); }
    Samples loud() {
        speaker_.reset();
        return read_recording(loud_path());
    }

    static Utterance aloud(std::uint64_t id, const std::string& text) {
        Utterance u;
        u.id = id;
        u.prompt_id = "P" + std::to_string(id);
        u.language = "zh-CN";
        u.text = u.caption = text;
        return u;
    }
    static Utterance in_private(std::uint64_t id, const std::string& text) {
        Utterance u = aloud(id, "");
        u.channel = Channel::private_ear;
        u.secret_text = PrivateText(text);
        u.secret_caption = PrivateText(text);
        return u;
    }

    /// Turns the clock until the utterance has ended.
    void wait_for(std::uint64_t id, Progress::Kind kind = Progress::Kind::finished) {
        const auto done = [&] {
            return std::any_of(seen_.begin(), seen_.end(), [&](const Progress& p) { return p.utterance == id && p.kind == kind; });
        };
        for (int turn = 0; turn < 6'000 && !done(); ++turn) {
            clock_.advance(Milliseconds{50});
            if (const auto report = progress_.take_for(Milliseconds{12})) seen_.push_back(*report);
            while (const auto report = progress_.try_take()) seen_.push_back(*report);
        }
        ASSERT_TRUE(done()) << "utterance " << id << " never came to its end";
    }
    void pass(int milliseconds) {
        for (int passed = 0; passed < milliseconds; passed += 50) {
            clock_.advance(Milliseconds{50});
            static_cast<void>(progress_.take_for(Milliseconds{12}));
        }
    }

    ManualClock clock_{UtcTime{Milliseconds{0}}};
    SilentLog log_;
    ProgressQueue progress_{4096};
    std::shared_ptr<const MandarinReader> reader_;
    std::filesystem::path folder_;
    std::vector<Progress> seen_;
    std::unique_ptr<SynthesisedSpeaker> speaker_;
};

/// A device that somebody pulls out and plugs in.
class PluggedOutput final : public SilentAudioOutput {
public:
    PluggedOutput(const Clock& clock, std::atomic<bool>& plugged) : SilentAudioOutput(clock), plugged_(plugged) {}
    Result<void> probe() override {
        if (!plugged_) return Error(ErrorCode::unavailable, "nothing is plugged in");
        return {};
    }
    Result<void> open(SampleSource& source) override {
        const auto there = probe();
        return there ? SilentAudioOutput::open(source) : there;
    }
    [[nodiscard]] bool is_open() const override { return plugged_ && SilentAudioOutput::is_open(); }

private:
    std::atomic<bool>& plugged_;
};

bool is_silent(Samples::const_iterator from, Samples::const_iterator until) {
    return std::all_of(from, until, [](std::int16_t s) { return s == 0; });
}

TEST_F(ChannelSound, TheLoudspeakerIsDigitalSilenceWhilePrivateSpeechPlays) {
    speaker_->say(aloud(1, "请坐一坐。"));
    wait_for(1);
    // The loudspeaker's device is still open here, and goes on being recorded.
    const std::size_t before = read_recording(loud_path()).size();
    speaker_->set_private_listening(true);
    speaker_->set_volume_step(Channel::private_ear, 6);
    speaker_->set_volume_step(Channel::loudspeaker, 6);
    speaker_->say(in_private(2, "您的余额是三千二百五十八元六角。"));
    wait_for(2);
    speaker_->chime("call");
    speaker_->follow(in_private(3, "请看一看。"));
    wait_for(3);
    const Samples heard_by_all = loud();
    const Samples heard_by_one = read_recording(ear_path());
    EXPECT_GT(level_of(heard_by_one), -30.0);
    EXPECT_GT(heard_by_one.size(), static_cast<std::size_t>(kSampleRate) * 5);
    ASSERT_GT(heard_by_all.size(), before) << "the device was open meanwhile, so silence was recorded and not nothing";
    const auto last = std::find_if(heard_by_all.rbegin(), heard_by_all.rend(), [](std::int16_t s) { return s != 0; });
    const auto public_speech = static_cast<std::size_t>(heard_by_all.rend() - last);
    EXPECT_LT(public_speech, static_cast<std::size_t>(kSampleRate) * 2) << "nothing after the first prompt, which lasts below two seconds";
    EXPECT_TRUE(is_silent(heard_by_all.begin() + static_cast<std::ptrdiff_t>(public_speech), heard_by_all.end()));
}

TEST_F(ChannelSound, TheRestOfAPrivateSentenceNeverComesOutOfTheLoudspeakerAndTheNextEarIsReset) {
    speaker_->set_private_listening(true);
    speaker_->set_volume_step(Channel::private_ear, 6);
    speaker_->say(in_private(1, "您的余额是三千二百五十八元六角，请您看一看，请您看一看。"));
    wait_for(1, Progress::Kind::word);
    pass(800);
    speaker_->set_private_listening(false);
    wait_for(1, Progress::Kind::cut_off);
    pass(500);
    const double loud_ear = level_of(read_recording(ear_path()));
    const std::size_t until = read_recording(ear_path()).size();
    speaker_->set_private_listening(true);
    speaker_->say(in_private(2, "您的余额是三千二百五十八元六角。"));
    wait_for(2);
    speaker_.reset();
    EXPECT_FALSE(std::filesystem::exists(loud_path())) << "its device was never even opened";
    const Samples ear = read_recording(ear_path());
    const double next_ear = level_of({ear.begin() + static_cast<std::ptrdiff_t>(until), ear.end()});
    EXPECT_GT(loud_ear - next_ear, 8.0) << "12 dB, and a little for the pauses";
}

TEST_F(ChannelSound, SevenStepsLieFourDecibelsApartAndNothingClips) {
    double below = 0.0;
    for (int step = 0; step < kSteps; ++step) {
        start();
        speaker_->set_volume_step(Channel::loudspeaker, step);
        speaker_->say(aloud(1, "请记住。不听，不信，不转账。"));
        wait_for(1);
        Samples samples = loud();
        while (!samples.empty() && samples.back() == 0) samples.pop_back();
        samples.erase(samples.begin(), std::find_if(samples.begin(), samples.end(), [](std::int16_t s) { return s != 0; }));
        EXPECT_LT(peak_of(samples), 0.9) << "step " << step;
        EXPECT_LT(true_peak_of(samples), 1.0) << "step " << step;
        const double level = level_of(samples);
        if (step > 0) { EXPECT_NEAR(level - below, 4.0, 0.2) << "step " << step; }
        below = level;
        RecordProperty("level_dbfs_step_" + std::to_string(step), std::to_string(level));
    }
}

TEST_F(ChannelSound, AChimeLiesBetweenFiveHundredAndTwoThousandHertzAndStandsAlone) {
    speaker_->say(aloud(1, "请坐一坐。"));
    wait_for(1, Progress::Kind::word);
    speaker_->chime("call");  // in the middle of speech
    wait_for(1);
    pass(2'000);
    const Samples all = loud();
    // The chime as the mixer gives it must be found sample for sample: nothing was laid over it, and it over nothing.
    Samples wanted = *chime_samples("call");
    for (auto& sample : wanted) sample = static_cast<std::int16_t>(std::lrintf(static_cast<float>(sample) * volume_factor(kDefaultStep)));
    const auto found = std::search(all.begin(), all.end(), wanted.begin(), wanted.end());
    ASSERT_NE(found, all.end());
    EXPECT_GT(level_of({all.begin(), found}), -40.0) << "the sentence was said whole before";
    EXPECT_TRUE(is_silent(found + static_cast<std::ptrdiff_t>(wanted.size()), all.end()));
    EXPECT_GT(share_between({found, found + static_cast<std::ptrdiff_t>(wanted.size())}, 500.0, 2000.0), 0.99);
}

TEST_F(ChannelSound, SentencesArePartedBySilence) {
    speaker_->say(aloud(1, "请坐一坐。叫到号再过来。"));
    wait_for(1);
    const double pause = longest_pause(loud());
    RecordProperty("pause_seconds", std::to_string(pause));
    EXPECT_GE(pause, 0.25);
    EXPECT_LE(pause, 0.9);
}

TEST_F(ChannelSound, ADeviceThatFailsIsKnownAtTheStartAndFoundAgainWithoutASound) {
    std::atomic<bool> plugged{false};
    std::atomic<int> changes{0};
    speaker_.reset();
    SynthesisedSpeaker::Parts parts{reader_, tested_espeak(reader_, ""), std::make_unique<FileAudioOutput>(clock_, loud_path()),
                                    std::make_unique<PluggedOutput>(clock_, plugged)};
    parts.on_change = [&changes] { ++changes; };
    speaker_ = std::make_unique<SynthesisedSpeaker>(std::move(parts), progress_, log_, clock_);
    const auto until = [this](const std::function<bool()>& done) {
        for (int turn = 0; turn < 1'000 && !done(); ++turn) static_cast<void>(progress_.take_for(Milliseconds{5}));
        ASSERT_TRUE(done());
    };
    until([&] { return speaker_->health() == VoiceHealth::speaking; });
    EXPECT_TRUE(speaker_->works(Channel::loudspeaker));
    EXPECT_FALSE(speaker_->works(Channel::private_ear)) << "before anybody needed it";
    EXPECT_GE(changes, 1);
    plugged = true;
    speaker_->look_at_outputs();
    until([&] { return speaker_->works(Channel::private_ear); });
    EXPECT_GE(changes, 2);
    speaker_->set_private_listening(true);
    speaker_->say(in_private(1, "您的余额是三千元。"));
    wait_for(1, Progress::Kind::word);
    plugged = false;
    wait_for(1);
    EXPECT_FALSE(speaker_->works(Channel::private_ear)) << "pulled out in the middle of a sentence";
    speaker_.reset();
    EXPECT_FALSE(std::filesystem::exists(loud_path())) << "and nothing of it came out of the loudspeaker";
}

TEST_F(ChannelSound, AStopFadesInsteadOfClicking) {
    speaker_->set_volume_step(Channel::loudspeaker, 6);
    speaker_->say(aloud(1, "请出示号票，请出示号票，请出示号票。"));
    wait_for(1, Progress::Kind::word);
    pass(700);
    speaker_->stop();
    wait_for(1, Progress::Kind::cut_off);
    pass(200);
    const Samples all = loud();
    const auto last = std::find_if(all.rbegin(), all.rend(), [](std::int16_t s) { return s != 0; }).base();
    ASSERT_GT(last - all.begin(), 1000);
    for (auto at = last - 16; at < last; ++at) EXPECT_LT(std::abs(static_cast<int>(*at)), 5000) << "the last samples are on their way out";
    EXPECT_LT(std::abs(static_cast<int>(*(last - 1))), 300);
}

}  // namespace
}  // namespace silverlane::voice
