// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/job_work.h"

#include "hub/desk/alert_work.h"
#include "hub/desk/arrival_work.h"
#include "hub/desk/interrupt_work.h"
#include "hub/desk/duty_work.h"
#include "hub/desk/task_work.h"
#include "hub/desk/ticket_work.h"
#include "hub/desk/wake_work.h"
#include "hub/protocol/alert.h"

namespace silverlane::desk {

namespace {
/// Of each kind in one transaction, so that nobody else waits long for the writer.
constexpr int kMostAtOnce = 500;

/// What is to be told again goes into the day's next morning: closing runs at closing time and, for what came after it, at midnight.
constexpr std::size_t kDayLength = 10;   // "2026-11-22", also of "2026-11-22+closed"

std::string closing_mark(const store::BranchRow& branch, UtcTime now) {
    const BranchCalendar calendar{std::chrono::minutes{branch.utc_offset_minutes}};
    return calendar.day(now) + (calendar.minute_of_day(now) >= branch.closes_at_minute ? "+closed" : "");
}
}  // namespace

void do_due_work(Change& change) {
    for (auto& session : change.visits.sessions_with_dwell_over(change.now, kMostAtOnce)) dwell_is_over(change, session);
    for (auto& session : change.visits.sessions_unheard_since(change.now - change.office.settings.wifi_expires_after, kMostAtOnce)) {
        end_session(change, session, session.last_seen);
        change.count("wifi_sessions_expired");
    }
    for (auto& visit : change.visits.leaving(change.now, kMostAtOnce)) {
        visit.left_at = visit.left_due;
        change.visits.put(visit);
        change.count("visits_ended");
        if (!visit.alert) continue;
        auto alert = change.alerts.find(*visit.alert);
        // Whoever has left needs nobody; a claimed alert stays with its owner until the outcome, and a call until somebody has looked.
        if (alert && alert->state == static_cast<int>(protocol::AlertState::open) && !is_call(alert->kind)) expire_alert(change, *alert);
    }
    for (const auto& each : change.alerts.waking(change.now, kMostAtOnce)) {
        // As it is now: what another one needed may have changed it in between.
        if (auto alert = change.alerts.find(each.id); alert && alert->wake_at() && *alert->wake_at() <= change.now) wake(change, *alert);
    }
}

void look_for_room(Change& change) {
    tell_long_waits(change);
    for (const auto& branch : change.alerts.branches_waiting()) offer_waiting(change, branch);
}

void close_days(Change& change) {
    for (const auto& branch : change.branches.all()) {
        const auto mark = closing_mark(branch, change.now);
        // A clock that ran ahead and was put right: the closing that it marked is still to come.
        if (std::string_view{mark}.substr(0, kDayLength) < std::string_view{branch.last_closed_day}.substr(0, kDayLength)) {
            change.branches.set_last_closed_day(branch.id, mark);
            continue;
        }
        if (mark <= branch.last_closed_day) continue;
        if (branch.last_closed_day.empty()) {
            // A branch imported a moment ago: what it has is of today.
            change.branches.set_last_closed_day(branch.id, mark);
            continue;
        }
        change.alerts.stop_waiting(branch.id);
        auto open = change.alerts.open_alerts(branch.id);
        change.retention.at_closing(branch.id);
        // Told after the deletion: what is told holds no person, and a tablet that resumes learns that the list is empty.
        for (auto& alert : open) {
            if (alert.kind == "visit_request") continue;
            if (alert.kind == "follow_up") {
                keep_over_night(change, alert);
                continue;
            }
            alert.visit.reset();
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
