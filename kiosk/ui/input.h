// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From touches to pressed nodes. A pure state machine over a Layout and an injected time; ui thread. A press counts on release inside the
// target where it began (accessibility rules 9 to 11); keys and switches are focus.h's. The flow is never called from here.
#pragma once

#include <optional>
#include <utility>

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

using keys::InputLimits;

/// What the first touch of a node does.
enum class TouchMode {
    press,    ///< it presses
    explore,  ///< it tells what is there; the second touch of the same node presses (rule 28)
};

/// Follows one finger. A second finger is ignored until the first is lifted.
class PressTracker {
public:
    explicit PressTracker(InputLimits limits) : limits_(limits) {}

    /// Changing it gives up what is being pressed or was explored.
    void set_mode(TouchMode mode);
    [[nodiscard]] TouchMode mode() const { return mode_; }

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
    /// The node that the last down() explored; once.
    std::optional<NodeId> take_explored() { return std::exchange(fresh_, std::nullopt); }
    /// The focus went elsewhere by a key: the next touch explores anew.
    void forget_explored() { explored_.reset(); }

    /// Whether a press of this node now would be a repeat or meant for the screen before. Keys ask this too.
    [[nodiscard]] bool too_soon(const NodeId& id, MonotonicTime now) const;
    void note(const NodeId& id, MonotonicTime now);

private:
    InputLimits limits_;
    TouchMode mode_ = TouchMode::press;
    std::optional<long> pointer_;
    MonotonicTime pointer_since_{};
    std::optional<NodeId> held_;
    std::optional<NodeId> explored_;
    std::optional<NodeId> fresh_;
    std::optional<MonotonicTime> screen_changed_;
    std::optional<std::pair<NodeId, MonotonicTime>> last_;
};

}  // namespace silverlane::ui
