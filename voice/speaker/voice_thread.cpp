// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/voice_thread.h"

#include <algorithm>

#include "base/private_text.h"
#include "voice/sound/chimes.h"
#include "voice/speaker/varieties.h"

namespace silverlane::voice {

namespace {

/// While something sounds the thread looks this often: below one period of the device.
constexpr Milliseconds kTend{10};
/// An open, silent device is looked at rarely, only to close it in time.
constexpr Milliseconds kTendSilent{250};
/// The next phrase is synthesised (4 ms) when less than this is left, so that a change of rate is heard soon.
constexpr std::size_t kAheadSamples = kSampleRate * 3 / 10;
constexpr std::size_t kMostWaiting = 32;  // a whole screen, read to a listener with a headphone

/// A call of the hall lets answers to touches pass for so long; then it is its turn before all but a safety message.
constexpr Milliseconds kHallPatience{15'000};

bool may_wait(Priority priority) { return priority >= Priority::prompt; }

}  // namespace

VoiceThread::VoiceThread(SynthesisedSpeaker& speaker, std::shared_ptr<const MandarinReader> reader, const SynthesisedSpeaker::MakeSynthesiser& make,
                         std::optional<CantoneseReadings> cantonese, RecordedVoice recordings)
    : speaker_(speaker), reader_(std::move(reader)), cantonese_(std::move(cantonese)), recordings_(std::move(recordings)) {
    auto made = make();
    if (made) synthesiser_ = std::move(*made);
    else speaker_.log_.write(LogEvent(LogLevel::error, "voice_unavailable").with("error", made.error()));
    try_cantonese();
    speaker_.loudspeaker_->prepare(speaker_.on_change_);
    speaker_.private_ear_->prepare(speaker_.on_change_);
    if (speaker_.hall_) make_hall();
    const VoiceHealth without_synthesis = recordings_.has_any() ? VoiceHealth::recordings_only : VoiceHealth::captions_only;
    speaker_.health_ = synthesiser_ != nullptr ? VoiceHealth::speaking : without_synthesis;
    speaker_.on_change_();
}

/// A variety that is garbage is refused and reported, never heard; Mandarin stays.
void VoiceThread::try_cantonese() {
    if (!cantonese_ || synthesiser_ == nullptr) return;
    const auto tested = synthesiser_->test_cantonese(*cantonese_);
    speaker_.speaks_cantonese_ = tested.ok();
    if (tested) return;
    cantonese_.reset();
    speaker_.log_.write(LogEvent(LogLevel::error, "voice_variety_unavailable").with("variety", "yue").with("error", tested.error()));
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
        if (hall_) hall_->proceed(hall_may_begin());
        begin_next();
        feed_ahead();
        if (hall_) hall_->feed();  // after the customer's phrase, and one at a time
    }
    cut_active("the voice is ending");
}

void VoiceThread::handle(Command command) {
    if (command.order == Order::look) return;
    if (command.order == Order::look_at_outputs) {
        speaker_.loudspeaker_->look_again();
        speaker_.private_ear_->look_again();
        return;
    }
    if (command.order == Order::open) {
        channel_in_use().open();
        return;
    }
    if (command.order == Order::chime) {
        if (!is_stopped(command.epoch)) handle_chime(command);
        return;
    }
    if (command.order == Order::announce || command.order == Order::withdraw) {
        if (command.call) hall_->announce(*command.call);
        if (command.ticket) hall_->withdraw(*command.ticket);
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
    if (command.chime == "key" && ((active_ && !is_stopped(active_->epoch)) || hall_goes_first(Priority::answer))) return;
    constexpr std::size_t kMostChimes = 4;
    if (chimes_.size() < kMostChimes) chimes_.push_back(command);
}

void VoiceThread::make_hall() {
    SpeakingChannel* own = speaker_.hall_loudspeaker_.get();
    if (own != nullptr) own->prepare(speaker_.on_change_);
    HallLane::Craft craft;
    craft.phrases = [this](SpokenLanguage language, const std::string& tag, std::string_view words, const char* prompt_id) {
        return phrases_of({tag, prompt_id, words, kDefaultStep, synthesiser_ != nullptr}, language, words);
    };
    craft.speech = [this](SpokenLanguage language, const Phrase& phrase, const char* prompt_id) {
        return speech_of(phrase, {language, prompt_id, Hearing::everybody}, kDefaultStep);
    };
    hall_.emplace(own != nullptr ? *own : *speaker_.loudspeaker_, own == nullptr, speaker_.hall_->manner, std::move(craft),
                  speaker_.hall_->progress, speaker_.clock_, speaker_.log_);
}

bool VoiceThread::hall_goes_first(Priority next) const {
    if (!hall_ || !hall_->shared() || is_private_now()) return false;
    if (hall_->sounding()) return true;
    const auto since = hall_->wanting_since();
    if (!since || next == Priority::safety) return false;
    return next < Priority::answer || speaker_.clock_.monotonic() - *since > kHallPatience;
}

bool VoiceThread::hall_may_begin() const {
    const bool speaking = active_ && active_->channel == speaker_.loudspeaker_.get();
    if (speaking || !speaker_.loudspeaker_->mixer().is_idle()) return false;
    return waiting_.empty() || is_private_now() || hall_goes_first(waiting_.front().utterance.priority);
}

SpeakingChannel& VoiceThread::channel_in_use() const {
    return is_private_now() ? *speaker_.private_ear_ : *speaker_.loudspeaker_;
}

void VoiceThread::begin_next() {
    while (!active_ && !chimes_.empty() && !hall_goes_first(Priority::answer)) {
        const Command chime = std::move(chimes_.front());
        chimes_.pop_front();
        auto samples = chime_samples(chime.chime);
        SpeakingChannel& channel = channel_in_use();
        if (!samples) speaker_.log_.write(LogEvent(LogLevel::warning, "chime_unknown").with("error", samples.error()));
        if (!samples || !channel.mixer().has_room()) continue;
        channel.open();
        channel.mixer().play({std::move(*samples), chime.epoch, Sound::chime, Hearing::everybody});
    }
    while (!active_ && !waiting_.empty() && !hall_goes_first(waiting_.front().utterance.priority)) {
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
    active.hearing = utterance.channel == Channel::private_ear ? Hearing::one_person : Hearing::everybody;
    active.channel = *channel;
    const std::string_view caption =
        utterance.secret_caption ? utterance.secret_caption->open(PrivateDoor::private_speech) : std::string_view(utterance.caption);
    active.phrases = phrases_in_variety(utterance, *language, text, caption, active);
    return std::nullopt;
}

std::vector<Phrase> VoiceThread::phrases_of(const WantedWords& wanted, SpokenLanguage language, std::string_view caption) {
    const FrontEnd front_end{reader_.get(), Sandhi::on, cantonese_ ? &*cantonese_ : nullptr};
    auto recorded = recordings_.phrases(wanted, caption, [&](std::string_view value) { return make_phrases(language, value, value, front_end); });
    return recorded ? std::move(*recorded) : make_phrases(language, wanted.text, caption, front_end);
}

std::vector<Phrase> VoiceThread::phrases_in_variety(const Utterance& utterance, SpokenLanguage of_text, std::string_view text,
                                                    std::string_view caption, Active& active) {
    active.language = language_to_speak(of_text, utterance.variety, text, cantonese_ ? synthesiser_.get() : nullptr);
    const bool synthesised = active.language != of_text;
    WantedWords wanted{utterance.variety, utterance.prompt_id, text, speaker_.rate_step_.load(), synthesised};
    if (synthesised) return phrases_of(wanted, active.language, caption);
    if (of_text == SpokenLanguage::mandarin && !utterance.variety.empty()) {
        // Nothing can say the values of this variety, so its prompts count only where they are recorded whole.
        if (auto recorded = recordings_.phrases(wanted, caption, [](std::string_view) { return std::vector<Phrase>(); })) return std::move(*recorded);
    }
    wanted.variety = utterance.language;
    wanted.values_can_be_said = synthesiser_ != nullptr;
    return phrases_of(wanted, active.language, caption);
}

void VoiceThread::feed_ahead() {
    while (active_ && active_->next_phrase < active_->phrases.size() && active_->channel->mixer().has_room()) {
        std::size_t left = 0;
        for (const PlayingClip& clip : active_->clips) left += clip.length - active_->channel->mixer().played(clip.number, clip.length);
        if (left > kAheadSamples) return;
        play_phrase(active_->phrases[active_->next_phrase++]);
    }
}

Speech VoiceThread::speech_of(SpokenLanguage language, const std::u32string& fed, int rate_step, const std::string& prompt_id) {
    if (synthesiser_ != nullptr) {
        auto made = synthesiser_->synthesise(language, fed, rate_step);
        if (made && !made->samples.empty()) return std::move(*made);
        if (!made) speaker_.log_.write(LogEvent(LogLevel::error, "speech_failed").with("prompt", prompt_id).with("error", made.error()));
    }
    return silent_reading(language, fed, rate_step);
}

void VoiceThread::play_phrase(Phrase& phrase) {
    // Opened first: a device takes longer to open than a phrase to be synthesised, and asks for samples only then.
    active_->channel->open();
    Speech speech = speech_of(phrase, {active_->language, active_->prompt_id, active_->hearing}, speaker_.rate_step_.load());
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

Speech VoiceThread::speech_of(const Phrase& phrase, const Manner& manner, int rate_step) {
    if (phrase.recording) return recordings_.speech(phrase, rate_step);
    Speech speech = speech_of(manner.language, phrase.fed, rate_step, manner.prompt_id);
    return phrase.is_value && synthesiser_ != nullptr ? joined_value(std::move(speech), phrase.pause_ms, rate_step, manner.hearing) : speech;
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
    if (speaker_.hall_loudspeaker_) speaker_.hall_loudspeaker_->tend();
}

bool VoiceThread::busy() const {
    const bool sounding = !speaker_.loudspeaker_->mixer().is_idle() || !speaker_.private_ear_->mixer().is_idle();
    return active_.has_value() || (hall_ && hall_->busy()) || !waiting_.empty() || !chimes_.empty() || sounding;
}

bool VoiceThread::any_channel_open() const {
    const bool hall_open = speaker_.hall_loudspeaker_ && speaker_.hall_loudspeaker_->is_open();
    return speaker_.loudspeaker_->is_open() || speaker_.private_ear_->is_open() || hall_open;
}

}  // namespace silverlane::voice
