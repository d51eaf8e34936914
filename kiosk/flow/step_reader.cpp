// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/step_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "config/suggestion.h"
#include "kiosk/flow/conditions.h"

namespace silverlane::flow {
namespace {

template <class Value>
using Names = std::vector<std::pair<std::string, Value>>;

const Names<Arrangement> kArrangements{
    {"home", Arrangement::home}, {"choice", Arrangement::choice}, {"confirm", Arrangement::confirm},
    {"number_entry", Arrangement::number_entry}, {"insert_item", Arrangement::insert_item}, {"wait", Arrangement::wait},
    {"result", Arrangement::result}, {"notice", Arrangement::notice}, {"rating", Arrangement::rating}, {"idle", Arrangement::idle}};
const Names<TimeoutClass> kTimeouts{{"decision", TimeoutClass::decision}, {"signing", TimeoutClass::signing}, {"home", TimeoutClass::home},
                                    {"result", TimeoutClass::result}, {"wait", TimeoutClass::wait}, {"medium", TimeoutClass::medium},
                                    {"none", TimeoutClass::none}};
const Names<Deed> kDeeds{
    {"issue_ticket", Deed::issue_ticket}, {"print_ticket", Deed::print_ticket}, {"add_help_reason", Deed::add_help_reason},
    {"cancel_help", Deed::cancel_help}, {"grant_consent", Deed::grant_consent}, {"refuse_consent", Deed::refuse_consent},
    {"withdraw_consent", Deed::withdraw_consent}, {"deliver_phone_tail", Deed::deliver_phone_tail},
    {"save_preferences", Deed::save_preferences}, {"chime", Deed::chime}, {"ask", Deed::ask}, {"print", Deed::print},
    {"report", Deed::report}, {"enter_pin", Deed::enter_pin}, {"give_back", Deed::give_back}, {"update_passbook", Deed::update_passbook},
    {"keep_digits", Deed::keep_digits}, {"forget_digits", Deed::forget_digits}, {"start_practice", Deed::start_practice}, {"right_answer", Deed::right_answer},
    {"begin_quiz", Deed::begin_quiz},
    {"call_staff", Deed::call_staff}};
const Names<TargetKind> kOpenTargets{{"home", TargetKind::home}, {"end", TargetKind::end}, {"back", TargetKind::back},
                                     {"return", TargetKind::give_back}, {"stay", TargetKind::stay}};
const std::vector<std::string> kHappenings{
    "card_tapped", "code_scanned", "ticket_issued", "ticket_refused", "ticket_printed", "print_failed", "print_unknown", "visit_joined",
    "code_not_known", "waited_too_long", "answered", "answered_none", "refused", "hub_away", "card_inserted", "card_unreadable", "card_taken",
    "passbook_inserted", "passbook_unreadable", "passbook_taken", "passbook_turn_page", "passbook_full", "passbook_done", "passbook_stopped",
    "pin_entered", "pin_cancelled", "slip_printed", "slip_failed", "slip_unknown"};
/// What a hand does at the machine: in practice a button stands for it. {happening, icon}
const std::vector<std::pair<std::string, std::string>> kByHand{
    {"card_inserted", "insert_card"}, {"card_tapped", "card"}, {"code_scanned", "scan"}, {"passbook_inserted", "passbook"},
    {"card_taken", "card"}, {"passbook_taken", "passbook"}, {"pin_entered", "ok"}};
const std::vector<std::string> kDevices{"card_reader", "scanner", "ticket_printer", "card_slot", "pin_pad", "passbook_printer"};
const std::vector<std::string> kTroubles{"media_left", "wrong_pin", "passbook_full", "passbook_stopped", "card_unreadable"};
/// Values that the scene knows how to show; any other name is a text value.<name> with the slots that it needs.
const std::vector<std::string> kValues{"ticket", "ahead", "wait", "waiting", "hall_wait", "called", "date"};
constexpr std::size_t kMostAnswers = 4;      // rule 30
constexpr std::size_t kMostInstructions = 3; // rule 5

template <class Value>
std::vector<std::string> names_of(const Names<Value>& names) {
    std::vector<std::string> out;
    for (const auto& [name, value] : names) out.push_back(name);
    return out;
}

template <class Value>
const Value* value_named(const Names<Value>& names, const std::string& name) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == name; });
    return found == names.end() ? nullptr : &found->second;
}

