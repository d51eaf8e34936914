// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The hall's side of the voice thread: queues calls, and says each as chime, words, pause, words. It never cuts one call for another and
// nobody cuts it. It takes one phrase a turn from the shared synthesiser, so that a customer's answer is not kept waiting. Made, used and
// ended on the voice thread. It knows nothing of customers' utterances; who goes first on a loudspeaker that both use is told to it.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "voice/sound/speaking_channel.h"
#include "voice/speaker/hall_announcement.h"
#include "voice/speaker/phrases.h"

namespace silverlane::voice {

/// How the hall is called; fixed while the program runs, so no customer's setting reaches it.
struct HallManner {
    std::vector<std::string> languages{"zh-CN"};  ///< said one after the other in each round
    SpokenStyle style;                            ///< of figures, as the bank says them
    int rounds = 2;                               ///< how often a first call is said
    int volume_step = 4;                          ///< of the hall, 0..6
    Milliseconds pause{4'000};                    ///< between two rounds (flows.md: 4 s)
    Milliseconds waits_at_most{120'000};          ///< a call that could not be begun by then is dropped: the screen has shown it
};

class HallLane {
public:
    /// The voice's own craft, lent: words to phrases (recorded ones where there are any), a phrase to samples at the usual rate.
    struct Craft {
        std::function<std::vector<Phrase>(SpokenLanguage, const std::string& tag, std::string_view words, const char* prompt_id)> phrases;
        std::function<Speech(SpokenLanguage, const Phrase&, const char* prompt_id)> speech;
    };

    /// `channel` is the hall's own, or with `shared` the customers' loudspeaker. Everything borrowed must outlive it.
    HallLane(SpeakingChannel& channel, bool shared, HallManner manner, Craft craft, HallProgressQueue* progress, const Clock& clock, EventLog& log);

    void announce(HallAnnouncement call);
    void withdraw(HallTicket ticket);

    /// Ends what was said, takes the next call, and begins its round where `may_begin` (a loudspeaker of its own is always free).
    void proceed(bool may_begin);
    /// Synthesises at most one phrase.
    void feed();

    [[nodiscard]] bool shared() const { return shared_; }
    /// A call or a round of it sounds now, or is about to: nothing else may use the channel.
    [[nodiscard]] bool sounding() const { return current_ && current_->sounding; }
    /// Since when a round waits for the channel; nothing when none does.
    [[nodiscard]] std::optional<MonotonicTime> wanting_since() const;
    [[nodiscard]] bool busy() const { return current_ || !waiting_.empty(); }

private:
    struct Waiting {
        HallAnnouncement call;
        MonotonicTime since;
    };
    struct Words {
        SpokenLanguage language;
        Phrase phrase;
    };
    struct Current {
        HallAnnouncement call;
        int rounds_left = 1;
        bool begun = false;
        bool sounding = false;
        MonotonicTime wanted_from;      ///< when the next round may begin
        std::vector<Words> words;
        std::size_t next_words = 0;
        std::uint64_t last_clip = 0;
        std::vector<std::pair<std::uint64_t, std::size_t>> clips;   ///< number and length of what was handed over in this round
    };

    void drop_what_waited_too_long();
    void take_next();
    void begin_round();
    void end_round();
    void play(std::vector<std::int16_t> samples);
    [[nodiscard]] std::vector<Words> words_for(const HallAnnouncement& call);
    [[nodiscard]] std::size_t samples_ahead() const;
    void report(std::uint64_t announcement, HallProgress::Kind kind, const char* reason = "");
    void drop(const HallAnnouncement& call, const char* reason);

    SpeakingChannel& channel_;
    const bool shared_;
    const HallManner manner_;
    const Craft craft_;
    HallProgressQueue* const progress_;
    const Clock& clock_;
    EventLog& log_;
    std::deque<Waiting> waiting_;
    std::optional<Current> current_;
    MonotonicTime quiet_until_;   ///< a breath between two calls
};

}  // namespace silverlane::voice
