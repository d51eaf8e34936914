// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "config/reader.h"
#include "hub/decision/facts.h"
#include "hub/desk/bank_import.h"
#include "hub/desk/service_work.h"
#include "hub/store/branches.h"
#include "hub/store/services.h"

namespace silverlane::desk {

namespace {

using config::Mistakes;
using config::TableReader;

constexpr std::size_t kLongestId = 60;
constexpr std::size_t kLongestText = 256;   ///< bytes of one text in a kiosk's list of activities; it refuses the whole list for a longer one

/// What a kiosk would not take is refused here, where somebody can mend it.
std::string text_for_kiosks(TableReader& table, const std::string& key, bool required) {
    auto text = required ? table.required_text(key) : table.text(key, "");
    if (text.size() > kLongestText) {
        table.mistake(key, fmt::format("'{}' is {} bytes long", key, text.size()),
                      fmt::format("write at most {} bytes: {} Chinese characters or {} Latin letters", kLongestText, kLongestText / 3, kLongestText));
    }
    if (required && text.empty() && table.has(key)) table.mistake(key, fmt::format("'{}' is empty", key), "write what is to be read there");
    return text;
}

protocol::LocalText local_text(TableReader& table, const std::string& name) {
    return {text_for_kiosks(table, name + "_zh", true), text_for_kiosks(table, name + "_en", true), text_for_kiosks(table, name + "_zh_spoken", false),
            text_for_kiosks(table, name + "_en_spoken", false)};
}

std::string activity_id(TableReader& table) {
    auto id = table.required_text("id");
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    if (table.has("id") && (id.empty() || id.size() > kLongestId || !std::all_of(id.begin(), id.end(), fits))) {
        table.mistake("id", fmt::format("'{}' cannot be an activity's id", id), fmt::format("write 1 to {} of a-z, 0-9, - and _", kLongestId));
    }
    return id;
}

struct ReadActivity {
    store::ActivityRow row;
    std::chrono::minutes ends_after_midnight{0};   ///< of its day, on the branch's clock
    std::chrono::sys_days day{};
};

ReadActivity read_activity(TableReader& table, const BranchId& branch) {
    ReadActivity read;
    auto& row = read.row;
    row.branch = branch;
    row.id = activity_id(table);
    row.title = local_text_to_json(local_text(table, "title"));
    row.room = local_text_to_json(local_text(table, "room"));
    row.day = table.required_text("day");
    const auto date = decision::parse_date(row.day);
    if (date) read.day = *date;
    else if (!row.day.empty()) table.mistake("day", fmt::format("'{}' is no day", row.day), "write it as \"2026-12-01\"");
    read.ends_after_midnight = std::chrono::minutes{minute_of_day_in(table, "starts", "") + table.integer("minutes", 90, 10, 720)};
    row.starts = table.text("starts", "");
    row.places = static_cast<int>(table.required_integer("places", 1, 10'000));
    table.finish();
    return read;
}

}  // namespace

Result<void> import_activities(const std::filesystem::path& file, store::Store& store, ImportReport& report) {
    auto document = config::Document::load(file);
    if (!document) return document.error();
    Mistakes mistakes;
    auto root = document->root(mistakes);
    const BranchId branch{root.required_text("branch")};
    std::vector<ReadActivity> activities;
    std::set<std::string> seen;
    for (auto& table : root.tables("activity")) {
        activities.push_back(read_activity(table, branch));
        const auto& id = activities.back().row.id;
        if (!seen.insert(id).second) table.mistake("id", fmt::format("activity '{}' stands here twice", id), "give it an id of its own");
    }
    root.finish();
    if (auto done = mistakes.as_result(); !done) return done;
    auto written = store.write([&](store::Connection& connection) -> Result<void> {
        const auto known = store::Branches(connection).find(branch);
        if (!known) return Error(ErrorCode::not_found, fmt::format("no branch '{}'; import its branch.toml first", branch.text));
        std::vector<store::ActivityRow> rows;
        for (auto& each : activities) {
            each.row.over = std::chrono::time_point_cast<Milliseconds>(each.day) + each.ends_after_midnight - std::chrono::minutes{known->utc_offset_minutes};
            rows.push_back(each.row);
        }
        store::Services(connection).put_activities(branch, rows);
        return {};
    });
    if (!written) return std::move(written).within("importing " + file.string());
    report.activities += static_cast<int>(activities.size());
    return {};
}

}  // namespace silverlane::desk
