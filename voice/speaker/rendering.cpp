// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/rendering.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "voice/sound/chimes.h"
#include "voice/sound/mixer.h"
#include "voice/speaker/phrases.h"
#include "voice/speaker/varieties.h"

namespace silverlane::voice {

namespace {

/// Takes what the mixer plays, a device's period at a time, until it is idle.
void take_all(Mixer& mixer, std::size_t length, std::vector<std::int16_t>& heard) {
    std::array<std::int16_t, 256> period{};
    for (std::size_t left = length; left > 0;) {
        const std::size_t count = std::min(left, period.size());
        mixer.fill(period.data(), count);
        heard.insert(heard.end(), period.begin(), period.begin() + static_cast<std::ptrdiff_t>(count));
        left -= count;
    }
    mixer.forget_finished();
}

void play(Mixer& mixer, std::vector<std::int16_t> samples, Sound sound, std::vector<std::int16_t>& heard) {
    const std::size_t length = samples.size();
    mixer.play({std::move(samples), 0, sound, Hearing::everybody});
    take_all(mixer, length, heard);
}

}  // namespace

Result<std::vector<std::int16_t>> render_speech(Synthesiser& synthesiser, const MandarinReader& reader, std::string_view text,
                                                const Rendering& how) {
    const auto checked = check_text(how.language, text);
    if (!checked) return checked.error();
    const auto readable = check_readings(how.language, text, reader);
    if (!readable) return readable.error();
    Mixer mixer(Hearing::everybody);
    mixer.set_volume_step(how.volume_step);
    std::vector<std::int16_t> heard;
    const auto spoken = how.cantonese != nullptr ? language_to_speak(how.language, "yue", text, &synthesiser) : how.language;
    for (const Phrase& phrase : make_phrases(spoken, text, text, {&reader, Sandhi::on, how.cantonese})) {
        auto speech = synthesiser.synthesise(spoken, phrase.fed, how.rate_step);
        if (!speech) return speech.error();
        play(mixer, std::move(speech->samples), Sound::speech, heard);
    }
    return heard;
}

Result<std::vector<std::int16_t>> render_chime(std::string_view name, int volume_step) {
    auto samples = chime_samples(name);
    if (!samples) return samples.error();
    Mixer mixer(Hearing::everybody);
    mixer.set_volume_step(volume_step);
    std::vector<std::int16_t> heard;
    play(mixer, std::move(*samples), Sound::chime, heard);
    return heard;
}

}  // namespace silverlane::voice
