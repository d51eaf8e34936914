// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>

#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/content_check.h"
#include "ctl/installed_share.h"
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

}  // namespace

Result<void> check(const Words& words) {
    auto arguments = Arguments::parse(words, {"flows", "strings", "icons"});
    if (!arguments) return arguments.error();
    const std::filesystem::path installed = installed_share();
    const auto folders = folders_named_in(*arguments, installed);
    if (!folders) return folders.error();
    const ContentReport report = check_content(*folders, installed);
    std::fputs(report.lines().c_str(), stdout);
    if (!report.mistakes.empty()) return Error{ErrorCode::invalid_input, report.summary()};
    std::printf("%s\n", report.summary().c_str());
    return {};
}

}  // namespace silverlane::ctl
