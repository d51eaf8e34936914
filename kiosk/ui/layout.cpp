// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/layout.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "base/utf8.h"
#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {
namespace {

using scene::Node;
using scene::Role;

bool is_frame_role(Role role) {
    return role == Role::fixed_key || role == Role::service_key || role == Role::foot_line || role == Role::position;
}

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

TextUse use_of(Role role, TextUse value_use) {
    switch (role) {
        case Role::title: return TextUse::heading;
        case Role::value: return value_use;
        default: return TextUse::body;
    }
}

}  // namespace

std::u32string drawable_text(const Node& node) {
    if (node.secret) return decode_utf8(node.secret->open(PrivateDoor::glyph_drawing));
    return decode_utf8(node.shown);
}

int lines_height(const TextStyle& style, std::size_t count) {
    if (count == 0) return 0;
    return static_cast<int>(std::ceil(em_px(style))) + static_cast<int>(count - 1) * line_pitch_px(style);
}

const PlacedNode* Layout::find(const NodeId& id) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const PlacedNode& placed) { return placed.node.id == id; });
    return found == nodes.end() ? nullptr : &*found;
}

const PlacedNode* Layout::at(int x, int y) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const PlacedNode& placed) { return placed.hit.contains(x, y); });
    return found == nodes.end() ? nullptr : &*found;
}

LayoutBuilder::LayoutBuilder(const scene::Scene& scene, const Metrics& metrics, const Theme& theme, const TextMeasurer& measurer)
    : scene_(scene), metrics_(metrics), theme_(theme), measurer_(measurer), frame_(make_frame(metrics)) {
    layout_.arrangement = scene.arrangement;
    layout_.caption = frame_.caption;
    layout_.caption_style = metrics.style(TextUse::body);
    layout_.attention = scene.attention;
    if (scene.overlay) layout_.overlay_card = frame_.text.united(frame_.action);
}

std::vector<const Node*> LayoutBuilder::middle(Role role) const {
    std::vector<const Node*> found;
    for (const Node& node : scene_.overlay ? scene_.overlay->nodes : scene_.nodes) {
        if (node.role == role) found.push_back(&node);
    }
    return found;
}

void LayoutBuilder::report(const Node& node, std::string why) { layout_.overflows.push_back({node.id, std::move(why)}); }

PlacedNode& LayoutBuilder::add(const Node& node, const PixelRect& rect, const Paint& paint) {
    PlacedNode placed;
    placed.node = node;
    placed.rect = rect;
    placed.paint = paint;
    placed.covered = scene_.covered && node.secret.has_value();
    layout_.nodes.push_back(std::move(placed));
    return layout_.nodes.back();
}

void LayoutBuilder::make_pressable(PlacedNode& placed) {
    const bool under_overlay = scene_.overlay && is_frame_role(placed.node.role) &&
                               !(placed.node.action && placed.node.action->kind == flow::ActionKind::call_staff);
    if (placed.node.action && placed.node.state.enabled && !under_overlay) {
        placed.hit = placed.rect;
    } else {
        placed.paint = theme_.disabled;
    }
}

LayoutBuilder::Label LayoutBuilder::fit_label(const std::u32string& text, TextStyle preferred, int floor_cap, int width, int height) const {
    Label label;
    for (int cap = preferred.cap_px; cap >= std::min(floor_cap, preferred.cap_px); --cap) {
        label.style = {cap, preferred.bold};
        label.lines = break_lines(text, label.style, width, measurer_);
        const bool narrow = std::all_of(label.lines.begin(), label.lines.end(), [&](const TextLine& line) { return line.width <= width; });
        if (narrow && lines_height(label.style, label.lines.size()) <= height) {
            label.fits = true;
            return label;
        }
    }
    return label;
}

void LayoutBuilder::set_lines(PlacedNode& placed, const Label& label, const PixelRect& area, Align align) {
    placed.style = label.style;
    const double em = em_px(label.style);
    int top = area.top + (area.height() - lines_height(label.style, label.lines.size())) / 2;
    for (const TextLine& line : label.lines) {
        const int left = align == Align::left ? area.left : area.left + static_cast<int>((area.width() - line.width) / 2);
        placed.lines.push_back({line.begin, line.end, left, top + static_cast<int>(std::lround(em * kAscentPerEm)), line.width});
        top += line_pitch_px(label.style);
    }
}

