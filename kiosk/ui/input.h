// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From touches and keys to pressed nodes. Pure state machines over a Layout and an injected time; ui thread. A press counts on release
// inside the target where it began (accessibility rules 9 to 11); the flow is never called from here.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/presenter.h"

namespace silverlane::ui {

enum class PressSource { touch, keys, control };

/// A node that was pressed, and what that asks for.
struct Pressed {
    NodeId id;
    flow::Action action;
    PressSource source = PressSource::touch;
    MonotonicTime at;
};

/// Configured per kiosk; never below the accessibility rule's figures unless a customer's own setting says so.
struct InputLimits {
    Milliseconds same_target_pause{500};   ///< a second press of the same target within this is a tremor, not a wish
    Milliseconds screen_change_pause{500}; ///< a press that was meant for the screen before
};

/// Follows one finger. A second finger is ignored until the first is lifted.
class PressTracker {
public:
    explicit PressTracker(InputLimits limits) : limits_(limits) {}

    /// A finger came down. Returns whether the picture changed.
    bool down(const RawEvent& event, const Layout& layout, MonotonicTime now);
    /// It moved; outside its target the press is given up for good (rule 9: sliding off cancels).
    bool move(const RawEvent& event, const Layout& layout);
    /// It was lifted: the pressed node, if it counts.
    std::optional<Pressed> up(const RawEvent& event, const Layout& layout, MonotonicTime now);
    void cancel();
    /// Another screen is shown: what began on the old one does not count.
    void screen_changed(MonotonicTime now);

    /// The node to draw as pressed.
    [[nodiscard]] const std::optional<NodeId>& held() const { return held_; }

    /// Whether a press of this node now would be a repeat or meant for the screen before. Keys ask this too.
    [[nodiscard]] bool too_soon(const NodeId& id, MonotonicTime now) const;
    void note(const NodeId& id, MonotonicTime now);

private:
    InputLimits limits_;
    std::optional<long> pointer_;
    std::optional<NodeId> held_;
    std::optional<MonotonicTime> screen_changed_;
    std::optional<std::pair<NodeId, MonotonicTime>> last_;
};

/// Keypad and switches: next, select, and keys that mean one node wherever the focus is (rule 14).
class FocusPath {
public:
    /// The pressable nodes in scene order; the focus starts on none and goes round.
    void move(const Layout& layout, int by);
    /// The node that a key means in this layout, or nullptr: digits are typed where there is a keypad, else answers 1 to 4.
    [[nodiscard]] const PlacedNode* meant_by(const RawEvent& event, const Layout& layout) const;
    /// The focus is lost with its node, and on a new screen.
    void screen_changed() { focused_.reset(); }
    void keep_within(const Layout& layout);
    [[nodiscard]] const std::optional<NodeId>& focused() const { return focused_; }

private:
    std::optional<NodeId> focused_;
};

}  // namespace silverlane::ui
