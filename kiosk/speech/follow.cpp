// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/speech/follow.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/speech/sequence.h"

namespace silverlane::speech {
namespace {

using scene::Node;
using scene::Role;
using scene::Scene;

voice::Priority priority_of(Scene::Occasion occasion) {
    switch (occasion) {
        case Scene::Occasion::entry: return voice::Priority::prompt;
        case Scene::Occasion::repeat: return voice::Priority::repeat;
        case Scene::Occasion::hint: return voice::Priority::hint;
        case Scene::Occasion::status: return voice::Priority::answer;
        case Scene::Occasion::quiet: return voice::Priority::hint;
    }
    return voice::Priority::hint;
}

bool is_news(const Scene& before, const Scene& after) {
    return after.utterance_generation != before.utterance_generation && after.occasion != Scene::Occasion::quiet;
}

bool is_whole(const Scene& scene) { return scene.occasion == Scene::Occasion::entry || scene.occasion == Scene::Occasion::repeat; }

void add_position(Sequence& sequence, const Scene& scene) {
    for (const Node& node : scene.nodes) {
        // "第一步，共三步" is said; the name of a flow without counted steps would only stand in the way of the question.
        if (node.role == Role::position && node.text_key == "frame.position") sequence.add(node.id.text, node.spoken, node.shown);
    }
}

void add_prompts(Sequence& sequence, const Scene& scene, bool private_listening) {
    for (const Scene::Prompt& prompt : scene.prompts) {
        if (!prompt.private_channel) {
            sequence.add(prompt.id, prompt.spoken, prompt.caption);
        } else if (private_listening && prompt.secret_spoken) {
            sequence.add_private(prompt.id, *prompt.secret_spoken, prompt.secret_caption);
        }
    }
}

/// A line, value or title. Its private text for the one ear; without that what may be said aloud in its place.
void add_node(Sequence& sequence, const Node& node, bool private_listening) {
    if (node.secret && node.secret_spoken && private_listening) {
        sequence.add_private(node.id.text, *node.secret_spoken, node.secret);
    } else {
        sequence.add(node.id.text, node.spoken, node.secret ? node.spoken : node.shown);
    }
}

bool said_by_a_prompt(const Scene& scene, const Node& node) {
    return std::any_of(scene.prompts.begin(), scene.prompts.end(), [&](const Scene::Prompt& prompt) {
        return prompt.id == node.text_key || (!node.spoken.empty() && prompt.spoken.find(node.spoken) != std::string::npos);
    });
}

bool is_line(const Node& node) { return node.role == Role::instruction || node.role == Role::value || node.role == Role::detail; }

void add_lines(Sequence& sequence, const Scene& scene, bool private_listening) {
    for (const Node& node : scene.nodes) {
        const auto said = [&](const Scene::Prompt& prompt) { return prompt.id == node.text_key; };
        if (!is_line(node) || (node.secret && !private_listening)) continue;
        if (std::none_of(scene.prompts.begin(), scene.prompts.end(), said)) add_node(sequence, node, private_listening);
    }
}

/// That there is more than these four: who listens would not know it otherwise.
void add_next_page(Sequence& sequence, const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
        if (node.role == Role::page_key && node.action && node.action->kind == flow::ActionKind::next_page) sequence.add(node.id.text, node.spoken, node.shown);
    }
}

void add_answers(Sequence& sequence, const std::vector<Node>& nodes, bool private_listening) {
    const auto answers = std::count_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.role == Role::answer; });
    for (const Node& node : nodes) {
        if (node.role != Role::answer || !node.state.enabled) continue;
        // A single answer needs no number to be told from others.
        if (answers == 1) {
            add_node(sequence, node, private_listening);
            continue;
        }
        sequence.add(node.id.text, node.listed_spoken, node.listed_shown);
        if (node.secret && node.secret_spoken && private_listening) sequence.add_private(node.id.text, *node.secret_spoken, node.secret);
    }
}

/// All that stands above the answers, in reading order.
void add_texts(Sequence& sequence, const Scene& scene) {
    for (const Node& node : scene.nodes) {
        const bool other = node.role == Role::title || node.role == Role::picture || node.role == Role::entry || node.role == Role::position;
        if ((is_line(node) || other) && !said_by_a_prompt(scene, node)) add_node(sequence, node, true);
    }
}

}  // namespace

std::vector<voice::Utterance> follow(const scene::Scene& before, const scene::Scene& after, bool private_listening) {
    if (!is_news(before, after) || !after.preferences.voice_on) return {};
    Sequence sequence(after.preferences.language, priority_of(after.occasion), voice::Channel::loudspeaker);
    add_prompts(sequence, after, private_listening);
    if (after.occasion == Scene::Occasion::repeat) add_lines(sequence, after, private_listening);
    // What happened and what is asked come first: after 叫人 nobody wants to hear a step number before "the call is out".
    if (is_whole(after)) add_position(sequence, after);
    if (is_whole(after) && !after.overlay) {
        add_answers(sequence, after.nodes, private_listening);
        add_next_page(sequence, after.nodes);
    }
    return sequence.take();
}

std::vector<voice::Utterance> follow_in_full(const scene::Scene& before, const scene::Scene& after, const scene::TextCatalogue& texts) {
    if (!is_news(before, after)) return {};
    Sequence sequence(after.preferences.language, priority_of(after.occasion), voice::Channel::private_ear);
    add_prompts(sequence, after, true);
    if (!is_whole(after)) return sequence.take();
    // Over the screen stands a question: it alone is read, and its seconds are not counted aloud.
    if (!after.overlay) add_texts(sequence, after);
    add_answers(sequence, after.overlay ? after.overlay->nodes : after.nodes, true);
    for (const Node& node : after.nodes) {
        const bool told = node.role == Role::page_key || node.role == Role::help_key;
        if (told && !after.overlay) sequence.add(node.id.text, node.spoken, node.shown);
    }
    const scene::Filled how = texts.fill("focus.explore", sequence.language());
    sequence.add("focus.explore", how.spoken, how.shown);
    return sequence.take();
}

bool must_stop(const scene::Scene& before, const scene::Scene& after) {
    const bool elsewhere = before.flow != after.flow || before.step != after.step;
    const bool silenced = before.preferences.voice_on && !after.preferences.voice_on;
    return elsewhere || silenced;
}

}  // namespace silverlane::speech
