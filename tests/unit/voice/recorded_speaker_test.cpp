// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Recordings through the whole speaker: the real synthesiser beside real files, heard in what the mixer puts out, in step with a clock that
// the test turns (docs/voice-packs.md, docs/utterance.md).
#include <ebur128.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <mutex>

#include "counted_allocations.h"
#include "table_file.h"
#include "tests/unit/voice_recordings/sound_maker.h"
#include "voice/recordings/conversion.h"
#include "voice/recordings/loudness.h"
#include "voice/sound/file_audio_output.h"
#include "voice/speaker/self_test.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::voice {
namespace {

class RecordingLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        const std::lock_guard lock(mutex_);
        text_ += event.name();
        for (const auto& [field, value] : event.fields()) text_ += ' ' + field + '=' + value;
        text_ += '\n';
    }
    std::string text() {
        const std::lock_guard lock(mutex_);
        return text_;
    }
    int count(const std::string& what) {
        const std::string all = text();
        int found = 0;
        for (std::size_t at = all.find(what); at != std::string::npos; at = all.find(what, at + 1)) ++found;
        return found;
    }

private:
    std::mutex mutex_;
    std::string text_;
};

/// Marks the time in which the mixer is asked for samples, as a sound card's thread would ask.
class WatchedOutput final : public AudioOutput, public SampleSource {
public:
    explicit WatchedOutput(const Clock& clock) : silent_(clock) {}
    Result<void> open(SampleSource& source) override {
        source_ = &source;
        return silent_.open(*this);
    }
    void close() override { silent_.close(); }
    [[nodiscard]] bool is_open() const override { return silent_.is_open(); }
    void pump() override { silent_.pump(); }
    void fill(std::int16_t* samples, std::size_t count) noexcept override {
        in_audio_callback = true;
        source_->fill(samples, count);
        in_audio_callback = false;
    }

private:
    SilentAudioOutput silent_;
    SampleSource* source_ = nullptr;
};

constexpr const char* kTicketText = "您的号码是{ticket}。{ahead}。";
constexpr const char* kTicketSaid = "您的号码是A幺零七号。前面还有五位。";
constexpr const char* kTicketShown = "您的号码是A107。前面还有 5 位。";

class RecordedSpeaker : public ::testing::Test {
protected:
    void SetUp() override {
        reader_ = shipped_reader();
    }
    void TearDown() override { speaker_.reset(); }

    /// Adds a recording of these words to the pack.
    void record(const std::string& id, int part, const std::string& text, const MadeVoice& voice, const std::string& variety = "zh-CN",
                FileKind kind = FileKind::flac_16, const std::string& ending = ".flac") {
        const std::string name = id + (part == 0 ? "" : '_' + std::to_string(part)) + ending;
        write_sound(pack() / variety / name, kind, made_voice(voice), voice.samples_per_second);
        rows_[variety].push_back({id, part, 3, name, fingerprint_of(bytes_of_file(pack() / variety / name)), text});
    }
    /// What the recording's samples are when they are played.
    [[nodiscard]] std::vector<std::int16_t> played_samples(const std::string& file) const {
        const auto sound = read_sound_file(pack() / file);
        EXPECT_TRUE(sound.ok());
        auto playable = make_playable(*sound, kSampleRate);
        EXPECT_TRUE(playable.ok());
        return playable ? std::move(playable->samples) : std::vector<std::int16_t>{};
    }

    void start(SynthesisedSpeaker::MakeSynthesiser make = {}, std::unique_ptr<AudioOutput> loud = nullptr, Presence presence = Presence::off) {
        for (const auto& [variety, rows] : rows_) ASSERT_TRUE(write_index(pack() / variety / kIndexFile, rows).ok());
        auto packs = PackCatalogue::load({pack()});
        ASSERT_TRUE(packs.ok()) << packs.error().text();
        if (!make) make = tested_espeak(reader_, "", presence);
        if (!loud) loud = std::make_unique<FileAudioOutput>(clock_, loud_path());
        SynthesisedSpeaker::Parts parts{reader_, std::move(make), std::move(loud), std::make_unique<FileAudioOutput>(clock_, ear_path()),
                                        std::make_shared<const PackCatalogue>(std::move(*packs))};
        parts.hall.emplace();
        parts.hall->loudspeaker = std::make_unique<FileAudioOutput>(clock_, hall_path());
        parts.hall->manner.volume_step = 6;
        parts.hall->manner.rounds = 1;
        parts.hall->progress = &hall_progress_;
        parts.presence_of_packs = presence;
        speaker_ = std::make_unique<SynthesisedSpeaker>(std::move(parts), progress_, log_, clock_);
        speaker_->set_volume_step(Channel::loudspeaker, 6);
    }

