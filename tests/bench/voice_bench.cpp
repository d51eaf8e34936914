// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measures the voice: from say() to the first sample that is not silence as the audio callback gets it (SDL's dummy driver, device cold
// and opened ahead), from stop() to silence in the callback, start, synthesis and self-test. One JSON object a line; medians of repeats.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

#include "base/clock.h"
#include "voice/sound/sdl_audio_output.h"
#include "voice/speaker/phrases.h"
#include "voice/speaker/self_test.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::voice {
namespace {

using Ticks = std::chrono::steady_clock;

double milliseconds_between(Ticks::time_point from, Ticks::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

/// Stands between the mixer and SDL and notes when sound came and went.
class Probe final : public SampleSource {
public:
    void fill(std::int16_t* samples, std::size_t count) noexcept override {
        const auto begun = Ticks::now();
        source_->fill(samples, count);
        const auto taken = (Ticks::now() - begun).count();
        if (filled_ < times_.size()) times_[filled_++] = taken;
        longest_period_ = std::max(longest_period_.load(), count);
        const bool sound = std::any_of(samples, samples + count, [](std::int16_t s) { return s != 0; });
        const auto now = Ticks::now().time_since_epoch().count();
        std::int64_t none = 0;
        if (sound) first_sound_.compare_exchange_strong(none, now);
        if (sound) last_sound_ = now;
        ++periods_;
    }
    void attach(SampleSource& source) { source_ = &source; }
    void arm() { first_sound_ = 0; }
    [[nodiscard]] bool has_sound() const { return first_sound_.load() != 0; }
    [[nodiscard]] Ticks::time_point first_sound() const { return Ticks::time_point(Ticks::duration(first_sound_.load())); }
    [[nodiscard]] Ticks::time_point last_sound() const { return Ticks::time_point(Ticks::duration(last_sound_.load())); }
    [[nodiscard]] int periods() const { return periods_; }
    /// Of the largest request so far.
    [[nodiscard]] double period_milliseconds() const { return 1000.0 * static_cast<double>(longest_period_.load()) / kSampleRate; }
    /// What the mixer took for each of the first periods, microseconds; when the device is closed.
    [[nodiscard]] std::vector<double> fill_microseconds() const {
        std::vector<double> out;
        for (std::size_t i = 0; i < filled_; ++i) out.push_back(std::chrono::duration<double, std::micro>(Ticks::duration(times_[i])).count());
        return out;
    }

private:
    SampleSource* source_ = nullptr;
    std::atomic<std::int64_t> first_sound_{0};
    std::atomic<std::int64_t> last_sound_{0};
    std::atomic<int> periods_{0};
    std::atomic<std::size_t> longest_period_{0};
    std::array<Ticks::rep, 2048> times_{};
    std::size_t filled_ = 0;   ///< the audio thread's until the device is closed
};

class ProbedOutput final : public AudioOutput {
public:
    explicit ProbedOutput(Probe& probe) : probe_(probe) {}
    void prepare() override { output_.prepare(); }
    Result<void> open(SampleSource& source) override {
        probe_.attach(source);
        return output_.open(probe_);
    }
    void close() override { output_.close(); }
    [[nodiscard]] bool is_open() const override { return output_.is_open(); }

private:
    Probe& probe_;
    SdlAudioOutput output_{""};
};

void print(const char* name, double value, const char* unit) {
    fmt::print("{{\"name\":\"{}\",\"value\":{:.5f},\"unit\":\"{}\"}}\n", name, value, unit);
}

/// A figure with what it must stay below.
void print(const char* name, double value, const char* unit, double at_most) {
    fmt::print("{{\"name\":\"{}\",\"value\":{:.5f},\"unit\":\"{}\",\"at_most\":{}}}\n", name, value, unit, at_most);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Utterance prompt(std::uint64_t id, const char* text) {
    Utterance utterance;
    utterance.id = id;
    utterance.prompt_id = "bench";
    utterance.language = "zh-CN";
    utterance.text = text;
    utterance.caption = text;
    return utterance;
}

constexpr const char* kPrompt = "您想办什么？请点一个大按钮。";

void wait_until(const std::function<bool()>& done) {
    while (!done()) std::this_thread::sleep_for(std::chrono::microseconds(200));
}

enum class Device { cold, opened_ahead };

/// A speaker of its own for each repeat, so that the device is cold each time; the voice thread is ready, as after the kiosk's start.
double first_sound_milliseconds(const std::shared_ptr<const MandarinReader>& reader, Device device) {
    SystemClock clock;
    SilentLog log;
    ProgressQueue progress(1024);
    Probe probe;
    SynthesisedSpeaker speaker({reader, tested_espeak(reader, ""), std::make_unique<ProbedOutput>(probe), nullptr}, progress, log, clock);
    wait_until([&] { return speaker.health() != VoiceHealth::starting; });
    if (device == Device::opened_ahead) {
        speaker.expect_speech();
        wait_until([&] { return probe.periods() >= 3; });
    }
    probe.arm();
    const auto said = Ticks::now();
    speaker.say(prompt(1, kPrompt));
    wait_until([&] { return probe.has_sound(); });
    return milliseconds_between(said, probe.first_sound());
}

/// The same with the device open, while a call in two languages is being made for the hall's own loudspeaker; `after` says how far it is.
double first_sound_while_calling_milliseconds(const std::shared_ptr<const MandarinReader>& reader, std::chrono::milliseconds after) {
    SystemClock clock;
    SilentLog log;
    ProgressQueue progress(1024);
    Probe probe, hall_probe;
    SynthesisedSpeaker::Parts parts{reader, tested_espeak(reader, ""), std::make_unique<ProbedOutput>(probe), nullptr};
    parts.hall.emplace();
    parts.hall->loudspeaker = std::make_unique<ProbedOutput>(hall_probe);
    parts.hall->manner.languages = {"zh-CN", "en"};
    SynthesisedSpeaker speaker(std::move(parts), progress, log, clock);
    wait_until([&] { return speaker.health() != VoiceHealth::starting; });
    speaker.expect_speech();
    wait_until([&] { return probe.periods() >= 3; });
    probe.arm();
    speaker.announce({1, *HallTicket::from_label("A107"), *HallWindow::numbered(2), false});
    std::this_thread::sleep_for(after);
    const auto said = Ticks::now();
    speaker.say(prompt(1, kPrompt));
    wait_until([&] { return probe.has_sound(); });
    return milliseconds_between(said, probe.first_sound());
}

double stop_milliseconds(const std::shared_ptr<const MandarinReader>& reader) {
    SystemClock clock;
    SilentLog log;
    ProgressQueue progress(1024);
    Probe probe;
    SynthesisedSpeaker speaker({reader, tested_espeak(reader, ""), std::make_unique<ProbedOutput>(probe), nullptr}, progress, log, clock);
    speaker.say(prompt(1, "请出示号票请出示号票请出示号票请出示号票。"));
    wait_until([&] { return probe.has_sound(); });
    const int begun = probe.periods();
    wait_until([&] { return probe.periods() > begun + 40; });
    const auto stopped = Ticks::now();
    speaker.stop();
    const int at_stop = probe.periods();
    wait_until([&] { return probe.periods() > at_stop + 10; });
    return std::max(0.0, milliseconds_between(stopped, probe.last_sound()));
}

double start_milliseconds(const std::shared_ptr<const MandarinReader>& reader) {
    const auto begun = Ticks::now();
    const auto made = tested_espeak(reader, "")();
    if (!made) {
        fmt::print(stderr, "{}\n", made.error().text());
        std::exit(1);
    }
    return milliseconds_between(begun, Ticks::now());
}

double synthesis_milliseconds(Synthesiser& synthesiser) {
    const auto begun = Ticks::now();
    const auto speech = synthesiser.synthesise(SpokenLanguage::mandarin, U"请A幺零七号，到二号窗口办理业务。", kDefaultStep);
    return speech ? milliseconds_between(begun, Ticks::now()) : -1.0;
}

/// The fixed prompts of a table beside the unit tests: its second column.
std::vector<std::string> prompts(const char* table) {
    std::ifstream file(std::string(SILVERLANE_SOURCE_DIR "/tests/unit/voice/") + table);
    std::vector<std::string> texts;
    for (std::string line; std::getline(file, line);) {
        const std::size_t begin = line.find('\t') + 1;
        if (line.empty() || line.front() == '#' || begin == 0) continue;
        texts.push_back(line.substr(begin, line.find('\t', begin) - begin));
    }
    return texts;
}

/// Every prompt once, equaliser and limiter included: time taken by time of speech.
std::vector<double> real_time_factors(Synthesiser& synthesiser, const std::shared_ptr<const MandarinReader>& reader, SpokenLanguage language, const std::vector<std::string>& texts) {
    std::vector<double> out;
    for (const std::string& text : texts) {
        if (!check_text(language, text)) continue;
        std::size_t samples = 0;
        double taken = 0.0;
        for (const Phrase& phrase : make_phrases(language, text, text, {reader.get(), Sandhi::on})) {
            const auto begun = Ticks::now();
            const auto speech = synthesiser.synthesise(language, phrase.fed, kDefaultStep);
            taken += milliseconds_between(begun, Ticks::now());
            if (speech) samples += speech->samples.size();
        }
        out.push_back(taken * kSampleRate / (1000.0 * static_cast<double>(samples)));
    }
    return out;
}

/// How long the mixer works for one period, and how long the device's period is: a call of a ticket, as loud as can be.
void print_callback(const std::shared_ptr<const MandarinReader>& reader) {
    SystemClock clock;
    SilentLog log;
    ProgressQueue progress(1024);
    Probe probe;
    {
        SynthesisedSpeaker speaker({reader, tested_espeak(reader, ""), std::make_unique<ProbedOutput>(probe), nullptr}, progress, log, clock);
        speaker.set_volume_step(Channel::loudspeaker, kSteps - 1);
        speaker.chime("call");
        speaker.say(prompt(1, "请A幺零七号，到二号窗口办理业务。"));
        wait_until([&] { return probe.periods() > 300; });
    }
    const auto taken = probe.fill_microseconds();
    print("voice_audio_period", probe.period_milliseconds(), "ms", 12);
    print("voice_callback_p50", median(taken), "us", 100);
    print("voice_callback_max", *std::max_element(taken.begin(), taken.end()), "us");
}

std::vector<double> repeat(int times, const std::function<double()>& measure) {
    std::vector<double> values;
    for (int i = 0; i < times; ++i) values.push_back(measure());
    return values;
}

int run() {
    setenv("SDL_AUDIODRIVER", "dummy", 0);
    const auto reader = MandarinReader::load({SILVERLANE_BINARY_DIR "/share/silverlane/voice/mandarin.lexicon", SILVERLANE_SOURCE_DIR "/voice/mandarin/data/polyphones.tsv"});
    if (!reader) {
        fmt::print(stderr, "{}\n", reader.error().text());
        return 1;
    }
    constexpr int kRepeats = 21;
    print("voice_first_start_with_self_test", start_milliseconds(*reader), "ms");
    print("voice_self_test_p50", median(repeat(kRepeats, [&] { return start_milliseconds(*reader); })), "ms", 50);
    const auto cold = repeat(kRepeats, [&] { return first_sound_milliseconds(*reader, Device::cold); });
    print("voice_say_to_first_sound_cold_device_p50", median(cold), "ms", 40);
    print("voice_say_to_first_sound_cold_device_max", *std::max_element(cold.begin(), cold.end()), "ms");
    const auto warm = repeat(kRepeats, [&] { return first_sound_milliseconds(*reader, Device::opened_ahead); });
    print("voice_say_to_first_sound_open_device_p50", median(warm), "ms", 40);
    print("voice_say_to_first_sound_open_device_max", *std::max_element(warm.begin(), warm.end()), "ms");
    // At once (the hall's device is being opened), and where its words are synthesised: 0.3 s before the chime's end.
    std::vector<double> calling;
    for (const int after : {0, 2, 5, 10, 20, 740, 745, 750, 755, 760, 765, 770}) {
        calling.push_back(first_sound_while_calling_milliseconds(*reader, std::chrono::milliseconds(after)));
        calling.push_back(first_sound_while_calling_milliseconds(*reader, std::chrono::milliseconds(after)));
    }
    print("voice_say_to_first_sound_while_calling_p50", median(calling), "ms");
    print("voice_say_to_first_sound_while_calling_max", *std::max_element(calling.begin(), calling.end()), "ms");
    const auto stops = repeat(kRepeats, [&] { return stop_milliseconds(*reader); });
    print("voice_stop_to_silence_p50", median(stops), "ms", 50);
    print("voice_stop_to_silence_max", *std::max_element(stops.begin(), stops.end()), "ms");
    print_callback(*reader);
    auto synthesiser = tested_espeak(*reader, "")();
    if (!synthesiser) return 1;
    print("voice_synthesise_one_call_p50", median(repeat(kRepeats, [&] { return synthesis_milliseconds(**synthesiser); })), "ms");
    const auto mandarin = real_time_factors(**synthesiser, *reader, SpokenLanguage::mandarin, prompts("prompts_zh.tsv"));
    const auto english = real_time_factors(**synthesiser, *reader, SpokenLanguage::english, prompts("prompts_en.tsv"));
    print("voice_real_time_factor_zh_p50", median(mandarin), "ratio", 0.01);
    print("voice_real_time_factor_en_p50", median(english), "ratio", 0.01);
    return 0;
}

}  // namespace
}  // namespace silverlane::voice

int main() { return silverlane::voice::run(); }
