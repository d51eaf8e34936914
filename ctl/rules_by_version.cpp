// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/rules_by_version.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "ctl/rule_folder.h"
#include "hub/campaigns/rule_book.h"
#include "hub/store/sqlite/decision_records.h"

namespace silverlane::ctl {
namespace {

namespace files = std::filesystem;

Result<decision::Rules> rules_in(const files::path& policies, const files::path& folder) {
    auto loaded = campaigns::load_rules({policies, folder});
    if (!loaded) return loaded.error();
    return *loaded->rules;
}

/// Removes its folder at the end.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (files::temp_directory_path() / "silverlane-rules-XXXXXX").string();
        if (mkdtemp(name.data()) != nullptr) path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) files::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const files::path& path() const { return path_; }

private:
    files::path path_;
};

/// An archive is a JSON object of file names and contents.
Result<decision::Rules> rules_of_archive(const std::string& archive) {
    const auto tree = nlohmann::json::parse(archive, nullptr, false);
    const TemporaryFolder folder;
    if (!tree.is_object() || folder.path().empty()) return Error(ErrorCode::corrupt, "the archived rules cannot be unpacked");
    for (const auto& [name, content] : tree.items()) {
        const files::path inside = files::path{name}.lexically_normal();
        if (!content.is_string() || inside.is_absolute() || inside.empty() || *inside.begin() == "..") return Error(ErrorCode::corrupt, fmt::format("the archived rules hold '{}'", name));
        files::create_directories((folder.path() / inside).parent_path());
        std::ofstream(folder.path() / inside, std::ios::binary) << content.get<std::string>();
    }
    return rules_in(folder.path() / "policies", folder.path());
}

}  // namespace

Result<void> RulesByVersion::read_given() {
    const auto folder = arguments_.option("rules");
    if (!folder) return {};
    if (auto there = rule_folder_is_there(arguments_, *folder); !there) return there;
    auto rules = rules_in(policies_of(arguments_), *folder);
    if (!rules) return rules.error();
    given_ = rules->version;
    by_version_.insert_or_assign(rules->version, std::move(*rules));
    return {};
}

const decision::Rules* RulesByVersion::find(const std::string& version) {
    if (const auto found = by_version_.find(version); found != by_version_.end()) return found->second ? &*found->second : nullptr;
    auto& place = by_version_[version];
    if (auto service_only = decision::service_only_rules(); service_only.version == version) place = std::move(service_only);
    const auto database = arguments_.option("db");
    if (place || !database) return place ? &*place : nullptr;
    const auto archive = store::archived_rules(*database, version);
    if (!archive || !*archive) return nullptr;
    auto rules = rules_of_archive(**archive);
    if (!rules) std::fprintf(stderr, "rules %s in the archive: %s\n", version.c_str(), rules.error().text().c_str());
    else if (rules->version == version) place = std::move(*rules);
    return place ? &*place : nullptr;
}

Result<const decision::Rules*> RulesByVersion::in_force() {
    if (given_) return find(*given_);
    const auto database = arguments_.option("db");
    if (!database) return Error(ErrorCode::invalid_input, "it is not said by which rules; add --rules DIR, or --db HUB.db for those that its hub used last");
    const auto version = store::newest_rules(*database);
    if (!version) return version.error();
    const auto* rules = *version ? find(**version) : nullptr;
    if (rules == nullptr) return Error(ErrorCode::not_found, fmt::format("{} keeps no rules that can be read; add --rules DIR", *database));
    return rules;
}

}  // namespace silverlane::ctl
