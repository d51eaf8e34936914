// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads what the predicates of a set ask about from the facts into an evaluation: once an evaluation, whatever the number of predicates.
// Inside hub/rules only. Allocates nothing.
#pragma once

#include "hub/rules/compiled.h"

namespace silverlane::rules {

/// `answers` and `bits` have room for `set`'s.
void read_facts(const std::vector<Asked>& asked, const std::vector<Numbered>& numbered, const Facts& facts, std::vector<Evaluation::Answer>& answers, std::vector<std::uint64_t>& bits);

}  // namespace silverlane::rules
