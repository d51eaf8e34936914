// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/sample_world.h"

namespace silverlane::audit {
namespace {

using flow::AskKind;
using flow::AskResult;
using flow::Knowledge;
using flow::ListItem;

constexpr const char* kPlantedMoney = "97,391.58";
constexpr const char* kPlantedTail = "8264";
constexpr const char* kPlantedTicket = "K917";
constexpr const char* kPlantedDay = "11-29";

ListItem item(const char* id, const char* key) {
    ListItem made;
    made.id = id;
    made.text_key = key;
    return made;
}

ListItem account(const char* id, const char* key) {
    ListItem made = item(id, key);
    made.icon = "card";
    made.secrets = {{"tail", "card_tail", PrivateText{kPlantedTail}}};
    return made;
}

ListItem half_day(const char* id, const char* key) {
    ListItem made = item(id, key);
    made.facts = {{"day", "month_day", "12-28"}, {"weekday", "weekday", "3"}};
    return made;
}

ListItem held_ticket() {
    ListItem made = item("ticket", "known.ticket");
    made.secrets = {{"held", "ticket", PrivateText{kPlantedTicket}}};
    return made;
}

ListItem kept_private(const char* id, const char* key) {
    ListItem made = item(id, key);
    made.is_private = true;
    return made;
}

Knowledge with_list(const char* name, std::vector<ListItem> items) {
    Knowledge knowledge;
    knowledge.lists[name] = std::move(items);
    return knowledge;
}

/// One item, and more than fit on a page.
std::vector<SampleAnswer> lists(const char* name, std::vector<ListItem> items) {
    std::vector<SampleAnswer> out;
    out.push_back({"one", AskResult::done, with_list(name, {items.front()})});
    out.push_back({"many", AskResult::done, with_list(name, std::move(items))});
    return out;
}

Knowledge pension(const char* mark) {
    Knowledge knowledge;
    knowledge.marks["pension"] = mark;
    if (std::string(mark) == "arrived") knowledge.secrets.push_back({"pension_amount", "amount_cny", PrivateText{kPlantedMoney}});
    else knowledge.secrets.push_back({"pension_day", "month_day", PrivateText{kPlantedDay}});
    return knowledge;
}

Knowledge next_is(flow::AfterTask what) {
    Knowledge knowledge;
    knowledge.after_task = what;
    if (what == flow::AfterTask::offer) {
        knowledge.lists["offer"] = {kept_private("title", "practice.activity_health"), kept_private("line", "practice.activity_fraud")};
    }
    return knowledge;
}

std::vector<SampleAnswer> good_answers(AskKind what) {
    switch (what) {
        case AskKind::pension: return {{"arrived", AskResult::done, pension("arrived")}, {"not arrived", AskResult::done, pension("not_arrived")}};
        case AskKind::accounts:
            return lists("accounts", {account("a1", "account.social_card"), account("a2", "account.demand"), account("a3", "account.time"),
                                      account("a4", "account.time"), account("a5", "account.demand")});
        case AskKind::balance: {
            Knowledge knowledge;
            knowledge.secrets.push_back({"balance", "amount_cny", PrivateText{kPlantedMoney}});
            return {{"known", AskResult::done, std::move(knowledge)}};
        }
        case AskKind::activities:
            return lists("activities", {item("e1", "practice.activity_health"), item("e2", "practice.activity_fraud"), item("e3", "practice.activity_health"),
                                        item("e4", "practice.activity_fraud"), item("e5", "practice.activity_health")});
        case AskKind::half_days:
            return lists("half_days", {half_day("d1", "home_visit.day.morning"), half_day("d2", "home_visit.day.afternoon"),
                                       half_day("d3", "home_visit.day.morning"), half_day("d4", "home_visit.day.afternoon")});
        case AskKind::sign_up: {
            Knowledge knowledge = with_list("event", {item("when", "activities.event.when"), item("room", "practice.activity_health")});
            knowledge.lists["event"].front().facts = {{"event_day", "month_day", "12-28"}, {"weekday", "weekday", "3"}, {"event_time", "time", "14:30"}};
            knowledge.facts = {{"place_number", "place", "28"}};
            return {{"done", AskResult::done, std::move(knowledge)}};
        }
        case AskKind::known:
            return lists("known", {held_ticket(), item("settings", "known.settings"), item("bank_record", "known.bank_record"),
                                   item("how", "known.how_wifi"), item("consent", "known.consent_wifi"), item("alerts", "known.alerts"),
                                   item("other", "known.other")});
        case AskKind::after_task:
            return {{"rating", AskResult::done, next_is(flow::AfterTask::rating)}, {"offer", AskResult::done, next_is(flow::AfterTask::offer)}};
        case AskKind::check_pin:
        case AskKind::loan:
        case AskKind::home_visit:
        case AskKind::rate:
        case AskKind::offer_answer:
        case AskKind::forget:
        case AskKind::quiz_total: break;
    }
    return {{"done", AskResult::done, {}}};
}

flow::Ticket ticket(const char* label, std::optional<int> ahead, std::optional<int> low, std::optional<int> high) {
    flow::Ticket made;
    made.label = label;
    made.ahead = ahead;
    made.wait_low = low;
    made.wait_high = high;
    return made;
}

std::vector<SampleTicket> make_tickets() {
    std::vector<SampleTicket> out{{"", ticket("A012", 5, 10, 15)},
                                  {", long queue", ticket("A888", 28, 25, 30)},
                                  {", nobody ahead", ticket("A001", 0, std::nullopt, std::nullopt)},
                                  {", priority", ticket("T003", 5, 10, 15)},
                                  {", hub away", ticket("R001", std::nullopt, std::nullopt, std::nullopt)}};
    out[3].ticket.priority = true;
    out[4].ticket.offline = true;
    return out;
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& planted_values() {
    static const std::vector<std::pair<std::string, std::string>> values{
        {"phone_tail", kPlantedDigits}, {"amount_cny", kPlantedMoney}, {"card_tail", kPlantedTail}, {"ticket", kPlantedTicket}, {"month_day", kPlantedDay}};
    return values;
}

std::vector<SampleAnswer> answers_to(AskKind what) {
    std::vector<SampleAnswer> out = good_answers(what);
    out.push_back({"nothing", AskResult::nothing, {}});
    out.push_back({"refused", AskResult::refused, {}});
    out.push_back({"away", AskResult::away, {}});
    return out;
}

const std::vector<SampleTicket>& sample_tickets() {
    static const std::vector<SampleTicket> tickets = make_tickets();
    return tickets;
}

flow::Preferences kept_settings() {
    flow::Preferences kept;
    kept.rate_step = 2;
    return kept;
}

}  // namespace silverlane::audit
