// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The voice as its users see it. Implementations: voice/speaker/synthesised_speaker (espeak-ng and SDL audio), tests use a recording one.
// All functions may be called from any thread and never block; what happens is reported through the progress queue.
#pragma once

#include "base/bounded_queue.h"
#include "voice/speaker/utterance.h"

namespace silverlane::voice {

class Speaker {
public:
    virtual ~Speaker() = default;
    /// Says it after cutting off what is being said; one utterance at a time. A sequence is queued with `follow`.
    virtual void say(Utterance utterance) = 0;
    /// Says it after what is queued (the second prompt of a screen).
    virtual void follow(Utterance utterance) = 0;
    /// Silence within 50 ms: drops the queue by generation number and stops the samples.
    virtual void stop() = 0;
    /// 0..6, see flow::Preferences. Takes effect with the next phrase.
    virtual void set_rate_step(int step) = 0;
    /// 0..6, 4 dB apart. Takes effect at once. Each channel has its own; neither changes the other.
    virtual void set_volume_step(Channel channel, int step) = 0;
    /// Handset lifted or headphone in: private utterances may sound and the loudspeaker is silent, chimes included, also where there is
    /// no private output.
    virtual void set_private_listening(bool present) = 0;
    /// A touch or key: opens the audio device ahead of the speech that will follow (it is closed after silence).
    virtual void expect_speech() = 0;
    /// A short tone of 500-2000 Hz by name ("call", "key", "arrival").
    virtual void chime(const std::string& name) = 0;
};

using ProgressQueue = BoundedQueue<Progress>;

}  // namespace silverlane::voice
