// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Which rule folder a command is about: --rules DIR, --policies DIR (else those that are installed) and --today. One thread.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "ctl/arguments.h"
#include "hub/campaigns/rule_book.h"

namespace silverlane::ctl {

/// Errors: invalid_input.
Result<decision::Date> today_of(const Arguments& arguments);
/// --policies, else the installed ones.
std::filesystem::path policies_of(const Arguments& arguments);
/// Whether the folders of --rules and --policies are there and hold rules. Errors: not_found with what to write.
Result<void> rule_folder_is_there(const Arguments& arguments, const std::filesystem::path& folder);
Result<campaigns::RuleFiles> rule_files_of(const Arguments& arguments);

/// The book, when it has rules. Errors: invalid_input with every mistake.
Result<campaigns::RuleBook> book_of(const Arguments& arguments);

/// "储蓄国债 / Savings bond"
std::string both(const protocol::LocalText& text);

}  // namespace silverlane::ctl
