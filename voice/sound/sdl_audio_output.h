// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A sound card through SDL2: 256 samples a period (11.6 ms). Owned and called by the voice thread; the source is asked by SDL's audio
// thread. It is opened on demand because an open device wakes the machine 86 times a second. It sets no volume: voice/sound/mixer does.
#pragma once

#include <cstdint>
#include <string>

#include "voice/sound/audio_output.h"

namespace silverlane::voice {

class SdlAudioOutput final : public AudioOutput {
public:
    /// `device` is a name that SDL lists, or empty for the system's default.
    explicit SdlAudioOutput(std::string device) : device_name_(std::move(device)) {}
    ~SdlAudioOutput() override;
    SdlAudioOutput(const SdlAudioOutput&) = delete;
    SdlAudioOutput& operator=(const SdlAudioOutput&) = delete;

    void prepare() override;
    Result<void> probe() override;
    Result<void> open(SampleSource& source) override;
    void close() override;
    [[nodiscard]] bool is_open() const override;

private:
    /// Opened and silent. `source` may be null where nothing will be played.
    Result<void> open_paused(SampleSource* source);

    std::string device_name_;
    std::uint32_t device_ = 0;  ///< SDL's number, 0 when closed
};

}  // namespace silverlane::voice
