// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/frame.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "kiosk/flow/pointing.h"

namespace silverlane::scene {
namespace {

using flow::ActionKind;

std::string range(const std::optional<int>& low, const std::optional<int>& high) {
    return std::to_string(*low) + '-' + std::to_string(*high);
}

std::vector<Argument> arguments_of(const flow::State& state, const Facts& facts, int steps_shown, int number) {
    std::vector<Argument> out{{"branch", "text", facts.branch_name}, {"time", "time", facts.clock_text}};
    if (number > 0) out.push_back({"step", "step", std::to_string(number) + '/' + std::to_string(steps_shown)});
    if (state.ticket) {
        out.push_back({"ticket", "ticket", state.ticket->label});
        if (state.ticket->ahead) out.push_back({"ahead", "ahead", std::to_string(*state.ticket->ahead)});
        if (state.ticket->wait_low && state.ticket->wait_high) {
            out.push_back({"wait", "wait_range", range(state.ticket->wait_low, state.ticket->wait_high)});
        }
    }
    if (!facts.month_day.empty()) out.push_back({"month_day", "month_day", facts.month_day});
    if (facts.weekday > 0) out.push_back({"weekday", "weekday", std::to_string(facts.weekday)});
    for (const flow::Slot& fact : state.facts) out.push_back({fact.name, fact.kind, fact.value});
    if (state.right_answers > 0) out.push_back({"right", "score", std::to_string(state.right_answers) + "/3"});
    if (facts.waiting) out.push_back({"waiting", "ahead", std::to_string(*facts.waiting)});
    if (facts.wait_low && facts.wait_high) out.push_back({"hall_wait", "wait_range", range(facts.wait_low, facts.wait_high)});
    if (!state.help.staff_number.empty()) out.push_back({"staff", "hotline", state.help.staff_number});
    if (flow::offers_varieties(state)) {
        if (const flow::Variety* next = flow::variety_after(state)) out.push_back({"variety", "text", next->name});
    }
    if (state.phase == flow::Phase::warning) out.push_back({"seconds", "seconds", std::to_string(state.warning_seconds_left)});
    return out;
}

}  // namespace

Draft::Draft(const flow::Flows& all_flows, const flow::State& from, const Facts& with, const TextCatalogue& words)
    : flows(all_flows), state(from), facts(with), texts(words),
      arguments(arguments_of(from, with, flow::flow_at(all_flows, from.place).steps_shown, flow::step_at(all_flows, from.place).number)) {}

Node Draft::node(std::string id, Role role, std::string text_key) const {
    Node made;
    made.id = NodeId{std::move(id)};
    made.role = role;
    word(made, text_key, arguments, state.secrets);
    return made;
}

void Draft::word(Node& node, const std::string& text_key, const std::vector<Argument>& open,
                 const std::vector<flow::PrivateSlot>& secrets) const {
    node.text_key = text_key;
    if (texts.is_private(text_key)) {
        FilledPrivately words = texts.fill_privately(text_key, language(), open, secrets);
        node.secret = std::move(words.shown);
        node.secret_spoken = std::move(words.spoken);
        node.spoken = texts.aloud(text_key, language());
        return;
    }
    Filled words = texts.fill(text_key, language(), open);
    node.shown = std::move(words.shown);
    node.spoken = std::move(words.spoken);
}

bool Draft::can_fill(std::string_view key) const {
    const std::vector<std::string> slots = texts.slots(key);
    return std::all_of(slots.begin(), slots.end(), [&](const std::string& slot) {
        const auto named = [&](const auto& one) { return one.name == slot; };
        return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& one) { return one.slot == slot; }) ||
               std::any_of(state.secrets.begin(), state.secrets.end(), named);
    });
}

Node Draft::item_node(std::string id, Role role, const flow::ListItem& item) const {
    Node made;
    made.id = NodeId{std::move(id)};
    made.role = role;
    made.icon = item.icon;
    if (!item.text_key.empty()) {
        std::vector<Argument> open = arguments;
        for (const flow::Slot& fact : item.facts) open.insert(open.begin(), {fact.name, fact.kind, fact.value});
        word(made, item.text_key, open, item.secrets);
    } else if (const auto words = item.words.find(language()); words != item.words.end()) {
        made.text_key = "item." + item.id;
        made.shown = words->second.shown;
        made.spoken = words->second.spoken;
    }
    if (item.is_private && !made.secret) {
        made.secret = PrivateText{std::exchange(made.shown, {})};
        made.secret_spoken = PrivateText{std::exchange(made.spoken, {})};
    }
    return made;
}

