// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a kiosk asks of the hub for the services around a visit: what comes after a task, ratings, loans, home visits, activities, the quiz's
// totals, what is held about this visit and forgetting it. Requests that change something carry an idempotency key: the same key again gives
// the same answer. Phones are private texts. Values, any thread. Contract: docs/hub-protocol.md; wire form: docs/api/openapi.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/private_text.h"
#include "base/result.h"
#include "hub/protocol/arrival.h"

namespace silverlane::protocol {

/// A text that the branch or the bank wrote, in both languages; a spoken form is empty where it is the screen's.
struct LocalText {
    std::string zh, en;
    std::string zh_spoken, en_spoken;
    bool operator==(const LocalText&) const = default;
};

/// Whose visit, by something that the person holds; never by a typed tail. At most one is set; none: nobody.
struct VisitProof {
    std::optional<TicketId> ticket;              ///< printed in this turn
    std::optional<std::string> visit_code;       ///< scanned from the slip in this turn
    std::optional<EvidenceIdentifier> card;      ///< tapped or put in in this turn
};

/// Once a turn, after its task. The key belongs to the turn.
struct AfterTaskRequest { IdempotencyKey key; std::string flow; VisitProof visit; };

struct Offer {
    std::string id;                              ///< for the answer; of this showing, not of the campaign
    LocalText title;
    LocalText line;                              ///< one line
};

/// Never both a rating and an offer. An offer is counted as shown when it is answered here.
struct AfterTask {
    enum class What { none, rating, offer };
    What what = What::none;
    std::optional<Offer> offer;                  ///< with What::offer
};

struct OfferAnswer { IdempotencyKey key; std::string offer; bool wanted = false; };

struct RatingGiven {
    IdempotencyKey key;
    std::string flow;
    int rating = 0;                              ///< 1 very satisfied, 2 satisfied, 3 so-so, 4 not satisfied
    std::string reason;                          ///< wait | hearing | reading | unsaid | empty; asked after 3 and 4 only
    std::string ticket_label;                    ///< for the branch head until closing; never beside the rating
    bool wants_manager = false;
};

struct LoanAsked {
    IdempotencyKey key;
    std::string item;                            ///< glasses | magnifier | wheelchair | blood_pressure
    int strength = 0;                            ///< of glasses: 100, 200, 300; else 0
    std::string place;                           ///< key of the place where the person is: "K1", "seats"
};

struct HomeVisitAsked {
    IdempotencyKey key;
    std::string for_whom;                        ///< self | family
    std::string what;                            ///< pin | social_card | passbook | other
    std::string day;                             ///< "2026-12-01"
    std::string half;                            ///< morning | afternoon
    PhoneNumber phone;                           ///< 7 to 12 digits; deleted when the visit is done or refused
};
/// `due_day`: until when somebody of the branch calls back, the next working day.
struct HomeVisitTaken { std::string due_day; };

struct Activity {
    std::string id;
    LocalText title;
    std::string day;                             ///< "2026-12-01"
    std::string starts;                          ///< "09:30"
    LocalText room;
    int places_left = 0;
};
struct Activities { std::vector<Activity> activities; };   ///< the next ones, at most four

struct SignUp {
    IdempotencyKey key;
    std::string activity;
    int people = 1;                              ///< 1 or 2
    std::optional<PhoneNumber> phone;            ///< the place is the same without; deleted after the event
};
/// `number` stands on the slip. Refusals: not_found (no such activity, or it is over), conflict (no place left).
struct SignedUp { int number = 0; };

struct QuizTotal { IdempotencyKey key; int right = 0; int asked = 0; };   ///< counted by month, about nobody

struct KnownRequest { VisitProof visit; };

/// One thing that is held. Kinds: ticket arrival_time how_known needs consents settings alerts visit_days opportunities contacts rests
/// signals decisions bank_record.
struct KnownItem {
    std::string kind;
    std::vector<PrivateText> values;             ///< "A012"; a time; keys as wifi, hearing, marketing, text_size=large; empty for bank_record
    std::string kept_until;                      ///< closing | withdrawn | days (at most 90) | bank (the bank's own records)
};
struct KnownList { std::vector<KnownItem> items; };   ///< empty for a visit that is not known

/// Everything of KnownList that may be deleted is deleted, and consents are withdrawn. The answer is the same for a visit nobody knows.
struct ForgetRequest { IdempotencyKey key; VisitProof visit; };

/// A card in the reader: settings come back as after a visit code. Answered with VisitGreeting, also for a card that nobody knows.
struct CardGreeting { IdempotencyKey key; EvidenceIdentifier card; };

/// For the member of staff who has claimed the request: whom to call back.
struct HomeVisitDetails { std::string for_whom, what, day, half; PhoneNumber phone; };

/// Who comes to the activities of today and tomorrow, for the branch's staff.
struct SignUpEntry { std::string activity; LocalText title; std::string day; int number = 0; int people = 1; std::optional<PhoneNumber> phone; };
struct SignUpList { std::vector<SignUpEntry> sign_ups; };

std::string to_json(const HomeVisitDetails&);
std::string to_json(const SignUpList&);
std::string to_json(const AfterTaskRequest&);
Result<AfterTaskRequest> after_task_request_from_json(std::string_view);
std::string to_json(const AfterTask&);
Result<AfterTask> after_task_from_json(std::string_view);
std::string to_json(const OfferAnswer&);
Result<OfferAnswer> offer_answer_from_json(std::string_view);
std::string to_json(const RatingGiven&);
Result<RatingGiven> rating_given_from_json(std::string_view);
std::string to_json(const LoanAsked&);
Result<LoanAsked> loan_asked_from_json(std::string_view);
std::string to_json(const HomeVisitAsked&);
Result<HomeVisitAsked> home_visit_asked_from_json(std::string_view);
std::string to_json(const HomeVisitTaken&);
Result<HomeVisitTaken> home_visit_taken_from_json(std::string_view);
std::string to_json(const Activities&);
Result<Activities> activities_from_json(std::string_view);
std::string to_json(const SignUp&);
Result<SignUp> sign_up_from_json(std::string_view);
std::string to_json(const SignedUp&);
Result<SignedUp> signed_up_from_json(std::string_view);
std::string to_json(const QuizTotal&);
Result<QuizTotal> quiz_total_from_json(std::string_view);
std::string to_json(const KnownRequest&);
Result<KnownRequest> known_request_from_json(std::string_view);
std::string to_json(const KnownList&);
Result<KnownList> known_list_from_json(std::string_view);
std::string to_json(const ForgetRequest&);
Result<ForgetRequest> forget_request_from_json(std::string_view);
std::string to_json(const CardGreeting&);
Result<CardGreeting> card_greeting_from_json(std::string_view);

}  // namespace silverlane::protocol
