// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "ctl/campaigns_commands.h"
#include "ctl/counted.h"
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

std::string count_of(std::int64_t count, std::string_view one, std::string_view many) { return counted(static_cast<std::size_t>(count), one, many); }

/// How many of the hub's visits can be rehearsed on, and why the others cannot.
std::string keeping_text(const store::RecordKeeping& kept, std::size_t usable) {
    std::string out = fmt::format("{}, {} of them can be used: {} kept until closing, {} kept 90 days (consent to profiling and marketing)\n",
                                  count_of(kept.records, "recorded arrival", "recorded arrivals"), usable, count_of(kept.until_closing, "is", "are"),
                                  count_of(kept.records - kept.until_closing, "is", "are"));
    if (const auto unread = kept.records - static_cast<std::int64_t>(usable); unread > 0) out += fmt::format("  {} cannot be read by this version\n", unread);
    out += fmt::format("{} since the last closing, {} with a record", count_of(kept.visits, "visit", "visits"), kept.with_record);
    const auto without = kept.visits - kept.with_record;
    out += without > 0 ? fmt::format(", {} without:\n", without) : "\n";
    const auto add = [&out](std::int64_t count, std::string_view why) { if (count > 0) out += fmt::format("  {:>5}  {}\n", count, why); };
    add(kept.nobody_known, "nobody was recognised, or the visit was forgotten, which leaves no trace of whose it was");
    add(kept.refused_here, "refused for today at this visit");
    add(kept.taken_back, "consent to service, profiling or marketing is refused or taken back, and what was recorded went with it");
    add(kept.not_decided, "a known customer about whom nothing has been decided");
    return out + "of visits before that, only what is kept 90 days is left\n";
}

/// What stands above a rehearsal on a hub's database; empty for a file, whose lines are all there is.
Result<std::string> keeping_of(const Arguments& arguments, std::size_t usable) {
    const auto database = arguments.option("db");
    if (!database) return std::string{};
    const auto kept = store::record_keeping(*database, arguments.option("branch"));
    if (!kept) return kept.error();
    return *kept ? keeping_text(**kept, usable) : std::string{};
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
    if (!read.arrivals.empty()) return read;
    const auto kept = keeping_of(arguments, 0);
    if (!kept) return kept.error();
    return Error{ErrorCode::invalid_input, source + " holds no arrival" + (file ? "" : ": nobody with consent has come yet, or the records have gone") +
                                               (read.problems.empty() ? "" : "\n" + read.problems.front()) + (kept->empty() ? "" : "\n" + kept->substr(0, kept->size() - 1))};
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
    const auto kept = keeping_of(*arguments, read->arrivals.size());
    if (!kept) return kept.error();
    std::fputs(kept->c_str(), arguments->flag("json") ? stderr : stdout);
    std::fputs(report.c_str(), stdout);
    // The rest was taken all the same.
    for (const auto& problem : read->problems) std::fprintf(stderr, "%s\n", problem.c_str());
    if (!read->problems.empty()) std::fprintf(stderr, "%zu lines left out\n", read->problems.size());
    return {};
}

}  // namespace silverlane::ctl
