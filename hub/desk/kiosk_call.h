// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a kiosk is told of the call that its person waits for, so that what it says is true: who comes, that nobody comes yet, that it is over.
// Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include <map>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// Somebody has taken it. The kiosk knows of the call alone: whoever takes the alert beside it comes because of the call.
void tell_kiosk_who_comes(Change& change, const store::AlertRow& row);
/// Nobody answers the call any more, or it has only now reached somebody. Of anything but a call for a person, nothing.
void tell_kiosk_nobody_comes_yet(Change& change, const store::AlertRow& row, bool someone_reachable);
void tell_kiosk_it_is_over(Change& change, const store::AlertRow& row);

/// Whether a tablet of the hall listens.
bool hall_is_reachable(const Change& change, const BranchId& branch);
/// Kiosks whose call has lost the last tablet that could hear it, or has one again. `told`: what each was told last, true where it is absent; the
/// calls that are open now come back, with what is so.
std::map<AlertId, bool> tell_who_can_hear(Change& change, const std::map<AlertId, bool>& told);

}  // namespace silverlane::desk
