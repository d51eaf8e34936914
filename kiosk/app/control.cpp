// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/control.h"

#include <cmath>
#include <exception>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace silverlane::kiosk {
namespace {

using Json = nlohmann::ordered_json;

Json error(const std::string& what) { return {{"error", what}}; }

Json outcome(const Result<void>& result) {
    if (!result) return error(result.error().text());
    return {{"ok", true}};
}

const char* name_of(flow::TextSize size) {
    return size == flow::TextSize::largest ? "largest" : size == flow::TextSize::large ? "large" : "standard";
}
const char* name_of(flow::Theme theme) {
    return theme == flow::Theme::black ? "black" : theme == flow::Theme::white ? "white" : "standard";
}
const char* name_of(flow::Phase phase) {
    return phase == flow::Phase::paused ? "paused" : phase == flow::Phase::warning ? "warning" : "open";
}
const char* name_of(flow::HelpState help) {
    switch (help) {
        case flow::HelpState::none: return "none";
        case flow::HelpState::sent: return "sent";
        case flow::HelpState::claimed: return "claimed";
        case flow::HelpState::unreachable: return "unreachable";
    }
    return "none";
}

Json rectangle(const ui::PixelRect& rect) {
    return {{"x", rect.left}, {"y", rect.top}, {"width", rect.width()}, {"height", rect.height()}};
}

/// To a hundredth of a millimetre.
Json millimetres(const ui::PixelRect& rect, double px_per_mm) {
    const auto in_mm = [px_per_mm](int px) { return std::round(px / px_per_mm * 100) / 100; };
    return {{"x", in_mm(rect.left)}, {"y", in_mm(rect.top)}, {"width", in_mm(rect.width())}, {"height", in_mm(rect.height())}};
}

Json node_of(const scene::Node& node, const ControlTarget& target) {
    Json json{{"id", node.id.text}, {"role", name_of(node.role)}, {"text_key", node.text_key}};
    if (node.secret) {
        json["secret"] = true;  // its text never leaves through this door
    } else {
        json["shown"] = node.shown;
        json["spoken"] = node.spoken;
    }
    if (!node.icon.empty()) json["icon"] = node.icon;
    if (node.number > 0) json["number"] = node.number;
    json["enabled"] = node.state.enabled;
    json["on"] = node.state.on;
    if (node.state.rung) json["rung"] = true;
    json["pressable"] = scene::find_pressable(target.scene(), node.id) != nullptr;
    if (const auto* placed = target.layout().find(node.id)) {
        json["rectangle_px"] = rectangle(placed->rect);
        json["rectangle_mm"] = millimetres(placed->rect, target.panel().px_per_mm);
        if (placed->pressable()) json["hit_px"] = rectangle(placed->hit);
        if (placed->pressable()) json["hit_mm"] = millimetres(placed->hit, target.panel().px_per_mm);
    }
    return json;
}

Json scene_of(const ControlTarget& target) {
    const scene::Scene& scene = target.scene();
    Json json{{"flow", scene.flow.text}, {"step", scene.step.text}, {"template", name_of(scene.arrangement)},
              {"language", scene.preferences.language}, {"text_size", name_of(scene.preferences.text_size)},
              {"theme", name_of(scene.preferences.theme)}, {"covered", scene.covered}, {"attention", scene.attention},
              {"caption", target.caption()},
              {"panel", {{"width", target.panel().width_px}, {"height", target.panel().height_px}, {"px_per_mm", target.panel().px_per_mm}}}};
    json["nodes"] = Json::array();
    for (const auto& node : scene.nodes) json["nodes"].push_back(node_of(node, target));
    if (scene.overlay) {
        json["overlay"] = Json::array();
        for (const auto& node : scene.overlay->nodes) json["overlay"].push_back(node_of(node, target));
    }
    json["overflows"] = Json::array();
    for (const auto& overflow : target.layout().overflows) json["overflows"].push_back({{"node", overflow.id.text}, {"why", overflow.why}});
    return json;
}

std::string name_of(ui::Colour colour) { return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue); }

