// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/core.h>

#include "base/utf8.h"
#include "kiosk/ui/layout_builder.h"

namespace silverlane::ui {
namespace {

using scene::Node;
using scene::Role;

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
        case flow::ActionKind::next_variety: return "variety";
        case flow::ActionKind::hide_screen: return "hide";
        case flow::ActionKind::more: return "more";
        case flow::ActionKind::restore_defaults: return "restore";
        case flow::ActionKind::go_to_counter: return "counter";
        case flow::ActionKind::turn_pointing: return "point";
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
    : scene_(scene), metrics_(metrics), theme_(theme), measurer_(measurer), frame_(frame_with_ribbon()) {
    layout_.arrangement = scene.arrangement;
    layout_.caption = caption_beside_key();
    layout_.caption_style = metrics.style(TextUse::body);
    layout_.attention = scene.attention;
    layout_.covered = scene.covered;
    layout_.header = {0, 0, metrics.panel().width_px, frame_.standing.bottom};
    if (scene.overlay) {
        layout_.overlay_card = frame_.text.united(frame_.action);
        const int x = metrics.px(Millimetres{7});
        const int y = metrics.px(Millimetres{5});
        frame_.text = {frame_.text.left + x, frame_.text.top + y, frame_.text.right - x, frame_.text.bottom - (portrait() ? 0 : y)};
        frame_.action = {frame_.action.left + x, std::max(frame_.action.top, frame_.text.top), frame_.action.right - x, frame_.action.bottom - y};
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

std::string LayoutBuilder::icon_of(const Node& node) {
    if (!node.icon.empty()) return node.icon;
    switch (ribbon_of(node)) {
        case Ribbon::practice: return "practice";
        case Ribbon::call: return "call_staff";
        case Ribbon::none: break;
    }
    return node.action ? usual_icon(node.action->kind) : "";
}

PlacedNode& LayoutBuilder::add(const Node& node, const PixelRect& rect, const Paint& paint) {
    PlacedNode placed;
    placed.node = node;
    placed.node.icon = icon_of(node);
    placed.rect = rect;
    placed.paint = paint;
    placed.covered = scene_.covered && node.secret.has_value();
    placed.ribbon = ribbon_of(node);
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

void LayoutBuilder::lower_caption(int by) {
    frame_.text.bottom += by;
    frame_.caption.top += by;
    frame_.caption.bottom += by;
    frame_.action.top += by;
    layout_.caption = caption_beside_key();
}

std::vector<LayoutBuilder::Block> LayoutBuilder::blocks(const std::vector<const Node*>& nodes, int width, TextUse value_use,
                                                        const Squeeze& squeeze) const {
    std::vector<Block> result;
    for (const Node* node : nodes) {
        Block block;
        block.node = node;
        block.text = text_of(*node);
        block.style = metrics_.style(use_of(node->role, value_use));
        const int own_floor = metrics_.px_at_least(node->role == Role::title ? kHeadingCapHeight : kBodyCapHeight);
        if (node->role != Role::value) {
            const double by = node->role == Role::title ? std::min(squeeze.heading, squeeze.text) : squeeze.text;
            const int squeezed = static_cast<int>(block.style.cap_px * by);
            block.style.cap_px = std::max(std::min(own_floor, block.style.cap_px), squeezed);
        }
        if (node->role == Role::value) {  // a long value (an amount in words) takes the largest size at which it needs one line, or wraps
            const int floor = metrics_.style(TextUse::amount).cap_px;
            block.style.cap_px = std::max(floor, static_cast<int>(block.style.cap_px * squeeze.value));
            while (block.style.cap_px > floor && text_width(block.text, block.style, measurer_) > width) --block.style.cap_px;
        }
        block.icon = sign_px(*node, block.style);
        // Rule 5: no line of 40 hanzi or 80 letters, however wide the panel.
        const int longest = static_cast<int>(em_px(block.style) * 36);
        block.lines = break_lines(block.text, block.style, std::min(width - block.icon, longest), measurer_);
        block.height = lines_height(block.style, block.lines.size());
        if (!result.empty()) {
            // Rule 5: from the last baseline of a paragraph to the first of the next, 1.5 line pitches. Instructions that follow each other
            // are lines of one paragraph, a little further apart than its own lines.
            const bool same = result.back().node->role == Role::instruction && node->role == Role::instruction;
            const double em = em_px(metrics_.style(TextUse::body));
            if (same) block.gap_before = static_cast<int>(std::ceil(em_px(block.style) * (0.5 + 0.35 * squeeze.gap)));
            else block.gap_before = std::max(least_gap(result.back().style, block.style), static_cast<int>(std::ceil(em * 1.25 * squeeze.gap)));
        }
        result.push_back(std::move(block));
    }
    return result;
}

int LayoutBuilder::least_gap(const TextStyle& above, const TextStyle& below) const {
    TextStyle running = metrics_.style(TextUse::body);
    running.cap_px = std::min({running.cap_px, above.cap_px, below.cap_px});
    const int distance = static_cast<int>(std::ceil(1.5 * line_pitch_px(running)));
    const auto ascent = [](const TextStyle& style) { return static_cast<int>(std::lround(em_px(style) * kAscentPerEm)); };
    return std::max(0, distance - (lines_height(above, 1) - ascent(above)) - ascent(below));
}

std::u32string LayoutBuilder::text_of(const Node& node) const {
    return scene_.covered && node.secret ? std::u32string() : drawable_text(node);
}

int LayoutBuilder::sign_px(const Node& node, const TextStyle& style) const {
    if (scene_.arrangement != scene::Template::wait || scene_.overlay || node.role != Role::title || !middle(Role::picture).empty()) return 0;
    return std::max(metrics_.px_at_least(kSmallestIcon), static_cast<int>(em_px(style))) + between(false);
}

int LayoutBuilder::texts_height(const std::vector<const Node*>& nodes, int width, TextUse value_use) const {
    int height = 0;
    for (const Block& block : blocks(nodes, width, value_use, {})) height += block.height + block.gap_before;
    return height;
}

int LayoutBuilder::place_texts(const std::vector<const Node*>& nodes, const PixelRect& area, Align align, TextUse value_use,
                               bool centred_vertically) {
    std::vector<Block> stack = blocks(nodes, area.width(), value_use, {});
    const auto total = [&] {
        int height = 0;
        for (const Block& block : stack) height += block.height + block.gap_before;
        return height;
    };
    // Where room is short the gaps give way first, down to what rule 5 asks, then the great value. Text keeps the size that the person
    // chose, but beside what stands there only for a while (a ribbon, the second row of keys) the question goes down to what rule 3 asks, and
    // where that is not enough the rest to what rule 2 asks.
    Squeeze squeeze{0.6, 1.0, 1.0, 1.0};
    for (; total() > area.height() && squeeze.value >= 0.4; squeeze.value -= 0.1) stack = blocks(nodes, area.width(), value_use, squeeze);
    const bool may_give_way = !ribbons_.empty() || scene_.overlay || !frame_.service[kFirstRow].empty();
    for (; may_give_way && total() > area.height() && squeeze.heading >= 0.85; squeeze.heading -= 0.03) {
        stack = blocks(nodes, area.width(), value_use, squeeze);
    }
    for (; may_give_way && total() > area.height() && squeeze.text >= 0.6; squeeze.text -= 0.05) {
        stack = blocks(nodes, area.width(), value_use, squeeze);
    }
    int top = area.top + (centred_vertically ? std::max(0, (area.height() - total()) / 2) : 0);
    for (const Block& block : stack) {
        top += block.gap_before;
        PlacedNode& placed = add(*block.node, {area.left, top, area.right, top + block.height}, theme_.paper);
        PixelRect words = placed.rect;
        if (block.icon > 0) {
            const int widest = static_cast<int>(std::ceil(block.lines.front().width));
            const int left = align == Align::left ? words.left : words.left + std::max(0, (words.width() - block.icon - widest) / 2);
            const int side = block.icon - between(false);
            const int middle = top + lines_height(block.style, 1) / 2;
            placed.node.icon = "wait";
            placed.icon = {left, middle - side / 2, left + side, middle - side / 2 + side};
            words.left = left + block.icon;
            if (align == Align::centre) words.right = words.left + widest;
        }
        set_lines(placed, {block.style, block.lines}, words, align);
        for (const TextLine& line : block.lines) {
            if (line.width > area.width()) report(*block.node, fmt::format("a word of {:.0f} px in {} px", line.width, area.width()));
        }
        top += block.height;
        if (top > area.bottom) report(*block.node, fmt::format("ends {} px below its place", top - area.bottom));
    }
    return top;
}

Layout LayoutBuilder::finish() {
    place_help_key();  // last: the strip comes down where texts need the room
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
