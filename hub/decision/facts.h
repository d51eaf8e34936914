// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a decision may know, and nothing else: the snapshot of one person's visit. No name, no amount and no account ever enters; amounts are
// bands that whoever builds the snapshot has made. Built by hub/desk, read by decide(), kept in the record. Values, any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "base/result.h"

namespace silverlane::decision {

using Date = std::chrono::year_month_day;

/// "2026-11-27". Errors: invalid_input.
Result<Date> parse_date(std::string_view text);
std::string to_text(const Date& date);
/// Whole days from `from` to `to`; negative when `to` is earlier.
int days_between(const Date& from, const Date& to);
/// Days since 1970-01-01, as the rule language counts them.
std::int32_t day_number(const Date& date);
/// Full years, by birthday: one turns 65 on the 65th birthday, somebody of 29 February on 1 March of a common year.
int age_on(const Date& birth, const Date& today);
/// "70-74", "90+"; empty below 18, so that a card never points at a child.
std::string age_band(int age);

struct Holding {
    std::string kind;               ///< one of protocol::kProductClasses
    std::optional<Date> matures;
    int risk = 1;                   ///< R1..R5
    int amount_band = 0;            ///< 0 unknown, 1..6
    bool operator==(const Holding&) const = default;
};

/// One contact for marketing, in any channel. Contacts of the visit that is decided on do not stand here.
struct Contact {
    Date day{};
    std::string channel;            ///< tablet | kiosk | teller | sms | app | call ...
    std::string outcome;            ///< empty: shown, nobody spoke; else what came of it: declined not_now not_relevant helped ...
    CampaignId campaign;            ///< empty for one that another system made
    std::string group;              ///< of the campaign; empty when it has none
    bool operator==(const Contact&) const = default;
};

/// A campaign or a group that must rest for this person, beside what follows from the contacts. Exactly one of the two names is set.
struct Rest {
    CampaignId campaign;
    std::string group;
    Date until{};                   ///< the last day of the rest
    std::string why;                ///< declined | not_now | not_relevant | ignored
    bool operator==(const Rest&) const = default;
};

/// Something that happened elsewhere and can matter at the next visit.
struct Signal {
    std::string kind;               ///< inflow | browse | low_rating | repeated_problem
    std::string product_class;      ///< of browse: one of protocol::kProductClasses; of repeated_problem: empty
    Date day{};
    int strength = 0;               ///< inflow: band 1..6; browse: seconds; low_rating: the rating; repeated_problem: how often
    bool operator==(const Signal&) const = default;
};

struct CustomerFacts {
    CustomerId id;
    std::string gender;                  ///< female | male | empty
    std::optional<Date> birth;
    std::string tier;                    ///< a letter; empty: none
    int asset_band = 0;                  ///< 0 unknown, 1..6
    int risk_level = 0;                  ///< C1..C5; 0 = never assessed
    std::optional<Date> risk_assessed;
    std::vector<Holding> holdings;
    std::vector<std::string> tags;
    std::vector<std::string> consents;   ///< purposes granted now: service wifi settings profiling marketing survey
    bool own_staff = false;
    std::optional<Date> customer_since;
    std::optional<Date> first_visit;     ///< today: this is the first one
    int visits_in_30_days = 0;
    StaffId relationship_manager;        ///< may be empty
    std::vector<Contact> contacts;       ///< of the last 90 days, the newest first
    std::vector<Rest> rests;
    std::vector<Signal> signals;
    std::map<std::string, std::int64_t> portrait_numbers;   ///< of a portrait import: names that FactNames declares
    std::map<std::string, std::string> portrait_texts;
    [[nodiscard]] bool consents_to(std::string_view purpose) const;
    bool operator==(const CustomerFacts&) const = default;
};

struct VisitFacts {
    VisitId visit;
    BranchId branch;
    std::string branch_path;             ///< "CN/36/0791"; empty: the branch's id is the whole path
    std::vector<std::string> evidence;   ///< wifi ticket card visit_code queue phone_tail
    std::string service;                 ///< of the ticket
    bool priority = false;
    std::vector<std::string> needs;      ///< declared for this visit
    bool claimed = false;                ///< identity by a typed tail
    int waited_minutes = 0;
    int ahead = 0;
    std::optional<int> minutes_to_call;
    bool in_trouble = false;             ///< open help, fraud hold, stuck, not well: no marketing now
    std::vector<CampaignId> shown_in_visit;    ///< counted as this visit's contact already; they keep their place and use up no room again
    std::vector<std::string> told_in_visit;    ///< kinds of service and care that another card of this visit has told (Reason::kind)
    bool operator==(const VisitFacts&) const = default;
};

/// The room that is used up of a campaign with a quota.
struct CampaignUse {
    CampaignId campaign;
    int in_all = 0;
    int today_here = 0;                  ///< this branch, this day
    int today_by_staff_least = 0;        ///< of whom it could be given to, the one who had it least today
    std::optional<int> stock_left;       ///< absent: not counted by stock
    bool operator==(const CampaignUse&) const = default;
};

struct BranchFacts {
    int staff_on_duty = 0;               ///< 0: nobody signed in, or not known; then nothing is said about capacity
    int staff_free = 0;
    std::vector<std::string> qualifications_present;
    std::vector<CampaignUse> use;        ///< only of campaigns with quotas; one that is not here has used nothing
    bool operator==(const BranchFacts&) const = default;
};

/// What made us decide now.
enum class Trigger { arrival, ticket, long_wait, kiosk_offer };
std::string_view name_of(Trigger trigger);

struct Snapshot {
    Trigger trigger = Trigger::arrival;
    std::optional<CustomerFacts> customer;   ///< only of somebody who consented to service
    VisitFacts visit;
    BranchFacts branch;
    Date today{};                            ///< the branch's service day
    int minute_of_day = 0;
    bool operator==(const Snapshot&) const = default;
};

/// Canonical: equal snapshots give equal bytes, and what is as a new Snapshot has it is left out.
std::string to_json(const Snapshot& snapshot);
/// snapshot_from_json(to_json(s)) is s. Errors: invalid_input naming the field.
Result<Snapshot> snapshot_from_json(std::string_view json);

}  // namespace silverlane::decision
