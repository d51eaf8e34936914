// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Paints layouts in memory and looks at the pixels: contrast as drawn (rule 4), greyscale (rule 6), feedback of a press (rule 12), the bar
// over a covered value (rule 21), the focus ring. For a sample of scenes, because a picture costs more than a layout. One thread an object.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "kiosk/audit/rules.h"
#include "kiosk/ui/draw.h"
#include "kiosk/ui/glyph_atlas.h"
#include "kiosk/ui/software_canvas.h"

namespace silverlane::audit {

class Pictures {
public:
    /// Errors: not_found (fonts).
    static Result<std::unique_ptr<Pictures>> open(const ui::FontFiles& fonts, const std::filesystem::path& icons, const ui::Panel& panel);

    /// Everything that is decided from the pixels of one view.
    void check(const View& view, Findings& findings);
    /// Rule 6: what a state of a node means is seen in shades of grey. Paints the scene with each state and without.
    void check_grey(const View& view, Findings& findings);
    /// Icons that a scene named and nobody drew.
    [[nodiscard]] const std::set<std::string>& missing_icons() const { return atlas_.missing_icons(); }

private:
    Pictures(std::unique_ptr<ui::FontFile> font, const std::filesystem::path& icons, const ui::Panel& panel);
    void paint(ui::SoftwareCanvas& canvas, const ui::Layout& layout, const ui::DrawState& state, const View& view, const ui::PixelRect& part);
    void check_contrast(const View& view, Findings& findings);
    void check_press(const View& view, const ui::PlacedNode& placed, Findings& findings);
    void check_focus_ring(const View& view, const ui::PlacedNode& placed, Findings& findings);
    void check_still(const View& view, Findings& findings);
    void check_cover(const View& view, Findings& findings);

    ui::GlyphAtlas atlas_;
    ui::Painter painter_;
    ui::SoftwareCanvas plain_;
    ui::SoftwareCanvas other_;
};

}  // namespace silverlane::audit
