// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/espeak_synthesiser.h"

#include <espeak-ng/espeak_ng.h>
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
#include "voice/speaker/fed_words.h"
#include "voice/speaker/voice_data_check.h"

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
    // Where the library will look, before it does.
    const char* found = nullptr;
    espeak_ng_InitializePath(data_folder.empty() ? nullptr : data_folder.c_str());
    espeak_Info(&found);
    const auto whole = check_voice_data(found != nullptr ? found : "");
    if (!whole) return whole;
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

/// Calibrated on the fixed prompts, each Chinese for itself: 90 120 150 (164) 220 270 360 characters, and 62 82 103 122 150 184 246 words a minute.
constexpr std::array<RateSetting, kSteps> kMandarinRates{{{94, 0}, {122, 0}, {148, 0}, {160, 0}, {204, 0}, {238, 0}, {296, 0}}};
constexpr std::array<RateSetting, kSteps> kEnglishRates{{{80, 6}, {84, 0}, {104, 0}, {122, 0}, {147, 0}, {177, 0}, {227, 0}}};

constexpr std::array<RateSetting, kSteps> kCantoneseRates{{{88, 1}, {105, 0}, {128, 0}, {139, 0}, {177, 0}, {210, 0}, {264, 0}}};

/// The plain voice yue reads Latin letters as English; this one takes Jyutping, and the letters of tickets as the table names them.
const char* voice_name(SpokenLanguage language) {
    switch (language) {
        case SpokenLanguage::mandarin: return "cmn-latn-pinyin";
        case SpokenLanguage::english: return "en";
        case SpokenLanguage::cantonese: return "yue-latn-jyutping";
    }
    return "en";
}

const std::array<RateSetting, kSteps>& rates_of(SpokenLanguage language) {
    switch (language) {
        case SpokenLanguage::mandarin: return kMandarinRates;
        case SpokenLanguage::english: return kEnglishRates;
        case SpokenLanguage::cantonese: return kCantoneseRates;
    }
    return kEnglishRates;
}

/// What one call of espeak_Synth collects.
struct Collected {
    std::vector<std::int16_t> samples;
    std::vector<Announced> announced;   ///< in order; which word each is of is for voice/speaker/fed_words to say
    int farthest = 0;                   ///< the place of the last one, counted from 1
};

/// Grows without leaving behind what is being said, which may be a balance.
void keep(std::vector<std::int16_t>& all, const short* samples, std::size_t count) {
    if (all.capacity() - all.size() < count) {
        std::vector<std::int16_t> larger;
        larger.reserve(2 * all.capacity() + count);
        larger.assign(all.begin(), all.end());
        std::fill_n(const_cast<volatile std::int16_t*>(all.data()), all.size(), std::int16_t{0});
        all.swap(larger);
    }
    all.insert(all.end(), samples, samples + count);
}

/// Called by the library from within espeak_Synth, on the calling thread; must not throw, so memory is reserved before.
int collect(short* samples, int count, espeak_EVENT* events) {
    auto* collected = static_cast<Collected*>(events->user_data);
    if (collected == nullptr) return 0;
    for (const espeak_EVENT* event = events; event->type != espeakEVENT_LIST_TERMINATED; ++event) {
        // At the end of a clause a word can appear that is none: it has the place where the clause began, or none. Its length of 0 tells
        // nothing, because true words before a quotation mark have it too.
        if (event->type != espeakEVENT_WORD || event->text_position <= collected->farthest) continue;
        collected->farthest = event->text_position;
        const auto first = static_cast<std::size_t>(std::max(event->audio_position, 0)) * kSampleRate / 1000;
        collected->announced.push_back({first, static_cast<std::size_t>(event->text_position - 1)});
    }
    if (samples != nullptr && count > 0) keep(collected->samples, samples, static_cast<std::size_t>(count));
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
    const RateSetting setting = rates_of(language)[static_cast<std::size_t>(step)];
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
    collected.samples.reserve(kMostSamplesAtOnce);
    collected.announced.reserve(fed.size() + 1);
    std::string text = encode_utf8(fed);
    const bool spoken = run(text, &collected);
    zero(text);
    if (!spoken) return Error(ErrorCode::unavailable, "espeak-ng failed");
    Speech speech;
    speech.samples = std::move(collected.samples);
    if (!time_words(language, fed, collected.announced, speech)) ++spread_phrases_;
    return speech;
}

bool EspeakSynthesiser::reads_in_cantonese(char32_t hanzi) {
    const auto known = read_in_cantonese_.find(hanzi);
    if (known != read_in_cantonese_.end()) return known->second;
    // What stands in no dictionary is called "letter", in a sound that Cantonese does not have, or is read in English.
    const auto sound = phonemes(SpokenLanguage::cantonese, std::u32string(1, hanzi));
    const bool read = sound && !sound->empty() && sound->find_first_of("@(") == std::string::npos;
    read_in_cantonese_.emplace(hanzi, read);
    return read;
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
