// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the talk track of a card's campaign says at the seat. Private to hub/desk; read on a connection of its own, changes nothing.
#pragma once

#include "hub/desk/change.h"

namespace silverlane::desk {

/// In the words of `rules` as they are now: what compliance has put right meanwhile is what is read out. Errors: see ServiceDesk::talk_track.
Result<protocol::TalkTrackPage> talk_track_for(store::Connection& connection, const decision::Rules& rules, const Session& session, const AlertId& id);

}  // namespace silverlane::desk
