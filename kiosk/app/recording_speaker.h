// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Stands between the speech presenter and the voice: keeps the last few hundred things said for the control socket, and speaks through the
// voice once there is one. Without a voice (no sound card, not yet started) it reports each utterance as said after the time that reading
// its caption takes, so that captions stay readable and no clock waits for a dead loudspeaker. A private text is kept as its prompt id only; what
// a headphone says besides is kept with its channel. Ui thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "voice/speaker/speaker.h"

namespace silverlane::kiosk {

struct Spoken {
    std::uint64_t number = 0;      ///< grows by one with each
    std::string what = "say";      ///< say, chime, stop
    std::string prompt;            ///< prompt id, node id where the focus is said, or the chime's name
    std::string language;
    std::string variety;           ///< of spoken Chinese that was asked for; empty: Mandarin
    std::string channel;           ///< loudspeaker, private_ear
    std::string text;              ///< words; empty for a private text
    std::string caption;
    UtcTime at{};
};

class RecordingSpeaker final : public voice::Speaker {
public:
    /// `keep` false: nothing is recorded (a terminal without a control socket keeps no trace of what was said).
    RecordingSpeaker(const Clock& clock, voice::ProgressQueue& progress, bool keep) : clock_(clock), progress_(progress), keep_(keep) {}

    /// From now on through this voice, while `speaks` says that it can; else captions only. What is being shown goes on.
    void use(voice::Speaker* voice, std::function<bool()> speaks);

    void say(voice::Utterance utterance) override;
    void follow(voice::Utterance utterance) override;
    void stop() override;
    void set_rate_step(int step) override;
    void set_volume_step(voice::Channel channel, int step) override;
    void set_private_listening(bool present) override;
    void expect_speech() override;
    void chime(const std::string& name) override;

    /// Captions only: reports what is due now.
    void pass();
    /// When pass() has something to do; nothing while a voice reports by itself.
    [[nodiscard]] std::optional<MonotonicTime> due() const;

    [[nodiscard]] std::vector<Spoken> since(std::uint64_t number) const;

private:
    struct Shown { std::uint64_t utterance = 0; Milliseconds time{0}; };
    void record(const char* what, const voice::Utterance& utterance);
    void record(const char* what, const std::string& name);
    void keep(Spoken spoken);
    void show(const voice::Utterance& utterance);
    void cut_off_shown();
    [[nodiscard]] bool speaks() const { return voice_ != nullptr && speaks_(); }
    void report(std::uint64_t utterance, voice::Progress::Kind kind);

    const Clock& clock_;
    voice::ProgressQueue& progress_;
    const bool keep_;
    voice::Speaker* voice_ = nullptr;
    std::function<bool()> speaks_;
    int rate_step_ = 3, volume_step_ = 3, private_volume_step_ = 3;
    bool private_listening_ = false;
    std::deque<Spoken> log_;
    std::uint64_t last_number_ = 0;
    std::deque<Shown> shown_;             // captions only: the one being read first
    std::optional<MonotonicTime> due_;
};

}  // namespace silverlane::kiosk
