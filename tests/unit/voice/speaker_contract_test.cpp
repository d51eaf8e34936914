// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every Speaker promises (docs/utterance.md), held against SynthesisedSpeaker with the real synthesiser, recording to WAV files in
// step with a clock that the test turns.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <mutex>
#include <thread>

#include "kept_log.h"
#include "table_file.h"
#include "voice/sound/file_audio_output.h"
#include "voice/speaker/self_test.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::voice {
namespace {

/// A card that can be missing, or be pulled out; counts how often it was opened.
class UnreliableOutput final : public SilentAudioOutput {
public:
    struct Card {
        std::atomic<bool> present{true};
        std::atomic<int> opened{0};
        std::atomic<bool> open{false};
    };
    UnreliableOutput(const Clock& clock, Card& card) : SilentAudioOutput(clock), card_(card) {}
    Result<void> open(SampleSource& source) override {
        if (!card_.present) return Error(ErrorCode::unavailable, "no card");
        ++card_.opened;
        card_.open = true;
        return SilentAudioOutput::open(source);
    }
    void close() override {
        card_.open = false;
        SilentAudioOutput::close();
    }
    [[nodiscard]] bool is_open() const override { return card_.present && SilentAudioOutput::is_open(); }

private:
    Card& card_;
};

class SpeakerContract : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("silverlane_voice_" + std::to_string(::getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(folder_);
        reader_ = shipped_reader();
    }
    void TearDown() override {
        speaker_.reset();
        std::filesystem::remove_all(folder_);
    }

    void start() {
        start_with(tested_espeak(reader_, ""), std::make_unique<FileAudioOutput>(clock_, loud_path()),
                   std::make_unique<FileAudioOutput>(clock_, ear_path()));
    }
    void start_with(SynthesisedSpeaker::MakeSynthesiser make, std::unique_ptr<AudioOutput> loud, std::unique_ptr<AudioOutput> ear) {
        speaker_ = std::make_unique<SynthesisedSpeaker>(
            SynthesisedSpeaker::Parts{reader_, std::move(make), std::move(loud), std::move(ear)}, progress_, log_, clock_);
        // As at the kiosk, nobody is spoken to before the self-test is over; here the clock would run ahead of it.
        while (speaker_->health() == VoiceHealth::starting) std::this_thread::yield();
    }

    [[nodiscard]] std::string loud_path() const { return (folder_ / "loudspeaker.wav").string(); }
    [[nodiscard]] std::string ear_path() const { return (folder_ / "ear.wav").string(); }

    static Utterance utterance(std::uint64_t id, const std::string& text, Priority priority = Priority::prompt) {
        Utterance u;
        u.id = id;
        u.prompt_id = "P" + std::to_string(id);
        u.language = "zh-CN";
        u.text = text;
        u.caption = text;
        u.priority = priority;
        return u;
    }
    static Utterance private_utterance(std::uint64_t id, const std::string& text) {
        Utterance u = utterance(id, "");
        u.caption = "余额";
        u.channel = Channel::private_ear;
        u.secret_text = PrivateText(text);
        return u;
    }

    /// Turns the clock until `done` holds or twenty minutes have been heard; keeps every report.
    void turn_until(const std::function<bool()>& done) {
        for (int turn = 0; turn < 12'000 && !done(); ++turn) {
            while (auto report = progress_.try_take()) seen_.push_back({*report, heard()});
            if (done()) return;
            clock_.advance(Milliseconds{100});
            if (auto report = progress_.take_for(Milliseconds{12})) seen_.push_back({*report, heard()});
        }
        EXPECT_TRUE(done()) << "never happened; log:\n" << log_.text();
    }
    void wait_for(std::uint64_t id, Progress::Kind kind) {
        turn_until([&] { return has(id, kind); });
    }
    /// Waits for a report while the clock stands.
    void wait_standing(std::uint64_t id, Progress::Kind kind) {
        while (!has(id, kind)) {
            auto report = progress_.take_for(Milliseconds{5000});
            ASSERT_TRUE(report.has_value());
            seen_.push_back({*report, heard()});
        }
    }
    [[nodiscard]] bool has(std::uint64_t id, Progress::Kind kind) const {
        return std::any_of(seen_.begin(), seen_.end(), [&](const Seen& s) { return s.report.utterance == id && s.report.kind == kind; });
    }
    [[nodiscard]] std::vector<std::uint64_t> order_of(Progress::Kind kind) const {
        std::vector<std::uint64_t> ids;
        for (const Seen& s : seen_) {
            if (s.report.kind == kind) ids.push_back(s.report.utterance);
        }
        return ids;
    }
    [[nodiscard]] std::int64_t heard() const { return clock_.monotonic().since_start.count(); }

    /// Samples of a recording; the speaker must be gone, so that it is complete.
    static std::vector<std::int16_t> recording(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        std::vector<std::int16_t> samples;
        for (std::size_t i = 44; i + 1 < bytes.size(); i += 2) {
            const auto low = static_cast<std::uint8_t>(bytes[i]);
            const auto high = static_cast<std::uint8_t>(bytes[i + 1]);
            samples.push_back(static_cast<std::int16_t>(low | high << 8));
        }
        return samples;
    }
    static double loudness(const std::vector<std::int16_t>& samples) {
        double sum = 0.0;
        for (const auto sample : samples) sum += static_cast<double>(sample) * static_cast<double>(sample);
        return samples.empty() ? 0.0 : std::sqrt(sum / static_cast<double>(samples.size()));
    }
    static bool is_silent(const std::vector<std::int16_t>& samples) {
        return std::all_of(samples.begin(), samples.end(), [](std::int16_t s) { return s == 0; });
    }
    static std::size_t last_sound(const std::vector<std::int16_t>& samples) {
        std::size_t last = 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (samples[i] != 0) last = i;
        }
        return last;
    }

