// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/input.h"

#include <algorithm>

namespace silverlane::ui {
namespace {

const PlacedNode* with_action(const Layout& layout, flow::ActionKind kind, const std::string* argument = nullptr) {
    const auto found = std::find_if(layout.nodes.begin(), layout.nodes.end(), [&](const PlacedNode& placed) {
        return placed.pressable() && placed.node.action && placed.node.action->kind == kind &&
               (argument == nullptr || placed.node.action->argument == *argument);
    });
    return found == layout.nodes.end() ? nullptr : &*found;
}

}  // namespace

bool PressTracker::too_soon(const NodeId& id, MonotonicTime now) const {
    if (screen_changed_ && now - *screen_changed_ < limits_.screen_change_pause) return true;
    return last_ && last_->first == id && now - last_->second < limits_.same_target_pause;
}

void PressTracker::note(const NodeId& id, MonotonicTime now) { last_ = {id, now}; }

bool PressTracker::down(const RawEvent& event, const Layout& layout, MonotonicTime now) {
    if (pointer_) return false;
    pointer_ = event.pointer;
    const PlacedNode* target = layout.at(event.x, event.y);
    if (target == nullptr || too_soon(target->node.id, now)) return false;
    held_ = target->node.id;
    return true;
}

bool PressTracker::move(const RawEvent& event, const Layout& layout) {
    if (pointer_ != event.pointer || !held_) return false;
    const PlacedNode* target = layout.at(event.x, event.y);
    if (target != nullptr && target->node.id == *held_) return false;
    held_.reset();
    return true;
}

std::optional<Pressed> PressTracker::up(const RawEvent& event, const Layout& layout, MonotonicTime now) {
    if (pointer_ != event.pointer) return std::nullopt;
    pointer_.reset();
    if (!held_) return std::nullopt;
    const NodeId held = *held_;
    held_.reset();
    const PlacedNode* target = layout.at(event.x, event.y);
    if (target == nullptr || target->node.id != held || !target->node.action) return std::nullopt;
    note(held, now);
    return Pressed{held, *target->node.action, PressSource::touch, now};
}

void PressTracker::cancel() {
    pointer_.reset();
    held_.reset();
}

void PressTracker::screen_changed(MonotonicTime now) {
    held_.reset();  // the finger stays known: its release belongs to the old screen
    screen_changed_ = now;
    last_.reset();
}

void FocusPath::move(const Layout& layout, int by) {
    std::vector<const PlacedNode*> path;
    for (const PlacedNode& placed : layout.nodes) {
        if (placed.pressable()) path.push_back(&placed);
    }
    if (path.empty()) return focused_.reset();
    const auto count = static_cast<int>(path.size());
    int at = by > 0 ? -1 : count;
    for (int i = 0; i < count; ++i) {
        if (path[static_cast<std::size_t>(i)]->node.id == focused_) at = i;
    }
    focused_ = path[static_cast<std::size_t>(((at + by) % count + count) % count)]->node.id;
}

void FocusPath::keep_within(const Layout& layout) {
    if (!focused_) return;
    const PlacedNode* placed = layout.find(*focused_);
    if (placed == nullptr || !placed->pressable()) focused_.reset();
}

const PlacedNode* FocusPath::meant_by(const RawEvent& event, const Layout& layout) const {
    switch (event.key) {
        case RawEvent::Key::digit: {
            const std::string digit(1, event.digit);
            if (const PlacedNode* key = with_action(layout, flow::ActionKind::enter_digit, &digit)) return key;
            const auto found = std::find_if(layout.nodes.begin(), layout.nodes.end(), [&](const PlacedNode& placed) {
                return placed.pressable() && placed.node.role == scene::Role::answer && placed.node.number == event.digit - '0';
            });
            return found == layout.nodes.end() ? nullptr : &*found;
        }
        case RawEvent::Key::erase:
            if (const PlacedNode* erase = with_action(layout, flow::ActionKind::erase_digit)) return erase;
            return with_action(layout, flow::ActionKind::back);
        case RawEvent::Key::select: return focused_ ? layout.find(*focused_) : nullptr;
        case RawEvent::Key::back: return with_action(layout, flow::ActionKind::back);
        case RawEvent::Key::help: return with_action(layout, flow::ActionKind::call_staff);
        case RawEvent::Key::repeat: return with_action(layout, flow::ActionKind::hear_again);
        case RawEvent::Key::stop: return with_action(layout, flow::ActionKind::stop_speech);
        default: return nullptr;
    }
}

}  // namespace silverlane::ui
