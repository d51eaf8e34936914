// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/policy_files.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/campaigns/fields.h"
#include "hub/protocol/product_classes.h"

namespace silverlane::campaigns {
namespace {

using config::Mistakes;
using config::TableReader;
using decision::Policy;

std::vector<std::string> outcomes(TableReader& table, std::string_view key, const std::vector<std::string>& fallback) {
    const bool written = table.has(key);
    auto list = table.texts(key);
    if (!written) return fallback;
    if (list.empty() || list.size() > 5) table.mistake(key, "a card offers one to five outcomes", "shorten the list");
    return list;
}

void read_moments(TableReader& root, Policy& policy) {
    auto maturity = root.table("maturity");
    policy.maturity_from_days = whole(maturity, "from_days_before", policy.maturity_from_days, 0, 60);
    policy.maturity_to_days = whole(maturity, "to_days_after", policy.maturity_to_days, 0, 60);
    maturity.finish();
    auto moments = root.table("moments");
    policy.long_wait_minutes = whole(moments, "long_wait_minutes", policy.long_wait_minutes, 1, 240);
    policy.inflow_least_band = whole(moments, "inflow_least_band", policy.inflow_least_band, 1, 6);
    policy.inflow_lasts_days = whole(moments, "inflow_lasts_days", policy.inflow_lasts_days, 1, 90);
    policy.browse_half_life_days = whole(moments, "browse_half_life_days", policy.browse_half_life_days, 1, 90);
    policy.browse_least_seconds = whole(moments, "browse_least_seconds", policy.browse_least_seconds, 1, 3600);
    policy.experience_lasts_days = whole(moments, "experience_lasts_days", policy.experience_lasts_days, 1, 90);
    policy.repeated_problem_least = whole(moments, "repeated_problem_least", policy.repeated_problem_least, 2, 10);
    policy.honeymoon_step_lasts_days = whole(moments, "honeymoon_step_lasts_days", policy.honeymoon_step_lasts_days, 1, 30);
    const bool steps_written = moments.has("honeymoon_days");
    const auto steps = moments.integers("honeymoon_days", 0, 365);
    if (steps_written) policy.honeymoon_days.assign(steps.begin(), steps.end());
    if (!std::is_sorted(policy.honeymoon_days.begin(), policy.honeymoon_days.end())) moments.mistake("honeymoon_days", "the days are not in order", "write the earlier ones first");
    moments.finish();
}

void read_suitability(TableReader& root, Policy& policy) {
    auto table = root.table("suitability");
    policy.elder_age = whole(table, "elder_age", policy.elder_age, 50, 65);
    policy.advanced_age = whole(table, "advanced_age", policy.advanced_age, 60, 70);
    policy.elder_lobby_least_risk = whole(table, "elder_lobby_least_risk", policy.elder_lobby_least_risk, 1, 3);
    policy.youngest_for_marketing = whole(table, "youngest_for_marketing", policy.youngest_for_marketing, 18, 30);
    policy.assessment_valid_months = whole(table, "assessment_valid_months", policy.assessment_valid_months, 1, 12);
    policy.insurance_for_advanced_age = table.boolean("insurance_for_advanced_age", policy.insurance_for_advanced_age);
    table.finish();
}

void read_contact(TableReader& root, Policy& policy, Mistakes& warnings) {
    auto table = root.table("contact");
    if (!table.present()) return;
    const auto read_cap = [&](std::string_view key, int most) {
        const auto value = cap(table, key, most);
        if (!value) warnings.add(table.position(), fmt::format("{} is blank: no cap", key), "write a number, or leave it when no cap is meant");
        if (value == 0) warnings.add(table.position_of(key), fmt::format("{} is 0: never", key), "nothing for marketing is shown; write another number, or remove the line for no cap");
        return value;
    };
    policy.most_marketing_a_visit = read_cap("most_marketing_a_visit", 5);
    policy.most_marketing_in_7_days = read_cap("most_marketing_in_7_days", 7);
    policy.most_marketing_in_30_days = read_cap("most_marketing_in_30_days", 30);
    policy.shown_without_contact = read_cap("shown_without_contact", 30);
    policy.secondary_opportunity = table.boolean("secondary_opportunity", policy.secondary_opportunity);
    policy.declined_rests_days = whole(table, "declined_rests_days", policy.declined_rests_days, 1, 365);
    policy.two_declines_in_group_rest_days = whole(table, "two_declines_in_group_rest_days", policy.two_declines_in_group_rest_days, 1, 365);
    policy.not_now_rests_days = whole(table, "not_now_rests_days", policy.not_now_rests_days, 1, 365);
    policy.ignored_rests_days = whole(table, "ignored_rests_days", policy.ignored_rests_days, 1, 365);
    policy.least_feasibility_ppm = whole(table, "least_feasibility_ppm", policy.least_feasibility_ppm, 0, 1'000'000);
    const bool quiet_written = table.has("quiet_tags");
    auto quiet = table.texts("quiet_tags");
    if (quiet_written) policy.quiet_tags = std::move(quiet);
    table.finish();
}

void read_holdout(TableReader& root, Policy& policy) {
    auto table = root.table("holdout");
    policy.holdout = whole(table, "of_ten_thousand", policy.holdout, 0, 10'000);
    policy.holdout_salt = table.text("salt", policy.holdout_salt);
    policy.epoch = table.text("epoch", policy.epoch);
    policy.exploration = whole(table, "exploration_of_ten_thousand", policy.exploration, 0, 500);
    policy.ablation_arm = whole(table, "ablation_arm_of_ten_thousand", policy.ablation_arm, 0, 1'000);
    table.finish();
}

void read_cards(TableReader& root, Policy& policy) {
    auto offered = root.table("outcomes");
    policy.outcomes_service = outcomes(offered, "service", policy.outcomes_service);
    policy.outcomes_care = outcomes(offered, "care", policy.outcomes_care);
    policy.outcomes_marketing = outcomes(offered, "marketing", policy.outcomes_marketing);
    policy.outcomes_risk = outcomes(offered, "risk", policy.outcomes_risk);
    offered.finish();
    auto urgency = root.table("urgency");
    policy.help_second_person_seconds = whole(urgency, "help_second_person_seconds", policy.help_second_person_seconds, 5, 600);
    policy.help_branch_head_seconds = whole(urgency, "help_branch_head_seconds", policy.help_branch_head_seconds, 10, 1200);
    policy.stuck_seconds = whole(urgency, "stuck_seconds", policy.stuck_seconds, 10, 1200);
    urgency.finish();
    auto queue = root.table("queue");
    policy.minutes_per_ticket = whole(queue, "minutes_per_ticket", policy.minutes_per_ticket, 1, 60);
    queue.finish();
}

void read_names(TableReader& root, decision::FactNames& names) {
    auto table = root.table("names");
    const auto add = [&](std::string_view key, std::vector<std::string>& list) {
        for (auto& each : table.texts(key)) list.push_back(std::move(each));
    };
    add("tiers", names.tiers);
    add("services", names.services);
    add("needs", names.needs);
    table.finish();
}

void read_classes(TableReader& root, std::vector<ProductClass>& classes) {
    for (auto& table : root.tables("class")) {
        ProductClass each;
        each.id = table.required_text("id");
        must_be_known(table, "id", "product class", each.id, {protocol::kProductClasses.begin(), protocol::kProductClasses.end()});
        each.kind = table.one_of("kind", "other", {"deposit", "treasury", "wealth", "fund", "insurance", "loan", "other"});
        each.name = required_local(table, "name");
        const auto ids = ids_of(classes);
        if (std::find(ids.begin(), ids.end(), each.id) != ids.end()) table.mistake("id", fmt::format("class '{}' stands here twice", each.id), "remove one of the two");
        classes.push_back(std::move(each));
        table.finish();
    }
}

bool is_chinese(TableReader& table) { return table.one_of("language", "zh-CN", {"zh-CN", "en"}) == "zh-CN"; }

void read_words(TableReader& root, TalkTrackWords& words) {
    for (auto& table : root.tables("forbidden")) {
        ForbiddenWord each;
        each.word = table.required_text("word");
        each.chinese = is_chinese(table);
        each.reason = table.required_text("reason");
        each.unless = table.texts("unless");
        each.range = table.boolean("range", false);
        if (!each.word.empty()) words.forbidden.push_back(std::move(each));
        table.finish();
    }
    const auto add = [](std::vector<std::string> from, std::vector<std::string>& to) { to.insert(to.end(), from.begin(), from.end()); };
    for (auto& table : root.tables("overheard")) {
        const bool chinese = is_chinese(table);
        add(table.texts("words"), chinese ? words.overheard_chinese : words.overheard_english);
        table.finish();
    }
    auto numbers = root.table("overheard_numbers");
    add(numbers.texts("numbers"), words.numbers);
    add(numbers.texts("units"), words.units);
    numbers.finish();
    for (auto& table : root.tables("needed")) {
        NeededWords each;
        each.chinese = is_chinese(table);
        each.least_risk = static_cast<int>(table.required_integer("least_risk", 1, 5));
        each.any_of = table.texts("any_of");
        if (each.any_of.empty()) table.mistake("any_of", "no word is named", "write any_of = [\"...\"]");
        words.needed.push_back(std::move(each));
        table.finish();
    }
}

}  // namespace

PolicyFiles read_policies(SourceFiles& files, const std::filesystem::path& folder, Mistakes& mistakes, Mistakes& warnings) {
    PolicyFiles read;
    read.policy = decision::default_policy();
    for (const auto& file : files.list(folder, ".toml", SourceFiles::Presence::required)) {
        auto root = files.read(file, SourceFiles::Presence::required);
        if (!root.present()) continue;
        read_moments(root, read.policy);
        read_suitability(root, read.policy);
        read_contact(root, read.policy, warnings);
        read_holdout(root, read.policy);
        read_cards(root, read.policy);
        read_names(root, read.names);
        read_classes(root, read.classes);
        read_words(root, read.words);
        auto contact = root.table("contact");
        if (contact.has("quiet_tags") || read.quiet_tags.file.empty()) read.quiet_tags = contact.position_of("quiet_tags");
        root.finish();
    }
    if (read.words.forbidden.empty() || read.words.overheard_chinese.empty() || read.words.overheard_english.empty()) {
        mistakes.add({folder.string(), 1, 1}, "there are no words against which talk tracks are read", "copy forbidden-words.toml and overheard-words.toml of the shipped policies");
    }
    const auto known = ids_of(read.classes);
    for (const auto each : protocol::kProductClasses) {
        if (std::find(known.begin(), known.end(), each) == known.end()) mistakes.add({folder.string(), 1, 1}, fmt::format("product class '{}' is missing", each), "add [[class]] with its kind and names");
    }
    return read;
}

}  // namespace silverlane::campaigns
