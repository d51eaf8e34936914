// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/service_work.h"

#include <array>

#include <nlohmann/json.hpp>

#include "hub/decision/decide.h"
#include "hub/desk/alert_work.h"
#include "hub/desk/view_audit.h"

namespace silverlane::desk {

namespace {

using Json = nlohmann::json;
using protocol::AlertClass;
using protocol::Urgency;
using std::chrono::days;
using std::chrono::sys_days;

constexpr int kMostActivities = 4;
constexpr days kFarthestVisit{60};
constexpr days kPhoneAfterVisit{7};   // a visit that was put off by a few days

struct NamedReason {
    std::string_view name;
    const char* key;
};
constexpr std::array<NamedReason, 4> kItems{{{"glasses", "reason.loan_glasses"}, {"magnifier", "reason.loan_magnifier"},
                                             {"wheelchair", "reason.loan_wheelchair"}, {"blood_pressure", "reason.loan_blood_pressure"}}};
constexpr std::array<NamedReason, 4> kVisits{{{"pin", "reason.visit_pin"}, {"social_card", "reason.visit_social_card"},
                                              {"passbook", "reason.visit_passbook"}, {"other", "reason.visit_other"}}};

protocol::Line reason_of(const std::array<NamedReason, 4>& reasons, std::string_view name) {
    for (const auto& each : reasons) {
        if (each.name == name) return {each.key, {}};
    }
    return {reasons.back().key, {}};
}

/// A request that waits for somebody of the branch, at its time.
protocol::Alert request_at(Change& change, const Terminal& terminal, std::string_view kind) {
    auto alert = alert_at(change, terminal, kind);
    alert.alert_class = AlertClass::service;
    alert.urgency = Urgency::c;
    return alert;
}

void raise(Change& change, protocol::Alert& alert) {
    auto row = new_row(change, alert);
    put_alert(change, row, alert, "raised");
}

/// Monday to Friday; holidays are the branch's to know, and a day too early does no harm.
sys_days next_working_day(sys_days day) {
    day += days{1};
    while (std::chrono::weekday{day} == std::chrono::Saturday || std::chrono::weekday{day} == std::chrono::Sunday) day += days{1};
    return day;
}

UtcTime closing_of(Change& change, const BranchId& branch, sys_days day) {
    const auto* row = change.branch(branch);
    const auto offset = row == nullptr ? change.office.settings.utc_offset : std::chrono::minutes{row->utc_offset_minutes};
    const auto closes = std::chrono::minutes{row == nullptr ? 17 * 60 : row->closes_at_minute};
    return std::chrono::time_point_cast<Milliseconds>(day) + closes - offset;
}

}  // namespace

void take_loan(Change& change, const Terminal& terminal, const protocol::LoanAsked& loan) {
    if (!change.answers.first_time(kind_of(terminal, "loan"), loan.key, change.answers_expire())) return;
    auto alert = request_at(change, terminal, "loan");
    alert.place = loan.place;
    alert.reasons = {reason_of(kItems, loan.item)};
    if (loan.strength > 0) alert.reasons.push_back({"reason.loan_strength", {{"degrees", std::to_string(loan.strength)}}});
    alert.first_sentence = protocol::Line{"say.i_bring_it", {}};
    alert.outcomes = {"helped", "not_now"};
    raise(change, alert);
    change.count_of_day(terminal.branch, "loan:" + loan.item);
}

Result<protocol::HomeVisitTaken> take_home_visit(Change& change, const Terminal& terminal, const protocol::HomeVisitAsked& visit) {
    const auto kind = kind_of(terminal, "home_visit");
    if (const auto before = change.answers.find(kind, visit.key)) return protocol::home_visit_taken_from_json(*before);
    const auto wanted = decision::parse_date(visit.day);
    const sys_days today{change.calendar(terminal.branch).date(change.now)};
    if (!wanted || sys_days{*wanted} <= today || sys_days{*wanted} > today + kFarthestVisit) {
        return Error(ErrorCode::invalid_input, "field 'day': expected one of the next 60 days");
    }
    const auto due_day = next_working_day(today);
    const auto due = closing_of(change, terminal.branch, due_day);
    protocol::HomeVisitTaken taken{decision::to_text(std::chrono::year_month_day{due_day})};
    auto alert = request_at(change, terminal, "visit_request");
    alert.interrupts = false;
    alert.reasons = {reason_of(kVisits, visit.what), {"reason.call_back_by", {{"day", taken.due_day}}}};
    if (visit.for_whom == "family") alert.reasons.push_back({"reason.visit_for_family", {}});
    alert.outcomes = {"booked", "helped", "declined"};
    auto row = new_row(change, alert);
    row.escalation_due = due;
    put_alert(change, row, alert, "raised");
    change.services.put_home_visit({alert.id, terminal.branch, visit.for_whom, visit.what, visit.day, visit.half, visit.phone, due,
                                    closing_of(change, terminal.branch, sys_days{*wanted} + kPhoneAfterVisit)});
    change.count_of_day(terminal.branch, "home_visits");
    change.answers.put(kind, visit.key, protocol::to_json(taken), change.answers_expire());
    return taken;
}

Result<protocol::SignedUp> take_sign_up(Change& change, const Terminal& terminal, const protocol::SignUp& sign_up) {
    const auto kind = kind_of(terminal, "sign_up");
    if (const auto before = change.answers.find(kind, sign_up.key)) return protocol::signed_up_from_json(*before);
    const auto activity = change.services.find_activity(terminal.branch, sign_up.activity);
    if (!activity || activity->over <= change.now) return Error(ErrorCode::not_found, "no such activity, or it is over");
    if (activity->taken + sign_up.people > activity->places) return Error(ErrorCode::conflict, "no place is left");
    protocol::SignedUp signed_up{change.services.add_sign_up({terminal.branch, sign_up.activity, 0, sign_up.people, sign_up.phone})};
    auto alert = request_at(change, terminal, "event_signup");
    alert.interrupts = false;
    const auto title = local_text_from_json(activity->title);
    alert.reasons = {{"reason.event_signup", {{"title_zh", title.zh}, {"title_en", title.en}, {"day", activity->day},
                                              {"number", std::to_string(signed_up.number)}, {"people", std::to_string(sign_up.people)}}}};
    alert.outcomes = {"helped", "not_now"};
    raise(change, alert);
    change.count_of_day(terminal.branch, "sign_ups");
    change.answers.put(kind, sign_up.key, protocol::to_json(signed_up), change.answers_expire());
    return signed_up;
}

void count_quiz(Change& change, const Terminal& terminal, const protocol::QuizTotal& total) {
    if (!change.answers.first_time(kind_of(terminal, "quiz"), total.key, change.answers_expire())) return;
    // By month: a day with one visitor would say how that one did.
    const auto month = change.day(terminal.branch).substr(0, 7);
    change.group.count_of_day(terminal.branch, month, "quiz:" + std::to_string(total.right) + "/" + std::to_string(total.asked));
}

protocol::Activities next_activities(store::Connection& connection, const BranchId& branch, UtcTime now) {
    protocol::Activities list;
    for (const auto& each : store::Services(connection).activities_after(branch, now, kMostActivities)) {
        protocol::Activities one;
        one.activities.push_back({each.id, local_text_from_json(each.title), each.day, each.starts, local_text_from_json(each.room),
                                  std::max(0, each.places - each.taken)});
        // A kiosk refuses the whole list for one row that it cannot read. The import lets none in; one of an older import costs its own place.
        if (protocol::activities_from_json(protocol::to_json(one))) list.activities.push_back(std::move(one.activities.front()));
    }
    return list;
}

Result<protocol::SignUpList> sign_ups_until_tomorrow(Change& change, const Session& session) {
    constexpr int kMostListed = 64;
    const bool prepares = session.role == "lobby_manager" || session.role == "branch_head";
    if (!prepares) {
        record_refused_view(change, session, "sign_ups");
        return Error(ErrorCode::forbidden, "who comes to an activity is for lobby managers and the branch head");
    }
    record_view(change, session, "sign_ups");
    const auto tomorrow = change.calendar(session.branch).day(change.now + std::chrono::hours{24});
    protocol::SignUpList list;
    for (const auto& activity : change.services.activities_after(session.branch, change.now, kMostListed)) {
        if (activity.day > tomorrow) continue;
        for (auto& each : change.services.sign_ups(session.branch, activity.id)) {
            list.sign_ups.push_back({activity.id, local_text_from_json(activity.title), activity.day, each.number, each.people, std::move(each.phone)});
        }
    }
    return list;
}

Result<protocol::HomeVisitDetails> home_visit_for(Change& change, const Session& session, const AlertId& id) {
    const auto row = change.alerts.find(id);
    auto visit = change.services.find_home_visit(id);
    if (!row || !visit || row->branch != session.branch || row->claimed_by != session.staff.text) {
        record_refused_view(change, session, "home_visit", id);
        return Error(ErrorCode::not_found, "no home visit that you have taken");
    }
    record_view(change, session, "home_visit", id);
    return protocol::HomeVisitDetails{visit->for_whom, visit->what, visit->day, visit->half, std::move(visit->phone)};
}

std::string local_text_to_json(const protocol::LocalText& text) {
    return Json{{"zh", text.zh}, {"en", text.en}, {"zh_spoken", text.zh_spoken}, {"en_spoken", text.en_spoken}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

protocol::LocalText local_text_from_json(std::string_view text) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return {};
    return {json.value("zh", ""), json.value("en", ""), json.value("zh_spoken", ""), json.value("en_spoken", "")};
}

}  // namespace silverlane::desk