void LayoutBuilder::place_icon_and_label(PlacedNode& placed, const PixelRect& inside, int icon_px, bool upright, TextStyle preferred,
                                         int floor_cap) {
    const std::u32string text = drawable_text(placed.node);
    const bool has_icon = !placed.node.icon.empty();
    const int between = metrics_.px(Millimetres{upright ? 2.0 : 3.5});
    PixelRect room = inside;
    if (has_icon && upright) room.top += icon_px + between;
    if (has_icon && !upright) room.left += icon_px + between;
    const Label label = fit_label(text, preferred, floor_cap, room.width(), room.height());
    if (!label.fits) {
        report(placed.node, fmt::format("{} lines at cap height {} px in {} x {} px", label.lines.size(), label.style.cap_px, room.width(),
                                        room.height()));
    }
    double text_width = 0;
    for (const TextLine& line : label.lines) text_width = std::max(text_width, line.width);
    if (upright) {
        const int text_height = lines_height(label.style, label.lines.size());
        const int total = text_height + (has_icon ? icon_px + between : 0);
        const int top = inside.top + std::max(0, (inside.height() - total) / 2);
        const int middle_x = (inside.left + inside.right) / 2;
        if (has_icon) placed.icon = {middle_x - icon_px / 2, top, middle_x - icon_px / 2 + icon_px, top + icon_px};
        set_lines(placed, label, {inside.left, top + total - text_height, inside.right, top + total}, Align::centre);
        return;
    }
    const bool answer = placed.node.role == Role::answer;
    const int total = static_cast<int>(std::ceil(text_width)) + (has_icon ? icon_px + between : 0);
    const int left = answer ? inside.left : inside.left + std::max(0, (inside.width() - total) / 2);
    const int icon_top = inside.top + (inside.height() - icon_px) / 2;
    if (has_icon) placed.icon = {left, icon_top, left + icon_px, icon_top + icon_px};
    const int text_left = left + (has_icon ? icon_px + between : 0);
    set_lines(placed, label, {text_left, inside.top, text_left + static_cast<int>(std::ceil(text_width)), inside.bottom},
              answer ? Align::left : Align::centre);
}

void LayoutBuilder::place_standing() {
    const PixelRect& bar = frame_.standing;
    std::vector<const Node*> positions;
    std::vector<const Node*> feet;
    for (const Node& node : scene_.nodes) {
        if (node.role == Role::position) positions.push_back(&node);
        if (node.role == Role::foot_line) feet.push_back(&node);
    }
    const bool two_rows = portrait();
    PixelRect row = bar;
    if (two_rows) row.bottom = bar.top + bar.height() / 2;
    for (const Node* node : positions) {
        TextStyle style = metrics_.style(TextUse::body);
        style.bold = true;
        const Label label = fit_label(drawable_text(*node), style, metrics_.px_at_least(kBodyCapHeight), row.width(), row.height());
        if (!label.fits) report(*node, "wider than the top line");
        PlacedNode& placed = add(*node, row, theme_.standing);
        set_lines(placed, label, row, Align::left);
        placed.rect.right = row.left + static_cast<int>(std::ceil(label.lines.empty() ? 0 : label.lines[0].width));
        if (!two_rows) row.left = placed.rect.right + metrics_.px(Millimetres{12});
    }
    if (two_rows) row = {bar.left, bar.top + bar.height() / 2, bar.right, bar.bottom};
    if (feet.empty()) return;
    const int gap = metrics_.px(Millimetres{9});
    TextStyle style = metrics_.style(TextUse::standing);
    const auto total = [&] {
        double width = gap * static_cast<double>(feet.size() - 1);
        for (const Node* node : feet) width += text_width(drawable_text(*node), style, measurer_);
        return width;
    };
    while (total() > row.width() && style.cap_px > metrics_.px_at_least(kSmallestCapHeight)) --style.cap_px;
    if (total() > row.width()) report(*feet.front(), "the top line is wider than the screen");
    int left = two_rows ? row.left : row.right - static_cast<int>(std::ceil(total()));
    for (const Node* node : feet) {
        const std::u32string text = drawable_text(*node);
        Label label;
        label.style = style;
        label.lines = {{0, text.size(), text_width(text, style, measurer_)}};
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
    const bool upright = portrait();
    const int padding = metrics_.px(Millimetres{3});
    const int floor = metrics_.px_at_least(kBodyCapHeight);
    for (const Node* node : fixed) {
        const auto slot = fixed_slot(*node);
        if (!slot) {
            report(*node, "a fixed key is one of back, hear_again, call_staff, exit");
            continue;
        }
        const bool call = node->action->kind == flow::ActionKind::call_staff;
        PlacedNode& placed = add(*node, frame_.fixed[*slot], call ? theme_.call_staff : theme_.fixed);
        if (node->state.on && !call) placed.paint = theme_.switched_on;
        make_pressable(placed);
        place_icon_and_label(placed, placed.rect.inset(padding), metrics_.px_at_least(Millimetres{13}), upright, metrics_.style(TextUse::label),
                             floor);
    }
    // The second row (更多) takes the places between 停 and 更多; a key keeps its own place when it is free.
    std::array<const Node*, 6> slots{};
    std::vector<const Node*> others;
    for (const Node* node : service) {
        const auto slot = service_slot(*node);
        if (slot && slots[*slot] == nullptr) slots[*slot] = node;
        else others.push_back(node);
    }
    const bool crowded = service.size() > slots.size();
    std::size_t next = crowded ? 1 : 0;
    for (const Node* node : others) {
        while (next < slots.size() && slots[next] != nullptr && !(crowded && next < 5)) ++next;
        if (next >= slots.size()) {
            report(*node, "more service keys than places");
            continue;
        }
        slots[next++] = node;
    }
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i] == nullptr) continue;
        PlacedNode& placed = add(*slots[i], frame_.service[i], slots[i]->state.on ? theme_.switched_on : theme_.service);
        make_pressable(placed);
        place_icon_and_label(placed, placed.rect.inset(padding), metrics_.px_at_least(kSmallestIcon), false, metrics_.style(TextUse::body), floor);
    }
}

