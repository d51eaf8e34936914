// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_assist.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace silverlane::kiosk {
namespace {

protocol::AssistScreen message_of(const scene::AssistView& view, const AlertId& alert, std::uint64_t generation) {
    protocol::AssistScreen screen;
    screen.alert = alert;
    screen.generation = generation;
    screen.flow = view.flow.text;
    screen.step = view.step.text;
    screen.template_name = view.flow.empty() ? std::string{} : std::string(scene::name_of(view.arrangement));
    screen.asked = view.asked;
    screen.may_ring = view.may_ring;
    for (const scene::AssistNode& node : view.nodes) {
        if (screen.nodes.size() == protocol::kMostAssistNodes) break;
        screen.nodes.push_back({node.id, std::string(scene::name_of(node.role)), node.text_key, node.number, node.may_ring});
    }
    screen.rung = view.rung;
    return screen;
}

}  // namespace

void AssistEffects::follow(const flow::State& state, scene::AssistView view, const std::optional<AlertId>& call) {
    const bool shown = call.has_value() && state.help.out() && !state.practice;
    // Whoever called has gone, or practises: staff no longer see where, and not what the next person does.
    if (!shown) view = {};
    if (!shown && !call_) return;
    const bool another = shown && call_ != call;
    if (!another && view == view_) return;
    if (shown) call_ = call;
    over_ = !shown;
    turn_ = state.turn;
    view_ = std::move(view);
    const auto now = static_cast<std::uint64_t>(clock_.now().time_since_epoch() / Milliseconds{1});
    generation_ = std::max(generation_ + 1, now);
    newer_ = true;
    tell();
}

void AssistEffects::tell() {
    if (!call_ || on_its_way_ || !newer_) return;
    on_its_way_ = true;
    newer_ = false;
    hub_.ask(message_of(view_, *call_, generation_), [this](const hub_link::Answered& answer) { told(answer); });
}

void AssistEffects::told(const hub_link::Answered& answer) {
    on_its_way_ = false;
    // The hub is away: its return, or the next step, tells it. What it refused (the call is closed) it needs no more.
    if (std::holds_alternative<hub_link::HubAway>(answer)) {
        newer_ = call_.has_value();
        return;
    }
    if (over_ && !newer_) call_.reset();
    tell();
}

void AssistEffects::hub_returned() {
    newer_ = call_.has_value();
    tell();
}

void AssistEffects::heard(const protocol::KioskEvent& event) {
    if (event.kind != protocol::KioskEvent::Kind::ring || !call_ || event.alert != *call_) return;
    if (event.generation != generation_ || !view_.may_ring) return;
    const auto node = std::find_if(view_.nodes.begin(), view_.nodes.end(), [&](const scene::AssistNode& one) { return one.id == event.node; });
    if (node == view_.nodes.end() || !node->may_ring) return;
    send_(flow::PointedAt{turn_, {view_.flow, view_.step}, node->node});
}

}  // namespace silverlane::kiosk
