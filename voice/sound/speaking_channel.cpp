// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/speaking_channel.h"

namespace silverlane::voice {

namespace {

/// An open device wakes the machine at every period, so it is closed soon after the last sound.
constexpr Milliseconds kCloseAfter{2000};
/// A device that takes no samples for so long is given up; the longest period of any card is far below.
constexpr Milliseconds kStuckAfter{1000};

}  // namespace

SpeakingChannel::SpeakingChannel(std::string name, Hearing hearing, std::unique_ptr<AudioOutput> device, const Clock& clock, EventLog& log)
    : name_(std::move(name)), mixer_(hearing), device_(std::move(device)), fallback_(clock), clock_(clock), log_(log) {}

SpeakingChannel::~SpeakingChannel() { close(); }

void SpeakingChannel::prepare(std::function<void()> changed) {
    changed_ = std::move(changed);
    device_->prepare();
    note(device_->probe());
}

void SpeakingChannel::look_again() {
    if (!works() && !is_open()) note(device_->probe());
}

/// One line in the log for a fault and one for its end, however often the device is tried between.
void SpeakingChannel::note(const Result<void>& opened) {
    if (works_.exchange(opened.ok()) == opened.ok()) return;
    if (opened) log_.write(LogEvent(LogLevel::notice, "audio_restored").with("channel", name_));
    else log_.write(LogEvent(LogLevel::warning, "audio_unavailable").with("channel", name_).with("error", opened.error()));
    if (changed_) changed_();
}

void SpeakingChannel::open() {
    quiet_since_ = clock_.monotonic();
    if (is_open()) return;
    looked_at_ = progressed_at_ = clock_.monotonic();
    const auto opened = device_->open(mixer_);
    if (!opened) {
        fall_back(opened.error());
        return;
    }
    device_open_ = true;
    note(opened);
}

void SpeakingChannel::fall_back(const Error& why) {
    device_->close();
    device_open_ = false;
    note(why);
    const auto silent = fallback_.open(mixer_);
    static_cast<void>(silent);  // silence cannot fail
}

bool SpeakingChannel::stuck() {
    const std::uint64_t progress = mixer_.progress();
    const MonotonicTime now = clock_.monotonic();
    // Where nobody looked for so long the whole program stood still, and the device's thread with it: that says nothing of the device.
    const bool stood_still = now - looked_at_ > kStuckAfter / 2;
    looked_at_ = now;
    if (mixer_.is_idle() || progress != last_progress_ || stood_still) {
        last_progress_ = progress;
        progressed_at_ = now;
    }
    return now - progressed_at_ > kStuckAfter;
}

void SpeakingChannel::tend() {
    if (!is_open()) return;
    if (device_open_ && !device_->is_open()) fall_back(Error(ErrorCode::unavailable, "the audio device has gone"));
    if (device_open_) device_->pump();
    else fallback_.pump();
    if (device_open_ && stuck()) fall_back(Error(ErrorCode::timed_out, "the audio device takes no samples"));
    mixer_.forget_finished();
    if (!mixer_.is_idle()) quiet_since_ = clock_.monotonic();
    else if (clock_.monotonic() - quiet_since_ >= kCloseAfter) close();
}

void SpeakingChannel::close() {
    if (device_open_) device_->close();
    device_open_ = false;
    fallback_.close();
}

}  // namespace silverlane::voice
