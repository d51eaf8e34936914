// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/app/import_command.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "base/event_log.h"
#include "hub/app/hub_app.h"
#include "hub/app/place_warnings.h"
#include "hub/campaigns/rule_book.h"

namespace silverlane::hub {
namespace {

constexpr std::size_t kMostPrinted = 20;

void print_counts(const desk::ImportReport& report) {
    const auto counted = [](int count, const char* one, const char* many) { return fmt::format("{} {}", count, count == 1 ? one : many); };
    std::printf("imported: %s, %s, %d staff, %s, %s\n", counted(report.branches, "branch", "branches").c_str(), counted(report.terminals, "terminal", "terminals").c_str(), report.staff,
                counted(report.activities, "activity", "activities").c_str(), counted(report.customers, "customer", "customers").c_str());
    const auto& feeds = report.feeds;
    std::printf("feeds: %s, %s, %s (%d came of an opportunity), %d changed, %d known before; dropped: %d without consent, %d of "
                "nobody here\n",
                counted(feeds.signals, "signal", "signals").c_str(), counted(feeds.contacts, "contact", "contacts").c_str(), counted(feeds.sales, "sale", "sales").c_str(), feeds.matched, feeds.changed, feeds.repeated, feeds.without_consent, feeds.of_nobody);
    std::fputs(report.summary().c_str(), stdout);
}

void print_refused(const desk::ImportReport& report, const std::filesystem::path& list) {
    const std::size_t shown = std::min(kMostPrinted, report.problems.size());
    for (std::size_t each = 0; each < shown; ++each) std::fprintf(stderr, "%s\n", report.problems[each].c_str());
    if (report.problems.size() > shown) std::fprintf(stderr, "... and %zu more\n", report.problems.size() - shown);
    std::printf("%d %s refused; each with its place and reason stands in %s. Mend the files and import them again: what was taken stays\n", report.rejected,
                report.rejected == 1 ? "row" : "rows", list.c_str());
}

/// Whoever imports a branch is the one who can write its path; rules with mistakes are said by the hub itself.
void say_what_is_not_shown(const HubSettings& settings, store::Store& store, const Clock& clock) {
    if (!settings.rules.folder) return;
    const auto rules = campaigns::load_rules({settings.rules.policies, *settings.rules.folder});
    StandardErrorLog log(clock);
    if (rules) warn_of_places(*rules->rules, store, log);
}

}  // namespace

std::filesystem::path list_of_refused(const HubSettings& settings) { return settings.data.folder / "import-refused.txt"; }

Result<void> keep_refused(const std::filesystem::path& list, const desk::ImportReport& report) {
    std::error_code failed;
    std::filesystem::remove(list, failed);
    if (report.problems.empty()) return {};
    std::ofstream out(list, std::ios::binary);
    std::filesystem::permissions(list, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failed);
    for (const auto& problem : report.problems) out << problem << '\n';
    const auto unlisted = static_cast<std::size_t>(report.rejected) - report.problems.size();
    if (unlisted > 0) out << "... and " << unlisted << " more\n";
    if (!out.flush()) return Error(ErrorCode::io, "cannot write " + list.string());
    return {};
}

Result<int> import_from(const std::filesystem::path& folder, const HubSettings& settings, const Clock& clock) {
    auto store = open_store(settings, true);
    if (!store) return store.error();
    const auto report = desk::import_bank(folder, **store, clock.now(), settings.feeds);
    if (!report) return report.error();
    print_counts(*report);
    say_what_is_not_shown(settings, **store, clock);
    if (auto kept = keep_refused(list_of_refused(settings), *report); !kept) return kept.error();
    if (report->rejected == 0) return 0;
    print_refused(*report, list_of_refused(settings));
    return 1;
}

}  // namespace silverlane::hub
