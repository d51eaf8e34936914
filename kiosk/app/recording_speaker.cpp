// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/recording_speaker.h"

#include <utility>

#include "base/utf8.h"

namespace silverlane::kiosk {
namespace {

constexpr std::size_t kMostKept = 500;
constexpr Milliseconds kPrivateReading{7'000};

/// 180 characters a minute, the pace at which the voice would have said it (accessibility rule 25), and a breath.
Milliseconds reading_time(const std::string& caption) {
    const auto characters = static_cast<std::int64_t>(decode_utf8(caption).size());
    return Milliseconds{600 + characters * 333};
}

}  // namespace

void RecordingSpeaker::use(voice::Speaker* voice, std::function<bool()> speaks) {
    voice_ = voice;
    speaks_ = std::move(speaks);
    if (voice_ == nullptr) return;
    voice_->set_rate_step(rate_step_);
    voice_->set_private_listening(private_listening_);
    voice_->set_volume_step(voice::Channel::loudspeaker, volume_step_);
    voice_->set_volume_step(voice::Channel::private_ear, private_volume_step_);
}

void RecordingSpeaker::say(voice::Utterance utterance) {
    record("say", utterance);
    cut_off_shown();
    if (speaks()) return voice_->say(std::move(utterance));
    show(utterance);
}

void RecordingSpeaker::follow(voice::Utterance utterance) {
    record("say", utterance);
    // What began as captions ends as captions: the voice would speak across it.
    if (speaks() && shown_.empty()) return voice_->follow(std::move(utterance));
    show(utterance);
}

void RecordingSpeaker::cut_off_shown() {
    for (const auto& one : std::exchange(shown_, {})) report(one.utterance, voice::Progress::Kind::cut_off);
    due_.reset();
}

void RecordingSpeaker::show(const voice::Utterance& utterance) {
    if (utterance.channel == voice::Channel::private_ear && !private_listening_) return report(utterance.id, voice::Progress::Kind::refused);
    // How long a private caption is, is private too: it stands as long as a sentence of the usual length.
    shown_.push_back({utterance.id, utterance.secret_caption ? kPrivateReading : reading_time(utterance.caption)});
    if (shown_.size() > 1) return;
    report(utterance.id, voice::Progress::Kind::started);
    due_ = clock_.monotonic() + shown_.front().time;
}

void RecordingSpeaker::pass() {
    while (due_ && clock_.monotonic() >= *due_) {
        report(shown_.front().utterance, voice::Progress::Kind::finished);
        const MonotonicTime ended = *due_;
        shown_.pop_front();
        due_.reset();
        if (shown_.empty()) return;
        report(shown_.front().utterance, voice::Progress::Kind::started);
        due_ = ended + shown_.front().time;
    }
}

std::optional<MonotonicTime> RecordingSpeaker::due() const { return due_; }

void RecordingSpeaker::report(std::uint64_t utterance, voice::Progress::Kind kind) {
    voice::Progress progress;
    progress.utterance = utterance;
    progress.kind = kind;
    if (kind == voice::Progress::Kind::refused) progress.reason = "no private listening";
    static_cast<void>(progress_.post(std::move(progress)));  // full: the ui thread reads it next and is behind already
}

void RecordingSpeaker::stop() {
    record("stop", std::string{});
    cut_off_shown();
    if (voice_ != nullptr) voice_->stop();
}

void RecordingSpeaker::set_rate_step(int step) {
    rate_step_ = step;
    if (voice_ != nullptr) voice_->set_rate_step(step);
}

void RecordingSpeaker::set_volume_step(voice::Channel channel, int step) {
    (channel == voice::Channel::private_ear ? private_volume_step_ : volume_step_) = step;
    if (voice_ != nullptr) voice_->set_volume_step(channel, step);
}

void RecordingSpeaker::set_private_listening(bool present) {
    private_listening_ = present;
    if (voice_ != nullptr) voice_->set_private_listening(present);
}

void RecordingSpeaker::expect_speech() {
    if (voice_ != nullptr) voice_->expect_speech();
}

void RecordingSpeaker::chime(const std::string& name) {
    record("chime", name);
    if (voice_ != nullptr) voice_->chime(name);
}

void RecordingSpeaker::record(const char* what, const voice::Utterance& utterance) {
    if (!keep_) return;
    const bool is_private = utterance.channel == voice::Channel::private_ear;
    const bool is_secret = utterance.secret_text || utterance.secret_caption;
    Spoken spoken;
    spoken.what = what;
    spoken.prompt = utterance.prompt_id;
    spoken.language = utterance.language;
    spoken.variety = utterance.variety;
    spoken.channel = is_private ? "private_ear" : "loudspeaker";
    if (!is_secret) {
        spoken.text = utterance.text;
        spoken.caption = utterance.caption;
    }
    keep(std::move(spoken));
}

void RecordingSpeaker::record(const char* what, const std::string& name) {
    if (!keep_) return;
    Spoken spoken;
    spoken.what = what;
    spoken.prompt = name;
    keep(std::move(spoken));
}

void RecordingSpeaker::keep(Spoken spoken) {
    spoken.number = ++last_number_;
    spoken.at = clock_.now();
    log_.push_back(std::move(spoken));
    if (log_.size() > kMostKept) log_.pop_front();
}

std::vector<Spoken> RecordingSpeaker::since(std::uint64_t number) const {
    std::vector<Spoken> found;
    for (const auto& spoken : log_) {
        if (spoken.number > number) found.push_back(spoken);
    }
    return found;
}

}  // namespace silverlane::kiosk