    static Utterance utterance(std::uint64_t id, const std::string& prompt, const std::string& text) {
        Utterance u;
        u.id = id;
        u.prompt_id = prompt;
        u.language = "zh-CN";
        u.text = text;
        u.caption = text;
        return u;
    }

    void turn_until(const std::function<bool()>& done) {
        for (int turn = 0; turn < 12'000 && !done(); ++turn) {
            while (auto report = progress_.try_take()) seen_.push_back({*report, heard()});
            if (done()) return;
            clock_.advance(Milliseconds{50});
            if (auto report = progress_.take_for(Milliseconds{12})) seen_.push_back({*report, heard()});
        }
        EXPECT_TRUE(done()) << "never happened; log:\n" << log_.text();
    }
    [[nodiscard]] bool has(std::uint64_t id, Progress::Kind kind) const {
        return std::any_of(seen_.begin(), seen_.end(), [&](const Seen& s) { return s.report.utterance == id && s.report.kind == kind; });
    }
    void say_all_of(Utterance u) {
        const std::uint64_t id = u.id;
        speaker_->say(std::move(u));
        turn_until([&] { return has(id, Progress::Kind::finished); });
    }
    [[nodiscard]] std::int64_t heard() const { return clock_.monotonic().since_start.count(); }
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> highlights(std::uint64_t id) const {
        std::vector<std::pair<std::size_t, std::size_t>> all;
        for (const Seen& s : seen_) {
            if (s.report.utterance == id && s.report.kind == Progress::Kind::word) all.emplace_back(s.report.caption_begin, s.report.caption_end);
        }
        return all;
    }

    /// Samples of a recording of the output; the speaker must be gone, so that it is complete.
    static std::vector<std::int16_t> output(const std::string& path) {
        const std::string bytes = bytes_of_file(path);
        std::vector<std::int16_t> samples;
        for (std::size_t i = 44; i + 1 < bytes.size(); i += 2) {
            samples.push_back(static_cast<std::int16_t>(static_cast<std::uint8_t>(bytes[i]) | static_cast<std::uint8_t>(bytes[i + 1]) << 8));
        }
        return samples;
    }
    /// As a meter shows it, with the standard's own gate and nothing else.
    static double meter(const std::vector<std::int16_t>& samples) {
        ebur128_state* state = ebur128_init(1, kSampleRate, EBUR128_MODE_I);
        EXPECT_EQ(ebur128_add_frames_short(state, samples.data(), samples.size()), EBUR128_SUCCESS);
        double lufs = 0.0;
        EXPECT_EQ(ebur128_loudness_global(state, &lufs), EBUR128_SUCCESS);
        ebur128_destroy(&state);
        return lufs;
    }

    [[nodiscard]] std::filesystem::path pack() const { return folder_.path() / "pack"; }
    [[nodiscard]] std::string loud_path() const { return (folder_.path() / "loudspeaker.wav").string(); }
    [[nodiscard]] std::string hall_path() const { return (folder_.path() / "hall.wav").string(); }
    [[nodiscard]] std::string ear_path() const { return (folder_.path() / "ear.wav").string(); }

    struct Seen {
        Progress report;
        std::int64_t at_milliseconds;
    };

    TemporaryFolder folder_;
    std::map<std::string, std::vector<IndexRow>> rows_;
    ManualClock clock_{UtcTime{Milliseconds{0}}};
    RecordingLog log_;
    ProgressQueue progress_{4096};
    HallProgressQueue hall_progress_{16};
    std::shared_ptr<const MandarinReader> reader_;
    std::vector<Seen> seen_;
    std::unique_ptr<SynthesisedSpeaker> speaker_;
};

