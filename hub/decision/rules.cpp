// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hub/decision/compiled.h"
#include "hub/decision/overheard.h"
#include "hub/decision/suitability.h"

namespace silverlane::decision {

namespace {

constexpr std::uint32_t kWhole = 1'000'000;
constexpr std::uint32_t kValueNotSaid = kWhole / 2;
constexpr std::size_t kLongestWords = 256;   // of one language, in bytes: as any text on the wire

using rules::Expression;

/// Every predicate of a condition in the order of its text, segments opened.
void walk(const Expression& expression, const rules::Segments& segments, int depth, std::vector<std::string>& texts) {
    if (depth > rules::kDeepest) return;
    if (expression.kind == Expression::Kind::predicate) {
        if (expression.predicate.subject.of == rules::Subject::Of::segment) {
            if (const auto found = segments.find(expression.predicate.subject.name); found != segments.end()) walk(found->second, segments, depth + 1, texts);
            return;
        }
        texts.push_back(rules::to_text(expression.predicate));
    }
    for (const auto& part : expression.parts) walk(part, segments, depth + 1, texts);
}

class Checker {
public:
    void check(const Campaign& campaign) {
        campaign_ = &campaign;
        if (!ids_.insert(campaign.id).second) wrong("there are two campaigns of this id", "give one an id of its own");
        if (campaign.id.empty()) wrong("a campaign without an id", "write one");
        for (const auto& event : campaign.events) {
            if (!event_bit(event)) wrong(fmt::format("unknown event '{}'", event), fmt::format("write one of {}", fmt::join(kEventNames, ", ")));
        }
        for (const auto& channel : campaign.channels) {
            if (channel != "tablet" && channel != "kiosk" && channel != "teller") wrong(fmt::format("unknown channel '{}'", channel), "write tablet, kiosk or teller");
        }
        if (campaign.product.risk < 1 || campaign.product.risk > 5) wrong("a product's risk is R1 to R5", "write 1 to 5");
        if (campaign.priority < -50 || campaign.priority > 50) wrong(fmt::format("a priority of {} per cent", campaign.priority), "write -50 to 50");
        if (campaign.holdout < 0 || campaign.holdout > 10'000) wrong("a holdout is of 10,000", "write 0 to 10000");
        if (campaign.to < campaign.from) wrong("the campaign ends before it begins", "exchange from and to");
        if (campaign.offer && !may_be_offered_at_a_kiosk(campaign.product)) wrong("a kiosk offers deposits only", "take the offer out; staff still see the campaign");
        check_words(campaign);
        if (campaign.theme) check_theme(campaign);
        for (const auto& weight : campaign.weights) {
            if (weight.percent < -100 || weight.percent > 400) wrong(fmt::format("a weight of {} per cent", weight.percent), "write -100 to 400");
        }
    }
    [[nodiscard]] const std::vector<std::string>& mistakes() const { return mistakes_; }
    void add(std::string mistake) { mistakes_.push_back(std::move(mistake)); }

private:
    void wrong(std::string_view what, std::string_view instead) { mistakes_.push_back(fmt::format("campaign '{}': {}; {}", campaign_->id.text, what, instead)); }
    /// They travel on the card, where a text has its bound.
    void check_words(const Campaign& campaign) {
        const std::pair<const char*, const protocol::LocalText*> all[] = {
            {"cue", &campaign.cue}, {"first sentence", &campaign.talk_track.first_sentence}, {"elders' first sentence", &campaign.talk_track.elder_first_sentence}};
        for (const auto& [name, words] : all) {
            const auto longest = std::max(words->zh.size(), words->en.size());
            if (longest > kLongestWords) wrong(fmt::format("its {} is {} bytes long", name, longest), fmt::format("shorten it to {} bytes", kLongestWords));
        }
    }
    /// Who refused profiling sees it, so nothing of it may depend on who looks.
    void check_theme(const Campaign& campaign) {
        const bool personal = campaign.audience.kind != Expression::Kind::always || !campaign.weights.empty() || campaign.score.has_value();
        if (personal) wrong("a theme is the same for everybody", "take audience, weights and score out");
        if (!is_plain(campaign.product) || campaign.product.risk != 1) wrong("a theme is about a deposit or a government bond of R1", "choose another product");
        if (campaign.holdout != 0) wrong("a theme is not held out from some", "write a holdout of 0");
    }

    const Campaign* campaign_ = nullptr;
    std::set<CampaignId> ids_;
    std::vector<std::string> mistakes_;
};

/// The 95th percentile (nearest rank) of what products are worth, so that one dear product does not win every time.
std::int64_t value_cap(const std::vector<Campaign>& campaigns) {
    std::map<std::string, std::int64_t> values;
    for (const auto& each : campaigns) {
        if (each.product.value_fen > 0) values[each.product.id] = each.product.value_fen;
    }
    std::vector<std::int64_t> sorted;
    for (const auto& [id, value] : values) sorted.push_back(value);
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) return 0;
    return sorted[(sorted.size() * 95 + 99) / 100 - 1];
}

std::uint32_t value_ppm(const Product& product, std::int64_t cap) {
    if (product.value_fen <= 0 || cap <= 0) return kValueNotSaid;
    std::int64_t value = std::min(product.value_fen, cap);
    for (; cap > INT64_MAX / kWhole; cap /= 10) value /= 10;
    return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(value * kWhole / cap));
}

std::uint8_t channels_of(const Campaign& campaign) {
    const bool for_kiosk = campaign.offer && may_be_offered_at_a_kiosk(campaign.product);
    if (campaign.channels.empty()) return static_cast<std::uint8_t>(on_tablet | at_teller | (for_kiosk ? at_kiosk : 0));
    std::uint8_t mask = 0;
    for (const auto& each : campaign.channels) {
        if (each == "tablet") mask |= on_tablet;
        if (each == "teller") mask |= at_teller;
        if (each == "kiosk" && for_kiosk) mask |= at_kiosk;
    }
    return mask;
}

/// The index of the rule language knows one event of a decision; moments are several at once and asked before it.
std::vector<std::string> events_for_index(const Campaign& campaign) {
    const auto simple = [](const std::string& each) { return each == "arrival" || each == "ticket" || each == "kiosk_offer"; };
    return std::all_of(campaign.events.begin(), campaign.events.end(), simple) ? campaign.events : std::vector<std::string>{};
}

struct WeightRules {
    std::map<std::string, std::uint32_t> numbers;   // by canonical JSON
    std::vector<rules::Rule> list;

