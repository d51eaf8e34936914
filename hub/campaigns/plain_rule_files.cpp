// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/plain_rule_files.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "config/reader.h"
#include "hub/decision/suitability.h"

namespace silverlane::campaigns {

using namespace decision;

namespace {

using config::Document;
using config::Mistakes;
using config::TableReader;

/// FNV-1a, 64 bit: to notice a change of files, not to resist anybody.
class Fingerprint {
public:
    void add(std::string_view bytes) {
        for (const char each : bytes) value_ = (value_ ^ static_cast<unsigned char>(each)) * 1'099'511'628'211ULL;
    }
    [[nodiscard]] std::string text() const { return fmt::format("{:016x}", value_); }

private:
    std::uint64_t value_ = 14'695'981'039'346'656'037ULL;
};

Result<Document> load(const std::filesystem::path& file, Fingerprint& fingerprint) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    fingerprint.add(text.str());
    return Document::load(file);
}

Result<std::vector<std::filesystem::path>> toml_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    if (code) return Error(ErrorCode::not_found, fmt::format("{}: {}", folder.string(), code.message()));
    std::sort(files.begin(), files.end());
    return files;
}

int whole(TableReader& table, std::string_view key, int fallback, int least, int most) {
    return static_cast<int>(table.integer(key, fallback, least, most));
}

Date day(TableReader& table, std::string_view key) {
    const std::string text = table.required_text(key);
    auto date = parse_date(text);
    if (date) return *date;
    if (!text.empty()) table.mistake(key, date.error().message(), "write year-month-day");
    return {};
}

std::vector<std::string> outcomes(TableReader& table, std::string_view key, std::vector<std::string> fallback) {
    if (!table.has(key)) return fallback;
    auto list = table.texts(key);
    if (list.empty() || list.size() > 5) table.mistake(key, "a card offers one to five outcomes", "shorten the list");
    return list;
}

