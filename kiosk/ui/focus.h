// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Keypad, headset and two switches: where the focus is, and which node a key means (accessibility rule 14). A pure state machine over a
// Layout; ui thread. It knows no time (the window keeps the pauses), draws nothing and says nothing.
//
// Next and previous go through all nodes in scene order, round and round. Two switches go through groups first: move shows the next group,
// select opens it, move goes through its nodes and, past the last, shows the group again; select presses. Nothing moves by itself.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/ui/layout.h"
#include "kiosk/ui/presenter.h"

namespace silverlane::ui {

/// The pressable nodes in the groups of the switches: answers, rows of the keypad, page keys, fixed keys, service keys, what 更多 added.
/// In scene order; put together they are the way of next and previous.
std::vector<std::vector<const PlacedNode*>> focus_groups(const Layout& layout);

/// What a key came to.
struct KeyOutcome {
    bool focus_moved = false;
    const PlacedNode* meant = nullptr;    ///< the node that it presses
    std::optional<flow::Action> service;  ///< a service whose key stands behind 更多: the volume is always at hand
};

class FocusDriver {
public:
    KeyOutcome key(const RawEvent& event, const Layout& layout);
    /// An exploring finger: the focus is where it touched, pressable or not.
    void put_on(const NodeId& id);
    /// Where the next key starts while nothing is in focus; empty: at the first node. A focus that somebody has is left where it is.
    void begin_at(const NodeId& id) { begin_ = id; }
    /// The focus is lost with its node, and on a new screen; it starts on none.
    void screen_changed();
    void keep_within(const Layout& layout);

    /// One node, the nodes of a group, or none.
    [[nodiscard]] const std::vector<NodeId>& focused() const { return focused_; }

private:
    void step(const Layout& layout, int by);
    void scan(const Layout& layout);
    void show_group(const std::vector<const PlacedNode*>& group);
    /// Opens the group that is shown; false when none is.
    bool open_group(const Layout& layout);
    [[nodiscard]] const PlacedNode* node_in_focus(const Layout& layout) const;

    std::vector<NodeId> focused_;
    bool inside_ = false;  ///< of two switches: within a group
    NodeId begin_;
};

}  // namespace silverlane::ui
