// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/rule_folder.h"

#include <system_error>

#include "base/clock.h"
#include "ctl/given_paths.h"
#include "ctl/installed_share.h"

namespace silverlane::ctl {

Result<decision::Date> today_of(const Arguments& arguments) {
    if (const auto text = arguments.option("today")) return decision::parse_date(*text).within("--today");
    return BranchCalendar{std::chrono::minutes{480}}.date(SystemClock{}.now());
}

std::filesystem::path policies_of(const Arguments& arguments) { return arguments.option("policies").value_or((installed_share() / "policies").string()); }

Result<void> rule_folder_is_there(const Arguments& arguments, const std::filesystem::path& folder) {
    const std::string to_copy = "name the bank's own, as --rules /etc/silverlane/bank, or copy one to begin with: cp -r " + (installed_share() / "samples").string() + " bank";
    if (auto there = folder_is_there(folder, to_copy); !there) return there.error();
    std::error_code failed;
    const bool holds_rules = std::filesystem::exists(folder / "products.toml", failed) || std::filesystem::exists(folder / "campaigns", failed);
    const auto above = std::filesystem::absolute(folder, failed).lexically_normal();
    const auto parent = (above.filename().empty() ? above.parent_path() : above).parent_path();
    const bool parent_does = std::filesystem::exists(parent / "products.toml", failed);
    if (!holds_rules && parent_does) return Error(ErrorCode::not_found, folder.string() + " is a part of the rules; name the whole folder, --rules " + parent.string());
    if (!holds_rules) return Error(ErrorCode::not_found, folder.string() + " holds no rules (products.toml, campaigns/, talk_tracks/ ...); " + to_copy);
    if (const auto policies = arguments.option("policies")) {
        if (auto there = folder_is_there(*policies, "name head office's, or leave --policies out for the installed one"); !there) return there.error().within("--policies");
    }
    return {};
}

Result<campaigns::RuleFiles> rule_files_of(const Arguments& arguments) {
    const auto folder = arguments.required("rules", "the folder of the bank's rule files ([rules] folder in hub.toml)", "/etc/silverlane/bank");
    if (!folder) return folder.error();
    if (auto there = rule_folder_is_there(arguments, *folder); !there) return there.error();
    return campaigns::RuleFiles{policies_of(arguments), *folder};
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
