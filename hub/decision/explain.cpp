// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/explain.h"

#include <fmt/format.h>

#include "hub/decision/compiled.h"

namespace silverlane::decision {

namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

/// "25.4 %"; no floating point, so that it reads the same everywhere.
std::string percent(std::uint32_t ppm) { return fmt::format("{}.{} %", ppm / 10'000, ppm / 1'000 % 10); }

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& each : list) text.append(text.empty() ? "" : ", ").append(each);
    return text.empty() ? "-" : text;
}

class Explanation {
public:
    Explanation(const Recorded& recorded, const Rules& rules, const ExplainWords& words)
        : recorded_(recorded), rules_(rules), words_(words), decision_(decide(recorded.snapshot, rules, recorded.time)) {}

    std::string text() {
        add_person();
        add_card();
        add_winners();
        add_campaigns();
        return std::move(text_);
    }

private:
    [[nodiscard]] std::string say(std::string_view key, const Arguments& arguments = {}) const {
        const auto found = words_.find(key);
        if (found == words_.end()) return own_words(key, arguments);
        std::string text = found->second;
        for (const auto& [name, value] : arguments) {
            const auto mark = "{" + name + "}";
            for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) text.replace(at, mark.size(), value);
        }
        return text;
    }
    /// What a campaign says of itself in the language of these words; else the key.
    [[nodiscard]] std::string own_words(std::string_view key, const Arguments& arguments) const {
        const auto language = words_.find("explain.language");
        for (const auto& [name, value] : arguments) {
            if (language != words_.end() && name == language->second) return value;
        }
        return std::string{key};
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
                                {"consents", joined(customer.consents)}});
    }

    void add_card() {
        line("explain.card", {{"class", say("class." + std::string{protocol::name_of(decision_.alert_class)})}});
        for (const auto& reason : decision_.reasons) line("explain.reason", {{"reason", say(reason.key, reason.arguments)}}, 1);
        if (decision_.reasons.empty()) line("explain.no_reason", {}, 1);
        line("explain.say", {{"sentence", say(decision_.first_sentence.key, decision_.first_sentence.arguments)}}, 1);
        if (decision_.caution) line("explain.note", {{"note", say(decision_.caution->key)}}, 1);
        for (const auto& reason : decision_.for_the_head) line("explain.for_the_head", {{"reason", say(reason.key, reason.arguments)}}, 1);
        if (!decision_.needed_qualification.empty()) line("explain.qualification", {{"qualification", decision_.needed_qualification}}, 1);
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
    static std::string meant_for(const Campaign& campaign, Verdict verdict) {
        switch (verdict) {
            case Verdict::not_approved: return campaign.status;
            case Verdict::not_these_days: return to_text(campaign.from) + " .. " + to_text(campaign.to);
            case Verdict::not_this_event: return joined(campaign.events);
            case Verdict::not_this_channel: return joined(campaign.channels);
            case Verdict::not_this_place: return joined(campaign.places);
            default: return {};
        }
    }

    void add_campaigns() {
        if (rules_.campaigns.empty()) return;
        line("explain.campaigns", {{"many", std::to_string(rules_.campaigns.size())}});
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
    const Decision decision_;
    std::string text_;
};

}  // namespace

std::vector<std::string> explain_keys() {
    std::vector<std::string> keys{"explain.language", "explain.when", "explain.nobody", "explain.person", "explain.card", "explain.reason", "explain.no_reason", "explain.say",
                                  "explain.note", "explain.for_the_head", "explain.qualification", "explain.primary", "explain.secondary", "explain.follow_up",
                                  "explain.ghost", "explain.no_campaign", "explain.score", "explain.explored", "explain.campaigns", "explain.campaign", "explain.campaign_for",
                                  "explain.deciding", "explain.question", "class.risk", "class.service", "class.care", "class.marketing",
                                  "truth.no", "truth.yes", "truth.unknown"};
    for (const auto trigger : {Trigger::arrival, Trigger::ticket, Trigger::long_wait, Trigger::kiosk_offer}) keys.push_back("trigger." + std::string{name_of(trigger)});
    for (const auto arm : {Arm::full, Arm::eligibility_only, Arm::no_levers, Arm::random_eligible}) keys.push_back("arm." + std::string{name_of(arm)});
    for (int i = 0; i < static_cast<int>(Verdict::passed); ++i) keys.push_back("verdict." + std::string{name_of(static_cast<Verdict>(i))});
    return keys;
}

Result<std::string> explain(std::string_view record, const Rules& rules, const ExplainWords& words) {
    auto recorded = recorded_from_json(record);
    if (!recorded) return recorded.error();
    if (recorded->rules_version != rules.version) {
        return Error(ErrorCode::conflict, fmt::format("the record was made with rules {}, these are rules {}", recorded->rules_version, rules.version));
    }
    return Explanation(*recorded, rules, words).text();
}

}  // namespace silverlane::decision
