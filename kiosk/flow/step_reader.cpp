// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/step_reader.h"

#include <algorithm>
#include <utility>

#include "kiosk/flow/closed_list.h"
#include "kiosk/flow/conditions.h"
#include "kiosk/flow/transition_reader.h"

namespace silverlane::flow {
namespace {

const Names<Arrangement> kArrangements{
    {"home", Arrangement::home}, {"choice", Arrangement::choice}, {"confirm", Arrangement::confirm},
    {"number_entry", Arrangement::number_entry}, {"insert_item", Arrangement::insert_item}, {"wait", Arrangement::wait},
    {"result", Arrangement::result}, {"notice", Arrangement::notice}, {"rating", Arrangement::rating}, {"idle", Arrangement::idle}};
const Names<TimeoutClass> kTimeouts{{"decision", TimeoutClass::decision}, {"signing", TimeoutClass::signing}, {"home", TimeoutClass::home},
                                    {"result", TimeoutClass::result}, {"wait", TimeoutClass::wait}, {"medium", TimeoutClass::medium},
                                    {"none", TimeoutClass::none}};
const std::vector<std::string> kHappenings{
    "card_tapped", "code_scanned", "ticket_issued", "ticket_refused", "ticket_printed", "print_failed", "print_unknown", "visit_joined",
    "code_not_known", "waited_too_long", "answered", "answered_none", "refused", "hub_away", "card_inserted", "card_unreadable", "card_taken",
    "passbook_inserted", "passbook_unreadable", "passbook_taken", "passbook_turn_page", "passbook_full", "passbook_done", "passbook_stopped",
    "pin_entered", "pin_cancelled", "slip_printed", "slip_failed", "slip_unknown"};
/// What a hand does at the machine: in practice a button stands for it. {happening, icon}
const std::vector<std::pair<std::string, std::string>> kByHand{
    {"card_inserted", "insert_card"}, {"card_tapped", "card"}, {"code_scanned", "scan"}, {"passbook_inserted", "passbook"},
    {"card_taken", "card"}, {"passbook_taken", "passbook"}, {"pin_entered", "ok"}};
constexpr const char* kPracticeLine = "practice.button";
constexpr const char* kPracticePrompt = "practice_button";
/// Values that the scene knows how to show; any other name is a text value.<name> with the slots that it needs.
const std::vector<std::string> kValues{"ticket", "ahead", "wait", "waiting", "hall_wait", "called", "date"};
constexpr std::size_t kMostAnswers = 4;      // rule 30
constexpr std::size_t kMostInstructions = 3; // rule 5

bool awaits(const Step& step, const std::string& happening) {
    return std::any_of(step.reactions.begin(), step.reactions.end(), [&](const Reaction& reaction) { return reaction.happening == happening; });
}

/// Reads the tables of one file; a step at a time.
class FlowReader {
public:
    FlowReader(const KnownTexts& texts, ReadFlow& out) : words_(texts, out), texts_(texts), out_(out) {}

    void read_step(config::TableReader table, const StepId& id);

private:
    void titles(config::TableReader& table, Step& step);
    void answers(config::TableReader& table, Step& step);
    void list_choice(config::TableReader& table, Step& step);
    void reactions(config::TableReader& table, Step& step);
    void practice_answers(config::TableReader& table, Step& step);
    void tell_of_practice(config::TableReader& table, Step& step);
    void values(config::TableReader& table, Step& step);
    void pages(config::TableReader& table, Step& step);
    void ways_out(config::TableReader& table, Step& step);

