// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/decide_words.h"
#include "ctl/installed_share.h"
#include "hub/campaigns/plain_rule_files.h"
#include "hub/decision/decide.h"
#include "hub/decision/explain.h"
#include "hub/store/sqlite/decision_records.h"

namespace silverlane::ctl {
namespace {

namespace files = std::filesystem;

Result<decision::Rules> rules_in(const files::path& policies, const files::path& folder) {
    return campaigns::load_rules({policies, folder / "campaigns", folder / "products.toml"});
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

/// The rules of every version that the records name: those of --rules, or those that the hub archived in its database.
class RulesByVersion {
public:
    explicit RulesByVersion(const Arguments& arguments) : arguments_(arguments) {}

    /// Errors: what was wrong with --rules.
    Result<void> read_given() {
        const auto folder = arguments_.option("rules");
        if (!folder) return {};
        auto rules = rules_in(arguments_.option("policies").value_or((installed_share() / "policies").string()), *folder);
        if (!rules) return rules.error();
        given_ = rules->version;
        by_version_.insert_or_assign(rules->version, std::move(*rules));
        return {};
    }
    /// nullptr when nobody has that version.
    const decision::Rules* find(const std::string& version) {
        if (const auto found = by_version_.find(version); found != by_version_.end()) return found->second ? &*found->second : nullptr;
        auto& place = by_version_[version];
        const auto database = arguments_.option("db");
        if (!database) return nullptr;
        const auto archive = store::archived_rules(*database, version);
        if (!archive || !*archive) return nullptr;
        auto rules = rules_of_archive(**archive);
        if (!rules) std::fprintf(stderr, "rules %s in the archive: %s\n", version.c_str(), rules.error().text().c_str());
        else if (rules->version == version) place = std::move(*rules);
        return place ? &*place : nullptr;
    }
    [[nodiscard]] const decision::Rules* given() { return given_ ? find(*given_) : nullptr; }

private:
    const Arguments& arguments_;
    std::optional<std::string> given_;
    std::map<std::string, std::optional<decision::Rules>> by_version_;
};

/// The surroundings of the first byte that differs, of both.
std::string first_difference(const std::string& recorded, const std::string& now) {
    const auto at = static_cast<std::size_t>(std::mismatch(recorded.begin(), recorded.end(), now.begin(), now.end()).first - recorded.begin());
    const auto from = at < 40 ? 0 : at - 40;
    return fmt::format("  byte {}\n  recorded ...{}\n  now      ...{}\n", at, recorded.substr(from, 100), now.substr(std::min(from, now.size()), 100));
}

class Replay {
public:
    Replay(const Arguments& arguments, RulesByVersion& rules) : rules_(rules), visit_(arguments.option("visit")), explain_in_(arguments.option("explain")) {}

    bool take(const std::string& where, const std::string& record) {
        auto recorded = decision::recorded_from_json(record);
        if (!recorded) return fault(where, recorded.error().text());
        if (visit_ && recorded->snapshot.visit.visit.text != *visit_) return true;
        const auto* rules = rules_.find(recorded->rules_version);
        if (rules == nullptr) {
            if (unknown_.insert({recorded->rules_version, 0}).second) std::fprintf(stderr, "%s: nobody has rules %s\n", where.c_str(), recorded->rules_version.c_str());
            ++unknown_[recorded->rules_version];
            return true;
        }
        const auto again = decision::replay(record, *rules);
        if (!again) return fault(where, again.error().text());
        ++(*again == record ? same_ : different_);
        if (*again != record && different_ == 1) std::printf("%s is decided otherwise now\n%s", where.c_str(), first_difference(record, *again).c_str());
        if (explain_in_) {
            const auto text = decision::explain(record, *rules, decide_words(*explain_in_));
            std::printf("%s\n%s\n", where.c_str(), text ? text->c_str() : text.error().text().c_str());
        }
        return true;
    }
    Result<void> result() const {
        int without = 0;
        for (const auto& [version, count] : unknown_) without += count;
        std::printf("%d the same, %d different, %d without their rules, %d not readable\n", same_, different_, without, faults_);
        if (different_ + without + faults_ > 0) return Error(ErrorCode::conflict, "not every record could be decided again to the same bytes");
        return {};
    }

private:
    bool fault(const std::string& where, const std::string& what) {
        if (++faults_ <= 5) std::fprintf(stderr, "%s: %s\n", where.c_str(), what.c_str());
        return true;
    }

    RulesByVersion& rules_;
    const std::optional<std::string> visit_, explain_in_;
    int same_ = 0, different_ = 0, faults_ = 0;
    std::map<std::string, int> unknown_;
};

Result<void> records_of_file(const files::path& file, Replay& replay) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error(ErrorCode::not_found, fmt::format("{} cannot be read", file.string()));
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (!line.empty()) replay.take(fmt::format("line {}", number), line);
    }
    if (stream.bad()) return Error(ErrorCode::io, fmt::format("{} could not be read to its end", file.string()));
    return {};
}

Result<void> decide_once(const files::path& file, const decision::Rules& rules, const std::optional<std::string>& language) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error(ErrorCode::not_found, fmt::format("{} cannot be read", file.string()));
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const auto snapshot = decision::snapshot_from_json(text);
    if (!snapshot) return snapshot.error().within(file.string());
    const auto now = SystemClock{}.now();
    const auto record = decision::record_of(*snapshot, rules, now, decision::decide(*snapshot, rules, now));
    std::printf("%s\n", record.c_str());
    if (!language) return {};
    const auto explained = decision::explain(record, rules, decide_words(*language));
    if (!explained) return explained.error();
    std::printf("%s", explained->c_str());
    return {};
}

}  // namespace

Result<void> decide(const Words& words) {
    const auto arguments = Arguments::parse(words, {"replay", "db", "snapshot", "rules", "policies", "explain", "visit"});
    if (!arguments) return arguments.error();
    RulesByVersion rules(*arguments);
    if (auto read = rules.read_given(); !read) return read.error();
    if (const auto snapshot = arguments->option("snapshot")) {
        if (rules.given() == nullptr) return Error(ErrorCode::invalid_input, "--snapshot needs --rules DIR");
        return decide_once(*snapshot, *rules.given(), arguments->option("explain"));
    }
    Replay replay(*arguments, rules);
    if (const auto file = arguments->option("replay")) {
        if (rules.given() == nullptr) return Error(ErrorCode::invalid_input, "--replay needs --rules DIR");
        if (auto read = records_of_file(*file, replay); !read) return read.error();
        return replay.result();
    }
    const auto database = arguments->option("db");
    if (!database) return Error(ErrorCode::invalid_input, "name --replay FILE, --db HUB.db or --snapshot FILE");
    const auto take = [&](const std::string& where, const std::string& record) { return replay.take(where, record); };
    if (auto read = store::records_of_database(*database, take); !read) return read.error();
    return replay.result();
}

}  // namespace silverlane::ctl