TEST_F(RecordedSpeaker, PlaysARecordingOfEachKindInThePlaceOfSynthesis) {
    record("P1", 0, "请坐一坐。", {.pitch_hz = 150.0}, "zh-CN", FileKind::wav_24, ".wav");
    record("P2", 0, "请稍等。", {.pitch_hz = 190.0}, "zh-CN", FileKind::flac_16, ".flac");
    record("P3", 0, "请慢走。", {.pitch_hz = 230.0}, "zh-CN", FileKind::opus, ".opus");
    start();
    say_all_of(utterance(1, "P1", "请坐一坐。"));
    say_all_of(utterance(2, "P2", "请稍等。"));
    say_all_of(utterance(3, "P3", "请慢走。"));
    speaker_.reset();
    const auto all = output(loud_path());
    std::size_t last = 0;
    for (const char* file : {"zh-CN/P1.wav", "zh-CN/P2.flac", "zh-CN/P3.opus"}) {
        const auto found = find_in(all, played_samples(file));
        EXPECT_GT(found.highest, 0.999) << file;
        EXPECT_GE(found.at, last) << "in the order in which they were said";
        last = found.at;
    }
    EXPECT_EQ(log_.text(), "");
}

TEST_F(RecordedSpeaker, SaysADialectByItsRecordingsAndWhatIsMissingWholeInMandarin) {
    record("P1", 0, "请坐一坐。", {.pitch_hz = 150.0}, "zh-x-wu");
    record("P2", 0, "请稍等。", {.pitch_hz = 190.0}, "zh-CN");
    record("P27", 1, kTicketText, {.pitch_hz = 230.0}, "zh-x-wu");
    start();
    EXPECT_TRUE(speaker_->can_say("zh-x-wu") && !speaker_->can_say("zh-x-min"));
    for (Utterance u : {utterance(1, "P1", "请坐一坐。"), utterance(2, "P2", "请稍等。"), utterance(3, "P27", kTicketSaid)}) {
        u.variety = "zh-x-wu";
        say_all_of(std::move(u));
    }
    speaker_.reset();
    const auto all = output(loud_path());
    EXPECT_GT(find_in(all, played_samples("zh-x-wu/P1.flac")).highest, 0.999);
    EXPECT_GT(find_in(all, played_samples("zh-CN/P2.flac")).highest, 0.999) << "Mandarin's recording before Mandarin's synthesis";
    EXPECT_LT(find_in(all, played_samples("zh-x-wu/P27_1.flac")).highest, 0.6) << "nothing can say the number in this dialect";
}

TEST_F(RecordedSpeaker, SynthesisesWhereTheWordsWereChangedAndSaysSoOnce) {
    record("P1", 0, "请坐一坐。", {});
    start();
    say_all_of(utterance(1, "P1", "请坐下来。"));
    say_all_of(utterance(2, "P1", "请坐下来。"));
    EXPECT_EQ(highlights(1).size(), 4U) << "the synthesiser's own words";
    speaker_.reset();
    const auto all = output(loud_path());
    EXPECT_LT(find_in(all, played_samples("zh-CN/P1.flac")).highest, 0.6);
    EXPECT_GT(meter(all), kSpeechLoudnessLufs - 6.0);
    EXPECT_EQ(log_.count("recording_outdated prompt=P1 language=zh-CN"), 1);
    EXPECT_EQ(log_.text().find("坐"), std::string::npos);
}

