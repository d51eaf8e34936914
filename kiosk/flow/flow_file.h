// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The flows as their files say them, checked. Loaded once at start; immutable afterwards, so any thread may read them. Nothing here
// moves: engine.h does. What a file may say: docs/flow-files.md.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/identifier.h"
#include "base/result.h"
#include "config/reader.h"
#include "kiosk/flow/state.h"
#include "kiosk/flow/times.h"

namespace silverlane::flow {

/// How the nodes of a step are arranged; scene::Template has the same names.
enum class Arrangement { home, choice, confirm, number_entry, insert_item, wait, result, notice, rating, idle };

/// Which of the quiet-time rules hold on a step.
enum class TimeoutClass {
    decision,  ///< repeat, hint, stuck, warning, pause
    signing,   ///< the same with the longer warning
    home,      ///< as decision, but leaving it is not "left unfinished"
    result,    ///< repeat, warning, pause; nobody is called
    wait,      ///< "waited_too_long" after Times::wait_limit
    medium,    ///< something of the person's waits in its slot: chimes, staff after Times::medium_left, and no pause until it is taken
    none,      ///< the idle screen only
};

/// A condition by name, from a closed list, or "key=value" on an entry; "not" turns it round. Empty always holds.
struct Guard {
    std::string name;      ///< "joined", or the entry's key
    std::string value;     ///< of an entry; empty for a named guard
    bool negated = false;
    std::vector<Guard> also;   ///< "role=door and pension_day": these hold too
    [[nodiscard]] bool always() const { return name.empty(); }
};

/// "P29 when priority" in a file.
struct Conditional {
    std::string name;
    Guard when;
};

enum class TargetKind { step, home, end, back, give_back, stay };

struct Target {
    TargetKind kind = TargetKind::stay;  ///< give_back: out of the flow that was laid over (call staff), to where it was opened
    Place place;
};

struct Route {
    Guard when;
    Target target;
};

enum class Deed {
    issue_ticket, print_ticket, add_help_reason, cancel_help, grant_consent, refuse_consent, withdraw_consent, deliver_phone_tail,
    save_preferences, chime,
    ask,              ///< "ask pension"
    print,            ///< "print balance": the slip whose lines are the texts printed.balance.*
    report,           ///< "report passbook_full": staff are told; the person has not called
    enter_pin,        ///< the PIN pad takes six digits
    give_back,        ///< pushes card or passbook out
    update_passbook,
    keep_digits,      ///< a typed phone number, until it is handed on
    forget_digits,    ///< the person does not want to leave one after all
    start_practice,
    begin_quiz,       ///< no answer counts yet
    right_answer,     ///< of the quiz
    call_staff,       ///< as if 叫人 had been pressed, without leaving the screen
    allow_pointing,   ///< 指给我看: staff who were called may point at a button
    practise,         ///< "practise card_inserted": in practice, what a hand would have done; made by the loader, not written in files
};

/// A deed with the one word that may follow it.
struct DeedCall {
    Deed deed = Deed::chime;
    std::string argument;
};

struct Transition {
    std::vector<Route> routes;           ///< the first that holds
    std::vector<DeedCall> deeds;         ///< in order
    std::vector<Conditional> say;        ///< prompts said before those of the step entered
    std::map<std::string, std::string> set;  ///< entries; an empty value takes the entry away
    std::vector<std::string> purposes;   ///< for the consent deeds
};

struct Answer {
    std::string id;
    std::string text_key;
    std::string icon;
    bool emphasised = false;
    bool needs_digits = false;           ///< pressable only when all digits are typed
    Guard when;                          ///< shown only then
    std::string needs;                   ///< device; the answer is shown switched off while it is away
    Transition then;
};

/// What a step does when something happens; docs/flow-files.md lists the happenings.
struct Reaction {
    std::string happening;
    Transition then;
};

/// A choice among what the hub brought: four on a page. The item's id becomes the entry of the list's name.
struct ListChoice {
    std::string list;      ///< empty: the step has none
    std::string icon;      ///< for items without one of their own
    Transition then;
};

struct Step {
    StepId id;
    Arrangement arrangement = Arrangement::notice;
    std::vector<Conditional> titles;        ///< the first that holds; the last one always does
    std::vector<Conditional> instructions;  ///< those that hold, at most three
    std::vector<Conditional> prompts;
    std::vector<std::string> values;        ///< facts to show: ticket, ahead, wait, waiting, hall_wait, called, date, and value.* texts
    std::vector<std::vector<std::string>> pages;  ///< 看全文: text keys of each page's lines
    std::string picture;                    ///< icon name
    std::string picture_key;                ///< its name in words
    std::string needs;                      ///< device
    int number = 0;                         ///< "第 2 步"; 0: not counted
    int digits = 0;                         ///< number_entry: how many at most
    int least_digits = 0;                   ///< and at least, before an answer that needs them can be pressed
    TimeoutClass timeout = TimeoutClass::decision;
    Target back;
    std::vector<DeedCall> enter;
    std::vector<Answer> answers;
    ListChoice choices;                     ///< before the answers
    std::string lines;                      ///< a list to read, three lines on a page
    std::vector<Reaction> reactions;
};

struct Flow {
    FlowId id;
    int steps_shown = 0;      ///< "共 3 步"; 0: the flow shows no position but its name
    std::string name_key;     ///< shown where there is no position
    StepId first;
    std::string consent_text; ///< version of the notice, recorded with the choice
    std::map<StepId, Step> steps;
};

/// The names as a flow file writes them.
std::string name_of(Arrangement arrangement);
std::string name_of(TimeoutClass timeout);
std::string name_of(Deed deed);
std::string name_of(TargetKind kind);   ///< "step" for a named step

/// What texts exist, so that a flow cannot name one that nobody wrote (scene::TextCatalogue::known()).
struct KnownTexts {
    std::set<std::string, std::less<>> keys;
    std::set<std::string, std::less<>> prompts;
};

struct Flows {
    std::map<FlowId, Flow> flows;
    Times times;
    std::vector<std::string> languages{"zh-CN", "en"};  ///< in the order that the language key goes through
    Place home;
    Place idle;
    Place help;       ///< where 叫人 leads
    Place counter;    ///< where 去柜台办理 leads
    Place remember;   ///< 下次还这样吗?
    Place take_card;      ///< 请取卡, when the turn ends with a card in the machine
    Place take_passbook;
    Place pin_again;      ///< after a pause, before money is shown again
    Place rating;         ///< after the task, when the hub says so
    Place offer;
    Place practised;      ///< after a task in practice: once more, or no more
};

/// Reads every *.toml of the folder. Errors: invalid_input with one line a mistake, "file:line:column: what; what to write instead";
/// not_found when the folder has none. All mistakes of all files are shown in one run.
Result<Flows> load_flows(const std::filesystem::path& folder, const KnownTexts& texts, const Times& times);

/// The same from texts in memory: {file name, content}.
Result<Flows> parse_flows(const std::vector<std::pair<std::string, std::string>>& files, const KnownTexts& texts, const Times& times);

/// The prompts that the engine itself says on any step; load_flows refuses texts that lack one.
const std::vector<std::string>& engine_prompts();

/// The step, which must exist (load_flows has checked every target).
const Step& step_at(const Flows& flows, const Place& place);
const Flow& flow_at(const Flows& flows, const Place& place);

}  // namespace silverlane::flow
