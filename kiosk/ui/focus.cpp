// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/focus.h"

#include <algorithm>
#include <utility>

namespace silverlane::ui {
namespace {

using flow::ActionKind;
using scene::Role;
using Key = RawEvent::Key;
using Group = std::vector<const PlacedNode*>;

constexpr int kServiceKeysOfFirstRow = 6;

const PlacedNode* with_action(const Layout& layout, ActionKind kind, const std::string* argument = nullptr) {
    const auto found = std::find_if(layout.nodes.begin(), layout.nodes.end(), [&](const PlacedNode& placed) {
        return placed.pressable() && placed.node.action && placed.node.action->kind == kind &&
               (argument == nullptr || placed.node.action->argument == *argument);
    });
    return found == layout.nodes.end() ? nullptr : &*found;
}

/// A row of the telephone keypad: 1 2 3, 4 5 6, 7 8 9, 0 and what stands beside it.
int keypad_row(const scene::Node& node) {
    const bool digit = node.action && node.action->kind == ActionKind::enter_digit && node.action->argument.size() == 1;
    const int value = digit ? node.action->argument[0] - '0' : 0;
    return value == 0 ? 3 : (value - 1) / 3;
}

/// Nodes that follow each other with the same mark are one group.
std::pair<Role, int> group_mark(const scene::Node& node, int service_keys_before) {
    if (node.role == Role::key) return {node.role, keypad_row(node)};
    if (node.role == Role::service_key) return {node.role, service_keys_before < kServiceKeysOfFirstRow ? 0 : 1};
    return {node.role, 0};
}

const PlacedNode* digit_meaning(char digit, const Layout& layout) {
    const std::string argument(1, digit);
    if (const PlacedNode* key = with_action(layout, ActionKind::enter_digit, &argument)) return key;
    // Where something is typed a digit is a digit, also when no more of them are taken.
    if (layout.arrangement == scene::Template::number_entry) return nullptr;
    const auto found = std::find_if(layout.nodes.begin(), layout.nodes.end(), [&](const PlacedNode& placed) {
        return placed.pressable() && placed.node.role == Role::answer && placed.node.number == digit - '0';
    });
    return found == layout.nodes.end() ? nullptr : &*found;
}

/// Enter without a focus: the one answer that there is, or the wanted one beside what was typed.
const PlacedNode* enter_meaning(const Layout& layout) {
    Group answers;
    for (const PlacedNode& placed : layout.nodes) {
        if (placed.pressable() && placed.node.role == Role::answer) answers.push_back(&placed);
    }
    if (answers.size() == 1) return answers.front();
    if (layout.arrangement != scene::Template::number_entry) return nullptr;
    const auto wanted = std::find_if(answers.begin(), answers.end(), [](const PlacedNode* one) { return one->node.state.emphasised; });
    return wanted == answers.end() ? nullptr : *wanted;
}

KeyOutcome volume(const Layout& layout, ActionKind kind) {
    KeyOutcome outcome;
    outcome.meant = with_action(layout, kind);
    if (outcome.meant == nullptr && layout.overlay_card.empty()) outcome.service = flow::Action{kind, {}};
    return outcome;
}

std::optional<std::size_t> index_of(const std::vector<Group>& groups, const NodeId& id) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto same = [&](const PlacedNode* placed) { return placed->node.id == id; };
        if (std::any_of(groups[i].begin(), groups[i].end(), same)) return i;
    }
    return std::nullopt;
}

}  // namespace

std::vector<Group> focus_groups(const Layout& layout) {
    std::vector<Group> groups;
    std::optional<std::pair<Role, int>> last;
    int service_keys = 0;
    for (const PlacedNode& placed : layout.nodes) {
        const auto mark = group_mark(placed.node, service_keys);
        if (placed.node.role == Role::service_key) ++service_keys;
        if (!placed.pressable()) continue;
        if (mark != last) groups.emplace_back();
        last = mark;
        groups.back().push_back(&placed);
    }
    return groups;
}

