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
    none,      ///< the idle screen only
};

/// A condition by name, from a closed list, or "key=value" on an entry; "not" turns it round. Empty always holds.
struct Guard {
    std::string name;      ///< "joined", or the entry's key
    std::string value;     ///< of an entry; empty for a named guard
    bool negated = false;
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
};

struct Transition {
    std::vector<Route> routes;           ///< the first that holds
    std::vector<Deed> deeds;             ///< in order
    std::vector<std::string> say;        ///< prompts said before those of the step entered
    std::map<std::string, std::string> set;
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

/// What a step does when something happens: card_tapped, code_scanned, ticket_issued, ticket_refused, ticket_printed, print_failed, print_unknown
/// (the printer did not say whether a slip came out), visit_joined, code_not_known, waited_too_long.
struct Reaction {
    std::string happening;
    Transition then;
};

struct Step {
    StepId id;
    Arrangement arrangement = Arrangement::notice;
    std::vector<Conditional> titles;        ///< the first that holds; the last one always does
    std::vector<Conditional> instructions;  ///< those that hold, at most three
    std::vector<Conditional> prompts;
    std::vector<std::string> values;        ///< facts to show: ticket, ahead, wait, waiting, hall_wait
    std::vector<std::vector<std::string>> pages;  ///< 看全文: text keys of each page's lines
    std::string picture;                    ///< icon name
    std::string picture_key;                ///< its name in words
    std::string needs;                      ///< device
    int number = 0;                         ///< "第 2 步"; 0: not counted
    int digits = 0;                         ///< number_entry: how many
    TimeoutClass timeout = TimeoutClass::decision;
    Target back;
    std::vector<Deed> enter;
    std::vector<Answer> answers;
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
