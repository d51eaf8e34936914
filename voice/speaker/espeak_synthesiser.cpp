// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/espeak_synthesiser.h"

#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/private_text.h"
#include "base/utf8.h"

namespace silverlane::voice {

namespace {

/// The library is one global state; this says whether somebody holds it.
std::atomic<bool> library_taken{false};

constexpr int kAmplitude = 75;
constexpr int kBufferMilliseconds = 60;

/// The library is started once and never ended: espeak_Terminate of 1.51 can wait for ever for a thread of its own that has missed the
/// signal (seen: fifo_stop, on the second start in a process).
std::atomic<bool> library_started{false};

Result<void> start_library(const std::string& data_folder) {
    std::error_code ignored;
    if (!data_folder.empty() && !std::filesystem::is_directory(std::filesystem::path(data_folder) / "espeak-ng-data", ignored)) {
        return Error(ErrorCode::unavailable, "no espeak-ng-data in " + data_folder);
    }
    if (library_started) return {};
    // Without DONT_EXIT the library would end the program where its data is missing.
    const int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, kBufferMilliseconds, data_folder.empty() ? nullptr : data_folder.c_str(),
                                       espeakINITIALIZE_DONT_EXIT);
    if (rate != kSampleRate) return Error(ErrorCode::unavailable, "espeak-ng did not start: no data, or another sample rate");
    library_started = true;
    return {};
}

struct RateSetting {
    int rate;
    int word_gap;  ///< units of 10 ms; below -s 80 only the gap makes it slower
};

/// Calibrated on the fixed prompts: 90 120 150 (164) 220 270 360 characters, and 62 82 103 122 150 184 246 words a minute.
constexpr std::array<RateSetting, kSteps> kMandarinRates{{{94, 0}, {122, 0}, {148, 0}, {160, 0}, {204, 0}, {238, 0}, {296, 0}}};
constexpr std::array<RateSetting, kSteps> kEnglishRates{{{80, 6}, {84, 0}, {104, 0}, {122, 0}, {147, 0}, {177, 0}, {227, 0}}};

const char* voice_name(SpokenLanguage language) { return language == SpokenLanguage::mandarin ? "cmn-latn-pinyin" : "en"; }

/// What one call of espeak_Synth collects. Positions of words arrive as characters from 1 in the fed text, times in milliseconds.
struct Collected {
    Speech speech;
};

/// Called by the library from within espeak_Synth, on the calling thread; must not throw, so memory is reserved before.
int collect(short* samples, int count, espeak_EVENT* events) {
    auto* collected = static_cast<Collected*>(events->user_data);
    if (collected == nullptr) return 0;
    for (const espeak_EVENT* event = events; event->type != espeakEVENT_LIST_TERMINATED; ++event) {
        // After a comma a word of position 0 and length 0 can appear.
        if (event->type != espeakEVENT_WORD || event->length <= 0 || event->text_position <= 0) continue;
        const auto begin = static_cast<std::size_t>(event->text_position - 1);
        const auto first = static_cast<std::size_t>(std::max(event->audio_position, 0)) * kSampleRate / 1000;
        collected->speech.words.push_back({first, begin, begin + static_cast<std::size_t>(event->length)});
    }
    if (samples != nullptr && count > 0) {
        collected->speech.samples.insert(collected->speech.samples.end(), samples, samples + count);
    }
    return 0;
}

bool run(const std::string& text, Collected* collected) {
    const espeak_ERROR outcome = espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE,
                                              nullptr, collected);
    return outcome == EE_OK;
}

}  // namespace

Result<std::unique_ptr<EspeakSynthesiser>> EspeakSynthesiser::create(const std::string& data_folder) {
    if (library_taken.exchange(true)) return Error(ErrorCode::conflict, "espeak-ng is in use already");
    std::unique_ptr<EspeakSynthesiser> synthesiser(new EspeakSynthesiser);  // its destructor gives the library back
    const auto started = start_library(data_folder);
    if (!started) return started.error();
    espeak_SetSynthCallback(collect);
    for (const SpokenLanguage language : {SpokenLanguage::english, SpokenLanguage::mandarin}) {
        const auto selected = synthesiser->select(language, kDefaultStep);
        if (!selected) return selected.error();
    }
    return synthesiser;
}

EspeakSynthesiser::~EspeakSynthesiser() { library_taken = false; }

Result<void> EspeakSynthesiser::select(SpokenLanguage language, int rate_step) {
    const int step = std::clamp(rate_step, 0, kSteps - 1);
    if (!voice_set_ || voice_ != language) {
        voice_set_ = espeak_SetVoiceByName(voice_name(language)) == EE_OK;
        if (!voice_set_) return Error(ErrorCode::unavailable, std::string("espeak-ng has no voice ") + voice_name(language));
        voice_ = language;
        rate_step_ = -1;
    }
    if (rate_step_ == step) return {};
    const auto& rates = language == SpokenLanguage::mandarin ? kMandarinRates : kEnglishRates;
    const RateSetting setting = rates[static_cast<std::size_t>(step)];
    espeak_SetParameter(espeakVOLUME, kAmplitude, 0);
    espeak_SetParameter(espeakWORDGAP, setting.word_gap, 0);
    if (espeak_SetParameter(espeakRATE, setting.rate, 0) != EE_OK) return Error(ErrorCode::unavailable, "espeak-ng refused a rate");
    rate_step_ = step;
    return {};
}

Result<Speech> EspeakSynthesiser::synthesise(SpokenLanguage language, const std::u32string& fed, int rate_step) {
    const auto selected = select(language, rate_step);
    if (!selected) return selected.error();
    Collected collected;
    constexpr std::size_t kMostSamplesAtOnce = kSampleRate * 8;
    collected.speech.samples.reserve(kMostSamplesAtOnce);
    collected.speech.words.reserve(fed.size() + 1);
    std::string text = encode_utf8(fed);
    const bool spoken = run(text, &collected);
    zero(text);
    if (!spoken) return Error(ErrorCode::unavailable, "espeak-ng failed");
    return std::move(collected.speech);
}

Result<std::string> EspeakSynthesiser::phonemes(SpokenLanguage language, const std::u32string& fed) {
    // The samples made on the way are dropped, so the fastest rate: phonemes do not depend on it.
    const auto selected = select(language, kSteps - 1);
    if (!selected) return selected.error();
    char* buffer = nullptr;
    std::size_t size = 0;
    std::FILE* stream = open_memstream(&buffer, &size);
    if (stream == nullptr) return Error(ErrorCode::io, "no memory for phonemes");
    espeak_SetPhonemeTrace(espeakPHONEMES_SHOW, stream);
    std::string text = encode_utf8(fed);
    const bool spoken = run(text, nullptr);
    espeak_SetPhonemeTrace(0, nullptr);
    zero(text);
    std::fclose(stream);
    std::string lines(buffer, size);
    std::free(buffer);  // NOLINT: open_memstream hands out malloc'ed memory
    if (!spoken) return Error(ErrorCode::unavailable, "espeak-ng failed");
    std::replace(lines.begin(), lines.end(), '\n', ' ');
    const std::size_t begin = lines.find_first_not_of(' ');
    if (begin == std::string::npos) return std::string();
    return lines.substr(begin, lines.find_last_not_of(' ') - begin + 1);
}

}  // namespace silverlane::voice