void FocusDriver::step(const Layout& layout, int by) {
    inside_ = false;
    std::vector<NodeId> path;
    for (const PlacedNode& placed : layout.nodes) {
        // A node that cannot be pressed is on the way only while an exploring finger has put the focus there.
        if (placed.pressable() || (focused_.size() == 1 && focused_.front() == placed.node.id)) path.push_back(placed.node.id);
    }
    if (path.empty()) return focused_.clear();
    const auto count = static_cast<int>(path.size());
    int at = by > 0 ? -1 : count;
    const auto begin = std::find(path.begin(), path.end(), begin_);
    if (focused_.empty() && begin != path.end()) {
        focused_ = {begin_};
        return;
    }
    if (!focused_.empty()) {
        const auto found = std::find(path.begin(), path.end(), focused_.front());
        if (found != path.end()) at = static_cast<int>(found - path.begin());
    }
    if (focused_.size() > 1 && by > 0) --at;  // from a whole group into it
    focused_ = {path[static_cast<std::size_t>(((at + by) % count + count) % count)]};
}

void FocusDriver::show_group(const Group& group) {
    inside_ = false;
    focused_.clear();
    for (const PlacedNode* placed : group) focused_.push_back(placed->node.id);
}

void FocusDriver::scan(const Layout& layout) {
    const std::vector<Group> groups = focus_groups(layout);
    if (groups.empty()) return focused_.clear();
    const auto at = focused_.empty() ? std::nullopt : index_of(groups, focused_.front());
    if (!at) return show_group(groups[index_of(groups, begin_).value_or(0)]);
    if (!inside_) return show_group(groups[(*at + 1) % groups.size()]);
    const Group& group = groups[*at];
    const auto now = std::find_if(group.begin(), group.end(), [&](const PlacedNode* placed) { return placed->node.id == focused_.front(); });
    if (now + 1 == group.end()) return show_group(group);
    focused_ = {(*(now + 1))->node.id};
}

bool FocusDriver::open_group(const Layout& layout) {
    if (focused_.empty()) {
        scan(layout);
        return true;
    }
    if (focused_.size() == 1) return false;
    inside_ = true;
    focused_.resize(1);
    return true;
}

const PlacedNode* FocusDriver::node_in_focus(const Layout& layout) const {
    if (focused_.size() != 1) return nullptr;
    const PlacedNode* placed = layout.find(focused_.front());
    return placed != nullptr && placed->pressable() ? placed : nullptr;
}

KeyOutcome FocusDriver::key(const RawEvent& event, const Layout& layout) {
    KeyOutcome outcome;
    switch (event.key) {
        case Key::next: step(layout, 1); outcome.focus_moved = true; break;
        case Key::previous: step(layout, -1); outcome.focus_moved = true; break;
        case Key::switch_move: scan(layout); outcome.focus_moved = true; break;
        case Key::switch_select:
            outcome.focus_moved = open_group(layout);
            if (!outcome.focus_moved) outcome.meant = node_in_focus(layout);
            break;
        case Key::select:
            outcome.focus_moved = focused_.size() > 1 && open_group(layout);
            if (!outcome.focus_moved) outcome.meant = node_in_focus(layout);
            break;
        case Key::enter: outcome.meant = focused_.empty() ? enter_meaning(layout) : node_in_focus(layout); break;
        case Key::digit:
            outcome.meant = digit_meaning(event.digit, layout);
            // Who types is not at the focus any more: enter then confirms what was typed.
            outcome.focus_moved = !std::exchange(focused_, {}).empty();
            inside_ = false;
            break;
        case Key::erase:
            outcome.meant = with_action(layout, ActionKind::erase_digit);
            if (outcome.meant == nullptr) outcome.meant = with_action(layout, ActionKind::back);
            break;
        case Key::back: outcome.meant = with_action(layout, ActionKind::back); break;
        case Key::help: outcome.meant = with_action(layout, ActionKind::call_staff); break;
        case Key::repeat: outcome.meant = with_action(layout, ActionKind::hear_again); break;
        case Key::stop: outcome.meant = with_action(layout, ActionKind::stop_speech); break;
        case Key::louder: outcome = volume(layout, ActionKind::louder); break;
        case Key::quieter: outcome = volume(layout, ActionKind::quieter); break;
        case Key::none: break;
    }
    return outcome;
}

void FocusDriver::put_on(const NodeId& id) {
    inside_ = false;
    focused_ = {id};
}

void FocusDriver::screen_changed() {
    inside_ = false;
    focused_.clear();
}

void FocusDriver::keep_within(const Layout& layout) {
    const auto gone = [&](const NodeId& id) {
        const PlacedNode* placed = layout.find(id);
        return placed == nullptr || (placed->node.action && !placed->pressable());
    };
    if (std::any_of(focused_.begin(), focused_.end(), gone)) screen_changed();
}

}  // namespace silverlane::ui
