// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What is said: rules 20, 24, 26, 27 and 30 on the utterances that kiosk/speech makes of a scene. The voice itself is measured in
// voice_checks.cpp.
#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.h"
#include "kiosk/audit/rules.h"
#include "kiosk/speech/presenter.h"
#include "voice/spoken/spoken_forms.h"
#include "voice/speaker/text_check.h"

namespace silverlane::audit {
namespace {

using scene::Node;
using scene::Role;
using scene::Scene;
using voice::Utterance;

constexpr int kMostHanziASentence = 20;
constexpr int kMostSentencesAPrompt = 2;
/// What happened and the question: two prompts of two sentences.
constexpr int kMostSentencesBeforeAChoice = 4;

std::vector<Utterance> said(const Scene& scene, bool private_listening) {
    Scene before;
    before.utterance_generation = scene.utterance_generation + 1;
    return speech::follow(before, scene, private_listening);
}

/// Everything planted, as it would be shown and as the voice would say it.
std::vector<std::string> planted_forms(const std::string& language) {
    std::vector<std::string> forms;
    for (const auto& [kind, value] : planted_values()) {
        forms.push_back(value);
        const auto words = voice::spoken(*voice::spoken_kind(kind), value, language);
        if (words) forms.push_back(*words);
    }
    return forms;
}

bool holds_planted(const std::string& text, const std::vector<std::string>& forms) {
    return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return text.find(form) != std::string::npos; });
}

bool tells(const Utterance& utterance, const Node& node) {
    return utterance.prompt_id == node.id.text || utterance.prompt_id == node.text_key || utterance.text.find(node.spoken) != std::string::npos;
}

/// After 再听一遍 all that is shown has been said.
void check_all_told(const SceneView& view, const std::vector<Utterance>& utterances, Findings& findings) {
    for (const Node& node : view.scene.nodes) {
        const bool told_here = node.role == Role::instruction || node.role == Role::value || node.role == Role::detail ||
                               (node.role == Role::answer && node.state.enabled);
        if (!told_here || node.secret) continue;
        findings.looked(27);
        const bool told = std::any_of(utterances.begin(), utterances.end(), [&](const Utterance& one) { return tells(one, node); });
        if (!told) findings.add(27, where(view, node.id.text), "hear again does not say it");
    }
}

void check_position_told(const SceneView& view, Context& context, const std::vector<Utterance>& utterances, Findings& findings) {
    const bool counted = flow::step_at(context.flows, view.moment.state.place).number > 0;
    if (!counted || view.moment.state.phase != flow::Phase::open) return;
    findings.looked(30);
    const bool told = std::any_of(utterances.begin(), utterances.end(), [&](const Utterance& one) {
        return std::any_of(view.scene.nodes.begin(), view.scene.nodes.end(), [&](const Node& node) { return node.role == Role::position && tells(one, node); });
    });
    if (!told) findings.add(30, where(view, "position"), "the position is not said");
}

/// Instructions first, choices second.
void check_order(const SceneView& view, const std::vector<Utterance>& utterances, Findings& findings) {
    bool choices = false;
    int sentences = 0;
    int answers = 0;
    for (const Utterance& one : utterances) {
        const Node* node = scene::find_node(view.scene, NodeId{one.prompt_id});
        const bool answer = node != nullptr && node->role == Role::answer;
        const bool prompt = std::any_of(view.scene.prompts.begin(), view.scene.prompts.end(), [&](const Scene::Prompt& p) { return p.id == one.prompt_id; });
        if (answer) ++answers;
        if (prompt && choices) findings.add(26, where(view, one.prompt_id), "an instruction is said after the choices");
        if (prompt) sentences += count(one.text).sentences;
        choices = choices || answer;
    }
    findings.looked(26);
    if (answers > 1 && sentences > kMostSentencesBeforeAChoice) {
        findings.add(26, where(view), "too many sentences before a choice", fmt::format("{}, at most {}", sentences, kMostSentencesBeforeAChoice));
    }
}

