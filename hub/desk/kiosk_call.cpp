// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/kiosk_call.h"

#include <algorithm>

#include "hub/desk/alert_work.h"
#include "hub/desk/beside_call.h"

namespace silverlane::desk {

namespace {

using Kind = protocol::KioskEvent::Kind;

protocol::KioskEvent event_of(const store::AlertRow& row, Kind kind) {
    protocol::KioskEvent event;
    event.kind = kind;
    event.alert = row.id;
    return event;
}

/// A tablet of anybody who is signed in, at a window too.
bool anybody_is_reachable(Change& change, const BranchId& branch) {
    const auto staff = change.duties.of_branch(branch, change.now);
    return hall_is_reachable(change, branch) || std::any_of(staff.begin(), staff.end(), [&](const store::DutyRow& each) {
               return each.signed_in && change.office.publisher.is_listening(branch, each.staff);
           });
}

}  // namespace

bool hall_is_reachable(const Change& change, const BranchId& branch) { return change.office.publisher.staff_listening(branch) > 0; }

void tell_kiosk_who_comes(Change& change, const store::AlertRow& row) {
    if (row.terminal.empty()) return;
    auto event = event_of(row, Kind::help_claimed);
    event.alert = call_of_beside(change, row).value_or(row.id);
    event.staff_number = row.claimed_by;
    change.publish_to_kiosk(row.branch, row.terminal, event);
}

void tell_kiosk_nobody_comes_yet(Change& change, const store::AlertRow& row, bool someone_reachable) {
    if (row.terminal.empty() || !is_call(row.kind)) return;
    auto event = event_of(row, Kind::help_open);
    for (const auto& beside : unwell_beside(change, row)) {
        if (beside.claimed_by.empty()) continue;
        event.kind = Kind::help_claimed;
        event.staff_number = beside.claimed_by;
    }
    event.someone_reachable = someone_reachable;
    change.publish_to_kiosk(row.branch, row.terminal, event);
}

void tell_kiosk_it_is_over(Change& change, const store::AlertRow& row) {
    if (row.terminal.empty()) return;
    change.publish_to_kiosk(row.branch, row.terminal, event_of(row, Kind::help_closed));
}

std::map<AlertId, bool> tell_who_can_hear(Change& change, const std::map<AlertId, bool>& told) {
    std::map<AlertId, bool> now;
    for (const auto& row : change.alerts.open_calls()) {
        // That somebody is unwell is heard at the windows too.
        const bool heard = row.kind == "unwell" ? anybody_is_reachable(change, row.branch) : hall_is_reachable(change, row.branch);
        const auto before = told.find(row.id);
        if (heard != (before == told.end() || before->second)) tell_kiosk_nobody_comes_yet(change, row, heard);
        now[row.id] = heard;
    }
    return now;
}

}  // namespace silverlane::desk
