// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/recording_cache.h"

#include <algorithm>
#include <cmath>

#include "voice/recordings/conversion.h"
#include "voice/recordings/sound_file.h"

namespace silverlane::voice {

namespace {

std::size_t bytes_of(const RecordedSpeech& speech) { return speech.samples.size() * sizeof(std::int16_t); }

/// The same words at another tempo.
std::vector<CaptionTime> moved(std::vector<CaptionTime> times, double tempo) {
    for (CaptionTime& time : times) time.milliseconds = static_cast<int>(std::lround(static_cast<double>(time.milliseconds) / tempo));
    return times;
}

}  // namespace

Result<std::shared_ptr<const RecordedSpeech>> RecordingCache::get(const RecordingFile& recording, int rate_step) {
    const Key key{recording.file.string(), rate_step};
    const auto known = by_key_.find(key);
    if (known != by_key_.end()) {
        kept_.splice(kept_.begin(), kept_, known->second);
        return kept_.front().speech;
    }
    auto made = make(recording, rate_step);
    if (made) keep(key, *made);
    return made;
}

Result<std::shared_ptr<const RecordedSpeech>> RecordingCache::make(const RecordingFile& recording, int rate_step) {
    if (rate_step == recording.rate_step) return read(recording);
    if (!may_stretch(recording.rate_step, rate_step)) return Error(ErrorCode::unsupported, "this rate is too far from the one at which it was spoken");
    const auto spoken = get(recording, recording.rate_step);
    if (!spoken) return spoken.error();
    const double tempo = tempo_between(recording.rate_step, rate_step);
    auto samples = stretched((*spoken)->samples, samples_per_second_, tempo);
    if (!samples) return samples.error();
    return std::shared_ptr<const RecordedSpeech>(std::make_shared<RecordedSpeech>(RecordedSpeech{std::move(*samples), moved((*spoken)->times, tempo)}));
}

Result<std::shared_ptr<const RecordedSpeech>> RecordingCache::read(const RecordingFile& recording) const {
    const auto sound = read_sound_file(recording.file);
    if (!sound) return sound.error();
    if (sound->fingerprint != recording.fingerprint) {
        return Error(ErrorCode::conflict, recording.file.string() + " was exchanged after the index was written; run `silverlanectl voice pack index`");
    }
    auto playable = make_playable(*sound, samples_per_second_);
    if (!playable) return playable.error().within(recording.file.string());
    RecordedSpeech speech{std::move(playable->samples), {}};
    if (!recording.times.empty()) {
        auto times = read_times(recording.times);
        const auto cut = static_cast<int>(playable->left_out * 1000 / static_cast<std::size_t>(samples_per_second_));
        if (times) speech.times = std::move(*times);
        for (CaptionTime& time : speech.times) time.milliseconds = std::max(0, time.milliseconds - cut);
    }
    return std::shared_ptr<const RecordedSpeech>(std::make_shared<RecordedSpeech>(std::move(speech)));
}

void RecordingCache::keep(const Key& key, std::shared_ptr<const RecordedSpeech> speech) {
    const std::size_t bytes = bytes_of(*speech);
    if (bytes > most_bytes_) return;
    kept_bytes_ += bytes;
    kept_.push_front({key, std::move(speech)});
    by_key_[key] = kept_.begin();
    while (kept_bytes_ > most_bytes_) {
        kept_bytes_ -= bytes_of(*kept_.back().speech);
        by_key_.erase(kept_.back().key);
        kept_.pop_back();
    }
}

}  // namespace silverlane::voice
