// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What is to be said, as pure functions of scenes: on the way from one to the next, in full for a listener with a headphone, and for the
// nodes that the focus stands on. Ids of the utterances are left 0. Any thread. It knows no voice and keeps nothing.
#pragma once

#include <vector>

#include "kiosk/flow/state.h"
#include "kiosk/scene/scene.h"
#include "kiosk/scene/text_catalogue.h"
#include "voice/speaker/utterance.h"

namespace silverlane::speech {

/// What is to be said on the way from one scene to the next, in order; the first cuts off what is being said. Empty: nothing new.
/// `private_listening`: a handset is lifted or a headphone in; without it private prompts are dropped.
std::vector<voice::Utterance> follow(const scene::Scene& before, const scene::Scene& after, bool private_listening);

/// The same for full speech mode (a headphone is in): all that stands on the screen, private values too, then how to go on. Every
/// utterance is for the private channel.
std::vector<voice::Utterance> follow_in_full(const scene::Scene& before, const scene::Scene& after, const scene::TextCatalogue& texts);

/// Whether leaving `before` for `after` must silence what is still being said although nothing new is said.
bool must_stop(const scene::Scene& before, const scene::Scene& after);

/// What is said when the focus comes to these nodes: one node with its number, name, place among the answers and state, or a group of
/// nodes by its name and theirs. `prompt_id` is the node's id ("group.<role>" for a group's name). A digit key has no name on the
/// loudspeaker: nobody in the hall hears what is chosen.
std::vector<voice::Utterance> focus_words(const scene::Scene& scene, const std::vector<NodeId>& nodes, flow::Listening listening,
                                          const scene::TextCatalogue& texts);

}  // namespace silverlane::speech
