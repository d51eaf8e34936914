// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/speech/presenter.h"

namespace silverlane::speech {
namespace {

using scene::Node;
using scene::Role;
using scene::Scene;

/// The mark that ends a sentence, so that the voice falls and pauses.
std::string_view full_stop(std::string_view language) { return language.starts_with("zh") ? "。" : "."; }

bool ends_sentence(std::string_view text) {
    constexpr std::array<std::string_view, 6> kEnds{"。", "？", "！", ".", "?", "!"};
    return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return text.ends_with(end); });
}

/// Joins the parts of one screen into utterances, all of one priority and language.
class Sequence {
public:
    Sequence(std::string language, voice::Priority priority) : language_(std::move(language)), priority_(priority) {}

    void add(std::string id, std::string text, std::string caption) {
        if (text.empty()) return;
        if (!ends_sentence(text)) text += full_stop(language_);
        voice::Utterance utterance;
        utterance.prompt_id = std::move(id);
        utterance.language = language_;
        utterance.text = std::move(text);
        utterance.caption = std::move(caption);
        utterance.priority = priority_;
        made_.push_back(std::move(utterance));
    }

    void add_private(std::string id, PrivateText secret) {
        voice::Utterance utterance;
        utterance.prompt_id = std::move(id);
        utterance.language = language_;
        utterance.channel = voice::Channel::private_ear;
        utterance.secret_text = std::move(secret);
        utterance.priority = priority_;
        made_.push_back(std::move(utterance));
    }

    [[nodiscard]] std::vector<voice::Utterance> take() { return std::move(made_); }

private:
    std::string language_;
    voice::Priority priority_;
    std::vector<voice::Utterance> made_;
};

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
            sequence.add_private(prompt.id, *prompt.secret_spoken);
        }
    }
}

void add_lines(Sequence& sequence, const Scene& scene) {
    for (const Node& node : scene.nodes) {
        if (node.secret) continue;
        const bool line = node.role == Role::instruction || node.role == Role::value || node.role == Role::detail;
        const auto said = [&](const Scene::Prompt& prompt) { return prompt.id == node.text_key; };
        if (line && std::none_of(scene.prompts.begin(), scene.prompts.end(), said)) sequence.add(node.id.text, node.spoken, node.shown);
    }
}

void add_answers(Sequence& sequence, const Scene& scene) {
    const auto answers = std::count_if(scene.nodes.begin(), scene.nodes.end(), [](const Node& node) { return node.role == Role::answer; });
    for (const Node& node : scene.nodes) {
        if (node.role != Role::answer || !node.state.enabled) continue;
        // A single answer needs no number to be told from others.
        if (answers == 1) {
            sequence.add(node.id.text, node.spoken, node.shown);
            continue;
        }
        sequence.add(node.id.text, node.listed_spoken, node.listed_shown);
    }
}

}  // namespace

std::vector<voice::Utterance> follow(const scene::Scene& before, const scene::Scene& after, bool private_listening) {
    const bool news = after.utterance_generation != before.utterance_generation;
    if (!news || after.occasion == Scene::Occasion::quiet || !after.preferences.voice_on) return {};
    Sequence sequence(after.preferences.language, priority_of(after.occasion));
    const bool whole = after.occasion == Scene::Occasion::entry || after.occasion == Scene::Occasion::repeat;
    add_prompts(sequence, after, private_listening);
    if (after.occasion == Scene::Occasion::repeat) add_lines(sequence, after);
    // What happened and what is asked come first: after 叫人 nobody wants to hear a step number before "the call is out".
    if (whole) add_position(sequence, after);
    if (whole && !after.overlay) add_answers(sequence, after);
    return sequence.take();
}

bool must_stop(const scene::Scene& before, const scene::Scene& after) {
    const bool elsewhere = before.flow != after.flow || before.step != after.step;
    const bool silenced = before.preferences.voice_on && !after.preferences.voice_on;
    return elsewhere || silenced;
}

}  // namespace silverlane::speech
