// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/sample_turns.h"

#include <map>
#include <utility>

#include "kiosk/flow/engine.h"

namespace silverlane::kiosk {
namespace {

using flow::ListItem;
using flow::State;

constexpr const char* kLongestAmount = "9999999999.99";  // twelve digits; no account of a person has more
constexpr const char* kLastDigits = "6688";
constexpr int kMostItems = 6;                             // more than a page

ListItem item(int number, std::string text_key) {
    ListItem made;
    made.id = std::to_string(number);
    made.text_key = std::move(text_key);
    return made;
}

std::vector<ListItem> accounts() {
    std::vector<ListItem> items;
    for (int number = 1; number <= kMostItems; ++number) {
        items.push_back(item(number, number == 1 ? "account.demand" : number % 2 == 0 ? "account.time" : "account.social_card"));
        items.back().secrets = {{"tail", "card_tail", PrivateText{kLastDigits}}};
    }
    return items;
}

std::vector<ListItem> activities() {
    std::vector<ListItem> items;
    for (int number = 1; number <= kMostItems; ++number) {
        items.push_back(item(number, "sample.activity_" + std::to_string(number % 3 + 1)));
    }
    return items;
}

std::vector<ListItem> half_days() {
    std::vector<ListItem> items;
    for (int number = 1; number <= kMostItems; ++number) {
        items.push_back(item(number, number % 2 == 0 ? "home_visit.day.afternoon" : "home_visit.day.morning"));
        items.back().facts = {{"day", "month_day", "11-2" + std::to_string(number)}, {"weekday", "weekday", std::to_string(number)}};
    }
    return items;
}

std::vector<ListItem> held() {
    std::vector<ListItem> items;
    for (const char* key : {"known.ticket", "known.arrival_time", "known.how_wifi", "known.needs", "known.consent_profiling",
                            "known.bank_record"}) {
        items.push_back(item(static_cast<int>(items.size()) + 1, key));
        items.back().secrets = {{"held", "text", PrivateText{items.size() == 1 ? "A888" : "12:58"}}};
        items.back().is_private = true;
    }
    return items;
}

std::vector<ListItem> lines(const std::string& prefix) {
    std::vector<ListItem> items;
    for (int number = 1; number <= 3; ++number) items.push_back(item(number, prefix + std::to_string(number)));
    return items;
}

std::vector<ListItem> event_lines() {
    std::vector<ListItem> items{item(1, "activities.event.when"), item(2, "sample.room")};
    items[0].facts = {{"event_day", "month_day", "11-28"}, {"weekday", "weekday", "3"}, {"event_time", "time", "14:30"}};
    return items;
}

void know_everything(State& state) {
    flow::Ticket ticket;
    ticket.label = "A888";
    ticket.ahead = 28;
    ticket.wait_low = 25;
    ticket.wait_high = 30;
    state.ticket = ticket;
    state.facts = {{"place_number", "place", "28"}, {"lines_left", "count_lines", "28"}};
    state.secrets = {{"balance", "amount_cny", PrivateText{kLongestAmount}},
                     {"pension_amount", "amount_cny", PrivateText{kLongestAmount}},
                     {"pension_day", "month_day", PrivateText{"11-28"}}};
    state.marks = {{"pension", "arrived"}};
    state.lists = {{"accounts", accounts()}, {"activities", activities()},          {"half_days", half_days()},
                   {"known", held()},        {"offer", lines("sample.offer_")}, {"event", event_lines()}};
    for (ListItem& line : state.lists.at("offer")) line.is_private = true;
    state.entries = {{"accounts", "2"}, {"activities", "1"}, {"half_days", "2"}};
}

/// Other answers of the world that change what a step says.
void add_outcomes(std::vector<State>& turns, const State& plain) {
    turns.push_back(plain);
    turns.back().printed = flow::Printed::failed;
    turns.push_back(plain);
    turns.back().printed = flow::Printed::unknown;
    turns.push_back(plain);
    turns.back().ticket->ahead = turns.back().ticket->wait_low = turns.back().ticket->wait_high = std::nullopt;
    turns.back().ticket->offline = true;
    turns.push_back(plain);
    turns.back().medium_reported = true;
    turns.back().marks = {{"pension", "not_arrived"}};
    turns.back().settings_taken = true;
    turns.back().right_answers = 3;
    turns.push_back(plain);
    turns.back().devices_away = {"scanner", "card_reader", "card_slot", "pin_pad", "passbook_printer", "ticket_printer"};
    turns.back().joined = true;
}

/// What stands in the ribbon, alone and together; the longest of each.
void add_ribbons(std::vector<State>& turns, const State& plain) {
    turns.push_back(plain);
    turns.back().help.state = flow::HelpState::sent;
    turns.back().help.slow = true;
    turns.push_back(plain);
    turns.back().help = {flow::HelpState::claimed, "1001", "company", {}, false, false, {}};
    turns.back().practice = true;
    turns.push_back(plain);
    turns.back().help = {flow::HelpState::claimed, "1001", "company", {}, false, true, {}};
    turns.push_back(turns.back());
    turns.back().more_open = true;
    turns.push_back(plain);
    turns.back().help.state = flow::HelpState::unreachable;
    turns.back().practice = true;
    turns.back().more_open = true;
    turns.push_back(plain);
    turns.back().help.state = flow::HelpState::sent;
    turns.back().medium = flow::Medium::passbook;
    turns.back().giving_back = turns.back().medium_reported = true;
}

void add_roles(std::vector<State>& turns, const State& plain) {
    for (const char* role : {"seated", "passbook", "door"}) {
        for (const bool pension_day : {false, true}) {
            turns.push_back(plain);
            turns.back().terminal = {role, pension_day};
        }
    }
}

}  // namespace

scene::Facts fullest_hall(std::string branch_name) {
    scene::Facts facts;
    facts.branch_name = std::move(branch_name);
    facts.clock_text = "12:58";
    facts.month_day = "11-28";
    facts.weekday = 3;
    facts.called = {"A888", "T108"};
    facts.waiting = 28;
    facts.wait_low = 25;
    facts.wait_high = 30;
    return facts;
}

State fullest_turn(const flow::Flows& flows, const flow::Place& place, const std::string& language) {
    State state = flow::first_state(flows);
    state.place = place;
    state.turn_open = true;
    state.preferences.language = language;
    know_everything(state);
    const flow::Step& step = flow::step_at(flows, place);
    for (int typed = 0; typed < step.digits; ++typed) state.digits.append('8');
    state.pin_digits = step.digits;
    return state;
}

std::vector<State> fullest_turns(const flow::Flows& flows, const flow::Place& place, const std::string& language) {
    const State plain = fullest_turn(flows, place, language);
    const flow::Step& step = flow::step_at(flows, place);
    std::vector<State> turns{plain};
    add_outcomes(turns, plain);
    if (step.arrangement == flow::Arrangement::idle) return turns;  // nobody is there: nothing is practised, asked or called
    if (step.arrangement == flow::Arrangement::home) add_roles(turns, plain);
    add_ribbons(turns, plain);
    const std::size_t first_pages = turns.size();
    for (std::size_t turn = 0; turn < first_pages; ++turn) {
        for (int page = 1; page <= flow::last_page(step, turns[turn]); ++page) {
            State turned = turns[turn];
            turned.page = page;
            turns.push_back(std::move(turned));
        }
    }
    turns.push_back(plain);
    turns.back().phase = flow::Phase::warning;
    turns.back().warning_seconds_left = 45;
    turns.push_back(plain);
    turns.back().phase = flow::Phase::paused;
    turns.back().practice = true;
    return turns;
}

}  // namespace silverlane::kiosk
