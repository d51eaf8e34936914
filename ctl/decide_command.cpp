// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/clock.h"
#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/decide_words.h"
#include "ctl/look_inside.h"
#include "ctl/rules_by_version.h"
#include "hub/decision/decide.h"
#include "hub/decision/explain.h"
#include "hub/desk/dry_decision.h"
#include "hub/store/sqlite/decision_records.h"
#include "hub/store/sqlite/outside_look.h"

namespace silverlane::ctl {
namespace {

/// The surroundings of the first byte that differs, of both.
std::string first_difference(const std::string& recorded, const std::string& now) {
    const auto at = static_cast<std::size_t>(std::mismatch(recorded.begin(), recorded.end(), now.begin(), now.end()).first - recorded.begin());
    const auto from = at < 40 ? 0 : at - 40;
    return fmt::format("  byte {}\n  recorded ...{}\n  now      ...{}\n", at, recorded.substr(from, 100), now.substr(std::min(from, now.size()), 100));
}

/// Takes records one after the other: lists them, or decides them again.
class Records {
public:
    Records(const Arguments& arguments, RulesByVersion& rules)
        : rules_(rules), visit_(arguments.option("visit")), customer_(arguments.option("customer")), explain_in_(arguments.option("explain")), list_(arguments.flag("list")),
          shows_(explain_in_ || !arguments.option("db")) {}

    bool take(const std::string& where, const std::string& record) {
        const auto recorded = decision::recorded_from_json(record);
        if (!recorded) return fault(where, recorded.error().text());
        const auto& snapshot = recorded->snapshot;
        ++seen_;
        if (visit_ && snapshot.visit.visit.text != *visit_) return true;
        if (customer_ && (!snapshot.customer || snapshot.customer->id.text != *customer_)) return true;
        ++taken_;
        if (list_) print_line(*recorded);
        else decide_again(where, record, recorded->rules_version);
        return true;
    }
    Result<void> result(const std::string& source) const {
        if (taken_ == 0 && faults_ == 0 && (visit_ || customer_)) return none_found(source);
        if (list_) {
            std::printf("%d records%s\n", taken_, faults_ > 0 ? fmt::format(", {} not readable", faults_).c_str() : "");
            return {};
        }
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
    static void print_line(const decision::Recorded& recorded) {
        const auto& snapshot = recorded.snapshot;
        std::printf("%s  branch %s  visit %s  %-11s  customer %s  rules %s\n", to_rfc3339(recorded.time).c_str(), snapshot.visit.branch.text.c_str(), snapshot.visit.visit.text.c_str(),
                    std::string(decision::name_of(snapshot.trigger)).c_str(), snapshot.customer ? snapshot.customer->id.text.c_str() : "-", recorded.rules_version.c_str());
    }
    void decide_again(const std::string& where, const std::string& record, const std::string& version) {
        const auto* rules = rules_.find(version);
        if (rules == nullptr) {
            if (unknown_[version]++ == 0) std::fprintf(stderr, "%s: nobody has rules %s; add --rules DIR with the rule files as they were\n", where.c_str(), version.c_str());
            return;
        }
        const auto again = decision::replay(record, *rules);
        if (!again) {
            fault(where, again.error().text());
            return;
        }
        ++(*again == record ? same_ : different_);
        if (*again != record && different_ == 1) {
            std::printf("%s is decided otherwise now%s\n", where.c_str(), shows_ ? "" : "; with --explain it is shown");
            if (shows_) std::printf("%s", first_difference(record, *again).c_str());
        }
        if (!explain_in_) return;
        const auto text = decision::explain(record, *rules, decide_words(*explain_in_));
        std::printf("%s\n%s\n", where.c_str(), text ? text->c_str() : text.error().text().c_str());
    }
    [[nodiscard]] Error none_found(const std::string& source) const {
        return Error(ErrorCode::not_found,
                     fmt::format("{} holds {} records, and none of {}{}. Either nobody knew the customer in that visit (no consent to service; no card, code or Wi-Fi), or the record has gone: "
                                 "at closing, where profiling and marketing are not agreed to. --list shows those that are there",
                                 source, seen_, visit_ ? "visit " + *visit_ : "", customer_ ? (visit_ ? " and customer " : "customer ") + *customer_ : ""));
    }

    RulesByVersion& rules_;
    const std::optional<std::string> visit_, customer_, explain_in_;
    const bool list_;
    const bool shows_;   // parts of records; of a hub's database only to whoever is entered in its record of views
    int seen_ = 0, taken_ = 0, same_ = 0, different_ = 0, faults_ = 0;
    std::map<std::string, int> unknown_;
};

Result<void> records_of_file(const std::filesystem::path& file, Records& records) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error(ErrorCode::not_found, fmt::format("{} cannot be read", file.string()));
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (!line.empty()) records.take(fmt::format("line {}", number), line);
    }
    if (stream.bad()) return Error(ErrorCode::io, fmt::format("{} could not be read to its end", file.string()));
    return records.result(file.string());
}

Result<void> print_explained(const std::string& record, const decision::Rules& rules, const std::string& language) {
    const auto explained = decision::explain(record, rules, decide_words(language));
    if (!explained) return explained.error();
    std::printf("%s", explained->c_str());
    return {};
}

std::string decided(const decision::Snapshot& snapshot, const decision::Rules& rules, UtcTime now) { return decision::record_of(snapshot, rules, now, decision::decide(snapshot, rules, now)); }

Result<void> decide_snapshot(const std::filesystem::path& file, const decision::Rules& rules, const std::optional<std::string>& language) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error(ErrorCode::not_found, fmt::format("{} cannot be read", file.string()));
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const auto snapshot = decision::snapshot_from_json(text);
    if (!snapshot) return snapshot.error().within(file.string());
    const auto record = decided(*snapshot, rules, SystemClock{}.now());
    std::printf("%s\n", record.c_str());
    return language ? print_explained(record, rules, *language) : Result<void>{};
}