    TransitionReader words_;
    const KnownTexts& texts_;
    ReadFlow& out_;
};

void FlowReader::titles(config::TableReader& table, Step& step) {
    step.titles = words_.conditionals(table, "titles");
    for (const Conditional& title : step.titles) words_.check_text(table, "titles", title.name);
    step.titles.push_back({words_.text_key(table, "title"), {}});
    step.instructions = words_.conditionals(table, "instructions");
    for (const Conditional& line : step.instructions) words_.check_text(table, "instructions", line.name);
    const auto always = static_cast<std::size_t>(std::count_if(step.instructions.begin(), step.instructions.end(),
                                                               [](const Conditional& line) { return line.when.always(); }));
    if (always > kMostInstructions) {
        table.mistake("instructions", std::to_string(always) + " lines", "write at most 3 lines, or spread them over [[...pages]]");
    }
}

/// "when joined" beside "when not joined": the two never stand on the screen together.
bool takes_the_place_of_another(const Step& step, const Answer& answer) {
    const Guard& when = answer.when;
    if (when.always() || !when.also.empty()) return false;
    const auto guarded = [&](bool negated) {
        return std::count_if(step.answers.begin(), step.answers.end(), [&](const Answer& other) {
            const Guard& its = other.when;
            return its.name == when.name && its.value == when.value && its.negated == negated && its.also.empty();
        });
    };
    return guarded(!when.negated) > guarded(when.negated);
}

void FlowReader::answers(config::TableReader& table, Step& step) {
    std::vector<config::TableReader> tables = table.tables("answers");
    std::size_t at_once = 0;
    for (std::size_t index = 0; index < tables.size(); ++index) {
        config::TableReader& entry = tables[index];
        Answer answer;
        answer.id = entry.required_text("id");
        answer.text_key = words_.text_key(entry, "text");
        answer.icon = entry.text("icon", "");
        words_.use_icon(entry, "icon", answer.icon);
        answer.emphasised = entry.boolean("emphasised", false);
        answer.needs_digits = entry.boolean("needs_digits", false);
        answer.needs = words_.device(entry);
        if (const auto when = entry.optional_text("when")) {
            answer.when = parse_guard(*when);
            words_.check_guard(entry, "when", answer.when);
        }
        if (!takes_the_place_of_another(step, answer) && ++at_once == kMostAnswers + 1 && step.arrangement != Arrangement::home) {
            entry.mistake("id", "answer number " + std::to_string(index + 1), "offer at most 4 answers; put the rest on a step of their own");
        }
        // The home screen offers the same thing at another place to another terminal: both must say when.
        const bool known = std::any_of(step.answers.begin(), step.answers.end(), [&](const Answer& other) {
            return other.id == answer.id && (other.when.always() || answer.when.always());
        });
        if (known) entry.mistake("id", "answer '" + answer.id + "' stands here twice", "give it another id");
        answer.then = words_.transition(entry);
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
        reaction.then = words_.transition(entry);
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
    words_.use_icon(entry, "icon", step.choices.icon);
    step.choices.then = words_.transition(entry);
    entry.finish();
}

/// In practice nothing is really put in or taken out: a button stands for the hand.
void FlowReader::practice_answers(config::TableReader& table, Step& step) {
    for (const auto& [happening, icon] : kByHand) {
        if (!awaits(step, happening)) continue;
        Answer answer;
        answer.id = "practise_" + happening;
        answer.text_key = "practice." + happening;
        words_.check_text(table, "template", answer.text_key);
        answer.icon = icon;
        // One answer at most stands out, also where several hands would do.
        answer.emphasised = std::none_of(step.answers.begin(), step.answers.end(), [](const Answer& other) { return other.emphasised; });
        answer.when = parse_guard("practice");
        answer.then.deeds.push_back({Deed::practise, happening});
        answer.then.routes.push_back({{}, {TargetKind::stay, {}}});
        step.answers.push_back(std::move(answer));
    }
    const bool by_hand = std::any_of(kByHand.begin(), kByHand.end(), [&](const auto& hand) { return awaits(step, hand.first); });
    if (by_hand && (step.arrangement == Arrangement::insert_item || step.arrangement == Arrangement::number_entry)) tell_of_practice(table, step);
}

/// Said as well as shown: the step's own words ask for a real card.
void FlowReader::tell_of_practice(config::TableReader& table, Step& step) {
    const Guard practising = parse_guard("practice");
    words_.check_text(table, "template", kPracticeLine);
    words_.check_prompt(table, "template", kPracticePrompt);
    // Nobody types a PIN here, and beside both lines and the button the keypad's screen has no room in the largest size.
    if (step.arrangement == Arrangement::number_entry) {
        for (Conditional& line : step.instructions) {
            if (line.when.always()) line.when = parse_guard("not practice");
        }
    }
    step.instructions.insert(step.instructions.begin(), {kPracticeLine, practising});
    step.prompts.push_back({kPracticePrompt, practising});
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
        for (const std::string& line : lines) words_.check_text(entry, "lines", line);
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
    step.back = words_.target(table, "back", back);
    if (step.back.kind == TargetKind::stay) table.mistake("back", name + " leads back to itself", "write \"back\", a step, or \"home\"");
    if (!table.has("person")) table.mistake("person", name + " has no way to a person", "add person = \"call_staff\"");
    table.one_of("person", "call_staff", {"call_staff", "called"});
}

void FlowReader::read_step(config::TableReader table, const StepId& id) {
    words_.begin(id);
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
    step.prompts = words_.prompts(table, "prompts");
    values(table, step);
    step.picture = table.text("picture", "");
    words_.use_icon(table, "picture", step.picture);
    if (table.has("picture_name") || !step.picture.empty()) step.picture_key = words_.text_key(table, "picture_name");
    step.needs = words_.device(table);
    step.number = static_cast<int>(table.integer("number", 0, 1, 9));
    if (misspelt) {
        table.integer("digits", 1, 1, 12);
        table.integer("least_digits", 1, 1, 12);
    }
    if (step.arrangement == Arrangement::number_entry) {
        step.digits = static_cast<int>(table.required_integer("digits", 1, 12));
        step.least_digits = static_cast<int>(table.integer("least_digits", step.digits, 1, step.digits));
    }
    step.enter = words_.deeds(table, "enter");
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
