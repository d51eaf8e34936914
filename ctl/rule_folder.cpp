// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/rule_folder.h"

#include "base/clock.h"
#include "ctl/installed_share.h"

namespace silverlane::ctl {

Result<decision::Date> today_of(const Arguments& arguments) {
    if (const auto text = arguments.option("today")) return decision::parse_date(*text).within("--today");
    return BranchCalendar{std::chrono::minutes{480}}.date(SystemClock{}.now());
}

Result<campaigns::RuleFiles> rule_files_of(const Arguments& arguments) {
    const auto folder = arguments.required("rules");
    if (!folder) return folder.error();
    return campaigns::RuleFiles{arguments.option("policies").value_or((installed_share() / "policies").string()), *folder};
}

Result<campaigns::RuleBook> book_of(const Arguments& arguments) {
    const auto files = rule_files_of(arguments);
    if (!files) return files.error();
    const auto today = today_of(arguments);
    if (!today) return today.error();
    auto book = campaigns::read_rule_book(*files, *today);
    if (!book.rules) return Error(ErrorCode::invalid_input, "the rules have mistakes\n" + book.mistakes.text());
    return book;
}

std::string both(const protocol::LocalText& text) { return text.zh + " / " + text.en; }

}  // namespace silverlane::ctl
