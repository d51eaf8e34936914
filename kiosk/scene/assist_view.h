// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What staff who were called may know of the screen: which step it is and what its buttons are, by text keys and numbers. No word that was
// filled in, no value, no amount, no name, and nothing at all of a step that is the person's alone. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "kiosk/flow/flow_file.h"
#include "kiosk/flow/state.h"
#include "kiosk/scene/scene.h"

namespace silverlane::scene {

/// One thing that can be pressed, or the step's question.
struct AssistNode {
    std::string id;            ///< as staff name it: the node's id, but "choice.<number>" for an item of a list, whose id may tell a day
    NodeId node;               ///< stays in the kiosk
    Role role = Role::answer;
    std::string text_key;      ///< empty for an item of a list: its words came with it
    int number = 0;
    bool may_ring = false;
    bool operator==(const AssistNode&) const = default;
};

struct AssistView {
    FlowId flow;
    StepId step;
    Template arrangement = Template::notice;
    bool asked = false;        ///< 指给我看 was pressed
    bool may_ring = false;     ///< asked, and this step may be pointed at; else no node may be rung
    std::vector<AssistNode> nodes;  ///< in the person's order; empty on steps that are the person's alone, and under a question
    std::string rung;          ///< the id that is drawn as rung now
    bool operator==(const AssistView&) const = default;
};

/// Whether a ring may stand on it: it can be pressed, shows nothing private, and is not the key that takes the ring away.
bool may_be_rung(const Node& node);

/// Of this scene, which must be that of the state.
AssistView assist_view(const flow::Flows& flows, const flow::State& state, const Scene& scene);

}  // namespace silverlane::scene
