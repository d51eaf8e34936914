// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/service_messages.h"

#include "hub/protocol/evidence_codec.h"
#include "hub/protocol/field_checks.h"
#include "hub/protocol/field_reader.h"
#include "hub/protocol/ticket_label.h"

namespace silverlane::protocol {

namespace {

constexpr EnumName<AfterTask::What> kAfter[] = {
    {AfterTask::What::none, "none"}, {AfterTask::What::rating, "rating"}, {AfterTask::What::offer, "offer"}};
constexpr std::size_t kLongestCode = 512;
constexpr std::size_t kMostActivities = 4;
constexpr std::size_t kMostKnown = 32;

std::string open(const PrivateText& text) { return std::string{text.open(PrivateDoor::protocol_codec)}; }

IdempotencyKey read_key(FieldReader& reader) { return IdempotencyKey{reader.text("key")}; }

Json json_of(const LocalText& text) {
    Json json{{"zh", text.zh}, {"en", text.en}};
    if (!text.zh_spoken.empty()) json["zh_spoken"] = text.zh_spoken;
    if (!text.en_spoken.empty()) json["en_spoken"] = text.en_spoken;
    return json;
}

LocalText read_local_text(FieldReader& reader, std::string_view field) {
    LocalText text;
    const Json* object = reader.object(field);
    if (object == nullptr) {
        reader.mistake(field, "a text in both languages");
        return text;
    }
    FieldReader inner(*object, reader.inner_place(field));
    text.zh = inner.text("zh");
    text.en = inner.text("en");
    text.zh_spoken = inner.text_or_empty("zh_spoken");
    text.en_spoken = inner.text_or_empty("en_spoken");
    reader.adopt(inner);
    return text;
}

void add_proof(Json& json, const VisitProof& proof) {
    if (proof.ticket) json["ticket"] = proof.ticket->text;
    if (proof.visit_code) json["visit_code"] = *proof.visit_code;
    if (proof.card) json["card"] = json_of(*proof.card);
}

EvidenceIdentifier read_card(FieldReader& reader, const Json& object) {
    FieldReader inner(object, reader.inner_place("card"));
    auto card = read_identifier(inner);
    // Whoever types a tail holds nothing: it is no proof here, under whatever name it comes.
    if (card.kind != IdentifierKind::card || card.proof != Proof::possession) inner.mistake("kind", "card with proof possession");
    reader.adopt(inner);
    return card;
}

VisitProof read_proof(FieldReader& reader) {
    VisitProof proof;
    if (auto ticket = reader.optional_text("ticket", 64)) proof.ticket = TicketId{*ticket};
    proof.visit_code = reader.optional_text("visit_code", kLongestCode);
    if (const Json* object = reader.object("card"); object != nullptr) proof.card = read_card(reader, *object);
    return proof;
}

PhoneNumber read_phone(FieldReader& reader) {
    auto text = reader.text("phone", 12);
    if (!is_digits(text, 7, 12)) reader.mistake("phone", "7 to 12 digits");
    return PhoneNumber{PrivateText{std::move(text)}};
}

Activity read_activity(FieldReader& reader) {
    Activity activity;
    activity.id = read_name(reader, "id");
    activity.title = read_local_text(reader, "title");
    activity.day = read_day(reader, "day");
    activity.starts = reader.text("starts", 5);
    activity.room = read_local_text(reader, "room");
    activity.places_left = static_cast<int>(reader.integer("places_left", 0, 100'000));
    return activity;
}

KnownItem read_known_item(FieldReader& reader) {
    KnownItem item;
    item.kind = read_word(reader, "kind", {"ticket", "arrival_time", "how_known", "needs", "consents", "settings", "alerts", "visit_days", "opportunities", "contacts", "rests", "signals", "decisions", "bank_record"});
    for (auto& each : reader.texts("values", true)) item.values.emplace_back(std::move(each));
    item.kept_until = read_word(reader, "kept_until", {"closing", "withdrawn", "days", "bank"});
    return item;
}

}  // namespace

std::string to_json(const HomeVisitDetails& visit) {
    return dump(Json{{"for_whom", visit.for_whom}, {"what", visit.what}, {"day", visit.day}, {"half", visit.half}, {"phone", open(visit.phone.text)}});
}

std::string to_json(const SignUpList& list) {
    Json entries = Json::array();
    for (const auto& each : list.sign_ups) {
        Json entry{{"activity", each.activity}, {"title", json_of(each.title)}, {"day", each.day}, {"number", each.number}, {"people", each.people}};
        if (each.phone) entry["phone"] = open(each.phone->text);
        entries.push_back(std::move(entry));
    }
    return dump(Json{{"sign_ups", std::move(entries)}});
}

std::string to_json(const AfterTaskRequest& request) {
    Json json{{"key", request.key.text}, {"flow", request.flow}};
    add_proof(json, request.visit);
    return dump(json);
}

Result<AfterTaskRequest> after_task_request_from_json(std::string_view text) {
    FieldReader reader(text);
    AfterTaskRequest request;
    request.key = read_key(reader);
    request.flow = read_name(reader, "flow");
    request.visit = read_proof(reader);
    return reader.finish_with(std::move(request));
}

std::string to_json(const AfterTask& after) {
    Json json{{"what", name_in(kAfter, after.what)}};
    if (after.offer) json["offer"] = Json{{"id", after.offer->id}, {"title", json_of(after.offer->title)}, {"line", json_of(after.offer->line)}};
    return dump(json);
}

Result<AfterTask> after_task_from_json(std::string_view text) {
    FieldReader reader(text);
    AfterTask after;
    after.what = reader.one_of("what", kAfter);
    if (after.what == AfterTask::What::offer) {
        if (const Json* object = reader.object("offer"); object != nullptr) {
            FieldReader inner(*object, reader.inner_place("offer"));
            after.offer.emplace();
            after.offer->id = read_name(inner, "id");
            after.offer->title = read_local_text(inner, "title");
            after.offer->line = read_local_text(inner, "line");
            reader.adopt(inner);
        } else {
            reader.mistake("offer", "an object");
        }
    }
    return reader.finish_with(std::move(after));
}

std::string to_json(const OfferAnswer& answer) {
    return dump(Json{{"key", answer.key.text}, {"offer", answer.offer}, {"wanted", answer.wanted}});
}

Result<OfferAnswer> offer_answer_from_json(std::string_view text) {
    FieldReader reader(text);
    OfferAnswer answer;
    answer.key = read_key(reader);
    answer.offer = read_name(reader, "offer");
    answer.wanted = reader.boolean("wanted");
    return reader.finish_with(std::move(answer));
}

std::string to_json(const RatingGiven& given) {
    return dump(Json{{"key", given.key.text}, {"flow", given.flow}, {"rating", given.rating}, {"reason", given.reason},
                     {"ticket_label", given.ticket_label}, {"wants_manager", given.wants_manager}});
}

Result<RatingGiven> rating_given_from_json(std::string_view text) {
    FieldReader reader(text);
    RatingGiven given;
    given.key = read_key(reader);
    given.flow = read_name(reader, "flow");
    given.rating = static_cast<int>(reader.integer("rating", 1, 4));
    given.reason = read_word_or_empty(reader, "reason", {"wait", "hearing", "reading", "unsaid"});
    given.ticket_label = reader.text_or_empty("ticket_label", kLongestTicketLabel);
    given.wants_manager = reader.boolean_or("wants_manager", false);
    return reader.finish_with(std::move(given));
}

std::string to_json(const LoanAsked& loan) {
    return dump(Json{{"key", loan.key.text}, {"item", loan.item}, {"strength", loan.strength}, {"place", loan.place}});
}

Result<LoanAsked> loan_asked_from_json(std::string_view text) {
    FieldReader reader(text);
    LoanAsked loan;
    loan.key = read_key(reader);
    loan.item = read_word(reader, "item", {"glasses", "magnifier", "wheelchair", "blood_pressure"});
    loan.strength = static_cast<int>(reader.integer_or("strength", 0, 0, 600));
    loan.place = read_name(reader, "place");
    return reader.finish_with(std::move(loan));
}

std::string to_json(const HomeVisitAsked& visit) {
    return dump(Json{{"key", visit.key.text}, {"for_whom", visit.for_whom}, {"what", visit.what}, {"day", visit.day}, {"half", visit.half},
                     {"phone", open(visit.phone.text)}});
}

Result<HomeVisitAsked> home_visit_asked_from_json(std::string_view text) {
    FieldReader reader(text);
    HomeVisitAsked visit;
    visit.key = read_key(reader);
    visit.for_whom = read_word(reader, "for_whom", {"self", "family"});
    visit.what = read_word(reader, "what", {"pin", "social_card", "passbook", "other"});
    visit.day = read_day(reader, "day");
    visit.half = read_word(reader, "half", {"morning", "afternoon"});
    visit.phone = read_phone(reader);
    return reader.finish_with(std::move(visit));
}

std::string to_json(const HomeVisitTaken& taken) { return dump(Json{{"due_day", taken.due_day}}); }

Result<HomeVisitTaken> home_visit_taken_from_json(std::string_view text) {
    FieldReader reader(text);
    HomeVisitTaken taken{read_day(reader, "due_day")};
    return reader.finish_with(std::move(taken));
}

std::string to_json(const Activities& activities) {
    Json list = Json::array();
    for (const auto& each : activities.activities) {
        list.push_back(Json{{"id", each.id}, {"title", json_of(each.title)}, {"day", each.day}, {"starts", each.starts}, {"room", json_of(each.room)},
                            {"places_left", each.places_left}});
    }
    return dump(Json{{"activities", std::move(list)}});
}

Result<Activities> activities_from_json(std::string_view text) {
    FieldReader reader(text);
    Activities activities;
    std::size_t index = 0;
    for (const auto& each : reader.array("activities", true, kMostActivities)) {
        FieldReader inner(each, reader.inner_place("activities", index++));
        activities.activities.push_back(read_activity(inner));
        reader.adopt(inner);
    }
    return reader.finish_with(std::move(activities));
}

std::string to_json(const SignUp& sign_up) {
    Json json{{"key", sign_up.key.text}, {"activity", sign_up.activity}, {"people", sign_up.people}};
    if (sign_up.phone) json["phone"] = open(sign_up.phone->text);
    return dump(json);
}

Result<SignUp> sign_up_from_json(std::string_view text) {
    FieldReader reader(text);
    SignUp sign_up;
    sign_up.key = read_key(reader);
    sign_up.activity = read_name(reader, "activity");
    sign_up.people = static_cast<int>(reader.integer("people", 1, 2));
    if (reader.optional_text("phone", 12)) sign_up.phone = read_phone(reader);
    return reader.finish_with(std::move(sign_up));
}

std::string to_json(const SignedUp& signed_up) { return dump(Json{{"number", signed_up.number}}); }

Result<SignedUp> signed_up_from_json(std::string_view text) {
    FieldReader reader(text);
    SignedUp signed_up{static_cast<int>(reader.integer("number", 1, 1'000'000))};
    return reader.finish_with(std::move(signed_up));
}

std::string to_json(const QuizTotal& total) { return dump(Json{{"key", total.key.text}, {"right", total.right}, {"asked", total.asked}}); }

Result<QuizTotal> quiz_total_from_json(std::string_view text) {
    FieldReader reader(text);
    QuizTotal total;
    total.key = read_key(reader);
    total.asked = static_cast<int>(reader.integer("asked", 1, 20));
    total.right = static_cast<int>(reader.integer("right", 0, total.asked));
    return reader.finish_with(std::move(total));
}

std::string to_json(const KnownRequest& request) {
    Json json = Json::object();
    add_proof(json, request.visit);
    return dump(json);
}

Result<KnownRequest> known_request_from_json(std::string_view text) {
    FieldReader reader(text);
    KnownRequest request{read_proof(reader)};
    return reader.finish_with(std::move(request));
}

std::string to_json(const KnownList& list) {
    Json items = Json::array();
    for (const auto& each : list.items) {
        Json values = Json::array();
        for (const auto& value : each.values) values.push_back(open(value));
        items.push_back(Json{{"kind", each.kind}, {"values", std::move(values)}, {"kept_until", each.kept_until}});
    }
    return dump(Json{{"items", std::move(items)}});
}

Result<KnownList> known_list_from_json(std::string_view text) {
    FieldReader reader(text);
    KnownList list;
    std::size_t index = 0;
    for (const auto& each : reader.array("items", true, kMostKnown)) {
        FieldReader inner(each, reader.inner_place("items", index++));
        list.items.push_back(read_known_item(inner));
        reader.adopt(inner);
    }
    return reader.finish_with(std::move(list));
}

std::string to_json(const ForgetRequest& request) {
    Json json{{"key", request.key.text}};
    add_proof(json, request.visit);
    return dump(json);
}

Result<ForgetRequest> forget_request_from_json(std::string_view text) {
    FieldReader reader(text);
    ForgetRequest request;
    request.key = read_key(reader);
    request.visit = read_proof(reader);
    return reader.finish_with(std::move(request));
}

std::string to_json(const CardGreeting& greeting) { return dump(Json{{"key", greeting.key.text}, {"card", json_of(greeting.card)}}); }

Result<CardGreeting> card_greeting_from_json(std::string_view text) {
    FieldReader reader(text);
    CardGreeting greeting;
    greeting.key = read_key(reader);
    if (const Json* object = reader.object("card"); object != nullptr) greeting.card = read_card(reader, *object);
    else reader.mistake("card", "an object");
    return reader.finish_with(std::move(greeting));
}

}  // namespace silverlane::protocol
