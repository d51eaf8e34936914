// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/draw.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <imgui.h>
#include <imgui_internal.h>

#include "kiosk/ui/frame.h"
#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {
namespace {

using scene::Role;

ImU32 ink(Colour colour) { return IM_COL32(colour.red, colour.green, colour.blue, 255); }
ImVec2 point(int x, int y) { return {static_cast<float>(x), static_cast<float>(y)}; }

/// What every draw function needs.
struct Brush {
    ImDrawList& list;
    GlyphAtlas& atlas;
    const Theme& theme;
    const Metrics& metrics;
    const DrawState& state;

    [[nodiscard]] int px(double millimetres) const { return std::max(1, metrics.px(Millimetres{millimetres})); }
};

void draw_box(const Brush& brush, const PixelRect& rect, Colour colour, int radius) {
    brush.list.AddRectFilled(point(rect.left, rect.top), point(rect.right, rect.bottom), ink(colour), static_cast<float>(radius));
}

/// A border as two filled boxes: crisp at any width, and the canvas has a fast path for it.
void draw_bordered(const Brush& brush, const PixelRect& rect, Colour border, Colour ground, int width, int radius) {
    draw_box(brush, rect, border, radius);
    draw_box(brush, rect.inset(width), ground, std::max(0, radius - width));
}

void draw_run(const Brush& brush, std::u32string_view text, const PlacedLine& line, const TextStyle& style, Colour colour) {
    double pen = line.left;
    for (std::size_t i = line.begin; i < line.end && i < text.size(); ++i) {
        const ImFontGlyph& glyph = *brush.atlas.glyph(text[i], style);
        if (glyph.Visible) {
            const float x = std::round(static_cast<float>(pen)) + glyph.X0;
            const float y = static_cast<float>(line.baseline) + glyph.Y0;
            brush.list.PrimReserve(6, 4);
            brush.list.PrimRectUV({x, y}, {x + glyph.X1 - glyph.X0, y + glyph.Y1 - glyph.Y0}, {glyph.U0, glyph.V0}, {glyph.U1, glyph.V1},
                                  ink(colour));
        }
        pen += brush.atlas.measurer().advance(text[i], style);
    }
}

/// 遮住: a bar in place of the text, as wide as the place and of one height, so that not even the length shows.
void draw_cover(const Brush& brush, const PixelRect& place, Colour colour) {
    const int height = std::min(brush.px(9), place.height());
    const int middle = (place.top + place.bottom) / 2;
    draw_box(brush, {place.left + brush.px(3), middle - height / 2, place.right - brush.px(3), middle + height / 2}, colour, brush.px(2));
}

void draw_lines(const Brush& brush, const PlacedNode& placed, Colour colour) {
    if (placed.covered) {
        // On a button the bar leaves number and icon.
        const int middle = (placed.rect.top + placed.rect.bottom) / 2;
        PixelRect place = placed.rect;
        if (!placed.badge.empty()) place.left = std::max(place.left, placed.badge.right + brush.px(1));
        if (!placed.icon.empty() && placed.icon.bottom > middle) place.left = std::max(place.left, placed.icon.right + brush.px(1));
        if (placed.pressable()) place.right -= brush.px(3);
        return draw_cover(brush, place, colour);
    }
    const std::u32string text = drawable_text(placed.node);
    for (const PlacedLine& line : placed.lines) draw_run(brush, text, line, placed.style, colour);
}

void draw_icon(const Brush& brush, const PlacedNode& placed, Colour colour) {
    if (placed.icon.empty()) return;
    const AtlasRegion* region = brush.atlas.icon(placed.node.icon, placed.icon.width());
    if (region == nullptr) return;
    const CoverageTexture texture = brush.atlas.texture();
    const auto u = [&](int x) { return static_cast<float>(x) / static_cast<float>(texture.width); };
    const auto v = [&](int y) { return static_cast<float>(y) / static_cast<float>(texture.height); };
    brush.list.PrimReserve(6, 4);
    brush.list.PrimRectUV(point(placed.icon.left, placed.icon.top), point(placed.icon.right, placed.icon.bottom),
                          {u(region->left), v(region->top)}, {u(region->left + region->width), v(region->top + region->height)}, ink(colour));
}

/// A key or answer: ground, border, lip, marks of its state, icon and label. Pressed, it is drawn in reverse and without its lip.
void draw_button(const Brush& brush, const PlacedNode& placed, double border_mm) {
    const bool pressed = brush.state.pressed == placed.node.id && placed.pressable();
    const Colour ground = pressed ? placed.paint.ink : placed.paint.ground;
    const Colour colour = pressed ? placed.paint.ground : placed.paint.ink;
    const int radius = brush.px(4);
    const int width = brush.px(border_mm);
    const int lip = pressed || !placed.pressable() ? 0 : brush.metrics.px(Millimetres{brush.theme.lip_mm});
    draw_box(brush, placed.rect, placed.paint.border, radius);
    PixelRect face = placed.rect.inset(width);
    face.bottom -= lip > width ? lip - width : 0;
    if (placed.pressable()) {
        draw_box(brush, face, ground, std::max(0, radius - width));
    } else {
        // Not to be pressed: a hollow with an interrupted border, whatever the theme.
        draw_box(brush, placed.rect.inset(brush.px(0.4)), ground, radius);
        const int dash = brush.px(3);
        for (int x = placed.rect.left + radius; x < placed.rect.right - radius; x += 2 * dash) {
            draw_box(brush, {x, placed.rect.top, x + dash, placed.rect.top + brush.px(0.5)}, ground, 0);
            draw_box(brush, {x, placed.rect.bottom - brush.px(0.5), x + dash, placed.rect.bottom}, ground, 0);
        }
    }
    if (placed.node.state.on) {  // a bar along the lower edge, clear of the words; the words say it too
        draw_box(brush, {face.left + brush.px(5), face.bottom - brush.px(1.6), face.right - brush.px(5), face.bottom - brush.px(0.6)}, colour, 0);
    }
    draw_icon(brush, placed, pressed ? colour : placed.paint.mark);
    draw_lines(brush, placed, colour);
}

void draw_badge(const Brush& brush, const PlacedNode& placed) {
    if (placed.badge.empty()) return;
    const bool pressed = brush.state.pressed == placed.node.id && placed.pressable();
    // A filled disc, the digit in the colour of the ground: the strongest mark on the button after its words.
    const Colour disc = pressed ? placed.paint.ground : placed.paint.mark;
    const Colour colour = pressed ? placed.paint.ink : placed.paint.ground;
    draw_box(brush, placed.badge, disc, placed.badge.width() / 2);
    const std::u32string digit(1, U'0' + static_cast<char32_t>(placed.node.number));
    const double width = text_width(digit, placed.badge_style, brush.atlas.measurer());
    PlacedLine line{0, 1, 0, 0, width};
    line.left = (placed.badge.left + placed.badge.right) / 2 - static_cast<int>(std::lround(width / 2));
    line.baseline = (placed.badge.top + placed.badge.bottom + placed.badge_style.cap_px) / 2;
    draw_run(brush, digit, line, placed.badge_style, colour);
}

void draw_title(const Brush& brush, const PlacedNode& placed) {
    draw_icon(brush, placed, placed.paint.mark);
    draw_lines(brush, placed, placed.paint.ink);
}
void draw_instruction(const Brush& brush, const PlacedNode& placed) { draw_lines(brush, placed, placed.paint.ink); }
void draw_value(const Brush& brush, const PlacedNode& placed) { draw_lines(brush, placed, placed.paint.ink); }

/// Slanting stripes from edge to edge: seen at a glance, without a colour.
void draw_stripes(const Brush& brush, const PixelRect& area, Colour colour) {
    const int width = std::max(2, brush.px(2.6));
    const int slant = area.height() / 2;
    for (int left = area.left; left + width + slant <= area.right; left += 2 * width) {
        const std::array<ImVec2, 4> stripe{point(left + slant, area.top), point(left + slant + width, area.top), point(left + width, area.bottom),
                                           point(left, area.bottom)};
        brush.list.AddConvexPolyFilled(stripe.data(), static_cast<int>(stripe.size()), ink(colour));
    }
}

void draw_ribbon(const Brush& brush, const PlacedNode& placed) {
    const int border = brush.px(1.2);
    draw_bordered(brush, placed.rect, placed.paint.border, placed.paint.ground, border, brush.px(2));
    if (placed.ribbon == Ribbon::practice) {
        const PixelRect inside = placed.rect.inset(border);
        const int width = brush.px(kStripesWidth.value);
        draw_stripes(brush, {inside.left, inside.top, inside.left + width, inside.bottom}, placed.paint.mark);
        draw_stripes(brush, {inside.right - width, inside.top, inside.right, inside.bottom}, placed.paint.mark);
    }
    draw_icon(brush, placed, placed.paint.mark);
    draw_lines(brush, placed, placed.paint.ink);
}

/// Around the number that is being called, into the gaps beside it: framed like a ribbon and not filled, so that nobody presses it. Nothing
/// blinks.
void draw_called_field(const Brush& brush, const PlacedNode& placed) {
    PixelRect field = placed.rect.inset(-brush.px(2));
    field.left -= brush.px(2);
    field.right += brush.px(2);
    draw_bordered(brush, field, placed.paint.border, placed.paint.ground, brush.px(1.2), brush.px(2));
}

void draw_detail(const Brush& brush, const PlacedNode& placed) {
    if (placed.ribbon != Ribbon::none) return draw_ribbon(brush, placed);
    if (placed.node.state.emphasised) draw_called_field(brush, placed);
    draw_lines(brush, placed, placed.paint.ink);
}
void draw_position(const Brush& brush, const PlacedNode& placed) { draw_lines(brush, placed, placed.paint.ink); }
void draw_foot_line(const Brush& brush, const PlacedNode& placed) { draw_lines(brush, placed, placed.paint.ink); }

void draw_answer(const Brush& brush, const PlacedNode& placed) {
    draw_button(brush, placed, placed.node.state.emphasised ? 1.4 : brush.theme.border_mm);
    draw_badge(brush, placed);
}

void draw_key(const Brush& brush, const PlacedNode& placed) { draw_button(brush, placed, brush.theme.border_mm); }
void draw_page_key(const Brush& brush, const PlacedNode& placed) { draw_button(brush, placed, brush.theme.border_mm); }
void draw_fixed_key(const Brush& brush, const PlacedNode& placed) { draw_button(brush, placed, 1.0); }
void draw_service_key(const Brush& brush, const PlacedNode& placed) { draw_button(brush, placed, brush.theme.border_mm); }

void draw_entry(const Brush& brush, const PlacedNode& placed) {
    draw_bordered(brush, placed.rect, placed.paint.border, placed.paint.ground, brush.px(1.2), brush.px(3));
    draw_lines(brush, placed, placed.paint.ink);
}

void draw_picture(const Brush& brush, const PlacedNode& placed) {
    draw_icon(brush, placed, placed.paint.mark);
    draw_lines(brush, placed, placed.paint.ink);
}

void draw_node(const Brush& brush, const PlacedNode& placed) {
    switch (placed.node.role) {
        case Role::title: return draw_title(brush, placed);
        case Role::instruction: return draw_instruction(brush, placed);
        case Role::answer: return draw_answer(brush, placed);
        case Role::key: return draw_key(brush, placed);
        case Role::entry: return draw_entry(brush, placed);
        case Role::value: return draw_value(brush, placed);
        case Role::detail: return draw_detail(brush, placed);
        case Role::picture: return draw_picture(brush, placed);
        case Role::position: return draw_position(brush, placed);
        case Role::fixed_key: return draw_fixed_key(brush, placed);
        case Role::service_key: return draw_service_key(brush, placed);
        case Role::foot_line: return draw_foot_line(brush, placed);
        case Role::page_key: return draw_page_key(brush, placed);
        case Role::help_key: return draw_service_key(brush, placed);
    }
}

/// Four filled strips around a rectangle.
void draw_ring(const Brush& brush, const PixelRect& around, int distance, int width, Colour colour) {
    const PixelRect inner = around.inset(-distance);
    const PixelRect outer = inner.inset(-width);
    draw_box(brush, {outer.left, outer.top, outer.right, inner.top}, colour, 0);
    draw_box(brush, {outer.left, inner.bottom, outer.right, outer.bottom}, colour, 0);
    draw_box(brush, {outer.left, inner.top, inner.left, inner.bottom}, colour, 0);
    draw_box(brush, {inner.right, inner.top, outer.right, inner.bottom}, colour, 0);
}

bool is_practice(const Layout& layout) {
    return std::any_of(layout.nodes.begin(), layout.nodes.end(), [](const PlacedNode& placed) { return placed.ribbon == Ribbon::practice; });
}

/// The edge of the screen in dashes: practice, also for who looks from behind.
void draw_dashes(const Brush& brush, const PixelRect& around, Colour colour) {
    const int width = brush.px(1.6);
    const int dash = brush.px(10);
    for (int x = around.left; x + dash <= around.right; x += 2 * dash) {
        draw_box(brush, {x, around.top, x + dash, around.top + width}, colour, 0);
        draw_box(brush, {x, around.bottom - width, x + dash, around.bottom}, colour, 0);
    }
    for (int y = around.top; y + dash <= around.bottom; y += 2 * dash) {
        draw_box(brush, {around.left, y, around.left + width, y + dash}, colour, 0);
        draw_box(brush, {around.right - width, y, around.right, y + dash}, colour, 0);
    }
}

void draw_marks(const Brush& brush, const PlacedNode& placed) {
    const int width = brush.metrics.px_at_least(kFocusRing);
    const std::vector<NodeId>& focused = brush.state.focused;
    if (std::find(focused.begin(), focused.end(), placed.node.id) != focused.end()) draw_ring(brush, placed.rect, brush.px(0.5), width, brush.theme.focus);
    if (placed.node.state.rung) {  // two rings, so that it is not taken for the focus
        draw_ring(brush, placed.rect, brush.px(0.5), brush.px(1.0), brush.theme.attention);
        draw_ring(brush, placed.rect, brush.px(2.2), brush.px(1.2), brush.theme.attention);
    }
}

void draw_caption(const Brush& brush, const Layout& layout) {
    const Caption& caption = brush.state.caption;
    if (caption.empty()) return;
    const Paint& paint = brush.theme.caption;
    draw_bordered(brush, layout.caption, paint.border, paint.ground, brush.px(brush.theme.border_mm), brush.px(3));
    if (caption.secret && layout.covered) return draw_cover(brush, layout.caption, paint.ink);
    const std::u32string text = drawable_text(caption);
    const std::size_t begin = std::min(caption.begin, text.size());
    const std::size_t end = std::min(caption.end, text.size());
    const std::vector<TextLine> lines = caption_lines(text, layout, brush.metrics, brush.atlas.measurer());
    const auto rows = static_cast<std::size_t>(caption_line_count(brush.metrics));
    // The strip turns its page with the voice: the page that holds the spoken words is shown.
    std::size_t speaking = 0;
    while (speaking + 1 < lines.size() && lines[speaking].end <= begin) ++speaking;
    const std::size_t first = speaking / rows * rows;
    const std::size_t count = std::min(rows, lines.size() - first);
    const double em = em_px(layout.caption_style);
    int top = layout.caption.top + (layout.caption.height() - lines_height(layout.caption_style, count)) / 2;
    for (std::size_t i = first; i < first + count; ++i) {
        PlacedLine line{lines[i].begin, lines[i].end, layout.caption.left + brush.px(4), top + static_cast<int>(std::lround(em * kAscentPerEm)),
                        lines[i].width};
        draw_run(brush, text, line, layout.caption_style, paint.ink);
        const std::size_t from = std::max(begin, line.begin);
        const std::size_t to = std::min(end, line.end);
        if (from < to) {
            const std::u32string_view view(text);
            PlacedLine spoken = line;
            spoken.left += static_cast<int>(std::lround(text_width(view.substr(line.begin, from - line.begin), layout.caption_style, brush.atlas.measurer())));
            spoken.begin = from;
            spoken.end = to;
            spoken.width = text_width(view.substr(from, to - from), layout.caption_style, brush.atlas.measurer());
            const int over = brush.px(0.6);
            draw_box(brush, {spoken.left - over, top - over, spoken.left + static_cast<int>(std::ceil(spoken.width)) + over,
                             top + static_cast<int>(std::ceil(em)) + over}, brush.theme.spoken.ground, over);
            draw_run(brush, text, spoken, layout.caption_style, brush.theme.spoken.ink);
        }
        top += line_pitch_px(layout.caption_style);
    }
}

}  // namespace

