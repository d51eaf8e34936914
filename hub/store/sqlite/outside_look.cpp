// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/sqlite/outside_look.h"

#include <fmt/format.h>

#include "hub/store/duty.h"
#include "hub/store/sqlite/sqlite_connection.h"
#include "hub/store/sqlite/sqlite_store.h"

namespace silverlane::store {
namespace {

constexpr int kBusyMilliseconds = 5'000;

Result<std::unique_ptr<SqliteConnection>> open_as_it_is(const std::filesystem::path& file, SqliteConnection::Access access) {
    std::error_code failed;
    if (!std::filesystem::exists(file, failed)) return Error(ErrorCode::not_found, fmt::format("{} is not there, or may not be seen by this user", file.string()));
    auto connection = SqliteConnection::open(file, kBusyMilliseconds, access);
    if (!connection) return connection;
    const auto application = (*connection)->number("PRAGMA application_id");
    if (!application) return application.error().within(file.string());
    const auto version = (*connection)->number("PRAGMA user_version");
    if (!version) return version.error().within(file.string());
    if (*application != kApplicationId) return Error(ErrorCode::corrupt, fmt::format("{} is no Silverlane database", file.string()));
    if (*version != newest_sqlite_schema()) {
        return Error(ErrorCode::unsupported, fmt::format("{} has schema {}, and this program reads schema {}; use the silverlanectl that came with the hub of this database, "
                                                         "or start the newer hub once: it brings the database up to date",
                                                         file.string(), *version, newest_sqlite_schema()));
    }
    return connection;
}

}  // namespace

Result<void> read_database(const std::filesystem::path& file, const Store::Work& work) {
    auto connection = open_as_it_is(file, SqliteConnection::Access::read_only);
    if (!connection) return connection.error();
    return (*connection)->transact("BEGIN", work);
}

Result<void> record_outside_view(const std::filesystem::path& file, const OutsideView& view) {
    std::error_code failed;
    if (!std::filesystem::exists(file, failed)) return Error(ErrorCode::not_found, fmt::format("{} is not there, or may not be seen by this user", file.string()));
    auto connection = SqliteConnection::open(file, kBusyMilliseconds, SqliteConnection::Access::existing);
    if (!connection) return connection.error();
    const auto keeps_views = (*connection)->number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'view_audit'");
    if (!keeps_views) return keeps_views.error().within(file.string());
    if (*keeps_views == 0) return {};
    // Lasts when it returns; the log is the hub's own to move.
    if (auto set = (*connection)->script("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"); !set) return std::move(set).within(file.string());
    auto written = (*connection)->transact("BEGIN IMMEDIATE", [&](Connection& inside) -> Result<void> {
        Duties(inside).record_view(view.at, view.branch, StaffId{view.who}, AlertId{}, view.what, "silverlanectl");
        return {};
    });
    if (written) return {};
    return Error(ErrorCode::forbidden, fmt::format("the look at a person cannot be entered in {} ({}), and without that nobody looks; run it as the user of the hub (sudo -u "
                                                   "silverlane-hub), or on a copy of your own",
                                                   file.string(), written.error().message()));
}

}  // namespace silverlane::store
