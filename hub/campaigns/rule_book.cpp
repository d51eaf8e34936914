// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/rule_book.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/split_text.h"
#include "config/suggestion.h"
#include "hub/campaigns/campaign_check.h"
#include "hub/campaigns/campaign_files.h"
#include "hub/campaigns/fields.h"
#include "hub/campaigns/policy_files.h"
#include "hub/campaigns/score_files.h"
#include "hub/campaigns/source_files.h"
#include "hub/campaigns/talk_track_files.h"
#include "hub/campaigns/vocabulary_files.h"
#include "hub/decision/catalogue.h"

namespace silverlane::campaigns {
namespace {

template <class Items>
auto find_id(const Items& items, std::string_view id) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto& each) { return each.id == id; });
    return found == items.end() ? nullptr : &*found;
}

/// What has ended is not asked any more; drafts and pauses are, so that a decision can say that they did not speak.
std::vector<decision::Campaign> to_run(const std::vector<CampaignSheet>& sheets) {
    std::vector<decision::Campaign> campaigns;
    for (const auto& each : sheets) {
        if (each.campaign.status != "ended") campaigns.push_back(each.campaign);
    }
    return campaigns;
}

/// What only the compiler sees, each at the file of the campaign that it names.
void add_mistakes(RuleBook& book, std::string_view text, const RuleFiles& files) {
    for (const auto line : split_text(text, '\n')) {
        config::Position position{(files.folder / "campaigns").string(), 1, 1};
        for (const auto& each : book.campaigns) {
            if (line.starts_with("campaign '" + each.campaign.id.text + "': ")) position = each.position;
        }
        book.mistakes.add(std::move(position), std::string(line), "");
    }
}

void compile(RuleBook& book, const rules::Segments& segments, decision::FactNames names, std::vector<decision::ScoreTable> scores, const RuleFiles& files, const std::string& version) {
    auto compiled = decision::compile_rules(book.policy, to_run(book.campaigns), segments, std::move(names), std::move(scores));
    if (!compiled) {
        add_mistakes(book, compiled.error().message(), files);
        return;
    }
    compiled->version = version;
    book.rules = std::make_shared<const decision::Rules>(std::move(compiled).value());
}

}  // namespace

const Segment* RuleBook::segment(std::string_view id) const { return find_id(segments, id); }
const Scene* RuleBook::scene(std::string_view id) const { return find_id(scenes, id); }
const Strategy* RuleBook::strategy(std::string_view id) const { return find_id(strategies, id); }
const CampaignSheet* RuleBook::campaign(std::string_view id) const {
    const auto found = std::find_if(campaigns.begin(), campaigns.end(), [&](const CampaignSheet& each) { return each.campaign.id.text == id; });
    return found == campaigns.end() ? nullptr : &*found;
}
std::string RuleBook::advice_for(std::string_view campaign) const {
    std::vector<std::string> ids;
    for (const auto& each : campaigns) ids.push_back(each.campaign.id.text);
    return config::advice_among(campaign, ids);
}
rules::Segments RuleBook::segment_conditions() const { return conditions_of(segments); }

namespace {

enum class For { running, people };

/// Of a folder that is not there everything else would only follow.
void look_for_folder(const std::filesystem::path& folder, const std::string& what, const std::string& instead, config::Mistakes& mistakes) {
    std::error_code failed;
    const auto status = std::filesystem::status(folder, failed);
    if (std::filesystem::is_directory(status)) return;
    std::string problem = "there is no such folder";
    if (std::filesystem::exists(status)) problem = "this is no folder";
    else if (status.type() == std::filesystem::file_type::none) problem = "this cannot be looked at (" + failed.message() + ")";
    mistakes.add({folder.string(), 1, 1}, problem + ": " + what + " is read from here", instead);
}

RuleBook read(const RuleFiles& files, const decision::Date& today, For whom) {
    RuleBook book;
    look_for_folder(files.folder, "what the bank tells its customers", "name the folder that holds products.toml and campaigns/", book.mistakes);
    look_for_folder(files.policies, "head office's policy", "name the folder of contact.toml and forbidden-words.toml, or name none: then the installed one is taken", book.mistakes);
    if (!book.mistakes.empty()) return book;
    SourceFiles sources(files.folder, book.mistakes);
    auto policies = read_policies(sources, files.policies, book.mistakes, book.warnings);
    book.policy = std::move(policies.policy);
    book.classes = std::move(policies.classes);
    book.products = read_products(sources, files.folder, book.classes);
    book.tags = read_tags(sources, files.folder, policies.names);
    const auto catalogue = decision::catalogue_of(policies.names);
    book.segments = read_segments(sources, files.folder, catalogue);
    const auto segments = conditions_of(book.segments);
    book.scenes = read_scenes(sources, files.folder, catalogue, segments);
    book.strategies = read_strategies(sources, files.folder, book.segments, book.scenes);
    book.talk_tracks = read_talk_tracks(sources, files.folder, book.segments, policies.words);
    auto scores = read_scores(sources, files.folder, book.mistakes);
    std::vector<std::string> score_names;
    for (const auto& each : scores) score_names.push_back(each.name);
    book.campaigns = read_campaigns(sources, files.folder, {book, catalogue, segments, policies.words, score_names, book.warnings});
    if (!sources.over_limits().empty()) {
        book.mistakes = sources.over_limits();
        return book;
    }
    const auto& quiet = book.policy.quiet_tags;
    const auto known = ids_of(book.tags);
    for (const auto& each : quiet) {
        if (std::find(known.begin(), known.end(), each) == known.end()) {
            book.mistakes.add(policies.quiet_tags, "no tag '" + each + "'", config::advice_among(each, known));
        }
    }
    // Of a condition that is wrong nothing more can be said.
    if (whom == For::people && book.mistakes.empty()) warn_about(book, catalogue, segments, today);
    if (book.mistakes.empty()) compile(book, segments, policies.names, std::move(scores), files, sources.version());
    if (book.rules) book.source = sources.archive();
    book.mistakes.sort();
    book.warnings.sort();
    return book;
}

}  // namespace

RuleBook read_rule_book(const RuleFiles& files, const decision::Date& today) { return read(files, today, For::people); }

Result<LoadedRules> load_rules(const RuleFiles& files) {
    auto book = read(files, decision::Date{}, For::running);
    if (!book.rules) return Error(ErrorCode::invalid_input, book.mistakes.text());
    return LoadedRules{std::move(book.rules), std::move(book.source)};
}

}  // namespace silverlane::campaigns