    std::uint32_t number_of(const Expression& when) {
        const auto [found, fresh] = numbers.emplace(rules::to_json(when), static_cast<std::uint32_t>(list.size()));
        if (fresh) list.push_back({"weight " + rules::to_text(when), {}, {}, when});
        return found->second;
    }
};

std::uint32_t number_in(std::unordered_map<std::string, std::uint32_t>& numbers, const std::string& name) {
    return numbers.emplace(name, static_cast<std::uint32_t>(numbers.size())).first->second;
}

std::uint16_t position_in(std::vector<ProductTraits>& list, const ProductTraits& traits) {
    const auto found = std::find(list.begin(), list.end(), traits);
    const auto position = static_cast<std::uint16_t>(found - list.begin());
    if (found == list.end()) list.push_back(traits);
    return position;
}

Plan plan_of(const Campaign& campaign) {
    Plan plan;
    plan.from_day = day_number(campaign.from);
    plan.to_day = day_number(campaign.to);
    for (const auto& event : campaign.events) plan.events |= event_bit(event).value_or(0);
    plan.channels = channels_of(campaign);
    plan.approved = campaign.status == "approved";
    plan.theme = campaign.theme;
    plan.everywhere = campaign.places.empty();
    plan.has_quota = campaign.quota.any();
    plan.waits_after_others = !campaign.not_after.empty();
    return plan;
}

bool is_fit_to_say(const protocol::LocalText& words) {
    return !words.zh.empty() && !words.en.empty() && overheard_mistake(std::string_view{words.zh}).empty() && overheard_mistake(std::string_view{words.en}).empty();
}

Worth worth_of(const Campaign& campaign, std::int64_t cap, WeightRules& weights) {
    Worth worth;
    worth.speaks = is_fit_to_say(campaign.talk_track.first_sentence);
    worth.speaks_to_elders = is_fit_to_say(campaign.talk_track.elder_first_sentence);
    worth.value_ppm = value_ppm(campaign.product, cap);
    worth.group = campaign.group.empty() ? campaign.id.text : campaign.group;
    for (const auto& weight : campaign.weights) worth.weights.emplace_back(weights.number_of(weight.when), weight.percent);
    return worth;
}

/// What plans name by number.
void number_names(Compiled& compiled, const std::vector<Campaign>& campaigns) {
    for (std::size_t i = 0; i < campaigns.size(); ++i) {
        number_in(compiled.campaigns, campaigns[i].id.text);
        compiled.plans[i].group = number_in(compiled.groups, compiled.worth[i].group);
        compiled.plans[i].traits = position_in(compiled.traits, traits_of(campaigns[i]));
    }
}

const ScoreTable* table_named(const std::vector<ScoreTable>& scores, std::string_view name) {
    const auto found = std::find_if(scores.begin(), scores.end(), [&](const ScoreTable& each) { return each.name == name; });
    return found == scores.end() ? nullptr : &*found;
}

void link_scores(Compiled& compiled, const std::vector<Campaign>& campaigns, Checker& checker) {
    compiled.history = table_named(compiled.scores, kHistory);
    for (std::size_t i = 0; i < campaigns.size(); ++i) {
        if (!campaigns[i].score) continue;
        compiled.worth[i].score = table_named(compiled.scores, *campaigns[i].score);
        if (compiled.worth[i].score == nullptr) {
            checker.add(fmt::format("campaign '{}': no score table '{}'; name one that is there, or take the score out", campaigns[i].id.text, *campaigns[i].score));
        }
    }
}

/// The record names a deciding predicate by its place in the campaign's own audience; one letter then does for a thousand campaigns.
void letter_predicates(Compiled& compiled, const std::vector<Campaign>& campaigns, const rules::Segments& segments) {
    rules::Facts nothing(compiled.audiences.catalogue());
    rules::Evaluation evaluation;
    compiled.audiences.evaluate(nothing, "", "", evaluation);
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < evaluation.predicates.size(); ++i) numbers.emplace(compiled.audiences.predicate(i), i);
    for (std::size_t i = 0; i < campaigns.size(); ++i) {
        std::vector<std::string> texts;
        walk(campaigns[i].audience, segments, 0, texts);
        compiled.letter_begin.push_back(static_cast<std::uint32_t>(compiled.letters.size()));
        for (const auto& text : texts) {
            const auto found = numbers.find(text);
            compiled.letters.push_back(found == numbers.end() ? rules::kNoPredicate : found->second);
        }
        auto& first = compiled.first_letters.emplace_back();
        first.fill(kNoLetter);
        std::copy_n(compiled.letters.end() - static_cast<std::ptrdiff_t>(texts.size()), std::min(texts.size(), first.size()), first.begin());
    }
    compiled.letter_begin.push_back(static_cast<std::uint32_t>(compiled.letters.size()));
}

