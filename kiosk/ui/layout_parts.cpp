// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Parts of a screen that are neither text nor answers: keypad, entry, picture, page keys.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/core.h>

#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {

using scene::Node;
using scene::Role;

std::vector<const Node*> LayoutBuilder::middle_texts() const {
    std::vector<const Node*> found;
    for (const Node& node : scene_.overlay ? scene_.overlay->nodes : scene_.nodes) {
        if (ribbon_of(node) != Ribbon::none) continue;
        if (node.role == Role::title || node.role == Role::instruction || node.role == Role::value || node.role == Role::detail) {
            found.push_back(&node);
        }
    }
    return found;
}

int LayoutBuilder::width_of(const Node& node, TextUse use) const {
    return static_cast<int>(std::ceil(text_width(text_of(node), metrics_.style(use), measurer_)));
}

LayoutBuilder::FarStack LayoutBuilder::far_stack(const std::vector<const Node*>& nodes, int width, int first_cap, int other_cap,
                                                 std::size_t most_lines) const {
    FarStack stack;
    for (const Node* node : nodes) {
        FarText text;
        text.node = node;
        text.label.style = {stack.texts.empty() ? first_cap : other_cap, true};
        text.label.lines = break_lines(text_of(*node), text.label.style, width, measurer_);
        text.height = lines_height(text.label.style, text.label.lines.size());
        if (!stack.texts.empty()) {
            const int airy = static_cast<int>(em_px(text.label.style) * 0.6);
            text.gap_before = std::max(airy, least_gap(stack.texts.back().label.style, text.label.style));
        }
        stack.fits = stack.fits && text.label.lines.size() <= most_lines;
        for (const TextLine& line : text.label.lines) stack.fits = stack.fits && line.width <= width;
        stack.height += text.height + text.gap_before;
        stack.texts.push_back(std::move(text));
    }
    return stack;
}

int LayoutBuilder::far_texts_height(const std::vector<const Node*>& nodes, int width) const {
    const int legible = metrics_.px_at_least(kLegibleText);
    return far_stack(nodes, width, legible, legible, 2).height;
}

void LayoutBuilder::place_far_texts(const std::vector<const Node*>& nodes, const PixelRect& area, Align align, Millimetres largest) {
    if (nodes.empty()) return;
    const int most = metrics_.px(Millimetres{std::min(largest.value, kFarText.value)});
    const int floor = metrics_.px_at_least(kBodyCapHeight);
    FarStack stack;
    const auto fits = [&](int first, int others, std::size_t lines) {
        stack = far_stack(nodes, area.width(), first, others, lines);
        return stack.fits && stack.height <= area.height();
    };
    // One line each as long as that is legible from across the hall, then two; and the first as large as the others leave it.
    int others = most;
    std::size_t lines = 1;
    const int legible = metrics_.px(kLegibleText);
    while (!fits(others, others, lines) && others > floor) {
        --others;
        if (others < legible && lines == 1) {
            others = most;
            lines = 2;
        }
    }
    if (!fits(others, others, lines)) report(*nodes.front(), fmt::format("{} px of texts in {} px", stack.height, area.height()));
    int first = metrics_.px(largest);
    while (first > others && !fits(first, others, lines)) --first;
    stack = far_stack(nodes, area.width(), first, others, lines);
    int top = area.top + std::max(0, (area.height() - stack.height) / 2);
    for (const FarText& text : stack.texts) {
        top += text.gap_before;
        PlacedNode& placed = add(*text.node, {area.left, top, area.right, top + text.height},
                                 text.node->state.emphasised ? theme_.practice : theme_.paper);
        set_lines(placed, text.label, placed.rect, align);
        top += text.height;
    }
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
    const std::u32string text = text_of(node);
    const int between = text.empty() ? 0 : metrics_.px(Millimetres{3});
    Label label{metrics_.style(TextUse::body), {}};
    int text_height = 0;
    int side = 0;
    // The name is a second telling of the instruction: where room is short it gives way to the picture, down to what rule 2 asks.
    for (; label.style.cap_px >= metrics_.px_at_least(kBodyCapHeight); --label.style.cap_px) {
        if (!text.empty()) label.lines = break_lines(text, label.style, area.width(), measurer_);
        text_height = lines_height(label.style, label.lines.size());
        side = std::min({area.width(), area.height() - text_height - between, metrics_.px(Millimetres{72})});
        if (side >= metrics_.px(Millimetres{36})) break;
    }
    label.style.cap_px = std::max(label.style.cap_px, metrics_.px_at_least(kBodyCapHeight));
    if (side < metrics_.px_at_least(kSmallestIcon)) report(node, fmt::format("a picture of {} px", side));
    const int total = side + between + text_height;
    const int top = area.top + std::max(0, (area.height() - total) / 2);
    const int left = area.left + (area.width() - side) / 2;
    placed.icon = {left, top, left + side, top + side};
    set_lines(placed, label, {area.left, top + side + between, area.right, top + total}, Align::centre);
    placed.rect = {area.left, top, area.right, top + total};
}