    struct Seen {
        Progress report;
        std::int64_t at_milliseconds;
    };

    ManualClock clock_{UtcTime{Milliseconds{0}}};
    KeptLog log_;
    ProgressQueue progress_{4096};
    std::shared_ptr<const MandarinReader> reader_;
    std::filesystem::path folder_;
    std::vector<Seen> seen_;
    UnreliableOutput::Card card_;  // outlives the speaker
    std::unique_ptr<SynthesisedSpeaker> speaker_;
};

TEST_F(SpeakerContract, SaysAPromptWithItsWordsInOrder) {
    start();
    speaker_->say(utterance(1, "请坐一坐。叫到号再过来。"));
    wait_for(1, Progress::Kind::finished);
    std::vector<std::size_t> begins;
    for (const Seen& s : seen_) {
        if (s.report.kind == Progress::Kind::word) begins.push_back(s.report.caption_begin);
    }
    EXPECT_EQ(begins, (std::vector<std::size_t>{0, 1, 2, 3, 5, 6, 7, 8, 9, 10}));
    EXPECT_EQ(seen_.front().report.kind, Progress::Kind::started);
    speaker_.reset();
    EXPECT_GT(loudness(recording(loud_path())), 300.0);
    EXPECT_EQ(log_.text(), "");
}

TEST_F(SpeakerContract, HighlightsNothingThatWasNotHeard) {
    start();
    speaker_->say(utterance(1, "请坐一坐。"));
    wait_standing(1, Progress::Kind::started);
    EXPECT_FALSE(progress_.take_for(Milliseconds{60}).has_value()) << "the clock stands, so nothing can have been heard";
    wait_for(1, Progress::Kind::finished);
    for (const Seen& s : seen_) {
        // The fourth hanzi comes after more than half a second of speech.
        if (s.report.kind == Progress::Kind::word && s.report.caption_begin == 3) { EXPECT_GE(s.at_milliseconds, 500); }
    }
}

TEST_F(SpeakerContract, HighlightsFiguresOfTheCaptionWhileTheirWordsAreSaid) {
    start();
    Utterance call = utterance(1, "请A幺零七号，到二号窗口。");
    call.caption = "请A107号，到2号窗口。";
    speaker_->say(call);
    wait_for(1, Progress::Kind::finished);
    const bool figures = std::any_of(seen_.begin(), seen_.end(), [](const Seen& s) {
        return s.report.kind == Progress::Kind::word && s.report.caption_begin == 1 && s.report.caption_end == 5;
    });
    EXPECT_TRUE(figures);
}

