// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// After a task: one consented offer, or a rating, or nothing; and what a person answers. Private to hub/desk; on the writer thread, inside a
// request.
#pragma once

#include "hub/desk/change.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::desk {

/// At most one offer a visit; never one for somebody who waits for help.
Result<protocol::AfterTask> what_after_task(Change& change, const Terminal& terminal, const protocol::AfterTaskRequest& request);
Result<void> take_offer_answer(Change& change, const Terminal& terminal, const protocol::OfferAnswer& answer);
/// The row holds no ticket; a poor rating brings the branch head, and only them.
void take_rating(Change& change, const Terminal& terminal, const protocol::RatingGiven& given);

}  // namespace silverlane::desk
