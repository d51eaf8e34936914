// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Recordings ready to be played, the last used ones kept within a bound. Owned and called by the voice thread; never by an audio callback,
// because a recording that is not kept is read, converted and measured first (figures: docs/decisions/0007-recorded-packs.md). It chooses
// no recordings (voice/recordings/pack_catalogue.h does) and plays nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "voice/recordings/caption_times.h"
#include "voice/recordings/pack_catalogue.h"

namespace silverlane::voice {

struct RecordedSpeech {
    std::vector<std::int16_t> samples;    ///< 16 bit mono at the cache's rate, as loud as the synthesiser
    std::vector<CaptionTime> times;       ///< when characters begin, in milliseconds of `samples`; empty where the pack has no times
};

class RecordingCache {
public:
    /// `most_bytes`: of samples kept; one recording may be larger and is then not kept. 24 MB are nine minutes.
    explicit RecordingCache(int samples_per_second, std::size_t most_bytes = kUsualBytes) : samples_per_second_(samples_per_second), most_bytes_(most_bytes) {}

    /// At this rate step. Errors: those of read_sound_file; conflict where the file is not the one that the index was written for; unsupported
    /// where the rate is too far from the recorded one. A times file that cannot be used is no error: `times` stays empty.
    Result<std::shared_ptr<const RecordedSpeech>> get(const RecordingFile& recording, int rate_step);

    [[nodiscard]] std::size_t kept_bytes() const { return kept_bytes_; }

private:
    static constexpr std::size_t kUsualBytes = 24U << 20U;
    using Key = std::pair<std::string, int>;   ///< file and rate step
    struct Kept {
        Key key;
        std::shared_ptr<const RecordedSpeech> speech;
    };
    [[nodiscard]] Result<std::shared_ptr<const RecordedSpeech>> make(const RecordingFile& recording, int rate_step);
    [[nodiscard]] Result<std::shared_ptr<const RecordedSpeech>> read(const RecordingFile& recording) const;
    void keep(const Key& key, std::shared_ptr<const RecordedSpeech> speech);

    const int samples_per_second_;
    const std::size_t most_bytes_;
    std::list<Kept> kept_;                           ///< the last used first
    std::map<Key, std::list<Kept>::iterator> by_key_;
    std::size_t kept_bytes_ = 0;
};

}  // namespace silverlane::voice
