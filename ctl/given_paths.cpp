// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/given_paths.h"

#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/suggestion.h"

namespace silverlane::ctl {
namespace {

namespace files = std::filesystem;

/// A neighbour that was probably meant, as a whole path; empty when there is none.
files::path neighbour(const files::path& missing, bool folders) {
    const auto place = missing.has_parent_path() ? missing.parent_path() : files::path{"."};
    std::vector<std::string> names;
    std::error_code failed;
    for (files::directory_iterator each(place, failed), end; !failed && each != end; each.increment(failed)) {
        std::error_code unseen;
        if (each->is_directory(unseen) == folders) names.push_back(each->path().filename().string());
    }
    const auto found = nearest(missing.filename().string(), names);
    return found ? missing.parent_path() / *found : files::path{};
}

Error not_there(const files::path& named, std::string_view kind, bool folders, std::string_view advice) {
    std::error_code failed;
    const auto whole = files::absolute(named, failed).lexically_normal();
    const auto meant = neighbour(whole, folders);
    const auto shown = named.is_absolute() ? std::string{} : fmt::format(" (looked for {})", whole.string());
    if (meant.empty()) return {ErrorCode::not_found, fmt::format("there is no {} {}{}; {}", kind, named.string(), shown, advice)};
    return {ErrorCode::not_found, fmt::format("there is no {} {}{}; did you mean '{}'? Else {}", kind, named.string(), shown, (named.parent_path() / meant.filename()).string(), advice)};
}

std::string not_seen(const files::path& named, const std::error_code& why) {
    return fmt::format("{} cannot be looked at: {}; run it as a user who may, as sudo -u silverlane-hub", named.string(), why.message());
}

}  // namespace

Result<void> file_is_there(const files::path& file, std::string_view advice) {
    std::error_code failed;
    const auto status = files::status(file, failed);
    if (files::is_directory(status)) return Error(ErrorCode::invalid_input, fmt::format("{} is a folder, and a file is wanted; {}", file.string(), advice));
    if (status.type() == files::file_type::not_found) return not_there(file, "file", false, advice);
    if (!files::exists(status)) return Error(ErrorCode::io, not_seen(file, failed));
    return {};
}

Result<void> database_is_there(const files::path& file) { return file_is_there(file, "name the hub's database, as /var/lib/silverlane-hub/hub.db ([data] folder in hub.toml)"); }

Result<void> folder_is_there(const files::path& folder, std::string_view advice) {
    std::error_code failed;
    const auto status = files::status(folder, failed);
    if (files::is_directory(status)) return {};
    if (status.type() == files::file_type::not_found) return not_there(folder, "folder", true, advice);
    if (!files::exists(status)) return Error(ErrorCode::io, not_seen(folder, failed));
    return Error(ErrorCode::invalid_input, fmt::format("{} is a file, and a folder is wanted; {}", folder.string(), advice));
}

}  // namespace silverlane::ctl
