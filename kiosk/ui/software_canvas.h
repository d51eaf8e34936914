// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One 32-bit picture of the screen (0x00RRGGBB) and the rasteriser that paints Dear ImGui's draw lists into it, inside a damaged rectangle
// only. Axis-aligned rectangles and glyphs have paths of their own, everything else is triangles of one colour whose alpha varies (what
// ImDrawList makes for rounded shapes with soft edges). Textured triangles other than upright rectangles are not supported. One owner, one
// thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kiosk/ui/glyph_atlas.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/picture_memory.h"
#include "kiosk/ui/theme.h"

struct ImDrawList;

namespace silverlane::ui {

class SoftwareCanvas {
public:
    SoftwareCanvas(int width, int height);

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] const std::uint32_t* row(int y) const { return pixels() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_); }
    [[nodiscard]] Colour pixel(int x, int y) const;

    [[nodiscard]] std::uint32_t* row_to_write(int y) { return pixels() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_); }
    void fill(const PixelRect& rect, Colour colour);
    /// Paints the list, changing nothing outside `clip`.
    void paint(const ImDrawList& list, const CoverageTexture& texture, const PixelRect& clip);

private:
    struct Corner;
    void paint_rectangle(const Corner& first, const Corner& opposite, const CoverageTexture& texture, const PixelRect& clip);
    void paint_glyph(const PixelRect& place, int texel_x, int texel_y, std::uint32_t colour, const CoverageTexture& texture, const PixelRect& clip);
    void paint_triangle(const Corner& a, const Corner& b, const Corner& c, const PixelRect& clip);

    [[nodiscard]] std::uint32_t* pixels() const { return static_cast<std::uint32_t*>(memory_.data()); }

    int width_;
    int height_;
    PictureMemory memory_;
};

}  // namespace silverlane::ui
