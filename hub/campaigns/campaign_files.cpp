// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/campaign_files.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "config/suggestion.h"
#include "hub/campaigns/conditions.h"
#include "hub/campaigns/fields.h"
#include "hub/campaigns/talk_track_files.h"
#include "hub/campaigns/talk_track_lint.h"
#include "hub/decision/suitability.h"

namespace silverlane::campaigns {
namespace {

using config::TableReader;
using decision::Campaign;

void read_approval(TableReader& root, Campaign& campaign) {
    campaign.version = static_cast<int>(root.required_integer("version", 1, 1'000'000));
    campaign.status = root.required_text("status");
    if (!campaign.status.empty()) campaign.status = root.one_of("status", "draft", {"draft", "approved", "paused", "ended"});
    campaign.owner = root.required_text("owner");
    const bool needs_approval = campaign.status != "draft";
    campaign.approved_by = needs_approval ? root.required_text("approved_by") : root.text("approved_by", "");
    if (!campaign.owner.empty() && campaign.owner == campaign.approved_by) {
        root.mistake("approved_by", fmt::format("'{}' made the campaign and approved it", campaign.owner), "another one approves");
    }
}

void read_product_and_words(TableReader& root, CampaignSheet& sheet, const Surroundings& around) {
    auto& campaign = sheet.campaign;
    const std::string product = root.required_text("product");
    std::vector<std::string> products;
    for (const auto& each : around.book.products) products.push_back(each.product.id);
    if (must_be_known(root, "product", "product", product, products)) {
        campaign.product = std::find_if(around.book.products.begin(), around.book.products.end(), [&](const NamedProduct& each) { return each.product.id == product; })->product;
    }
    const std::string action = root.required_text("talk_track");
    if (action.empty()) return;
    const auto* sheet_of_words = talk_track_for(around.book.talk_tracks, action, campaign.tier);
    if (sheet_of_words == nullptr) {
        std::vector<std::string> actions;
        for (const auto& each : around.book.talk_tracks) actions.push_back(each.action);
        must_be_known(root, "talk_track", "talk track", action, actions);
        if (std::find(actions.begin(), actions.end(), action) != actions.end()) {
            root.mistake("talk_track", fmt::format("the talk track '{}' has no words for segment '{}', and none for everybody", action, campaign.tier), "write them, without a segment or with this one");
        }
        return;
    }
    campaign.talk_track = sheet_of_words->track;
    const auto say = [&](const std::optional<Finding>& finding) {
        if (finding) root.mistake("talk_track", fmt::format("the talk track '{}' {}", campaign.talk_track.key, finding->what), finding->instead);
    };
    const auto& track = campaign.talk_track;
    say(missing_in(track.explanation.zh, true, campaign.product.risk, around.words));
    say(missing_in(track.elder_explanation.zh, true, campaign.product.risk, around.words));
    say(missing_in(track.explanation.en, false, campaign.product.risk, around.words));
    say(missing_in(track.elder_explanation.en, false, campaign.product.risk, around.words));
}

/// The place of the map must be this tier's and scene's; when it is not, or there is none of that name, those that fit are named.
void read_strategy(TableReader& root, Campaign& campaign, const Surroundings& around, bool tier_and_scene_known) {
    const std::string name = root.required_text("strategy");
    const auto& places = around.book.strategies;
    const auto fits = [&](const Strategy& each) { return each.segment == campaign.tier && each.scene == campaign.scene; };
    const auto* place = around.book.strategy(name);
    if (place != nullptr) campaign.strategy = name;
    if (name.empty() || (place != nullptr && (!tier_and_scene_known || fits(*place)))) return;
    if (!tier_and_scene_known) {
        must_be_known(root, "strategy", "place of the strategy map", name, ids_of(places));
        return;
    }
    std::vector<std::string> fitting;
    for (const auto& each : places) {
        if (fits(each)) fitting.push_back(each.id);
    }
    const std::string what = place == nullptr ? fmt::format("no place of the strategy map '{}'", name)
                                              : fmt::format("'{}' is the map's place for {} at {}, and this campaign is for {} at {}", name, place->segment, place->scene, campaign.tier, campaign.scene);
    const std::string plan = fmt::format("plan one in strategies.toml: a [[strategy]] with segment = \"{}\" and scene = \"{}\"", campaign.tier, campaign.scene);
    root.mistake("strategy", what, fitting.empty() ? plan : fmt::format("for them there is {}; write it, or {}", config::joined(fitting), plan));
}

void read_measures(TableReader& root, CampaignSheet& sheet, const Surroundings& around) {
    auto& campaign = sheet.campaign;
    campaign.goal = root.required_text("goal");
    if (!campaign.goal.empty()) campaign.goal = root.one_of("goal", "", goals());
    sheet.target = cap(root, "target", 100'000'000);
    campaign.tier = root.required_text("tier");
    const bool tier_known = must_be_known(root, "tier", "segment", campaign.tier, ids_of(around.book.segments));
    campaign.scene = root.required_text("scene");
    const bool scene_known = must_be_known(root, "scene", "moment", campaign.scene, ids_of(around.book.scenes));
    if (scene_known) campaign.events = around.book.scene(campaign.scene)->events;
    read_product_and_words(root, sheet, around);
    if (!root.has("channels")) root.mistake("channels", "no channel", "write channels = [\"tablet\"] and, if meant, \"kiosk\" and \"teller\"");
    campaign.channels = root.texts("channels");
    for (const auto& each : campaign.channels) must_be_known(root, "channels", "channel", each, {"tablet", "kiosk", "teller"});
    read_strategy(root, campaign, around, tier_known && scene_known);
}

void read_time_and_place(TableReader& root, CampaignSheet& sheet) {
    auto& campaign = sheet.campaign;
    const auto from = required_day(root, "from");
    if (!root.has("to")) {
        static_cast<void>(root.optional_text("to"));
        root.mistake("to", "the campaign never ends", "add to = \"...\", its last day");
    }
    const auto to = root.has("to") ? required_day(root, "to") : std::nullopt;
    if (from) campaign.from = *from;
    if (to) campaign.to = *to;
    if (from && to && *to < *from) root.mistake("to", fmt::format("it ends on {} and begins on {}", decision::to_text(*to), decision::to_text(*from)), "exchange from and to");
    campaign.places = root.texts("places");
    sheet.places_position = root.position_of("places");
    for (const auto& each : campaign.places) {
        if (each.empty() || each.front() == '/' || each.back() == '/' || each.find("//") != std::string::npos) {
            root.mistake("places", fmt::format("'{}' is no place", each), "write the path from the top, as \"CN/36/0791\"");
        }
    }
}

void read_quota(TableReader& root, CampaignSheet& sheet, const Surroundings& around) {
    auto table = root.table("quota");
    auto& quota = sheet.campaign.quota;
    quota.in_all = cap(table, "in_all", 100'000'000);
    quota.per_branch_day = cap(table, "per_branch_day", 100'000);
    quota.per_staff_day = cap(table, "per_staff_day", 1'000);
    quota.stock = cap(table, "stock", 100'000'000);
    for (const auto* key : {"in_all", "per_branch_day", "per_staff_day", "stock"}) {
        if (table.has(key) && table.integer(key, 1, 0, 100'000'000) == 0) {
            around.warnings.add(table.position_of(key), fmt::format("{} is 0: never; nobody is shown '{}'", key, sheet.campaign.id.text), "remove the line for no cap, or pause the campaign");
        }
    }
    table.finish();
}

void read_contact_rules(TableReader& root, Campaign& campaign) {
    campaign.group = root.text("group", "");
    campaign.not_after = root.texts("not_after");
    campaign.not_after_days = whole(root, "not_after_days", 0, 0, 365);
    if (!campaign.not_after.empty() && campaign.not_after_days == 0) root.mistake("not_after", "it does not say for how long", "add not_after_days = 30");
    if (campaign.not_after.empty() && campaign.not_after_days > 0) root.mistake("not_after_days", "it does not say after what", "add not_after = [\"campaign or group\"]");
    campaign.never_with = root.texts("never_with");
    campaign.priority = whole(root, "priority", 0, -50, 50);
    campaign.holdout = whole(root, "holdout_of_ten_thousand", 1'000, 0, 10'000);
    campaign.theme = root.boolean("theme", false);
    campaign.advanced_age_approved_by = root.text("advanced_age_approved_by", "");
}

void read_score(TableReader& root, Campaign& campaign, const Surroundings& around) {
    campaign.score = root.optional_text("score");
    if (campaign.score) must_be_known(root, "score", "score", *campaign.score, around.scores);
}

/// A tag that is sensitive may keep somebody away, never bring a campaign to them.
void check_tags(TableReader& root, const Condition& condition, const rules::Expression& expression, bool negated, const Surroundings& around) {
    using Kind = rules::Expression::Kind;
    if (expression.kind != Kind::predicate) {
        for (const auto& part : expression.parts) check_tags(root, condition, part, negated != (expression.kind == Kind::negation), around);
        return;
    }
    const auto& predicate = expression.predicate;
    if (predicate.subject.name != "tags" || (predicate.test == rules::Test::none_of) != negated) return;
    for (const auto& tag : around.book.tags) {
        if (tag.sensitivity != Sensitivity::sensitive || std::find(predicate.texts.begin(), predicate.texts.end(), tag.id) == predicate.texts.end()) continue;
        root.mistake(condition.key, fmt::format("the tag '{}' is sensitive and brings the campaign about", tag.id), "it may only keep people away: none of");
    }
}

void read_audience(TableReader& root, CampaignSheet& sheet, const Surroundings& around) {
    auto condition = read_condition(root, "audience", around.catalogue);
    sheet.audience_position = root.position_of(condition.key);
    const bool good = check_condition(root, condition, around.catalogue, around.segments);
    check_tags(root, condition, condition.expression, false, around);
    sheet.own_audience = condition.expression;
    const auto* segment = around.book.segment(sheet.campaign.tier);
    const auto* scene = around.book.scene(sheet.campaign.scene);
    if (segment == nullptr || scene == nullptr) return;
    if (sheet.campaign.theme) {
        if (condition.written) root.mistake(condition.key, "a theme of the branch is the same for everybody", "remove the audience, or theme = true");
        return;
    }
    sheet.campaign.audience = all_of({in_segment(segment->id), scene->when, condition.expression});
    if (!good) return;
    const auto together = rules::check_form(sheet.campaign.audience, around.catalogue, around.segments);
    for (const auto& each : together) root.mistake(condition.written ? condition.key : "tier", "together with its segment and moment: " + each.what, each.instead);
    if (together.empty() && rules::never_holds(sheet.campaign.audience, around.catalogue, around.segments)) {
        root.mistake(condition.written ? condition.key : "tier", fmt::format("nobody of '{}' at '{}' can ever be meant", segment->id, scene->id), "compare the audience with the segment's and the moment's condition");
    }
}

void read_weights(TableReader& root, Campaign& campaign, const Surroundings& around) {
    for (auto& table : root.tables("weight")) {
        const auto condition = read_condition(table, "when", around.catalogue);
        if (!condition.written) table.mistake("when", "a weight says when it counts", "write when_text = \"...\"");
        check_condition(table, condition, around.catalogue, around.segments);
        campaign.weights.push_back({condition.expression, static_cast<int>(table.required_integer("percent", -100, 400))});
        table.finish();
    }
}

void read_offer(TableReader& root, Campaign& campaign, const TalkTrackWords& words) {
    auto table = root.table("offer");
    const bool at_kiosk = std::find(campaign.channels.begin(), campaign.channels.end(), "kiosk") != campaign.channels.end();
    if (!table.present()) {
        if (at_kiosk) root.mistake("channels", "a kiosk has no words for it", "add [offer], or remove \"kiosk\"");
        return;
    }
    if (!at_kiosk) table.mistake("title_zh", "[offer] is what a kiosk says, and \"kiosk\" is no channel of this campaign", "add it to channels, or remove [offer]");
    campaign.offer = decision::KioskOffer{required_words(table, "title", words), required_words(table, "line", words)};
    if (!campaign.product.id.empty() && !decision::may_be_offered_at_a_kiosk(campaign.product)) {
        table.mistake("title_zh", fmt::format("a kiosk offers deposits only, and '{}' is of kind {}", campaign.product.id, campaign.product.kind), "remove [offer]; staff still see the campaign");
    }
    table.finish();
}

void check_names_of_others(const std::vector<CampaignSheet>& sheets, std::vector<TableReader>& roots) {
    std::set<std::string> names;
    for (const auto& each : sheets) {
        names.insert(each.campaign.id.text);
        if (!each.campaign.group.empty()) names.insert(each.campaign.group);
    }
    const auto check = [&](TableReader& root, std::string_view key, const std::vector<std::string>& list) {
        for (const auto& each : list) {
            if (!names.contains(each)) root.mistake(key, fmt::format("no campaign or group '{}'", each), config::advice_among(each, {names.begin(), names.end()}));
        }
    };
    for (std::size_t each = 0; each < sheets.size(); ++each) {
        check(roots[each], "not_after", sheets[each].campaign.not_after);
        check(roots[each], "never_with", sheets[each].campaign.never_with);
    }
}

CampaignSheet read_one(TableReader& root, const Surroundings& around) {
    CampaignSheet sheet;
    sheet.position = root.position();
    sheet.campaign.id = CampaignId{required_id(root)};
    sheet.name = required_local(root, "name");
    read_approval(root, sheet.campaign);
    read_measures(root, sheet, around);
    read_time_and_place(root, sheet);
    read_quota(root, sheet, around);
    read_contact_rules(root, sheet.campaign);
    read_score(root, sheet.campaign, around);
    read_audience(root, sheet, around);
    read_weights(root, sheet.campaign, around);
    sheet.campaign.reason = root.required_text("reason");
    if (!sheet.campaign.reason.empty() && !sheet.campaign.reason.starts_with("reason.campaign.")) root.mistake("reason", "a reason is a text key", "write reason.campaign.<name>");
    sheet.cue = required_words(root, "cue", around.words);
    sheet.campaign.cue = sheet.cue;
    read_offer(root, sheet.campaign, around.words);
    root.finish();
    return sheet;
}

}  // namespace

const std::vector<std::string>& goals() {
    static const std::vector<std::string> kGoals{"informed", "contacted", "appointed", "sold", "renewed", "retained"};
    return kGoals;
}

std::vector<CampaignSheet> read_campaigns(SourceFiles& files, const std::filesystem::path& folder, const Surroundings& surroundings) {
    std::vector<CampaignSheet> sheets;
    std::vector<TableReader> roots;
    std::map<std::string, std::string> file_of;
    for (const auto& file : files.list(folder / "campaigns", ".toml", SourceFiles::Presence::required)) {
        auto root = files.read(file, SourceFiles::Presence::required);
        if (!root.present()) continue;
        auto sheet = read_one(root, surroundings);
        const auto [same, first] = file_of.emplace(sheet.campaign.id.text, sheet.position.file);
        if (!first && !sheet.campaign.id.text.empty()) root.mistake("id", fmt::format("campaign '{}' stands in {} already", same->first, same->second), "give it an id of its own");
        sheets.push_back(std::move(sheet));
        roots.push_back(root);
    }
    check_names_of_others(sheets, roots);
    return sheets;
}

}  // namespace silverlane::campaigns