TEST_F(RecordedSpeaker, JoinsRecordedWordsAndValuesWithShortPausesAtOneLevel) {
    record("P27", 1, kTicketText, {.syllables = 5, .level = 0.02, .leading_ms = 800, .trailing_ms = 600});
    start();
    Utterance ticket = utterance(1, "P27", kTicketSaid);
    ticket.caption = kTicketShown;
    say_all_of(ticket);
    speaker_.reset();
    const auto all = output(loud_path());
    const auto recorded = played_samples("zh-CN/P27_1.flac");
    const auto found = find_in(all, recorded);
    ASSERT_GT(found.highest, 0.999);
    const std::size_t join = found.at + recorded.size();
    const std::vector<std::int16_t> value(all.begin() + static_cast<std::ptrdiff_t>(join), all.end());
    const auto silence = silence_at_ends(to_float(value), kSampleRate);
    EXPECT_LT(silence.leading, static_cast<std::size_t>(kSampleRate) / 5) << "no longer pause than a person makes";
    const auto of_value = measure_loudness(to_float(value), kSampleRate);
    const auto of_recording = measure_loudness(to_float(recorded), kSampleRate);
    ASSERT_TRUE(of_value.ok() && of_recording.ok());
    EXPECT_NEAR(of_value->lufs, of_recording->lufs, 1.0);
    // 您的号码是 is one highlight, then the figures A107, then the sentence after it.
    const auto words = highlights(1);
    ASSERT_GE(words.size(), 3U);
    EXPECT_EQ(words[0], (std::pair<std::size_t, std::size_t>{0, 5}));
    EXPECT_EQ(words[1], (std::pair<std::size_t, std::size_t>{5, 9}));
    EXPECT_EQ(words[2].first, 10U);
    EXPECT_EQ(log_.text(), "");
}

TEST_F(RecordedSpeaker, CallsTheHallWithRecordingsAndTheValuesBetweenThem) {
    constexpr const char* kCall = "请{ticket}，到{window}办理业务。";
    record("P30", 1, kCall, {.syllables = 1});
    record("P30", 2, kCall, {.syllables = 1, .pitch_hz = 190.0});
    record("P30", 3, kCall, {.syllables = 4, .pitch_hz = 240.0});
    start();
    speaker_->announce({1, *HallTicket::from_label("A107"), *HallWindow::numbered(2), false});
    bool finished = false;
    turn_until([&] {
        while (const auto report = hall_progress_.try_take()) finished = finished || report->kind == HallProgress::Kind::finished;
        return finished;
    });
    speaker_.reset();
    const auto all = output(hall_path());
    std::size_t behind = 0;
    for (const char* part : {"zh-CN/P30_1.flac", "zh-CN/P30_2.flac", "zh-CN/P30_3.flac"}) {
        const auto found = find_in(all, played_samples(part));
        EXPECT_GT(found.highest, 0.999) << part;
        EXPECT_GT(found.at, behind + static_cast<std::size_t>(kSampleRate) / 3) << "the chime, the ticket, the window";
        behind = found.at;
    }
    EXPECT_EQ(log_.text(), "");
}

TEST_F(RecordedSpeaker, PausesAtEachJoinAsItsMarkAsks) {
    record("who", 1, "工号{staff}，正在过来。", {.syllables = 2});
    record("who", 2, "工号{staff}，正在过来。", {.syllables = 4, .pitch_hz = 240.0});
    start();
    say_all_of(utterance(1, "who", "工号二零七，正在过来。"));
    speaker_.reset();
    const auto all = output(loud_path());
    const auto number = played_samples("zh-CN/who_1.flac");
    const auto first = find_in(all, number);
    const auto second = find_in(all, played_samples("zh-CN/who_2.flac"));
    ASSERT_GT(first.highest, 0.999);
    ASSERT_GT(second.highest, 0.999);
    const std::size_t join = first.at + number.size();
    ASSERT_GT(second.at, join);
    const std::vector<std::int16_t> value(all.begin() + static_cast<std::ptrdiff_t>(join), all.begin() + static_cast<std::ptrdiff_t>(second.at));
    const auto silence = silence_at_ends(to_float(value), kSampleRate);
    const auto milliseconds = [](std::size_t samples) { return static_cast<double>(samples) * 1000.0 / kSampleRate; };
    EXPECT_GE(milliseconds(silence.leading), 15.0);
    EXPECT_LE(milliseconds(silence.leading), 70.0) << "a value follows closely";
    EXPECT_GE(milliseconds(silence.trailing), 160.0);
    EXPECT_LE(milliseconds(silence.trailing), 220.0) << "a comma is a breath";
    EXPECT_GT(milliseconds(value.size() - silence.leading - silence.trailing), 500.0) << "and three syllables are said between";
}

