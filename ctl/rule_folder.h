// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which rule folder a command is about: --rules DIR, --policies DIR (else those that are installed) and --today. One thread.
#pragma once

#include <string>

#include "base/result.h"
#include "ctl/arguments.h"
#include "hub/campaigns/rule_book.h"

namespace silverlane::ctl {

/// Errors: invalid_input.
Result<decision::Date> today_of(const Arguments& arguments);
Result<campaigns::RuleFiles> rule_files_of(const Arguments& arguments);

/// The book, when it has rules. Errors: invalid_input with every mistake.
Result<campaigns::RuleBook> book_of(const Arguments& arguments);

/// "储蓄国债 / Savings bond"
std::string both(const protocol::LocalText& text);

}  // namespace silverlane::ctl
