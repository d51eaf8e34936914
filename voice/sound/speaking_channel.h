// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One way to a listener's ears: a mixer and the device behind it, opened on demand and closed after silence. Where the device fails or
// goes, silence takes its place so that captions move on, and the device is tried again the next time. Owned and called by the voice
// thread. It decides nothing about who may hear what, except that its mixer refuses private clips on a channel for everybody.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/event_log.h"
#include "voice/sound/audio_output.h"
#include "voice/sound/mixer.h"
#include "voice/sound/silent_audio_output.h"

namespace silverlane::voice {

class SpeakingChannel {
public:
    /// `name` stands in the log ("loudspeaker", "private_ear").
    SpeakingChannel(std::string name, Hearing hearing, std::unique_ptr<AudioOutput> device, const Clock& clock, EventLog& log);
    ~SpeakingChannel();
    SpeakingChannel(const SpeakingChannel&) = delete;
    SpeakingChannel& operator=(const SpeakingChannel&) = delete;

    [[nodiscard]] Mixer& mixer() { return mixer_; }
    /// Starts the audio system and looks whether the device can be opened. No sound. `changed` is called on the voice thread whenever
    /// works() has changed.
    void prepare(std::function<void()> changed);
    /// Looks again for a device that did not work; does nothing for one that does, or while it is open.
    void look_again();
    /// Whether the device could be opened the last time that it was tried. Any thread.
    [[nodiscard]] bool works() const { return works_.load(); }

    /// Opens the device, or silence in its place.
    void open();
    [[nodiscard]] bool is_open() const { return device_open_ || fallback_.is_open(); }

    /// Lets samples flow, notices a lost or stuck device, frees what was played, and closes after silence.
    void tend();

private:
    void close();
    void fall_back(const Error& why);
    void note(const Result<void>& opened);
    [[nodiscard]] bool stuck();

    const std::string name_;
    Mixer mixer_;
    std::unique_ptr<AudioOutput> device_;
    SilentAudioOutput fallback_;
    const Clock& clock_;
    EventLog& log_;
    bool device_open_ = false;
    std::atomic<bool> works_{true};
    std::function<void()> changed_;
    MonotonicTime quiet_since_;
    std::uint64_t last_progress_ = 0;
    MonotonicTime progressed_at_;
    MonotonicTime looked_at_;
};

}  // namespace silverlane::voice
