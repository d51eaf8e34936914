// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>

#include "ctl/campaigns_commands.h"
#include "ctl/given_paths.h"
#include "ctl/look_inside.h"
#include "ctl/rehearsal_report.h"
#include "ctl/rule_folder.h"
#include "hub/campaigns/rehearsal.h"
#include "hub/store/sqlite/decision_records.h"

namespace silverlane::ctl {
namespace {

Result<std::string> lines_of_file(const std::string& file) {
    if (auto there = file_is_there(file, "name one of decision records or snapshots; silverlanectl sample arrivals --count 1000 --out day.jsonl invents one"); !there) return there.error();
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error{ErrorCode::io, file + " may not be read by this user"};
    return std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// The decision records that a hub keeps, or those of one branch. Whoever rehearses on people is entered, though the report masks them.
Result<std::string> lines_of_hub(const std::string& database, const std::optional<std::string>& branch) {
    if (auto there = database_is_there(database); !there) return there.error();
    if (auto entered = enter_look(database, BranchId{branch.value_or("")}, "rehearse"); !entered) return entered.error();
    std::string lines;
    auto read = store::records_of_database(database, [&](const std::string&, const std::string& record) {
        const auto recorded = branch ? decision::recorded_from_json(record) : Result<decision::Recorded>(decision::Recorded{});
        if (!branch || (recorded && recorded->snapshot.visit.branch.text == *branch)) lines += record + "\n";
        return true;
    });
    if (!read) return read.error();
    return lines;
}

Result<campaigns::Arrivals> arrivals_of(const Arguments& arguments) {
    const auto file = arguments.option("arrivals");
    const auto database = arguments.option("db");
    if (file.has_value() == database.has_value()) return Error{ErrorCode::invalid_input, "write --arrivals FILE or --db HUB.db: the arrivals on which it is rehearsed, for example --db /var/lib/silverlane-hub/hub.db"};
    if (file && arguments.option("branch")) return Error{ErrorCode::invalid_input, "--branch goes with --db"};
    const auto lines = file ? lines_of_file(*file) : lines_of_hub(*database, arguments.option("branch"));
    if (!lines) return lines.error();
    const std::string source = file ? *file : *database;
    auto read = campaigns::read_arrivals(*lines, source);
    if (read.arrivals.empty()) return Error{ErrorCode::invalid_input, source + " holds no arrival" + (file ? "" : ": nobody with consent has come yet, or the records have gone") + (read.problems.empty() ? "" : "\n" + read.problems.front())};
    return read;
}

}  // namespace

Result<void> campaigns_rehearse(const Words& words) {
    const auto arguments = Arguments::parse(words, {"rules", "policies", "arrivals", "db", "branch", "campaign", "people", "today"}, {"json"});
    if (!arguments) return arguments.error();
    const auto people = arguments->integer("people", 10);
    if (!people) return people.error();
    if (*people < 0) return Error{ErrorCode::invalid_input, "--people is a count"};
    const auto book = book_of(*arguments);
    if (!book) return book.error();
    const auto read = arrivals_of(*arguments);
    if (!read) return read.error();
    const std::string only = arguments->option("campaign").value_or("");
    auto rules = only.empty() ? Result<decision::Rules>(*book->rules) : campaigns::as_approved(*book, only, read->arrivals);
    if (!rules) return rules.error();
    const auto rehearsal = campaigns::rehearse(*rules, read->arrivals);
    const auto most = static_cast<std::size_t>(*people);
    const std::string report = arguments->flag("json") ? rehearsal_json(rehearsal, *rules, only, most) : rehearsal_text(rehearsal, *rules, only, most);
    std::fputs(report.c_str(), stdout);
    // The rest was taken all the same.
    for (const auto& problem : read->problems) std::fprintf(stderr, "%s\n", problem.c_str());
    if (!read->problems.empty()) std::fprintf(stderr, "%zu lines left out\n", read->problems.size());
    return {};
}

}  // namespace silverlane::ctl
