// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Rules 1 to 5: what the eye needs, from the layout and the colours. Pixels are looked at in pixels.cpp.
#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "kiosk/audit/rules.h"

namespace silverlane::audit {
namespace {

using scene::Role;
using ui::PixelRect;
using ui::PlacedNode;

constexpr double kRounding = 0.005;  ///< of a figure in millimetres or of a contrast

double per_mm(const View& view) { return view.metrics.panel().px_per_mm; }

std::string at_least(double is, double wanted, const char* unit) { return fmt::format("{:.2f}{}, at least {:.2f}{}", is, unit, wanted, unit); }

double least_body(flow::TextSize size) {
    switch (size) {
        case flow::TextSize::large:
        case flow::TextSize::largest: return 8.5;  // the third size is one of headings and amounts; other text grows as far as it fits
        case flow::TextSize::standard: break;
    }
    return ui::kBodyCapHeight.value;
}

/// Whether a node's letters grow with the customer's choice; what stands on a key has its own room.
bool is_body(Role role) { return role == Role::instruction || role == Role::detail || role == Role::position; }

/// The inked box of a line: from the top of a hanzi to its foot.
PixelRect box_of(const ui::PlacedLine& line, const ui::TextStyle& style) {
    const double em = ui::em_px(style);
    return {line.left, line.baseline - static_cast<int>(std::lround(em * 0.85)), line.left + static_cast<int>(std::ceil(line.width)),
            line.baseline + static_cast<int>(std::lround(em * 0.08))};
}

void check_lines_inside(const View& view, const PlacedNode& placed, Findings& findings) {
    for (const ui::PlacedLine& line : placed.lines) {
        const PixelRect box = box_of(line, placed.style);
        const bool inside = box.left >= placed.rect.left - 1 && box.right <= placed.rect.right + 2 && box.top >= placed.rect.top - 1 &&
                            box.bottom <= placed.rect.bottom + 1;
        if (!inside) {
            findings.add(3, where(view, placed.node.id.text), "a line reaches over its place",
                         fmt::format("{} to {} px in {} to {} px", box.left, box.right, placed.rect.left, placed.rect.right));
        }
        if (box.overlaps(placed.icon) || box.overlaps(placed.badge)) {
            findings.add(3, where(view, placed.node.id.text), "words and icon or number overlap");
        }
    }
    if (!view.metrics.panel().whole().encloses(placed.rect)) findings.add(3, where(view, placed.node.id.text), "it reaches over the edge of the screen");
}

void check_contrast(const View& view, const std::string& node, const char* what, ui::Colour one, ui::Colour other, double wanted, Findings& findings) {
    const double is = ui::contrast_ratio(one, other);
    findings.looked(4);
    if (is < wanted - kRounding) findings.add(4, where(view, node), what, at_least(is, wanted, ":1"));
}

double wanted_contrast(const View& view, const PlacedNode* placed) {
    if (view.scene.preferences.theme != flow::Theme::standard) return 20.0;
    const bool off = placed != nullptr && placed->node.action && !placed->pressable();
    return off ? 7.0 : 10.0;
}

}  // namespace

double Context::rendered_h(const ui::TextStyle& style) {
    const auto known = heights_.find(style);
    if (known != heights_.end()) return known->second;
    return heights_[style] = font.render(U'H', style).height;
}

Where where(const SceneView& view, const std::string& node) { return {view.scene.flow.text, view.scene.step.text, node, view.variant}; }
Where where(const View& view, const std::string& node) { return {view.scene.flow.text, view.scene.step.text, node, view.variant}; }
Where where(const Moment& moment, const std::string& node) {
    return {moment.state.place.flow.text, moment.state.place.step.text, node, moment.variant};
}

std::map<std::string, PixelRect> key_places(const ui::Layout& layout) {
    std::map<std::string, PixelRect> places;
    for (const PlacedNode& placed : layout.nodes) {
        if (placed.node.role == Role::fixed_key || placed.node.role == Role::service_key) places[placed.node.id.text] = placed.rect;
    }
    return places;
}

void check_rule_01(const View& view, Context& context, Findings& findings) {
    const auto check = [&](const ui::TextStyle& style, const std::string& node) {
        const double height = context.rendered_h(style) / per_mm(view);
        findings.looked(1);
        if (height < ui::kSmallestCapHeight.value - kRounding) {
            findings.add(1, where(view, node), "the letters are under the floor", at_least(height, ui::kSmallestCapHeight.value, " mm"));
        }
    };
    for (const PlacedNode& placed : view.layout.nodes) {
        if (!placed.lines.empty()) check(placed.style, placed.node.id.text);
        if (!placed.badge.empty()) check(placed.badge_style, placed.node.id.text);
    }
    check(view.layout.caption_style, "caption");
}

void check_rule_02(const View& view, Context& context, Findings& findings) {
    const double wanted = ui::kBodyCapHeight.value;
    const auto check = [&](const ui::TextStyle& style, const std::string& node) {
        const double height = context.rendered_h(style) / per_mm(view);
        findings.looked(2);
        if (height < wanted - kRounding) findings.add(2, where(view, node), "text that a customer needs is too small", at_least(height, wanted, " mm"));
    };
    for (const PlacedNode& placed : view.layout.nodes) {
        if (placed.node.role == Role::foot_line || placed.lines.empty()) continue;
        check(placed.style, placed.node.id.text);
        if (!placed.badge.empty()) check(placed.badge_style, placed.node.id.text);
    }
    check(view.layout.caption_style, "caption");
}

void check_rule_03(const View& view, Context& context, Findings& findings) {
    const double wanted = least_body(view.metrics.text_size());
    const auto grown = [&](const ui::TextStyle& style, const std::string& node) {
        findings.looked(3);
        const double height = context.rendered_h(style) / per_mm(view);
        if (height < wanted - kRounding) findings.add(3, where(view, node), "the text does not grow with the chosen size", at_least(height, wanted, " mm"));
    };
    grown(view.layout.caption_style, "caption");
    for (const PlacedNode& placed : view.layout.nodes) {
        if (is_body(placed.node.role) && !placed.lines.empty()) grown(placed.style, placed.node.id.text);
        const bool heading = placed.node.role == Role::title || placed.node.role == Role::value;
        if (heading && !placed.lines.empty()) {
            const double height = context.rendered_h(placed.style) / per_mm(view);
            if (height < 11.0 - kRounding) findings.add(3, where(view, placed.node.id.text), "a heading or value is too small", at_least(height, 11.0, " mm"));
        }
        check_lines_inside(view, placed, findings);
    }
    for (const ui::Overflow& overflow : view.layout.overflows) findings.add(3, where(view, overflow.id.text), "it does not fit", overflow.why);
    const auto& nodes = view.layout.nodes;
    for (auto one = nodes.begin(); one != nodes.end(); ++one) {
        if (one->rect.overlaps(view.layout.caption)) findings.add(3, where(view, one->node.id.text), "it overlaps the caption strip");
        for (auto other = std::next(one); other != nodes.end(); ++other) {
            if (one->rect.overlaps(other->rect)) findings.add(3, where(view, one->node.id.text), "it overlaps " + other->node.id.text);
        }
    }
    if (view.scene.overlay) return;
    const bool key = std::any_of(nodes.begin(), nodes.end(), [](const PlacedNode& placed) {
        return placed.pressable() && placed.node.action && placed.node.action->kind == flow::ActionKind::next_text_size;
    });
    if (!key) findings.add(3, where(view), "no key for the text size can be pressed");
}

void check_rule_04(const View& view, Context&, Findings& findings) {
    const ui::Theme& theme = view.theme;
    for (const PlacedNode& placed : view.layout.nodes) {
        const double wanted = wanted_contrast(view, &placed);
        const std::string& id = placed.node.id.text;
        if (!placed.lines.empty()) check_contrast(view, id, "the words stand out too little", placed.paint.ink, placed.paint.ground, wanted, findings);
        if (!placed.icon.empty() || !placed.badge.empty()) {
            check_contrast(view, id, "the icon or number stands out too little", placed.paint.mark, placed.paint.ground, wanted, findings);
        }
        if (placed.node.action || placed.node.role == Role::entry) {
            check_contrast(view, id, "the border stands out too little", placed.paint.border, theme.paper.ground, 3.0, findings);
        }
    }
    const double text = wanted_contrast(view, nullptr);
    check_contrast(view, "caption", "the caption stands out too little", theme.caption.ink, theme.caption.ground, text, findings);
    check_contrast(view, "caption", "the words being spoken stand out too little", theme.spoken.ink, theme.spoken.ground, text, findings);
    check_contrast(view, "focus", "the focus ring stands out too little", theme.focus, theme.paper.ground, 3.0, findings);
    check_contrast(view, "attention", "the frame of a call stands out too little", theme.attention, theme.paper.ground, 3.0, findings);
}

void check_rule_05(const View& view, Context&, Findings& findings) {
    constexpr int kMostHanzi = 40;
    constexpr int kMostLatin = 80;
    constexpr std::size_t kMostLines = 3;
    const PlacedNode* before = nullptr;
    for (const PlacedNode& placed : view.layout.nodes) {
        findings.looked(5);
        const Role role = placed.node.role;
        if ((role == Role::instruction || role == Role::title) && placed.lines.size() > kMostLines) {
            findings.add(5, where(view, placed.node.id.text), "an instruction has too many lines", fmt::format("{}, at most 3", placed.lines.size()));
        }
        for (std::size_t i = 1; i < placed.lines.size(); ++i) {
            const double pitch = (placed.lines[i].baseline - placed.lines[i - 1].baseline) / ui::em_px(placed.style);
            if (pitch < ui::kLinePitchPerEm - kRounding) findings.add(5, where(view, placed.node.id.text), "lines are too close", at_least(pitch, 1.5, " em"));
        }
        if (!placed.node.secret) {
            const std::u32string text = ui::drawable_text(placed.node);
            for (const ui::PlacedLine& line : placed.lines) {
                const Counted counted = count(std::u32string_view(text).substr(line.begin, line.end - line.begin));
                if (counted.hanzi > kMostHanzi) findings.add(5, where(view, placed.node.id.text), "a line is too long", fmt::format("{} hanzi", counted.hanzi));
                if (counted.hanzi == 0 && counted.latin > kMostLatin) {
                    findings.add(5, where(view, placed.node.id.text), "a line is too long", fmt::format("{} letters", counted.latin));
                }
            }
        }
        // A paragraph stands apart from the one above it; lines of instructions that follow each other are one paragraph. A ribbon is no
        // paragraph: it is a strip with a ground and a border of its own, as the top line and the caption are, and the border parts it from
        // the text more plainly than a gap does. That nothing overlaps it is looked at by rule 3.
        if (placed.ribbon != ui::Ribbon::none) continue;
        const bool text = role == Role::title || role == Role::instruction || role == Role::value || role == Role::detail;
        if (!text || placed.lines.empty()) continue;
        if (before != nullptr && before->rect.left == placed.rect.left && !(before->node.role == Role::instruction && role == Role::instruction)) {
            // WCAG 1.4.8 measures paragraphs by the line spacing of the text as it stands there: where running text gave way beside a ribbon
            // or the open second row, its lines are closer and its paragraphs with them. Headings and values never set a smaller measure,
            // because they are as large as the running text or larger; text of the full size is held to the full distance.
            ui::TextStyle running = view.metrics.style(ui::TextUse::body);
            running.cap_px = std::min({running.cap_px, before->style.cap_px, placed.style.cap_px});
            const double pitch = 1.5 * ui::line_pitch_px(running);
            const int gap = placed.lines.front().baseline - before->lines.back().baseline;
            if (gap < pitch - 1) findings.add(5, where(view, placed.node.id.text), "paragraphs stand too close", fmt::format("{} px, at least {:.0f}", gap, pitch));
        }
        before = &placed;
    }
}

}  // namespace silverlane::audit
