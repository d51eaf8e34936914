// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Draws a Layout: one draw_<role> per role, into one Dear ImGui draw list. No text, colour or size of its own: those come with the placed
// node, the theme and the metrics. Its only knowledge beyond the layout is DrawState. Ui thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "kiosk/ui/caption.h"
#include "kiosk/ui/glyph_atlas.h"
#include "kiosk/ui/layout.h"

struct ImDrawList;

namespace silverlane::ui {

struct DrawState {
    std::optional<NodeId> pressed;  ///< under a finger
    std::vector<NodeId> focused;    ///< of keypad, switches and exploring fingers: one node, or all of a group
    Caption caption;
};

/// Owns Dear ImGui's tables and draw list between frames.
class Painter {
public:
    Painter();
    ~Painter();
    /// The draw list of everything that touches `damage`. Valid until the next call.
    const ImDrawList& draw(const Layout& layout, const DrawState& state, const Theme& theme, const Metrics& metrics, GlyphAtlas& atlas,
                           const PixelRect& damage);

private:
    struct Tables;
    std::unique_ptr<Tables> tables_;
};

/// What a node may touch when it is drawn: its rectangle, focus ring and lip. For damage.
PixelRect drawn_bounds(const PlacedNode& placed, const Metrics& metrics);

}  // namespace silverlane::ui
