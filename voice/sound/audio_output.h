// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Where samples go. Implementations: voice/sound/sdl_audio_output (a sound card), voice/sound/file_audio_output (a WAV file, for support and tests),
// voice/sound/silent_audio_output (no card: time passes, captions move on). Owned and called by the voice thread; the source is asked from
// whatever thread the device has. It knows nothing of utterances.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/result.h"

namespace silverlane::voice {

/// Asked for samples, perhaps on a thread with a deadline: an implementation neither allocates, locks nor throws.
class SampleSource {
public:
    virtual ~SampleSource() = default;
    /// Writes exactly `count` samples (16 bit mono at kSampleRate), silence where there is nothing to play.
    virtual void fill(std::int16_t* samples, std::size_t count) noexcept = 0;
};

class AudioOutput {
public:
    virtual ~AudioOutput() = default;
    /// What can be done ahead of the first sound (starting an audio system). Never opens a device; may be called again.
    virtual void prepare() {}
    /// Whether open() would work now, found out without a sound: at the start, and later to see whether a device has come back. Not while
    /// open. Errors: as open(). Outputs that cannot fail say that all is well.
    virtual Result<void> probe() { return {}; }
    /// Starts asking `source`, which must live until close(). Errors: unavailable. Does nothing when open.
    virtual Result<void> open(SampleSource& source) = 0;
    /// The source is not asked any more once this returns.
    virtual void close() = 0;
    /// False also after the device has gone (a USB card pulled out).
    [[nodiscard]] virtual bool is_open() const = 0;
    /// Lets outputs without a clock of their own take what is due. Called by the voice thread about every 10 ms while open.
    virtual void pump() {}
};

}  // namespace silverlane::voice