template <class Value>
std::string name_among(const Names<Value>& names, Value value) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.second == value; });
    return found == names.end() ? std::string{} : found->first;
}

/// "no device 'scaner'; did you mean 'scanner'?"; the place is that of the list's element when the value is a list.
void unknown_name(config::TableReader& table, std::string_view key, const std::string& kind, const std::string& name,
                  const std::vector<std::string>& names) {
    table.mistake_in(key, name, "no " + kind + " '" + name + "'", config::advice_among(name, names));
}

/// The same for names that people add to: how to add one is said besides.
void unwritten_name(config::TableReader& table, std::string_view key, const std::string& kind, const std::string& name,
                    const std::set<std::string, std::less<>>& names, const std::string& add) {
    const std::string meant = config::did_you_mean(name, {names.begin(), names.end()});
    table.mistake_in(key, name, "no " + kind + " '" + name + "'", meant.empty() ? add : meant + " Otherwise " + add);
}

bool among(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Reads the tables of one file; a step at a time.
class FlowReader {
public:
    FlowReader(const KnownTexts& texts, ReadFlow& out) : texts_(texts), out_(out) {}

    void read_step(config::TableReader table, const StepId& id);

private:
    void check_text(config::TableReader& table, std::string_view key, const std::string& text_key);
    std::string text_key(config::TableReader& table, std::string_view key);
    void use_icon(const config::TableReader& table, std::string_view key, const std::string& icon);
    std::vector<Conditional> conditionals(config::TableReader& table, std::string_view key);
    void check_guard(config::TableReader& table, std::string_view key, const Guard& guard, std::string_view element = {});
    std::vector<Conditional> prompts(config::TableReader& table, std::string_view key);
    Target target(config::TableReader& table, std::string_view key, const std::string& text);
    Transition transition(config::TableReader& table);
    std::vector<DeedCall> deeds(config::TableReader& table, std::string_view key);
    void check_argument(config::TableReader& table, std::string_view key, const DeedCall& call);
    void list_choice(config::TableReader& table, Step& step);
    void practice_answers(config::TableReader& table, Step& step);
    void values(config::TableReader& table, Step& step);
    std::string device(config::TableReader& table);
    void titles(config::TableReader& table, Step& step);
    void answers(config::TableReader& table, Step& step);
    void reactions(config::TableReader& table, Step& step);
    void pages(config::TableReader& table, Step& step);
    void ways_out(config::TableReader& table, Step& step);

    const KnownTexts& texts_;
    ReadFlow& out_;
    StepId step_;
};

void FlowReader::check_text(config::TableReader& table, std::string_view key, const std::string& text_key) {
    out_.origins.used.texts.insert(text_key);
    if (!text_key.empty() && !texts_.keys.contains(text_key)) {
        unwritten_name(table, key, "text", text_key, texts_.keys, "add it to every file of config/strings, or correct the key");
    }
}

std::string FlowReader::text_key(config::TableReader& table, std::string_view key) {
    std::string value = table.required_text(key);
    check_text(table, key, value);
    return value;
}

void FlowReader::use_icon(const config::TableReader& table, std::string_view key, const std::string& icon) {
    if (!icon.empty()) out_.origins.used.icons.push_back({icon, table.position_of(key)});
}

void FlowReader::check_guard(config::TableReader& table, std::string_view key, const Guard& guard, std::string_view element) {
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

std::vector<Conditional> FlowReader::conditionals(config::TableReader& table, std::string_view key) {
    std::vector<Conditional> out;
    for (const std::string& text : table.texts(key)) {
        out.push_back(parse_conditional(text));
        check_guard(table, key, out.back().when, text);
    }
    return out;
}

std::vector<Conditional> FlowReader::prompts(config::TableReader& table, std::string_view key) {
    std::vector<Conditional> out = conditionals(table, key);
    for (const Conditional& prompt : out) {
        out_.origins.used.prompts.insert(prompt.name);
        if (!texts_.prompts.contains(prompt.name)) {
            unwritten_name(table, key, "prompt", prompt.name, texts_.prompts,
                           "add it under [prompts] in every file of config/strings, or correct the id");
        }
    }
    return out;
}

Target FlowReader::target(config::TableReader& table, std::string_view key, const std::string& text) {
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

std::vector<DeedCall> FlowReader::deeds(config::TableReader& table, std::string_view key) {
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

void FlowReader::check_argument(config::TableReader& table, std::string_view key, const DeedCall& call) {
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

Transition FlowReader::transition(config::TableReader& table) {
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

std::string FlowReader::device(config::TableReader& table) {
    std::string name = table.text("needs", "");
    if (!name.empty() && !among(kDevices, name)) unknown_name(table, "needs", "device", name, kDevices);
    return name;
}

void FlowReader::titles(config::TableReader& table, Step& step) {
    step.titles = conditionals(table, "titles");
    for (const Conditional& title : step.titles) check_text(table, "titles", title.name);
    step.titles.push_back({text_key(table, "title"), {}});
    step.instructions = conditionals(table, "instructions");
    for (const Conditional& line : step.instructions) check_text(table, "instructions", line.name);
    const auto always = static_cast<std::size_t>(std::count_if(step.instructions.begin(), step.instructions.end(),
                                                               [](const Conditional& line) { return line.when.always(); }));
    if (always > kMostInstructions) {
        table.mistake("instructions", std::to_string(always) + " lines", "write at most 3 lines, or spread them over [[...pages]]");
    }
}

void FlowReader::answers(config::TableReader& table, Step& step) {
    std::vector<config::TableReader> tables = table.tables("answers");
    for (std::size_t index = 0; index < tables.size(); ++index) {
        config::TableReader& entry = tables[index];
        if (index == kMostAnswers && step.arrangement != Arrangement::home) {
            entry.mistake("id", "answer number " + std::to_string(index + 1), "offer at most 4 answers; put the rest on a step of their own");
        }
        Answer answer;
        answer.id = entry.required_text("id");
        answer.text_key = text_key(entry, "text");
        answer.icon = entry.text("icon", "");
        use_icon(entry, "icon", answer.icon);
        answer.emphasised = entry.boolean("emphasised", false);
        answer.needs_digits = entry.boolean("needs_digits", false);
        answer.needs = device(entry);
        if (const auto when = entry.optional_text("when")) {
            answer.when = parse_guard(*when);
            check_guard(entry, "when", answer.when);
        }
        // The home screen offers the same thing at another place to another terminal: both must say when.
        const bool known = std::any_of(step.answers.begin(), step.answers.end(), [&](const Answer& other) {
            return other.id == answer.id && (other.when.always() || answer.when.always());
        });
        if (known) entry.mistake("id", "answer '" + answer.id + "' stands here twice", "give it another id");
        answer.then = transition(entry);
        entry.finish();
        step.answers.push_back(std::move(answer));
    }
}

void FlowReader::reactions(config::TableReader& table, Step& step) {
    for (config::TableReader& entry : table.tables("on")) {
        Reaction reaction;
        reaction.happening = entry.required_text("event");
        if (!among(kHappenings, reaction.happening)) {
            unknown_name(entry, "event", "happening", reaction.happening, kHappenings);
        }
        reaction.then = transition(entry);
        entry.finish();
        step.reactions.push_back(std::move(reaction));
    }
}

void FlowReader::list_choice(config::TableReader& table, Step& step) {
    step.lines = table.one_of("lines", "", known_lists());
    if (!table.has("choices")) return;
    config::TableReader entry = table.table("choices");
    step.choices.list = entry.one_of("list", "", known_lists());
    if (step.choices.list.empty()) entry.mistake("list", "'list' is missing", "write one of " + config::joined(known_lists()));
    step.choices.icon = entry.text("icon", "");
    use_icon(entry, "icon", step.choices.icon);
    step.choices.then = transition(entry);
    entry.finish();
}

/// In practice nothing is really put in or taken out: a button stands for the hand.
void FlowReader::practice_answers(config::TableReader& table, Step& step) {
    for (const auto& [happening, icon] : kByHand) {
        const bool awaited = std::any_of(step.reactions.begin(), step.reactions.end(),
                                         [&](const Reaction& reaction) { return reaction.happening == happening; });
        if (!awaited) continue;
        Answer answer;
        answer.id = "practise_" + happening;
        answer.text_key = "practice." + happening;
        check_text(table, "template", answer.text_key);
        answer.icon = icon;
        answer.emphasised = true;
        answer.when = parse_guard("practice");
        answer.then.deeds.push_back({Deed::practise, happening});
        answer.then.routes.push_back({{}, {TargetKind::stay, {}}});
        step.answers.push_back(std::move(answer));
    }
}

void FlowReader::values(config::TableReader& table, Step& step) {
    step.values = table.texts("values");
    for (const std::string& value : step.values) {
        constexpr std::string_view kDetail = "detail ";
        constexpr std::string_view kItem = "item ";
        if (value.starts_with(kItem) && among(known_lists(), value.substr(kItem.size()))) continue;
        const std::string name = value.starts_with(kDetail) ? value.substr(kDetail.size()) : value;
        if (!among(kValues, name) && !texts_.keys.contains("value." + name)) {
            table.mistake("values", "no value '" + name + "'", "write one of " + config::joined(kValues) + ", or add the text value." + name);
        }
    }
}

void FlowReader::pages(config::TableReader& table, Step& step) {
    for (config::TableReader& entry : table.tables("pages")) {
        std::vector<std::string> lines = entry.texts("lines");
        for (const std::string& line : lines) check_text(entry, "lines", line);
        if (lines.empty() || lines.size() > kMostInstructions) {
            entry.mistake("lines", std::to_string(lines.size()) + " lines on a page", "write one to three");
        }
        entry.finish();
        step.pages.push_back(std::move(lines));
    }
}

/// The three things without which a step may not exist: a time-out, a way back, a way to a person.
void FlowReader::ways_out(config::TableReader& table, Step& step) {
    const std::string name = "step '" + step.id.text + "'";
    if (!table.has("timeout")) {
        table.mistake("timeout", name + " has no time-out", "add timeout = \"decision\", \"signing\", \"result\", \"wait\" or \"medium\"");
    }
    const std::string timeout = table.one_of("timeout", "decision", names_of(kTimeouts));
    if (const TimeoutClass* found = value_named(kTimeouts, timeout)) step.timeout = *found;
    if (step.timeout == TimeoutClass::none && step.arrangement != Arrangement::idle) {
        table.mistake("timeout", name + " would stand for ever", "only the idle screen may have timeout = \"none\"");
    }
    if (step.timeout == TimeoutClass::medium) {
        const bool taken = std::any_of(step.reactions.begin(), step.reactions.end(), [](const Reaction& reaction) {
            return reaction.happening == "card_taken" || reaction.happening == "passbook_taken";
        });
        if (!taken) table.mistake("timeout", name + " waits for nothing to be taken", "add [[steps." + step.id.text + ".on]] event = \"card_taken\"");
    }
    if (step.timeout == TimeoutClass::wait) {
        const bool ends = std::any_of(step.reactions.begin(), step.reactions.end(),
                                      [](const Reaction& reaction) { return reaction.happening == "waited_too_long"; });
        if (!ends) table.mistake("timeout", name + " may wait for ever", "add [[steps." + step.id.text + ".on]] event = \"waited_too_long\"");
    }
    if (!table.has("back")) table.mistake("back", name + " has no way back", "add back = \"back\", or a step, or \"home\"");
    const std::string back = table.text("back", "home");
    step.back = target(table, "back", back);
    if (step.back.kind == TargetKind::stay) table.mistake("back", name + " leads back to itself", "write \"back\", a step, or \"home\"");
    if (!table.has("person")) table.mistake("person", name + " has no way to a person", "add person = \"call_staff\"");
    table.one_of("person", "call_staff", {"call_staff", "called"});
}

void FlowReader::read_step(config::TableReader table, const StepId& id) {
    step_ = id;
    Step step;
    step.id = id;
    out_.origins.steps[id] = table.position();
    if (!table.has("template")) table.mistake("template", "'template' is missing", "add template = one of " + config::joined(names_of(kArrangements)));
    const std::string arrangement = table.one_of("template", "notice", names_of(kArrangements));
    if (const Arrangement* found = value_named(kArrangements, arrangement)) step.arrangement = *found;
    const bool misspelt = table.has("template") && table.text("template", "") != arrangement;
    // Said once: what a step of this template needs is not asked of one whose template nobody can tell.
    if (misspelt) step.arrangement = Arrangement::idle;
    titles(table, step);
    step.prompts = prompts(table, "prompts");
    values(table, step);
    step.picture = table.text("picture", "");
    use_icon(table, "picture", step.picture);
    if (table.has("picture_name") || !step.picture.empty()) step.picture_key = text_key(table, "picture_name");
    step.needs = device(table);
    step.number = static_cast<int>(table.integer("number", 0, 1, 9));
    if (misspelt) {
        table.integer("digits", 1, 1, 12);
        table.integer("least_digits", 1, 1, 12);
    }
    if (step.arrangement == Arrangement::number_entry) {
        step.digits = static_cast<int>(table.required_integer("digits", 1, 12));
        step.least_digits = static_cast<int>(table.integer("least_digits", step.digits, 1, step.digits));
    }
    step.enter = deeds(table, "enter");
    pages(table, step);
    answers(table, step);
    list_choice(table, step);
    reactions(table, step);
    practice_answers(table, step);
    ways_out(table, step);
    if (step.answers.empty() && step.choices.list.empty() && step.reactions.empty() && step.arrangement != Arrangement::idle) {
        out_.origins.mentions[id];
        table.mistake("answers", "step '" + id.text + "' has neither answers nor happenings", "add [[steps." + id.text + ".answers]]");
    }
    table.finish();
    out_.flow.steps[id] = std::move(step);
}

}  // namespace

std::string name_of(Arrangement arrangement) { return name_among(kArrangements, arrangement); }
std::string name_of(TimeoutClass timeout) { return name_among(kTimeouts, timeout); }
std::string name_of(Deed deed) { return name_among(kDeeds, deed); }
std::string name_of(TargetKind kind) { return kind == TargetKind::step ? "step" : name_among(kOpenTargets, kind); }

ReadFlow read_flow(config::TableReader& top, const KnownTexts& texts) {
    ReadFlow out;
    out.origins.position = top.position();
    out.flow.id = FlowId{top.required_text("id")};
    out.flow.first = StepId{top.required_text("first")};
    out.flow.name_key = top.required_text("name");
    out.origins.used.texts.insert(out.flow.name_key);
    if (!out.flow.name_key.empty() && !texts.keys.contains(out.flow.name_key)) {
        unwritten_name(top, "name", "text", out.flow.name_key, texts.keys, "add it to every file of config/strings, or correct the key");
    }
    out.flow.steps_shown = static_cast<int>(top.integer("steps_shown", 0, 1, 9));
    out.flow.consent_text = top.text("consent_text", "");
    FlowReader reader(texts, out);
    config::TableReader steps = top.table("steps");
    for (const std::string& id : steps.keys()) {
        if (!steps.is_table(id)) {
            steps.mistake(id, "'" + id + "' is not a step", "write [steps." + id + "]");
            continue;
        }
        reader.read_step(steps.table(id), StepId{id});
    }
    if (!out.flow.first.empty() && !out.flow.steps.contains(out.flow.first)) {
        top.mistake("first", "no step '" + out.flow.first.text + "'", config::advice_among(out.flow.first.text, steps.keys()));
    }
    top.finish();
    return out;
}

}  // namespace silverlane::flow
