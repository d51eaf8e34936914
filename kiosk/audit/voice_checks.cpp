// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/voice_checks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "kiosk/audit/words.h"
#include "kiosk/speech/presenter.h"
#include "voice/sound/chimes.h"
#include "voice/speaker/espeak_synthesiser.h"
#include "voice/sound/mixer.h"
#include "voice/speaker/phrases.h"
#include "voice/speaker/varieties.h"

namespace silverlane::audit {
namespace {

using voice::SpokenLanguage;

constexpr double kDecibelsAStep = 4.0;
constexpr double kLowestTone = 500;
constexpr double kHighestTone = 2000;
constexpr double kUnheard = 4000;
constexpr std::array<double, voice::kSteps> kMandarin{90, 120, 150, 180, 220, 270, 360};
/// Measured short prompts fall a little short of the round figures; the default has the rule's own range.
constexpr double kRateTolerance = 0.12;
constexpr double kMostPitchChange = 0.05;

Where voice_at(const std::string& node) { return {"", "", node, ""}; }

double decibels(double factor) { return 20.0 * std::log10(factor); }

/// The power of one frequency in a block of samples (Goertzel).
double power(const std::vector<std::int16_t>& samples, double hertz) {
    const double turn = 2.0 * std::cos(2.0 * std::numbers::pi * hertz / voice::kSampleRate);
    double before = 0;
    double now = 0;
    for (const std::int16_t sample : samples) {
        const double next = sample / 32768.0 + turn * now - before;
        before = now;
        now = next;
    }
    return before * before + now * now - turn * before * now;
}

/// The fundamental of the loudest part, by autocorrelation; 0 when there is none.
double fundamental(const std::vector<std::int16_t>& samples) {
    constexpr std::size_t kFrame = 1024;
    constexpr std::size_t kShortestLag = voice::kSampleRate / 320;
    constexpr std::size_t kLongestLag = voice::kSampleRate / 60;
    std::vector<double> found;
    for (std::size_t at = 0; at + kFrame + kLongestLag < samples.size(); at += kFrame) {
        const auto correlation = [&](std::size_t lag) {
            double sum = 0;
            for (std::size_t i = at; i < at + kFrame; i += 2) sum += static_cast<double>(samples[i]) * samples[i + lag];
            return sum;
        };
        const double energy = correlation(0);
        if (energy < 1e8) continue;
        std::size_t best = 0;
        double most = 0.6 * energy;
        for (std::size_t lag = kShortestLag; lag <= kLongestLag; ++lag) {
            const double value = correlation(lag);
            if (value <= most) continue;
            most = value;
            best = lag;
        }
        if (best > 0) found.push_back(static_cast<double>(voice::kSampleRate) / static_cast<double>(best));
    }
    if (found.empty()) return 0;
    std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2), found.end());
    return found[found.size() / 2];
}

/// Notes what it is told and says nothing.
class NotingSpeaker final : public voice::Speaker {
public:
    void say(voice::Utterance) override { ++said; speaking = true; }
    void follow(voice::Utterance) override { ++said; overlapping = overlapping || !speaking; }
    void stop() override { ++stopped; speaking = false; }
    void set_rate_step(int step) override { rate = step; }
    void set_volume_step(voice::Channel channel, int step) override { (channel == voice::Channel::private_ear ? private_volume : volume) = step; }
    void set_private_listening(bool present) override { private_ear = present; }
    void expect_speech() override {}
    void chime(const std::string&) override {}

    int said = 0;
    int stopped = 0;
    int rate = -1;
    int volume = -1;
    int private_volume = -1;
    bool speaking = false;
    bool overlapping = false;
    bool private_ear = false;
};

scene::Scene two_prompts() {
    scene::Scene scene;
    scene.utterance_generation = 1;
    scene.preferences.rate_step = 0;
    scene.preferences.volume_step = voice::kSteps - 1;
    for (const char* id : {"first", "second"}) {
        scene::Scene::Prompt prompt;
        prompt.id = id;
        prompt.spoken = prompt.caption = "words";
        scene.prompts.push_back(std::move(prompt));
    }
    return scene;
}

/// One Chinese text through the whole front end.
Result<std::string> phonemes_of(voice::EspeakSynthesiser& voice, const voice::MandarinReader& reader, const std::string& text) {
    std::string all;
    for (const voice::Phrase& phrase : voice::make_phrases(SpokenLanguage::mandarin, text, text, {&reader, voice::Sandhi::on})) {
        const auto part = voice.phonemes(SpokenLanguage::mandarin, phrase.fed);
        if (!part) return part.error();
        all += (all.empty() ? "" : " ") + *part;
    }
    return all;
}

struct Measured {
    std::vector<double> a_minute;
    std::vector<double> pitch;
};

