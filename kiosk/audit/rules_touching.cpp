// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Rules 7 to 14 and what else follows from where things stand: sizes, gaps, presses, reach, focus.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/utf8.h"
#include "kiosk/audit/requirements.h"
#include "kiosk/audit/rules.h"

namespace silverlane::audit {
namespace {

using scene::Role;
using ui::PixelRect;
using ui::PlacedNode;
using ui::RawEvent;

double mm(const View& view, int pixels) { return pixels / view.metrics.panel().px_per_mm; }

/// At least `wanted`, but for the rounding of half a pixel.
bool under(const View& view, int pixels, double wanted) { return mm(view, pixels) < wanted - 0.5 / view.metrics.panel().px_per_mm; }

std::string figure(double is, double wanted) { return fmt::format("{:.1f} mm, at least {:.1f} mm", is, wanted); }

double distance(const PixelRect& a, const PixelRect& b) {
    const int x = std::max({0, b.left - a.right, a.left - b.right});
    const int y = std::max({0, b.top - a.bottom, a.top - b.bottom});
    return std::hypot(x, y);
}

std::vector<const PlacedNode*> pressable(const ui::Layout& layout) {
    std::vector<const PlacedNode*> out;
    for (const PlacedNode& placed : layout.nodes) {
        if (placed.pressable()) out.push_back(&placed);
    }
    return out;
}

int middle_x(const PlacedNode& placed) { return (placed.hit.left + placed.hit.right) / 2; }
int middle_y(const PlacedNode& placed) { return (placed.hit.top + placed.hit.bottom) / 2; }

RawEvent finger(RawEvent::Kind kind, int x, int y, long pointer = 1) {
    RawEvent event;
    event.kind = kind;
    event.pointer = pointer;
    event.x = x;
    event.y = y;
    return event;
}

RawEvent key(RawEvent::Key which, char digit = 0) {
    RawEvent event;
    event.kind = RawEvent::Kind::key;
    event.key = which;
    event.digit = digit;
    return event;
}

MonotonicTime at(int milliseconds) { return {Milliseconds{milliseconds}}; }

/// A finger that goes down and up at these times at one point; the node that counts as pressed.
std::string tap(ui::PressTracker& tracker, const ui::Layout& layout, const PlacedNode& placed, int down, int up) {
    tracker.down(finger(RawEvent::Kind::down, middle_x(placed), middle_y(placed)), layout, at(down));
    const auto pressed = tracker.up(finger(RawEvent::Kind::up, middle_x(placed), middle_y(placed)), layout, at(up));
    return pressed ? pressed->id.text : std::string{};
}

void check_one_press(const View& view, const PlacedNode& placed, const PlacedNode& other, const ui::InputLimits& limits, Findings& findings) {
    const std::string& id = placed.node.id.text;
    ui::PressTracker slid(limits);
    slid.down(finger(RawEvent::Kind::down, middle_x(placed), middle_y(placed)), view.layout, at(10'000));
    slid.move(finger(RawEvent::Kind::move, middle_x(other), middle_y(other)), view.layout);
    const bool taken = slid.up(finger(RawEvent::Kind::up, middle_x(other), middle_y(other)), view.layout, at(10'200)).has_value();
    if (&placed != &other && taken) findings.add(9, where(view, id), "a press that slid off counts");
    ui::PressTracker tracker(limits);
    if (tap(tracker, view.layout, placed, 20'000, 20'150) != id) findings.add(9, where(view, id), "a tap in its middle does not press it");
    if (!tap(tracker, view.layout, placed, 20'300, 20'400).empty()) findings.add(11, where(view, id), "a second tap within 0.5 s counts");
    if (tap(tracker, view.layout, placed, 22'000, 27'000) != id) findings.add(10, where(view, id), "a slow press is not a press");
    ui::PressTracker fresh(limits);
    fresh.screen_changed(at(30'000));
    if (!tap(fresh, view.layout, placed, 30'300, 30'400).empty()) findings.add(11, where(view, id), "a tap 0.3 s after the screen changed counts");
    ui::PressTracker two(limits);
    two.down(finger(RawEvent::Kind::down, middle_x(placed), middle_y(placed)), view.layout, at(40'000));
    two.down(finger(RawEvent::Kind::down, middle_x(other), middle_y(other), 2), view.layout, at(40'050));
    const bool second = two.up(finger(RawEvent::Kind::up, middle_x(other), middle_y(other), 2), view.layout, at(40'100)).has_value();
    if (second) findings.add(10, where(view, id), "a second finger presses");
    findings.looked(9);
    findings.looked(10);
    findings.looked(11);
}

bool is_text(Role role) { return role == Role::title || role == Role::instruction || role == Role::value || role == Role::detail; }

}  // namespace

void check_rule_07(const View& view, Context&, Findings& findings) {
    for (const PlacedNode* placed : pressable(view.layout)) {
        findings.looked(7);
        const bool answer = placed->node.role == Role::answer;
        const double wide = answer ? ui::kAnswerWidth.value : ui::kSmallestTarget.value;
        const double high = answer ? ui::kAnswerHeight.value : ui::kSmallestTarget.value;
        if (under(view, placed->hit.width(), wide)) {
            findings.add(7, where(view, placed->node.id.text), "a target is too narrow", figure(mm(view, placed->hit.width()), wide));
        }
        if (under(view, placed->hit.height(), high)) {
            findings.add(7, where(view, placed->node.id.text), "a target is too low", figure(mm(view, placed->hit.height()), high));
        }
        if (!placed->rect.encloses(placed->hit)) findings.add(7, where(view, placed->node.id.text), "it counts where it is not drawn");
    }
}

void check_rule_08(const View& view, Context&, Findings& findings) {
    const auto targets = pressable(view.layout);
    for (auto one = targets.begin(); one != targets.end(); ++one) {
        for (auto other = std::next(one); other != targets.end(); ++other) {
            findings.looked(8);
            const PlacedNode& a = **one;
            const PlacedNode& b = **other;
            if (a.hit.overlaps(b.hit)) {
                findings.add(8, where(view, a.node.id.text), "it overlaps the target " + b.node.id.text);
                continue;
            }
            const bool opposite = view.scene.arrangement == scene::Template::confirm && !view.scene.overlay && a.node.role == Role::answer &&
                                  b.node.role == Role::answer;
            const double wanted = opposite ? ui::kOppositeGap.value : ui::kTargetGap.value;
            const double gap = distance(a.hit, b.hit);
            if (!under(view, static_cast<int>(gap), wanted)) continue;
            findings.add(8, where(view, a.node.id.text), "it stands too close to " + b.node.id.text,
                         figure(gap / view.metrics.panel().px_per_mm, wanted));
        }
    }
}

void check_rules_09_to_11(const View& view, Context& context, Findings& findings) {
    const auto targets = pressable(view.layout);
    for (std::size_t i = 0; i < targets.size(); ++i) check_one_press(view, *targets[i], *targets[(i + 1) % targets.size()], context.input, findings);
}

void check_rule_13(const View& view, Context&, Findings& findings) {
    const PixelRect band = view.metrics.panel().touch_band();
    for (const PlacedNode* placed : pressable(view.layout)) {
        findings.looked(13);
        if (band.encloses(placed->hit)) continue;
        const double lower = view.metrics.panel().lower_edge_above_floor.value;
        const double top = lower + mm(view, view.metrics.panel().height_px - placed->hit.top);
        const double bottom = lower + mm(view, view.metrics.panel().height_px - placed->hit.bottom);
        findings.add(13, where(view, placed->node.id.text), "it stands outside the reach of a hand",
                     fmt::format("{:.0f} to {:.0f} mm above the floor, within 800 to 1100", bottom, top));
    }
}

void check_rule_14(const View& view, Context&, Findings& findings) {
    const auto targets = pressable(view.layout);
    for (const RawEvent::Key by : {RawEvent::Key::next, RawEvent::Key::previous}) {
        ui::FocusDriver path;
        std::set<std::string> reached;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            path.key(key(by), view.layout);
            if (!path.focused().empty()) reached.insert(path.focused().front().text);
        }
        for (const PlacedNode* placed : targets) {
            findings.looked(14);
            if (!reached.contains(placed->node.id.text)) findings.add(14, where(view, placed->node.id.text), "next and select never reach it");
        }
    }
    ui::FocusDriver path;
    const auto meant = [&](RawEvent::Key which, flow::ActionKind kind, const char* name) {
        const PlacedNode* placed = path.key(key(which), view.layout).meant;
        if (placed == nullptr || placed->node.action->kind != kind) findings.add(14, where(view), std::string("the key of the keypad does nothing: ") + name);
    };
    meant(RawEvent::Key::help, flow::ActionKind::call_staff, "help");
    if (view.scene.overlay) return;
    meant(RawEvent::Key::back, flow::ActionKind::back, "back");
    meant(RawEvent::Key::repeat, flow::ActionKind::hear_again, "repeat");
    meant(RawEvent::Key::stop, flow::ActionKind::stop_speech, "stop");
}

void check_rule_27_strip(const View& view, Context& context, Findings& findings) {
    for (const scene::Node& node : view.scene.overlay ? view.scene.overlay->nodes : view.scene.nodes) {
        findings.looked(27);
        if (view.layout.find(node.id) == nullptr) findings.add(27, where(view, node.id.text), "it is meant to be shown and stands nowhere");
    }
    for (const scene::Scene::Prompt& prompt : view.scene.prompts) {
        findings.looked(27);
        const std::u32string text = decode_utf8(prompt.caption);
        const int room = view.layout.caption.width() - 2 * view.metrics.px(ui::Millimetres{4});
        for (const ui::TextLine& line : ui::caption_lines(text, view.layout, view.metrics, context.font)) {
            if (line.width > room) findings.add(27, where(view, prompt.id), "its caption is wider than the strip", fmt::format("{:.0f} px in {} px", line.width, room));
        }
    }
    const double em = ui::em_px(view.layout.caption_style);
    if (view.layout.caption.height() < em) findings.add(27, where(view, "caption"), "the strip is lower than its letters");
}

void check_rule_31_icons(const View& view, Context&, Findings& findings) {
    for (const PlacedNode& placed : view.layout.nodes) {
        if (placed.icon.empty()) continue;
        findings.looked(31);
        if (placed.lines.empty()) findings.add(31, where(view, placed.node.id.text), "an icon stands without a word");
        const int side = std::min(placed.icon.width(), placed.icon.height());
        if (under(view, side, ui::kSmallestIcon.value)) {
            findings.add(31, where(view, placed.node.id.text), "an icon is too small", figure(mm(view, side), ui::kSmallestIcon.value));
        }
    }
}

void check_rule_32_places(const View& view, Context& context, Findings& findings) {
    for (const auto& [id, rect] : key_places(view.layout)) {
        const auto place = context.key_places.find(id);
        if (place == context.key_places.end()) continue;
        findings.looked(32);
        if (place->second == rect) continue;
        findings.add(32, where(view, id), "a key of the frame has moved",
                     fmt::format("at {},{} instead of {},{}", rect.left, rect.top, place->second.left, place->second.top));
    }
}

void check_rule_33_place(const View& view, Context& context, Findings& findings) {
    findings.looked(33);
    const PlacedNode* person = nullptr;
    for (const PlacedNode* placed : pressable(view.layout)) {
        if (placed->node.action->kind == flow::ActionKind::call_staff) person = placed;
    }
    if (person == nullptr) {
        findings.add(33, where(view), "no key calls staff");
        return;
    }
    const std::string& id = person->node.id.text;
    const int side = std::min(person->hit.width(), person->hit.height());
    if (under(view, side, ui::kCallStaffHeight.value)) findings.add(33, where(view, id), "the key that calls staff is too small", figure(mm(view, side), 25.0));
    const auto place = context.key_places.find(id);
    if (place == context.key_places.end() || !(place->second == person->rect)) findings.add(33, where(view, id), "the key that calls staff is elsewhere");
    if (person->lines.empty()) findings.add(33, where(view, id), "only colour tells what the key is");
}

void check_equal_answers(const View& view, Context&, Findings& findings) {
    const PlacedNode* first = nullptr;
    for (const PlacedNode& placed : view.layout.nodes) {
        if (placed.node.role != Role::answer) continue;
        findings.looked(37);
        const int rule = view.scene.arrangement == scene::Template::confirm ? 35 : 37;
        findings.looked(rule);
        if (first == nullptr) {
            first = &placed;
            continue;
        }
        const bool same = placed.rect.width() == first->rect.width() && placed.rect.height() == first->rect.height();
        if (!same) findings.add(rule, where(view, placed.node.id.text), "an answer is not as large as " + first->node.id.text);
        if (!(placed.style == first->style)) findings.add(rule, where(view, placed.node.id.text), "its letters are not those of " + first->node.id.text);
    }
}

void check_focus(const View& view, Context&, Findings& findings) {
    // Nobody is caught: from any target the focus goes on to another and comes round.
    const auto targets = pressable(view.layout);
    if (targets.size() > 1) {
        ui::FocusDriver path;
        path.key(key(RawEvent::Key::next), view.layout);
        const auto first = path.focused();
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const auto before = path.focused();
            path.key(key(RawEvent::Key::next), view.layout);
            findings.looked(kFocusTrap);
            if (path.focused() == before) findings.add(kFocusTrap, where(view, before.empty() ? "" : before.front().text), "the focus does not leave it");
        }
        if (path.focused() != first) findings.add(kFocusTrap, where(view), "the focus does not come round");
    }
    // What is read next stands below or to the right of what was read.
    const PlacedNode* before = nullptr;
    for (const PlacedNode& placed : view.layout.nodes) {
        if (!is_text(placed.node.role) && placed.node.role != Role::answer) continue;
        // Under a warning the line about a call keeps its place above the question.
        if (view.scene.overlay && placed.node.id.text.starts_with("status.")) continue;
        if (before != nullptr) {
            findings.looked(kReadingOrder);
            const bool after = placed.rect.top >= before->rect.top || placed.rect.left > before->rect.left;
            if (!after) findings.add(kReadingOrder, where(view, placed.node.id.text), "it is read after " + before->node.id.text + " and stands before it");
        }
        before = &placed;
    }
    // 1 2 3 on top, 0 below 8: a telephone.
    const auto digit = [&](char which) -> const PlacedNode* {
        for (const PlacedNode& placed : view.layout.nodes) {
            if (placed.node.action && placed.node.action->kind == flow::ActionKind::enter_digit && placed.node.action->argument == std::string(1, which)) return &placed;
        }
        return nullptr;
    };
    if (digit('1') == nullptr) return;
    findings.looked(kKeypadLayout);
    for (int number = 1; number <= 9; ++number) {
        const PlacedNode* here = digit(static_cast<char>('0' + number));
        const PlacedNode* one = digit('1');
        const PlacedNode* column = digit(static_cast<char>('1' + (number - 1) % 3));
        const PlacedNode* row = digit(static_cast<char>('1' + (number - 1) / 3 * 3));
        const bool right = here != nullptr && column != nullptr && row != nullptr && here->rect.left == column->rect.left &&
                           here->rect.top == row->rect.top && here->rect.top >= one->rect.top;
        if (!right) findings.add(kKeypadLayout, where(view, "key." + std::to_string(number)), "the keypad is not that of a telephone");
    }
    const PlacedNode* zero = digit('0');
    const PlacedNode* eight = digit('8');
    if (zero == nullptr || eight == nullptr || zero->rect.left != eight->rect.left || zero->rect.top <= eight->rect.top) {
        findings.add(kKeypadLayout, where(view, "key.0"), "the keypad is not that of a telephone");
    }
}

}  // namespace silverlane::audit
