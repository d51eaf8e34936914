// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Exchange with JSONLogic (jsonlogic.com): what of it can be said in the rule language comes in, every condition can go out. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "hub/rules/catalogue.h"
#include "hub/rules/expression.h"

namespace silverlane::rules {

/// {"and":[{">=":[{"var":"age"},60]}, ...]}. Errors: invalid_input naming the operator and the place, for what the language cannot say
/// (arithmetic, map, reduce, string work, a variable compared with a variable).
Result<Expression> from_json_logic(std::string_view json, const Catalogue& catalogue);

/// What JSONLogic has no word for (days_since, count, under, three values) becomes a documented form that from_json_logic() reads back.
std::string to_json_logic(const Expression& expression);

}  // namespace silverlane::rules