/// One node as it is drawn: its lines with their places, its sizes and colours.
Json drawn_node_of(const ui::PlacedNode& placed, const ControlTarget& target) {
    Json json{{"id", placed.node.id.text}, {"role", name_of(placed.node.role)}, {"rectangle_px", rectangle(placed.rect)},
              {"pressable", scene::find_pressable(target.scene(), placed.node.id) != nullptr},
              {"em_px", ui::em_px(placed.style)}, {"bold", placed.style.bold},
              {"ground", name_of(placed.paint.ground)}, {"ink", name_of(placed.paint.ink)},
              {"border", name_of(placed.paint.border)}, {"mark", name_of(placed.paint.mark)}};
    if (!placed.icon.empty()) {
        json["icon"] = placed.node.icon;
        json["icon_px"] = rectangle(placed.icon);
    }
    if (!placed.badge.empty()) {
        json["number"] = placed.node.number;
        json["number_px"] = rectangle(placed.badge);
        json["number_em_px"] = ui::em_px(placed.badge_style);
    }
    json["lines"] = Json::array();
    if (placed.node.secret) return json;  // its text never leaves through this door
    const std::u32string text = decode_utf8(placed.node.shown);
    for (const auto& line : placed.lines) {
        if (line.begin > line.end || line.end > text.size()) continue;
        const auto part = std::u32string_view(text).substr(line.begin, line.end - line.begin);
        json["lines"].push_back({{"text", encode_utf8(part)}, {"x", line.left}, {"baseline", line.baseline}});
    }
    return json;
}

/// What is on the display, for who compares it with something else: no meaning, only places and colours.
Json drawing_of(const ControlTarget& target) {
    const ui::Theme& theme = ui::theme_for(target.scene().preferences.theme);
    Json json{{"template", name_of(target.scene().arrangement)},
              {"panel", {{"width", target.panel().width_px}, {"height", target.panel().height_px}, {"px_per_mm", target.panel().px_per_mm}}},
              {"paper", name_of(theme.paper.ground)}, {"header", name_of(theme.header)}, {"header_line", name_of(theme.standing.border)},
              {"border_mm", theme.border_mm}, {"lip_mm", theme.lip_mm},
              {"header_px", rectangle(target.layout().header)}, {"caption_px", rectangle(target.layout().caption)}};
    json["nodes"] = Json::array();
    for (const auto& placed : target.layout().nodes) json["nodes"].push_back(drawn_node_of(placed, target));
    return json;
}

Json state_of(const ControlTarget& target) {
    const flow::State& state = target.flow_state();
    Json json{{"flow", state.place.flow.text}, {"step", state.place.step.text}, {"turn", state.turn}, {"turn_open", state.turn_open},
              {"phase", name_of(state.phase)}, {"help", name_of(state.help.state)}, {"joined", state.joined},
              {"hub_up", target.hub_reached()}, {"ticket", state.ticket ? state.ticket->label : std::string{}}};
    json["devices_away"] = state.devices_away;
    for (const auto& [name, value] : target.conditions()) json[name] = value;
    json["dump"] = flow::dump(state);
    return json;
}

Json spoken_of(const std::vector<Spoken>& log) {
    Json said = Json::array();
    for (const auto& spoken : log) {
        Json one{{"number", spoken.number}, {"what", spoken.what}, {"prompt", spoken.prompt}, {"at", to_rfc3339(spoken.at)}};
        if (spoken.what == "say") {
            one["language"] = spoken.language;
            if (!spoken.variety.empty()) one["variety"] = spoken.variety;
            one["channel"] = spoken.channel;
            one["text"] = spoken.text;
            one["caption"] = spoken.caption;
        }
        said.push_back(std::move(one));
    }
    return {{"spoken", std::move(said)}};
}

Json answer(const Json& request, ControlTarget& target) {
    const std::string verb = request.at("do").get<std::string>();
    if (verb == "scene") return scene_of(target);
    if (verb == "drawing") return drawing_of(target);
    if (verb == "state") return state_of(target);
    if (verb == "press") return outcome(target.press(NodeId{request.at("node").get<std::string>()}));
    if (verb == "spoken") return spoken_of(target.spoken_since(request.value("since", std::uint64_t{0})));
    if (verb == "device") {
        return outcome(target.act_on_device(request.at("kind").get<std::string>(), request.at("data").get<std::string>()));
    }
    if (verb == "screenshot") return outcome(target.screenshot(request.at("path").get<std::string>()));
    if (verb == "advance") {
        const double seconds = request.at("seconds").get<double>();
        if (!(seconds > 0) || seconds > 86'400) return error("seconds: more than 0, at most 86400");
        return outcome(target.advance(Milliseconds{static_cast<std::int64_t>(seconds * 1'000)}));
    }
    return error("unknown request '" + verb + "'; scene, drawing, state, press, spoken, device, screenshot or advance");
}

}  // namespace

std::string answer_control_line(const std::string& line, ControlTarget& target) {
    try {
        return answer(Json::parse(line), target).dump(-1, ' ', false, Json::error_handler_t::replace);
    } catch (const std::exception& fault) {  // what nlohmann throws for anything that is not such an object
        return error(fault.what()).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
}

}  // namespace silverlane::kiosk
