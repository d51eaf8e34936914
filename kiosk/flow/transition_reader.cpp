// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/transition_reader.h"

#include <utility>

#include "kiosk/flow/closed_list.h"
#include "kiosk/flow/conditions.h"

namespace silverlane::flow {
namespace {

const Names<Deed> kDeeds{
    {"issue_ticket", Deed::issue_ticket}, {"print_ticket", Deed::print_ticket}, {"add_help_reason", Deed::add_help_reason},
    {"cancel_help", Deed::cancel_help}, {"grant_consent", Deed::grant_consent}, {"refuse_consent", Deed::refuse_consent},
    {"withdraw_consent", Deed::withdraw_consent}, {"deliver_phone_tail", Deed::deliver_phone_tail},
    {"save_preferences", Deed::save_preferences}, {"chime", Deed::chime}, {"ask", Deed::ask}, {"print", Deed::print},
    {"report", Deed::report}, {"enter_pin", Deed::enter_pin}, {"give_back", Deed::give_back}, {"update_passbook", Deed::update_passbook},
    {"keep_digits", Deed::keep_digits}, {"forget_digits", Deed::forget_digits}, {"start_practice", Deed::start_practice}, {"right_answer", Deed::right_answer},
    {"begin_quiz", Deed::begin_quiz},
    {"call_staff", Deed::call_staff}, {"allow_pointing", Deed::allow_pointing}};
const Names<TargetKind> kOpenTargets{{"home", TargetKind::home}, {"end", TargetKind::end}, {"back", TargetKind::back},
                                     {"return", TargetKind::give_back}, {"stay", TargetKind::stay}};
const std::vector<std::string> kDevices{"card_reader", "scanner", "ticket_printer", "card_slot", "pin_pad", "passbook_printer"};
const std::vector<std::string> kTroubles{"media_left", "wrong_pin", "passbook_full", "passbook_stopped", "card_unreadable"};

}  // namespace

std::string name_of(Deed deed) { return name_among(kDeeds, deed); }
std::string name_of(TargetKind kind) { return kind == TargetKind::step ? "step" : name_among(kOpenTargets, kind); }

void TransitionReader::check_text(config::TableReader& table, std::string_view key, const std::string& text_key) {
    out_.origins.used.texts.insert(text_key);
    if (!text_key.empty() && !texts_.keys.contains(text_key)) {
        unwritten_name(table, key, "text", text_key, texts_.keys, "add it to every file of config/strings, or correct the key");
    }
}

std::string TransitionReader::text_key(config::TableReader& table, std::string_view key) {
    std::string value = table.required_text(key);
    check_text(table, key, value);
    return value;
}

void TransitionReader::use_icon(const config::TableReader& table, std::string_view key, const std::string& icon) {
    if (!icon.empty()) out_.origins.used.icons.push_back({icon, table.position_of(key)});
}

void TransitionReader::check_guard(config::TableReader& table, std::string_view key, const Guard& guard, std::string_view element) {
    if (guard.always()) return;
    for (const Guard& also : guard.also) check_guard(table, key, also, element);
    if (is_terminal_role(guard.name, guard.value)) return;
    if (const auto mark = known_marks().find(guard.name); mark != known_marks().end()) {
        if (!among(mark->second, guard.value)) {
            table.mistake_in(key, element, "'" + guard.name + "' is never '" + guard.value + "'", config::advice_among(guard.value, mark->second));
        }
    } else if (!guard.value.empty()) {
        out_.origins.entry_mentions.push_back({guard.name, guard.value, table.position_of(key, element)});
    } else if (!guard_exists(guard.name)) {
        table.mistake_in(key, element, "no condition '" + guard.name + "'",
                         config::advice_among(guard.name, guard_names()) + " Or write role=door, or entry=value");
    }
}

std::vector<Conditional> TransitionReader::conditionals(config::TableReader& table, std::string_view key) {
    std::vector<Conditional> out;
    for (const std::string& text : table.texts(key)) {
        out.push_back(parse_conditional(text));
        check_guard(table, key, out.back().when, text);
    }
    return out;
}

std::vector<Conditional> TransitionReader::prompts(config::TableReader& table, std::string_view key) {
    std::vector<Conditional> out = conditionals(table, key);
    for (const Conditional& prompt : out) check_prompt(table, key, prompt.name);
    return out;
}

void TransitionReader::check_prompt(config::TableReader& table, std::string_view key, const std::string& prompt) {
    out_.origins.used.prompts.insert(prompt);
    if (texts_.prompts.contains(prompt)) return;
    unwritten_name(table, key, "prompt", prompt, texts_.prompts, "add it under [prompts] in every file of config/strings, or correct the id");
}

Target TransitionReader::target(config::TableReader& table, std::string_view key, const std::string& text) {
    Target target;
    if (const TargetKind* open = value_named(kOpenTargets, text)) {
        target.kind = *open;
    } else {
        const std::size_t slash = text.find('/');
        target.kind = TargetKind::step;
        target.place.flow = slash == std::string::npos ? out_.flow.id : FlowId{text.substr(0, slash)};
        target.place.step = StepId{slash == std::string::npos ? text : text.substr(slash + 1)};
    }
    out_.origins.mentions[step_].push_back({target, table.position_of(key, text)});
    return target;
}

std::vector<DeedCall> TransitionReader::deeds(config::TableReader& table, std::string_view key) {
    std::vector<DeedCall> out;
    for (const std::string& text : table.texts(key)) {
        const std::size_t space = text.find(' ');
        const std::string name = text.substr(0, space);
        if (const Deed* deed = value_named(kDeeds, name)) {
            out.push_back({*deed, space == std::string::npos ? std::string{} : text.substr(space + 1)});
            check_argument(table, key, out.back());
        } else {
            unknown_name(table, key, "deed", name, names_of(kDeeds));
        }
    }
    return out;
}

void TransitionReader::check_argument(config::TableReader& table, std::string_view key, const DeedCall& call) {
    const std::string& argument = call.argument;
    switch (call.deed) {
        case Deed::ask:
            if (!ask_kind(argument)) table.mistake(key, "nothing to ask '" + argument + "'", "write ask and one of " + config::joined(ask_names()));
            return;
        case Deed::report:
            if (!among(kTroubles, argument)) table.mistake(key, "nothing to report '" + argument + "'", "write report and one of " + config::joined(kTroubles));
            return;
        case Deed::print:
            check_text(table, key, "printed." + argument + ".title");
            return;
        default:
            if (!argument.empty()) table.mistake(key, "'" + argument + "' after a deed that takes nothing", "write the deed alone");
            return;
    }
}

Transition TransitionReader::transition(config::TableReader& table) {
    Transition out;
    for (const std::string& text : table.texts("routes")) {
        const Conditional route = parse_conditional(text);
        check_guard(table, "routes", route.when, text);
        out.routes.push_back({route.when, target(table, "routes", route.name)});
    }
    const std::string last = table.required_text("goto");
    if (!last.empty()) out.routes.push_back({{}, target(table, "goto", last)});
    out.deeds = deeds(table, "do");
    out.say = prompts(table, "say");
    out.purposes = table.texts("purposes");
    if (table.has("set")) {
        config::TableReader set = table.table("set");
        for (const std::string& key : set.keys()) out.set[key] = set.text(key, "");
        set.finish();
    }
    return out;
}

std::string TransitionReader::device(config::TableReader& table) {
    std::string name = table.text("needs", "");
    if (!name.empty() && !among(kDevices, name)) unknown_name(table, "needs", "device", name, kDevices);
    return name;
}

}  // namespace silverlane::flow
