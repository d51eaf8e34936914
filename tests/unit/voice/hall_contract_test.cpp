// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What calling numbers promises (docs/voice-hall.md), held against SynthesisedSpeaker with the real synthesiser: hall and customers'
// loudspeaker recorded to WAV files in step with a clock that the test turns, and measured.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <mutex>
#include <numbers>

#include "kept_log.h"
#include "sound_measure.h"
#include "table_file.h"
#include "voice/sound/file_audio_output.h"
#include "voice/speaker/self_test.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::voice {
namespace {

/// A stretch of a recording in which something sounds, in samples.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] double seconds() const { return static_cast<double>(end - begin) / kSampleRate; }
};

/// Stretches of sound that at least `pause_seconds` of near silence keep apart.
std::vector<Stretch> stretches(const Samples& samples, double pause_seconds) {
    constexpr int kAudible = 30;
    const auto pause = static_cast<std::size_t>(pause_seconds * kSampleRate);
    std::vector<Stretch> found;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::abs(samples[i]) < kAudible) continue;
        if (found.empty() || i - found.back().end > pause) found.push_back({i, i});
        found.back().end = i;
    }
    return found;
}

double loudness(const Samples& samples, const Stretch& part) {
    double sum = 0.0;
    for (std::size_t i = part.begin; i < part.end; ++i) sum += static_cast<double>(samples[i]) * samples[i];
    return std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, part.end - part.begin)));
}

/// The loudness of each tenth of a second.
std::vector<double> envelope(const Samples& samples, const Stretch& part) {
    std::vector<double> all;
    constexpr std::size_t kStep = kSampleRate / 10;
    for (std::size_t begin = part.begin; begin + kStep <= part.end; begin += kStep) all.push_back(loudness(samples, {begin, begin + kStep}));
    return all;
}

/// The share of a stretch's energy that lies within 25 Hz of `hertz` (Goertzel over blocks of 40 ms).
double share_at(const Samples& samples, const Stretch& part, double hertz) {
    constexpr std::size_t kBlock = kSampleRate / 25;
    double at_tone = 0.0, all = 0.0;
    for (std::size_t begin = part.begin; begin + kBlock <= part.end; begin += kBlock) {
        const double step = 2.0 * std::numbers::pi * hertz / kSampleRate;
        double a = 0.0, b = 0.0;
        for (std::size_t i = begin; i < begin + kBlock; ++i) {
            const double c = samples[i] + 2.0 * std::cos(step) * a - b;
            b = a;
            a = c;
            all += static_cast<double>(samples[i]) * samples[i];
        }
        at_tone += (a * a + b * b - 2.0 * std::cos(step) * a * b) * 2.0 / kBlock;
    }
    return all > 0.0 ? at_tone / all : 0.0;
}

