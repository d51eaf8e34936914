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
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/event_log.h"
#include "voice/sound/audio_output.h"
#include "voice/mandarin/reader.h"
#include "voice/speaker/speaker.h"
#include "voice/speaker/synthesiser.h"

namespace silverlane::voice {

class SpeakingChannel;
class VoiceThread;

/// What became of the voice; kiosk/app raises device_fault for captions_only.
enum class VoiceHealth { starting, speaking, captions_only };

class SynthesisedSpeaker final : public Speaker {
public:
    /// Called once on the voice thread, because the synthesiser belongs to it. An error leaves captions only.
    using MakeSynthesiser = std::function<Result<std::unique_ptr<Synthesiser>>()>;

    struct Parts {
        std::shared_ptr<const MandarinReader> reader;
        MakeSynthesiser make_synthesiser;
        std::unique_ptr<AudioOutput> loudspeaker;
        std::unique_ptr<AudioOutput> private_ear;  ///< none: what belongs there runs as captions in silence
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

    [[nodiscard]] VoiceHealth health() const { return health_.load(); }

private:
    friend class VoiceThread;

    enum class Order { say, follow, open, chime, look };
    struct Command {
        Order order = Order::look;
        std::uint64_t epoch = 0;  ///< of the moment it was given; stop() ends the epoch
        Utterance utterance;
        std::string chime;
    };

    void post(Order order, Utterance utterance, std::string chime);
    void end_epoch();

    ProgressQueue& progress_;
    EventLog& log_;
    BoundedQueue<Command> commands_;
    std::unique_ptr<SpeakingChannel> loudspeaker_;
    std::unique_ptr<SpeakingChannel> private_ear_;
    std::atomic<std::uint64_t> epoch_{0};
    std::atomic<int> rate_step_{kDefaultStep};
    std::atomic<bool> private_listening_{false};
    std::atomic<VoiceHealth> health_{VoiceHealth::starting};
    std::thread thread_;
};

}  // namespace silverlane::voice
