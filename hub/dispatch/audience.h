// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who may know of an alert, by role. The hall's cards are for the lobby manager, relationship managers and the branch head; a teller hears of
// danger and of what was passed to tellers, with place and ticket only; a poor rating is the branch head's alone. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "hub/protocol/alert.h"

namespace silverlane::dispatch {

/// Audiences of events: everybody of the staff, the hall, or one role.
inline constexpr std::string_view kEverybody = "staff";
inline constexpr std::string_view kHall = "staff:hall";
inline constexpr std::string_view kHead = "staff:branch_head";
inline constexpr std::string_view kTellers = "staff:teller";

/// The streams that carry an event of this audience, and the audiences that a stream replays. A stream is named by the role that listens:
/// kHall (lobby and relationship managers), kHead, kTellers.
std::span<const std::string_view> streams_of(std::string_view audience);
std::span<const std::string_view> audiences_of(std::string_view stream);
/// The stream of a role. A role that is unknown hears what a teller hears.
std::string_view stream_of_role(std::string_view role);

struct Reach {
    bool hall = true;       ///< lobby manager, relationship manager (and the head)
    bool head = true;
    bool tellers = false;   ///< without the person
};
/// `only`: the one role that may know it; empty: none in particular.
Reach reach_of(const protocol::Alert& alert, std::string_view only);
bool reaches(const Reach& reach, std::string_view role);

/// The alert as a teller sees it: what, where and the ticket, nobody's name, needs, reasons, sentence or product. Of danger that was not passed
/// to tellers neither the step at the kiosk, nor who may take it, nor what else might come of it; an alert of a campaign offers no outcome then.
protocol::Alert without_person(protocol::Alert alert);
/// As this role sees it.
protocol::Alert as_seen_by(std::string_view role, protocol::Alert alert);

}  // namespace silverlane::dispatch
