// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One channel's samples: plays clips one after the other (never two at once, so nothing sounds over speech), sets the volume, and can
// be silenced from any thread. The voice thread adds clips and reads how far playing is; the audio thread asks for samples through
// fill(), which neither locks nor allocates. It knows no devices and no words.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "voice/sound/audio_output.h"
#include "voice/sound/sample_format.h"

namespace silverlane::voice {

/// The factor of a volume step: 7 steps of 4 dB, step 6 is full scale, step 3 lies 12 dB above step 0.
float volume_factor(int step);

/// Whether a clip may carry what only one person may hear.
enum class Hearing { everybody, one_person };
/// announcement: a call of the hall on a loudspeaker that customers use too. Nothing that a customer does silences it.
enum class Sound { speech, chime, announcement };

struct Clip {
    std::vector<std::int16_t> samples;
    std::uint64_t epoch = 0;  ///< silenced by silence_before(a later one)
    Sound sound = Sound::speech;
    Hearing hearing = Hearing::everybody;
    std::optional<int> volume_step = std::nullopt;   ///< its own, whatever the channel's is
};

class Mixer final : public SampleSource {
public:
    /// `hearing` says who hears this channel; a private clip handed to a channel for everybody stops the program (a bug).
    explicit Mixer(Hearing hearing) : hearing_(hearing) {}

    // The voice thread.

    /// Queues a clip and returns its number, counted from 0. The caller asks has_room() first.
    std::uint64_t play(Clip clip);
    [[nodiscard]] bool has_room() const;
    /// Clips that were played to their end or silenced.
    [[nodiscard]] std::uint64_t finished_clips() const { return position_.load(std::memory_order_acquire) >> 32U; }
    /// Samples of that clip that were handed to the device; its whole length once it is finished.
    [[nodiscard]] std::size_t played(std::uint64_t clip, std::size_t length) const;
    /// Changes whenever samples of a clip were taken; for noticing a device that is stuck.
    [[nodiscard]] std::uint64_t progress() const { return position_.load(std::memory_order_acquire); }
    /// Silences the speech queued so far; chimes and announcements go on.
    void silence_speech() { first_live_speech_.store(queued_, std::memory_order_release); }
    /// Nothing is queued or playing.
    [[nodiscard]] bool is_idle() const { return finished_clips() == queued_; }
    /// Overwrites and frees the samples of clips that are finished (private speech does not linger).
    void forget_finished();

    // Any thread.

    /// Silences every clip of an earlier epoch but announcements, also one that is added after this call.
    void silence_before(std::uint64_t epoch);
    void set_volume_step(int step) { volume_step_.store(step, std::memory_order_relaxed); }
    [[nodiscard]] int volume_step() const { return volume_step_.load(std::memory_order_relaxed); }

    // The audio thread.

    void fill(std::int16_t* samples, std::size_t count) noexcept override;

private:
    static constexpr std::size_t kSlots = 8;
    static constexpr std::size_t kFadeSamples = 128;  ///< 5.8 ms: silence without a click

    [[nodiscard]] bool is_live(std::uint64_t number) const noexcept;
    void publish(std::uint64_t number, std::size_t sample) noexcept;
    float next_gain() noexcept;

    const Hearing hearing_;
    std::array<Clip, kSlots> slots_;
    std::uint64_t queued_ = 0;                        ///< the voice thread's count
    std::uint64_t forgotten_ = 0;
    std::atomic<std::uint64_t> available_{0};         ///< published count, read by the audio thread
    std::atomic<std::uint64_t> position_{0};          ///< finished clips << 32 | samples played of the next
    std::atomic<std::uint64_t> first_live_speech_{0};
    std::atomic<std::uint64_t> first_live_epoch_{0};
    std::atomic<int> volume_step_{kDefaultStep};
    std::size_t fade_left_ = kFadeSamples;            ///< of a clip being silenced; audio thread
    bool fading_ = false;
    float gain_ = 0.0F;
    bool gain_set_ = false;
};

}  // namespace silverlane::voice
