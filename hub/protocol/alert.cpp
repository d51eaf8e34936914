// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/alert.h"

#include "hub/protocol/field_reader.h"

namespace silverlane::protocol {

namespace {

constexpr EnumName<AlertClass> kClasses[] = {
    {AlertClass::risk, "risk"}, {AlertClass::service, "service"}, {AlertClass::care, "care"}, {AlertClass::marketing, "marketing"}};
constexpr EnumName<Urgency> kUrgencies[] = {{Urgency::a, "a"}, {Urgency::b, "b"}, {Urgency::c, "c"}};
constexpr EnumName<AlertState> kStates[] = {{AlertState::open, "open"}, {AlertState::claimed, "claimed"}, {AlertState::closed, "closed"},
                                            {AlertState::cancelled, "cancelled"}, {AlertState::expired, "expired"}};
constexpr std::size_t kMostReasons = 3;

Json json_of(const Line& line) {
    Json arguments = Json::object();
    for (const auto& [name, value] : line.arguments) arguments[name] = value;
    return Json{{"key", line.key}, {"arguments", std::move(arguments)}};
}

Json json_of(const Person& person) {
    return Json{{"name", std::string{person.name.text.open(PrivateDoor::protocol_codec)}},
                {"honorific", person.honorific},
                {"age_band", person.age_band},
                {"tier", person.tier},
                {"needs", person.needs},
                {"claimed_identity", person.claimed_identity}};
}

Json json_of(const Alert& alert) {
    Json reasons = Json::array();
    for (const auto& each : alert.reasons) reasons.push_back(json_of(each));
    Json json{{"id", alert.id.text},
              {"version", alert.version},
              {"branch", alert.branch.text},
              {"kind", alert.kind},
              {"alert_class", name_of(alert.alert_class)},
              {"urgency", name_of(alert.urgency)},
              {"state", name_of(alert.state)},
              {"interrupts", alert.interrupts},
              {"passes_lock", alert.passes_lock}};
    if (alert.person) json["person"] = json_of(*alert.person);
    json["place"] = alert.place;
    json["ticket_label"] = alert.ticket_label;
    json["evidence"] = alert.evidence;
    json["reasons"] = std::move(reasons);
    if (alert.first_sentence) json["first_sentence"] = json_of(*alert.first_sentence);
    if (alert.caution) json["caution"] = json_of(*alert.caution);
    json["step"] = alert.step;
    json["help_reason"] = alert.help_reason;
    json["claimed_by"] = alert.claimed_by;
    json["outcome"] = alert.outcome;
    json["outcomes"] = alert.outcomes;
    json["raised_at"] = to_rfc3339(alert.raised_at);
    json["changed_at"] = to_rfc3339(alert.changed_at);
    return json;
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
    alert.ticket_label = reader.text_or_empty("ticket_label", 64);
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
    alert.outcome = reader.text_or_empty("outcome", 64);
    alert.outcomes = reader.texts("outcomes", false);
    alert.raised_at = reader.time("raised_at");
    alert.changed_at = reader.time("changed_at");
    return alert;
}

std::uint64_t read_version(FieldReader& reader) { return static_cast<std::uint64_t>(reader.integer("version", 0, INT64_MAX)); }

std::string_view wire_code(ErrorCode code) { return silverlane::name_of(code); }

}  // namespace

std::string_view name_of(AlertClass alert_class) { return name_in(kClasses, alert_class); }
std::string_view name_of(Urgency urgency) { return name_in(kUrgencies, urgency); }
std::string_view name_of(AlertState state) { return name_in(kStates, state); }

std::string to_json(const Alert& alert) { return dump(json_of(alert)); }

Result<Alert> alert_from_json(std::string_view text) {
    FieldReader reader(text);
    auto alert = read_alert(reader);
    return reader.finish_with(std::move(alert));
}

std::string to_json(const AlertList& list) {
    Json alerts = Json::array();
    for (const auto& each : list.alerts) alerts.push_back(json_of(each));
    return dump(Json{{"sequence", list.sequence}, {"alerts", std::move(alerts)}});
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
    release.why = reader.text("why", 32);
    if (release.why != "ask_other" && release.why != "not_now" && release.why != "wrong_person") {
        reader.mistake("why", "one of ask_other, not_now, wrong_person");
    }
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

std::string error_to_json(const Error& error) {
    return dump(Json{{"error", Json{{"code", wire_code(error.code())}, {"message", error.message()}}}});
}

}  // namespace silverlane::protocol
