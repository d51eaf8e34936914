// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/explain.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "hub/decision/compiled.h"
#include "hub/decision/moments.h"

namespace silverlane::decision {

namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

/// "25.4 %"; no floating point, so that it reads the same everywhere.
std::string percent(std::uint32_t ppm) { return fmt::format("{}.{} %", ppm / 10'000, ppm / 1'000 % 10); }

constexpr std::array<std::string_view, 6> kPurposes{"service", "wifi", "settings", "profiling", "marketing", "survey"};
constexpr std::array<std::string_view, 3> kChannels{"tablet", "kiosk", "teller"};
constexpr std::array<std::string_view, 4> kStatuses{"draft", "approved", "paused", "ended"};

/// "{days|day|days}" at `at`, which names `name`: filled in by number; false when it is nothing of the kind.
bool fill_plural(std::string& text, std::size_t at, const std::string& name, const std::string& value) {
    const auto end = text.find('}', at);
    const auto middle = text.find('|', at + name.size() + 2);
    if (end == std::string::npos || middle > end) return false;
    const auto first = at + name.size() + 2;
    const auto word = value == "1" ? text.substr(first, middle - first) : text.substr(middle + 1, end - middle - 1);
    text.replace(at, end + 1 - at, word);
    return true;
}

void fill_in(std::string& text, const std::string& name, const std::string& value) {
    for (auto at = text.find("{" + name); at != std::string::npos; at = text.find("{" + name, at)) {
        const char next = at + name.size() + 1 < text.size() ? text[at + name.size() + 1] : '\0';
        if (next == '}') {
            text.replace(at, name.size() + 2, value);
            at += value.size();
        } else if (next != '|' || !fill_plural(text, at, name, value)) {
            at += name.size() + 1;
        }
    }
}

/// What a campaign says of itself in the language of these words; else the key.
std::string own_words(const ExplainWords& words, std::string_view key, const Arguments& arguments) {
    const auto language = words.find("explain.language");
    for (const auto& [name, value] : arguments) {
        if (language != words.end() && name == language->second) return value;
    }
    return std::string{key};
}

/// The same for all campaigns, or nothing.
std::optional<Verdict> verdict_of_all(const std::vector<Considered>& considered) {
    if (considered.size() < 2) return std::nullopt;
    const auto first = considered.front().verdict;
    // The gates for everything (campaign_gates.cpp), which ask nothing of a campaign.
    static constexpr std::array kForEverything{Verdict::no_customer, Verdict::no_service_consent, Verdict::claimed_identity, Verdict::own_staff, Verdict::no_marketing_consent,
                                               Verdict::age_unknown, Verdict::too_young, Verdict::quiet, Verdict::in_trouble};
    const bool closes_all = std::find(kForEverything.begin(), kForEverything.end(), first) != kForEverything.end();
    const bool same = std::all_of(considered.begin(), considered.end(), [first](const Considered& each) { return each.verdict == first; });
    return closes_all && same ? std::optional{first} : std::nullopt;
}

class Explanation {
public:
    Explanation(const Recorded& recorded, const Rules& rules, const ExplainWords& words, std::string_view no_card)
        : recorded_(recorded), rules_(rules), words_(words), no_card_(no_card), decision_(decide(recorded.snapshot, rules, recorded.time)) {}

    std::string text() {
        add_person();
        if (!no_card_.empty()) line(no_card_);
        // Without a card and without a person there is nothing that one would say; and a kiosk's offer is no card.
        const bool tells = no_card_.empty() || decision_.show_person;
        if (tells && recorded_.snapshot.trigger != Trigger::kiosk_offer) add_card();
        add_winners();
        add_campaigns();
        return std::move(text_);
    }

private:
    [[nodiscard]] std::string say(std::string_view key, const Arguments& arguments = {}) const { return in_words(words_, key, arguments); }
    /// The word for a name of the rules or the record; a bank's own name stays as it is.
    [[nodiscard]] std::string named(std::string_view kind, const std::string& name) const {
        const auto found = words_.find(std::string{kind} + "." + name);
        return found == words_.end() ? name : found->second;
    }
    [[nodiscard]] std::string joined(std::string_view kind, const std::vector<std::string>& list) const {
        std::string text;
        for (const auto& each : list) text.append(text.empty() ? "" : say("explain.and")).append(named(kind, each));
        return text.empty() ? "-" : text;
    }
    /// Of a line that names a need.
    [[nodiscard]] std::string say(const protocol::Line& told) const {
        Arguments arguments = told.arguments;
        for (auto& [name, value] : arguments) {
            if (name == "need") value = named("need", value);
        }
        return say(told.key, arguments);
    }
    void line(std::string_view key, const Arguments& arguments = {}, int depth = 0) {
        text_.append(static_cast<std::size_t>(depth) * 2, ' ').append(say(key, arguments)).append("\n");
    }

