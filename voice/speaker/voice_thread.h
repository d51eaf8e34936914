// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What runs on the thread "voice": takes the commands of SynthesisedSpeaker, keeps the queue of utterances by priority, synthesises
// phrase by phrase just ahead of the ear, and reports progress from the samples that were played. Made, run and ended on that thread.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "voice/sound/mixer.h"
#include "voice/speaker/hall_lane.h"
#include "voice/speaker/phrases.h"
#include "voice/speaker/recorded_voice.h"
#include "voice/sound/speaking_channel.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::voice {

class VoiceThread {
public:
    VoiceThread(SynthesisedSpeaker& speaker, std::shared_ptr<const MandarinReader> reader, const SynthesisedSpeaker::MakeSynthesiser& make,
                std::optional<CantoneseReadings> cantonese, RecordedVoice recordings);

    /// Until the command queue is closed.
    void run();

private:
    using Command = SynthesisedSpeaker::Command;
    using Order = SynthesisedSpeaker::Order;

    struct Waiting {
        Utterance utterance;
        std::uint64_t epoch = 0;
    };

    /// A word in the samples of one clip.
    struct HeardWord {
        std::size_t first_sample = 0;
        CaptionSpan span;
    };

    struct PlayingClip {
        std::uint64_t number = 0;
        std::size_t length = 0;
        std::vector<HeardWord> words;
        std::size_t words_reported = 0;
    };

    struct Active {
        std::uint64_t id = 0;
        std::uint64_t epoch = 0;
        Priority priority = Priority::prompt;
        std::string prompt_id;
        SpokenLanguage language = SpokenLanguage::mandarin;
        Hearing hearing = Hearing::everybody;
        SpeakingChannel* channel = nullptr;
        std::vector<Phrase> phrases;
        std::size_t next_phrase = 0;
        std::deque<PlayingClip> clips;
        CaptionSpan last_span;
    };

    /// Whose phrase it is.
    struct Manner {
        SpokenLanguage language;
        std::string prompt_id;
        Hearing hearing;
    };

    void try_cantonese();
    void handle(Command command);
    void handle_say(Waiting waiting);
    void handle_follow(Waiting waiting);
    void handle_chime(const Command& command);
    void begin_next();
    [[nodiscard]] std::optional<Error> prepare(const Utterance& utterance, Active& active);
    /// The same in the variety that the utterance asks for, or whole in Mandarin. Sets the language of `active` too.
    [[nodiscard]] std::vector<Phrase> phrases_in_variety(const Utterance& utterance, SpokenLanguage of_text, std::string_view text,
                                                         std::string_view caption, Active& active);
    [[nodiscard]] Result<SpeakingChannel*> channel_for(const Utterance& utterance);
    void feed_ahead();
    void play_phrase(Phrase& phrase);
    [[nodiscard]] Speech speech_of(const Phrase& phrase, const Manner& manner, int rate_step);
    /// Recordings where there are any of these words, else for the synthesiser.
    [[nodiscard]] std::vector<Phrase> phrases_of(const WantedWords& wanted, SpokenLanguage language, std::string_view caption);
    void report_heard();
    void report_words(PlayingClip& clip, std::size_t heard);
    void drop_stopped();
    void cut_active(const char* why);
    /// The words of a phrase, or as long a silence.
    [[nodiscard]] Speech speech_of(SpokenLanguage language, const std::u32string& fed, int rate_step, const std::string& prompt_id);
    void make_hall();
    /// Whether a customer's sound must wait for a call on the loudspeaker that both use.
    [[nodiscard]] bool hall_goes_first(Priority next) const;
    /// Whether a call may use the loudspeaker that both use now.
    [[nodiscard]] bool hall_may_begin() const;
    void report(std::uint64_t utterance, Progress::Kind kind, std::string reason = {});
    void refuse(const Utterance& utterance, const Error& why);
    [[nodiscard]] bool is_stopped(std::uint64_t epoch) const { return epoch < speaker_.epoch_.load(); }
    [[nodiscard]] bool is_private_now() const { return speaker_.private_listening_.load(); }
    [[nodiscard]] SpeakingChannel& channel_in_use() const;
    void tend_channels();
    [[nodiscard]] bool busy() const;
    [[nodiscard]] bool any_channel_open() const;

    SynthesisedSpeaker& speaker_;
    std::shared_ptr<const MandarinReader> reader_;
    std::optional<CantoneseReadings> cantonese_;  ///< none: not wanted, or the voice has failed its test
    std::unique_ptr<Synthesiser> synthesiser_;
    RecordedVoice recordings_;
    std::optional<Active> active_;
    std::deque<Waiting> waiting_;
    std::deque<Command> chimes_;
    std::optional<HallLane> hall_;
};

}  // namespace silverlane::voice
