// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Choices of whoever holds a slip, or types a tail: they reach as far as the present visit and no further, because a slip lies in a bin and four
// digits are overheard. Nothing lasting comes of them and nothing lasting is lost; what they refuse is refused until the branch closes. Private to
// hub/desk; on the writer thread, inside a request.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/desk/change.h"

namespace silverlane::desk {

/// These purposes no longer count for this customer today, in this branch and whoever recognises them. `visit` may agree again (none: only the
/// person's own card or phone may).
void refuse_for_today(Change& change, const BranchId& branch, const CustomerId& customer, const std::vector<std::string>& purposes,
                      const std::optional<VisitId>& visit);

/// Drops what a visit was thought good for, and nobody has spoken of; its counts are given back. What was spoken of stays with the lasting
/// consent that it rests on. While the visit still says whose it is.
void drop_conclusions(Change& change, const store::VisitRow& visit);

/// The visit refuses: with service nobody is known in it any more, and what was concluded for it and not yet spoken of goes.
void refuse_in_visit(Change& change, store::VisitRow visit, const std::vector<std::string>& purposes);
/// The visit agrees: only what it refused itself comes back, also who it was.
void agree_in_visit(Change& change, store::VisitRow visit, const std::vector<std::string>& purposes);
/// The visit is to be forgotten: its number is left, and nobody can bring the name back but the person themselves.
void forget_in_visit(Change& change, const store::VisitRow& visit);

}  // namespace silverlane::desk