    void add_person() {
        const auto& snapshot = recorded_.snapshot;
        line("explain.when", {{"time", to_rfc3339(recorded_.time)}, {"branch", std::string{place_of(snapshot.visit)}}, {"rules", rules_.version},
                              {"trigger", say("trigger." + std::string{name_of(snapshot.trigger)})}});
        if (!snapshot.customer) {
            line("explain.nobody");
            return;
        }
        const auto& customer = *snapshot.customer;
        line("explain.person", {{"age", customer.birth ? std::to_string(age_on(*customer.birth, snapshot.today)) : "-"},
                                {"tier", customer.tier.empty() ? "-" : customer.tier},
                                {"level", customer.risk_level > 0 ? "C" + std::to_string(customer.risk_level) : "-"},
                                {"assessed", customer.risk_assessed ? to_text(*customer.risk_assessed) : "-"},
                                {"consents", joined("consent", customer.consents)}});
    }

    /// What would have been said once more.
    [[nodiscard]] std::vector<Reason> told_before() const {
        const auto still = service_reasons(recorded_.snapshot, rules_.policy);
        Snapshot untold = recorded_.snapshot;
        untold.visit.told_in_visit.clear();
        auto reasons = service_reasons(untold, rules_.policy);
        std::erase_if(reasons, [&](const Reason& each) {
            return each.kind.empty() || std::any_of(still.begin(), still.end(), [&](const Reason& left) { return left.kind == each.kind; });
        });
        return reasons;
    }

    void add_card() {
        line("explain.card", {{"class", say("class." + std::string{protocol::name_of(decision_.alert_class)})}});
        for (const auto& reason : decision_.reasons) line("explain.reason", {{"reason", say(reason)}}, 1);
        if (decision_.reasons.empty()) line("explain.no_reason", {}, 1);
        for (const auto& reason : told_before()) line("explain.told_before", {{"reason", say(reason.line)}}, 1);
        line("explain.say", {{"sentence", say(decision_.first_sentence)}}, 1);
        if (decision_.caution) line("explain.note", {{"note", say(*decision_.caution)}}, 1);
        if (!decision_.audience_role.empty()) line("explain.role", {{"role", say("role." + decision_.audience_role)}}, 1);
        if (!decision_.needed_qualification.empty()) line("explain.qualification", {{"qualification", named("qualification", decision_.needed_qualification)}}, 1);
    }

    void add_winner(std::string_view key, const std::optional<Opportunity>& opportunity) {
        if (!opportunity) return;
        const auto& campaign = rules_.campaigns[opportunity->campaign];
        line(key, {{"campaign", campaign.id.text}, {"version", std::to_string(campaign.version)}});
        line("explain.score", {{"score", percent(opportunity->score_ppm)}, {"p", percent(opportunity->p_ppm)}, {"chance", percent(opportunity->chosen_ppm)},
                               {"arm", say("arm." + std::string{name_of(opportunity->arm)})}}, 1);
        if (opportunity->explored) line("explain.explored", {}, 1);
    }

    void add_winners() {
        add_winner("explain.primary", decision_.primary);
        add_winner("explain.secondary", decision_.secondary);
        add_winner("explain.follow_up", decision_.follow_up);
        add_winner("explain.ghost", decision_.ghost);
        if (!decision_.primary && !decision_.follow_up) line("explain.no_campaign");
    }

    /// Of one that was not meant for here and now, what it is meant for.
    void add_campaign(const Campaign& campaign, Verdict verdict) {
        const Arguments arguments{{"campaign", campaign.id.text}, {"verdict", say("verdict." + std::string{name_of(verdict)})}, {"what", meant_for(campaign, verdict)}};
        line(arguments.back().second.empty() ? "explain.campaign" : "explain.campaign_for", arguments, 1);
    }
    [[nodiscard]] std::string meant_for(const Campaign& campaign, Verdict verdict) const {
        switch (verdict) {
            case Verdict::not_approved: return named("status", campaign.status);
            case Verdict::not_these_days: return to_text(campaign.from) + " .. " + to_text(campaign.to);
            case Verdict::not_this_event: return joined("event", campaign.events);
            case Verdict::not_this_channel: return joined("channel", campaign.channels);
            case Verdict::not_this_place: return joined("place", campaign.places);
            case Verdict::cap_of_visit: return shown_before();
            default: return {};
        }
    }
    /// The campaigns that this visit was shown already.
    [[nodiscard]] std::string shown_before() const {
        std::vector<std::string> ids;
        for (const auto& each : recorded_.snapshot.visit.shown_in_visit) ids.push_back(each.text);
        return ids.empty() ? "" : joined("campaign", ids);
    }