Error wrong(const std::vector<std::string>& mistakes) { return Error(ErrorCode::invalid_input, fmt::format("{}", fmt::join(mistakes, "\n"))); }

}  // namespace

Policy default_policy() {
    Policy policy;
    policy.quiet_tags = {"complaint", "bereavement", "fraud_case", "arrears"};
    policy.outcomes_service = {"helped", "referred", "booked", "not_now"};
    policy.outcomes_care = {"helped", "referred", "not_now"};
    policy.outcomes_marketing = {"helped", "referred", "booked", "declined", "not_now"};
    policy.outcomes_risk = {"helped", "referred", "false_alarm"};
    return policy;
}

Rules service_only_rules() {
    Rules rules;
    rules.policy = default_policy();
    return rules;
}

Result<Rules> compile_rules(Policy policy, std::vector<Campaign> campaigns, const rules::Segments& segments, FactNames names,
                            std::vector<ScoreTable> scores) {
    Rules made;
    made.policy = std::move(policy);
    made.names = without_taken_names(std::move(names));
    made.scores = std::move(scores);
    Checker checker;
    WeightRules weights;
    std::vector<rules::Rule> audiences;
    std::vector<Plan> plans;
    std::vector<Worth> worth;
    const auto cap = value_cap(campaigns);
    for (const auto& campaign : campaigns) {
        checker.check(campaign);
        plans.push_back(plan_of(campaign));
        worth.push_back(worth_of(campaign, cap, weights));
        audiences.push_back({campaign.id.text, events_for_index(campaign), campaign.places, campaign.audience});
    }
    auto compiled = rules::RuleSet::compile(std::move(audiences), catalogue_of(made.names), segments);
    if (!compiled) checker.add(compiled.error().text());
    std::optional<rules::RuleSet> weight_set;
    if (!weights.list.empty()) {
        auto set = rules::RuleSet::compile(std::move(weights.list), catalogue_of(made.names), segments);
        if (set) weight_set.emplace(std::move(*set));
        else checker.add(set.error().text());
    }
    if (!checker.mistakes().empty()) return wrong(checker.mistakes());
    auto whole = std::make_shared<Compiled>(std::move(*compiled), std::move(weight_set), std::move(plans), std::move(worth), made.scores);
    number_names(*whole, campaigns);
    link_scores(*whole, campaigns, checker);
    if (!checker.mistakes().empty()) return wrong(checker.mistakes());
    letter_predicates(*whole, campaigns, segments);
    made.campaigns = std::move(campaigns);
    if (!made.campaigns.empty()) made.compiled = std::move(whole);
    return made;
}

std::string segment_of(const CustomerFacts& customer, const Date& today) {
    const auto band = customer.birth ? age_band(age_on(*customer.birth, today)) : std::string{};
    return fmt::format("{}/{}", band.empty() ? "?" : band, customer.tier);
}

}  // namespace silverlane::decision
