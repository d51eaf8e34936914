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
#include "voice/speaker/phrases.h"
#include "voice/sound/speaking_channel.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::voice {

class VoiceThread {
public:
    VoiceThread(SynthesisedSpeaker& speaker, std::shared_ptr<const MandarinReader> reader, const SynthesisedSpeaker::MakeSynthesiser& make);

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

    void handle(Command command);
    void handle_say(Waiting waiting);
    void handle_follow(Waiting waiting);
    void handle_chime(const Command& command);
    void begin_next();
    [[nodiscard]] std::optional<Error> prepare(const Utterance& utterance, Active& active);
    [[nodiscard]] Result<SpeakingChannel*> channel_for(const Utterance& utterance);
    void feed_ahead();
    void play_phrase(Phrase& phrase);
    void report_heard();
    void report_words(PlayingClip& clip, std::size_t heard);
    void drop_stopped();
    void cut_active(const char* why);
    void report(std::uint64_t utterance, Progress::Kind kind, std::string reason = {});
    void refuse(const Utterance& utterance, const Error& why);
    [[nodiscard]] bool is_stopped(std::uint64_t epoch) const { return epoch < speaker_.epoch_.load(); }
    [[nodiscard]] bool is_private_now() const { return speaker_.private_listening_.load(); }
    SpeakingChannel& channel_in_use();
    void tend_channels();
    [[nodiscard]] bool busy() const;
    [[nodiscard]] bool any_channel_open() const;

    SynthesisedSpeaker& speaker_;
    std::shared_ptr<const MandarinReader> reader_;
    std::unique_ptr<Synthesiser> synthesiser_;
    std::optional<Active> active_;
    std::deque<Waiting> waiting_;
    std::deque<Command> chimes_;
};

}  // namespace silverlane::voice