int LayoutBuilder::least_picture_height(const Node& node, int width) const {
    const int side = metrics_.px_at_least(kSmallestIcon);
    const std::u32string text = text_of(node);
    if (text.empty()) return side;
    const TextStyle style{metrics_.px_at_least(kBodyCapHeight), metrics_.style(TextUse::body).bold};
    return side + metrics_.px(Millimetres{3}) + lines_height(style, break_lines(text, style, width, measurer_).size());
}

int LayoutBuilder::page_keys_height() const {
    if (middle(Role::page_key).empty()) return 0;
    return metrics_.px_at_least(kPageKeyHeight) + metrics_.px_at_least(Millimetres{7});
}

int LayoutBuilder::take_page_keys(PixelRect& area) {
    const int height = page_keys_height();
    if (height == 0) return 0;
    place_page_keys({area.left, area.bottom - metrics_.px_at_least(kPageKeyHeight), area.right, area.bottom});
    area.bottom -= height;
    return height;
}

void LayoutBuilder::take_page_column(PixelRect& area) {
    if (middle(Role::page_key).empty()) return;
    const int width = metrics_.px(Millimetres{72});
    const int height = 2 * metrics_.px_at_least(kPageKeyHeight) + metrics_.px_at_least(kOppositeGap);
    place_page_keys({area.right - width, std::max(area.top, area.bottom - height), area.right, area.bottom});
    area.right -= width + metrics_.px(Millimetres{8});
}

void LayoutBuilder::place_page_keys(const PixelRect& area) {
    const bool column = area.height() > 2 * metrics_.px_at_least(kSmallestTarget);
    const int half = (area.width() - metrics_.px_at_least(kOppositeGap)) / 2;
    const int width = column ? area.width() : std::min(metrics_.px(Millimetres{100}), half);
    // Opposites stand 10 mm apart (rule 8); where that would make them too small, 5 mm have to do.
    int height = area.height();
    if (column) {
        height = (area.height() - metrics_.px_at_least(kOppositeGap)) / 2;
        if (height < metrics_.px_at_least(kSmallestTarget)) height = (area.height() - metrics_.px_at_least(kTargetGap)) / 2;
    }
    LabelForm form;
    form.preferred = metrics_.style(TextUse::label);
    form.floor_cap = metrics_.px_at_least(kBodyCapHeight);
    form.icon_px = metrics_.px_at_least(kSmallestIcon);
    const int padding = metrics_.px(Millimetres{3});
    const auto nodes = middle(Role::page_key);
    settle(form, nodes, width - 2 * padding, height - 2 * padding);
    for (const Node* node : nodes) {
        const bool next = node->action && node->action->kind == flow::ActionKind::next_page;
        const PixelRect rect = next ? PixelRect{area.right - width, area.bottom - height, area.right, area.bottom}
                                    : PixelRect{area.left, area.top, area.left + width, area.top + height};
        if (height < metrics_.px_at_least(kSmallestTarget)) report(*node, fmt::format("a page key {} px high", height));
        PlacedNode& placed = add(*node, rect, theme_.service);
        make_pressable(placed);
        place_label(placed, rect.inset(padding), form);
    }
}

}  // namespace silverlane::ui
