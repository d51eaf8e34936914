// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/self_test.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "voice/mandarin/characters.h"
#include "voice/speaker/phrases.h"
#include "voice/speaker/shaped_synthesiser.h"

namespace silverlane::voice {

namespace {

Error failed(const char* what) { return Error(ErrorCode::unavailable, what).within("voice self-test"); }

bool plausible_length(const Speech& speech, const std::string& text) {
    const std::u32string characters = decode_utf8(text);
    const auto hanzi = static_cast<std::size_t>(std::count_if(characters.begin(), characters.end(), is_hanzi));
    const std::size_t milliseconds = speech.samples.size() * 1000 / kSampleRate;
    return milliseconds >= hanzi * 200 && milliseconds <= hanzi * 600;
}

std::size_t syllables(const std::string& phonemes) {
    std::size_t count = 0;
    for (std::size_t at = phonemes.find("_|"); at != std::string::npos; at = phonemes.find("_|", at + 2)) ++count;
    return count;
}

/// A voice that falls back to English announces it.
bool switches_language(const std::string& phonemes) { return phonemes.find("(en)") != std::string::npos; }

Result<void> test_words(EspeakSynthesiser& synthesiser) {
    const auto greeting = synthesiser.phonemes(SpokenLanguage::mandarin, U"你好");
    if (!greeting) return greeting.error();
    if (greeting->empty() || switches_language(*greeting)) return failed("the Mandarin voice reads Chinese as English");
    // These characters stand only in the extended dictionary, which a self-built espeak-ng may lack.
    constexpr std::array<std::u32string_view, 3> kExtended{U"转账", U"按钮", U"诈骗"};
    for (const std::u32string_view word : kExtended) {
        const auto sound = synthesiser.phonemes(SpokenLanguage::mandarin, std::u32string(word));
        if (!sound) return sound.error();
        if (syllables(*sound) != 2) return failed("the Mandarin dictionary lacks characters of a bank's words");
    }
    const auto respelt = synthesiser.phonemes(SpokenLanguage::mandarin, U"支 hang2");
    if (!respelt) return respelt.error();
    if (respelt->find("X'a35N") == std::string::npos) return failed("the Mandarin voice does not read pinyin");
    return {};
}

}  // namespace

Result<void> self_test(EspeakSynthesiser& synthesiser, const MandarinReader& reader) {
    const auto words = test_words(synthesiser);
    if (!words) return words;
    const std::string prompt = "请A幺零七号，到二号窗口办理业务。";
    const auto checked = check_text(SpokenLanguage::mandarin, prompt);
    if (!checked) return checked.error();
    const auto phrases = make_phrases(SpokenLanguage::mandarin, prompt, prompt, {&reader, Sandhi::on});
    const auto speech = synthesiser.synthesise(SpokenLanguage::mandarin, phrases.front().fed, kDefaultStep);
    if (!speech) return speech.error();
    if (!plausible_length(*speech, prompt)) return failed("a prompt is implausibly short or long");
    const auto english = synthesiser.synthesise(SpokenLanguage::english, U"Please press one big button.", kDefaultStep);
    if (!english) return english.error();
    if (english->samples.size() < kSampleRate || english->words.size() < 5) return failed("the English voice says too little");
    return {};
}

Result<void> self_test_cantonese(EspeakSynthesiser& synthesiser, const CantoneseReadings& readings) {
    const auto greeting = synthesiser.phonemes(SpokenLanguage::cantonese, U"你好");
    if (!greeting) return greeting.error();
    if (greeting->find("n'ei5") == std::string::npos || switches_language(*greeting)) return failed("the Cantonese voice reads Chinese in another language");
    for (const char32_t hanzi : std::u32string_view(U"转账按钮诈骗")) {
        if (!synthesiser.reads_in_cantonese(hanzi)) return failed("the Cantonese dictionary lacks characters of a bank's words");
    }
    const auto respelt = synthesiser.phonemes(SpokenLanguage::cantonese, U"支 hong4");
    if (!respelt) return respelt.error();
    if (respelt->find("h'ong4") == std::string::npos) return failed("the Cantonese voice does not read Jyutping");
    const std::string prompt = "请A一零七号，到二号窗口办理业务。";
    const auto phrases = make_phrases(SpokenLanguage::cantonese, prompt, prompt, {nullptr, Sandhi::off, &readings});
    const auto speech = synthesiser.synthesise(SpokenLanguage::cantonese, phrases.front().fed, kDefaultStep);
    if (!speech) return speech.error();
    if (!plausible_length(*speech, prompt)) return failed("a Cantonese prompt is implausibly short or long");
    return {};
}

Result<void> EspeakSynthesiser::test_cantonese(const CantoneseReadings& readings) { return self_test_cantonese(*this, readings); }

std::function<Result<std::unique_ptr<Synthesiser>>()> tested_espeak(std::shared_ptr<const MandarinReader> reader, std::string data_folder,
                                                                    Presence presence) {
    return [reader = std::move(reader), data_folder = std::move(data_folder), presence]() -> Result<std::unique_ptr<Synthesiser>> {
        auto synthesiser = EspeakSynthesiser::create(data_folder);
        if (!synthesiser) return synthesiser.error();
        const auto tested = self_test(**synthesiser, *reader);
        if (!tested) return tested.error();
        return std::unique_ptr<Synthesiser>(std::make_unique<ShapedSynthesiser>(std::move(*synthesiser), presence));
    };
}

}  // namespace silverlane::voice
