// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>
#include <fstream>
#include <iterator>

#include "ctl/campaigns_commands.h"
#include "ctl/rehearsal_report.h"
#include "ctl/rule_folder.h"
#include "hub/campaigns/rehearsal.h"

namespace silverlane::ctl {
namespace {

Result<campaigns::Arrivals> arrivals_of(const Arguments& arguments) {
    const auto file = arguments.required("arrivals");
    if (!file) return file.error();
    std::ifstream stream(*file, std::ios::binary);
    if (!stream) return Error{ErrorCode::not_found, "cannot open " + *file};
    const std::string lines{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    auto read = campaigns::read_arrivals(lines, *file);
    if (read.arrivals.empty()) return Error{ErrorCode::invalid_input, *file + " holds no arrival" + (read.problems.empty() ? "" : "\n" + read.problems.front())};
    return read;
}

}  // namespace

Result<void> campaigns_rehearse(const Words& words) {
    const auto arguments = Arguments::parse(words, {"rules", "policies", "arrivals", "campaign", "people", "today"}, {"json"});
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