TEST_F(SpeakerContract, RefusesPrivateUtterancesWhileNobodyListensInPrivate) {
    start();
    speaker_->say(private_utterance(1, "您的余额是两千元。"));
    wait_for(1, Progress::Kind::refused);
    speaker_->say(utterance(2, "好的。"));
    wait_for(2, Progress::Kind::finished);
    EXPECT_EQ(log_.count("utterance_refused"), 1);
    EXPECT_EQ(log_.text().find("余额"), std::string::npos);
    speaker_.reset();
    EXPECT_FALSE(std::filesystem::exists(ear_path()));
}

TEST_F(SpeakerContract, KeepsTheLoudspeakerSilentForPrivateUtterances) {
    start();
    speaker_->say(utterance(1, "好的。"));
    wait_for(1, Progress::Kind::finished);
    const auto before = recording(loud_path()).size();
    speaker_->set_private_listening(true);
    speaker_->say(private_utterance(2, "您的余额是两千元。"));
    wait_for(2, Progress::Kind::finished);
    speaker_->say(utterance(3, "请坐一坐。"));
    wait_for(3, Progress::Kind::finished);
    speaker_.reset();
    const auto loud = recording(loud_path());
    ASSERT_GE(loud.size(), before);
    const std::size_t first_prompt = last_sound(loud);
    EXPECT_LT(first_prompt, static_cast<std::size_t>(kSampleRate) * 2) << "only the first prompt, which lasts under two seconds";
    EXPECT_GT(loudness(recording(ear_path())), 300.0);
}

TEST_F(SpeakerContract, SaysOrdinaryWordsOnThePrivateChannelAndFollowsTheirCaption) {
    start();
    speaker_->set_private_listening(true);
    Utterance plain = utterance(1, "请坐一坐。");
    plain.channel = Channel::private_ear;
    speaker_->say(plain);
    wait_for(1, Progress::Kind::finished);
    EXPECT_TRUE(has(1, Progress::Kind::word));
    speaker_.reset();
    EXPECT_GT(loudness(recording(ear_path())), 300.0);
    EXPECT_FALSE(std::filesystem::exists(loud_path()));
}

TEST_F(SpeakerContract, HighlightsAPrivateCaptionAndLogsNothingOfIt) {
    start();
    speaker_->set_private_listening(true);
    Utterance secret = private_utterance(1, "您的余额是两千元。");
    secret.caption.clear();
    secret.secret_caption = PrivateText("您的余额是2000元。");
    speaker_->say(secret);
    wait_for(1, Progress::Kind::finished);
    const bool figures = std::any_of(seen_.begin(), seen_.end(), [](const Seen& s) {
        return s.report.kind == Progress::Kind::word && s.report.caption_begin >= 5 && s.report.caption_end > s.report.caption_begin;
    });
    EXPECT_TRUE(figures);
    EXPECT_EQ(log_.text().find("余额"), std::string::npos);
    secret.id = 2;
    secret.channel = Channel::loudspeaker;
    secret.secret_text.reset();
    secret.text = "好的。";
    speaker_->say(secret);
    wait_for(2, Progress::Kind::refused);
}

TEST_F(SpeakerContract, WithoutAPrivateOutputAListenersWordsRunAsCaptionsAndNothingSounds) {
    start_with(tested_espeak(reader_, ""), std::make_unique<FileAudioOutput>(clock_, loud_path()), nullptr);
    speaker_->set_private_listening(true);
    speaker_->say(private_utterance(1, "您的余额是两千元。"));
    wait_for(1, Progress::Kind::finished);
    speaker_->say(utterance(2, "请坐一坐。"));
    wait_for(2, Progress::Kind::finished);
    speaker_->chime("call");
    turn_until([&, until = heard() + 2000] { return heard() >= until; });
    speaker_.reset();
    EXPECT_FALSE(std::filesystem::exists(loud_path()));
}

