// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Parts of a screen that are neither text nor answers: keypad, entry, picture, page keys.
#include <algorithm>

#include <fmt/core.h>

#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {

using scene::Node;
using scene::Role;

std::vector<const Node*> LayoutBuilder::middle_texts() const {
    std::vector<const Node*> found;
    for (const Node& node : scene_.overlay ? scene_.overlay->nodes : scene_.nodes) {
        if (node.role == Role::title || node.role == Role::instruction || node.role == Role::value || node.role == Role::detail) {
            found.push_back(&node);
        }
    }
    return found;
}

void LayoutBuilder::place_keypad(const PixelRect& area) {
    // The order of a telephone and of the cash machine: 1 2 3 on top, 0 below 8, erase at its right.
    const int gap = metrics_.px_at_least(Millimetres{6});
    const int width = std::min(metrics_.px(Millimetres{56}), (area.width() - 2 * gap) / 3);
    const int height = std::min(metrics_.px(Millimetres{42}), (area.height() - 3 * gap) / 4);
    const int left = area.left + (area.width() - 3 * width - 2 * gap) / 2;
    const int height_inside = height - 2 * metrics_.px(Millimetres{2.5});
    const int width_inside = width - 2 * metrics_.px(Millimetres{2.5});
    LabelForm form;
    form.preferred = metrics_.style(TextUse::key);
    form.floor_cap = metrics_.px_at_least(kBodyCapHeight);
    form.icon_px = metrics_.px_at_least(kSmallestIcon);
    const int spare = 9;  // bottom left, for a key that is neither digit nor erase
    for (const Node* node : middle(Role::key)) {
        int place = spare;
        if (node->action && node->action->kind == flow::ActionKind::erase_digit) {
            place = 11;
        } else if (node->action && node->action->kind == flow::ActionKind::enter_digit && node->action->argument.size() == 1) {
            const int digit = node->action->argument[0] - '0';
            place = digit == 0 ? 10 : digit - 1;
        }
        if (place < 0 || place > 11) {
            report(*node, "the keypad has twelve places");
            continue;
        }
        const int x = left + (place % 3) * (width + gap);
        const int y = area.top + (place / 3) * (height + gap);
        PlacedNode& placed = add(*node, {x, y, x + width, y + height}, theme_.key);
        make_pressable(placed);
        LabelForm own = form;
        if (place == 9 || place == 11) own.preferred = metrics_.style(TextUse::label);
        settle(own, {node}, width_inside, height_inside);
        place_label(placed, placed.rect.inset(metrics_.px(Millimetres{2.5})), own);
        if (std::min(width, height) < metrics_.px_at_least(kSmallestTarget)) report(*node, fmt::format("a key of {} x {} px", width, height));
    }
}

void LayoutBuilder::place_entry(const Node& node, const PixelRect& area) {
    PlacedNode& placed = add(node, area, theme_.entry);
    const PixelRect inside = area.inset(metrics_.px(Millimetres{4}));
    LabelForm form;
    form.preferred = metrics_.style(TextUse::amount);
    form.floor_cap = metrics_.px_at_least(kBodyCapHeight);
    form.icon_px = metrics_.px_at_least(kSmallestIcon);
    settle(form, {&node}, inside.width(), inside.height());
    place_label(placed, inside, form);
}

void LayoutBuilder::place_picture(const Node& node, const PixelRect& area) {
    // The name stands under the picture: an icon never stands alone (rule 31).
    PlacedNode& placed = add(node, area, theme_.paper);
    const TextStyle style = metrics_.style(TextUse::body);
    const std::u32string text = drawable_text(node);
    Label label{style, {}};
    if (!text.empty()) label.lines = break_lines(text, style, area.width(), measurer_);
    const int text_height = lines_height(style, label.lines.size());
    const int between = text.empty() ? 0 : metrics_.px(Millimetres{3});
    const int side = std::min({area.width(), area.height() - text_height - between, metrics_.px(Millimetres{72})});
    if (side < metrics_.px_at_least(kSmallestIcon)) report(node, fmt::format("a picture of {} px", side));
    const int total = side + between + text_height;
    const int top = area.top + std::max(0, (area.height() - total) / 2);
    const int left = area.left + (area.width() - side) / 2;
    placed.icon = {left, top, left + side, top + side};
    set_lines(placed, label, {area.left, top + side + between, area.right, top + total}, Align::centre);
    placed.rect = {area.left, top, area.right, top + total};
}

void LayoutBuilder::place_page_keys(const PixelRect& area, PageKeys arrangement) {
    const int gap = metrics_.px_at_least(kOppositeGap);
    const bool stacked = arrangement == PageKeys::stacked;
    const int width = stacked ? area.width() : std::min(metrics_.px(Millimetres{100}), (area.width() - gap) / 2);
    const int height = stacked ? std::min(metrics_.px(Millimetres{33}), (area.height() - gap) / 2) : area.height();
    LabelForm form;
    form.preferred = metrics_.style(TextUse::label);
    form.floor_cap = metrics_.px_at_least(kBodyCapHeight);
    form.icon_px = metrics_.px_at_least(kSmallestIcon);
    form.most_lines = stacked ? 2 : 1;
    const int padding = metrics_.px(Millimetres{3});
    const auto nodes = middle(Role::page_key);
    settle(form, nodes, width - 2 * padding, height - 2 * padding);
    for (const Node* node : nodes) {
        const bool next = node->action && node->action->kind == flow::ActionKind::next_page;
        const PixelRect on{area.right - width, area.bottom - height, area.right, area.bottom};
        const int back_bottom = stacked ? on.top - gap : area.bottom;
        const PixelRect rect = next ? on : PixelRect{area.left, back_bottom - height, area.left + width, back_bottom};
        PlacedNode& placed = add(*node, rect, theme_.key);
        make_pressable(placed);
        place_label(placed, rect.inset(padding), form);
    }
}

}  // namespace silverlane::ui
