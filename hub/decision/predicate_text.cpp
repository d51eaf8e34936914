// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/predicate_text.h"

#include "hub/decision/compiled.h"
#include "hub/decision/verdict.h"

namespace silverlane::decision {

std::string_view predicate_text(const Rules& rules, std::uint32_t predicate) {
    if (rules.compiled == nullptr || predicate == kNoDetail) return {};
    return rules.compiled->audiences.predicate(predicate);
}

}  // namespace silverlane::decision
