// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Cuts a text into phrases of one sentence and prepares each for the synthesiser, so that the first sound comes early, a change of rate
// takes effect soon, and each word knows its place in the caption. A Chinese text is read as a whole before it is cut. Pure; the voice
// thread. The text must have passed check_text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "voice/speaker/caption_alignment.h"
#include "voice/cantonese/cantonese_text.h"
#include "voice/mandarin/mandarin_text.h"
#include "voice/recordings/recording_cache.h"
#include "voice/speaker/synthesiser.h"

namespace silverlane::voice {

struct Phrase {
    std::u32string fed;               ///< for the synthesiser
    std::vector<CaptionSpan> spans;   ///< for each character of `fed`, its place in the caption
    std::shared_ptr<const RecordingFile> recording;   ///< played in the place of synthesis; then `fed` holds its words
    std::shared_ptr<const RecordedSpeech> recorded;   ///< of that recording, at the rate at which the utterance was begun
    bool is_value = false;            ///< stands between recordings, see voice/speaker/recorded_voice.h
    int pause_ms = 0;                 ///< after a recording or a value, at the default rate
};

/// What the front end needs besides the text.
struct FrontEnd {
    const MandarinReader* reader = nullptr;        ///< for Mandarin, where it may not be absent
    Sandhi sandhi = Sandhi::on;
    const CantoneseReadings* cantonese = nullptr;  ///< for Cantonese only; without it hanzi are read as the synthesiser does
};

/// Refuses (invalid_input) a Chinese text with a hanzi that has no reading, because it would be passed over in silence. English passes.
Result<void> check_readings(SpokenLanguage language, std::string_view text, const MandarinReader& reader);

std::vector<Phrase> make_phrases(SpokenLanguage language, std::string_view text, std::string_view caption, const FrontEnd& front_end);

/// As long as the phrase would take at that rate, but silence, with times for its words: what runs the captions where there is no
/// voice. Lengths are those of the calibrated rates, 0.37 s a hanzi and 0.49 s a word at the default step.
Speech silent_reading(SpokenLanguage language, const std::u32string& fed, int rate_step);

}  // namespace silverlane::voice
