// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/voice_thread.h"

#include <algorithm>

#include "base/private_text.h"
#include "voice/sound/chimes.h"

namespace silverlane::voice {

namespace {

/// While something sounds the thread looks this often: below one period of the device.
constexpr Milliseconds kTend{10};
/// An open, silent device is looked at rarely, only to close it in time.
constexpr Milliseconds kTendSilent{250};
/// The next phrase is synthesised (4 ms) when less than this is left, so that a change of rate is heard soon.
constexpr std::size_t kAheadSamples = kSampleRate * 3 / 10;
constexpr std::size_t kMostWaiting = 32;  // a whole screen, read to a listener with a headphone

bool may_wait(Priority priority) { return priority >= Priority::prompt; }

}  // namespace

VoiceThread::VoiceThread(SynthesisedSpeaker& speaker, std::shared_ptr<const MandarinReader> reader, const SynthesisedSpeaker::MakeSynthesiser& make)
    : speaker_(speaker), reader_(std::move(reader)) {
    auto made = make();
    if (made) synthesiser_ = std::move(*made);
    else speaker_.log_.write(LogEvent(LogLevel::error, "voice_unavailable").with("error", made.error()));
    speaker_.loudspeaker_->prepare();
    speaker_.private_ear_->prepare();
    speaker_.health_ = synthesiser_ != nullptr ? VoiceHealth::speaking : VoiceHealth::captions_only;
}

void VoiceThread::run() {
    while (true) {
        std::optional<Command> command;
        if (busy()) command = speaker_.commands_.take_for(kTend);
        else if (any_channel_open()) command = speaker_.commands_.take_for(kTendSilent);
        else command = speaker_.commands_.take();
        if (!command && speaker_.commands_.closed()) break;
        while (command) {
            handle(std::move(*command));
            command = speaker_.commands_.try_take();
        }
        drop_stopped();
        tend_channels();
        report_heard();
        begin_next();
        feed_ahead();
    }
    cut_active("the voice is ending");
}

void VoiceThread::handle(Command command) {
    if (command.order == Order::look) return;
    if (command.order == Order::open) {
        channel_in_use().open();
        return;
    }
    if (command.order == Order::chime) {
        if (!is_stopped(command.epoch)) handle_chime(command);
        return;
    }
    if (is_stopped(command.epoch)) {
        report(command.utterance.id, Progress::Kind::cut_off, "stopped before it was begun");
        return;
    }
    drop_stopped();
    Waiting waiting{std::move(command.utterance), command.epoch};
    if (command.order == Order::say) handle_say(std::move(waiting));
    else handle_follow(std::move(waiting));
}

void VoiceThread::handle_say(Waiting waiting) {
    const Priority priority = waiting.utterance.priority;
    // What waits and is not more important gives way, as does what is being said.
    std::deque<Waiting> kept;
    for (Waiting& other : waiting_) {
        if (other.utterance.priority > priority) kept.push_back(std::move(other));
        else report(other.utterance.id, Progress::Kind::cut_off, "something newer is said");
    }
    waiting_ = std::move(kept);
    if (active_ && active_->priority <= priority) cut_active("something newer is said");
    if ((active_ || !waiting_.empty()) && !may_wait(priority)) {
        report(waiting.utterance.id, Progress::Kind::cut_off, "something more important is being said");
        return;
    }
    waiting_.push_back(std::move(waiting));
}

void VoiceThread::handle_follow(Waiting waiting) {
    if (waiting_.size() >= kMostWaiting) {
        refuse(waiting.utterance, Error(ErrorCode::too_many, "too many utterances are waiting"));
        return;
    }
    waiting_.push_back(std::move(waiting));
}

void VoiceThread::handle_chime(const Command& command) {
    // A key tone that comes late would seem to answer another key.
    if (command.chime == "key" && active_ && !is_stopped(active_->epoch)) return;
    constexpr std::size_t kMostChimes = 4;
    if (chimes_.size() < kMostChimes) chimes_.push_back(command);
}

SpeakingChannel& VoiceThread::channel_in_use() {
    return is_private_now() ? *speaker_.private_ear_ : *speaker_.loudspeaker_;
}

void VoiceThread::begin_next() {
    while (!active_ && !chimes_.empty()) {
        const Command chime = std::move(chimes_.front());
        chimes_.pop_front();
        auto samples = chime_samples(chime.chime);
        SpeakingChannel& channel = channel_in_use();
        if (!samples) speaker_.log_.write(LogEvent(LogLevel::warning, "chime_unknown").with("error", samples.error()));
        if (!samples || !channel.mixer().has_room()) continue;
        channel.open();
        channel.mixer().play({std::move(*samples), chime.epoch, Sound::chime, Hearing::everybody});
    }
    while (!active_ && !waiting_.empty()) {
        const Waiting next = std::move(waiting_.front());
        waiting_.pop_front();
        Active active;
        active.epoch = next.epoch;
        const auto fault = prepare(next.utterance, active);
        if (fault) {
            refuse(next.utterance, *fault);
            continue;
        }
        active_ = std::move(active);
        report(active_->id, Progress::Kind::started);
    }
}

Result<SpeakingChannel*> VoiceThread::channel_for(const Utterance& utterance) {
    if ((utterance.secret_text || utterance.secret_caption) && utterance.channel != Channel::private_ear) {
        return Error(ErrorCode::forbidden, "a secret text is not for the loudspeaker");
    }
    if (is_private_now()) return speaker_.private_ear_.get();
    if (utterance.channel == Channel::private_ear) return Error(ErrorCode::forbidden, "nobody listens in private");
    return speaker_.loudspeaker_.get();
}

std::optional<Error> VoiceThread::prepare(const Utterance& utterance, Active& active) {
    const auto channel = channel_for(utterance);
    if (!channel) return channel.error();
    const auto language = spoken_language(utterance.language);
    if (!language) return language.error();
    const std::string_view text =
        utterance.secret_text ? utterance.secret_text->open(PrivateDoor::private_speech) : std::string_view(utterance.text);
    const auto checked = check_text(*language, text);
    if (!checked) return checked.error();
    const auto readable = check_readings(*language, text, *reader_);
    if (!readable) return readable.error();
    active.id = utterance.id;
    active.priority = utterance.priority;
    active.prompt_id = utterance.prompt_id;
    active.language = *language;
    active.hearing = utterance.channel == Channel::private_ear ? Hearing::one_person : Hearing::everybody;
    active.channel = *channel;
    const std::string_view caption =
        utterance.secret_caption ? utterance.secret_caption->open(PrivateDoor::private_speech) : std::string_view(utterance.caption);
    active.phrases = make_phrases(*language, text, caption, {*reader_, Sandhi::on});
    return std::nullopt;
}

void VoiceThread::feed_ahead() {
    while (active_ && active_->next_phrase < active_->phrases.size() && active_->channel->mixer().has_room()) {
        std::size_t left = 0;
        for (const PlayingClip& clip : active_->clips) left += clip.length - active_->channel->mixer().played(clip.number, clip.length);
        if (left > kAheadSamples) return;
        play_phrase(active_->phrases[active_->next_phrase++]);
    }
}

void VoiceThread::play_phrase(Phrase& phrase) {
    // Opened first: a device takes longer to open than a phrase to be synthesised, and asks for samples only then.
    active_->channel->open();
    const int rate_step = speaker_.rate_step_.load();
    Speech speech;
    if (synthesiser_ != nullptr) {
        auto made = synthesiser_->synthesise(active_->language, phrase.fed, rate_step);
        if (made) speech = std::move(*made);
        else speaker_.log_.write(LogEvent(LogLevel::error, "speech_failed").with("prompt", active_->prompt_id).with("error", made.error()));
    }
    if (speech.samples.empty()) speech = silent_reading(active_->language, phrase.fed, rate_step);
    PlayingClip clip;
    clip.length = speech.samples.size();
    for (const TimedWord& word : speech.words) {
        // A word of the fed text covers every caption span that its characters stand for.
        CaptionSpan span;
        for (std::size_t i = word.begin; i < std::min(word.end, phrase.spans.size()); ++i) {
            const CaptionSpan own = phrase.spans[i];
            if (own.begin == own.end) continue;
            if (span.begin == span.end) span = own;
            span.begin = std::min(span.begin, own.begin);
            span.end = std::max(span.end, own.end);
        }
        clip.words.push_back({word.first_sample, span});
    }
    if (active_->hearing == Hearing::one_person) std::fill(phrase.fed.begin(), phrase.fed.end(), U'\0');
    clip.number = active_->channel->mixer().play({std::move(speech.samples), active_->epoch, Sound::speech, active_->hearing});
    active_->clips.push_back(std::move(clip));
}

void VoiceThread::report_heard() {
    if (!active_) return;
    const Mixer& mixer = active_->channel->mixer();
    for (PlayingClip& clip : active_->clips) report_words(clip, mixer.played(clip.number, clip.length));
    while (!active_->clips.empty() && mixer.finished_clips() > active_->clips.front().number) active_->clips.pop_front();
    if (active_->clips.empty() && active_->next_phrase == active_->phrases.size()) {
        report(active_->id, Progress::Kind::finished);
        active_.reset();
    }
}

void VoiceThread::report_words(PlayingClip& clip, std::size_t heard) {
    for (; clip.words_reported < clip.words.size(); ++clip.words_reported) {
        const HeardWord& word = clip.words[clip.words_reported];
        if (heard == 0 || word.first_sample >= heard) return;
        if (word.span.begin == word.span.end || word.span == active_->last_span) continue;
        active_->last_span = word.span;
        const Posted posted = speaker_.progress_.post({active_->id, Progress::Kind::word, word.span.begin, word.span.end, {}});
        static_cast<void>(posted);  // a lost highlight is made good by the next word
    }
}

void VoiceThread::drop_stopped() {
    if (active_ && is_stopped(active_->epoch)) cut_active("stopped");
    std::deque<Waiting> kept;
    for (Waiting& waiting : waiting_) {
        if (is_stopped(waiting.epoch)) report(waiting.utterance.id, Progress::Kind::cut_off, "stopped before it was begun");
        else kept.push_back(std::move(waiting));
    }
    waiting_ = std::move(kept);
    std::erase_if(chimes_, [this](const Command& chime) { return is_stopped(chime.epoch); });
}

void VoiceThread::cut_active(const char* why) {
    if (!active_) return;
    active_->channel->mixer().silence_speech();
    report(active_->id, Progress::Kind::cut_off, why);
    active_.reset();
}

void VoiceThread::report(std::uint64_t utterance, Progress::Kind kind, std::string reason) {
    const Posted posted = speaker_.progress_.post({utterance, kind, 0, 0, std::move(reason)});
    if (posted == Posted::full) speaker_.log_.write(LogEvent(LogLevel::warning, "voice_progress_lost"));
}

void VoiceThread::refuse(const Utterance& utterance, const Error& why) {
    speaker_.log_.write(LogEvent(LogLevel::warning, "utterance_refused").with("prompt", utterance.prompt_id).with("error", why));
    report(utterance.id, Progress::Kind::refused, why.text());
}

void VoiceThread::tend_channels() {
    speaker_.loudspeaker_->tend();
    speaker_.private_ear_->tend();
}

bool VoiceThread::busy() const {
    const bool sounding = !speaker_.loudspeaker_->mixer().is_idle() || !speaker_.private_ear_->mixer().is_idle();
    return active_.has_value() || !waiting_.empty() || !chimes_.empty() || sounding;
}

bool VoiceThread::any_channel_open() const {
    return speaker_.loudspeaker_->is_open() || speaker_.private_ear_->is_open();
}

}  // namespace silverlane::voice
