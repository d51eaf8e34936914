// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What stands on every screen at the same place: the top line, the ribbon under it, fixed and service keys.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {
namespace {

using scene::Node;
using scene::Role;

/// Keys of the frame have their place by what they do, so that a screen without one leaves a gap instead of moving the others.
std::optional<std::size_t> fixed_slot(const Node& node) {
    if (!node.action) return std::nullopt;
    switch (node.action->kind) {
        case flow::ActionKind::back: return 0;
        case flow::ActionKind::hear_again: return 1;
        case flow::ActionKind::call_staff: return 2;
        case flow::ActionKind::exit: return 3;
        default: return std::nullopt;
    }
}

std::optional<std::size_t> service_slot(const Node& node) {
    if (!node.action) return std::nullopt;
    switch (node.action->kind) {
        case flow::ActionKind::stop_speech: return 0;
        case flow::ActionKind::louder: return 1;
        case flow::ActionKind::next_text_size: return 2;
        case flow::ActionKind::switch_language: return 3;
        case flow::ActionKind::hide_screen: return 4;
        case flow::ActionKind::more: return 5;
        default: return std::nullopt;
    }
}

std::size_t service_keys(const scene::Scene& scene) {
    return static_cast<std::size_t>(std::count_if(scene.nodes.begin(), scene.nodes.end(), [](const Node& node) { return node.role == Role::service_key; }));
}

}  // namespace

Ribbon ribbon_of(const Node& node) {
    if (node.role != Role::detail) return Ribbon::none;
    if (node.id.text == "status.practice") return Ribbon::practice;
    return node.id.text.starts_with("status.") ? Ribbon::call : Ribbon::none;
}

Frame LayoutBuilder::frame_with_ribbon() {
    const int more_keys = std::max(0, static_cast<int>(service_keys(scene_)) - static_cast<int>(kFirstRow));
    for (const Node& node : scene_.nodes) {
        if (ribbon_of(node) != Ribbon::none) ribbons_.push_back({&node, ribbon_width(node)});
        if (node.role == Role::help_key) help_key_ = &node;
    }
    const int caption_px = help_key_ == nullptr ? 0 : metrics_.px_at_least(kHelpKeyHeight);
    const Frame bare = make_frame(metrics_, more_keys, 0, caption_px);
    if (ribbons_.empty()) return bare;
    // Side by side where both fit, else one under the other.
    const int gap = metrics_.px(Millimetres{4});
    int total = gap * static_cast<int>(ribbons_.size() - 1);
    for (const RibbonPart& part : ribbons_) total += part.width;
    ribbon_rows_ = total <= bare.ribbon.width() ? 1 : static_cast<int>(ribbons_.size());
    return make_frame(metrics_, more_keys, ribbon_rows_ * ribbon_height() + (ribbon_rows_ - 1) * metrics_.px(Millimetres{2}), caption_px);
}

PixelRect LayoutBuilder::caption_beside_key() const {
    PixelRect strip = frame_.caption;
    if (help_key_ != nullptr) strip.right -= metrics_.px(kHelpKeyWidth) + metrics_.px_at_least(kTargetGap);
    return strip;
}

void LayoutBuilder::place_help_key() {
    if (help_key_ == nullptr) return;
    const PixelRect& strip = frame_.caption;
    LabelForm form;
    form.preferred = metrics_.style(TextUse::body);
    form.floor_cap = metrics_.px_at_least(kBodyCapHeight);
    form.icon_px = metrics_.px_at_least(kSmallestIcon);
    place_row_of_keys({help_key_}, {{strip.right - metrics_.px(kHelpKeyWidth), strip.top, strip.right, strip.bottom}}, form);
}

int LayoutBuilder::ribbon_height() const {
    const int line = static_cast<int>(std::ceil(em_px(metrics_.style(TextUse::status)) * 1.2));
    return std::max(line, metrics_.px_at_least(kSmallestIcon)) + 2 * metrics_.px(Millimetres{1.2});
}

int LayoutBuilder::ribbon_edge(Ribbon ribbon) const {
    return metrics_.px(Millimetres{ribbon == Ribbon::practice ? kStripesWidth.value + 4 : 5});
}

int LayoutBuilder::ribbon_width(const Node& node) const {
    const TextStyle style = metrics_.style(TextUse::status);
    const int text = static_cast<int>(std::ceil(text_width(text_of(node), style, measurer_)));
    return 2 * ribbon_edge(ribbon_of(node)) + metrics_.px_at_least(kSmallestIcon) + between(false) + text + 1;
}

void LayoutBuilder::place_ribbon() {
    if (ribbons_.empty()) return;
    const int gap = metrics_.px(Millimetres{ribbon_rows_ == 1 ? 4.0 : 2.0});
    const int height = ribbon_height();
    int spare = frame_.ribbon.width() - gap * static_cast<int>(ribbons_.size() - 1);
    for (const RibbonPart& part : ribbons_) spare -= part.width;
    PixelRect rest = frame_.ribbon;
    for (const RibbonPart& part : ribbons_) {
        PixelRect rect = rest;
        rect.bottom = rect.top + height;
        if (ribbon_rows_ == 1) {
            rect.right = &part == &ribbons_.back() ? rest.right : rest.left + part.width + spare / static_cast<int>(ribbons_.size());
            rest.left = rect.right + gap;
        } else {
            rest.top = rect.bottom + gap;
        }
        const Ribbon ribbon = ribbon_of(*part.node);
        PlacedNode& placed = add(*part.node, rect, ribbon == Ribbon::practice ? theme_.practice : theme_.call_out);
        LabelForm form;
        form.preferred = metrics_.style(TextUse::status);
        form.floor_cap = form.preferred.cap_px;
        form.most_lines = 1;
        form.icon_px = metrics_.px_at_least(kSmallestIcon);
        const int edge = ribbon_edge(ribbon);
        const PixelRect inside{rect.left + edge, rect.top, rect.right - edge, rect.bottom};
        settle(form, {part.node}, inside.width(), inside.height());
        place_label(placed, inside, form);
    }
}