void read_policy(TableReader& root, Policy& policy) {
    auto maturity = root.table("maturity");
    policy.maturity_from_days = whole(maturity, "from_days_before", policy.maturity_from_days, 0, 60);
    policy.maturity_to_days = whole(maturity, "to_days_after", policy.maturity_to_days, 0, 60);
    maturity.finish();
    auto suitability = root.table("suitability");
    policy.elder_age = whole(suitability, "elder_age", policy.elder_age, 50, 65);
    policy.advanced_age = whole(suitability, "advanced_age", policy.advanced_age, 60, 70);
    policy.elder_lobby_least_risk = whole(suitability, "elder_lobby_least_risk", policy.elder_lobby_least_risk, 1, 3);
    policy.youngest_for_marketing = whole(suitability, "youngest_for_marketing", policy.youngest_for_marketing, 18, 30);
    policy.assessment_valid_months = whole(suitability, "assessment_valid_months", policy.assessment_valid_months, 1, 12);
    policy.insurance_for_advanced_age = suitability.boolean("insurance_for_advanced_age", policy.insurance_for_advanced_age);
    suitability.finish();
    auto contact = root.table("contact");
    if (contact.has("most_marketing_in_7_days")) policy.most_marketing_in_7_days = whole(contact, "most_marketing_in_7_days", 0, 0, 7);
    if (contact.has("most_marketing_in_30_days")) policy.most_marketing_in_30_days = whole(contact, "most_marketing_in_30_days", 0, 0, 30);
    policy.declined_rests_days = whole(contact, "declined_rests_days", policy.declined_rests_days, 1, 365);
    policy.not_now_rests_days = whole(contact, "not_now_rests_days", policy.not_now_rests_days, 1, 365);
    if (contact.has("quiet_tags")) policy.quiet_tags = contact.texts("quiet_tags");
    contact.finish();
    auto holdout = root.table("holdout");
    policy.holdout = whole(holdout, "of_ten_thousand", policy.holdout, 0, 10'000);
    policy.holdout_salt = holdout.text("salt", policy.holdout_salt);
    holdout.finish();
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
    root.finish();
}

std::map<std::string, Product> read_products(TableReader& root) {
    std::map<std::string, Product> products;
    for (auto& table : root.tables("product")) {
        Product product;
        product.id = table.required_text("id");
        product.kind = table.one_of("kind", "", {"deposit", "treasury", "wealth", "fund", "insurance"});
        product.risk = static_cast<int>(table.required_integer("risk", 1, 5));
        product.private_offering = table.boolean("private_offering", false);
        product.determinate_benefits = table.boolean("determinate_benefits", false);
        static_cast<void>(table.optional_text("name_zh"));
        static_cast<void>(table.optional_text("name_en"));
        if (!products.emplace(product.id, product).second) table.mistake("id", fmt::format("product '{}' stands here twice", product.id), "give it an id of its own");
        table.finish();
    }
    root.finish();
    return products;
}

protocol::LocalText local_text(TableReader& table, const std::string& name) {
    return {table.required_text(name + "_zh"), table.required_text(name + "_en"), table.text(name + "_zh_spoken", ""), table.text(name + "_en_spoken", "")};
}

std::optional<KioskOffer> read_offer(TableReader& root, const Product& product) {
    auto table = root.table("offer");
    if (!table.present()) return std::nullopt;
    KioskOffer offer{local_text(table, "title"), local_text(table, "line")};
    if (!may_be_offered_at_a_kiosk(product)) {
        table.mistake("title_zh", fmt::format("a kiosk offers deposits only, and '{}' is of kind {}", product.id, product.kind), "remove [offer]; staff still see the campaign");
    }
    table.finish();
    return offer;
}

using rules::Expression;
using rules::Test;

/// One question: { field = "age", at_least = 60, at_most = 80 }.
void read_leaf(TableReader& table, Expression& expression) {
    expression.kind = Expression::Kind::predicate;
    auto& predicate = expression.predicate;
    predicate.subject.name = table.required_text("field");
    if (predicate.subject.name == "holding_kinds") predicate.subject.name = "holding_classes";
    if (predicate.subject.name == "days_since_assessment") predicate.subject = {rules::Subject::Of::days_since, "risk_assessed", 0};
    if (table.has("exists")) {
        predicate.test = table.boolean("exists", true) ? Test::exists : Test::missing;
        return;
    }
    struct TestName { Test test; std::string_view name; };
    static constexpr TestName kTests[] = {{Test::in, "in"}, {Test::not_in, "not_in"}, {Test::any_of, "any_of"}, {Test::all_of, "all_of"}, {Test::none_of, "none_of"}};
    for (const auto& each : kTests) {
        if (!table.has(each.name)) continue;
        predicate.test = each.test;
        predicate.texts = table.texts(each.name);
        return;
    }
    const bool least = table.has("at_least");
    const bool most = table.has("at_most");
    if (!least && !most) table.mistake("field", "nothing is asked of it", "write at_least, at_most, exists, in, not_in, any_of, all_of or none_of");
    predicate.test = least && most ? Test::between : least ? Test::at_least : Test::at_most;
    if (least) predicate.numbers.push_back(table.integer("at_least", 0, INT64_MIN, INT64_MAX));
    if (most) predicate.numbers.push_back(table.integer("at_most", 0, INT64_MIN, INT64_MAX));
}

Expression read_condition(TableReader& table, int depth) {
    Expression expression;
    if (!table.present()) return expression;
    if (depth > rules::kDeepest) {
        table.mistake("all", "conditions are nested too deeply", fmt::format("use at most {} levels", rules::kDeepest));
        return expression;
    }
    const bool all = table.has("all");
    if (all || table.has("any")) {
        expression.kind = all ? Expression::Kind::all : Expression::Kind::any;
        for (auto& part : table.tables(all ? "all" : "any")) expression.parts.push_back(read_condition(part, depth + 1));
        if (expression.parts.empty()) table.mistake(all ? "all" : "any", "an empty list of conditions", "write at least one, or remove the key");
    } else if (table.has("not")) {
        expression.kind = Expression::Kind::negation;
        auto inner = table.table("not");
        expression.parts.push_back(read_condition(inner, depth + 1));
    } else {
        read_leaf(table, expression);
    }
    table.finish();
    return expression;
}

Campaign read_campaign(TableReader& root, const std::map<std::string, Product>& products) {
    Campaign campaign;
    campaign.id = CampaignId{root.required_text("id")};
    static_cast<void>(root.optional_text("name"));
    campaign.version = whole(root, "version", 1, 1, 1'000'000);
    const std::string product = root.required_text("product");
    if (const auto found = products.find(product); found != products.end()) {
        campaign.product = found->second;
    } else if (!product.empty()) {
        root.mistake("product", fmt::format("no product '{}' in the product list", product), "write the id of one that stands there");
    }
    campaign.reason = root.required_text("reason");
    if (!campaign.reason.empty() && campaign.reason.rfind("reason.campaign.", 0) != 0) {
        root.mistake("reason", "a reason is a text key", "write reason.campaign.<name>");
    }
    campaign.from = day(root, "from");
    campaign.to = day(root, "to");
    if (campaign.from.ok() && campaign.to.ok() && campaign.to < campaign.from) root.mistake("to", "the campaign ends before it begins", "exchange from and to");
    campaign.priority = whole(root, "priority", 50, 1, 100) - 50;
    campaign.holdout = whole(root, "holdout_of_ten_thousand", 1'000, 0, 10'000);
    if (root.has("most_per_day")) campaign.quota.per_branch_day = whole(root, "most_per_day", 0, 0, 100'000);
    campaign.places = root.texts("branches");
    auto audience = root.table("audience");
    if (!audience.present()) root.mistake("audience", "no audience", "write [audience] with all, any or one condition");
    campaign.audience = read_condition(audience, 0);
    campaign.offer = read_offer(root, campaign.product);
    root.finish();
    return campaign;
}

}  // namespace

Result<Rules> load_rules(const RuleFiles& files) {
    Rules rules = service_only_rules();
    Mistakes mistakes;
    Fingerprint fingerprint;
    auto policies = toml_files(files.policies);
    if (!policies) return policies.error();
    for (const auto& file : *policies) {
        auto document = load(file, fingerprint);
        if (!document) return document.error();
        auto root = document->root(mistakes);
        read_policy(root, rules.policy);
    }
    auto product_file = load(files.products, fingerprint);
    if (!product_file) return product_file.error();
    auto product_root = product_file->root(mistakes);
    const auto products = read_products(product_root);
    auto campaigns = toml_files(files.campaigns);
    if (!campaigns) return campaigns.error();
    std::vector<Campaign> list;
    std::set<CampaignId> seen;
    for (const auto& file : *campaigns) {
        auto document = load(file, fingerprint);
        if (!document) return document.error();
        auto root = document->root(mistakes);
        auto campaign = read_campaign(root, products);
        if (!seen.insert(campaign.id).second) root.mistake("id", fmt::format("campaign '{}' stands in two files", campaign.id.text), "give it an id of its own");
        list.push_back(std::move(campaign));
    }
    if (auto done = mistakes.as_result(); !done) return done.error();
    auto compiled = compile_rules(std::move(rules.policy), std::move(list));
    if (!compiled) return compiled.error();
    compiled->version = fingerprint.text();
    return compiled;
}

}  // namespace silverlane::campaigns
