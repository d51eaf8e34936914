// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/assist_view.h"

#include "kiosk/flow/pointing.h"

namespace silverlane::scene {
namespace {

bool is_told(const Node& node) {
    if (node.secret) return false;
    return node.role == Role::title || (node.action && node.role != Role::help_key);
}

AssistNode told(const Node& node, bool asked) {
    AssistNode out;
    const bool item = node.action && node.action->kind == flow::ActionKind::pick;
    out.id = item ? "choice." + std::to_string(node.number) : node.id.text;
    out.node = node.id;
    out.role = node.role;
    if (!item) out.text_key = node.text_key;
    out.number = node.number;
    out.may_ring = asked && may_be_rung(node);
    return out;
}

}  // namespace

bool may_be_rung(const Node& node) { return node.action.has_value() && node.state.enabled && !node.secret && node.role != Role::help_key; }

AssistView assist_view(const flow::Flows& flows, const flow::State& state, const Scene& scene) {
    AssistView view;
    view.flow = scene.flow;
    view.step = scene.step;
    view.arrangement = scene.arrangement;
    view.asked = state.help.pointing;
    if (scene.overlay || state.phase != flow::Phase::open || !flow::may_be_pointed_at(flows, state.place)) return view;
    view.may_ring = view.asked;
    for (const Node& node : scene.nodes) {
        if (!is_told(node)) continue;
        view.nodes.push_back(told(node, view.asked));
        if (node.state.rung) view.rung = view.nodes.back().id;
    }
    return view;
}

}  // namespace silverlane::scene
