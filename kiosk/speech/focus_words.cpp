// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the focus says: number and name, place among the answers, what it is, and whether it is on (EN 301 549 5.1.3.3, 5.6).
#include <algorithm>
#include <string>
#include <utility>

#include "kiosk/speech/follow.h"
#include "kiosk/speech/sequence.h"

namespace silverlane::speech {
namespace {

using flow::ActionKind;
using scene::Filled;
using scene::Node;
using scene::Role;
using scene::Scene;

/// Where the words come from, and for whom.
struct Listener {
    const Scene& scene;
    flow::Listening listening;
    const scene::TextCatalogue& texts;

    [[nodiscard]] bool in_private() const { return listening != flow::Listening::loudspeaker; }
    [[nodiscard]] bool in_full() const { return listening == flow::Listening::headphone; }
    [[nodiscard]] Filled words(const std::string& key) const { return texts.fill(key, scene.preferences.language); }
};

/// Sentences that are said, and shown, as one.
class Sentences {
public:
    explicit Sentences(std::string language) : language_(std::move(language)) {}
    void add(const Filled& words) {
        if (words.spoken.empty()) return;
        append(all_.spoken, words.spoken);
        append(all_.shown, words.shown);
    }
    [[nodiscard]] const Filled& all() const { return all_; }

private:
    void append(std::string& to, const std::string& sentence) const {
        if (!to.empty() && !ends_sentence(to)) to += full_stop(language_);
        if (!to.empty() && !language_.starts_with("zh")) to += ' ';
        to += sentence;
    }
    std::string language_;
    Filled all_;
};

std::string level(int step) { return "state.level_" + std::to_string(step + 1); }

const char* text_size_state(flow::TextSize size) {
    switch (size) {
        case flow::TextSize::standard: return "state.text_standard";
        case flow::TextSize::large: return "state.text_large";
        case flow::TextSize::largest: return "state.text_largest";
    }
    return "state.text_standard";
}

const char* ground_state(flow::Theme theme) {
    switch (theme) {
        case flow::Theme::standard: return "state.ground_standard";
        case flow::Theme::white: return "state.ground_white";
        case flow::Theme::black: return "state.ground_black";
    }
    return "state.ground_standard";
}

/// The key of the words for what a press of this node would change, or empty where there is no such state.
std::string state_key(const Node& node, const Listener& listener) {
    if (!node.action) return {};
    if (!node.state.enabled) return "state.unavailable";
    const flow::Preferences& chosen = listener.scene.preferences;
    switch (node.action->kind) {
        case ActionKind::next_text_size: return text_size_state(chosen.text_size);
        case ActionKind::next_theme: return ground_state(chosen.theme);
        case ActionKind::louder:
        case ActionKind::quieter: return level(listener.in_private() ? listener.scene.private_volume_step : chosen.volume_step);
        case ActionKind::faster:
        case ActionKind::slower: return level(chosen.rate_step);
        case ActionKind::hide_screen: return node.state.on ? "state.covered" : "state.uncovered";
        case ActionKind::more: return node.state.on ? "state.open" : "state.shut";
        case ActionKind::call_staff: return node.state.on ? "state.called" : "";
        default: return node.state.on ? "state.on" : "";
    }
}

bool is_digit_key(const Node& node) { return node.role == Role::key && node.action && node.action->kind == ActionKind::enter_digit; }

std::size_t answers_beside(const Scene& scene, const Node& node) {
    if (node.role != Role::answer) return 0;
    const auto count = [](const std::vector<Node>& nodes) {
        return static_cast<std::size_t>(std::count_if(nodes.begin(), nodes.end(), [](const Node& one) { return one.role == Role::answer; }));
    };
    return count(scene.overlay ? scene.overlay->nodes : scene.nodes);
}

/// Number and name as the loudspeaker may say them.
Filled open_name(const Node& node, std::size_t answers, const Listener& listener) {
    const bool numbered = answers > 1 && node.number > 0;
    if (numbered && !node.spoken.empty()) return {node.listed_shown, node.listed_spoken};
    if (numbered) return listener.words("focus.number_" + std::to_string(node.number));
    if (!node.spoken.empty()) return {node.secret ? node.spoken : node.shown, node.spoken};
    return listener.words("focus.private");
}

void add_node(Sequence& sequence, const Node& node, const Listener& listener) {
    if (is_digit_key(node) && !listener.in_private()) return;
    const std::size_t answers = answers_beside(listener.scene, node);
    const bool secret = node.secret && node.secret_spoken && listener.in_private();
    Sentences after(sequence.language());
    if (secret) {
        if (answers > 1 && node.number > 0) {
            const Filled number = listener.words("focus.number_" + std::to_string(node.number));
            sequence.add(node.id.text, number.spoken, number.shown);
        }
        sequence.add_private(node.id.text, *node.secret_spoken, node.secret);
    } else {
        after.add(open_name(node, answers, listener));
    }
    if (answers > 1 && answers <= 4) after.add(listener.words("focus.of_" + std::to_string(answers)));
    if (listener.in_full() && node.action) after.add(listener.words("focus.button"));
    const std::string state = state_key(node, listener);
    if (!state.empty()) after.add(listener.words(state));
    sequence.add(node.id.text, after.all().spoken, after.all().shown);
}

std::string group_name(const Node& first) {
    switch (first.role) {
        case Role::answer: return "answers";
        case Role::key: return "keys";
        case Role::page_key: return "pages";
        case Role::fixed_key: return "fixed";
        case Role::service_key: return "service";
        default: return "answers";
    }
}

void add_group(Sequence& sequence, const std::vector<const Node*>& nodes, const Listener& listener) {
    const std::string name = group_name(*nodes.front());
    const Filled words = listener.words("focus.group_" + name);
    sequence.add("group." + name, words.spoken, words.shown);
    for (const Node* node : nodes) {
        if (is_digit_key(*node) && !listener.in_private()) continue;
        if (node->secret && node->secret_spoken && listener.in_private()) {
            sequence.add_private(node->id.text, *node->secret_spoken, node->secret);
            continue;
        }
        const Filled said = open_name(*node, answers_beside(listener.scene, *node), listener);
        sequence.add(node->id.text, said.spoken, said.shown);
    }
}

}  // namespace

std::vector<voice::Utterance> focus_words(const scene::Scene& scene, const std::vector<NodeId>& nodes, flow::Listening listening,
                                          const scene::TextCatalogue& texts) {
    const Listener listener{scene, listening, texts};
    if (!scene.preferences.voice_on && !listener.in_full()) return {};
    std::vector<const Node*> found;
    for (const NodeId& id : nodes) {
        if (const Node* node = scene::find_node(scene, id)) found.push_back(node);
    }
    if (found.empty()) return {};
    Sequence sequence(scene.preferences.language, voice::Priority::answer,
                      listener.in_private() ? voice::Channel::private_ear : voice::Channel::loudspeaker);
    if (found.size() == 1) add_node(sequence, *found.front(), listener);
    else add_group(sequence, found, listener);
    return sequence.take();
}

}  // namespace silverlane::speech