void LayoutBuilder::place_frame() {
    place_standing();
    place_slots();
}

std::vector<LayoutBuilder::Block> LayoutBuilder::blocks(const std::vector<const Node*>& nodes, int width, TextUse value_use,
                                                        double gap_scale) const {
    std::vector<Block> result;
    for (const Node* node : nodes) {
        Block block;
        block.node = node;
        block.text = drawable_text(*node);
        block.style = metrics_.style(use_of(node->role, value_use));
        if (node->role == Role::value) {  // a long value (an amount in words) takes the largest size at which it needs one line, or wraps
            const int floor = metrics_.style(TextUse::amount).cap_px;
            while (block.style.cap_px > floor && text_width(block.text, block.style, measurer_) > width) --block.style.cap_px;
        }
        block.lines = break_lines(block.text, block.style, width, measurer_);
        block.height = lines_height(block.style, block.lines.size());
        if (!result.empty()) {
            // Rule 5: from the last baseline of a paragraph to the first of the next, 1.5 line pitches.
            const double em = em_px(metrics_.style(TextUse::body));
            block.gap_before = static_cast<int>(std::ceil(em * 1.25 * gap_scale));
        }
        result.push_back(std::move(block));
    }
    return result;
}

int LayoutBuilder::texts_height(const std::vector<const Node*>& nodes, int width, TextUse value_use) const {
    int height = 0;
    for (const Block& block : blocks(nodes, width, value_use, 1.0)) height += block.height + block.gap_before;
    return height;
}

int LayoutBuilder::place_texts(const std::vector<const Node*>& nodes, const PixelRect& area, Align align, TextUse value_use,
                               bool centred_vertically) {
    std::vector<Block> stack = blocks(nodes, area.width(), value_use, 1.0);
    const auto total = [&] {
        int height = 0;
        for (const Block& block : stack) height += block.height + block.gap_before;
        return height;
    };
    if (total() > area.height()) stack = blocks(nodes, area.width(), value_use, 0.6);
    int top = area.top + (centred_vertically ? std::max(0, (area.height() - total()) / 2) : 0);
    for (const Block& block : stack) {
        top += block.gap_before;
        PlacedNode& placed = add(*block.node, {area.left, top, area.right, top + block.height}, theme_.paper);
        Label label;
        label.style = block.style;
        label.lines = block.lines;
        set_lines(placed, label, placed.rect, align);
        for (const TextLine& line : block.lines) {
            if (line.width > area.width()) report(*block.node, fmt::format("a word of {:.0f} px in {} px", line.width, area.width()));
        }
        top += block.height;
        if (top > area.bottom) report(*block.node, fmt::format("ends {} px below its place", top - area.bottom));
    }
    return top;
}

int LayoutBuilder::answers_height(std::size_t count, const AnswerForm& form, Millimetres each) const {
    if (count == 0) return 0;
    const int rows = (static_cast<int>(count) + form.columns - 1) / form.columns;
    return rows * metrics_.px_at_least(each) + (rows - 1) * metrics_.px_at_least(form.gap);
}