Node Draft::key(std::string id, Role role, std::string text_key, ActionKind kind, std::string argument) const {
    Node made = node(std::move(id), role, std::move(text_key));
    made.action = flow::Action{kind, std::move(argument)};
    return made;
}

void Draft::number_answer(Node& answer, int number) const {
    constexpr std::array<std::string_view, 4> kListed{"listed.first", "listed.second", "listed.third", "listed.fourth"};
    answer.number = number;
    const std::string_view key = kListed.at(static_cast<std::size_t>(number) - 1);
    // The caption of a private answer is what the loudspeaker may say in its place.
    answer.listed_shown = texts.fill(key, language(), {{"answer", "text", answer.secret ? answer.spoken : answer.shown}}).shown;
    answer.listed_spoken = texts.fill(key, language(), {{"answer", "text", answer.spoken}}).spoken;
}

void add_position(Draft& draft) {
    const bool counted = flow::step_at(draft.flows, draft.state.place).number > 0;
    draft.add(draft.node("position", Role::position, counted ? "frame.position" : flow::flow_at(draft.flows, draft.state.place).name_key));
}

void add_help_status(Draft& draft) {
    const flow::HelpState help = draft.state.help.state;
    draft.scene.attention = help == flow::HelpState::sent || help == flow::HelpState::claimed;
    // The flow's own screens say it already, larger.
    if (help == flow::HelpState::none || draft.state.place.flow == draft.flows.help.flow) return;
    const char* text = help == flow::HelpState::claimed ? "frame.staff_coming"
                       : help == flow::HelpState::sent  ? "frame.staff_called"
                                                        : "frame.staff_unreachable";
    if (draft.state.help.pointing) {
        const bool here = flow::may_be_pointed_at(draft.flows, draft.state.place);
        text = !here ? "frame.staff_see_not" : help == flow::HelpState::claimed ? "frame.staff_coming_to_point" : "frame.staff_may_point";
    }
    draft.add(draft.node("status.help", Role::detail, text));
}

void add_help_key(Draft& draft) {
    const flow::State& state = draft.state;
    if (!state.help.out() || state.practice || state.phase != flow::Phase::open) return;
    // The flow of the call offers it as an answer, and what cannot be pointed at is not promised; what was promised can be taken back everywhere.
    const bool offered = state.place.flow != draft.flows.help.flow && flow::may_be_pointed_at(draft.flows, state.place);
    if (!state.help.pointing && !offered) return;
    Node made = draft.key("help.pointing", Role::help_key, state.help.pointing ? "frame.no_pointing" : "frame.point_for_me",
                          ActionKind::turn_pointing);
    made.state.on = state.help.pointing;
    draft.add(std::move(made));
}

void add_medium_status(Draft& draft) {
    const flow::State& state = draft.state;
    if (!state.medium_reported || !state.giving_back) return;
    // A pause has put the step's own screen away.
    const bool shown = flow::step_at(draft.flows, state.place).timeout == flow::TimeoutClass::medium && state.phase != flow::Phase::paused;
    if (shown) return;
    draft.add(draft.node("status.medium", Role::detail, state.medium == flow::Medium::card ? "frame.card_left" : "frame.passbook_left"));
}

void add_practice(Draft& draft) {
    if (draft.state.practice) draft.add(draft.node("status.practice", Role::detail, "frame.practice"));
}

