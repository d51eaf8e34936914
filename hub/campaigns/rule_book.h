// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The bank's rule files as values: policies, products, tags, segments, moments, the strategy map, talk tracks, scores and campaigns. Read
// whole or not at all: with one mistake in any file there are no rules, and whoever holds older ones keeps them. Reading takes the disk and
// the day; nothing else. Values, any thread. It knows no desk, no clock and no customer.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/reader.h"
#include "hub/decision/rules.h"
#include "hub/rules/check.h"
#include "hub/rules/expression.h"

namespace silverlane::campaigns {

using protocol::LocalText;

struct RuleFiles {
    std::filesystem::path policies;   ///< folder: what head office settles; product classes and forbidden words stand there too
    std::filesystem::path folder;     ///< products.toml tags.toml segments.toml scenes.toml strategies.toml talk_tracks/ scores/ campaigns/
};

struct ProductClass { std::string id, kind; LocalText name; };   ///< one of the 19
struct NamedProduct { decision::Product product; LocalText name; };

enum class Sensitivity { ordinary, personal, sensitive };
struct Tag {
    std::string id;
    LocalText name;
    std::string owner;
    std::string source;               ///< core | model | staff | import
    int ttl_days = 0;
    Sensitivity sensitivity = Sensitivity::ordinary;
};

struct Segment { std::string id; LocalText name; std::string owner; rules::Expression audience; };
struct Scene { std::string id; LocalText name; std::vector<std::string> events; rules::Expression when; };
/// A place of the strategy map that somebody planned.
struct Strategy { std::string id, segment, scene; LocalText action; std::string owner; };

struct TalkTrackSheet {
    decision::TalkTrack track;
    std::string action;
    std::string segment;              ///< empty: for everybody
    std::string owner, approved_by;
    config::Position position;
};

struct CampaignSheet {
    decision::Campaign campaign;      ///< its audience holds the segment's and the moment's condition too
    LocalText name;
    LocalText cue;                    ///< what the card says that one may talk about
    std::optional<int> target;        ///< how many times the goal is to be reached
    rules::Expression own_audience;   ///< as the file says
    config::Position position;        ///< of the file
    config::Position audience_position;
    config::Position places_position;
};

struct RuleBook {
    std::shared_ptr<const decision::Rules> rules;   ///< absent when there is a mistake
    std::string source;                             ///< every file, as JSON; empty when there is a mistake
    decision::Policy policy;
    std::vector<ProductClass> classes;
    std::vector<NamedProduct> products;
    std::vector<Tag> tags;
    std::vector<Segment> segments;
    std::vector<Scene> scenes;
    std::vector<Strategy> strategies;
    std::vector<TalkTrackSheet> talk_tracks;
    std::vector<CampaignSheet> campaigns;           ///< by file name; all of them, whatever their status
    config::Mistakes mistakes;                      ///< why there are no rules; sorted by file and line
    config::Mistakes warnings;                      ///< what a person should look at

    [[nodiscard]] const Segment* segment(std::string_view id) const;
    [[nodiscard]] const Scene* scene(std::string_view id) const;
    [[nodiscard]] const Strategy* strategy(std::string_view id) const;
    [[nodiscard]] const CampaignSheet* campaign(std::string_view id) const;
    /// For who named a campaign that is not here: which one was probably meant, or all that there are.
    [[nodiscard]] std::string advice_for(std::string_view campaign) const;
    [[nodiscard]] rules::Segments segment_conditions() const;
};

/// Never fails: a folder that is not there is a mistake, and then the only one. `today` is for warnings about what has ended.
RuleBook read_rule_book(const RuleFiles& files, const decision::Date& today);

struct LoadedRules {
    std::shared_ptr<const decision::Rules> rules;
    std::string source;                             ///< every file, as JSON: what is kept beside the decisions made by these rules
};
/// The rules alone. Errors: invalid_input, one mistake a line.
Result<LoadedRules> load_rules(const RuleFiles& files);

}  // namespace silverlane::campaigns
