// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What can be said of a condition before it is ever used: unknown names, wrong types, conditions that never or always hold, limits. Pure;
// any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hub/rules/catalogue.h"
#include "hub/rules/expression.h"
#include "hub/rules/mistake.h"

namespace silverlane::rules {

using Segments = std::map<std::string, Expression, std::less<>>;   ///< conditions that have a name of their own

/// Everything that is wrong; empty when nothing is. A part that can never hold, or that can never fail once its facts are known, is a
/// mistake (the smallest such part is named); segments that name each other in a circle are too. Segments are looked into for names,
/// circles and limits; what else is wrong with a segment is told when it is checked itself.
std::vector<Mistake> check(const Expression& expression, const Catalogue& catalogue, const Segments& segments);

/// Names, types, limits and circles only: what compile() insists on.
std::vector<Mistake> check_form(const Expression& expression, const Catalogue& catalogue, const Segments& segments);

/// Whether no facts at all make it true. Sound: `true` is proven; `false` may also mean that it was not found. The condition must be free
/// of mistakes of form.
bool never_holds(const Expression& expression, const Catalogue& catalogue, const Segments& segments);

/// Whether some facts may make both true. Sound the other way: `false` is proven.
bool may_overlap(const Expression& a, const Expression& b, const Catalogue& catalogue, const Segments& segments);

}  // namespace silverlane::rules
