// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Tells the hub which step the person is on while their call is out, and brings what staff point at. One screen is on its way at a time and
// the newest follows it, so that a slow hub never has a queue of screens before what the person asks. Nothing of it is kept on disk. Ui thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "base/clock.h"
#include "kiosk/app/effects_tickets.h"
#include "kiosk/app/hub_asker.h"
#include "kiosk/flow/state.h"
#include "kiosk/scene/assist_view.h"

namespace silverlane::kiosk {

class AssistEffects {
public:
    AssistEffects(HubAsker& hub, const Clock& clock, SendEvent send) : hub_(hub), clock_(clock), send_(std::move(send)) {}

    /// After each new scene. `view`: what staff may know of it; `call`: the call that is out. Without a call, or in practice, nothing is told,
    /// but once that nobody stands at the screen any more.
    void follow(const flow::State& state, scene::AssistView view, const std::optional<AlertId>& call);
    /// A ring counts only for the screen that was told last, after 指给我看, and for a node that may be rung there.
    void heard(const protocol::KioskEvent& event);
    [[nodiscard]] bool telling() const { return call_.has_value(); }
    /// The hub may have forgotten what it was told.
    void hub_returned();

private:
    void tell();
    void told(const hub_link::Answered& answer);

    HubAsker& hub_;
    const Clock& clock_;
    SendEvent send_;
    std::optional<AlertId> call_;
    std::uint64_t turn_ = 0;
    scene::AssistView view_;
    std::uint64_t generation_ = 0;   // grows for as long as this kiosk lives, and past those of the one before it
    bool on_its_way_ = false;
    bool newer_ = false;             // than the one on its way, or not told yet
    bool over_ = false;              // nobody stands there any more; told once, then the call is forgotten
};

}  // namespace silverlane::kiosk
