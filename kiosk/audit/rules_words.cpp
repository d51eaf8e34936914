// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a scene means to somebody who reads or listens: rules 21, 26, 27, 29 to 33, and what stands beside them. No layout, no colour.
#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.h"
#include "kiosk/audit/requirements.h"
#include "kiosk/audit/rules.h"

namespace silverlane::audit {
namespace {

using flow::ActionKind;
using scene::Node;
using scene::Role;

constexpr int kMostAnswers = 4;

template <class Visit>
void every_node(const scene::Scene& scene, const Visit& visit) {
    if (scene.overlay) std::for_each(scene.overlay->nodes.begin(), scene.overlay->nodes.end(), visit);
    std::for_each(scene.nodes.begin(), scene.nodes.end(), visit);
}

const Node* with_action(const scene::Scene& scene, ActionKind kind) {
    const auto found = std::find_if(scene.nodes.begin(), scene.nodes.end(),
                                    [&](const Node& node) { return node.action && node.action->kind == kind && node.state.enabled; });
    return found == scene.nodes.end() ? nullptr : &*found;
}

void need_key(const SceneView& view, int rule, ActionKind kind, const char* what, Findings& findings) {
    findings.looked(rule);
    if (with_action(view.scene, kind) == nullptr) findings.add(rule, where(view), std::string("a key is missing: ") + what);
}

/// The node that stands in the other language on purpose: it is named in the language that it leads to.
bool is_language_key(const Node& node) { return node.action && node.action->kind == ActionKind::switch_language; }

/// A bank's name may be written in any letters.
bool is_named_by_the_bank(const Node& node) { return node.role == Role::foot_line; }

void check_one_language(const SceneView& view, const std::string& text, const std::string& node, Findings& findings) {
    const Counted counted = count(text);
    findings.looked(29);
    if (is_chinese(view.scene.preferences.language)) {
        // One letter is a ticket series ("A012"); two and more are English.
        if (counted.longest_latin_run > 1) findings.add(29, where(view, node), "Latin letters in a Chinese text");
    } else if (counted.hanzi > 0) {
        findings.add(29, where(view, node), "hanzi in a text of another language");
    }
}

void check_plain(const SceneView& view, Context& context, const std::string& text, const std::string& node, Findings& findings) {
    findings.looked(31);
    const BannedWord* banned = context.banned.first_in(text, view.scene.preferences.language);
    if (banned != nullptr) findings.add(31, where(view, node), "a word that is hard, rude or frightening: " + banned->word, banned->reason);
}

int answers_in(const std::vector<Node>& nodes) {
    return static_cast<int>(std::count_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.role == Role::answer; }));
}

}  // namespace

void check_rule_21(const SceneView& view, Context&, Findings& findings) {
    const scene::Scene& scene = view.scene;
    if (!scene.overlay) need_key(view, 21, ActionKind::hide_screen, "cover the screen", findings);
    every_node(scene, [&](const Node& node) {
        if (!node.secret) return;
        findings.looked(21);
        if (!node.shown.empty()) findings.add(21, where(view, node.id.text), "a private value has an open text beside it");
        if (view.moment.state.phase == flow::Phase::paused) findings.add(21, where(view, node.id.text), "a private value stands on a paused screen");
    });
    const bool must_cover = view.moment.state.covered || view.moment.state.phase == flow::Phase::paused;
    if (must_cover && !scene.covered) findings.add(21, where(view), "the screen is not covered");
}

void check_rule_26(const SceneView& view, Context&, Findings& findings) {
    need_key(view, 26, ActionKind::stop_speech, "stop", findings);
    need_key(view, 26, ActionKind::hear_again, "hear again", findings);
    need_key(view, 26, ActionKind::louder, "louder", findings);
}

void check_rule_27(const SceneView& view, Context&, Findings& findings) {
    every_node(view.scene, [&](const Node& node) {
        findings.looked(27);
        if (node.id.text.empty() || node.text_key.empty()) findings.add(27, where(view, node.id.text), "a node has no name");
        if (node.spoken.empty() && !node.secret_spoken) findings.add(27, where(view, node.id.text), "it is shown and has nothing to be said");
        if (node.shown.empty() && !node.secret) findings.add(27, where(view, node.id.text), "it has nothing to be shown");
        if (node.spoken.find_first_of("{0123456789") != std::string::npos) findings.add(27, where(view, node.id.text), "its spoken form is not in words");
        if (node.shown.find('{') != std::string::npos) findings.add(27, where(view, node.id.text), "a slot of its text is not filled");
        if (node.role == Role::answer && ((node.listed_spoken.empty() && !node.secret) || node.number == 0)) {
            findings.add(27, where(view, node.id.text), "an answer has no number to be said");
        }
    });
    for (const scene::Scene::Prompt& prompt : view.scene.prompts) {
        findings.looked(27);
        if (prompt.private_channel) continue;
        if (prompt.spoken.empty()) findings.add(27, where(view, prompt.id), "a prompt has nothing to be said");
        if (prompt.caption.empty()) findings.add(27, where(view, prompt.id), "it is said and has no caption");
    }
}

