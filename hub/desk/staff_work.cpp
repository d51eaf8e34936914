// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/staff_work.h"

#include "base/pin_hash.h"

namespace silverlane::desk {

namespace {
constexpr std::size_t kTokenBytes = 32;
constexpr Milliseconds kBetweenUnknown{10'000};

/// A work number may stand in the log; what is none may be a PIN or a telephone number in the wrong field.
std::string_view as_logged(const StaffId& number, bool known) { return known ? std::string_view{number.text} : "unknown number"; }

/// Of one number the lock bounds the lines. Unknown numbers are without end: one in ten seconds is told, as the guard of no number remembers.
bool may_tell(Change& change, bool known) {
    if (known) return true;
    auto guard = change.staff.pin_guard(StaffId{});
    if (change.now >= guard.last_wrong_at && change.now - guard.last_wrong_at < kBetweenUnknown) return false;
    guard.last_wrong_at = change.now;
    change.staff.put_pin_guard(StaffId{}, guard);
    return true;
}

void note_refused(Change& change, LogEvent event, const StaffId& number, bool known) {
    if (may_tell(change, known)) change.note(event.with("staff", as_logged(number, known)));
}
}  // namespace

void enter(Change& change, const StaffId& number, bool pin_was_right, std::optional<Entered>& entered, std::optional<Error>& refused) {
    auto guard = change.staff.pin_guard(number);
    if (guard.locked_until > change.now) {
        refused = Error(ErrorCode::too_many, "locked after wrong PINs; try again later");
        return;
    }
    const auto row = change.staff.find(number);
    if (!pin_was_right || !row) {
        // Wrong PINs of last week do not add up with today's.
        if (change.now - guard.last_wrong_at > change.office.settings.wrong_pin_lock) guard.wrong = 0;
        ++guard.wrong;
        guard.last_wrong_at = change.now;
        refused = Error(ErrorCode::unauthorised, "number or PIN is wrong");
        if (guard.wrong >= change.office.settings.wrong_pins_allowed) {
            guard.wrong = 0;
            guard.locked_until = change.now + change.office.settings.wrong_pin_lock;
            note_refused(change, LogEvent(LogLevel::warning, "staff_locked"), number, row.has_value());
            change.count("staff_locked");
            refused = Error(ErrorCode::too_many, "locked after wrong PINs; try again later");
        } else {
            note_refused(change, LogEvent(LogLevel::warning, "sign_in_refused").with("why", row ? "wrong_pin" : "unknown_number"), number, row.has_value());
        }
        change.staff.put_pin_guard(number, guard);
        change.count("sign_ins_refused");
        return;
    }
    change.staff.drop_pin_guard(number);
    const auto* branch = change.branch(row->branch);
    Entered result;
    result.token.text = make_token(kTokenBytes, change.office.random);
    result.signed_in = {row->number.text, row->role, row->display_name, row->branch, branch == nullptr ? row->branch.text : branch->name_zh};
    change.staff.put_session(hash_token(result.token.text), row->number, change.now + change.office.settings.session_lasts);
    change.group.forget_team(row->branch);
    change.note(LogEvent(LogLevel::notice, "staff_signed_in").with("staff", number));
    change.count("sign_ins");
    entered = std::move(result);
}

}  // namespace silverlane::desk