bool LayoutBuilder::large_clock(const Node& node) const {
    return scene_.arrangement == scene::Template::idle && !scene_.overlay && node.id.text == "foot.clock";
}

std::vector<const Node*> LayoutBuilder::large_clocks() const {
    std::vector<const Node*> found;
    for (const Node& node : scene_.nodes) {
        if (large_clock(node)) found.push_back(&node);
    }
    return found;
}

void LayoutBuilder::place_standing() {
    const PixelRect& bar = frame_.standing;
    std::vector<const Node*> positions;
    std::vector<const Node*> feet;
    for (const Node& node : scene_.nodes) {
        if (node.role == Role::position) positions.push_back(&node);
        if (node.role == Role::foot_line && !large_clock(node)) feet.push_back(&node);
    }
    const bool two_rows = portrait();
    PixelRect row = bar;
    if (two_rows) row.bottom = bar.top + bar.height() / 2;
    for (const Node* node : positions) {
        const TextStyle style = metrics_.style(TextUse::status);
        const std::u32string text = text_of(*node);
        const Label label{style, {{0, text.size(), text_width(text, style, measurer_)}}};
        if (label.lines[0].width > row.width()) report(*node, "wider than the top line");
        PlacedNode& placed = add(*node, row, theme_.standing);
        set_lines(placed, label, row, Align::left);
        placed.rect.right = row.left + static_cast<int>(std::ceil(label.lines[0].width));
        if (!two_rows) row.left = placed.rect.right + metrics_.px(Millimetres{12});
    }
    if (two_rows) row = {bar.left, bar.top + bar.height() / 2, bar.right, bar.bottom};
    if (feet.empty()) return;
    const int gap = metrics_.px(Millimetres{9});
    TextStyle style = metrics_.style(TextUse::standing);
    const auto total = [&] {
        double width = gap * static_cast<double>(feet.size() - 1);
        for (const Node* node : feet) width += text_width(text_of(*node), style, measurer_);
        return width;
    };
    while (total() > row.width() && style.cap_px > metrics_.px_at_least(kSmallestCapHeight)) --style.cap_px;
    if (total() > row.width()) report(*feet.front(), "the top line is wider than the screen");
    int left = two_rows ? row.left : row.right - static_cast<int>(std::ceil(total()));
    for (const Node* node : feet) {
        const std::u32string text = text_of(*node);
        const Label label{style, {{0, text.size(), text_width(text, style, measurer_)}}};
        const int width = static_cast<int>(std::ceil(label.lines[0].width));
        PlacedNode& placed = add(*node, {left, row.top, left + width, row.bottom}, theme_.standing);
        set_lines(placed, label, placed.rect, Align::left);
        left += width + gap;
    }
}

void LayoutBuilder::place_slots() {
    std::vector<const Node*> fixed;
    std::vector<const Node*> service;
    for (const Node& node : scene_.nodes) {
        if (node.role == Role::fixed_key) fixed.push_back(&node);
        if (node.role == Role::service_key) service.push_back(&node);
    }
    LabelForm form;
    form.preferred = metrics_.style(TextUse::label);
    form.floor_cap = metrics_.px_at_least(kBodyCapHeight);
    form.icon_px = metrics_.px_at_least(Millimetres{13});
    form.upright = portrait();
    std::vector<const Node*> fixed_nodes;
    std::vector<PixelRect> fixed_rects;
    for (const Node* node : fixed) {
        if (const auto slot = fixed_slot(*node)) {
            fixed_nodes.push_back(node);
            fixed_rects.push_back(frame_.fixed[*slot]);
        } else {
            report(*node, "a fixed key is one of back, hear_again, call_staff, exit");
        }
    }
    place_row_of_keys(fixed_nodes, fixed_rects, form);
    // The keys of the first row have places of their own; what 更多 adds follows in scene order.
    std::array<const Node*, 13> slots{};
    std::size_t next = kFirstRow;
    for (const Node* node : service) {
        const auto own = service_slot(*node);
        const std::size_t place = own && slots[*own] == nullptr ? *own : next++;
        if (place >= slots.size() || frame_.service[place].empty()) {
            report(*node, "more service keys than places");
            continue;
        }
        slots[place] = node;
    }
    std::vector<const Node*> service_nodes;
    std::vector<PixelRect> service_rects;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i] == nullptr) continue;
        service_nodes.push_back(slots[i]);
        service_rects.push_back(frame_.service[i]);
    }
    form.preferred = metrics_.style(TextUse::body);
    form.icon_px = metrics_.px_at_least(kSmallestIcon);
    form.upright = false;
    place_row_of_keys(service_nodes, service_rects, form);
}

void LayoutBuilder::place_frame() {
    place_standing();
    place_ribbon();
    place_slots();
}

}  // namespace silverlane::ui
