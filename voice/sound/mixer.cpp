// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/mixer.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace silverlane::voice {

namespace {

/// 10^(-4 dB * (6 - step) / 20).
constexpr std::array<float, kSteps> kFactors{0.063096F, 0.1F, 0.158489F, 0.251189F, 0.398107F, 0.630957F, 1.0F};

/// A change of volume is spread so that it does not click: the whole range in about 45 ms.
constexpr float kGainPerSample = 0.001F;

}  // namespace

float volume_factor(int step) { return kFactors[static_cast<std::size_t>(std::clamp(step, 0, kSteps - 1))]; }

bool Mixer::has_room() const { return queued_ - forgotten_ < kSlots; }

std::uint64_t Mixer::play(Clip clip) {
    SILVERLANE_CHECK(clip.hearing == Hearing::everybody || hearing_ == Hearing::one_person);
    SILVERLANE_CHECK(has_room());
    slots_[queued_ % kSlots] = std::move(clip);
    const std::uint64_t number = queued_++;
    available_.store(queued_, std::memory_order_release);
    return number;
}

std::size_t Mixer::played(std::uint64_t clip, std::size_t length) const {
    const std::uint64_t position = position_.load(std::memory_order_acquire);
    const std::uint64_t finished = position >> 32U;
    if (finished > clip) return length;
    return finished == clip ? static_cast<std::size_t>(position & 0xFFFFFFFFU) : 0;
}

void Mixer::forget_finished() {
    for (const std::uint64_t finished = finished_clips(); forgotten_ < finished; ++forgotten_) {
        auto& samples = slots_[forgotten_ % kSlots].samples;
        if (slots_[forgotten_ % kSlots].hearing == Hearing::one_person) std::fill(samples.begin(), samples.end(), std::int16_t{0});
        samples = {};
    }
}

void Mixer::silence_before(std::uint64_t epoch) {
    std::uint64_t known = first_live_epoch_.load(std::memory_order_relaxed);
    while (known < epoch && !first_live_epoch_.compare_exchange_weak(known, epoch, std::memory_order_release)) {
    }
}

bool Mixer::is_live(std::uint64_t number) const noexcept {
    const Clip& clip = slots_[number % kSlots];
    if (clip.sound == Sound::announcement) return true;
    if (clip.epoch < first_live_epoch_.load(std::memory_order_acquire)) return false;
    return clip.sound == Sound::chime || number >= first_live_speech_.load(std::memory_order_acquire);
}

void Mixer::publish(std::uint64_t number, std::size_t sample) noexcept {
    position_.store(number << 32U | static_cast<std::uint64_t>(sample), std::memory_order_release);
}

float Mixer::next_gain() noexcept {
    const float target = volume_factor(volume_step_.load(std::memory_order_relaxed));
    if (!gain_set_) {
        gain_ = target;
        gain_set_ = true;
    }
    if (gain_ < target) gain_ = std::min(target, gain_ + kGainPerSample);
    else if (gain_ > target) gain_ = std::max(target, gain_ - kGainPerSample);
    return gain_;
}

void Mixer::fill(std::int16_t* samples, std::size_t count) noexcept {
    const std::uint64_t available = available_.load(std::memory_order_acquire);
    std::uint64_t number = position_.load(std::memory_order_relaxed) >> 32U;
    std::size_t at = static_cast<std::size_t>(position_.load(std::memory_order_relaxed) & 0xFFFFFFFFU);
    std::size_t written = 0;
    while (written < count && number < available) {
        const auto& clip = slots_[number % kSlots].samples;
        const auto& own_step = slots_[number % kSlots].volume_step;
        if (!fading_ && !is_live(number)) {
            fading_ = true;
            fade_left_ = at == 0 ? 0 : kFadeSamples;  // what never sounded need not fade
        }
        if (at >= clip.size() || (fading_ && fade_left_ == 0)) {
            ++number;
            at = 0;
            fading_ = false;
            publish(number, at);
            continue;
        }
        float gain = own_step ? volume_factor(*own_step) : next_gain();
        if (fading_) gain *= static_cast<float>(--fade_left_) / static_cast<float>(kFadeSamples);
        // Rounded: cut towards zero, the soft steps would crackle where speech dies away.
        samples[written++] = static_cast<std::int16_t>(std::lrintf(static_cast<float>(clip[at++]) * gain));
    }
    publish(number, at);
    std::fill(samples + written, samples + count, std::int16_t{0});
}

}  // namespace silverlane::voice
