// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// espeak-ng inside the process, as Debian 12 ships it (1.51). Voice cmn-latn-pinyin for Mandarin (zh and cmn read pinyin as English),
// en for English, yue-latn-jyutping for Cantonese (hanzi, and Jyutping between them), amplitude 75 so that the loudest prompt stays below full scale. One object in a process at a time, owned by one
// thread. It does not touch an audio device: volume and playing belong to voice/sound/mixer.
#pragma once

#include <memory>
#include <string>

#include "voice/speaker/synthesiser.h"

namespace silverlane::voice {

class EspeakSynthesiser final : public Synthesiser {
public:
    /// `data_folder` holds espeak-ng-data; empty means the system's; the first one that worked stays until the process ends. Errors: unavailable (no data, a voice is missing), conflict (there
    /// is one already).
    static Result<std::unique_ptr<EspeakSynthesiser>> create(const std::string& data_folder);
    ~EspeakSynthesiser() override;
    EspeakSynthesiser(const EspeakSynthesiser&) = delete;
    EspeakSynthesiser& operator=(const EspeakSynthesiser&) = delete;

    Result<Speech> synthesise(SpokenLanguage language, const std::u32string& fed, int rate_step) override;
    Result<void> test_cantonese(const CantoneseReadings& readings) override;
    bool reads_in_cantonese(char32_t hanzi) override;

    /// The phonemes of the synthesis path (as `espeak-ng -x` prints them, tone changes applied), lines joined by a blank. For the
    /// self-test and for golden lines; it speaks nothing.
    Result<std::string> phonemes(SpokenLanguage language, const std::u32string& fed);

    /// In how many phrases so far the words had to be spread, because the library announced more or fewer of them than the text has.
    [[nodiscard]] std::size_t spread_phrases() const { return spread_phrases_; }

private:
    EspeakSynthesiser() = default;
    Result<void> select(SpokenLanguage language, int rate_step);

    bool voice_set_ = false;
    SpokenLanguage voice_ = SpokenLanguage::mandarin;
    int rate_step_ = -1;
    std::size_t spread_phrases_ = 0;
    std::unordered_map<char32_t, bool> read_in_cantonese_;
};

}  // namespace silverlane::voice
