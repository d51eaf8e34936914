// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Proves before the first customer that the voice speaks Mandarin and English and not garbage: espeak-ng reports success for voices that
// read Chinese as English. Called by the thread that owns the synthesiser. It plays nothing.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "voice/sound/speech_shaper.h"
#include "voice/speaker/espeak_synthesiser.h"
#include "voice/mandarin/reader.h"

namespace silverlane::voice {

/// Phonemes of known words, and length of one filled prompt. Error unavailable names the first thing that is wrong.
Result<void> self_test(EspeakSynthesiser& synthesiser, const MandarinReader& reader);

/// The same for Cantonese, apart from it: without Cantonese the voice still speaks Mandarin.
Result<void> self_test_cantonese(EspeakSynthesiser& synthesiser, const CantoneseReadings& readings);

/// A synthesiser that has passed the self-test, its speech shaped as `presence` says: what SynthesisedSpeaker::Parts::make_synthesiser
/// calls, at every start of the voice.
std::function<Result<std::unique_ptr<Synthesiser>>()> tested_espeak(std::shared_ptr<const MandarinReader> reader, std::string data_folder,
                                                                    Presence presence = Presence::on);

}  // namespace silverlane::voice