void check_utterance(const SceneView& view, const Utterance& utterance, Findings& findings) {
    const std::string& id = utterance.prompt_id;
    findings.looked(27);
    if (utterance.caption.empty()) findings.add(27, where(view, id), "it is said and has no caption");
    if (utterance.language != view.scene.preferences.language) findings.add(29, where(view, id), "it is said in another language than is shown");
    const auto language = voice::spoken_language(utterance.language);
    findings.looked(24);
    if (!language) {
        findings.add(24, where(view, id), "the voice does not speak this language", utterance.language);
        return;
    }
    const auto taken = voice::check_text(*language, utterance.text);
    if (!taken) findings.add(24, where(view, id), "the voice would refuse it", taken.error().message());
    const Counted counted = count(utterance.text);
    findings.looked(26);
    if (is_chinese(utterance.language) && counted.longest_sentence > kMostHanziASentence) {
        findings.add(26, where(view, id), "a sentence is too long", fmt::format("{} hanzi, at most {}", counted.longest_sentence, kMostHanziASentence));
    }
    if (counted.sentences > kMostSentencesAPrompt) {
        findings.add(26, where(view, id), "a prompt has too many sentences", fmt::format("{}, at most {}", counted.sentences, kMostSentencesAPrompt));
    }
}

}  // namespace

void check_rule_20(const SceneView& view, Context&, Findings& findings) {
    const std::vector<std::string> words = planted_forms(view.scene.preferences.language);
    const auto open = [&](const Node& node) {
        findings.looked(20);
        for (const std::string* text : {&node.shown, &node.spoken, &node.listed_shown, &node.listed_spoken}) {
            if (holds_planted(*text, words)) findings.add(20, where(view, node.id.text), "a private value stands in an open text");
        }
    };
    std::for_each(view.scene.nodes.begin(), view.scene.nodes.end(), open);
    if (view.scene.overlay) std::for_each(view.scene.overlay->nodes.begin(), view.scene.overlay->nodes.end(), open);
    for (const Scene::Prompt& prompt : view.scene.prompts) {
        findings.looked(20);
        const bool out = holds_planted(prompt.spoken, words) || holds_planted(prompt.caption, words);
        if (out) findings.add(20, where(view, prompt.id), "a private value stands in an open text");
        if (prompt.secret_spoken && !prompt.private_channel) findings.add(20, where(view, prompt.id), "a private prompt is not kept to the private channel");
    }
    for (const bool private_listening : {false, true}) {
        for (const Utterance& one : said(view.scene, private_listening)) {
            findings.looked(20);
            const bool loud = one.channel == voice::Channel::loudspeaker;
            if (loud && (one.secret_text || holds_planted(one.text, words))) findings.add(20, where(view, one.prompt_id), "a private value is said on the loudspeaker");
            if (!loud && !private_listening) findings.add(20, where(view, one.prompt_id), "a private prompt is said though nobody holds the handset");
            if (holds_planted(one.caption, words)) findings.add(20, where(view, one.prompt_id), "a private value stands in a caption");
        }
    }
}

std::vector<std::string> spoken_texts(const Scene& scene) {
    std::vector<std::string> texts;
    for (const Utterance& one : said(scene, false)) texts.push_back(one.text);
    return texts;
}

void check_catalogue(Context& context, Findings& findings) {
    constexpr int kHouseSentence = 14;
    constexpr int kHousePrompt = 20;
    for (const std::string& language : context.texts.languages()) {
        for (const auto& entry : context.texts.entries(language)) {
            const Where place{"", "", entry.key, language};
            const Counted counted = count(entry.spoken);
            findings.looked(26);
            findings.looked(31);
            const BannedWord* banned = context.banned.first_in(entry.screen + "\n" + entry.spoken, language);
            if (banned != nullptr) findings.add(31, place, "a word that is hard, rude or frightening: " + banned->word, banned->reason);
            if (!is_chinese(language)) continue;
            if (counted.longest_sentence > kHouseSentence) {
                findings.add(26, place, "a sentence is too long", fmt::format("{} hanzi, at most {}", counted.longest_sentence, kHouseSentence));
            }
            if (entry.prompt && counted.hanzi > kHousePrompt) findings.add(26, place, "a prompt is too long", fmt::format("{} hanzi, at most {}", counted.hanzi, kHousePrompt));
        }
    }
}

void check_speech(const SceneView& view, Context& context, Findings& findings) {
    const std::vector<Utterance> utterances = said(view.scene, false);
    for (const Utterance& one : utterances) check_utterance(view, one, findings);
    const Scene::Occasion occasion = view.scene.occasion;
    if (occasion == Scene::Occasion::entry || occasion == Scene::Occasion::repeat) {
        check_order(view, utterances, findings);
        check_position_told(view, context, utterances, findings);
    }
    if (occasion == Scene::Occasion::repeat && !view.scene.overlay) check_all_told(view, utterances, findings);
    if (occasion != Scene::Occasion::quiet && utterances.empty()) findings.add(27, where(view), "a new screen says nothing");
}

}  // namespace silverlane::audit
