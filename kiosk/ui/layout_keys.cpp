// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Everything that can be pressed: answers and keys, their labels and icons.
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {

using scene::Node;

void LayoutBuilder::make_pressable(PlacedNode& placed) {
    const bool under_overlay = scene_.overlay && (placed.node.role == scene::Role::fixed_key || placed.node.role == scene::Role::service_key) &&
                               !(placed.node.action && placed.node.action->kind == flow::ActionKind::call_staff);
    if (placed.node.action && placed.node.state.enabled && !under_overlay) {
        placed.hit = placed.rect;
        if (!metrics_.panel().touch_band().encloses(placed.hit)) report(placed.node, "out of reach: keys stand 800 to 1100 mm above the floor");
    } else {
        placed.paint = theme_.disabled;
    }
}

int LayoutBuilder::between(bool upright) const { return metrics_.px(Millimetres{upright ? 2.0 : 3.0}); }

bool LayoutBuilder::all_fit(const LabelForm& form, const std::vector<const Node*>& nodes, int width, int height, std::size_t lines) const {
    return std::all_of(nodes.begin(), nodes.end(), [&](const Node* node) {
        const int icon = form.with_icon && !icon_of(*node).empty() ? form.icon_px + between(form.upright) : 0;
        const int room = width - (form.upright ? 0 : icon);
        const std::vector<TextLine> broken = break_lines(text_of(*node), form.style, room, measurer_);
        if (broken.size() > lines || lines_height(form.style, broken.size()) > height - (form.upright ? icon : 0)) return false;
        return std::all_of(broken.begin(), broken.end(), [&](const TextLine& line) { return line.width <= room; });
    });
}

void LayoutBuilder::settle(LabelForm& form, const std::vector<const Node*>& nodes, int width, int height) const {
    const int floor = std::min(form.floor_cap, form.preferred.cap_px);
    for (const bool with_icon : {true, false}) {
        form.with_icon = with_icon;
        LabelForm best = form;
        for (std::size_t lines = 1; lines <= form.most_lines; ++lines) {
            for (int cap = form.preferred.cap_px; cap >= floor; --cap) {
                form.style = {cap, form.preferred.bold};
                if (!all_fit(form, nodes, width, height, lines)) continue;
                // One more line is better than letters a sixth smaller.
                if (!best.fits || cap > best.style.cap_px * 6 / 5) {
                    best = form;
                    best.fits = true;
                }
                break;
            }
        }
        if (best.fits) {
            form = best;
            return;
        }
    }
    form.style = {floor, form.preferred.bold};
    form.fits = all_fit(form, nodes, width, height, 2);  // the last resort of a key: two lines without an icon
}

void LayoutBuilder::place_label(PlacedNode& placed, const PixelRect& inside, const LabelForm& form) {
    const bool has_icon = form.with_icon && !placed.node.icon.empty();
    const int icon = form.icon_px;
    const int gap = between(form.upright);
    const int room = inside.width() - (has_icon && !form.upright ? icon + gap : 0);
    const Label label{form.style, break_lines(text_of(placed.node), form.style, room, measurer_)};
    if (!form.fits) {
        report(placed.node, fmt::format("{} lines at cap height {} px in {} x {} px", label.lines.size(), form.style.cap_px, room, inside.height()));
    }
    if (form.upright) {
        const int text_height = lines_height(form.style, label.lines.size());
        const int total = text_height + (has_icon ? icon + gap : 0);
        const int top = inside.top + std::max(0, (inside.height() - total) / 2);
        const int left = (inside.left + inside.right - icon) / 2;
        if (has_icon) placed.icon = {left, top, left + icon, top + icon};
        set_lines(placed, label, {inside.left, top + total - text_height, inside.right, top + total}, Align::centre);
        return;
    }
    double widest = 0;
    for (const TextLine& line : label.lines) widest = std::max(widest, line.width);
    const int text_width = static_cast<int>(std::ceil(widest));
    const int total = text_width + (has_icon ? icon + gap : 0);
    const int left = form.centred ? inside.left + std::max(0, (inside.width() - total) / 2) : inside.left;
    const int icon_top = inside.top + (inside.height() - icon) / 2;
    if (has_icon) placed.icon = {left, icon_top, left + icon, icon_top + icon};
    const int text_left = left + (has_icon ? icon + gap : 0);
    set_lines(placed, label, {text_left, inside.top, text_left + text_width, inside.bottom}, form.centred ? Align::centre : Align::left);
}

void LayoutBuilder::place_row_of_keys(const std::vector<const Node*>& nodes, const std::vector<PixelRect>& rects, LabelForm form) {
    if (nodes.empty()) return;
    const int padding = metrics_.px(Millimetres{2});
    // Where the group has narrower keys, these look alike among themselves.
    LabelForm narrow = form;
    std::vector<const Node*> narrower;
    int narrow_width = rects.front().width();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (rects[i].width() >= rects.front().width() - 1) continue;
        narrower.push_back(nodes[i]);
        narrow_width = std::min(narrow_width, rects[i].width());
    }
    if (!narrower.empty()) settle(narrow, narrower, narrow_width - 2 * padding, rects.front().height() - 2 * padding);
    settle(form, nodes, rects.front().width() - 2 * padding, rects.front().height() - 2 * padding);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Node& node = *nodes[i];
        const bool call = node.action && node.action->kind == flow::ActionKind::call_staff;
        const Paint& plain = node.role == scene::Role::fixed_key ? theme_.fixed : theme_.service;
        PlacedNode& placed = add(node, rects[i], call ? theme_.call_staff : node.state.on ? theme_.switched_on : plain);
        make_pressable(placed);
        const bool is_narrow = rects[i].width() < rects.front().width() - 1;
        LabelForm own = is_narrow ? narrow : form;  // where one word is too long for the group, only that key pays for it
        if (!own.fits) settle(own, {&node}, rects[i].width() - 2 * padding, rects[i].height() - 2 * padding);
        place_label(placed, placed.rect.inset(padding), own);
    }
}

