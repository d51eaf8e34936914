// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Scene + metrics + theme + text measurer -> where every node stands, in pixels of the panel. Pure; any thread. It is also what the tests,
// the audit and the staff's assist view read, so nothing is drawn that is not in a Layout. It never shortens a text: what does not fit is
// listed in `overflows`, and a panel on which a step overflows is refused by who checks. It draws nothing and knows no font.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kiosk/scene/scene.h"
#include "kiosk/ui/caption.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/text_lines.h"
#include "kiosk/ui/theme.h"

namespace silverlane::ui {

/// One line of a node's text: code points [begin, end) of its drawn text, and where they stand. The text itself is not copied here, because
/// it may be private.
struct PlacedLine {
    std::size_t begin = 0;
    std::size_t end = 0;
    int left = 0;
    int baseline = 0;
    double width = 0;
    bool operator==(const PlacedLine&) const = default;
};

/// What stands in the ribbon under the top line: that nothing is real, or that a call for staff is out.
enum class Ribbon { none, practice, call };

/// Of a detail whose id begins with "status."; nothing for all others.
Ribbon ribbon_of(const scene::Node& node);

/// A node with its place. `rect` is what is drawn (for text: the lines' ideographic boxes), `hit` where a press counts (empty: nowhere).
struct PlacedNode {
    scene::Node node;
    PixelRect rect;
    PixelRect hit;
    TextStyle style;
    std::vector<PlacedLine> lines;
    Paint paint;
    PixelRect icon;         ///< empty when there is none
    PixelRect badge;        ///< the number of an answer; empty when there is none
    TextStyle badge_style;
    bool covered = false;   ///< a secret that is drawn as a bar
    Ribbon ribbon = Ribbon::none;
    [[nodiscard]] bool pressable() const { return !hit.empty(); }
};

/// A text that did not fit where it belongs, at the smallest size that it may have.
struct Overflow {
    NodeId id;
    std::string why;  ///< for engineers, for example "3 lines of 51 px in 96 px"
};

struct Layout {
    scene::Template arrangement = scene::Template::notice;
    std::vector<PlacedNode> nodes;  ///< in scene order; nodes under an overlay are absent
    PixelRect header;               ///< ground of the top line, from edge to edge
    PixelRect caption;              ///< the subtitle strip
    TextStyle caption_style;
    PixelRect overlay_card;         ///< ground of an overlay; empty when there is none
    bool attention = false;
    bool covered = false;           ///< 遮住: a private caption is drawn as a bar, as private nodes are
    std::vector<Overflow> overflows;

    [[nodiscard]] const PlacedNode* find(const NodeId& id) const;
    /// The pressable node under a point, or nullptr.
    [[nodiscard]] const PlacedNode* at(int x, int y) const;
    /// Any node under a point, the pressable one first, or nullptr: what an exploring finger asks for.
    [[nodiscard]] const PlacedNode* under(int x, int y) const;
};

/// Places every node of the scene. Metrics and theme are those of the scene's preferences.
Layout lay_out(const scene::Scene& scene, const Metrics& metrics, const Theme& theme, const TextMeasurer& measurer);

/// The lines of a caption in the strip; which of them are shown follows the spoken range (see draw.h).
std::vector<TextLine> caption_lines(std::u32string_view text, const Layout& layout, const Metrics& metrics, const TextMeasurer& measurer);

/// The characters of a node or a caption that become pixels. The doors of this module to private text: what they return goes to the measurer
/// and the glyph drawing, and nowhere else.
std::u32string drawable_text(const scene::Node& node);
std::u32string drawable_text(const Caption& caption);

}  // namespace silverlane::ui
