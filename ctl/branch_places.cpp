// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/branch_places.h"

#include <algorithm>
#include <system_error>

#include "config/reader.h"
#include "ctl/given_paths.h"
#include "hub/store/branches.h"
#include "hub/store/sqlite/outside_look.h"

namespace silverlane::ctl {
namespace {

namespace files = std::filesystem;
using Branches = std::vector<campaigns::BranchPlace>;

Result<Branches> branches_of_database(const files::path& database) {
    Branches branches;
    auto read = store::read_database(database, [&](store::Connection& connection) -> Result<void> {
        for (const auto& each : store::Branches(connection).all()) branches.push_back({each.id.text, each.path});
        return {};
    });
    if (!read) return read.error();
    return branches;
}

/// The file itself, or branch.toml in the folder and in each folder of it.
std::vector<files::path> branch_files(const files::path& named) {
    std::error_code failed;
    if (!files::is_directory(named, failed)) return {named};
    std::vector<files::path> found;
    if (files::exists(named / "branch.toml", failed)) found.push_back(named / "branch.toml");
    for (files::directory_iterator each(named, failed), end; !failed && each != end; each.increment(failed)) {
        if (files::exists(each->path() / "branch.toml", failed)) found.push_back(each->path() / "branch.toml");
    }
    std::sort(found.begin(), found.end());
    return found;
}

Result<Branches> branches_of_files(const files::path& named) {
    const auto found = branch_files(named);
    if (found.empty()) return Error(ErrorCode::not_found, named.string() + " holds no branch.toml");
    Branches branches;
    for (const auto& file : found) {
        auto document = config::Document::load(file);
        if (!document) return document.error();
        config::Mistakes mistakes;
        auto root = document->root(mistakes);
        campaigns::BranchPlace branch{root.required_text("id"), root.text("path", "")};
        // Whatever else is wrong with it is said when it is imported.
        if (auto fine = mistakes.as_result(); !fine) return fine.error();
        branches.push_back(std::move(branch));
    }
    return branches;
}

}  // namespace

Result<std::optional<Branches>> branches_for(const Arguments& arguments, const files::path& rules) {
    const auto given = [](Result<Branches> branches) -> Result<std::optional<Branches>> {
        if (!branches) return branches.error();
        return std::optional(std::move(*branches));
    };
    if (const auto database = arguments.option("db")) {
        if (auto there = database_is_there(*database); !there) return there.error().within("--db");
        return given(branches_of_database(*database));
    }
    if (const auto named = arguments.option("branches")) {
        std::error_code failed;
        auto there = files::is_regular_file(*named, failed) ? Result<void>{} : folder_is_there(*named, "name the one of branch.toml, or the file itself");
        if (!there) return there.error().within("--branches");
        return given(branches_of_files(*named));
    }
    std::error_code failed;
    if (files::exists(rules / "branch.toml", failed)) return given(branches_of_files(rules / "branch.toml"));
    return std::optional<Branches>{};
}

}  // namespace silverlane::ctl