    void add_campaigns() {
        if (rules_.campaigns.empty()) return;
        const auto many = std::to_string(rules_.campaigns.size());
        if (const auto all = verdict_of_all(decision_.considered)) {
            line("explain.all_campaigns", {{"many", many}, {"verdict", say("verdict." + std::string{name_of(*all)})}});
            return;
        }
        line("explain.campaigns", {{"many", many}});
        rules::Facts facts(rules_.compiled->audiences.catalogue());
        fill(facts, recorded_.snapshot, rules_.policy, rules_.names);
        for (std::size_t i = 0; i < rules_.campaigns.size(); ++i) {
            const auto& considered = decision_.considered[i];
            add_campaign(rules_.campaigns[i], considered.verdict);
            if (considered.verdict != Verdict::not_eligible && considered.verdict != Verdict::fact_missing) continue;
            for (const auto& [question, truth] : rules_.compiled->audiences.explain(i, facts)) {
                const bool decided = considered.predicate != kNoDetail && rules_.compiled->audiences.predicate(considered.predicate) == question;
                line(decided ? "explain.deciding" : "explain.question", {{"question", question}, {"answer", say("truth." + std::string{rules::name_of(truth)})}}, 2);
            }
        }
    }

    const Recorded& recorded_;
    const Rules& rules_;
    const ExplainWords& words_;
    const std::string_view no_card_;
    const Decision decision_;
    std::string text_;
};

}  // namespace

std::vector<std::string> explain_keys() {
    std::vector<std::string> keys{"explain.language", "explain.when", "explain.nobody", "explain.person", "explain.card", "explain.reason", "explain.no_reason", "explain.told_before", "explain.say",
                                  "explain.note", "explain.role", "explain.qualification", "explain.primary", "explain.secondary", "explain.follow_up",
                                  "explain.ghost", "explain.no_campaign", "explain.score", "explain.explored", "explain.campaigns", "explain.all_campaigns", "explain.campaign", "explain.campaign_for", "explain.and",
                                  "explain.deciding", "explain.question", "class.risk", "class.service", "class.care", "class.marketing", "role.branch_head",
                                  "truth.no", "truth.yes", "truth.unknown"};
    for (const auto trigger : {Trigger::arrival, Trigger::ticket, Trigger::long_wait, Trigger::kiosk_offer}) keys.push_back("trigger." + std::string{name_of(trigger)});
    for (const auto arm : {Arm::full, Arm::eligibility_only, Arm::no_levers, Arm::random_eligible}) keys.push_back("arm." + std::string{name_of(arm)});
    for (const auto purpose : kPurposes) keys.push_back("consent." + std::string{purpose});
    for (const auto event : kEventNames) keys.push_back("event." + std::string{event});
    for (const auto channel : kChannels) keys.push_back("channel." + std::string{channel});
    for (const auto status : kStatuses) keys.push_back("status." + std::string{status});
    for (int i = 0; i < static_cast<int>(Verdict::passed); ++i) keys.push_back("verdict." + std::string{name_of(static_cast<Verdict>(i))});
    return keys;
}

std::string in_words(const ExplainWords& words, std::string_view key, const Arguments& arguments) {
    const auto found = words.find(key);
    if (found == words.end()) return own_words(words, key, arguments);
    std::string text = found->second;
    for (const auto& [name, value] : arguments) fill_in(text, name, value);
    return text;
}

Result<std::string> explain(std::string_view record, const Rules& rules, const ExplainWords& words, std::string_view no_card) {
    auto recorded = recorded_from_json(record);
    if (!recorded) return recorded.error();
    if (recorded->rules_version != rules.version) {
        return Error(ErrorCode::conflict, fmt::format("the record was made with rules {}, these are rules {}", recorded->rules_version, rules.version));
    }
    return Explanation(*recorded, rules, words, no_card).text();
}

}  // namespace silverlane::decision