TEST_F(RecordedSpeaker, PutsOutOneLoudnessWhateverIsMixed) {
    record("P1", 0, "请坐一坐。", {.level = 0.02});
    record("P2", 0, "请稍等。", {.syllables = 3, .level = 0.3}, "zh-CN", FileKind::opus, ".opus");
    record("P27", 1, kTicketText, {.syllables = 5, .level = 0.1});
    start();
    say_all_of(utterance(1, "P1", "请坐一坐。"));
    say_all_of(utterance(2, "P27", kTicketSaid));
    say_all_of(utterance(3, "P9", "请翻开存折，放进存折口。"));
    say_all_of(utterance(4, "P2", "请稍等。"));
    speaker_.reset();
    EXPECT_NEAR(meter(output(loud_path())), kSpeechLoudnessLufs, 1.0);
}

TEST_F(RecordedSpeaker, ShapesRecordingsAsTheSynthesiserAtTheSameLoudness) {
    record("P1", 0, "请坐一坐。", {.level = 0.02});
    record("P27", 1, kTicketText, {.syllables = 5, .level = 0.1});
    start({}, nullptr, Presence::on);
    say_all_of(utterance(1, "P1", "请坐一坐。"));
    say_all_of(utterance(2, "P27", kTicketSaid));
    speaker_.reset();
    const auto all = output(loud_path());
    auto shaped = played_samples("zh-CN/P1.flac");
    const double unshaped = find_in(all, shaped).highest;
    shape_speech(shaped, Presence::on, 0.0);
    EXPECT_GT(find_in(all, shaped).highest, 0.999);
    EXPECT_LT(unshaped, 0.99);
    EXPECT_NEAR(meter(all), kSpeechLoudnessLufs, 1.0);
}

TEST_F(RecordedSpeaker, FollowsTheRecordingWithTheCaption) {
    record("P1", 0, "请坐，请坐。", {.syllables = 4, .leading_ms = 300});
    write_text(pack() / "zh-CN/P1.times", "300\t请\n550\t坐\n800\t请\n1050\t坐\n");
    record("P2", 0, "请稍等。", {.syllables = 4});
    start();
    const auto begun = heard();
    say_all_of(utterance(1, "P1", "请坐，请坐。"));
    EXPECT_EQ(highlights(1), (std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {1, 2}, {3, 4}, {4, 5}}));
    for (const Seen& s : seen_) {
        if (s.report.kind == Progress::Kind::word && s.report.caption_begin == 4) { EXPECT_GE(s.at_milliseconds - begun, 750) << "not before it is heard"; }
    }
    say_all_of(utterance(2, "P2", "请稍等。"));
    EXPECT_EQ(highlights(2), (std::vector<std::pair<std::size_t, std::size_t>>{{0, 4}})) << "without times all of it";
}

TEST_F(RecordedSpeaker, SynthesisesAllOfAPromptWithABrokenRecording) {
    record("who", 1, "工号{staff}，正在过来。", {.syllables = 2});
    record("who", 2, "工号{staff}，正在过来。", {.syllables = 4, .pitch_hz = 240.0});
    start();
    write_text(pack() / "zh-CN/who_2.flac", "fLaC and nothing else");
    say_all_of(utterance(1, "who", "工号二零七，正在过来。"));
    say_all_of(utterance(2, "who", "工号二零八，正在过来。"));
    EXPECT_GT(highlights(1).size(), 6U);
    speaker_.reset();
    EXPECT_LT(find_in(output(loud_path()), played_samples("zh-CN/who_1.flac")).highest, 0.6) << "no half prompt";
    EXPECT_EQ(log_.count("recording_unusable prompt=who"), 1);
    EXPECT_EQ(log_.text().find("工号"), std::string::npos);
}

TEST_F(RecordedSpeaker, SpeaksSlowerInTheSameVoiceAndSynthesisesWhatIsTooFar) {
    record("P1", 0, "请坐一坐。", {.syllables = 12});
    const auto length_at = [&](std::uint64_t id, int step) {
        start();
        speaker_->set_rate_step(step);
        say_all_of(utterance(id, "P1", "请坐一坐。"));
        speaker_.reset();
        const auto all = output(loud_path());
        std::filesystem::remove(loud_path());
        const auto silence = silence_at_ends(to_float(all), kSampleRate);
        return static_cast<double>(all.size() - silence.leading - silence.trailing);
    };
    const double usual = length_at(1, 3);
    EXPECT_NEAR(length_at(2, 1) / usual, 1.0 / 0.7, 0.02);
    length_at(3, 0);
    EXPECT_EQ(highlights(1).size(), 1U);
    EXPECT_EQ(highlights(2).size(), 1U) << "the recording, slower";
    EXPECT_EQ(highlights(3).size(), 4U) << "the synthesiser";
    EXPECT_EQ(log_.text(), "");
}