Result<desk::DryQuestion> question_of(const Arguments& arguments) {
    desk::DryQuestion question{CustomerId{*arguments.option("customer")}, std::nullopt, std::nullopt};
    if (const auto branch = arguments.option("branch")) question.branch = BranchId{*branch};
    const auto named = arguments.option("trigger");
    if (!named) return question;
    for (const auto each : {decision::Trigger::arrival, decision::Trigger::ticket, decision::Trigger::long_wait, decision::Trigger::kiosk_offer}) {
        if (decision::name_of(each) == *named) question.trigger = each;
    }
    if (!question.trigger) return Error(ErrorCode::invalid_input, fmt::format("no trigger '{}'; write one of arrival, ticket, long_wait, kiosk_offer", *named));
    return question;
}

/// Now and dry: no card, no record, no count; only the look itself is entered.
Result<void> decide_now(const Arguments& arguments, const std::filesystem::path& database, const decision::Rules& rules) {
    const auto question = question_of(arguments);
    if (!question) return question.error();
    const SystemClock clock;
    decision::Snapshot snapshot;
    auto read = store::read_database(database, [&](store::Connection& connection) -> Result<void> {
        auto now = desk::snapshot_now(connection, rules, *question, clock);
        if (!now) return now.error();
        snapshot = std::move(*now);
        return {};
    });
    if (!read) return read;
    if (auto entered = enter_look(database, snapshot.visit.branch, "decide customer " + question->customer.text); !entered) return entered;
    std::printf("Decided now, and nothing of it kept: %s\n", snapshot.visit.visit.text.empty() ? "as if the customer arrived with a card" : ("visit " + snapshot.visit.visit.text).c_str());
    return print_explained(decided(snapshot, rules, clock.now()), rules, arguments.option("explain").value_or("en"));
}

