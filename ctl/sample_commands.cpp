// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>

#include "base/clock.h"
#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "ctl/installed_share.h"
#include "ctl/sample_arrivals.h"
#include "ctl/sample_bank.h"
#include "ctl/sample_core.h"
#include "ctl/sample_rules.h"

namespace silverlane::ctl {

namespace {

Result<std::chrono::year_month_day> day_of(const Arguments& arguments) {
    const auto text = arguments.option("today");
    if (!text) return BranchCalendar{std::chrono::minutes{480}}.date(SystemClock{}.now());
    auto time = parse_rfc3339(*text + "T00:00:00Z");
    if (!time) return Error{ErrorCode::invalid_input, "--today '" + *text + "' is not a day like 2026-11-22"};
    return BranchCalendar{std::chrono::minutes{0}}.date(*time);
}

}  // namespace

Result<void> sample_bank(const Words& words) {
    auto arguments = Arguments::parse(words, {"key", "to", "seed", "today", "customers"});
    if (!arguments) return arguments.error();
    const auto key_file = arguments->required("key", "the bank's key for identifiers, made by silverlanectl make-key", "identifiers.key");
    const auto folder = arguments->required("to", "the folder of the sample bank, which is made", "bank");
    const auto seed = arguments->integer("seed", 7);
    const auto customers = arguments->integer("customers", 300);
    const auto today = day_of(*arguments);
    if (!key_file) return key_file.error();
    if (!folder) return folder.error();
    if (!seed) return seed.error();
    if (!customers) return customers.error();
    if (!today) return today.error();
    auto key = HashKey::load(*key_file);
    if (!key) return key.error();
    SampleBankOptions options;
    options.seed = static_cast<std::uint64_t>(*seed);
    options.customers = static_cast<int>(*customers);
    options.today = *today;
    options.to = *folder;
    const IdentifierHasher hasher{std::move(key).value()};
    if (auto written = write_sample_customers(options, hasher); !written) return written;
    if (auto written = write_sample_core(options, hasher); !written) return written;
    return write_sample_activities(options);
}

Result<void> sample(const Words& words) {
    auto arguments = Arguments::parse(words, {"count", "out", "seed", "today", "customers", "branches", "days"});
    if (!arguments) return arguments.error();
    const std::string what = arguments->positional().size() == 1 ? arguments->positional().front() : "";
    if (what != "campaigns" && what != "arrivals") return Error{ErrorCode::invalid_input, "say what: campaigns or arrivals, for example silverlanectl sample arrivals --count 1000 --out day.jsonl"};
    const auto out = arguments->required("out", "where it is written: a file of arrivals, or a folder of rules", "day.jsonl");
    const auto count = arguments->integer("count", 1'000);
    const auto seed = arguments->integer("seed", 7);
    const auto today = day_of(*arguments);
    if (!out) return out.error();
    for (const auto* each : {&count, &seed}) {
        if (!*each) return each->error();
    }
    if (!today) return today.error();
    if (*count < 1 || *count > 1'000'000) return Error{ErrorCode::invalid_input, "--count is 1 to 1000000"};
    if (what == "campaigns") return write_sample_rules(static_cast<int>(*count), static_cast<std::uint64_t>(*seed), installed_share() / "samples", *out);
    SampleArrivalOptions options;
    options.count = static_cast<int>(*count);
    options.seed = static_cast<std::uint64_t>(*seed);
    options.today = *today;
    const auto customers = arguments->integer("customers", options.customers);
    const auto branches = arguments->integer("branches", options.branches);
    const auto days = arguments->integer("days", options.days);
    for (const auto* each : {&customers, &branches, &days}) {
        if (!*each) return each->error();
        if (**each < 1 || **each > 1'000'000) return Error{ErrorCode::invalid_input, "--customers, --branches and --days are 1 to 1000000"};
    }
    options.customers = static_cast<int>(*customers);
    options.branches = static_cast<int>(*branches);
    options.days = static_cast<int>(*days);
    return write_sample_arrivals(options, *out);
}

Result<void> sample_person(const Words& words) {
    const int number = words.size() == 1 ? std::atoi(words.front().c_str()) : 0;
    if (number < 1) return Error{ErrorCode::invalid_input, "name one by number, for example silverlanectl sample-person 1"};
    std::printf("reference %s\ncard %s\nphone %s\nsocial card %s\npassbook %s\nPIN %s\n", sample_reference(number).c_str(), sample_card_token(number).c_str(),
                sample_phone(number).c_str(), sample_social_card_token(number).c_str(), sample_passbook(number).c_str(), sample_card_pin(number).c_str());
    return {};
}

}  // namespace silverlane::ctl
