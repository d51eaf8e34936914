// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/synthesised_speaker.h"

#include <pthread.h>

#include "voice/sound/silent_audio_output.h"
#include "voice/sound/speaking_channel.h"
#include "voice/speaker/varieties.h"
#include "voice/speaker/voice_thread.h"

namespace silverlane::voice {

namespace {

/// More commands than a screen can give before the voice thread looks again.
constexpr std::size_t kMostCommands = 64;

std::unique_ptr<SpeakingChannel> channel(const char* name, Hearing hearing, std::unique_ptr<AudioOutput> device, const Clock& clock,
                                         EventLog& log) {
    return std::make_unique<SpeakingChannel>(name, hearing, std::move(device), clock, log);
}

}  // namespace

SynthesisedSpeaker::SynthesisedSpeaker(Parts parts, ProgressQueue& progress, EventLog& log, const Clock& clock)
    : progress_(progress), log_(log), clock_(clock), packs_(std::move(parts.packs)), commands_(kMostCommands),
      loudspeaker_(channel("loudspeaker", Hearing::everybody, std::move(parts.loudspeaker), clock, log)),
      // Where there is no private output silence takes its place: nothing private can reach another device, and captions move on.
      private_ear_(channel("private_ear", Hearing::one_person,
                           parts.private_ear ? std::move(parts.private_ear) : std::make_unique<SilentAudioOutput>(clock), clock, log)),
      hall_(std::move(parts.hall)), on_change_(parts.on_change ? std::move(parts.on_change) : [] {}) {
    if (hall_ && hall_->loudspeaker) hall_loudspeaker_ = channel("hall", Hearing::everybody, std::move(hall_->loudspeaker), clock, log);
    thread_ = std::thread([this, reader = std::move(parts.reader), make = std::move(parts.make_synthesiser),
                           packs = packs_, presence = parts.presence_of_packs, cantonese = std::move(parts.cantonese)]() mutable {
        pthread_setname_np(pthread_self(), "voice");
        try {
            VoiceThread(*this, std::move(reader), make, std::move(cantonese), RecordedVoice(std::move(packs), presence, log_)).run();
        } catch (...) {
            // Nothing of the voice may end the kiosk: screens and captions go on without it.
            health_ = VoiceHealth::captions_only;
            on_change_();
            log_.write(LogEvent(LogLevel::error, "voice_thread_failed"));
        }
    });
}

SynthesisedSpeaker::~SynthesisedSpeaker() {
    stop();
    commands_.close();
    thread_.join();
}

void SynthesisedSpeaker::post(Order order, Utterance utterance, std::string chime) {
    Command command{order, epoch_.load(), std::move(utterance), std::move(chime)};
    const std::uint64_t id = command.utterance.id;
    const bool speaks = order == Order::say || order == Order::follow;
    const Posted posted = commands_.post(std::move(command));
    if (posted == Posted::accepted) return;
    log_.write(LogEvent(LogLevel::warning, "voice_queue_full"));
    if (!speaks) return;
    const Posted reported = progress_.post({id, Progress::Kind::refused, 0, 0, "the voice is not taking utterances"});
    static_cast<void>(reported);  // whoever lets this queue fill up has a time-out for speech
}

void SynthesisedSpeaker::end_epoch() {
    // Silence first, from this thread: the voice thread may be in the middle of a phrase.
    const std::uint64_t epoch = epoch_.fetch_add(1) + 1;
    loudspeaker_->mixer().silence_before(epoch);
    private_ear_->mixer().silence_before(epoch);
    post(Order::look, {}, {});
}

void SynthesisedSpeaker::say(Utterance utterance) { post(Order::say, std::move(utterance), {}); }

void SynthesisedSpeaker::follow(Utterance utterance) { post(Order::follow, std::move(utterance), {}); }

void SynthesisedSpeaker::stop() { end_epoch(); }

void SynthesisedSpeaker::set_rate_step(int step) { rate_step_ = step; }

void SynthesisedSpeaker::set_volume_step(Channel channel, int step) {
    (channel == Channel::private_ear ? private_ear_ : loudspeaker_)->mixer().set_volume_step(step);
}

void SynthesisedSpeaker::set_private_listening(bool present) {
    if (private_listening_.exchange(present) == present) return;
    // Neither the rest of a private prompt on the loudspeaker, nor the rest of a loud one in the ear; the next listener's ear starts at
    // the factory volume.
    end_epoch();
    if (!present) private_ear_->mixer().set_volume_step(kDefaultStep);
}

bool SynthesisedSpeaker::works(Channel channel) const {
    return (channel == Channel::private_ear ? private_ear_ : loudspeaker_)->works();
}

void SynthesisedSpeaker::look_at_outputs() { post(Order::look_at_outputs, {}, {}); }

void SynthesisedSpeaker::post_to_hall(Command command) {
    if (hall_ && commands_.post(std::move(command)) == Posted::accepted) return;
    log_.write(LogEvent(LogLevel::warning, hall_ ? "voice_queue_full" : "hall_not_called_here"));
}

void SynthesisedSpeaker::announce(HallAnnouncement call) {
    Command command{Order::announce, 0, {}, {}};
    command.call = call;
    post_to_hall(std::move(command));
}

void SynthesisedSpeaker::withdraw(HallTicket ticket) {
    Command command{Order::withdraw, 0, {}, {}};
    command.ticket = ticket;
    post_to_hall(std::move(command));
}

void SynthesisedSpeaker::expect_speech() { post(Order::open, {}, {}); }

bool SynthesisedSpeaker::can_say(std::string_view variety) const {
    const bool synthesised = synthesised_variety(variety) == SpokenLanguage::cantonese && speaks_cantonese_.load();
    return synthesised || (packs_ != nullptr && !variety.empty() && packs_->has_variety(variety));
}

void SynthesisedSpeaker::chime(const std::string& name) { post(Order::chime, {}, name); }

}  // namespace silverlane::voice
