// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/store/retention.h"

#include <array>
#include <utility>

namespace silverlane::store {

namespace {
constexpr Sql kRules{"SELECT table_name, kept FROM retention ORDER BY table_name"};

struct ClosingTable {
    const char* name;
    Sql drop;
    Sql any;
};
constexpr std::array<ClosingTable, 15> kClosing{{
    {"visit", {"DELETE FROM visit WHERE branch = $1"}, {"SELECT 1 FROM visit WHERE branch = $1 LIMIT 1"}},
    {"wifi_session", {"DELETE FROM wifi_session WHERE branch = $1"}, {"SELECT 1 FROM wifi_session WHERE branch = $1 LIMIT 1"}},
    {"ticket", {"DELETE FROM ticket WHERE branch = $1"}, {"SELECT 1 FROM ticket WHERE branch = $1 LIMIT 1"}},
    {"decision", {"DELETE FROM decision WHERE branch = $1 AND expires IS NULL"}, {"SELECT 1 FROM decision WHERE branch = $1 AND expires IS NULL LIMIT 1"}},
    {"signal", {"DELETE FROM signal WHERE branch = $1 AND branch <> ''"}, {"SELECT 1 FROM signal WHERE branch = $1 AND branch <> '' LIMIT 1"}},
    {"opportunity", {"UPDATE opportunity SET visit = NULL WHERE branch = $1 AND visit IS NOT NULL"},
     {"SELECT 1 FROM opportunity WHERE branch = $1 AND visit IS NOT NULL LIMIT 1"}},
    {"consent", {"UPDATE consent SET paused_in = '', paused_by = '' WHERE paused_in = $1 AND paused_in <> ''"},
     {"SELECT 1 FROM consent WHERE paused_in = $1 AND paused_in <> '' LIMIT 1"}},
    {"offer", {"DELETE FROM offer WHERE branch = $1"}, {"SELECT 1 FROM offer WHERE branch = $1 LIMIT 1"}},
    {"staff_duty", {"DELETE FROM staff_duty WHERE branch = $1"}, {"SELECT 1 FROM staff_duty WHERE branch = $1 LIMIT 1"}},
    {"wait_told", {"DELETE FROM wait_told WHERE branch = $1"}, {"SELECT 1 FROM wait_told WHERE branch = $1 LIMIT 1"}},
    {"queue_turn", {"DELETE FROM queue_turn WHERE branch = $1"}, {"SELECT 1 FROM queue_turn WHERE branch = $1 LIMIT 1"}},
    {"phone_session", {"DELETE FROM phone_session WHERE branch = $1"}, {"SELECT 1 FROM phone_session WHERE branch = $1 LIMIT 1"}},
    {"phone_choice", {"DELETE FROM phone_choice WHERE branch = $1"}, {"SELECT 1 FROM phone_choice WHERE branch = $1 LIMIT 1"}},
    {"phone_told", {"DELETE FROM phone_told WHERE branch = $1"}, {"SELECT 1 FROM phone_told WHERE branch = $1 LIMIT 1"}},
    {"event", {"DELETE FROM event WHERE branch = $1"}, {"SELECT 1 FROM event WHERE branch = $1 LIMIT 1"}},
}};
// A home visit that nobody has taken care of outlives the day; its alert holds neither person nor ticket. So does a task of the relationship
// manager, with the surname of somebody who agrees to be told of offers: the desk takes everything else off it.
#define NOT_A_WAITING_VISIT "NOT (kind IN ('visit_request', 'follow_up') AND state <= 1)"
constexpr Sql kBareAlerts{"UPDATE alert SET body = '', visit = NULL WHERE branch = $1 AND (body <> '' OR visit IS NOT NULL) AND " NOT_A_WAITING_VISIT};
// Answers that hold a person or kept settings have a kind that begins with the branch ("day:B001:claim"); ';' follows ':' in ASCII.
constexpr Sql kDropAnswers{"DELETE FROM answered WHERE kind >= 'day:' || $1 || ':' AND kind < 'day:' || $1 || ';'"};
constexpr Sql kSpokenAlerts{"SELECT 1 FROM alert WHERE branch = $1 AND body <> '' AND " NOT_A_WAITING_VISIT " LIMIT 1"};

constexpr std::int64_t kDay = 24LL * 3'600'000;
constexpr Sql kOldAlerts{"DELETE FROM alert WHERE raised_at < $1"};
constexpr Sql kOldChanges{"DELETE FROM alert_change WHERE at < $1"};
constexpr Sql kOldContacts{"DELETE FROM contact WHERE day < $1"};
constexpr Sql kOldPresence{"DELETE FROM presence WHERE day < $1"};
constexpr Sql kOldFirstVisits{"DELETE FROM first_visit WHERE day < $1"};
constexpr Sql kOldSignals{"DELETE FROM signal WHERE expires <= $1"};
constexpr Sql kOldDecisions{"DELETE FROM decision WHERE expires IS NOT NULL AND expires <= $1"};
constexpr Sql kOldOpportunities{"DELETE FROM opportunity WHERE decided_at < $1"};
constexpr Sql kOldSales{"DELETE FROM sale WHERE day < $1"};
// A day longer than the decisions that name it.
constexpr Sql kOldRuleVersions{"DELETE FROM rule_version WHERE last_used < $1"};
constexpr Sql kOldOffers{"DELETE FROM alert_offer WHERE offered_at < $1"};
constexpr Sql kOldViews{"DELETE FROM view_audit WHERE at < $1"};
constexpr Sql kOldReferrals{"DELETE FROM referral WHERE at < $1"};
constexpr Sql kOldRatings{"DELETE FROM rating WHERE day < $1"};
constexpr Sql kOldVisits{"DELETE FROM home_visit WHERE expires <= $1"};
constexpr Sql kOldSignUps{"DELETE FROM sign_up WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.branch = sign_up.branch AND a.id = sign_up.activity AND a.over > $1)"};
constexpr Sql kOldActivities{"DELETE FROM activity WHERE over <= $1"};
constexpr Sql kOldSeries{"DELETE FROM ticket_series WHERE day < $1"};
constexpr Sql kOldAnswers{"DELETE FROM answered WHERE expires <= $1"};
constexpr Sql kOldSessions{"DELETE FROM staff_session WHERE expires <= $1"};
constexpr Sql kOldPhones{"DELETE FROM phone_session WHERE expires <= $1"};
constexpr Sql kOldGuards{"DELETE FROM pin_guard WHERE locked_until <= $1 AND last_wrong_at <= $2"};
constexpr Sql kOldRests{"DELETE FROM rest WHERE until < $1"};
constexpr Sql kOldRecords{"DELETE FROM consent_record WHERE expires IS NOT NULL AND expires <= $1"};
constexpr Sql kUnusedConsents{"DELETE FROM consent WHERE granted = 1 AND last_used < $1"};
constexpr Sql kUncoveredPreferences{"DELETE FROM preferences WHERE NOT EXISTS (SELECT 1 FROM consent c WHERE c.customer = preferences.customer AND "
                                    "c.purpose = 'settings' AND c.granted = 1)"};
}  // namespace

std::vector<RetentionRule> Retention::rules() {
    std::vector<RetentionRule> found;
    connection_.query(kRules, {}, [&](const Row& row) { found.push_back({row.text(0), row.text(1)}); });
    return found;
}

void Retention::at_closing(const BranchId& branch) {
    for (const auto& table : kClosing) connection_.run(table.drop, {branch});
    connection_.run(kBareAlerts, {branch});
    connection_.run(kDropAnswers, {branch});
    if (observer_ != nullptr) observer_->all_changed();
}

void Retention::over(UtcTime now, std::string_view day_yesterday, std::string_view day_30_ago, std::string_view day_90_ago) {
    const std::int64_t milliseconds = now.time_since_epoch().count();
    connection_.run(kOldAlerts, {milliseconds - 90 * kDay});
    connection_.run(kOldChanges, {milliseconds - 90 * kDay});
    connection_.run(kOldContacts, {day_90_ago});
    connection_.run(kOldPresence, {day_30_ago});
    connection_.run(kOldFirstVisits, {day_90_ago});
    connection_.run(kOldSignals, {now});
    connection_.run(kOldDecisions, {now});
    connection_.run(kOldOpportunities, {milliseconds - 90 * kDay});
    connection_.run(kOldSales, {day_90_ago});
    connection_.run(kOldRuleVersions, {milliseconds - 91 * kDay});
    for (const auto* old : {&kOldOffers, &kOldViews, &kOldReferrals}) connection_.run(*old, {milliseconds - 90 * kDay});
    connection_.run(kOldSeries, {day_30_ago});
    connection_.run(kOldRatings, {day_90_ago});
    connection_.run(kOldVisits, {now});
    connection_.run(kOldSignUps, {now});
    connection_.run(kOldActivities, {now});
    connection_.run(kOldAnswers, {now});
    connection_.run(kOldSessions, {now});
    connection_.run(kOldPhones, {now});
    connection_.run(kOldGuards, {now, milliseconds - kDay});
    connection_.run(kOldRests, {day_yesterday});
    connection_.run(kOldRecords, {now});
    connection_.run(kUnusedConsents, {milliseconds - 730 * kDay});
    // Whoever refuses deletes what rests on the consent at once; here only a consent that ran out can have left something.
    if (!connection_.failed() && connection_.changed() > 0) connection_.run(kUncoveredPreferences, {});
    if (observer_ != nullptr) observer_->all_changed();
}

std::vector<std::string> Retention::left_after_closing(const BranchId& branch) {
    std::vector<std::string> left;
    for (const auto& table : kClosing) {
        connection_.query(table.any, {branch}, [&](const Row&) { left.emplace_back(table.name); });
    }
    connection_.query(kSpokenAlerts, {branch}, [&](const Row&) { left.emplace_back("alert"); });
    return left;
}

}  // namespace silverlane::store