TEST_F(SpeakerContract, KeepsTheVolumesOfTheTwoChannelsApart) {
    const auto loudness_at = [&](int loud_step, int private_step) {
        start();
        speaker_->set_volume_step(Channel::loudspeaker, loud_step);
        speaker_->set_private_listening(true);
        speaker_->set_volume_step(Channel::private_ear, private_step);
        speaker_->say(utterance(1, "请坐一坐。"));
        wait_for(1, Progress::Kind::finished);
        speaker_.reset();
        seen_.clear();
        const double heard = loudness(recording(ear_path()));
        std::filesystem::remove(ear_path());
        return heard;
    };
    const double usual = loudness_at(3, 3);
    EXPECT_NEAR(loudness_at(6, 3) / usual, 1.0, 0.05);
    EXPECT_GT(loudness_at(3, 6) / usual, 3.0) << "12 dB";
}

TEST_F(SpeakerContract, AKeyToneAfterATouchIsHeardAlthoughTheTouchCutSpeechOff) {
    // A busy machine may lag behind its own recording; a tone that is dropped is dropped every time.
    bool heard_once = false;
    for (int attempt = 0; attempt < 5 && !heard_once; ++attempt) {
        start();
        const auto begun = heard();
        speaker_->say(utterance(1, "请出示号票，请出示号票，请出示号票，请出示号票，请出示号票。"));
        turn_until([&] { return heard() >= begun + 1500 && has(1, Progress::Kind::word); });
        speaker_->stop();
        speaker_->chime("key");
        wait_for(1, Progress::Kind::cut_off);
        const auto stopped = static_cast<std::size_t>(heard() - begun);
        turn_until([&, until = heard() + 1000] { return heard() >= until; });
        speaker_.reset();
        seen_.clear();
        const auto all = recording(loud_path());
        std::filesystem::remove(loud_path());
        heard_once = last_sound(all) > (stopped > 60 ? stopped - 60 : 0) * kSampleRate / 1000;
    }
    EXPECT_TRUE(heard_once);
}

TEST_F(SpeakerContract, RefusesASecretTextForTheLoudspeakerEvenInPrivate) {
    start();
    speaker_->set_private_listening(true);
    Utterance wrong = private_utterance(1, "您的余额是两千元。");
    wrong.channel = Channel::loudspeaker;
    speaker_->say(wrong);
    wait_for(1, Progress::Kind::refused);
    speaker_.reset();
    EXPECT_FALSE(std::filesystem::exists(loud_path()));
}

TEST_F(SpeakerContract, GoesSilentAtOnceWhenTheHandsetIsHungUp) {
    start();
    speaker_->set_private_listening(true);
    speaker_->say(private_utterance(1, "您的余额是三千二百五十八元六角，请您看一看，请您看一看。"));
    turn_until([&] { return heard() >= 1000 && has(1, Progress::Kind::word); });
    const auto hung_up = static_cast<std::size_t>(heard());
    speaker_->set_private_listening(false);
    wait_for(1, Progress::Kind::cut_off);
    turn_until([&, until = heard() + 1000] { return heard() >= until; });
    speaker_.reset();
    EXPECT_LE(last_sound(recording(ear_path())), (hung_up + 50) * kSampleRate / 1000);
    EXPECT_FALSE(std::filesystem::exists(loud_path())) << "the rest of a private prompt is never said aloud";
}

TEST_F(SpeakerContract, IsSilentWithinFiftyMillisecondsOfAStop) {
    start();
    speaker_->say(utterance(1, "请出示号票，请出示号票，请出示号票，请出示号票，请出示号票。"));
    speaker_->follow(utterance(2, "请坐一坐。"));
    turn_until([&] { return heard() >= 1500 && has(1, Progress::Kind::word); });
    const auto stopped = static_cast<std::size_t>(heard());
    speaker_->stop();
    wait_for(1, Progress::Kind::cut_off);
    wait_for(2, Progress::Kind::cut_off);
    turn_until([&, until = heard() + 1000] { return heard() >= until; });
    speaker_.reset();
    const auto samples = recording(loud_path());
    EXPECT_GT(last_sound(samples), static_cast<std::size_t>(kSampleRate) / 2);
    EXPECT_LE(last_sound(samples), (stopped + 50) * kSampleRate / 1000);
}

