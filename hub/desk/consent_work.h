// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Consent choices from a kiosk, and what a withdrawal takes back at once. Private to hub/desk; on the writer thread, inside a request.
#pragma once

#include "hub/desk/change.h"

namespace silverlane::desk {

/// The answer never says whether anybody was found. A choice by somebody nobody knows is kept as the record of a one-day visitor.
Result<protocol::Accepted> take_choice(Change& change, const Terminal& terminal, const protocol::ConsentChoice& choice);

}  // namespace silverlane::desk
