// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "kiosk/audit/requirements.h"

namespace silverlane::audit {
namespace {

using scene::Role;
using ui::Colour;
using ui::PixelRect;
using ui::PlacedNode;
using ui::SoftwareCanvas;

/// A stroke's middle is full ink; letters this thin never lose more than this to soft edges.
constexpr double kOfFullInk = 0.97;
constexpr int kSeenGrey = 24;        ///< of 255: a step that a weak eye sees
constexpr double kSeenShare = 0.004; ///< of the node's area

int grey(Colour colour) { return (colour.red * 54 + colour.green * 183 + colour.blue * 19) / 256; }

/// The colour that most of a rectangle has, and the one that stands out most from it.
struct Found {
    Colour ground;
    Colour ink;
    double contrast = 1;
};

Found look(const SoftwareCanvas& canvas, const PixelRect& rect) {
    std::unordered_map<std::uint32_t, int> counts;
    for (int y = rect.top; y < rect.bottom; ++y) {
        const std::uint32_t* row = canvas.row(y);
        for (int x = rect.left; x < rect.right; ++x) ++counts[row[x] & 0xFFFFFFU];
    }
    const auto colour = [](std::uint32_t value) {
        return Colour{static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>((value >> 8U) & 0xFFU), static_cast<std::uint8_t>(value & 0xFFU)};
    };
    Found found;
    int most = 0;
    for (const auto& [value, count] : counts) {
        if (count <= most) continue;
        most = count;
        found.ground = colour(value);
    }
    for (const auto& [value, count] : counts) {
        const double contrast = ui::contrast_ratio(colour(value), found.ground);
        if (count < 3 || contrast <= found.contrast) continue;  // a stray pixel is no letter
        found.contrast = contrast;
        found.ink = colour(value);
    }
    return found;
}

/// The share of pixels in which two pictures differ visibly in grey.
double grey_difference(const SoftwareCanvas& one, const SoftwareCanvas& other, const PixelRect& rect) {
    long differing = 0;
    for (int y = rect.top; y < rect.bottom; ++y) {
        for (int x = rect.left; x < rect.right; ++x) {
            if (std::abs(grey(one.pixel(x, y)) - grey(other.pixel(x, y))) >= kSeenGrey) ++differing;
        }
    }
    return static_cast<double>(differing) / std::max(1L, static_cast<long>(rect.width()) * rect.height());
}

bool same_pixels(const SoftwareCanvas& one, const SoftwareCanvas& other, const PixelRect& rect) {
    for (int y = rect.top; y < rect.bottom; ++y) {
        if (!std::equal(one.row(y) + rect.left, one.row(y) + rect.right, other.row(y) + rect.left)) return false;
    }
    return true;
}

PixelRect line_box(const ui::PlacedLine& line, const ui::TextStyle& style) {
    const double em = ui::em_px(style);
    return {line.left, line.baseline - static_cast<int>(em * 0.8), line.left + static_cast<int>(line.width), line.baseline};
}

double wanted_contrast(const View& view, const PlacedNode& placed) {
    if (view.scene.preferences.theme != flow::Theme::standard) return 20.0;
    return placed.node.action && !placed.pressable() ? 7.0 : 10.0;
}

/// The states that a node can have, each to be told from its absence.
struct Flag {
    const char* name;
    bool scene::NodeState::*field;
};
constexpr std::array kFlags{Flag{"on", &scene::NodeState::on}, Flag{"emphasised", &scene::NodeState::emphasised},
                            Flag{"rung", &scene::NodeState::rung}, Flag{"enabled", &scene::NodeState::enabled}};

bool has_flag(Role role, const Flag& flag) {
    if (role == Role::answer) return flag.field != &scene::NodeState::on;
    if (role == Role::service_key || role == Role::fixed_key || role == Role::help_key) return flag.field == &scene::NodeState::on || flag.field == &scene::NodeState::rung;
    return role == Role::key && flag.field == &scene::NodeState::enabled;
}

}  // namespace

Result<std::unique_ptr<Pictures>> Pictures::open(const ui::FontFiles& fonts, const std::filesystem::path& icons, const ui::Panel& panel) {
    auto font = ui::FontFile::open(fonts);
    if (!font) return font.error();
    return std::unique_ptr<Pictures>(new Pictures(std::move(*font), icons, panel));
}

Pictures::Pictures(std::unique_ptr<ui::FontFile> font, const std::filesystem::path& icons, const ui::Panel& panel)
    : atlas_(std::move(font), icons), plain_(panel.width_px, panel.height_px), other_(panel.width_px, panel.height_px) {}

void Pictures::paint(SoftwareCanvas& canvas, const ui::Layout& layout, const ui::DrawState& state, const View& view, const PixelRect& part) {
    const PixelRect seen = part.intersection(view.metrics.panel().whole());
    if (seen.empty()) return;
    atlas_.begin_frame();
    canvas.paint(painter_.draw(layout, state, view.theme, view.metrics, atlas_, seen), atlas_.texture(), seen);
}

void Pictures::check(const View& view, Findings& findings) {
    paint(plain_, view.layout, {}, view, view.metrics.panel().whole());
    check_contrast(view, findings);
    check_still(view, findings);
    for (const PlacedNode& placed : view.layout.nodes) {
        if (!placed.pressable()) continue;
        check_press(view, placed, findings);
        check_focus_ring(view, placed, findings);
    }
    check_cover(view, findings);
}

void Pictures::check_contrast(const View& view, Findings& findings) {
    for (const PlacedNode& placed : view.layout.nodes) {
        if (placed.covered) continue;
        const double wanted = wanted_contrast(view, placed) * kOfFullInk;
        const auto check = [&](const PixelRect& rect, const char* what) {
            const PixelRect seen = rect.intersection(view.metrics.panel().whole());
            if (seen.empty()) return;
            findings.looked(4);
            const Found found = look(plain_, seen);
            if (found.contrast < wanted) findings.add(4, where(view, placed.node.id.text), what, fmt::format("{:.1f}:1, at least {:.1f}:1", found.contrast, wanted));
        };
        for (const ui::PlacedLine& line : placed.lines) check(line_box(line, placed.style), "the words stand out too little in the picture");
        if (!placed.icon.empty()) check(placed.icon, "the icon stands out too little in the picture");
        if (!placed.badge.empty()) check(placed.badge.inset(placed.badge.width() / 4), "the number stands out too little in the picture");
    }
}

void Pictures::check_press(const View& view, const PlacedNode& placed, Findings& findings) {
    ui::DrawState state;
    state.pressed = placed.node.id;
    paint(other_, view.layout, state, view, placed.rect);
    findings.looked(12);
    const double seen = grey_difference(plain_, other_, placed.rect);
    if (seen < 0.2) findings.add(12, where(view, placed.node.id.text), "a press is hardly seen", fmt::format("{:.1f} % of its pixels, at least 20 %", seen * 100));
}

void Pictures::check_focus_ring(const View& view, const PlacedNode& placed, Findings& findings) {
    ui::DrawState state;
    state.focused = {placed.node.id};
    const int wanted = view.metrics.px_at_least(ui::kFocusRing);
    const PixelRect around = placed.rect.inset(-3 * wanted);
    paint(other_, view.layout, state, view, around);
    const int x = (placed.rect.left + placed.rect.right) / 2;
    const int y = (placed.rect.top + placed.rect.bottom) / 2;
    const std::array<std::array<int, 4>, 4> ways{{{x, placed.rect.top - 1, 0, -1}, {x, placed.rect.bottom, 0, 1}, {placed.rect.left - 1, y, -1, 0}, {placed.rect.right, y, 1, 0}}};
    for (const auto& [from_x, from_y, step_x, step_y] : ways) {
        int width = 0;
        for (int i = 0; i < 3 * wanted; ++i) {
            const int at_x = from_x + i * step_x;
            const int at_y = from_y + i * step_y;
            if (!view.metrics.panel().whole().contains(at_x, at_y)) break;
            if (other_.pixel(at_x, at_y) == view.theme.focus) ++width;
        }
        findings.looked(kFocusRing);
        if (width < wanted) findings.add(kFocusRing, where(view, placed.node.id.text), "the focus ring is too thin", fmt::format("{} px, at least {} px", width, wanted));
    }
    paint(other_, view.layout, {}, view, around);
}

void Pictures::check_still(const View& view, Findings& findings) {
    const PixelRect whole = view.metrics.panel().whole();
    paint(other_, view.layout, {}, view, whole);
    findings.looked(6);
    if (!same_pixels(plain_, other_, whole)) findings.add(6, where(view), "two pictures of one screen differ: something moves");
}

void Pictures::check_cover(const View& view, Findings& findings) {
    for (const PlacedNode& placed : view.layout.nodes) {
        if (!placed.node.secret) continue;
        findings.looked(21);
        if (view.scene.covered != placed.covered) findings.add(21, where(view, placed.node.id.text), "a private value is not covered with the screen");
        if (!placed.covered) continue;
        scene::Scene changed = view.scene;
        for (scene::Node& node : changed.nodes) {
            if (node.secret) node.secret = PrivateText{std::string("8") + kPlantedDigits};
        }
        const ui::Layout layout = ui::lay_out(changed, view.metrics, view.theme, atlas_.measurer());
        paint(other_, layout, {}, view, placed.rect);
        if (!same_pixels(plain_, other_, placed.rect)) findings.add(21, where(view, placed.node.id.text), "what is covered can be told by its picture");
    }
}

void Pictures::check_grey(const View& view, Findings& findings) {
    if (view.scene.overlay) return;
    for (std::size_t at = 0; at < view.scene.nodes.size(); ++at) {
        for (const Flag& flag : kFlags) {
            if (!has_flag(view.scene.nodes[at].role, flag)) continue;
            scene::Scene without = view.scene;
            scene::Scene with = view.scene;
            without.nodes[at].state.*flag.field = false;
            with.nodes[at].state.*flag.field = true;
            const ui::Layout before = ui::lay_out(without, view.metrics, view.theme, atlas_.measurer());
            const ui::Layout after = ui::lay_out(with, view.metrics, view.theme, atlas_.measurer());
            const PlacedNode* placed = after.find(view.scene.nodes[at].id);
            if (placed == nullptr) continue;
            const PixelRect around = ui::drawn_bounds(*placed, view.metrics).intersection(view.metrics.panel().whole());
            paint(plain_, before, {}, view, around);
            paint(other_, after, {}, view, around);
            findings.looked(6);
            const double seen = grey_difference(plain_, other_, around);
            if (seen < kSeenShare) {
                findings.add(6, where(view, placed->node.id.text), std::string("only colour tells that it is ") + flag.name,
                             fmt::format("{:.2f} % of its pixels differ in grey, at least {:.1f} %", seen * 100, kSeenShare * 100));
            }
        }
    }
}

}  // namespace silverlane::audit
