// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// An output without a device: takes as many samples as the injected clock says are due, so that captions move on where there is no sound
// card. No timer and no thread; pump() does the work. Owned and called by the voice thread. FileAudioOutput keeps what this one drops.
#pragma once

#include <array>

#include "base/clock.h"
#include "voice/sound/audio_output.h"

namespace silverlane::voice {

class SilentAudioOutput : public AudioOutput {
public:
    explicit SilentAudioOutput(const Clock& clock) : clock_(clock) {}
    Result<void> open(SampleSource& source) override;
    void close() override;
    [[nodiscard]] bool is_open() const override { return source_ != nullptr; }
    void pump() override;

protected:
    /// Gets each block that was taken.
    virtual void keep(const std::int16_t* samples, std::size_t count);

private:
    static constexpr std::size_t kBlock = 256;  ///< as the period of a real device
    const Clock& clock_;
    SampleSource* source_ = nullptr;
    MonotonicTime opened_;
    std::int64_t taken_ = 0;
    std::array<std::int16_t, kBlock> block_{};
};

}  // namespace silverlane::voice