TEST_F(SpeakerContract, SaysTheNewestAndCutsTheOneBefore) {
    start();
    speaker_->say(utterance(1, "请出示号票，请出示号票，请出示号票。"));
    wait_for(1, Progress::Kind::word);
    speaker_->say(utterance(2, "好的。"));
    speaker_->follow(utterance(3, "请坐一坐。"));
    wait_for(3, Progress::Kind::finished);
    EXPECT_TRUE(has(1, Progress::Kind::cut_off));
    EXPECT_EQ(order_of(Progress::Kind::finished), (std::vector<std::uint64_t>{2, 3}));
}

TEST_F(SpeakerContract, LetsTheMoreImportantBeHeard) {
    start();
    speaker_->say(utterance(1, "您的钱是安全的。", Priority::safety));
    wait_standing(1, Progress::Kind::started);
    speaker_->say(utterance(2, "不着急。", Priority::hint));
    speaker_->say(utterance(3, "请坐一坐。", Priority::prompt));
    wait_for(3, Progress::Kind::finished);
    EXPECT_TRUE(has(2, Progress::Kind::cut_off)) << "a hint does not wait";
    EXPECT_EQ(order_of(Progress::Kind::finished), (std::vector<std::uint64_t>{1, 3}));
    speaker_->say(utterance(4, "请坐一坐，请坐一坐。", Priority::answer));
    wait_for(4, Progress::Kind::word);
    speaker_->say(utterance(5, "请找工作人员。", Priority::safety));
    wait_for(5, Progress::Kind::finished);
    EXPECT_TRUE(has(4, Progress::Kind::cut_off));
}

TEST_F(SpeakerContract, ChangesTheLevelByFourDecibelsAStep) {
    start();
    speaker_->set_volume_step(Channel::loudspeaker, 5);
    speaker_->say(utterance(1, "请坐一坐。"));
    wait_for(1, Progress::Kind::finished);
    speaker_.reset();
    const double loud = loudness(recording(loud_path()));
    clock_.advance(Milliseconds{10});
    std::filesystem::remove(loud_path());
    start();
    speaker_->set_volume_step(Channel::loudspeaker, 2);
    speaker_->say(utterance(2, "请坐一坐。"));
    wait_for(2, Progress::Kind::finished);
    speaker_.reset();
    auto quiet_samples = recording(loud_path());
    const double quiet = loudness(quiet_samples);
    ASSERT_GT(quiet, 0.0);
    // The recordings may differ by a few milliseconds of silence at their ends.
    EXPECT_NEAR(20.0 * std::log10(loud / quiet), 12.0, 0.5);
}

TEST_F(SpeakerContract, SpeaksFasterWithTheNextUtteranceAfterAChangeOfRate) {
    start();
    speaker_->say(utterance(1, "请出示号票，请出示号票。"));
    const auto begun = heard();
    wait_for(1, Progress::Kind::finished);
    const auto slow = heard() - begun;
    speaker_->set_rate_step(6);
    const auto again = heard();
    speaker_->say(utterance(2, "请出示号票，请出示号票。"));
    wait_for(2, Progress::Kind::finished);
    EXPECT_LT(heard() - again, slow * 7 / 10);
}

TEST_F(SpeakerContract, SaysARareHanziThatTheSynthesiserDoesNotKnow) {
    start();
    speaker_->say(utterance(1, "䶮𬭎。"));
    wait_for(1, Progress::Kind::finished);
    std::size_t words = 0;
    for (const Seen& seen : seen_) words += seen.report.kind == Progress::Kind::word ? 1 : 0;
    EXPECT_EQ(words, 2U);
}