class HallContract : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("silverlane_hall_" + std::to_string(::getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(folder_);
        reader_ = shipped_reader();
    }
    void TearDown() override {
        speaker_.reset();
        std::filesystem::remove_all(folder_);
    }

    enum class Device { own, shared };
    void start(Device device, SynthesisedSpeaker::MakeSynthesiser make = nullptr) {
        SynthesisedSpeaker::Parts parts{reader_, make ? std::move(make) : tested_espeak(reader_, ""),
                                        std::make_unique<FileAudioOutput>(clock_, loud_path()), nullptr};
        parts.hall.emplace();
        if (device == Device::own) parts.hall->loudspeaker = std::make_unique<FileAudioOutput>(clock_, hall_path());
        parts.hall->manner = manner_;
        parts.hall->progress = &hall_progress_;
        speaker_ = std::make_unique<SynthesisedSpeaker>(std::move(parts), progress_, log_, clock_);
    }

    [[nodiscard]] std::string loud_path() const { return (folder_ / "loudspeaker.wav").string(); }
    [[nodiscard]] std::string hall_path() const { return (folder_ / "hall.wav").string(); }

    static HallTicket ticket(const char* label) { return *HallTicket::from_label(label); }
    void call(std::uint64_t id, const char* label, int window, bool again = false) {
        speaker_->announce({id, ticket(label), *HallWindow::numbered(window), again});
    }
    void say(std::uint64_t id, const std::string& text, Priority priority = Priority::prompt) {
        Utterance utterance;
        utterance.id = id;
        utterance.prompt_id = "P" + std::to_string(id);
        utterance.language = "zh-CN";
        utterance.text = text;
        utterance.caption = text;
        utterance.priority = priority;
        speaker_->say(std::move(utterance));
    }

    /// Turns the clock until `done` holds; keeps every report with the time at which it came.
    void turn_until(const std::function<bool()>& done) {
        for (int turn = 0; turn < 8'000 && !done(); ++turn) {
            collect();
            if (done()) return;
            clock_.advance(Milliseconds{50});
            if (auto report = hall_progress_.take_for(Milliseconds{6})) note(*report);
        }
        EXPECT_TRUE(done()) << "never happened; log:\n" << log_.text();
    }
    void turn_for(int milliseconds) {
        turn_until([&, until = now() + milliseconds] { return now() >= until; });
    }
    void collect() {
        while (auto report = hall_progress_.try_take()) note(*report);
        while (auto report = progress_.try_take()) said_.push_back({*report, now()});
    }
    void note(const HallProgress& report) { called_.push_back({report, now()}); }
    [[nodiscard]] std::optional<std::int64_t> when(std::uint64_t id, HallProgress::Kind kind) const {
        for (const auto& [report, at] : called_) {
            if (report.announcement == id && report.kind == kind) return at;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<std::int64_t> when_said(std::uint64_t id, Progress::Kind kind) const {
        for (const auto& [report, at] : said_) {
            if (report.utterance == id && report.kind == kind) return at;
        }
        return std::nullopt;
    }
    void wait_for(std::uint64_t id, HallProgress::Kind kind) {
        turn_until([&] { return when(id, kind).has_value(); });
    }
    [[nodiscard]] std::vector<std::uint64_t> order_of(HallProgress::Kind kind) const {
        std::vector<std::uint64_t> ids;
        for (const auto& [report, at] : called_) {
            if (report.kind == kind) ids.push_back(report.announcement);
        }
        return ids;
    }
    [[nodiscard]] std::int64_t now() const { return clock_.monotonic().since_start.count(); }

    /// The recording of the hall, complete: the speaker is gone afterwards.
    Samples hall_recording() {
        speaker_.reset();
        return read_recording(hall_path());
    }

    ManualClock clock_{UtcTime{Milliseconds{0}}};
    KeptLog log_;
    ProgressQueue progress_{4096};
    HallProgressQueue hall_progress_{256};
    std::shared_ptr<const MandarinReader> reader_;
    HallManner manner_;
    std::filesystem::path folder_;
    std::vector<std::pair<HallProgress, std::int64_t>> called_;
    std::vector<std::pair<Progress, std::int64_t>> said_;
    std::unique_ptr<SynthesisedSpeaker> speaker_;
};

using Kind = HallProgress::Kind;

TEST_F(HallContract, SaysChimeThenTheCallTwiceWithAPauseBetween) {
    start(Device::own);
    call(1, "A107", 2);
    wait_for(1, Kind::finished);
    const Samples heard = hall_recording();
    // The two notes of the chime are one stretch, the two halves of the sentence (a comma) another.
    const auto parts = stretches(heard, 0.25);
    ASSERT_GE(parts.size(), 3U);
    const Stretch chime = parts[0];
    EXPECT_NEAR(chime.seconds(), 0.75, 0.1);
    const Stretch first_note{chime.begin, chime.begin + kSampleRate / 4};
    EXPECT_GT(share_at(heard, first_note, 880.0), 0.8);
    EXPECT_LT(share_at(heard, parts[1], 880.0), 0.3) << "words, not tones";
    const auto rounds = stretches(heard, 2.0);
    ASSERT_EQ(rounds.size(), 2U);
    EXPECT_NEAR(static_cast<double>(rounds[1].begin - rounds[0].end) / kSampleRate, 4.0, 0.7);
    const double once = rounds[1].seconds();
    EXPECT_GT(once, 3.0) << "sixteen hanzi";
    EXPECT_NEAR(rounds[0].seconds() - once, 0.75 + 0.3, 0.4) << "the first round has the chime and the silence behind it as well";
    EXPECT_NEAR(20.0 * std::log10(loudness(heard, rounds[1]) / loudness(heard, {parts[1].begin, rounds[0].end})), 0.0, 1.0);
    EXPECT_FALSE(std::filesystem::exists(loud_path()));
    EXPECT_EQ(log_.text(), "");
}

TEST_F(HallContract, SaysARecalledNumberOnceMore) {
    start(Device::own);
    call(1, "A107", 2, true);
    wait_for(1, Kind::finished);
    EXPECT_EQ(stretches(hall_recording(), 2.0).size(), 1U);
}

TEST_F(HallContract, SaysEachLanguageInEveryRound) {
    const auto seconds_of = [&](std::vector<std::string> languages) {
        std::filesystem::remove(hall_path());
        called_.clear();
        manner_.languages = std::move(languages);
        start(Device::own);
        call(1, "B221", 12);
        wait_for(1, Kind::finished);
        const auto rounds = stretches(hall_recording(), 2.0);
        EXPECT_EQ(rounds.size(), 2U);
        return rounds.empty() ? 0.0 : rounds.back().seconds();
    };
    const double chinese = seconds_of({"zh-CN"}), english = seconds_of({"en"}), both = seconds_of({"zh-CN", "en"});
    EXPECT_GT(both, chinese + english * 0.9);
}

TEST_F(HallContract, NobodyAtTheTerminalCutsACall) {
    const auto heard_with = [&](bool customer) {
        std::filesystem::remove(hall_path());
        called_.clear();
        start(Device::own);
        call(1, "A107", 2);
        std::uint64_t id = 0;
        turn_until([&] {
            if (customer && now() % 500 == 0) {
                say(++id, "请坐一坐。");
                speaker_->set_volume_step(Channel::loudspeaker, static_cast<int>(id % 7));
                speaker_->set_rate_step(static_cast<int>(id % 7));
                if (id % 2 == 0) speaker_->stop();
                if (id % 5 == 0) speaker_->set_private_listening(id % 10 == 0);
            }
            return when(1, Kind::finished).has_value();
        });
        return hall_recording();
    };
    const Samples alone = heard_with(false);
    const Samples crowded = heard_with(true);
    const auto rounds_alone = stretches(alone, 2.0), rounds_crowded = stretches(crowded, 2.0);
    ASSERT_EQ(rounds_alone.size(), 2U);
    ASSERT_EQ(rounds_crowded.size(), 2U);
    // The same second round: as long, as loud, and loud at the same places. (The synthesiser never says a thing twice bit by bit.)
    EXPECT_NEAR(rounds_alone[1].seconds(), rounds_crowded[1].seconds(), 0.02);
    const auto a = envelope(alone, rounds_alone[1]), b = envelope(crowded, rounds_crowded[1]);
    double most = 0.0, difference = 0.0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        most = std::max(most, a[i]);
        difference = std::max(difference, std::abs(a[i] - b[i]));
    }
    EXPECT_LT(difference, most / 4);
}

TEST_F(HallContract, ACallDoesNotCutWhatIsSaidAtTheTerminal) {
    start(Device::own);
    say(1, "请出示号票，请出示号票，请出示号票。");
    turn_for(300);
    call(1, "A107", 2);
    turn_until([&] { return when_said(1, Progress::Kind::finished) && when(1, Kind::finished); });
    EXPECT_FALSE(when_said(1, Progress::Kind::cut_off));
    EXPECT_LT(*when(1, Kind::started), *when_said(1, Progress::Kind::finished)) << "both sound, each on its own loudspeaker";
    speaker_.reset();
    EXPECT_GT(loudness(read_recording(loud_path()), stretches(read_recording(loud_path()), 2.0).at(0)), 300.0);
}

TEST_F(HallContract, CallsInTheOrderInWhichTheyWereMadeAndNeverTwoAtOnce) {
    start(Device::own);
    call(1, "A107", 2);
    call(2, "B221", 12);
    turn_until([&] { return when(2, Kind::finished).has_value(); });
    EXPECT_EQ(order_of(Kind::started), (std::vector<std::uint64_t>{1, 2}));
    EXPECT_GE(*when(2, Kind::started), *when(1, Kind::finished));
    EXPECT_EQ(stretches(hall_recording(), 2.0).size(), 3U) << "A107, A107 and, after a breath, B221, and B221";
}

TEST_F(HallContract, InACrowdEverybodyIsCalledOnceBeforeAnybodyTwice) {
    start(Device::own);
    const std::vector<const char*> labels{"A101", "A102", "A103", "A104"};
    for (std::size_t i = 0; i < labels.size(); ++i) call(i + 1, labels[i], 3);
    turn_until([&] { return when(4, Kind::finished).has_value(); });
    EXPECT_EQ(order_of(Kind::finished), (std::vector<std::uint64_t>{1, 2, 3, 4}));
    const auto once = *when(1, Kind::finished) - *when(1, Kind::started), twice = *when(4, Kind::finished) - *when(4, Kind::started);
    EXPECT_GT(twice, once + 4'000) << "the last is said twice, the first was not";
}

TEST_F(HallContract, TheQueueIsBoundedAndTheOldestGives) {
    start(Device::own);
    call(1, "A100", 1);
    wait_for(1, Kind::started);
    for (int i = 1; i < 30; ++i) call(static_cast<std::uint64_t>(i) + 1, ("A" + std::to_string(100 + i)).c_str(), 1);
    turn_until([&] { return order_of(Kind::dropped).size() >= 13; });
    const auto dropped = order_of(Kind::dropped);
    ASSERT_EQ(dropped.size(), 13U) << "one is being said, sixteen wait";
    EXPECT_EQ(dropped.back(), 14U) << "the newest are kept";
    EXPECT_NE(log_.text().find("hall_call_dropped reason=too many calls are waiting"), std::string::npos);
    EXPECT_EQ(log_.text().find("A1"), std::string::npos) << "reasons, no numbers";
}

TEST_F(HallContract, WhatNeedsNoCallAnyMoreIsNotSaid) {
    start(Device::own);
    call(1, "A107", 2);
    call(2, "A108", 3);
    wait_for(1, Kind::started);
    speaker_->withdraw(ticket("A108"));
    wait_for(2, Kind::dropped);
    speaker_->withdraw(ticket("A107"));
    wait_for(1, Kind::finished);
    turn_for(6'000);
    EXPECT_EQ(order_of(Kind::started), (std::vector<std::uint64_t>{1}));
    const auto rounds = stretches(hall_recording(), 2.0);
    ASSERT_EQ(rounds.size(), 1U) << "said to its end, and not repeated";
    EXPECT_GT(rounds[0].seconds(), 3.5);
}

TEST_F(HallContract, TheNewestWindowOfANumberHolds) {
    start(Device::own);
    call(1, "A107", 2);
    call(2, "B001", 5);
    wait_for(1, Kind::started);
    call(3, "A107", 4, true);
    call(4, "B001", 6, true);
    turn_until([&] { return when(3, Kind::finished).has_value(); });
    EXPECT_EQ(order_of(Kind::dropped), (std::vector<std::uint64_t>{2}));
    EXPECT_EQ(order_of(Kind::finished), (std::vector<std::uint64_t>{1, 4, 3})) << "B001 keeps its place before the recall";
}

TEST_F(HallContract, WhatWaitedTooLongIsDropped) {
    manner_.waits_at_most = Milliseconds{5'000};
    start(Device::own);
    call(1, "A107", 2);
    call(2, "A108", 3);
    wait_for(2, Kind::dropped);
    wait_for(1, Kind::finished);
    EXPECT_EQ(order_of(Kind::started), (std::vector<std::uint64_t>{1}));
}

TEST_F(HallContract, OnOneLoudspeakerACallWaitsForTheCustomersWordsAndTheyForTheCall) {
    start(Device::shared);
    say(1, "请出示号票，请出示号票，请出示号票。");
    turn_until([&] { return when_said(1, Progress::Kind::started).has_value(); });
    call(1, "A107", 2);
    wait_for(1, Kind::started);
    collect();
    EXPECT_TRUE(when_said(1, Progress::Kind::finished)) << "not cut off, and not spoken over";
    EXPECT_FALSE(when_said(1, Progress::Kind::cut_off));
    turn_for(1'000);
    speaker_->stop();
    say(2, "请坐一坐。");
    turn_until([&] { return when_said(2, Progress::Kind::finished).has_value(); });
    wait_for(1, Kind::finished);
    const auto began = *when_said(2, Progress::Kind::started);
    EXPECT_GE(began, *when(1, Kind::started) + 4'000) << "after the chime and the words";
    EXPECT_LT(began, *when(1, Kind::finished)) << "and in the pause before they are said again";
    speaker_.reset();
    EXPECT_FALSE(std::filesystem::exists(hall_path()));
}

TEST_F(HallContract, OnOneLoudspeakerASafetyMessageGoesFirstAndAnAnswerForAWhile) {
    start(Device::shared);
    say(1, "请坐一坐。");
    turn_until([&] { return when_said(1, Progress::Kind::started).has_value(); });
    call(1, "A107", 2);
    // Answer upon answer: each cuts the one before. The call's turn comes all the same.
    std::uint64_t id = 1;
    turn_until([&] {
        if (now() % 1'000 == 0 && !when(1, Kind::started)) say(++id, "请出示号票，请出示号票。", Priority::answer);
        return when(1, Kind::started).has_value();
    });
    EXPECT_GT(*when(1, Kind::started), 15'000);
    EXPECT_LT(*when(1, Kind::started), 22'000);
    wait_for(1, Kind::finished);
    say(100, "请坐一坐。");
    turn_until([&] { return when_said(100, Progress::Kind::started).has_value(); });
    call(2, "A108", 3);
    say(101, "您的钱是安全的。", Priority::safety);
    turn_until([&] { return when_said(101, Progress::Kind::finished).has_value(); });
    wait_for(2, Kind::started);
    EXPECT_GE(*when(2, Kind::started), *when_said(101, Progress::Kind::finished));
}

TEST_F(HallContract, OnOneLoudspeakerTheVolumeOfACustomerIsNotTheHalls) {
    const auto level_at = [&](int customers_step) {
        std::filesystem::remove(loud_path());
        called_.clear();
        start(Device::shared);
        speaker_->set_volume_step(Channel::loudspeaker, customers_step);
        call(1, "A107", 2);
        wait_for(1, Kind::finished);
        speaker_.reset();
        const Samples heard = read_recording(loud_path());
        return loudness(heard, stretches(heard, 2.0).at(1));
    };
    EXPECT_NEAR(level_at(0) / level_at(6), 1.0, 0.02);
}

TEST_F(HallContract, WithoutAVoiceTheChimeAloneTellsPeopleToLook) {
    start(Device::own, []() -> Result<std::unique_ptr<Synthesiser>> { return Error(ErrorCode::unavailable, "no voice data"); });
    call(1, "A107", 2);
    wait_for(1, Kind::finished);
    const auto parts = stretches(hall_recording(), 0.25);
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_NEAR(parts[0].seconds(), 0.75, 0.1);
}

TEST(HallAnnouncement, HoldsATicketAndAWindowAndNothingElse) {
    EXPECT_EQ(HallTicket::from_label("A007")->label(), "A007");
    for (const char* bad : {"", "A", "007", "AB12", "a12", "A1234567", "A12 ", "王女士", "A12\n"}) EXPECT_FALSE(HallTicket::from_label(bad)) << bad;
    EXPECT_FALSE(HallWindow::numbered(0));
    EXPECT_FALSE(HallWindow::numbered(1000));
    HallAnnouncement call{1, *HallTicket::from_label("A107"), *HallWindow::numbered(2), false, false};
    EXPECT_EQ(*words_of(call, "zh-CN"), "请A幺零七号，到二号窗口办理业务。");
    EXPECT_EQ(*words_of(call, "en"), "number A one zero seven, please go to window two.");
    call.again = true;
    EXPECT_EQ(*words_of(call, "zh-CN"), "再请A幺零七号，到二号窗口。");
    EXPECT_EQ(*words_of(call, "en"), "Once more, number A one zero seven, please go to window two.");
    call.passed = true;
    EXPECT_EQ(*words_of(call, "zh-CN"), "A幺零七号已经过号。请找大堂经理。");
    EXPECT_EQ(*words_of(call, "en"), "number A one zero seven was missed. Please see the lobby manager.");
    EXPECT_STREQ(prompt_id_of(call), "P32");
    EXPECT_FALSE(words_of(call, "fr"));
}

}  // namespace
}  // namespace silverlane::voice