void check_rule_29(const SceneView& view, Context&, Findings& findings) {
    if (!view.scene.overlay) need_key(view, 29, ActionKind::switch_language, "the other language", findings);
    every_node(view.scene, [&](const Node& node) {
        if (is_named_by_the_bank(node)) return;
        if (!is_language_key(node)) check_one_language(view, node.shown, node.id.text, findings);
        check_one_language(view, node.spoken, node.id.text, findings);
    });
    for (const scene::Scene::Prompt& prompt : view.scene.prompts) {
        check_one_language(view, prompt.caption, prompt.id, findings);
        check_one_language(view, prompt.spoken, prompt.id, findings);
    }
}

void check_rule_30(const SceneView& view, Context& context, Findings& findings) {
    const std::vector<Node>& nodes = view.scene.overlay ? view.scene.overlay->nodes : view.scene.nodes;
    findings.looked(30);
    const int answers = answers_in(nodes);
    if (answers > kMostAnswers) findings.add(30, where(view), "too many answers", fmt::format("{}, at most {}", answers, kMostAnswers));
    const auto titles = std::count_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.role == Role::title; });
    if (titles != 1) findings.add(30, where(view), "a screen asks one question", fmt::format("{} titles", titles));
    const bool position = std::any_of(view.scene.nodes.begin(), view.scene.nodes.end(),
                                      [](const Node& node) { return node.role == Role::position && !node.shown.empty(); });
    if (!position) findings.add(30, where(view), "the position is not shown");
    const bool choice = view.scene.arrangement == scene::Template::choice || view.scene.arrangement == scene::Template::confirm;
    // A list that the hub brings may hold one thing, and its last page too; while it is being asked for it holds none.
    const flow::Step& step = flow::step_at(context.flows, view.moment.state.place);
    const int fewest = step.choices.list.empty() ? 2 : view.moment.state.asked.empty() ? 1 : 0;
    if (choice && !view.scene.overlay && view.moment.state.phase == flow::Phase::open && answers < fewest) findings.add(30, where(view), "a choice has no choice", fmt::format("{} answers", answers));
}

void check_rule_31(const SceneView& view, Context& context, Findings& findings) {
    every_node(view.scene, [&](const Node& node) {
        check_plain(view, context, node.shown, node.id.text, findings);
        check_plain(view, context, node.spoken, node.id.text, findings);
        if (!node.icon.empty() && node.shown.empty() && !node.secret) findings.add(31, where(view, node.id.text), "an icon has no word");
    });
    for (const scene::Scene::Prompt& prompt : view.scene.prompts) {
        check_plain(view, context, prompt.caption, prompt.id, findings);
        check_plain(view, context, prompt.spoken, prompt.id, findings);
    }
}

void check_rule_32(const SceneView& view, Context&, Findings& findings) {
    need_key(view, 32, ActionKind::back, "back", findings);
    need_key(view, 32, ActionKind::exit, "exit", findings);
}

void check_rule_33(const SceneView& view, Context& context, Findings& findings) {
    findings.looked(33);
    const Node* person = with_action(view.scene, ActionKind::call_staff);
    if (person == nullptr || scene::find_pressable(view.scene, person->id) == nullptr) {
        findings.add(33, where(view), "staff cannot be called");
        return;
    }
    if (person->icon.empty() || person->shown.empty()) findings.add(33, where(view, person->id.text), "the key that calls staff has no icon or no word");
    const bool called = view.moment.state.help.state != flow::HelpState::none;
    const bool own_flow = view.scene.flow == context.flows.help.flow;
    const bool told = std::any_of(view.scene.nodes.begin(), view.scene.nodes.end(), [](const Node& node) { return node.id.text == "status.help"; });
    if (called && !own_flow && !told) findings.add(33, where(view), "the screen does not say what becomes of the call");
}

void check_beside(const SceneView& view, Context&, Findings& findings) {
    const scene::Scene& scene = view.scene;
    const auto has = [&](Role role) {
        return std::any_of(scene.nodes.begin(), scene.nodes.end(), [&](const Node& node) { return node.role == role && !node.spoken.empty(); });
    };
    if (has(Role::entry)) {
        findings.looked(kEntryLabel);
        if (!has(Role::title) || !has(Role::instruction)) findings.add(kEntryLabel, where(view, "entry"), "an entry has no label or no explanation");
    }
    for (const Node& node : scene.nodes) {
        if (node.role != Role::picture) continue;
        findings.looked(kPicturesSpoken);
        if (node.spoken.empty()) findings.add(kPicturesSpoken, where(view, node.id.text), "a picture says nothing");
    }
    if (scene.overlay) return;
    need_key(view, kRestoreDefaults, ActionKind::more, "more settings", findings);
    if (!view.moment.state.more_open) return;
    need_key(view, kRestoreDefaults, ActionKind::restore_defaults, "as before", findings);
    need_key(view, kRestoreDefaults, ActionKind::quieter, "quieter", findings);
    need_key(view, kRestoreDefaults, ActionKind::slower, "slower", findings);
    need_key(view, kRestoreDefaults, ActionKind::faster, "faster", findings);
    need_key(view, kRestoreDefaults, ActionKind::next_theme, "ground", findings);
    need_key(view, 36, ActionKind::go_to_counter, "go to a counter", findings);
}

}  // namespace silverlane::audit
