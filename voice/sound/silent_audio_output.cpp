// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/silent_audio_output.h"

#include <algorithm>

#include "voice/sound/sample_format.h"

namespace silverlane::voice {

Result<void> SilentAudioOutput::open(SampleSource& source) {
    if (source_ != nullptr) return {};
    source_ = &source;
    opened_ = clock_.monotonic();
    taken_ = 0;
    return {};
}

void SilentAudioOutput::close() { source_ = nullptr; }

void SilentAudioOutput::keep(const std::int16_t*, std::size_t) {}

void SilentAudioOutput::pump() {
    if (source_ == nullptr) return;
    // After a long stop of the machine no more than a minute is caught up with.
    constexpr std::int64_t kMostAtOnce = std::int64_t{kSampleRate} * 60;
    const std::int64_t due = (clock_.monotonic() - opened_).count() * kSampleRate / 1000;
    taken_ = std::max(taken_, due - kMostAtOnce);
    while (taken_ < due) {
        const auto count = static_cast<std::size_t>(std::min<std::int64_t>(due - taken_, kBlock));
        source_->fill(block_.data(), count);
        keep(block_.data(), count);
        taken_ += static_cast<std::int64_t>(count);
    }
}

}  // namespace silverlane::voice
