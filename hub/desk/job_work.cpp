// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/job_work.h"

#include <chrono>
#include <optional>

#include "hub/desk/alert_work.h"
#include "hub/desk/arrival_work.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/duty_work.h"
#include "hub/desk/head_card.h"
#include "hub/desk/interrupt_work.h"
#include "hub/desk/kiosk_call.h"
#include "hub/desk/task_work.h"
#include "hub/desk/ticket_work.h"
#include "hub/desk/wake_work.h"
#include "hub/protocol/alert.h"

namespace silverlane::desk {

namespace {
/// Of each kind in one transaction, so that nobody else waits long for the writer.
constexpr int kMostAtOnce = 500;

constexpr std::size_t kDayLength = 10;   // "2026-11-22", also of "2026-11-22+closed"
/// A clock that has been behind for so long will not be put right any more.
constexpr std::chrono::hours kBehindBelieved{1};

/// The service day, and whether it is over already: a text that grows with time. A day is closed at closing time and, for what came after it, at
/// midnight.
std::string closing_mark(const store::BranchRow& branch, UtcTime now) {
    const BranchCalendar calendar{std::chrono::minutes{branch.utc_offset_minutes}};
    return calendar.day(now) + (calendar.minute_of_day(now) >= branch.closes_at_minute ? "+closed" : "");
}

std::string_view day_of(std::string_view mark) { return mark.substr(0, kDayLength); }

/// Where a new day has begun, what of it is to stay; at closing time nothing is.
std::optional<store::NewDay> new_day_of(const store::BranchRow& branch, std::string_view mark, UtcTime now) {
    if (mark.size() > kDayLength) return std::nullopt;
    const std::chrono::minutes offset{branch.utc_offset_minutes};
    const auto midnight = std::chrono::floor<std::chrono::days>(now + offset);
    return store::NewDay{std::chrono::time_point_cast<Milliseconds>(midnight) - offset, std::string{mark}};
}

bool is_to_close(Change& change, const store::BranchRow& branch, const std::string& mark, BehindClosings& behind) {
    const auto& closed = branch.last_closed_day;
    if (day_of(mark) >= day_of(closed)) {
        behind.erase(branch.id);
        // A branch imported a moment ago: what it has is of today.
        if (closed.empty()) change.branches.set_last_closed_day(branch.id, mark);
        return !closed.empty() && mark > closed;
    }
    const auto now = change.office.clock.monotonic();
    const auto [seen, is_new] = behind.try_emplace(branch.id, BehindClosing{mark, now});
    if (is_new) return false;
    // Whichever of the clocks was wrong, this one has come to the end of a day while the hub looked on.
    if (mark > seen->second.mark) return true;
    if (now - seen->second.since >= kBehindBelieved) change.branches.set_last_closed_day(branch.id, mark);
    return false;
}

bool is_of_a_machine(std::string_view kind) { return kind == "device_fault" || kind == "paper_low"; }

bool is_for_another_day(std::string_view kind) {
    return is_of_a_machine(kind) || kind == "visit_request" || kind == "follow_up" || kind == "event_signup";
}

/// In the morning somebody is asked anew; whoever had a task goes on with it, and a machine that nobody saw to is anybody's again.
void begin_anew(Change& change, store::AlertRow& row, protocol::Alert& alert) {
    if (is_of_a_machine(row.kind) && alert.state == protocol::AlertState::claimed && advance(row, alert, dispatch::Action::release, dispatch::Actor::owner)) {
        alert.claimed_by.clear();
    }
    if (alert.state != protocol::AlertState::open) return;
    change.duties.end_offers(row.id, change.now, "over");
    advance_by_hub(row, alert, dispatch::Action::displace);
    alert.offered_to.clear();
    row.offer_due.reset();
    row.waiting = alert.interrupts;
    if (!is_of_a_machine(row.kind)) return;
    alert.caution.reset();
    row.escalated = 0;
    row.escalation_due.reset();
}

/// What is not of this day alone goes on without the visit, its ticket and its news.
void carry_over(Change& change, store::AlertRow& row, bool a_day_begins) {
    if (row.kind == "follow_up") keep_over_night(change, row);
    auto alert = alert_of(row);
    if (!alert) return;
    const auto before = row.body;
    if (row.kind != "follow_up") {
        row.visit.reset();
        alert->person.reset();
        alert->ticket_label.clear();
        alert->evidence.clear();
        alert->news.clear();
    }
    if (a_day_begins) begin_anew(change, row, *alert);
    if (protocol::to_json(*alert) == before) change.alerts.put(row);
    else store_alert(change, row, *alert, "carried_over");
}

void close_day(Change& change, const store::BranchRow& branch, const std::string& mark) {
    const auto new_day = new_day_of(branch, mark, change.now);
    auto open = change.alerts.open_alerts(branch.id);
    change.retention.at_closing(branch.id, new_day);
    // Told after the deletion: what is told holds no person, and a tablet that resumes learns that the list is empty.
    for (auto& alert : open) {
        if (new_day && alert.raised_at >= new_day->begins) continue;
        if (is_for_another_day(alert.kind)) {
            carry_over(change, alert, new_day.has_value());
            continue;
        }
        alert.visit.reset();
        // Whoever still waits at a kiosk learns that nobody is on the way any more.
        if (is_call(alert.kind)) tell_kiosk_it_is_over(change, alert);
        expire_alert(change, alert);
        alert.body.clear();
        change.alerts.put(alert);
    }
    // Who borrowed a pair of glasses today is nobody's business tomorrow, not even as a line of a list.
    change.alerts.drop_kind(branch.id, "loan");
    change.branches.set_last_closed_day(branch.id, mark);
    change.queue_moved(branch.id);
    change.note(LogEvent(LogLevel::notice, "day_closed").with("branch", branch.id).with("mark", std::string_view{mark}));
}

/// Whoever has left needs nobody; a claimed alert stays with its owner until the outcome, and a call until somebody has looked.
void end_cards_of(Change& change, const store::VisitRow& visit) {
    for (auto& row : change.alerts.of_visit(visit.id)) {
        const bool is_open = row.state == static_cast<int>(protocol::AlertState::open);
        const bool goes = is_head_card(row) || (visit.alert == row.id && !is_call(row.kind));
        if (is_open && goes) expire_alert(change, row);
    }
}

}  // namespace

void do_due_work(Change& change, bool clock_is_believed) {
    for (auto& session : change.visits.sessions_with_dwell_over(change.now, kMostAtOnce)) dwell_is_over(change, session);
    if (clock_is_believed) {
        for (auto& session : change.visits.sessions_unheard_since(change.now - change.office.settings.wifi_expires_after, kMostAtOnce)) {
            end_session(change, session, session.last_seen);
            change.count("wifi_sessions_expired");
        }
        for (auto& visit : change.visits.leaving(change.now, kMostAtOnce)) {
            visit.left_at = visit.left_due;
            change.visits.put(visit);
            change.count("visits_ended");
            end_cards_of(change, visit);
        }
    }
    for (const auto& each : change.alerts.waking(change.now, kMostAtOnce, clock_is_believed)) {
        // As it is now: what another one needed may have changed it in between.
        auto alert = change.alerts.find(each.id);
        if (alert && alert->wake_at(clock_is_believed) && *alert->wake_at(clock_is_believed) <= change.now) wake(change, *alert, clock_is_believed);
    }
}

void look_for_room(Change& change, bool clock_is_believed) {
    if (clock_is_believed) tell_long_waits(change);
    for (const auto& branch : change.alerts.branches_waiting()) offer_waiting(change, branch);
}

void close_days(Change& change, BehindClosings& behind) {
    for (const auto& branch : change.branches.all()) {
        const auto mark = closing_mark(branch, change.now);
        if (is_to_close(change, branch, mark, behind)) close_day(change, branch, mark);
    }
}

void keep_retention(Change& change) {
    const BranchCalendar calendar{change.office.settings.utc_offset};
    change.retention.over(change.now, calendar.day(change.now - std::chrono::hours{24}), calendar.day(change.now - std::chrono::hours{30 * 24}),
                          calendar.day(change.now - std::chrono::hours{90 * 24}));
    for (const auto& branch : change.branches.all()) {
        change.event_log.keep_newest(branch.id, change.group.last_sequence(branch.id), change.office.settings.events_kept);
    }
}

void tell_glances(Change& change, const std::set<BranchId>& branches) {
    for (const auto& branch : branches) {
        protocol::KioskEvent event;
        event.kind = protocol::KioskEvent::Kind::glance;
        event.glance = glance_of(change.connection, change.office, branch);
        for (const auto& terminal : change.branches.terminals_of(branch)) change.publish_to_kiosk(branch, terminal.id.text, event);
    }
}

}  // namespace silverlane::desk
