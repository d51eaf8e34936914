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

constexpr std::size_t kFirstRow = 6;

std::size_t service_keys(const scene::Scene& scene) {
    return static_cast<std::size_t>(std::count_if(scene.nodes.begin(), scene.nodes.end(), [](const Node& node) { return node.role == Role::service_key; }));
}

/// Icons of the keys that mean the same on every screen, for nodes that name none.
const char* usual_icon(flow::ActionKind kind) {
    switch (kind) {
        case flow::ActionKind::back: return "back";
        case flow::ActionKind::exit: return "exit";
        case flow::ActionKind::hear_again: return "hear_again";
        case flow::ActionKind::call_staff: return "call_staff";
        case flow::ActionKind::stop_speech: return "stop";
        case flow::ActionKind::louder: return "louder";
        case flow::ActionKind::quieter: return "quieter";
        case flow::ActionKind::faster: return "faster";
        case flow::ActionKind::slower: return "slower";
        case flow::ActionKind::next_text_size: return "text_size";
        case flow::ActionKind::next_theme: return "theme";
        case flow::ActionKind::switch_language: return "language";
        case flow::ActionKind::hide_screen: return "hide";
        case flow::ActionKind::more: return "more";
        case flow::ActionKind::restore_defaults: return "restore";
        case flow::ActionKind::go_to_counter: return "counter";
        case flow::ActionKind::erase_digit: return "erase";
        case flow::ActionKind::next_page: return "next";
        case flow::ActionKind::previous_page: return "previous";
        default: return "";
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

std::u32string drawable_text(const Caption& caption) {
    if (caption.secret) return decode_utf8(caption.secret->open(PrivateDoor::glyph_drawing));
    return decode_utf8(caption.text);
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

const PlacedNode* Layout::under(int x, int y) const {
    if (const PlacedNode* pressable = at(x, y)) return pressable;
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const PlacedNode& placed) { return placed.rect.contains(x, y); });
    return found == nodes.end() ? nullptr : &*found;
}

LayoutBuilder::LayoutBuilder(const scene::Scene& scene, const Metrics& metrics, const Theme& theme, const TextMeasurer& measurer)
    : scene_(scene), metrics_(metrics), theme_(theme), measurer_(measurer),
      frame_(make_frame(metrics, service_keys(scene) > kFirstRow)) {
    layout_.arrangement = scene.arrangement;
    layout_.caption = frame_.caption;
    layout_.caption_style = metrics.style(TextUse::body);
    layout_.attention = scene.attention;
    layout_.covered = scene.covered;
    layout_.header = {0, 0, metrics.panel().width_px, frame_.standing.bottom};
    if (scene.overlay) {
        layout_.overlay_card = frame_.text.united(frame_.action);
        const int x = metrics.px(Millimetres{7});
        const int y = metrics.px(Millimetres{5});
        frame_.text = {frame_.text.left + x, frame_.text.top + y, frame_.text.right - x, frame_.text.bottom};
        frame_.action = {frame_.action.left + x, frame_.action.top, frame_.action.right - x, frame_.action.bottom - y};
        if (!portrait()) frame_.text = frame_.action = {frame_.text.left, frame_.text.top, frame_.text.right, frame_.action.bottom};
    }
}

std::vector<const Node*> LayoutBuilder::middle(Role role) const {
    std::vector<const Node*> found;
    for (const Node& node : scene_.overlay ? scene_.overlay->nodes : scene_.nodes) {
        if (node.role == role) found.push_back(&node);
    }
    return found;
}

void LayoutBuilder::report(const Node& node, std::string why) { layout_.overflows.push_back({node.id, std::move(why)}); }

bool LayoutBuilder::has_icon(const Node& node) { return !node.icon.empty() || (node.action && *usual_icon(node.action->kind) != '\0'); }

PlacedNode& LayoutBuilder::add(const Node& node, const PixelRect& rect, const Paint& paint) {
    PlacedNode placed;
    placed.node = node;
    if (placed.node.icon.empty() && node.action) placed.node.icon = usual_icon(node.action->kind);
    placed.rect = rect;
    placed.paint = paint;
    placed.covered = scene_.covered && node.secret.has_value();
    layout_.nodes.push_back(std::move(placed));
    return layout_.nodes.back();
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
        const std::u32string text = drawable_text(*node);
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
        for (const Node* node : feet) width += text_width(drawable_text(*node), style, measurer_);
        return width;
    };
    while (total() > row.width() && style.cap_px > metrics_.px_at_least(kSmallestCapHeight)) --style.cap_px;
    if (total() > row.width()) report(*feet.front(), "the top line is wider than the screen");
    int left = two_rows ? row.left : row.right - static_cast<int>(std::ceil(total()));
    for (const Node* node : feet) {
        const std::u32string text = drawable_text(*node);
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
    std::array<const Node*, 12> slots{};
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

void LayoutBuilder::lower_caption(int by) {
    frame_.text.bottom += by;
    frame_.caption.top += by;
    frame_.caption.bottom += by;
    frame_.action.top += by;
    layout_.caption = frame_.caption;
}

void LayoutBuilder::place_frame() {
    place_standing();
    place_slots();
}

std::vector<LayoutBuilder::Block> LayoutBuilder::blocks(const std::vector<const Node*>& nodes, int width, TextUse value_use,
                                                        double gap_scale, double value_scale) const {
    std::vector<Block> result;
    for (const Node* node : nodes) {
        Block block;
        block.node = node;
        block.text = drawable_text(*node);
        block.style = metrics_.style(use_of(node->role, value_use));
        if (node->role == Role::value) {  // a long value (an amount in words) takes the largest size at which it needs one line, or wraps
            const int floor = metrics_.style(TextUse::amount).cap_px;
            block.style.cap_px = std::max(floor, static_cast<int>(block.style.cap_px * value_scale));
            while (block.style.cap_px > floor && text_width(block.text, block.style, measurer_) > width) --block.style.cap_px;
        }
        block.lines = break_lines(block.text, block.style, width, measurer_);
        block.height = lines_height(block.style, block.lines.size());
        if (!result.empty()) {
            // Rule 5: from the last baseline of a paragraph to the first of the next, 1.5 line pitches. Instructions that follow each other
            // are lines of one paragraph, a little further apart than its own lines.
            const bool same = result.back().node->role == Role::instruction && node->role == Role::instruction;
            const double em = em_px(metrics_.style(TextUse::body));
            block.gap_before = static_cast<int>(std::ceil(em * (same ? 0.5 + 0.35 * gap_scale : 1.25 * gap_scale)));
        }
        result.push_back(std::move(block));
    }
    return result;
}

int LayoutBuilder::texts_height(const std::vector<const Node*>& nodes, int width, TextUse value_use) const {
    int height = 0;
    for (const Block& block : blocks(nodes, width, value_use, 1.0, 1.0)) height += block.height + block.gap_before;
    return height;
}

int LayoutBuilder::place_texts(const std::vector<const Node*>& nodes, const PixelRect& area, Align align, TextUse value_use,
                               bool centred_vertically) {
    std::vector<Block> stack = blocks(nodes, area.width(), value_use, 1.0, 1.0);
    const auto total = [&] {
        int height = 0;
        for (const Block& block : stack) height += block.height + block.gap_before;
        return height;
    };
    // Where room is short the gaps give way first, then the great value; text never.
    for (double scale = 1.0; total() > area.height() && scale >= 0.4; scale -= 0.1) stack = blocks(nodes, area.width(), value_use, 0.6, scale);
    int top = area.top + (centred_vertically ? std::max(0, (area.height() - total()) / 2) : 0);
    for (const Block& block : stack) {
        top += block.gap_before;
        PlacedNode& placed = add(*block.node, {area.left, top, area.right, top + block.height}, theme_.paper);
        set_lines(placed, {block.style, block.lines}, placed.rect, align);
        for (const TextLine& line : block.lines) {
            if (line.width > area.width()) report(*block.node, fmt::format("a word of {:.0f} px in {} px", line.width, area.width()));
        }
        top += block.height;
        if (top > area.bottom) report(*block.node, fmt::format("ends {} px below its place", top - area.bottom));
    }
    return top;
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