int LayoutBuilder::place_answers(const std::vector<const Node*>& nodes, const PixelRect& area, const AnswerForm& form) {
    if (nodes.empty()) return area.top;
    const int count = static_cast<int>(nodes.size());
    const int rows = (count + form.columns - 1) / form.columns;
    const int gap = metrics_.px_at_least(form.gap);
    const int width = (area.width() - gap * (form.columns - 1)) / form.columns;
    const int height = std::min(metrics_.px(form.tallest), (area.height() - gap * (rows - 1)) / rows);
    if (height < metrics_.px_at_least(kAnswerHeight) || width < metrics_.px_at_least(kAnswerWidth)) {
        report(*nodes.front(), fmt::format("{} answers of {} x {} px", count, width, height));
    }
    int bottom = area.top;
    for (int i = 0; i < count; ++i) {
        const Node& node = *nodes[static_cast<std::size_t>(i)];
        const int left = area.left + (i % form.columns) * (width + gap);
        const int top = area.top + (i / form.columns) * (height + gap);
        PlacedNode& placed = add(node, {left, top, left + width, top + height}, node.state.emphasised ? theme_.emphasised : theme_.answer);
        if (node.state.on) placed.paint = theme_.switched_on;
        make_pressable(placed);
        PixelRect inside = placed.rect.inset(metrics_.px(Millimetres{3}));
        inside.left += metrics_.px(Millimetres{2});
        if (node.number > 0) {
            const int badge = metrics_.px_at_least(Millimetres{13});
            const int badge_top = form.upright ? inside.top : (placed.rect.top + placed.rect.bottom - badge) / 2;
            placed.badge = {inside.left, badge_top, inside.left + badge, badge_top + badge};
            placed.badge_style = {metrics_.px_at_least(kBodyCapHeight), true};
            if (!form.upright) inside.left = placed.badge.right + metrics_.px(Millimetres{4});
        }
        const int floor = std::min(metrics_.style(TextUse::label).cap_px, metrics_.style(TextUse::body).cap_px);
        int icon = metrics_.px_at_least(form.icon);
        if (form.upright) icon = std::max(metrics_.px_at_least(kSmallestIcon), std::min(icon, inside.height() / 2));
        else icon = std::min(icon, inside.height());
        place_icon_and_label(placed, inside, icon, form.upright, metrics_.style(TextUse::label), floor);
        bottom = placed.rect.bottom;
    }
    return bottom;
}

Layout LayoutBuilder::finish() {
    // Scene order is the reading and focus order; the templates placed by role.
    const auto order = [&](const NodeId& id) {
        std::size_t position = 0;
        if (scene_.overlay) {
            for (const Node& node : scene_.overlay->nodes) {
                if (node.id == id) return position;
                ++position;
            }
        }
        for (const Node& node : scene_.nodes) {
            if (node.id == id) return position;
            ++position;
        }
        return position;
    };
    std::stable_sort(layout_.nodes.begin(), layout_.nodes.end(),
                     [&](const PlacedNode& a, const PlacedNode& b) { return order(a.node.id) < order(b.node.id); });
    return std::move(layout_);
}

std::vector<TextLine> caption_lines(std::u32string_view text, const Layout& layout, const Metrics& metrics, const TextMeasurer& measurer) {
    return break_lines(text, layout.caption_style, layout.caption.width() - 2 * metrics.px(Millimetres{4}), measurer);
}

Layout lay_out(const scene::Scene& scene, const Metrics& metrics, const Theme& theme, const TextMeasurer& measurer) {
    LayoutBuilder builder(scene, metrics, theme, measurer);
    builder.place_frame();
    using scene::Template;
    switch (scene.overlay ? Template::notice : scene.arrangement) {
        case Template::home: arrange_home(builder); break;
        case Template::choice: arrange_choice(builder); break;
        case Template::confirm: arrange_confirm(builder); break;
        case Template::number_entry: arrange_number_entry(builder); break;
        case Template::insert_item: arrange_insert_item(builder); break;
        case Template::wait: arrange_wait(builder); break;
        case Template::result: arrange_result(builder); break;
        case Template::notice: arrange_notice(builder); break;
        case Template::rating: arrange_rating(builder); break;
        case Template::idle: arrange_idle(builder); break;
    }
    return builder.finish();
}

}  // namespace silverlane::ui
