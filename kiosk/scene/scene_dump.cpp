// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <fmt/format.h>

#include "kiosk/scene/builder.h"

namespace silverlane::scene {
namespace {

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
    }
    return "?";
}

std::string line(const Node& node) {
    std::string role(name_of(node.role));
    if (node.number > 0) role += fmt::format(" {}", node.number);
    std::string marks;
    if (!node.state.enabled) marks += " off";
    if (node.state.on) marks += " on";
    if (node.state.emphasised) marks += " main";
    if (node.state.rung) marks += " rung";
    return fmt::format("{} | {} | {} | {}{}{}\n", node.id.text, role, node.secret ? std::string("(secret)") : node.shown, node.spoken,
                       node.icon.empty() ? "" : " | " + node.icon, marks);
}

}  // namespace

std::string dump(const Scene& scene) {
    std::string out = fmt::format("{}/{} {}{}{}\n", scene.flow.text, scene.step.text, name_of(scene.arrangement),
                                  scene.covered ? " covered" : "", scene.attention ? " attention" : "");
    for (const Scene::Prompt& prompt : scene.prompts) {
        out += fmt::format("say {} | {} | {}\n", prompt.id, prompt.private_channel ? "(secret)" : prompt.spoken,
                           prompt.private_channel ? "(secret)" : prompt.caption);
    }
    for (const Node& node : scene.nodes) out += line(node);
    if (scene.overlay) {
        out += "over it:\n";
        for (const Node& node : scene.overlay->nodes) out += line(node);
    }
    return out;
}

}  // namespace silverlane::scene
