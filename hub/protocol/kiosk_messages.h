// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a kiosk asks of the hub and what comes back. All requests carry an idempotency key: the same key again gives the same answer.
// Values, any thread. Contract: docs/hub-protocol.md; wire form: docs/api/openapi.json.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/result.h"
#include "hub/protocol/arrival.h"

namespace silverlane::protocol {

/// What a person let the kiosk keep; the same fields as kiosk/flow's Preferences, by name.
struct KeptPreferences {
    std::string language = "zh-CN";
    std::string text_size = "standard";   ///< standard | large | largest
    std::string theme = "standard";       ///< standard | white | black
    int rate_step = 3;
    int volume_step = 3;
    std::string variety = {};             ///< "yue", "zh-x-wu"; empty (absent on the wire): Mandarin
    bool operator==(const KeptPreferences&) const = default;
};

struct TicketRequest {
    IdempotencyKey key;
    std::string service;                  ///< cash | transfer | passbook | other
    bool priority = false;                ///< T series: 60+ or anyone who says so; no proof
    bool wants_company = false;           ///< 要人陪: a need for the tablet
    std::optional<EvidenceIdentifier> card;  ///< tapped in the same turn: joins the ticket to the visit
    std::optional<std::string> offline_label; ///< already printed from the kiosk's reserved block while the hub was away
    std::optional<UtcTime> taken_at;      ///< with offline_label: when
};

struct WaitRange { int from_minutes = 0; int to_minutes = 0; bool operator==(const WaitRange&) const = default; };

struct TicketIssued {
    TicketId ticket;
    std::string label;                    ///< "A012"; unique within branch, series and day
    std::string visit_code;               ///< what the slip's QR holds: signed, dies with the visit
    int ahead = 0;
    WaitRange wait;
    bool priority = false;
};

struct VisitCodeScan {
    IdempotencyKey key;
    std::string code;                     ///< as read from the slip
};

/// The answer says nothing about who it is: preferences only, and only with `settings` consent.
struct VisitGreeting {
    std::string label;
    int ahead = 0;
    WaitRange wait;
    std::optional<KeptPreferences> preferences;
};

struct HelpCall {
    IdempotencyKey key;
    std::string flow, step;               ///< ids, no values
    std::string ticket_label;             ///< when the turn has one
    std::optional<TicketId> ticket;
    std::optional<EvidenceIdentifier> card = {};  ///< put in or tapped in this turn: the call is of its holder's visit
};

/// none_reachable: nobody is signed in on a tablet of this branch; the kiosk says where staff are instead of promising.
struct HelpCallOut { AlertId alert; bool someone_reachable = false; };

struct HelpReason { IdempotencyKey key; AlertId alert; std::string reason; };  ///< company | hearing | unwell | machine
struct HelpCancelled { IdempotencyKey key; AlertId alert; };

/// What a turn or the machine tells of itself. stuck and left_unfinished come from the timers; media_left when a card or passbook was not
/// taken, media_taken once it was; goes_on: whoever was stuck or away does something; device_fault and paper_low from the devices; passbook_full and wrong_pin bring a person, as a call does.
struct TurnNotice {
    IdempotencyKey key;
    std::string kind;                     ///< stuck | left_unfinished | goes_on | media_left | media_taken | device_fault | paper_low | passbook_full |
                                          ///< wrong_pin
    std::string flow, step;
    std::string ticket_label;
    std::optional<TicketId> ticket;
    std::string what = {};                ///< media_left, device_fault, paper_low: card | passbook | printer | card_reader | ...
    std::optional<EvidenceIdentifier> card = {};  ///< as in HelpCall
    AlertId call = {};                    ///< the call for a person that is out in this turn: what brings a person is that call then
};

/// F01 and the settings question. Purposes: service wifi settings profiling marketing survey.
struct ConsentChoice {
    IdempotencyKey key;
    std::vector<std::string> purposes;
    bool granted = false;
    std::string text_version;
    std::string channel = "kiosk";
    std::optional<EvidenceIdentifier> card;      ///< who: a card tapped in this turn,
    std::optional<std::string> visit_code;       ///< or the visit of this code,
    std::optional<EvidenceIdentifier> phone_tail;///< or a typed tail (a claim)
    std::optional<KeptPreferences> preferences;  ///< with purpose "settings" granted
};

struct Accepted { bool accepted = true; };       ///< the same for 0, 1 or many matches

/// A number that is being called: on the screens, and aloud where a kiosk calls the hall. No name, no service, no person.
struct HallCall {
    std::string label;                    ///< "A012"
    int window = 0;                       ///< 0 while the queue machine has not said which
    UtcTime called_at{};                  ///< the latest call of it
    int times = 1;                        ///< how often it was called: grows when it is called again
    bool passed = false;                  ///< nobody came: this call says that it has passed, and whom to ask (P32)
    bool operator==(const HallCall&) const = default;
};

/// The branch's queue at a glance, for the idle screen and home. It says what is so now, not what has changed.
struct BranchGlance {
    int waiting = 0;
    WaitRange wait;
    std::vector<std::string> called;      ///< the last four, the newest first
    int staff_reachable = 0;
    std::vector<HallCall> calls = {};     ///< called and not yet served or cancelled, or passed a moment ago; the newest first, at most kMostHallCalls
    std::optional<UtcTime> at = {};       ///< the hub's time of this glance; absent from a hub of an older version
};
inline constexpr std::size_t kMostHallCalls = 16;

/// From the hub to one kiosk, on its event stream. A kiosk passes over kinds that it does not know.
struct KioskEvent {
    enum class Kind {
        help_claimed,                     ///< somebody is coming
        help_open,                        ///< nobody comes (any more): whoever was coming gave the call on, or a call that reached nobody has now
                                          ///< reached a tablet
        help_closed,
        glance,
        ring,
    };
    Kind kind = Kind::glance;
    AlertId alert;                        ///< help_*, ring
    std::string staff_number;             ///< help_claimed: work number of who is coming
    BranchGlance glance;                  ///< glance
    std::uint64_t generation = 0;         ///< ring: of the screen that staff saw; assist_messages.h
    std::string node = {};                ///< ring: what they point at there
    bool someone_reachable = false;       ///< help_open: as in HelpCallOut
};

/// A block of numbers with a series letter of its own, used only while the hub is away.
struct ReservedNumbers { std::string series; int from = 0; int to = 0; std::string day; };

// One pair a message: to_json and <name>_from_json. Errors: invalid_input naming the field.
std::string to_json(const TicketRequest&);
Result<TicketRequest> ticket_request_from_json(std::string_view);
std::string to_json(const TicketIssued&);
Result<TicketIssued> ticket_issued_from_json(std::string_view);
std::string to_json(const VisitCodeScan&);
Result<VisitCodeScan> visit_code_scan_from_json(std::string_view);
std::string to_json(const VisitGreeting&);
Result<VisitGreeting> visit_greeting_from_json(std::string_view);
std::string to_json(const HelpCall&);
Result<HelpCall> help_call_from_json(std::string_view);
std::string to_json(const HelpCallOut&);
Result<HelpCallOut> help_call_out_from_json(std::string_view);
std::string to_json(const HelpReason&);
Result<HelpReason> help_reason_from_json(std::string_view);
std::string to_json(const HelpCancelled&);
Result<HelpCancelled> help_cancelled_from_json(std::string_view);
std::string to_json(const TurnNotice&);
Result<TurnNotice> turn_notice_from_json(std::string_view);
std::string to_json(const ConsentChoice&);
Result<ConsentChoice> consent_choice_from_json(std::string_view);
std::string to_json(const BranchGlance&);
Result<BranchGlance> branch_glance_from_json(std::string_view);
std::string to_json(const KioskEvent&);
Result<KioskEvent> kiosk_event_from_json(std::string_view);
std::string to_json(const ReservedNumbers&);
Result<ReservedNumbers> reserved_numbers_from_json(std::string_view);

}  // namespace silverlane::protocol