/// Where the visit was; nowhere when there is no record of it.
BranchId branch_of_visit(const std::string& database, const std::string& visit) {
    BranchId branch;
    const auto look = [&](const std::string&, const std::string& record) {
        const auto recorded = decision::recorded_from_json(record);
        if (recorded && recorded->snapshot.visit.visit.text == visit) branch = recorded->snapshot.visit.branch;
        return branch.text.empty();
    };
    static_cast<void>(store::records_of_database(database, look));
    return branch;
}

Result<void> records_of_hub(const Arguments& arguments, const std::string& database, Records& records) {
    if (arguments.option("explain") || arguments.flag("list")) {
        const auto visit = arguments.option("visit");
        const auto customer = arguments.option("customer");
        const std::string of = visit ? "visit " + *visit : customer ? "records of customer " + *customer : "all records";
        if (auto entered = enter_look(database, visit ? branch_of_visit(database, *visit) : BranchId{}, "decide " + of); !entered) return entered;
    }
    const auto take = [&](const std::string& where, const std::string& record) { return records.take(where, record); };
    if (auto read = store::records_of_database(database, take); !read) return read.error();
    return records.result(database);
}

/// What is decided on, and what of the options does not go with it.
Result<void> check_options(const Arguments& arguments) {
    const auto has = [&](const char* name) { return arguments.option(name).has_value(); };
    const auto refuse = [](std::string text) { return Error(ErrorCode::invalid_input, std::move(text) + " (silverlanectl decide --help)"); };
    const bool now = has("customer") && !arguments.flag("list");
    const bool records = has("records") || has("replay");
    if (has("records") && has("replay")) return refuse("--replay is another name of --records; write one of the two");
    if (static_cast<int>(now) + static_cast<int>(records) + static_cast<int>(has("snapshot")) > 1) return refuse("write one of --customer, --records and --snapshot: each says what is decided");
    if (!has("db") && !records && !has("snapshot")) return refuse("it is not said what is decided; write --db HUB.db, --records FILE or --snapshot FILE");
    if (now && has("visit")) return refuse("--customer decides what would be said now, --visit picks a record; write one of the two");
    if (has("snapshot") && (has("visit") || arguments.flag("list"))) return refuse("--visit and --list go with records, and a snapshot is none");
    if (!now && (has("branch") || has("trigger"))) return refuse("--branch and --trigger go with --customer");
    if (records && !has("rules") && !has("db") && !arguments.flag("list")) return refuse("it is not said by which rules; add --rules DIR, or --db HUB.db for those that its hub archived");
    if (has("policies") && !has("rules")) return refuse("--policies goes with --rules");
    const auto language = arguments.option("explain");
    if (language && *language != "zh" && *language != "en") return refuse("--explain is zh or en");
    return {};
}

}  // namespace

Result<void> decide(const Words& words) {
    const auto arguments = Arguments::parse(words, {"db", "records", "replay", "snapshot", "customer", "visit", "branch", "trigger", "rules", "policies", "explain"}, {"list"});
    if (!arguments) return arguments.error();
    if (!arguments->positional().empty()) return Error(ErrorCode::invalid_input, fmt::format("'{}' is no option; each begins with --", arguments->positional().front()));
    if (auto fine = check_options(*arguments); !fine) return fine;
    RulesByVersion rules(*arguments);
    if (auto read = rules.read_given(); !read) return read.error();
    const auto snapshot = arguments->option("snapshot");
    if (snapshot || (arguments->option("customer") && !arguments->flag("list"))) {
        const auto in_force = rules.in_force();
        if (!in_force) return in_force.error();
        return snapshot ? decide_snapshot(*snapshot, **in_force, arguments->option("explain")) : decide_now(*arguments, *arguments->option("db"), **in_force);
    }
    Records records(*arguments, rules);
    const auto file = arguments->option("records") ? arguments->option("records") : arguments->option("replay");
    return file ? records_of_file(*file, records) : records_of_hub(*arguments, *arguments->option("db"), records);
}

}  // namespace silverlane::ctl
