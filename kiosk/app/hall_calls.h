// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From the hub's glances to calls in the hall: finds what has been called since the last glance, has the voice call it where this terminal
// is the one that does, takes back what needs no call any more, and says which number the screen shows as being called. It never calls what
// the hub has not said: without a hub nothing new is heard, and practice has no part in it. Ui thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/event_log.h"
#include "hub/protocol/kiosk_messages.h"
#include "kiosk/scene/builder.h"
#include "kiosk/settings/kiosk_settings.h"
#include "voice/speaker/hall_announcement.h"

namespace silverlane::kiosk {

class HallCalls {
public:
    /// What is handed in must outlive it.
    HallCalls(const HallSettings& settings, BranchCalendar calendar, const Clock& clock, EventLog& log)
        : settings_(settings), calendar_(calendar), clock_(clock), log_(log) {}

    /// Calls aloud from now on; without a voice the calls are only shown.
    void use(voice::HallVoice* voice) { voice_ = voice; }

    /// False for a glance that is older than one heard since the hub came (events that are sent again after a gap): it says nothing that is
    /// still so.
    bool heard(const protocol::BranchGlance& glance);
    void heard(const voice::HallProgress& progress);
    /// Nothing is shown as being called any more. What the hub did say stays queued, and grows stale like any other call.
    void hub_lost();

    /// The number to stand out on the screen now.
    [[nodiscard]] std::optional<scene::Calling> calling() const;
    /// When calling() changes by itself.
    [[nodiscard]] std::optional<MonotonicTime> due() const;

private:
    struct Shown {
        scene::Calling calling;
        MonotonicTime until;
        std::uint64_t announcement = 0;   ///< 0: called on the screen alone
    };

    void take(const protocol::HallCall& call, UtcTime at);
    [[nodiscard]] bool call_aloud(const protocol::HallCall& call);
    void take_back(const std::string& label);

    const HallSettings& settings_;
    const BranchCalendar calendar_;
    const Clock& clock_;
    EventLog& log_;
    voice::HallVoice* voice_ = nullptr;
    std::optional<UtcTime> newest_;
    std::map<std::string, UtcTime> known_;                 // called and not served, as of the last glance: label to its latest call
    std::map<std::uint64_t, scene::Calling> announced_;    // given to the voice and not ended
    std::uint64_t last_id_ = 0;
    std::optional<Shown> shown_;
};

}  // namespace silverlane::kiosk
