// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The Speaker of the kiosk and the hall: a thread of its own ("voice") that owns the synthesiser and the audio outputs. The Speaker
// functions may be called from any thread; construction and destruction by the owner. It speaks what it is given, in the order that
// docs/utterance.md states, and refuses what may not be spoken; it never chooses words, and it fills no placeholders.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.h"
#include "base/event_log.h"
#include "voice/sound/audio_output.h"
#include "voice/cantonese/cantonese_text.h"
#include "voice/mandarin/reader.h"
#include "voice/speaker/hall_lane.h"
#include "voice/recordings/pack_catalogue.h"
#include "voice/speaker/speaker.h"
#include "voice/sound/speech_shaper.h"
#include "voice/speaker/synthesiser.h"

namespace silverlane::voice {

class SpeakingChannel;
class VoiceThread;

/// What became of the voice; kiosk/app/voice_watch tells staff of recordings_only (no synthesiser, but packs) and captions_only.
enum class VoiceHealth { starting, speaking, recordings_only, captions_only };

/// A kiosk that calls numbers.
struct HallParts {
    std::unique_ptr<AudioOutput> loudspeaker;   ///< none: the customers' loudspeaker is the hall's too
    HallManner manner;
    HallProgressQueue* progress = nullptr;      ///< outlives the speaker
};

class SynthesisedSpeaker final : public Speaker, public HallVoice {
public:
    /// Called once on the voice thread, because the synthesiser belongs to it. An error leaves captions only.
    using MakeSynthesiser = std::function<Result<std::unique_ptr<Synthesiser>>()>;

    struct Parts {
        std::shared_ptr<const MandarinReader> reader;
        MakeSynthesiser make_synthesiser;
        std::unique_ptr<AudioOutput> loudspeaker;
        std::unique_ptr<AudioOutput> private_ear;  ///< none: what belongs there runs as captions in silence
        std::shared_ptr<const PackCatalogue> packs{};  ///< recordings that are played where they say the same words; none: all is synthesised
        std::function<void()> on_change = {};      ///< called on the voice thread when health() or works() says something else
        std::optional<HallParts> hall = std::nullopt;   ///< none: announce() does nothing but log
        Presence presence_of_packs = Presence::off;  ///< as the synthesiser is shaped, so that a person carries as far
        std::optional<CantoneseReadings> cantonese = {};  ///< none: Chinese is synthesised in Mandarin only
    };

    /// `progress`, `log` and `clock` must outlive the speaker.
    SynthesisedSpeaker(Parts parts, ProgressQueue& progress, EventLog& log, const Clock& clock);
    ~SynthesisedSpeaker() override;
    SynthesisedSpeaker(const SynthesisedSpeaker&) = delete;
    SynthesisedSpeaker& operator=(const SynthesisedSpeaker&) = delete;

    void say(Utterance utterance) override;
    void follow(Utterance utterance) override;
    void stop() override;
    void set_rate_step(int step) override;
    void set_volume_step(Channel channel, int step) override;
    void set_private_listening(bool present) override;
    void expect_speech() override;
    void chime(const std::string& name) override;

    void announce(HallAnnouncement call) override;
    void withdraw(HallTicket ticket) override;

    [[nodiscard]] VoiceHealth health() const { return health_.load(); }
    /// Whether this channel's device could be opened when it was last tried, at the start for the first time. True without a private
    /// output: what is not there cannot fail. Any thread.
    [[nodiscard]] bool works(Channel channel) const;
    /// Tries a device that did not work once more, without a sound, so that one that has been plugged in again is known before it is needed.
    void look_at_outputs();

    /// Whether Chinese can be said in this variety here, synthesised ("yue") or from recordings ("zh-x-wu"): what may be offered to customers.
    /// Settled once health() is not `starting`.
    [[nodiscard]] bool can_say(std::string_view variety) const;

private:
    friend class VoiceThread;

    enum class Order { say, follow, open, chime, announce, withdraw, look, look_at_outputs };
    struct Command {
        Order order = Order::look;
        std::uint64_t epoch = 0;  ///< of the moment it was given; stop() ends the epoch
        Utterance utterance;
        std::string chime;
        std::optional<HallAnnouncement> call = std::nullopt;
        std::optional<HallTicket> ticket = std::nullopt;
    };

    void post(Order order, Utterance utterance, std::string chime);
    void post_to_hall(Command command);
    void end_epoch();

    ProgressQueue& progress_;
    EventLog& log_;
    const Clock& clock_;
    const std::shared_ptr<const PackCatalogue> packs_;
    BoundedQueue<Command> commands_;
    std::unique_ptr<SpeakingChannel> loudspeaker_;
    std::unique_ptr<SpeakingChannel> private_ear_;
    std::optional<HallParts> hall_;                             ///< without its loudspeaker, which is the channel's
    std::unique_ptr<SpeakingChannel> hall_loudspeaker_;    ///< none: shared with customers, or no hall
    std::atomic<std::uint64_t> epoch_{0};
    std::atomic<int> rate_step_{kDefaultStep};
    std::atomic<bool> private_listening_{false};
    std::atomic<bool> speaks_cantonese_{false};
    std::atomic<VoiceHealth> health_{VoiceHealth::starting};
    std::function<void()> on_change_;  // the voice thread
    std::thread thread_;
};

}  // namespace silverlane::voice
