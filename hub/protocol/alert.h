// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a staff tablet shows and sends back. Texts for people are keys with arguments; the page has the words. The one name is the
// surname, with the key of its form of address; it stands only on a card (privacy rules), lists carry the mask. Values, any thread.
// Contract: docs/hub-protocol.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/private_text.h"
#include "base/result.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::protocol {

enum class AlertClass { risk, service, care, marketing };          ///< policy, in this order
enum class Urgency { a, b, c };                                    ///< escalation: 30 s / 60 s / when due
enum class AlertState { open, claimed, closed, cancelled, expired };

/// A text key of the page with its plain arguments ("reason.deposit_matures_soon", days = "5").
struct Line {
    std::string key;
    std::vector<std::pair<std::string, std::string>> arguments;
    bool operator==(const Line&) const = default;
};

struct Person {
    CustomerName name;                ///< the surname alone (codec door only); empty for an anonymous visit
    std::string honorific;            ///< "female" | "male" | "": the page has the form of address of its language
    std::string age_band;             ///< "70-74"
    std::string tier;                 ///< a letter, with marketing consent only; else empty
    std::vector<std::string> needs;   ///< declared by the customer, this visit only: "slow_speech", "company"
    bool claimed_identity = false;    ///< known by a typed tail: staff confirm before they use the name
};

/// Something that happened in a visit after its card was raised: one card a visit, and its news on it.
struct News {
    Line line;                        ///< "news.ticket_taken", "news.help", "news.wait_over", "news.called"
    UtcTime at{};
    bool operator==(const News&) const = default;
};

struct Alert {
    AlertId id;
    std::uint64_t version = 0;        ///< grows with every change; claims compare against it
    BranchId branch;
    std::string kind;                 ///< arrival help unwell stuck left_unfinished ...
    AlertClass alert_class = AlertClass::service;
    Urgency urgency = Urgency::c;
    AlertState state = AlertState::open;
    bool interrupts = false;          ///< buzzes; false = a silent row (known by Wi-Fi alone)
    bool passes_lock = false;         ///< help: shown on a locked screen, place only
    std::optional<Person> person;
    std::string place;                ///< key of the place: "entrance", "K1"; empty = not known where
    std::string ticket_label;
    std::vector<std::string> evidence;///< how we know: "wifi", "ticket", "card", "phone_tail"
    std::vector<Line> reasons;        ///< at most three; the first is on the card
    std::optional<Line> first_sentence; ///< fit to be overheard: no product, holding, date, amount or age
    std::optional<Line> caution;      ///< at most one red line
    std::string step;                 ///< help, stuck: flow.step
    std::string help_reason;          ///< help: company | hearing | unwell | machine | empty
    std::string claimed_by;           ///< staff number
    std::vector<std::string> offered_to; ///< staff numbers whom it interrupts, the latest last; empty: a silent row for everybody
    std::string wanted_role;          ///< lobby_manager | relationship_manager | branch_head | teller; empty: any of the lobby
    std::string wanted_staff;         ///< staff number whom it was passed to; nobody else can take it until it comes back. Empty: nobody in particular
    std::string qualification;        ///< that who takes it must have; empty: none
    std::string referred_by;          ///< staff number who passed it on; hears what became of it
    bool identity_confirmed = false;  ///< staff made sure who it is
    std::vector<News> news;           ///< what has happened in this visit since, the newest last, at most eight
    std::string group;                ///< marketing: the campaign it is of, by its text key; else empty
    int product_risk = 0;             ///< R1..R5 of that campaign's product, on the card before anybody speaks of it; goes with `group`. 0: nothing to sell here
    std::optional<UtcTime> due;       ///< when somebody is to have it at the latest
    std::optional<UtcTime> expires;   ///< when it is nobody's turn any more
    std::string outcome;              ///< when closed
    std::vector<std::string> outcomes;///< offered by class, at most five
    UtcTime raised_at{};
    UtcTime changed_at{};
};

/// What the talk track of a card's campaign says at the seat: asked for by a tap, for who may sell it; it stands on no card.
struct TalkTrackPage {
    LocalText explanation;            ///< the one for the card's person: from 65 on, and where the age is not known, the elders'
    int product_risk = 0;             ///< R1..R5
    int cooling_days = 0;             ///< so long the customer may take a purchase back
    bool recording_required = false;  ///< the key steps of a sale are recorded
};

struct SignIn { std::string staff_number; std::string pin; };
struct SignedIn { std::string staff_number; std::string role; std::string display_name; BranchId branch; std::string branch_name; };
struct Claim { IdempotencyKey key; std::uint64_t version = 0; };
struct Release { IdempotencyKey key; std::uint64_t version = 0; std::string why; };  ///< ask_other | not_now | wrong_person | not_relevant
struct Outcome { IdempotencyKey key; std::uint64_t version = 0; std::string outcome; };

/// All open alerts of a branch and the number of the last event they include.
struct AlertList { std::uint64_t sequence = 0; std::vector<Alert> alerts; };

std::string to_json(const Alert&);
Result<Alert> alert_from_json(std::string_view);
std::string to_json(const AlertList&);
Result<AlertList> alert_list_from_json(std::string_view);
std::string to_json(const TalkTrackPage&);
std::string to_json(const SignedIn&);
Result<SignIn> sign_in_from_json(std::string_view);
Result<Claim> claim_from_json(std::string_view);
Result<Release> release_from_json(std::string_view);
Result<Outcome> outcome_from_json(std::string_view);

/// "王**": the first character of the surname, for lists.
std::string masked_name(const CustomerName& name);

std::string_view name_of(AlertClass alert_class);
std::string_view name_of(Urgency urgency);
std::string_view name_of(AlertState state);

/// {"error":{"code":"conflict","message":"..."}}, the body of every 4xx and 5xx.
std::string error_to_json(const Error& error);

}  // namespace silverlane::protocol
