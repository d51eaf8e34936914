// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/app/settings_file.h"

#include <unistd.h>

#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/suggestion.h"

namespace silverlane::hub {
namespace {

namespace files = std::filesystem;

/// The settings that have no default, so that a hub with these starts.
constexpr std::string_view kHowToMakeOne =
    "Name it with --config FILE. The package puts one with every setting explained at /etc/silverlane/hub.toml; the least that a hub needs is\n"
    "\n"
    "  [listen]\n"
    "  certificate = \"hub.crt\"          # openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=hub -keyout hub.key -out hub.crt\n"
    "  key = \"hub.key\"\n"
    "  [keys]\n"
    "  visit_codes = \"visit-codes.key\"   # silverlanectl make-key visit-codes.key\n"
    "\n"
    "and silverlane-hub --config FILE --check-config says what else is wrong with it";

std::string looked_for(const files::path& named) {
    std::error_code failed;
    return named.is_absolute() ? std::string{} : fmt::format(" (looked for {})", files::absolute(named, failed).lexically_normal().string());
}

/// "; did you mean 'hub.toml'?", of the neighbours that are folders or files as the one that is missing.
std::string neighbour(const files::path& missing, bool folders) {
    std::vector<std::string> names;
    std::error_code failed;
    for (files::directory_iterator each(missing.has_parent_path() ? missing.parent_path() : files::path{"."}, failed), end; !failed && each != end; each.increment(failed)) {
        std::error_code unseen;
        if (each->is_directory(unseen) == folders) names.push_back(each->path().filename().string());
    }
    const auto meant = nearest(missing.filename().string(), names);
    return meant ? fmt::format("; did you mean '{}'?", (missing.parent_path() / *meant).string()) : std::string{};
}

}  // namespace

Result<void> settings_file_is_there(const files::path& file) {
    std::error_code failed;
    const auto status = files::status(file, failed);
    if (files::is_directory(status)) {
        const bool holds_one = files::exists(file / "hub.toml", failed);
        return Error(ErrorCode::invalid_input, fmt::format("{} is a folder; name the file in it, --config {}", file.string(), (file / "hub.toml").string()) +
                                                   (holds_one ? "" : fmt::format(", which is not there yet. {}", kHowToMakeOne)));
    }
    if (status.type() == files::file_type::not_found) {
        const auto meant = neighbour(file, false);
        return Error(ErrorCode::not_found, fmt::format("there is no settings file {}{}{}", file.string(), looked_for(file), meant.empty() ? fmt::format(". {}", kHowToMakeOne) : meant));
    }
    if (access(file.c_str(), R_OK) != 0) {
        return Error(ErrorCode::forbidden, fmt::format("{} may not be read by this user; run it as the hub's, sudo -u silverlane-hub, or give the file to that group", file.string()));
    }
    return {};
}

Result<void> import_folder_is_there(const files::path& folder) {
    std::error_code failed;
    const auto status = files::status(folder, failed);
    if (files::is_directory(status)) return {};
    if (files::exists(status)) return Error(ErrorCode::invalid_input, fmt::format("{} is a file; name the folder in which it lies: every file of an import is found by its name", folder.string()));
    return Error(ErrorCode::not_found, fmt::format("there is no folder {}{}{}; name the one with branch.toml, staff.toml, customers.jsonl and the feeds, or some of them", folder.string(),
                                                   looked_for(folder), neighbour(folder, true)));
}

}  // namespace silverlane::hub
