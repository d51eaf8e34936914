// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_services.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "kiosk/app/effects_money.h"
#include "kiosk/app/service_words.h"

namespace silverlane::kiosk {
namespace {

constexpr int kQuestions = 3;

std::string entry(const flow::Ask& ask, const char* key) {
    const auto found = ask.entries.find(key);
    return found == ask.entries.end() ? std::string{} : found->second;
}

int number(const flow::Ask& ask, const char* key) { return std::atoi(entry(ask, key).c_str()); }

/// Words for a slip, in the language of the screen at that moment.
flow::Slot text_slot(const char* name, std::string words) { return {name, "text", std::move(words)}; }

std::string in_language(const protocol::LocalText& text, const std::string& language) { return language == "en" ? text.en : text.zh; }

std::vector<scene::Argument> arguments_of(const flow::ListItem& item) {
    std::vector<scene::Argument> arguments;
    for (const flow::Slot& fact : item.facts) arguments.push_back({fact.name, fact.kind, fact.value});
    return arguments;
}

}  // namespace

void ServiceEffects::answer(const flow::Ask& ask, std::uint64_t turn, flow::AskResult result, flow::Knowledge knowledge) {
    send_(flow::Answered{turn, ask.request, ask.what, result, std::move(knowledge)});
}

HubAsker::WhenAnswered ServiceEffects::done_or_not(const flow::Ask& ask, std::uint64_t turn) {
    return [this, ask, turn](const hub_link::Answered& what) { answer(ask, turn, result_of(what)); };
}

void ServiceEffects::ask(const flow::Ask& asked, std::uint64_t turn, const protocol::VisitProof& visit, const std::string& ticket_label,
                         const std::string& language) {
    using flow::AskKind;
    switch (asked.what) {
        case AskKind::after_task: return after_task(asked, turn, visit);
        case AskKind::offer_answer: return offer_answer(asked, turn);
        case AskKind::rate: return rate(asked, turn, ticket_label);
        case AskKind::loan: return loan(asked, turn);
        case AskKind::half_days: return half_days(asked, turn);
        case AskKind::home_visit: return home_visit(asked, turn, language);
        case AskKind::activities: return activities(asked, turn);
        case AskKind::sign_up: return sign_up(asked, turn, language);
        case AskKind::quiz_total: return quiz_total(asked, turn);
        case AskKind::known: return known(asked, turn, visit);
        case AskKind::forget: return forget(asked, turn, visit);
        case AskKind::check_pin:
        case AskKind::pension:
        case AskKind::accounts:
        case AskKind::balance: return;  // the bank's: effects_money.h
    }
}

void ServiceEffects::after_task(const flow::Ask& asked, std::uint64_t turn, const protocol::VisitProof& visit) {
    protocol::AfterTaskRequest request;
    request.flow = asked.from.flow.text;
    request.visit = visit;
    hub_.ask(std::move(request), [this, asked, turn](const hub_link::Answered& what) {
        const auto* next = std::get_if<protocol::AfterTask>(&what);
        if (next == nullptr) return answer(asked, turn, result_of(what));
        flow::Knowledge knowledge;
        if (next->what == protocol::AfterTask::What::rating) knowledge.after_task = flow::AfterTask::rating;
        if (next->what == protocol::AfterTask::What::offer && next->offer) {
            offer_ = next->offer->id;
            knowledge.after_task = flow::AfterTask::offer;
            knowledge.lists["offer"] = offer_lines(*next->offer);
        }
        answer(asked, turn, flow::AskResult::done, std::move(knowledge));
    });
}

void ServiceEffects::offer_answer(const flow::Ask& asked, std::uint64_t turn) {
    protocol::OfferAnswer given;
    given.offer = offer_;
    given.wanted = entry(asked, "offer_wanted") == "yes";
    hub_.ask(std::move(given), done_or_not(asked, turn));
}

void ServiceEffects::rate(const flow::Ask& asked, std::uint64_t turn, const std::string& ticket_label) {
    protocol::RatingGiven given;
    given.flow = asked.from.flow.text;
    given.rating = number(asked, flow::kRatingEntry);
    given.reason = entry(asked, "rating_reason");
    given.wants_manager = entry(asked, "rating_manager") == "yes";
    given.ticket_label = ticket_label;
    if (given.rating > 0) hub_.ask(std::move(given), done_or_not(asked, turn));
}

void ServiceEffects::loan(const flow::Ask& asked, std::uint64_t turn) {
    protocol::LoanAsked wish;
    wish.item = entry(asked, "loan");
    wish.strength = number(asked, "strength");
    const std::string place = entry(asked, "loan_place");
    wish.place = place == "here" || place.empty() ? settings_.terminal.id.text : place;
    hub_.ask(std::move(wish), done_or_not(asked, turn));
}

void ServiceEffects::half_days(const flow::Ask& asked, std::uint64_t turn) {
    flow::Knowledge knowledge;
    knowledge.lists["half_days"] = half_day_items(BranchCalendar(settings_.branch.utc_offset), clock_.now());
    answer(asked, turn, flow::AskResult::done, std::move(knowledge));
}

void ServiceEffects::home_visit(const flow::Ask& asked, std::uint64_t turn, const std::string& language) {
    const std::string chosen = entry(asked, "half_days");
    const std::size_t space = chosen.find(' ');
    if (space == std::string::npos) return answer(asked, turn, flow::AskResult::refused);
    protocol::HomeVisitAsked wish;
    wish.for_whom = entry(asked, "visit_for");
    wish.what = entry(asked, "visit_what");
    wish.day = chosen.substr(0, space);
    wish.half = chosen.substr(space + 1);
    wish.phone = PhoneNumber{asked.secret};
    const auto items = half_day_items(BranchCalendar(settings_.branch.utc_offset), clock_.now());
    const auto item = std::find_if(items.begin(), items.end(), [&](const flow::ListItem& one) { return one.id == chosen; });
    const std::string when = item == items.end() ? wish.day : texts_.fill(item->text_key, language, arguments_of(*item)).shown;
    hub_.ask(std::move(wish), [this, asked, turn, when](const hub_link::Answered& what) {
        flow::Knowledge knowledge;
        knowledge.facts.push_back(text_slot("visit_when", when));
        answer(asked, turn, result_of(what), std::move(knowledge));
    });
}

void ServiceEffects::activities(const flow::Ask& asked, std::uint64_t turn) {
    hub_.ask(hub_link::ActivitiesRequest{}, [this, asked, turn](const hub_link::Answered& what) {
        const auto* found = std::get_if<protocol::Activities>(&what);
        if (found == nullptr) return answer(asked, turn, result_of(what));
        activities_ = found->activities;
        flow::Knowledge knowledge;
        for (const auto& activity : activities_) knowledge.lists["activities"].push_back(activity_item(activity));
        answer(asked, turn, activities_.empty() ? flow::AskResult::nothing : flow::AskResult::done, std::move(knowledge));
    });
}

void ServiceEffects::sign_up(const flow::Ask& asked, std::uint64_t turn, const std::string& language) {
    const std::string chosen = entry(asked, "activities");
    const auto activity = std::find_if(activities_.begin(), activities_.end(), [&](const auto& one) { return one.id == chosen; });
    if (activity == activities_.end()) return answer(asked, turn, flow::AskResult::refused);
    protocol::SignUp wish;
    wish.activity = chosen;
    wish.people = std::max(1, number(asked, "people"));
    if (!asked.secret.empty()) wish.phone = PhoneNumber{asked.secret};
    hub_.ask(std::move(wish), [this, asked, turn, language, event = *activity](const hub_link::Answered& what) {
        const auto* taken = std::get_if<protocol::SignedUp>(&what);
        if (taken == nullptr) return answer(asked, turn, result_of(what));
        flow::Knowledge knowledge;
        const auto lines = event_lines(event);
        knowledge.facts.push_back({"place_number", "place", std::to_string(taken->number)});
        knowledge.facts.push_back(text_slot("event_what", in_language(event.title, language)));
        knowledge.facts.push_back(text_slot("event_when", texts_.fill(lines.front().text_key, language, arguments_of(lines.front())).shown));
        knowledge.facts.push_back(text_slot("event_room", in_language(event.room, language)));
        knowledge.lists["event"] = lines;
        answer(asked, turn, flow::AskResult::done, std::move(knowledge));
    });
}

void ServiceEffects::quiz_total(const flow::Ask& asked, std::uint64_t turn) {
    protocol::QuizTotal total;
    total.right = asked.right_answers;
    total.asked = kQuestions;
    hub_.ask(std::move(total), done_or_not(asked, turn));
}

void ServiceEffects::known(const flow::Ask& asked, std::uint64_t turn, const protocol::VisitProof& visit) {
    hub_.ask(protocol::KnownRequest{visit}, [this, asked, turn](const hub_link::Answered& what) {
        const auto* held = std::get_if<protocol::KnownList>(&what);
        if (held == nullptr) return answer(asked, turn, result_of(what));
        flow::Knowledge knowledge;
        knowledge.lists["known"] = known_lines(*held, BranchCalendar(settings_.branch.utc_offset));
        answer(asked, turn, held->items.empty() ? flow::AskResult::nothing : flow::AskResult::done, std::move(knowledge));
    });
}

void ServiceEffects::forget(const flow::Ask& asked, std::uint64_t turn, const protocol::VisitProof& visit) {
    protocol::ForgetRequest request;
    request.visit = visit;
    hub_.ask(std::move(request), done_or_not(asked, turn));
}

void ServiceEffects::reset() {
    activities_.clear();
    offer_.clear();
}

}  // namespace silverlane::kiosk
