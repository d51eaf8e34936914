// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <cstdio>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ctl/branch_places.h"
#include "ctl/campaigns_commands.h"
#include "ctl/command_table.h"
#include "ctl/counted.h"
#include "ctl/content_check.h"
#include "ctl/rule_folder.h"
#include "hub/campaigns/places.h"

namespace silverlane::ctl {
namespace {

using campaigns::CampaignSheet;
using campaigns::RuleBook;

constexpr Command kCommands[] = {
    {"check", campaigns_check, "check --rules DIR [--policies DIR] [--today D] [--branches DIR | --db HUB.db]   every mistake and warning, with file and line",
     "silverlanectl campaigns check --rules /etc/silverlane/bank"},
    {"list", campaigns_list, "list --rules DIR [--policies DIR]                     a line a campaign", "silverlanectl campaigns list --rules /etc/silverlane/bank"},
    {"explain", campaigns_explain, "explain ID --rules DIR [--policies DIR]               the seven measures and the rule in words",
     "silverlanectl campaigns explain savings_bond --rules /etc/silverlane/bank"},
    {"map", campaigns_map, "map --rules DIR [--policies DIR] [--json]             who is met when, by whom, and where nothing is done",
     "silverlanectl campaigns map --rules /etc/silverlane/bank"},
    {"rehearse", campaigns_rehearse, "rehearse --rules DIR --arrivals FILE | --db HUB.db [--branch ID] [--policies DIR] [--campaign ID] [--people N] [--json]   what would have been shown",
     "silverlanectl campaigns rehearse --rules /etc/silverlane/bank --arrivals day.jsonl --campaign savings_bond\n"
     "sudo -u silverlane-hub silverlanectl campaigns rehearse --rules /etc/silverlane/bank --db /var/lib/silverlane-hub/hub.db"},
};

std::string cap_in_words(const std::optional<int>& cap) {
    if (!cap) return "no cap";
    return *cap == 0 ? "never (0)" : std::to_string(*cap);
}

std::string quota_in_words(const decision::Quota& quota) {
    return fmt::format("in all: {}; a branch and day: {}; a member of staff and day: {}; stock: {}", cap_in_words(quota.in_all), cap_in_words(quota.per_branch_day),
                       cap_in_words(quota.per_staff_day), cap_in_words(quota.stock));
}

std::string or_else(const std::vector<std::string>& list, std::string_view otherwise) { return list.empty() ? std::string(otherwise) : fmt::format("{}", fmt::join(list, ", ")); }

void line(std::string_view name, const std::string& text) { std::printf("%-12.*s %s\n", static_cast<int>(name.size()), name.data(), text.c_str()); }

void print_measures(const RuleBook& book, const CampaignSheet& sheet) {
    const auto& campaign = sheet.campaign;
    line("goal", campaign.goal + (sheet.target ? fmt::format(", {}", counted(static_cast<std::size_t>(*sheet.target), "time", "times")) : ""));
    const auto* segment = book.segment(campaign.tier);
    line("tier", fmt::format("{}: {}", campaign.tier, both(segment->name)));
    const auto* scene = book.scene(campaign.scene);
    line("scene", fmt::format("{}: {}; on {}", campaign.scene, both(scene->name), fmt::join(scene->events, ", ")));
    const auto& product = campaign.product;
    const auto named = std::find_if(book.products.begin(), book.products.end(), [&](const auto& each) { return each.product.id == product.id; });
    line("product", fmt::format("{}: {}; class {}, {}, R{}", product.id, both(named->name), product.product_class, product.kind, product.risk));
    line("channels", or_else(campaign.channels, "none"));
    line("talk track", fmt::format("{}, version {}", campaign.talk_track.key, campaign.talk_track.version));
    line("strategy", fmt::format("{}: {}; {} answers for it", campaign.strategy, both(book.strategy(campaign.strategy)->action), book.strategy(campaign.strategy)->owner));
}

void print_words(const CampaignSheet& sheet) {
    const auto& track = sheet.campaign.talk_track;
    line("first", both(track.first_sentence));
    line("  elders", both(track.elder_first_sentence));
    line("explanation", both(track.explanation));
    line("  elders", both(track.elder_explanation));
    line("cue", both(sheet.cue));
    if (sheet.campaign.offer) line("at a kiosk", both(sheet.campaign.offer->title) + ": " + both(sheet.campaign.offer->line));
}

void print_rule(const RuleBook& book, const CampaignSheet& sheet) {
    const auto& campaign = sheet.campaign;
    line("meant for", campaign.theme ? "everybody alike: a theme of the branch" : rules::to_text(campaign.audience));
    line("  segment", fmt::format("{} is {}", campaign.tier, rules::to_text(book.segment(campaign.tier)->audience)));
    for (const auto& weight : campaign.weights) line("  weight", fmt::format("{:+} % when {}", weight.percent, rules::to_text(weight.when)));
    line("lever", fmt::format("{:+} %", campaign.priority));
    line("quota", quota_in_words(campaign.quota));
    line("held out", fmt::format("{} of 10,000", campaign.holdout));
    line("group", campaign.group.empty() ? "its own" : campaign.group);
    if (!campaign.not_after.empty()) line("not after", fmt::format("{} for {} days", fmt::join(campaign.not_after, ", "), campaign.not_after_days));
    if (!campaign.never_with.empty()) line("never with", or_else(campaign.never_with, ""));
    if (campaign.score) line("score", *campaign.score);
}

}  // namespace

Result<void> campaigns(const Words& words) { return run_command(kCommands, words, "silverlanectl campaigns "); }

Result<void> campaigns_check(const Words& words) {
    const auto arguments = Arguments::parse(words, {"rules", "policies", "today", "branches", "db"});
    if (!arguments) return arguments.error();
    const auto files = rule_files_of(*arguments);
    if (!files) return files.error();
    const auto today = today_of(*arguments);
    if (!today) return today.error();
    const auto branches = branches_for(*arguments, files->folder);
    if (!branches) return branches.error();
    auto book = campaigns::read_rule_book(*files, *today);
    if (*branches) campaigns::warn_about_places(book, **branches);
    ContentReport report;
    report.mistakes = book.mistakes;
    report.warnings = book.warnings;
    std::fputs(report.lines().c_str(), stdout);
    const auto summary = fmt::format("{}, {}, {}, {}, {}: {}, {}", counted(book.campaigns.size(), "campaign", "campaigns"), counted(book.segments.size(), "segment", "segments"),
                                     counted(book.talk_tracks.size(), "talk track", "talk tracks"), counted(book.products.size(), "product", "products"), counted(book.tags.size(), "tag", "tags"),
                                     counted(book.mistakes.all().size(), "mistake", "mistakes"), counted(book.warnings.all().size(), "warning", "warnings"));
    if (!book.rules) return Error{ErrorCode::invalid_input, summary};
    std::printf("%s\n", summary.c_str());
    const auto names_places = [](const CampaignSheet& each) { return !each.campaign.places.empty(); };
    if (!*branches && std::any_of(book.campaigns.begin(), book.campaigns.end(), names_places)) {
        std::puts("places were not compared with the branches: add --branches FOLDER (that of branch.toml) or --db HUB.db");
    }
    return {};
}

Result<void> campaigns_list(const Words& words) {
    const auto arguments = Arguments::parse(words, {"rules", "policies", "today"});
    if (!arguments) return arguments.error();
    const auto book = book_of(*arguments);
    if (!book) return book.error();
    for (const auto& sheet : book->campaigns) {
        const auto& campaign = sheet.campaign;
        std::printf("%-24s %-8s v%-3d %-16s %-20s %-18s R%d %s..%s  a branch and day: %-9s %s\n", campaign.id.text.c_str(), campaign.status.c_str(), campaign.version, campaign.tier.c_str(),
                    campaign.scene.c_str(), campaign.product.id.c_str(), campaign.product.risk, decision::to_text(campaign.from).c_str(), decision::to_text(campaign.to).c_str(),
                    cap_in_words(campaign.quota.per_branch_day).c_str(), both(sheet.name).c_str());
    }
    return {};
}

Result<void> campaigns_explain(const Words& words) {
    const auto arguments = Arguments::parse(words, {"rules", "policies", "today"});
    if (!arguments) return arguments.error();
    if (arguments->positional().size() != 1) return Error{ErrorCode::invalid_input, "name one campaign, for example silverlanectl campaigns explain savings_bond --rules bank; silverlanectl campaigns list names all"};
    const auto book = book_of(*arguments);
    if (!book) return book.error();
    const auto* sheet = book->campaign(arguments->positional().front());
    if (sheet == nullptr) return Error{ErrorCode::not_found, "there is no campaign '" + arguments->positional().front() + "'; " + book->advice_for(arguments->positional().front())};
    const auto& campaign = sheet->campaign;
    std::printf("%s, version %d: %s\n", campaign.id.text.c_str(), campaign.version, both(sheet->name).c_str());
    line("status", campaign.status + "; made by " + campaign.owner + (campaign.approved_by.empty() ? "" : ", approved by " + campaign.approved_by));
    line("days", decision::to_text(campaign.from) + " to " + decision::to_text(campaign.to));
    line("places", or_else(campaign.places, "everywhere"));
    print_measures(*book, *sheet);
    print_words(*sheet);
    print_rule(*book, *sheet);
    return {};
}

}  // namespace silverlane::ctl
