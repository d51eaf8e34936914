// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/builder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "kiosk/flow/engine.h"
#include "kiosk/flow/pointing.h"
#include "kiosk/scene/assist_view.h"
#include "kiosk/scene/frame.h"

namespace silverlane::scene {
namespace {

using flow::ActionKind;

Template template_of(flow::Arrangement arrangement) {
    switch (arrangement) {
        case flow::Arrangement::home: return Template::home;
        case flow::Arrangement::choice: return Template::choice;
        case flow::Arrangement::confirm: return Template::confirm;
        case flow::Arrangement::number_entry: return Template::number_entry;
        case flow::Arrangement::insert_item: return Template::insert_item;
        case flow::Arrangement::wait: return Template::wait;
        case flow::Arrangement::result: return Template::result;
        case flow::Arrangement::notice: return Template::notice;
        case flow::Arrangement::rating: return Template::rating;
        case flow::Arrangement::idle: return Template::idle;
    }
    return Template::notice;
}

Scene::Occasion occasion_of(flow::Occasion occasion) {
    switch (occasion) {
        case flow::Occasion::entry: return Scene::Occasion::entry;
        case flow::Occasion::repeat: return Scene::Occasion::repeat;
        case flow::Occasion::hint: return Scene::Occasion::hint;
        case flow::Occasion::status: return Scene::Occasion::status;
        case flow::Occasion::quiet: return Scene::Occasion::quiet;
    }
    return Scene::Occasion::quiet;
}

constexpr std::size_t kMostLines = 3;
constexpr std::size_t kAnswersOnAPage = 4;

// ---- parts that several templates share -------------------------------------------------------------------------------------------

void add_title(Draft& draft, const flow::Step& step) {
    const auto title = std::find_if(step.titles.begin(), step.titles.end(),
                                    [&](const flow::Conditional& one) { return flow::holds(one.when, draft.state); });
    draft.add(draft.node("title", Role::title, title->name));
}

const std::vector<flow::ListItem>& items_of(const Draft& draft, const std::string& list) {
    static const std::vector<flow::ListItem> none;
    const auto found = draft.state.lists.find(list);
    return list.empty() || found == draft.state.lists.end() ? none : found->second;
}

std::size_t first_on_page(const Draft& draft, std::size_t on_a_page) { return static_cast<std::size_t>(draft.state.page) * on_a_page; }

void add_instructions(Draft& draft, const flow::Step& step) {
    std::vector<std::string> lines;
    if (draft.state.page > 0 && !step.pages.empty()) {
        lines = step.pages[static_cast<std::size_t>(draft.state.page) - 1];
    } else {
        for (const flow::Conditional& line : step.instructions) {
            if (flow::holds(line.when, draft.state) && draft.can_fill(line.name)) lines.push_back(line.name);
        }
    }
    for (std::size_t index = 0; index < std::min(lines.size(), kMostLines); ++index) {
        draft.add(draft.node("line." + std::to_string(index + 1), Role::instruction, lines[index]));
    }
}

/// Lines that the hub brought, three on a page.
void add_list_lines(Draft& draft, const flow::Step& step) {
    const auto& items = items_of(draft, step.lines);
    const std::size_t first = first_on_page(draft, kMostLines);
    for (std::size_t index = first; index < std::min(items.size(), first + kMostLines); ++index) {
        draft.add(draft.item_node("item." + items[index].id, Role::instruction, items[index]));
    }
}

Node list_answer(Draft& draft, const flow::Step& step, const flow::ListItem& item) {
    Node made = draft.item_node("item." + item.id, Role::answer, item);
    made.action = flow::Action{ActionKind::pick, item.id};
    if (made.icon.empty()) made.icon = step.choices.icon;
    return made;
}

Node answer_node(Draft& draft, const flow::Step& step, const flow::Answer& answer) {
    Node made = draft.key("answer." + answer.id, Role::answer, answer.text_key, ActionKind::choose, answer.id);
    made.icon = answer.icon;
    made.state.emphasised = answer.emphasised;
    made.state.enabled = flow::pressable(answer, step, draft.state);
    return made;
}

/// The answers of this page, numbered by their place on it.
void add_answers(Draft& draft, const flow::Step& step) {
    std::vector<Node> all;
    for (const flow::ListItem& item : items_of(draft, step.choices.list)) all.push_back(list_answer(draft, step, item));
    for (const flow::Answer* answer : flow::shown_answers(step, draft.state)) all.push_back(answer_node(draft, step, *answer));
    // Beside lines in pages the answers stay on every page; so do those of a notice in pages.
    const bool paged = step.pages.empty() && step.lines.empty();
    const std::size_t first = paged ? first_on_page(draft, kAnswersOnAPage) : 0;
    int number = 0;
    for (std::size_t index = first; index < std::min(all.size(), first + kAnswersOnAPage); ++index) {
        draft.number_answer(all[index], ++number);
        draft.add(std::move(all[index]));
    }
}

void add_page_keys(Draft& draft, const flow::Step& step) {
    const int last = flow::last_page(step, draft.state);
    if (last == 0) return;
    if (draft.state.page > 0) draft.add(draft.key("page.previous", Role::page_key, "page.previous", ActionKind::previous_page));
    if (draft.state.page < last) {
        const bool summary = draft.state.page == 0 && !step.pages.empty();
        const char* text = summary ? "page.full_text" : step.arrangement == flow::Arrangement::home ? "page.more" : "page.next";
        draft.add(draft.key("page.next", Role::page_key, text, ActionKind::next_page));
    }
}

/// What the hall hears, for who does not hear it (accessibility rule 23): one number with its window stands where the last ones stood.
void add_calling(Draft& draft, const Calling& calling) {
    const char* key = calling.window > 0 ? "value.calling" : "value.called";
    Node made = draft.node("detail.called", Role::detail, key);
    const Filled words = draft.texts.fill(key, draft.language(), {{"called", "ticket", calling.label}, {"ticket", "ticket", calling.label},
                                                                 {"window", "window", std::to_string(calling.window)}});
    made.shown = words.shown;
    made.spoken = words.spoken;
    made.state.emphasised = true;
    draft.add(std::move(made));
}

/// Numbers that were called last: "A011", each a value of its own beside the others.
void add_called(Draft& draft) {
    if (draft.facts.calling) return add_calling(draft, *draft.facts.calling);
    if (draft.facts.called.empty()) return;
    std::string labels;
    for (const std::string& label : draft.facts.called) labels += (labels.empty() ? "" : "  ") + label;
    Node made = draft.node("detail.called", Role::detail, "value.called");
    made.shown = draft.texts.fill("value.called", draft.language(), {{"called", "text", labels}}).shown;
    made.spoken = draft.texts.fill("value.called", draft.language(), {{"called", "ticket", draft.facts.called.front()}}).spoken;
    draft.add(std::move(made));
}

/// The words of what was chosen from a list: "item activities".
void add_chosen(Draft& draft, const std::string& list) {
    const auto chosen = draft.state.entries.find(list);
    if (chosen == draft.state.entries.end()) return;
    for (const flow::ListItem& item : items_of(draft, list)) {
        if (item.id == chosen->second) draft.add(draft.item_node("chosen." + list, Role::detail, item));
    }
}

void add_value(Draft& draft, const std::string& name) {
    const auto& ticket = draft.state.ticket;
    const auto detail = [&](const char* id, const char* key) { draft.add(draft.node(id, Role::detail, key)); };
    if (name == "ticket") {
        if (ticket) draft.add(draft.node("value.ticket", Role::value, "value.ticket"));
    } else if (name == "ahead") {
        if (ticket && ticket->ahead) detail("detail.ahead", "value.ahead");
    } else if (name == "wait") {
        if (ticket && ticket->wait_low && ticket->wait_high) detail("detail.wait", "value.wait");
    } else if (name == "waiting") {
        if (draft.facts.waiting) detail("detail.waiting", "value.waiting");
    } else if (name == "hall_wait") {
        if (draft.facts.wait_low && draft.facts.wait_high) detail("detail.hall_wait", "value.hall_wait");
    } else if (name == "date") {
        if (draft.facts.weekday > 0) detail("detail.date", "value.date");
    } else if (name == "called") {
        add_called(draft);
    } else if (name.starts_with("item ")) {
        add_chosen(draft, name.substr(5));
    } else {
        const bool small = name.starts_with("detail ");
        const std::string key = small ? name.substr(7) : name;
        if (!draft.can_fill("value." + key)) return;
        draft.add(draft.node((small ? "detail." : "value.") + key, small ? Role::detail : Role::value, "value." + key));
    }
}

void add_values(Draft& draft, const flow::Step& step) {
    for (const std::string& name : step.values) add_value(draft, name);
}

void add_picture(Draft& draft, const flow::Step& step) {
    if (step.picture.empty()) return;
    Node made = draft.node("picture", Role::picture, step.picture_key);
    made.icon = step.picture;
    draft.add(std::move(made));
}

// ---- one function a template ------------------------------------------------------------------------------------------------------

/// home, choice, confirm, notice, rating: a question, what explains it, and its answers. The renderer arranges them differently.
void build_question(Draft& draft, const flow::Step& step) {
    add_title(draft, step);
    add_picture(draft, step);
    add_values(draft, step);
    add_instructions(draft, step);
    add_list_lines(draft, step);
    add_answers(draft, step);
    add_page_keys(draft, step);
}

/// The PIN pad has its own keys; the screen shows a filled dot for each digit that it took, a ring for each to come.
void build_pin_entry(Draft& draft, const flow::Step& step) {
    constexpr const char* kTaken = "●";
    constexpr const char* kToCome = "○";
    add_title(draft, step);
    add_picture(draft, step);
    add_instructions(draft, step);
    Node entry = draft.node("entry", Role::entry, "keypad.pin");
    std::string dots;
    for (int digit = 0; digit < step.digits; ++digit) {
        dots += dots.empty() ? "" : " ";
        dots += digit < draft.state.pin_digits ? kTaken : kToCome;
    }
    entry.shown.clear();
    entry.secret = PrivateText{std::move(dots)};
    draft.add(std::move(entry));
    add_answers(draft, step);
}

void build_number_entry(Draft& draft, const flow::Step& step) {
    if (step.needs == "pin_pad") return build_pin_entry(draft, step);
    add_title(draft, step);
    add_instructions(draft, step);
    Node entry = draft.node("entry", Role::entry, "keypad.entry");
    entry.shown.clear();
    entry.secret = draft.state.digits.as_private();
    draft.add(std::move(entry));
    const bool full = draft.state.digits.count() >= static_cast<std::size_t>(step.digits);
    // Telephone order, as on the keypad beside the screen: 1 2 3 on top.
    for (const char digit : std::string_view("1234567890")) {
        const std::string name(1, digit);
        Node made = draft.key("key." + name, Role::key, "keypad.digit_" + name, ActionKind::enter_digit, name);
        made.state.enabled = !full;
        draft.add(std::move(made));
    }
    Node erase = draft.key("key.erase", Role::key, "keypad.erase", ActionKind::erase_digit);
    erase.state.enabled = !draft.state.digits.empty();
    draft.add(std::move(erase));
    add_answers(draft, step);
}

void build_insert_item(Draft& draft, const flow::Step& step) {
    add_title(draft, step);
    add_picture(draft, step);
    add_values(draft, step);
    add_instructions(draft, step);
    add_answers(draft, step);
}

void build_wait(Draft& draft, const flow::Step& step) {
    add_title(draft, step);
    add_values(draft, step);
    add_instructions(draft, step);
    add_answers(draft, step);
}

void build_result(Draft& draft, const flow::Step& step) {
    add_title(draft, step);
    add_values(draft, step);
    add_instructions(draft, step);
    add_list_lines(draft, step);
    add_answers(draft, step);
    add_page_keys(draft, step);
}

/// Who comes in reads from the top: the day and how the hall stands, then the greeting beside the one thing to press. The order in which it
/// is read to a person is the same.
void build_idle(Draft& draft, const flow::Step& step) {
    add_values(draft, step);
    add_title(draft, step);
    add_instructions(draft, step);
    Node wake = draft.key("wake", Role::answer, "home.idle.wake", ActionKind::wake);
    draft.number_answer(wake, 1);
    wake.icon = "touch";
    wake.state.emphasised = true;
    draft.add(std::move(wake));
}

/// The turn is paused: nothing of the step is left on the screen, and one button brings it back.
void build_pause(Draft& draft) {
    draft.scene.arrangement = Template::notice;
    draft.add(draft.node("title", Role::title, "pause.title"));
    draft.add(draft.node("line.1", Role::instruction, "pause.line"));
    if (draft.state.help.out()) draft.add(draft.node("line.2", Role::instruction, "warning.call_stands"));
    Node go_on = draft.key("pause.go_on", Role::answer, "pause.go_on", ActionKind::still_here);
    draft.number_answer(go_on, 1);
    go_on.icon = "ok";
    go_on.state.emphasised = true;
    draft.add(std::move(go_on));
}

void build_step(Draft& draft, const flow::Step& step) {
    draft.scene.arrangement = template_of(step.arrangement);
    switch (draft.scene.arrangement) {
        case Template::home:
        case Template::choice:
        case Template::confirm:
        case Template::notice:
        case Template::rating: build_question(draft, step); return;
        case Template::number_entry: build_number_entry(draft, step); return;
        case Template::insert_item: build_insert_item(draft, step); return;
        case Template::wait: build_wait(draft, step); return;
        case Template::result: build_result(draft, step); return;
        case Template::idle: build_idle(draft, step); return;
    }
}

/// What staff point at, if it is here and may be pointed at.
void ring(Draft& draft) {
    const NodeId& rung = draft.state.help.rung;
    if (rung.empty() || draft.scene.overlay || !flow::may_be_pointed_at(draft.flows, draft.state.place)) return;
    for (Node& node : draft.scene.nodes) node.state.rung = node.id == rung && may_be_rung(node);
}

constexpr std::string_view kPointedAt = "pointed_at";

/// "工作人员指的是：二，转账": the name of the button as it is said among others. Nothing where it is not here any more.
void add_pointed_at(Draft& draft) {
    const auto rung = std::find_if(draft.scene.nodes.begin(), draft.scene.nodes.end(), [](const Node& node) { return node.state.rung; });
    if (rung == draft.scene.nodes.end()) return;
    const bool listed = rung->number > 0;
    Scene::Prompt prompt;
    prompt.id = kPointedAt;
    prompt.spoken = draft.texts.fill(kPointedAt, draft.language(), {{"button", "text", listed ? rung->listed_spoken : rung->spoken}}).spoken;
    prompt.caption = draft.texts.fill(kPointedAt, draft.language(), {{"button", "text", listed ? rung->listed_shown : rung->shown}}).shown;
    draft.scene.prompts.push_back(std::move(prompt));
}


void add_prompts(Draft& draft) {
    draft.scene.occasion = occasion_of(draft.state.occasion);
    draft.scene.utterance_generation = draft.state.generation;
    if (draft.scene.occasion == Scene::Occasion::quiet) return;
    for (const std::string& id : draft.state.say) {
        Scene::Prompt prompt;
        prompt.id = id;
        if (id == kPointedAt) {
            add_pointed_at(draft);
            continue;
        }
        // A value that has not come yet, or is gone, is not half said.
        if (!draft.can_fill(id)) continue;
        if (draft.texts.is_private(id)) {
            FilledPrivately words = draft.texts.fill_privately(id, draft.language(), draft.arguments, draft.state.secrets);
            prompt.private_channel = true;
            prompt.secret_spoken = std::move(words.spoken);
            prompt.secret_caption = std::move(words.shown);
            prompt.spoken = prompt.caption = draft.texts.aloud(id, draft.language());
        } else {
            Filled words = draft.fill(id);
            prompt.spoken = std::move(words.spoken);
            prompt.caption = std::move(words.shown);
        }
        draft.scene.prompts.push_back(std::move(prompt));
    }
}

}  // namespace

Scene build(const flow::Flows& flows, const flow::State& state, const Facts& facts, const TextCatalogue& texts) {
    Draft draft(flows, state, facts, texts);
    const bool paused = state.phase == flow::Phase::paused;
    draft.scene.flow = state.place.flow;
    draft.scene.step = state.place.step;
    draft.scene.preferences = state.preferences;
    if (flow::spoken_variety(state) == nullptr) draft.scene.preferences.variety.clear();  // the voice is asked only for what there is
    draft.scene.private_volume_step = state.private_volume_step;
    draft.scene.covered = state.covered || state.covered_until_touch || paused;
    add_position(draft);
    add_help_status(draft);
    add_medium_status(draft);
    add_practice(draft);
    if (paused) {
        build_pause(draft);
    } else {
        build_step(draft, flow::step_at(flows, state.place));
    }
    add_help_key(draft);
    add_fixed_keys(draft);
    add_service_row(draft);
    add_foot_lines(draft);
    add_warning(draft);
    ring(draft);
    add_prompts(draft);
    return std::move(draft.scene);
}

}  // namespace silverlane::scene