TEST_F(SpeakerContract, RefusesBadTextAndGoesOn) {
    start();
    std::uint64_t id = 0;
    const std::vector<std::string> bad{"请看\xFF", "好的😀", "请{ticket}", "请A107号", std::string(10'000, 'a'), "请\x01看", "", "PIN错了",
                                       "请\U00031350看"};
    for (const std::string& text : bad) {
        speaker_->say(utterance(++id, text));
        wait_for(id, Progress::Kind::refused);
    }
    Utterance foreign = utterance(++id, "Bonjour");
    foreign.language = "fr";
    speaker_->say(foreign);
    wait_for(id, Progress::Kind::refused);
    speaker_->say(utterance(++id, "好的。"));
    wait_for(id, Progress::Kind::finished);
    EXPECT_EQ(log_.count("utterance_refused"), static_cast<int>(bad.size()) + 1);
}

TEST_F(SpeakerContract, SpeaksEnglishToo) {
    start();
    Utterance english = utterance(1, "Please press one big button.");
    english.language = "en";
    speaker_->say(english);
    wait_for(1, Progress::Kind::finished);
    EXPECT_EQ(order_of(Progress::Kind::word).size(), 5U);
}

TEST_F(SpeakerContract, EndsTheChimeBeforeTheVoice) {
    start();
    speaker_->chime("call");
    speaker_->say(utterance(1, "请坐一坐。"));
    wait_for(1, Progress::Kind::finished);
    const auto first = std::find_if(seen_.begin(), seen_.end(), [](const Seen& s) { return s.report.kind == Progress::Kind::word; });
    ASSERT_NE(first, seen_.end());
    EXPECT_GE(first->at_milliseconds, 750) << "the chime lasts 750 ms";
}

TEST_F(SpeakerContract, RunsTheCaptionsWithoutASynthesiser) {
    start_with([]() -> Result<std::unique_ptr<Synthesiser>> { return Error(ErrorCode::unavailable, "no voice data"); },
               std::make_unique<FileAudioOutput>(clock_, loud_path()), nullptr);
    speaker_->say(utterance(1, "请坐一坐。"));
    wait_for(1, Progress::Kind::finished);
    EXPECT_EQ(order_of(Progress::Kind::word).size(), 4U);
    EXPECT_EQ(speaker_->health(), VoiceHealth::captions_only);
    EXPECT_EQ(log_.count("voice_unavailable"), 1);
    speaker_.reset();
    EXPECT_TRUE(is_silent(recording(loud_path())));
}

TEST_F(SpeakerContract, RunsTheCaptionsWithoutASoundCardAndTriesItAgain) {
    card_.present = false;
    start_with(tested_espeak(reader_, ""), std::make_unique<UnreliableOutput>(clock_, card_), nullptr);
    speaker_->say(utterance(1, "请坐一坐。"));
    wait_for(1, Progress::Kind::finished);
    EXPECT_EQ(order_of(Progress::Kind::word).size(), 4U);
    EXPECT_EQ(log_.count("audio_unavailable"), 1);
    card_.present = true;
    turn_until([&, until = heard() + 3000] { return heard() >= until; });
    speaker_->say(utterance(2, "请坐一坐。"));
    wait_for(2, Progress::Kind::finished);
    EXPECT_EQ(card_.opened, 1);
    EXPECT_EQ(log_.count("audio_restored"), 1);
}

TEST_F(SpeakerContract, FinishesWhenTheSoundCardIsPulledOut) {
    start_with(tested_espeak(reader_, ""), std::make_unique<UnreliableOutput>(clock_, card_), nullptr);
    speaker_->say(utterance(1, "请坐一坐，请坐一坐。"));
    wait_for(1, Progress::Kind::word);
    card_.present = false;
    wait_for(1, Progress::Kind::finished);
    EXPECT_EQ(log_.count("audio_unavailable"), 1);
}

TEST_F(SpeakerContract, OpensTheDeviceOnDemandAndClosesItAfterSilence) {
    start_with(tested_espeak(reader_, ""), std::make_unique<UnreliableOutput>(clock_, card_), nullptr);
    EXPECT_EQ(card_.opened, 0);
    speaker_->expect_speech();
    speaker_->say(utterance(1, "好的。"));
    wait_for(1, Progress::Kind::finished);
    EXPECT_EQ(card_.opened, 1);
    EXPECT_TRUE(card_.open);
    turn_until([&] { return !card_.open.load(); });
    EXPECT_EQ(card_.opened, 1);
}

}  // namespace
}  // namespace silverlane::voice
