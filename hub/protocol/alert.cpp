// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/alert.h"

#include "hub/protocol/field_checks.h"
#include "hub/protocol/field_reader.h"
#include "hub/protocol/json_writer.h"
#include "hub/protocol/line_codec.h"
#include "hub/protocol/ticket_label.h"

namespace silverlane::protocol {

namespace {

constexpr EnumName<AlertClass> kClasses[] = {
    {AlertClass::risk, "risk"}, {AlertClass::service, "service"}, {AlertClass::care, "care"}, {AlertClass::marketing, "marketing"}};
constexpr EnumName<Urgency> kUrgencies[] = {{Urgency::a, "a"}, {Urgency::b, "b"}, {Urgency::c, "c"}};
constexpr EnumName<AlertState> kStates[] = {{AlertState::open, "open"}, {AlertState::claimed, "claimed"}, {AlertState::closed, "closed"},
                                            {AlertState::cancelled, "cancelled"}, {AlertState::expired, "expired"}};
constexpr std::size_t kMostReasons = 3;
constexpr std::size_t kMostNews = 8;

void write(JsonWriter& json, const Person& person) {
    json.begin_object();
    json.text("name", person.name.text.open(PrivateDoor::protocol_codec));
    json.text("honorific", person.honorific);
    json.text("age_band", person.age_band);
    json.text("tier", person.tier);
    json.texts("needs", person.needs);
    json.boolean("claimed_identity", person.claimed_identity);
    json.end_object();
}

/// A part that is left out when there is none.
template <class Part>
void write_if_there(JsonWriter& json, std::string_view name, const std::optional<Part>& part) {
    if (!part) return;
    json.key(name);
    write(json, *part);
}

template <class Part>
void write_list(JsonWriter& json, std::string_view name, const std::vector<Part>& parts) {
    json.key(name);
    json.begin_array();
    for (const auto& each : parts) write(json, each);
    json.end_array();
}

void write_if_there(JsonWriter& json, std::string_view name, const std::optional<UtcTime>& time) {
    if (time) json.text(name, to_rfc3339(*time));
}

void write(JsonWriter& json, const Alert& alert) {
    json.begin_object();
    json.text("id", alert.id.text);
    json.integer("version", static_cast<std::int64_t>(alert.version));
    json.text("branch", alert.branch.text);
    json.text("kind", alert.kind);
    json.text("alert_class", name_of(alert.alert_class));
    json.text("urgency", name_of(alert.urgency));
    json.text("state", name_of(alert.state));
    json.boolean("interrupts", alert.interrupts);
    json.boolean("passes_lock", alert.passes_lock);
    write_if_there(json, "person", alert.person);
    json.text("place", alert.place);
    json.text("ticket_label", alert.ticket_label);
    json.texts("evidence", alert.evidence);
    write_list(json, "reasons", alert.reasons);
    write_if_there(json, "first_sentence", alert.first_sentence);
    write_if_there(json, "caution", alert.caution);
    json.text("step", alert.step);
    json.text("help_reason", alert.help_reason);
    json.text("claimed_by", alert.claimed_by);
    json.texts("offered_to", alert.offered_to);
    json.text("wanted_role", alert.wanted_role);
    json.text("wanted_staff", alert.wanted_staff);
    json.text("qualification", alert.qualification);
    json.text("referred_by", alert.referred_by);
    json.boolean("identity_confirmed", alert.identity_confirmed);
    write_list(json, "news", alert.news);
    json.text("group", alert.group);
    if (!alert.group.empty() && alert.product_risk > 0) json.integer("product_risk", alert.product_risk);
    write_if_there(json, "due", alert.due);
    write_if_there(json, "expires", alert.expires);
    json.text("outcome", alert.outcome);
    json.texts("outcomes", alert.outcomes);
    json.text("raised_at", to_rfc3339(alert.raised_at));
    json.text("changed_at", to_rfc3339(alert.changed_at));
    json.end_object();
}

Line read_line(FieldReader& reader) {
    Line line;
    line.key = reader.text("key");
    if (const Json* arguments = reader.object("arguments"); arguments != nullptr) {
        for (const auto& [name, value] : arguments->items()) {
            if (!value.is_string()) {
                reader.mistake("arguments", "texts only");
                return line;
            }
            line.arguments.emplace_back(name, value.get<std::string>());
        }
    }
    return line;
}

std::optional<Line> read_optional_line(FieldReader& reader, std::string_view field) {
    const Json* object = reader.object(field);
    if (object == nullptr) return std::nullopt;
    FieldReader inner(*object, reader.inner_place(field));
    auto line = read_line(inner);
    reader.adopt(inner);
    return line;
}

std::vector<News> read_news(FieldReader& reader) {
    std::vector<News> news;
    std::size_t index = 0;
    for (const auto& each : reader.array("news", false, kMostNews)) {
        FieldReader inner(each, reader.inner_place("news", index++));
        News one;
        if (auto line = read_optional_line(inner, "line")) one.line = std::move(*line);
        else inner.mistake("line", "a line for people");
        one.at = inner.time("at");
        news.push_back(std::move(one));
        reader.adopt(inner);
    }
    return news;
}

std::optional<Person> read_person(FieldReader& reader) {
    const Json* object = reader.object("person");
    if (object == nullptr) return std::nullopt;
    FieldReader inner(*object, reader.inner_place("person"));
    Person person;
    person.name = CustomerName{PrivateText{inner.text_or_empty("name")}};
    person.honorific = inner.text_or_empty("honorific", 16);
    if (!person.honorific.empty() && person.honorific != "female" && person.honorific != "male") inner.mistake("honorific", "female, male or empty");
    person.age_band = inner.text_or_empty("age_band", 16);
    person.tier = inner.text_or_empty("tier", 4);
    person.needs = inner.texts("needs", false);
    person.claimed_identity = inner.boolean_or("claimed_identity", false);
    reader.adopt(inner);
    return person;
}

Alert read_alert(FieldReader& reader) {
    Alert alert;
    alert.id = AlertId{reader.text("id", 64)};
    alert.version = static_cast<std::uint64_t>(reader.integer("version", 0, INT64_MAX));
    alert.branch = BranchId{reader.text("branch", 64)};
    alert.kind = reader.text("kind", 64);
    alert.alert_class = reader.one_of("alert_class", kClasses);
    alert.urgency = reader.one_of("urgency", kUrgencies);
    alert.state = reader.one_of("state", kStates);
    alert.interrupts = reader.boolean_or("interrupts", false);
    alert.passes_lock = reader.boolean_or("passes_lock", false);
    alert.person = read_person(reader);
    alert.place = reader.text_or_empty("place", 64);
    alert.ticket_label = reader.text_or_empty("ticket_label", kLongestTicketLabel);
    alert.evidence = reader.texts("evidence", false);
    std::size_t index = 0;
    for (const auto& each : reader.array("reasons", false, kMostReasons)) {
        FieldReader inner(each, reader.inner_place("reasons", index++));
        alert.reasons.push_back(read_line(inner));
        reader.adopt(inner);
    }
    alert.first_sentence = read_optional_line(reader, "first_sentence");
    alert.caution = read_optional_line(reader, "caution");
    alert.step = reader.text_or_empty("step");
    alert.help_reason = reader.text_or_empty("help_reason", 32);
    alert.claimed_by = reader.text_or_empty("claimed_by", 64);
    alert.offered_to = reader.texts("offered_to", false);
    alert.wanted_role = read_word_or_empty(reader, "wanted_role", {"lobby_manager", "relationship_manager", "branch_head", "teller"});
    alert.wanted_staff = reader.text_or_empty("wanted_staff", 64);
    alert.qualification = reader.text_or_empty("qualification", 64);
    alert.referred_by = reader.text_or_empty("referred_by", 64);
    alert.identity_confirmed = reader.boolean_or("identity_confirmed", false);
    alert.news = read_news(reader);
    alert.group = reader.text_or_empty("group", 128);
    alert.product_risk = static_cast<int>(reader.integer_or("product_risk", 0, 0, 5));
    alert.due = reader.optional_time("due");
    alert.expires = reader.optional_time("expires");
    alert.outcome = reader.text_or_empty("outcome", 64);
    alert.outcomes = reader.texts("outcomes", false);
    alert.raised_at = reader.time("raised_at");
    alert.changed_at = reader.time("changed_at");
    return alert;
}

std::uint64_t read_version(FieldReader& reader) { return static_cast<std::uint64_t>(reader.integer("version", 0, INT64_MAX)); }

std::string_view wire_code(ErrorCode code) { return silverlane::name_of(code); }

}  // namespace

void write(JsonWriter& json, const Line& line) {
    json.begin_object();
    json.text("key", line.key);
    json.key("arguments");
    json.begin_object();
    for (const auto& [name, value] : line.arguments) json.text(name, value);
    json.end_object();
    json.end_object();
}

void write(JsonWriter& json, const News& news) {
    json.begin_object();
    json.key("line");
    write(json, news.line);
    json.text("at", to_rfc3339(news.at));
    json.end_object();
}

std::string_view name_of(AlertClass alert_class) { return name_in(kClasses, alert_class); }
std::string_view name_of(Urgency urgency) { return name_in(kUrgencies, urgency); }
std::string_view name_of(AlertState state) { return name_in(kStates, state); }

std::string to_json(const Alert& alert) {
    JsonWriter json;
    write(json, alert);
    return json.take();
}

Result<Alert> alert_from_json(std::string_view text) {
    FieldReader reader(text);
    auto alert = read_alert(reader);
    return reader.finish_with(std::move(alert));
}

std::string to_json(const AlertList& list) {
    JsonWriter json(64 + list.alerts.size() * 1'024);
    json.begin_object();
    json.integer("sequence", static_cast<std::int64_t>(list.sequence));
    json.key("alerts");
    json.begin_array();
    for (const auto& each : list.alerts) write(json, each);
    json.end_array();
    json.end_object();
    return json.take();
}

Result<AlertList> alert_list_from_json(std::string_view text) {
    FieldReader reader(text);
    AlertList list;
    list.sequence = static_cast<std::uint64_t>(reader.integer("sequence", 0, INT64_MAX));
    std::size_t index = 0;
    for (const auto& each : reader.array("alerts", true, 100'000)) {
        FieldReader inner(each, reader.inner_place("alerts", index++));
        list.alerts.push_back(read_alert(inner));
        reader.adopt(inner);
    }
    return reader.finish_with(std::move(list));
}

std::string to_json(const TalkTrackPage& page) {
    JsonWriter json;
    json.begin_object();
    json.text("explanation_zh", page.explanation.zh);
    json.text("explanation_en", page.explanation.en);
    json.integer("product_risk", page.product_risk);
    json.integer("cooling_days", page.cooling_days);
    json.boolean("recording_required", page.recording_required);
    json.end_object();
    return json.take();
}

std::string to_json(const SignedIn& signed_in) {
    return dump(Json{{"staff_number", signed_in.staff_number}, {"role", signed_in.role}, {"display_name", signed_in.display_name},
                     {"branch", signed_in.branch.text}, {"branch_name", signed_in.branch_name}});
}

Result<SignIn> sign_in_from_json(std::string_view text) {
    FieldReader reader(text);
    SignIn sign_in;
    sign_in.staff_number = reader.text("staff_number", 32);
    sign_in.pin = reader.text("pin", 32);
    return reader.finish_with(std::move(sign_in));
}

Result<Claim> claim_from_json(std::string_view text) {
    FieldReader reader(text);
    Claim claim;
    claim.key = IdempotencyKey{reader.text("key")};
    claim.version = read_version(reader);
    return reader.finish_with(std::move(claim));
}

Result<Release> release_from_json(std::string_view text) {
    FieldReader reader(text);
    Release release;
    release.key = IdempotencyKey{reader.text("key")};
    release.version = read_version(reader);
    release.why = read_word(reader, "why", {"ask_other", "not_now", "wrong_person", "not_relevant"});
    return reader.finish_with(std::move(release));
}

Result<Outcome> outcome_from_json(std::string_view text) {
    FieldReader reader(text);
    Outcome outcome;
    outcome.key = IdempotencyKey{reader.text("key")};
    outcome.version = read_version(reader);
    outcome.outcome = reader.text("outcome", 32);
    return reader.finish_with(std::move(outcome));
}

std::string masked_name(const CustomerName& name) {
    const auto text = name.text.open(PrivateDoor::protocol_codec);
    if (text.empty()) return {};
    std::size_t end = 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    return std::string{text.substr(0, end)} + "**";
}

std::string error_to_json(const Error& error) {
    return dump(Json{{"error", Json{{"code", wire_code(error.code())}, {"message", error.message()}}}});
}

}  // namespace silverlane::protocol
