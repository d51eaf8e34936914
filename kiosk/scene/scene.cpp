// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/scene.h"

#include <algorithm>

namespace silverlane::scene {
namespace {

const Node* find_in(const std::vector<Node>& nodes, const NodeId& id) {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == id; });
    return found == nodes.end() ? nullptr : &*found;
}

bool can_be_pressed(const Node* node) { return node != nullptr && node->state.enabled && node->action.has_value(); }

}  // namespace

std::string_view name_of(Template arrangement) {
    switch (arrangement) {
        case Template::home: return "home";
        case Template::choice: return "choice";
        case Template::confirm: return "confirm";
        case Template::number_entry: return "number_entry";
        case Template::insert_item: return "insert_item";
        case Template::wait: return "wait";
        case Template::result: return "result";
        case Template::notice: return "notice";
        case Template::rating: return "rating";
        case Template::idle: return "idle";
    }
    return "?";
}

std::string_view name_of(Role role) {
    switch (role) {
        case Role::title: return "title";
        case Role::instruction: return "instruction";
        case Role::answer: return "answer";
        case Role::key: return "key";
        case Role::entry: return "entry";
        case Role::value: return "value";
        case Role::detail: return "detail";
        case Role::picture: return "picture";
        case Role::position: return "position";
        case Role::fixed_key: return "fixed_key";
        case Role::service_key: return "service_key";
        case Role::foot_line: return "foot_line";
        case Role::page_key: return "page_key";
        case Role::help_key: return "help_key";
    }
    return "?";
}

const Node* find_node(const Scene& scene, const NodeId& id) {
    if (scene.overlay) {
        if (const Node* node = find_in(scene.overlay->nodes, id)) return node;
    }
    return find_in(scene.nodes, id);
}

const Node* find_pressable(const Scene& scene, const NodeId& id) {
    if (scene.overlay) {
        const Node* node = find_in(scene.overlay->nodes, id);
        if (can_be_pressed(node)) return node;
        // Under the warning only 叫人 stays what it is.
        node = find_in(scene.nodes, id);
        const bool person = node != nullptr && node->action && node->action->kind == flow::ActionKind::call_staff;
        return person && can_be_pressed(node) ? node : nullptr;
    }
    const Node* node = find_in(scene.nodes, id);
    return can_be_pressed(node) ? node : nullptr;
}

}  // namespace silverlane::scene