struct Painter::Tables {
    ImDrawListSharedData shared;
    ImDrawList list{&shared};
};

Painter::Painter() : tables_(std::make_unique<Tables>()) {
    ImDrawListSharedData& shared = tables_->shared;
    shared.CurveTessellationTol = 1.25F;
    shared.SetCircleTessellationMaxError(0.25F);
    shared.TexUvWhitePixel = ImVec2(0, 0);
    shared.InitialFlags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
}

Painter::~Painter() = default;

const ImDrawList& Painter::draw(const Layout& layout, const DrawState& state, const Theme& theme, const Metrics& metrics, GlyphAtlas& atlas,
                                const PixelRect& damage) {
    const PixelRect screen = metrics.panel().whole();
    tables_->shared.ClipRectFullscreen = ImVec4(0, 0, static_cast<float>(screen.right), static_cast<float>(screen.bottom));
    ImDrawList& list = tables_->list;
    list._ResetForNewFrame();
    list.PushClipRectFullScreen();
    const Brush brush{list, atlas, theme, metrics, state};
    draw_box(brush, damage, theme.paper.ground, 0);
    if (layout.header.overlaps(damage)) {
        draw_box(brush, layout.header, theme.header, 0);
        draw_box(brush, {layout.header.left, layout.header.bottom, layout.header.right, layout.header.bottom + brush.px(0.4)}, theme.standing.border, 0);
    }
    if (layout.attention) {
        draw_ring(brush, screen.inset(brush.px(1.6)), 0, brush.px(1.6), theme.attention);
    }
    if (!layout.attention && is_practice(layout)) draw_dashes(brush, screen.inset(brush.px(0.8)), theme.practice.mark);
    if (!layout.overlay_card.empty() && layout.overlay_card.inset(-brush.px(3)).overlaps(damage)) {
        draw_bordered(brush, layout.overlay_card.inset(-brush.px(2)), theme.attention, theme.paper.ground, brush.px(1.2), brush.px(5));
    }
    if (layout.caption.overlaps(damage)) draw_caption(brush, layout);
    for (const PlacedNode& placed : layout.nodes) {
        if (drawn_bounds(placed, metrics).overlaps(damage)) draw_node(brush, placed);
    }
    for (const PlacedNode& placed : layout.nodes) {
        if (drawn_bounds(placed, metrics).overlaps(damage)) draw_marks(brush, placed);
    }
    list.PopClipRect();
    return list;
}

PixelRect drawn_bounds(const PlacedNode& placed, const Metrics& metrics) {
    // Glyphs reach over their ideographic box: brackets and descenders by a quarter of an em.
    const int over = std::max(metrics.px_at_least(Millimetres{3.6}), placed.style.cap_px / 2);
    return placed.rect.inset(-over);
}

}  // namespace silverlane::ui
