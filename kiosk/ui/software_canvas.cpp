// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/software_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <imgui.h>

namespace silverlane::ui {
namespace {

constexpr std::uint32_t pack(Colour colour) {
    return (static_cast<std::uint32_t>(colour.red) << 16U) | (static_cast<std::uint32_t>(colour.green) << 8U) | colour.blue;
}

/// ImU32 is 0xAABBGGRR; the canvas is 0x00RRGGBB.
constexpr std::uint32_t from_imgui(ImU32 colour) {
    return ((colour & 0xFFU) << 16U) | (colour & 0xFF00U) | ((colour >> 16U) & 0xFFU);
}

/// `below` with `above` laid over it at `alpha` of 256; red and blue are mixed in one multiplication.
inline std::uint32_t mix(std::uint32_t below, std::uint32_t above, std::uint32_t alpha) {
    const std::uint32_t red_blue = ((below & 0xFF00FFU) * (256 - alpha) + (above & 0xFF00FFU) * alpha) >> 8U;
    const std::uint32_t green = ((below & 0x00FF00U) * (256 - alpha) + (above & 0x00FF00U) * alpha) >> 8U;
    return (red_blue & 0xFF00FFU) | (green & 0x00FF00U);
}

int pixel_after(float coordinate) { return static_cast<int>(std::ceil(coordinate - 0.5F)); }  // first pixel whose centre is not before it

}  // namespace

struct SoftwareCanvas::Corner {
    float x = 0;
    float y = 0;
    float u = 0;
    float v = 0;
    ImU32 colour = 0;
};

SoftwareCanvas::SoftwareCanvas(int width, int height)
    : width_(width), height_(height), memory_(sizeof(std::uint32_t) * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

Colour SoftwareCanvas::pixel(int x, int y) const {
    const std::uint32_t value = row(y)[x];
    return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>((value >> 8U) & 0xFFU), static_cast<std::uint8_t>(value & 0xFFU)};
}

void SoftwareCanvas::fill(const PixelRect& rect, Colour colour) {
    const PixelRect inside = rect.intersection({0, 0, width_, height_});
    if (inside.empty()) return;
    for (int y = inside.top; y < inside.bottom; ++y) std::fill(row_to_write(y) + inside.left, row_to_write(y) + inside.right, pack(colour));
}

void SoftwareCanvas::paint(const ImDrawList& list, const CoverageTexture& texture, const PixelRect& clip) {
    const PixelRect bounds = clip.intersection({0, 0, width_, height_});
    if (bounds.empty()) return;
    const auto corner = [&](int index) {
        const ImDrawVert& vertex = list.VtxBuffer[list.IdxBuffer[index]];
        return Corner{vertex.pos.x, vertex.pos.y, vertex.uv.x, vertex.uv.y, vertex.col};
    };
    for (const ImDrawCmd& command : list.CmdBuffer) {
        const auto first = static_cast<int>(command.IdxOffset);
        const int end = first + static_cast<int>(command.ElemCount);
        for (int i = first; i + 2 < end;) {
            // ImDrawList::PrimRect writes 0 1 2, 0 2 3 with corners in order.
            if (i + 5 < end && list.IdxBuffer[i] == list.IdxBuffer[i + 3] && list.IdxBuffer[i + 2] == list.IdxBuffer[i + 4]) {
                const Corner a = corner(i);
                const Corner b = corner(i + 1);
                const Corner c = corner(i + 2);
                const Corner d = corner(i + 5);
                const bool upright = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
                if (upright && a.colour == b.colour && a.colour == c.colour && a.colour == d.colour) {
                    paint_rectangle(a, c, texture, bounds);
                    i += 6;
                    continue;
                }
            }
            paint_triangle(corner(i), corner(i + 1), corner(i + 2), bounds);
            i += 3;
        }
    }
}

void SoftwareCanvas::paint_rectangle(const Corner& first, const Corner& opposite, const CoverageTexture& texture, const PixelRect& clip) {
    const PixelRect place{pixel_after(std::min(first.x, opposite.x)), pixel_after(std::min(first.y, opposite.y)),
                          pixel_after(std::max(first.x, opposite.x)), pixel_after(std::max(first.y, opposite.y))};
    if (!place.overlaps(clip)) return;
    const std::uint32_t colour = from_imgui(first.colour);
    if (first.u != opposite.u) {
        paint_glyph(place, static_cast<int>(std::lround(first.u * static_cast<float>(texture.width))),
                    static_cast<int>(std::lround(first.v * static_cast<float>(texture.height))), colour, texture, clip);
        return;
    }
    const PixelRect inside = place.intersection(clip);
    const std::uint32_t alpha = first.colour >> 24U;
    for (int y = inside.top; y < inside.bottom; ++y) {
        std::uint32_t* pixels = row_to_write(y);
        if (alpha == 255) {
            std::fill(pixels + inside.left, pixels + inside.right, colour);
        } else {
            const std::uint32_t weight = alpha + (alpha >> 7U);
            for (int x = inside.left; x < inside.right; ++x) pixels[x] = mix(pixels[x], colour, weight);
        }
    }
}

void SoftwareCanvas::paint_glyph(const PixelRect& place, int texel_x, int texel_y, std::uint32_t colour, const CoverageTexture& texture,
                                 const PixelRect& clip) {
    const PixelRect inside = place.intersection(clip);
    for (int y = inside.top; y < inside.bottom; ++y) {
        std::uint32_t* pixels = row_to_write(y);
        const std::uint8_t* coverage = texture.texels + static_cast<std::ptrdiff_t>(texel_y + y - place.top) * texture.width + texel_x - place.left;
        for (int x = inside.left; x < inside.right; ++x) {
            const std::uint32_t alpha = coverage[x];
            if (alpha == 0) continue;
            pixels[x] = alpha == 255 ? colour : mix(pixels[x], colour, alpha + (alpha >> 7U));
        }
    }
}

void SoftwareCanvas::paint_triangle(const Corner& a, const Corner& b, const Corner& c, const PixelRect& clip) {
    const float top = std::min({a.y, b.y, c.y});
    const float bottom = std::max({a.y, b.y, c.y});
    const int first_row = std::max(clip.top, pixel_after(top));
    const int end_row = std::min(clip.bottom, pixel_after(bottom));
    if (first_row >= end_row) return;
    if (std::max({a.x, b.x, c.x}) < static_cast<float>(clip.left) || std::min({a.x, b.x, c.x}) > static_cast<float>(clip.right)) return;

    // Alpha is a plane over the triangle; colour is that of the corner with the most alpha (a soft edge has the same colour without alpha).
    const auto alpha_of = [](const Corner& corner) { return static_cast<float>(corner.colour >> 24U); };
    const float twice_area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    if (twice_area == 0) return;
    const float alpha_a = alpha_of(a);
    const float alpha_b = alpha_of(b);
    const float alpha_c = alpha_of(c);
    const float slope_x = ((alpha_b - alpha_a) * (c.y - a.y) - (alpha_c - alpha_a) * (b.y - a.y)) / twice_area;
    const float slope_y = ((alpha_c - alpha_a) * (b.x - a.x) - (alpha_b - alpha_a) * (c.x - a.x)) / twice_area;
    const bool flat = alpha_a == alpha_b && alpha_a == alpha_c;
    const std::uint32_t colour = from_imgui(alpha_a >= alpha_b && alpha_a >= alpha_c ? a.colour : alpha_b >= alpha_c ? b.colour : c.colour);

    const std::pair<const Corner*, const Corner*> edges[3] = {{&a, &b}, {&b, &c}, {&c, &a}};
    for (int y = first_row; y < end_row; ++y) {
        const float centre = static_cast<float>(y) + 0.5F;
        float left = 1e9F;
        float right = -1e9F;
        for (const auto& [one, other] : edges) {
            // From the upper end to the lower, so that two triangles find the same x on the edge they share and leave no gap.
            const Corner* from = one->y < other->y ? one : other;
            const Corner* to = one->y < other->y ? other : one;
            if (centre < from->y || centre > to->y || from->y == to->y) continue;
            const float x = from->x + (to->x - from->x) * (centre - from->y) / (to->y - from->y);
            left = std::min(left, x);
            right = std::max(right, x);
        }
        const int begin = std::max(clip.left, pixel_after(left));
        const int end = std::min(clip.right, pixel_after(right));
        if (begin >= end) continue;
        std::uint32_t* pixels = row_to_write(y);
        if (flat && alpha_a >= 255) {
            std::fill(pixels + begin, pixels + end, colour);
            continue;
        }
        float alpha = alpha_a + slope_x * (static_cast<float>(begin) + 0.5F - a.x) + slope_y * (centre - a.y);
        for (int x = begin; x < end; ++x, alpha += slope_x) {
            const auto clamped = static_cast<std::uint32_t>(std::clamp(alpha, 0.0F, 255.0F) + 0.5F);
            pixels[x] = mix(pixels[x], colour, clamped + (clamped >> 7U));
        }
    }
}

}  // namespace silverlane::ui