void add_fixed_keys(Draft& draft) {
    draft.add(draft.key("fixed.back", Role::fixed_key, "frame.back", ActionKind::back));
    draft.add(draft.key("fixed.hear_again", Role::fixed_key, "frame.hear_again", ActionKind::hear_again));
    Node person = draft.key("fixed.call_staff", Role::fixed_key, "frame.call_staff", ActionKind::call_staff);
    person.state.on = draft.scene.attention;
    draft.add(std::move(person));
    draft.add(draft.key("fixed.exit", Role::fixed_key, "frame.exit", ActionKind::exit));
    draft.scene.nodes[draft.scene.nodes.size() - 4].icon = "back";
    draft.scene.nodes[draft.scene.nodes.size() - 3].icon = "hear_again";
    draft.scene.nodes[draft.scene.nodes.size() - 2].icon = "call_staff";
    draft.scene.nodes[draft.scene.nodes.size() - 1].icon = "exit";
}

namespace {

/// What a press will do, so that the words say how things are now (as 遮住 and 打开 do).
const char* size_key(flow::TextSize size) {
    switch (size) {
        case flow::TextSize::large: return "frame.text_size_large";
        case flow::TextSize::largest: return "frame.text_size_largest";
        case flow::TextSize::standard: break;
    }
    return "frame.text_size";
}

const char* ground_key(flow::Theme theme) {
    switch (theme) {
        case flow::Theme::white: return "frame.ground_white";
        case flow::Theme::black: return "frame.ground_black";
        case flow::Theme::standard: break;
    }
    return "frame.ground";
}

}  // namespace

void add_service_row(Draft& draft) {
    const flow::State& state = draft.state;
    const auto add = [&](const char* id, const char* text, ActionKind kind, bool on = false) {
        Node made = draft.key(std::string("service.") + id, Role::service_key, text, kind);
        made.state.on = on;
        draft.add(std::move(made));
    };
    add("stop", "frame.stop_speech", ActionKind::stop_speech);
    add("louder", "frame.louder", ActionKind::louder);
    add("text_size", size_key(state.preferences.text_size), ActionKind::next_text_size, state.preferences.text_size != flow::TextSize::standard);
    add("language", "frame.language", ActionKind::switch_language);
    const bool covered = state.covered || state.covered_until_touch;
    add("hide", covered ? "frame.show" : "frame.hide", ActionKind::hide_screen, covered);
    add("more", state.more_open ? "frame.fewer" : "frame.more", ActionKind::more, state.more_open);
    if (!state.more_open) return;
    add("quieter", "frame.quieter", ActionKind::quieter);
    add("slower", "frame.slower", ActionKind::slower);
    add("faster", "frame.faster", ActionKind::faster);
    add("ground", ground_key(state.preferences.theme), ActionKind::next_theme, state.preferences.theme != flow::Theme::standard);
    add("restore", "frame.restore", ActionKind::restore_defaults);
    add("counter", "frame.counter", ActionKind::go_to_counter);
    if (!flow::offers_varieties(state)) return;
    // Named, as the key of the language is, by what it leads to.
    add("variety", flow::variety_after(state) == nullptr ? "frame.mandarin" : "frame.variety", ActionKind::next_variety);
}

void add_foot_lines(Draft& draft) {
    if (!draft.facts.branch_name.empty()) draft.add(draft.node("foot.branch", Role::foot_line, "frame.branch"));
    if (!draft.facts.clock_text.empty()) draft.add(draft.node("foot.clock", Role::foot_line, "frame.clock"));
    draft.add(draft.node("foot.no_faces", Role::foot_line, "frame.no_faces"));
}

void add_warning(Draft& draft) {
    if (draft.state.phase != flow::Phase::warning) return;
    Overlay overlay;
    overlay.nodes.push_back(draft.node("warning.title", Role::title, "warning.title"));
    // What comes after the seconds stands in one sentence with them; a call for staff is not lost with the pause.
    overlay.nodes.push_back(draft.node("warning.seconds", Role::detail, "warning.seconds"));
    if (draft.state.help.out()) overlay.nodes.push_back(draft.node("warning.call_stands", Role::instruction, "warning.call_stands"));
    Node here = draft.key("warning.still_here", Role::answer, "warning.still_here", ActionKind::still_here);
    draft.number_answer(here, 1);
    here.icon = "ok";
    here.state.emphasised = true;
    overlay.nodes.push_back(std::move(here));
    draft.scene.overlay = std::move(overlay);
}

}  // namespace silverlane::scene
