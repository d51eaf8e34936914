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
#include "ctl/given_paths.h"
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
        : rules_(rules), visit_(arguments.option("visit")), customer_(arguments.option("customer")), explain_in_(arguments.option("explain")), words_(decide_words(explain_in_.value_or("en"))), list_(arguments.flag("list")),
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
            const std::string unreadable = faults_ > 0 ? say("command.not_readable", {{"many", std::to_string(faults_)}}) : "";
            std::printf("%s%s\n", say("command.records", {{"many", std::to_string(taken_)}}).c_str(), unreadable.c_str());
            return {};
        }
        int without = 0;
        for (const auto& [version, count] : unknown_) without += count;
        const auto text = say("command.result", {{"same", std::to_string(same_)}, {"different", std::to_string(different_)}, {"without", std::to_string(without)}, {"faults", std::to_string(faults_)}});
        std::printf("%s\n", text.c_str());
        if (different_ + without + faults_ > 0) return Error(ErrorCode::conflict, "not every record could be decided again to the same bytes");
        return {};
    }

private:
    [[nodiscard]] std::string say(std::string_view key, const std::vector<std::pair<std::string, std::string>>& arguments) const { return decision::in_words(words_, key, arguments); }
    /// "visit V1" and "line 4" in the words of the explanation.
    [[nodiscard]] std::string in_words(const std::string& where) const {
        const auto blank = where.find(' ');
        const std::string kind = where.substr(0, blank), value = where.substr(blank + 1);
        return say("command." + kind, {{kind == "visit" ? "visit" : "number", value}});
    }
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
            std::printf("%s\n", say(shows_ ? "command.differs" : "command.differs_unseen", {{"where", in_words(where)}}).c_str());
            if (shows_) std::printf("%s", first_difference(record, *again).c_str());
        }
        if (!explain_in_) return;
        const auto text = decision::explain(record, *rules, words_);
        std::printf("%s\n%s\n", in_words(where).c_str(), text ? text->c_str() : text.error().text().c_str());
    }
    [[nodiscard]] Error none_found(const std::string& source) const {
        return Error(ErrorCode::not_found,
                     fmt::format("{} holds {}, and none of {}{}. Either nobody knew the customer in that visit (no consent to service; no card, code or Wi-Fi), or the record has gone: "
                                 "at closing, where profiling and marketing are not agreed to. --list shows those that are there",
                                 source, decision::in_words(decide_words("en"), "command.records", {{"many", std::to_string(seen_)}}), visit_ ? "visit " + *visit_ : "", customer_ ? (visit_ ? " and customer " : "customer ") + *customer_ : ""));
    }

    RulesByVersion& rules_;
    const std::optional<std::string> visit_, customer_, explain_in_;
    const decision::ExplainWords words_;
    const bool list_;
    const bool shows_;   // parts of records; of a hub's database only to whoever is entered in its record of views
    int seen_ = 0, taken_ = 0, same_ = 0, different_ = 0, faults_ = 0;
    std::map<std::string, int> unknown_;
};

Result<void> records_of_file(const std::filesystem::path& file, Records& records) {
    if (auto there = file_is_there(file, "name one of decision records, one a line"); !there) return there;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error(ErrorCode::io, fmt::format("{} may not be read by this user", file.string()));
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (!line.empty()) records.take(fmt::format("line {}", number), line);
    }
    if (stream.bad()) return Error(ErrorCode::io, fmt::format("{} could not be read to its end", file.string()));
    return records.result(file.string());
}

Result<void> print_explained(const std::string& record, const decision::Rules& rules, const decision::ExplainWords& words, std::string_view no_card = {}) {
    const auto explained = decision::explain(record, rules, words, no_card);
    if (!explained) return explained.error();
    std::printf("%s", explained->c_str());
    return {};
}

std::string decided(const decision::Snapshot& snapshot, const decision::Rules& rules, UtcTime now) { return decision::record_of(snapshot, rules, now, decision::decide(snapshot, rules, now)); }

Result<void> decide_snapshot(const std::filesystem::path& file, const decision::Rules& rules, const std::optional<std::string>& language) {
    if (auto there = file_is_there(file, "name one that holds a snapshot as JSON (docs/decide.md)"); !there) return there;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error(ErrorCode::io, fmt::format("{} may not be read by this user", file.string()));
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const auto snapshot = decision::snapshot_from_json(text);
    if (!snapshot) return snapshot.error().within(file.string());
    const auto record = decided(*snapshot, rules, SystemClock{}.now());
    std::printf("%s\n", record.c_str());
    return language ? print_explained(record, rules, decide_words(*language)) : Result<void>{};
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

/// The hub knows who is asked about: what the words of a decision without a person leave open is said.
void say_of_service(desk::ServiceConsent service, decision::ExplainWords& words) {
    std::string_view key;
    switch (service) {
        case desk::ServiceConsent::stands: return;
        case desk::ServiceConsent::never_given: key = "command.service_never_given"; break;
        case desk::ServiceConsent::refused: key = "command.service_refused"; break;
        case desk::ServiceConsent::refused_today: key = "command.service_refused_today"; break;
        case desk::ServiceConsent::unused: key = "command.service_unused"; break;
    }
    words["explain.nobody"] = decision::in_words(words, key);
    words["verdict.no_customer"] = decision::in_words(words, "verdict.no_service_consent");
}

/// Why no card or offer would come of it; empty when one would.
std::string_view why_no_card(const desk::DryAnswer& now) {
    if (now.snapshot.trigger == decision::Trigger::kiosk_offer) return now.service != desk::ServiceConsent::stands ? "command.no_offer" : "";
    if (now.has_open_card) return {};
    if (now.service != desk::ServiceConsent::stands) return now.snapshot.visit.needs.empty() ? "command.no_card" : "";
    return now.card_is_over ? "command.card_is_over" : "";
}

/// Now and dry: no card, no record, no count; only the look itself is entered.
Result<void> decide_now(const Arguments& arguments, const std::filesystem::path& database, const decision::Rules& rules) {
    const auto question = question_of(arguments);
    if (!question) return question.error();
    const SystemClock clock;
    desk::DryAnswer answer;
    auto read = store::read_database(database, [&](store::Connection& connection) -> Result<void> {
        auto now = desk::snapshot_now(connection, rules, *question, clock);
        if (!now) return now.error();
        answer = std::move(*now);
        return {};
    });
    if (!read) return read;
    const auto& visit = answer.snapshot.visit;
    if (auto entered = enter_look(database, visit.branch, "decide customer " + question->customer.text); !entered) return entered;
    auto words = decide_words(arguments.option("explain").value_or("en"));
    say_of_service(answer.service, words);
    const auto heading = visit.visit.text.empty() ? decision::in_words(words, "command.now_arriving") : decision::in_words(words, "command.now_visit", {{"visit", visit.visit.text}});
    std::printf("%s\n", heading.c_str());
    return print_explained(decided(answer.snapshot, rules, clock.now()), rules, words, why_no_card(answer));
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
    const auto database = arguments->option("db");
    if (database) {
        if (auto there = database_is_there(*database); !there) return there;
    }
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