/// The prompts without slots at each step: characters or words a minute, and the pitch.
Measured measure(voice::EspeakSynthesiser& voice, const voice::MandarinReader* reader, SpokenLanguage language, const std::vector<std::string>& texts,
                 const voice::CantoneseReadings* cantonese = nullptr) {
    Measured out;
    for (int step = 0; step < voice::kSteps; ++step) {
        double said = 0;
        std::vector<std::int16_t> samples;
        for (const std::string& text : texts) {
            const Counted counted = count(text);
            said += language == SpokenLanguage::english ? counted.words : counted.hanzi;
            for (const voice::Phrase& phrase : voice::make_phrases(language, text, text, {reader, voice::Sandhi::on, cantonese})) {
                const auto speech = voice.synthesise(language, phrase.fed, step);
                if (speech) samples.insert(samples.end(), speech->samples.begin(), speech->samples.end());
            }
        }
        out.a_minute.push_back(said * 60.0 * voice::kSampleRate / std::max<double>(1.0, static_cast<double>(samples.size())));
        out.pitch.push_back(fundamental(samples));
    }
    return out;
}

void check_pitch(const std::string& language, const std::vector<double>& pitch, Findings& findings) {
    const double usual = pitch[voice::kDefaultStep];
    for (std::size_t step = 0; step < pitch.size(); ++step) {
        findings.looked(25);
        const double change = usual > 0 ? std::abs(pitch[step] / usual - 1) : 1;
        if (change >= kMostPitchChange) {
            findings.add(25, voice_at(language + " rate step " + std::to_string(step)), "the pitch changes with the rate",
                         fmt::format("{:.0f} Hz, at the default {:.0f} Hz", pitch[step], usual));
        }
    }
}

std::vector<std::string> plain_prompts(const scene::TextCatalogue& texts, const char* language) {
    std::vector<std::string> out;
    for (const auto& entry : texts.entries(language)) {
        if (entry.prompt && entry.spoken.find('{') == std::string::npos) out.push_back(entry.spoken);
    }
    return out;
}

}  // namespace

void check_volume_steps(float (*factor)(int step), Findings& findings) {
    findings.looked(22);
    for (int step = 1; step < voice::kSteps; ++step) {
        const double rise = decibels(factor(step)) - decibels(factor(step - 1));
        if (std::abs(rise - kDecibelsAStep) > 0.1) findings.add(22, voice_at("volume step " + std::to_string(step)), "a volume step is not 4 dB", fmt::format("{:.1f} dB", rise));
    }
    const double range = decibels(factor(voice::kSteps - 1)) - decibels(factor(0));
    if (range < 18) findings.add(22, voice_at("volume"), "the volume has too small a range", fmt::format("{:.1f} dB, at least 18", range));
    bool twelve = false;
    for (int step = 1; step < voice::kSteps; ++step) twelve = twelve || std::abs(decibels(factor(step)) - decibels(factor(0)) - 12) < 0.1;
    if (!twelve) findings.add(22, voice_at("volume"), "no step lies 12 dB above the lowest");
}

void check_tone(const std::string& name, const std::vector<std::int16_t>& samples, Findings& findings) {
    constexpr double kStep = 25;
    constexpr double kHighest = 10'000;
    findings.looked(23);
    double strongest = 0;
    double at = 0;
    double all = 0;
    double high = 0;
    for (double hertz = 100; hertz < kHighest; hertz += kStep) {
        const double here = power(samples, hertz);
        all += here;
        if (hertz > kUnheard) high += here;
        if (here <= strongest) continue;
        strongest = here;
        at = hertz;
    }
    if (at < kLowestTone || at > kHighestTone) findings.add(23, voice_at("tone " + name), "a tone is outside 500 to 2000 Hz", fmt::format("{:.0f} Hz", at));
    if (high > 0.01 * all) findings.add(23, voice_at("tone " + name), "a tone says something above 4000 Hz", fmt::format("{:.1f} % of its power", 100 * high / all));
}

void check_tones(Findings& findings) {
    for (const char* name : {"call", "arrival", "key"}) {
        const auto samples = voice::chime_samples(name);
        if (!samples) {
            findings.add(23, voice_at(std::string("tone ") + name), "there is no such tone");
            continue;
        }
        check_tone(name, *samples, findings);
    }
}

void check_mandarin_rates(const std::vector<double>& rates, Findings& findings) {
    for (std::size_t step = 0; step < kMandarin.size(); ++step) {
        findings.looked(25);
        const double is = step < rates.size() ? rates[step] : 0;
        const bool usual = step == static_cast<std::size_t>(voice::kDefaultStep);
        const double low = usual ? 160 : kMandarin[step] * (1 - kRateTolerance);
        const double high = usual ? 200 : kMandarin[step] * (1 + kRateTolerance);
        if (is >= low && is <= high) continue;
        findings.add(25, voice_at("zh-CN rate step " + std::to_string(step)), "the rate is not the rule's",
                     fmt::format("{:.0f} characters a minute, within {:.0f} to {:.0f}", is, low, high));
    }
}