TEST_F(RecordedSpeaker, PlaysWholeRecordingsWhereThereIsNoSynthesiser) {
    record("P1", 0, "请坐一坐。", {});
    record("P27", 1, kTicketText, {.syllables = 5, .pitch_hz = 230.0});
    start([]() -> Result<std::unique_ptr<Synthesiser>> { return Error(ErrorCode::unavailable, "no voice data"); });
    say_all_of(utterance(1, "P1", "请坐一坐。"));
    say_all_of(utterance(2, "P27", kTicketSaid));
    EXPECT_EQ(speaker_->health(), VoiceHealth::recordings_only);
    speaker_.reset();
    const auto all = output(loud_path());
    EXPECT_GT(find_in(all, played_samples("zh-CN/P1.flac")).highest, 0.999);
    EXPECT_LT(find_in(all, played_samples("zh-CN/P27_1.flac")).highest, 0.6) << "no sentence without its value";
    EXPECT_GT(highlights(2).size(), 10U) << "its caption runs";
}

TEST_F(RecordedSpeaker, KeepsPrivatePromptsOffTheLoudspeaker) {
    record("P43", 1, "您的余额是{balance}。", {.syllables = 5});
    start();
    Utterance secret = utterance(1, "P43", "");
    secret.channel = Channel::private_ear;
    secret.secret_text = PrivateText("您的余额是两千元。");
    secret.secret_caption = PrivateText("您的余额是2000元。");
    secret.caption.clear();
    speaker_->say(secret);
    turn_until([&] { return has(1, Progress::Kind::refused); });
    speaker_->set_private_listening(true);
    speaker_->set_volume_step(Channel::private_ear, 6);
    secret.id = 2;
    say_all_of(secret);
    speaker_.reset();
    EXPECT_FALSE(std::filesystem::exists(loud_path()));
    EXPECT_GT(find_in(output(ear_path()), played_samples("zh-CN/P43_1.flac")).highest, 0.999);
    EXPECT_EQ(log_.text().find("余额"), std::string::npos);
    EXPECT_EQ(log_.text().find("两千"), std::string::npos);
}

TEST_F(RecordedSpeaker, FallsSilentAtOnceInARecordingToo) {
    record("P1", 0, "请坐一坐。", {.syllables = 40});
    start();
    speaker_->say(utterance(1, "P1", "请坐一坐。"));
    turn_until([&] { return heard() >= 1500 && has(1, Progress::Kind::word); });
    const auto stopped = static_cast<std::size_t>(heard());
    speaker_->stop();
    turn_until([&, until = heard() + 1000] { return heard() >= until; });
    EXPECT_TRUE(has(1, Progress::Kind::cut_off));
    speaker_.reset();
    const auto all = output(loud_path());
    const auto last = std::find_if(all.rbegin(), all.rend(), [](std::int16_t sample) { return sample != 0; });
    EXPECT_LE(static_cast<std::size_t>(all.rend() - last), (stopped + 50) * kSampleRate / 1000);
}

TEST_F(RecordedSpeaker, DecodesAndAllocatesNothingInTheAudioCallback) {
    record("P1", 0, "请坐一坐。", {}, "zh-CN", FileKind::opus, ".opus");
    record("P27", 1, kTicketText, {.syllables = 5});
    start({}, std::make_unique<WatchedOutput>(clock_));
    allocations_in_callback = 0;
    say_all_of(utterance(1, "P1", "请坐一坐。"));
    say_all_of(utterance(2, "P27", kTicketSaid));
    EXPECT_EQ(highlights(1).size(), 1U) << "it was the recording that was played";
    EXPECT_EQ(allocations_in_callback, 0);
    in_audio_callback = true;
    ::operator delete(::operator new(1));
    in_audio_callback = false;
    EXPECT_EQ(allocations_in_callback, 1) << "and one would have been seen";
}

}  // namespace
}  // namespace silverlane::voice
