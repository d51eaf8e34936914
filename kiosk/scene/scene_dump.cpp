// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <fmt/format.h>

#include "kiosk/scene/builder.h"

namespace silverlane::scene {
namespace {

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
