// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Exchange with JSONLogic (jsonlogic.com): what of it can be said in the rule language comes in, every condition can go out. Pure; any thread.
// docs/rules.md has the table of both.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "hub/rules/catalogue.h"
#include "hub/rules/expression.h"

namespace silverlane::rules {

/// {"and":[{">=":[{"var":"age"},60]}, ...]}. What comes out true or truthy there holds here, on facts of which none is missing; a missing
/// fact is unknown here and null there. Errors: invalid_input naming the operator and the place, for what the language cannot say
/// (arithmetic, map, reduce, string work, a variable compared with a variable).
Result<Expression> from_json_logic(std::string_view json, const Catalogue& catalogue);

/// What JSONLogic has no word for becomes an operation that the other side must add: days_within (count), under, segment. Days are numbers of
/// days since 1970-01-01, and the variable "today" is one. from_json_logic() reads every form back as the same tree, but "all of ()" as
/// "always" and "any of ()" as "not always". Numbers beyond 2^53 lose digits in JavaScript.
std::string to_json_logic(const Expression& expression);

}  // namespace silverlane::rules
