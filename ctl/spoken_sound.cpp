// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/spoken_sound.h"

#include <cstdio>
#include <utility>

#include "ctl/speakable_text.h"
#include "voice/speaker/self_test.h"

namespace silverlane::ctl {

Result<SpokenSound> SpokenSound::open(std::shared_ptr<const voice::MandarinReader> reader, voice::Presence presence) {
    auto synthesiser = voice::tested_espeak(reader, "", presence)();
    if (!synthesiser) return synthesiser.error();
    return SpokenSound(std::move(reader), std::move(*synthesiser));
}

Result<std::vector<std::int16_t>> SpokenSound::say(const std::string& text, const voice::Rendering& how) {
    const SpeakableText speakable_text = speakable(how.language, text);
    for (const std::string& note : speakable_text.notes) std::fprintf(stderr, "%s\n", note.c_str());
    if (speakable_text.utterances.empty()) return Error(ErrorCode::invalid_input, "there is nothing in this text that can be said");
    std::vector<std::int16_t> samples;
    for (const std::string& utterance : speakable_text.utterances) {
        if (utterance != text) std::fprintf(stderr, "said: %s\n", utterance.c_str());
        const auto part = voice::render_speech(*synthesiser_, *reader_, utterance, how);
        if (!part) return part.error();
        samples.insert(samples.end(), part->begin(), part->end());
    }
    return samples;
}

}  // namespace silverlane::ctl
