// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>
#include <optional>
#include <system_error>

#include "ctl/arguments.h"
#include "ctl/branch_places.h"
#include "ctl/commands.h"
#include "ctl/content_check.h"
#include "ctl/given_paths.h"
#include "ctl/installed_share.h"
#include "ctl/rule_folder.h"
#include "config/settings_owner.h"
#include "kiosk/settings/kiosk_settings.h"

namespace silverlane::ctl {
namespace {

/// The folder of a kiosk.toml's flows and texts: its [data] share, or the installed one.
std::filesystem::path share_named_in(const std::filesystem::path& settings, const std::filesystem::path& installed) {
    config::Mistakes seen_again_by_the_check;
    return kiosk::read_kiosk_settings(settings, installed, seen_again_by_the_check).share;
}

Result<ContentFolders> folders_named_in(const Arguments& arguments, const std::filesystem::path& installed) {
    if (arguments.positional().size() > 1) return Error{ErrorCode::invalid_input, "name one folder, or one kiosk.toml"};
    const std::filesystem::path named = arguments.positional().empty() ? installed : std::filesystem::path{arguments.positional().front()};
    const bool settings = named.extension() == ".toml";
    ContentFolders folders = folders_below(settings ? share_named_in(named, installed) : named, installed);
    if (settings) folders.settings = named;
    if (const auto flows = arguments.option("flows")) folders.flows = *flows;
    if (const auto strings = arguments.option("strings")) folders.strings = *strings;
    if (const auto icons = arguments.option("icons")) folders.icons = *icons;
    return folders;
}

/// A hub's settings are another program's: read as a kiosk's, every table of them would be a mistake.
Result<void> is_no_hubs(const std::filesystem::path& settings) {
    const auto document = config::Document::load(settings);
    if (!document || config::settings_owner(*document) != config::SettingsOwner::hub) return {};
    return Error{ErrorCode::invalid_input, settings.string() + " holds a hub's settings, and this command checks a kiosk's; run silverlane-hub --check-config --config " + settings.string()};
}

/// The bank's rule folder: this one, or the samples below it; nothing when there is none.
std::optional<campaigns::RuleFiles> rules_below(const std::filesystem::path& folder, const std::filesystem::path& installed) {
    std::error_code failed;
    for (const auto& candidate : {folder, folder / "samples"}) {
        if (!std::filesystem::is_directory(candidate / "campaigns", failed)) continue;
        const bool own_policies = std::filesystem::is_directory(folder / "policies", failed);
        return campaigns::RuleFiles{(own_policies ? folder : installed) / "policies", candidate};
    }
    return std::nullopt;
}

/// Adds what is wrong with the rules; what there is of them, in words.
Result<std::string> add_rules(const Arguments& arguments, const campaigns::RuleFiles& files, ContentReport& report) {
    const auto today = today_of(arguments);
    if (!today) return today.error();
    const auto branches = branches_for(arguments, files.folder);
    if (!branches) return branches.error();
    auto book = campaigns::read_rule_book(files, *today);
    if (*branches) campaigns::warn_about_places(book, **branches);
    for (const auto& each : book.mistakes.all()) report.mistakes.add(each.position, each.what, each.instead);
    for (const auto& each : book.warnings.all()) report.warnings.add(each.position, each.what, each.instead);
    return std::to_string(book.campaigns.size()) + (book.campaigns.size() == 1 ? " campaign" : " campaigns");
}

}  // namespace

Result<void> check(const Words& words) {
    auto arguments = Arguments::parse(words, {"flows", "strings", "icons", "today"});
    if (!arguments) return arguments.error();
    const std::filesystem::path installed = installed_share();
    const auto folders = folders_named_in(*arguments, installed);
    if (!folders) return folders.error();
    const std::filesystem::path named = arguments->positional().empty() ? installed : std::filesystem::path{arguments->positional().front()};
    if (named.extension() == ".toml") {
        if (auto there = file_is_there(named, "name the kiosk's settings, as /etc/silverlane/kiosk.toml"); !there) return there;
        if (auto kiosks = is_no_hubs(named); !kiosks) return kiosks;
    } else if (auto there = folder_is_there(named, "name one with flows/ and strings/, one of rules, or a kiosk.toml; without a name the installed ones are checked"); !there) {
        return there;
    }
    const auto rules = rules_below(named, installed);
    std::error_code failed;
    // A bank's rule folder has no flows of its own.
    const bool rules_alone = rules && !arguments->option("flows") && !std::filesystem::exists(folders->flows, failed);
    ContentReport report = rules_alone ? ContentReport{} : check_content(*folders, installed);
    std::string campaigns_there;
    if (rules) {
        const auto added = add_rules(*arguments, *rules, report);
        if (!added) return added.error();
        campaigns_there = *added;
    }
    std::fputs(report.lines().c_str(), stdout);
    const std::string summary = rules_alone ? campaigns_there + ": " + report.found() : (rules ? campaigns_there + ", " : "") + report.summary();
    if (!report.mistakes.empty()) return Error{ErrorCode::invalid_input, summary};
    std::printf("%s\n", summary.c_str());
    return {};
}

}  // namespace silverlane::ctl
