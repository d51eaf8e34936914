// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/input.h"

namespace silverlane::ui {

void PressTracker::set_mode(TouchMode mode) {
    if (mode == mode_) return;
    mode_ = mode;
    held_.reset();
    explored_.reset();
    fresh_.reset();
}

bool PressTracker::too_soon(const NodeId& id, MonotonicTime now) const {
    if (screen_changed_ && now - *screen_changed_ < limits_.screen_change_pause) return true;
    return last_ && last_->first == id && now - last_->second < limits_.same_target_pause;
}

void PressTracker::note(const NodeId& id, MonotonicTime now) { last_ = {id, now}; }

bool PressTracker::down(const RawEvent& event, const Layout& layout, MonotonicTime now) {
    // A window system's mouse event can come just before the finger that it stands for; and a finger whose lifting was never reported
    // must not keep everybody out.
    const bool shadow = pointer_ == kMousePointer && event.pointer != kMousePointer;
    const bool lost = pointer_ && now - pointer_since_ >= limits_.lost_finger;
    if (pointer_ && pointer_ != event.pointer && !shadow && !lost) return false;
    const bool released = held_.has_value();
    held_.reset();
    pointer_ = event.pointer;
    pointer_since_ = now;
    const PlacedNode* target = mode_ == TouchMode::explore ? layout.under(event.x, event.y) : layout.at(event.x, event.y);
    if (target == nullptr || too_soon(target->node.id, now)) return released;
    if (mode_ == TouchMode::explore && (explored_ != target->node.id || !target->pressable())) {
        explored_ = fresh_ = target->node.id;
        note(target->node.id, now);
        return true;
    }
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
    explored_.reset();
    fresh_.reset();
    screen_changed_ = now;
    last_.reset();
}

}  // namespace silverlane::ui
