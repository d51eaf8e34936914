// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the rule language means, written as plainly as possible and without any thought of speed: the engine is compared with it.
#pragma once

#include <string>

#include "hub/rules/check.h"
#include "hub/rules/facts.h"

namespace silverlane::rules::test {

struct SlowAnswer {
    Truth truth = Truth::yes;
    std::string deciding;   ///< text of the first predicate that decided; empty: none
};

SlowAnswer slow_evaluate(const Expression& expression, const Facts& facts, const Catalogue& catalogue, const Segments& segments);

}  // namespace silverlane::rules::test
