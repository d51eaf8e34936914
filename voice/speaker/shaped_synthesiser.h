// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A synthesiser whose speech has been brought to one loudness, through the presence equaliser where that is on
// (voice/sound/speech_shaper); everything else is the inner one's. Owned and used by one thread, as every Synthesiser.
#pragma once

#include <memory>

#include "voice/sound/speech_shaper.h"
#include "voice/speaker/synthesiser.h"

namespace silverlane::voice {

/// What brings espeak-ng's prompts at amplitude 75 to kSpeechLoudness, in decibels; speech_sound_test measures it.
constexpr double espeak_gain(SpokenLanguage language, Presence presence) {
    if (language == SpokenLanguage::cantonese) return presence == Presence::on ? -1.3 : 0.4;
    if (language == SpokenLanguage::mandarin) return presence == Presence::on ? -1.8 : 0.0;
    return presence == Presence::on ? -0.9 : 1.1;
}

class ShapedSynthesiser final : public Synthesiser {
public:
    ShapedSynthesiser(std::unique_ptr<Synthesiser> inner, Presence presence) : inner_(std::move(inner)), presence_(presence) {}

    Result<Speech> synthesise(SpokenLanguage language, const std::u32string& fed, int rate_step) override {
        auto speech = inner_->synthesise(language, fed, rate_step);
        if (speech) shape_speech(speech->samples, presence_, espeak_gain(language, presence_));
        return speech;
    }

    Result<void> test_cantonese(const CantoneseReadings& readings) override { return inner_->test_cantonese(readings); }
    bool reads_in_cantonese(char32_t hanzi) override { return inner_->reads_in_cantonese(hanzi); }

private:
    std::unique_ptr<Synthesiser> inner_;
    const Presence presence_;
};

}  // namespace silverlane::voice
