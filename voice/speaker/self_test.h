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
#include "voice/speaker/espeak_synthesiser.h"
#include "voice/mandarin/reader.h"

namespace silverlane::voice {

/// Phonemes of known words, and length of one filled prompt. Error unavailable names the first thing that is wrong.
Result<void> self_test(EspeakSynthesiser& synthesiser, const MandarinReader& reader);

/// A synthesiser that has passed the self-test: what SynthesisedSpeaker::Parts::make_synthesiser calls.
std::function<Result<std::unique_ptr<Synthesiser>>()> tested_espeak(std::shared_ptr<const MandarinReader> reader, std::string data_folder);

}  // namespace silverlane::voice
