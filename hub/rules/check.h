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

namespace silverlane::rules {

using Segments = std::map<std::string, Expression, std::less<>>;   ///< conditions that have a name of their own

struct Mistake {
    std::string place;        ///< JSON pointer into the tree: "/all/2/any/0"
    std::string what;         ///< "unknown fact 'rsk_level'"
    std::string instead;      ///< "write risk_level"
    bool operator==(const Mistake&) const = default;
};

/// Everything that is wrong; empty when nothing is. A condition that can never hold is a mistake; segments that name each other in a
/// circle are too.
std::vector<Mistake> check(const Expression& expression, const Catalogue& catalogue, const Segments& segments);

/// Whether no facts at all make it true. Sound: `true` is proven; `false` may also mean that it was not found.
bool never_holds(const Expression& expression, const Catalogue& catalogue, const Segments& segments);

/// Whether some facts may make both true. Sound the other way: `false` is proven.
bool may_overlap(const Expression& a, const Expression& b, const Catalogue& catalogue, const Segments& segments);

}  // namespace silverlane::rules