PixelRect LayoutBuilder::answer_inside(const PixelRect& rect, bool numbered, bool upright) const {
    const int edge = answer_edge(rect.width());
    PixelRect inside{rect.left + edge, rect.top + metrics_.px(Millimetres{3}), rect.right - edge, rect.bottom - metrics_.px(Millimetres{3.5})};
    if (numbered && !upright) inside.left += metrics_.px_at_least(Millimetres{13}) + edge;
    return inside;
}

int LayoutBuilder::answer_edge(int width) const { return metrics_.px(Millimetres{width < metrics_.px(Millimetres{110}) ? 4.0 : 5.0}); }

int LayoutBuilder::answers_height(std::size_t count, const AnswerForm& form, Millimetres each) const {
    if (count == 0) return 0;
    const int rows = (static_cast<int>(count) + form.columns - 1) / form.columns;
    return rows * metrics_.px_at_least(each) + (rows - 1) * metrics_.px_at_least(form.gap);
}

int LayoutBuilder::place_answers(const std::vector<const Node*>& nodes, const PixelRect& area, const AnswerForm& form) {
    if (nodes.empty()) return area.top;
    const int count = static_cast<int>(nodes.size());
    const int rows = (static_cast<int>(std::max(form.places, nodes.size())) + form.columns - 1) / form.columns;
    int gap = metrics_.px_at_least(form.gap);
    const bool tight = (area.height() - gap * (rows - 1)) / rows < metrics_.px_at_least(kAnswerHeight);
    if (tight && form.gap < kOppositeGap) gap = metrics_.px_at_least(kTargetGap);
    const int width = (area.width() - gap * (form.columns - 1)) / form.columns;
    const int height = std::min(metrics_.px(form.tallest), (area.height() - gap * (rows - 1)) / rows);
    if (height < metrics_.px_at_least(kAnswerHeight) || width < metrics_.px_at_least(kAnswerWidth)) {
        report(*nodes.front(), fmt::format("{} answers of {} x {} px", count, width, height));
    }
    const bool numbered = form.numbers && std::any_of(nodes.begin(), nodes.end(), [](const Node* node) { return node->number > 0; });
    const PixelRect first = answer_inside({0, 0, width, height}, numbered, form.upright);
    LabelForm labels;
    labels.preferred = metrics_.style(form.label);
    labels.floor_cap = std::min(metrics_.style(TextUse::label).cap_px, metrics_.style(TextUse::body).cap_px);
    labels.most_lines = 3;
    labels.upright = form.upright;
    labels.centred = count == 1 && form.places <= 1;
    const int wanted_icon = metrics_.px_at_least(form.icon);
    labels.icon_px = form.upright ? std::max(metrics_.px_at_least(kSmallestIcon), std::min(wanted_icon, first.height() / 2))
                                  : std::min(wanted_icon, first.height());
    settle(labels, nodes, first.width(), first.height());
    if (!labels.fits) {
        labels.floor_cap = metrics_.px_at_least(kBodyCapHeight);
        settle(labels, nodes, first.width(), first.height());
    }
    // Where every answer would stand out, none does (in practice: what the hand would have done, one answer for each device).
    const bool one_main = std::count_if(nodes.begin(), nodes.end(), [](const Node* node) { return node->state.emphasised; }) == 1;
    int bottom = area.top;
    for (int i = 0; i < count; ++i) {
        const Node& node = *nodes[static_cast<std::size_t>(i)];
        const int left = area.left + (i % form.columns) * (width + gap);
        const int top = area.top + (i / form.columns) * (height + gap);
        PlacedNode& placed = add(node, {left, top, left + width, top + height}, node.state.emphasised && one_main ? theme_.emphasised : theme_.answer);
        if (node.state.on) placed.paint = theme_.switched_on;
        make_pressable(placed);
        const PixelRect inside = answer_inside(placed.rect, numbered, form.upright);
        if (form.numbers && node.number > 0) {
            const int badge = metrics_.px_at_least(Millimetres{13});
            const int edge = answer_edge(width);
            const int badge_top = form.upright ? top + metrics_.px(Millimetres{3}) : top + (height - badge) / 2;
            placed.badge = {left + edge, badge_top, left + edge + badge, badge_top + badge};
            placed.badge_style = {metrics_.px_at_least(kBodyCapHeight), true};
        }
        place_label(placed, inside, labels);
        bottom = placed.rect.bottom;
    }
    return bottom;
}

}  // namespace silverlane::ui