void check_english_rates(const std::vector<double>& rates, Findings& findings) {
    const auto within = [&](std::size_t step, double low, double high) {
        findings.looked(25);
        const double is = step < rates.size() ? rates[step] : 0;
        if (is >= low && is <= high) return;
        findings.add(25, voice_at("en rate step " + std::to_string(step)), "the rate is not the rule's",
                     fmt::format("{:.0f} words a minute, within {:.0f} to {:.0f}", is, low, high));
    };
    within(0, 60, 70);
    within(voice::kDefaultStep, 115, 128);
    within(voice::kSteps - 1, 235, 255);
}

void check_phonemes(const std::string& phonemes, const std::string& text, Findings& findings) {
    findings.looked(24);
    if (phonemes.find("(en)") != std::string::npos) findings.add(24, voice_at(text), "Chinese is read as English");
    if (phonemes.empty()) findings.add(24, voice_at(text), "the voice says nothing");
}

void check_silence(const scene::TextCatalogue& texts, Findings& findings) {
    NotingSpeaker speaker;
    speech::Presenter presenter(speaker, texts);
    presenter.show(two_prompts());
    findings.looked(26, 3);
    findings.looked(28, 2);
    findings.looked(19);
    if (speaker.said != 2 || speaker.overlapping) findings.add(26, voice_at("voice"), "two things are said at once");
    presenter.touched();
    if (speaker.speaking || presenter.speaking()) findings.add(26, voice_at("voice"), "a touch does not silence the voice");
    scene::Scene again = two_prompts();
    again.utterance_generation = 2;
    presenter.show(again);
    presenter.stop();
    if (speaker.speaking) findings.add(26, voice_at("voice"), "the stop key does not silence the voice");
    again.utterance_generation = 3;
    presenter.listening(flow::Listening::handset);
    presenter.show(again);
    if (!speaker.private_ear) findings.add(28, voice_at("voice"), "a handset does not silence the loudspeaker");
    presenter.listening(flow::Listening::loudspeaker);
    if (speaker.speaking) findings.add(28, voice_at("voice"), "what was private goes on in the hall");
    presenter.reset();
    const flow::Preferences factory;
    if (speaker.rate != factory.rate_step || speaker.volume != factory.volume_step || speaker.private_volume != voice::kDefaultStep || presenter.speaking()) {
        findings.add(19, voice_at("voice"), "rate, volume or queued speech outlive their person");
    }
}

namespace {

/// Every text that the walk heard can be said in Cantonese, at the rates and with the steadiness that Mandarin is held to.
void check_cantonese(voice::EspeakSynthesiser& voice, const VoiceFiles& files, const scene::TextCatalogue& texts, const std::set<std::string>& said,
                     Findings& findings) {
    const auto readings = voice::CantoneseReadings::load(files.cantonese.string());
    findings.looked(24);
    if (!readings) {
        findings.add(24, voice_at("voice"), "Cantonese cannot be started", readings.error().text());
        return;
    }
    for (const std::string& text : said) {
        const bool whole = voice::language_to_speak(SpokenLanguage::mandarin, "yue", text, &voice) == SpokenLanguage::cantonese;
        std::string heard;
        for (const voice::Phrase& phrase : voice::make_phrases(SpokenLanguage::cantonese, text, text, {nullptr, voice::Sandhi::off, &*readings})) {
            const auto part = voice.phonemes(SpokenLanguage::cantonese, phrase.fed);
            if (part) heard += *part;
        }
        check_phonemes(heard, text, findings);
        if (!whole || heard.find('@') != std::string::npos) findings.add(24, voice_at(text), "it cannot be said whole in Cantonese");
    }
    const Measured measured = measure(voice, nullptr, SpokenLanguage::cantonese, plain_prompts(texts, "zh-CN"), &*readings);
    check_mandarin_rates(measured.a_minute, findings);
    check_pitch("yue", measured.pitch, findings);
}

}  // namespace

void check_voice(const VoiceFiles& files, const scene::TextCatalogue& texts, const std::set<std::string>& said, Findings& findings) {
    check_volume_steps(voice::volume_factor, findings);
    check_tones(findings);
    check_silence(texts, findings);
    const auto reader = voice::MandarinReader::load(files.readings);
    auto synthesiser = voice::EspeakSynthesiser::create(files.data_folder);
    if (!reader || !synthesiser) {
        findings.add(24, voice_at("voice"), "the voice cannot be started", reader ? synthesiser.error().text() : reader.error().text());
        return;
    }
    for (const std::string& text : said) {
        const auto phonemes = phonemes_of(**synthesiser, **reader, text);
        check_phonemes(phonemes ? *phonemes : std::string{}, text, findings);
    }
    const Measured mandarin = measure(**synthesiser, reader->get(), SpokenLanguage::mandarin, plain_prompts(texts, "zh-CN"));
    check_mandarin_rates(mandarin.a_minute, findings);
    check_pitch("zh-CN", mandarin.pitch, findings);
    const Measured english = measure(**synthesiser, reader->get(), SpokenLanguage::english, plain_prompts(texts, "en"));
    check_english_rates(english.a_minute, findings);
    check_pitch("en", english.pitch, findings);
    if (!files.cantonese.empty()) check_cantonese(**synthesiser, files, texts, said, findings);
}

}  // namespace silverlane::audit
