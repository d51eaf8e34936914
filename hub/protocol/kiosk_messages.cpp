// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/kiosk_messages.h"

#include "hub/protocol/evidence_codec.h"
#include "hub/protocol/field_checks.h"
#include "hub/protocol/field_reader.h"
#include "hub/protocol/wait_codec.h"

namespace silverlane::protocol {

namespace {

constexpr EnumName<KioskEvent::Kind> kEventKinds[] = {
    {KioskEvent::Kind::help_claimed, "help_claimed"}, {KioskEvent::Kind::help_open, "help_open"}, {KioskEvent::Kind::help_closed, "help_closed"},
    {KioskEvent::Kind::glance, "glance"}, {KioskEvent::Kind::ring, "ring"}};
constexpr int kLongestWaitMinutes = 24 * 60;
constexpr int kMostAhead = 100'000;
constexpr std::size_t kLongestCode = 512;

Json json_of(const WaitRange& wait) { return Json{{"from_minutes", wait.from_minutes}, {"to_minutes", wait.to_minutes}}; }

Json json_of(const KeptPreferences& kept) {
    Json json{{"language", kept.language}, {"text_size", kept.text_size}, {"theme", kept.theme},
              {"rate_step", kept.rate_step}, {"volume_step", kept.volume_step}};
    if (!kept.variety.empty()) json["variety"] = kept.variety;
    return json;
}

Json json_of(const BranchGlance& glance) {
    Json calls = Json::array();
    for (const auto& call : glance.calls) {
        calls.push_back(Json{{"label", call.label}, {"window", call.window}, {"called_at", to_rfc3339(call.called_at)}, {"times", call.times}});
        if (call.passed) calls.back()["passed"] = true;
    }
    Json json{{"waiting", glance.waiting}, {"wait", json_of(glance.wait)}, {"called", glance.called}, {"staff_reachable", glance.staff_reachable},
              {"calls", std::move(calls)}};
    if (glance.at) json["at"] = to_rfc3339(*glance.at);
    return json;
}

std::optional<KeptPreferences> read_preferences(FieldReader& reader) {
    const Json* object = reader.object("preferences");
    if (object == nullptr) return std::nullopt;
    FieldReader inner(*object, reader.inner_place("preferences"));
    KeptPreferences kept;
    kept.language = inner.text("language", 32);
    kept.text_size = inner.text("text_size", 32);
    kept.theme = inner.text("theme", 32);
    kept.rate_step = static_cast<int>(inner.integer("rate_step", 0, 6));
    kept.volume_step = static_cast<int>(inner.integer("volume_step", 0, 6));
    kept.variety = inner.text_or_empty("variety", 32);
    reader.adopt(inner);
    return kept;
}

std::optional<EvidenceIdentifier> read_optional_identifier(FieldReader& reader, std::string_view field) {
    const Json* object = reader.object(field);
    if (object == nullptr) return std::nullopt;
    FieldReader inner(*object, reader.inner_place(field));
    auto identifier = read_identifier(inner);
    reader.adopt(inner);
    return identifier;
}

BranchGlance read_glance(FieldReader& reader) {
    BranchGlance glance;
    glance.waiting = static_cast<int>(reader.integer("waiting", 0, kMostAhead));
    glance.wait = read_wait(reader);
    glance.called = reader.texts("called", false);
    glance.staff_reachable = static_cast<int>(reader.integer_or("staff_reachable", 0, 0, kMostAhead));
    std::size_t index = 0;
    for (const auto& each : reader.array("calls", false, kMostHallCalls)) {
        FieldReader inner(each, reader.inner_place("calls", index++));
        HallCall call;
        call.label = inner.text("label", kLongestTicketLabel);
        call.window = static_cast<int>(inner.integer_or("window", 0, 0, kLargestWindow));
        call.called_at = inner.time("called_at");
        call.times = static_cast<int>(inner.integer_or("times", 1, 1, kMostAhead));
        call.passed = inner.boolean_or("passed", false);
        reader.adopt(inner);
        glance.calls.push_back(std::move(call));
    }
    glance.at = reader.optional_time("at");
    return glance;
}

}  // namespace

void write(JsonWriter& json, const WaitRange& wait) {
    json.begin_object();
    json.integer("from_minutes", wait.from_minutes);
    json.integer("to_minutes", wait.to_minutes);
    json.end_object();
}

WaitRange read_wait(FieldReader& reader) {
    WaitRange wait;
    if (const Json* object = reader.object("wait"); object != nullptr) {
        FieldReader inner(*object, reader.inner_place("wait"));
        wait.from_minutes = static_cast<int>(inner.integer("from_minutes", 0, kLongestWaitMinutes));
        wait.to_minutes = static_cast<int>(inner.integer("to_minutes", 0, kLongestWaitMinutes));
        reader.adopt(inner);
    } else {
        reader.mistake("wait", "an object with from_minutes and to_minutes");
    }
    return wait;
}

std::string to_json(const TicketRequest& request) {
    Json json{{"key", request.key.text}, {"service", request.service}, {"priority", request.priority}, {"wants_company", request.wants_company}};
    if (request.card) json["card"] = json_of(*request.card);
    if (request.offline_label) json["offline_label"] = *request.offline_label;
    if (request.taken_at) json["taken_at"] = to_rfc3339(*request.taken_at);
    return dump(json);
}

Result<TicketRequest> ticket_request_from_json(std::string_view text) {
    FieldReader reader(text);
    TicketRequest request;
    request.key = IdempotencyKey{reader.text("key")};
    request.service = reader.text("service", 64);
    request.priority = reader.boolean_or("priority", false);
    request.wants_company = reader.boolean_or("wants_company", false);
    request.card = read_optional_identifier(reader, "card");
    request.offline_label = reader.optional_text("offline_label", 16);
    request.taken_at = reader.optional_time("taken_at");
    return reader.finish_with(std::move(request));
}

std::string to_json(const TicketIssued& issued) {
    return dump(Json{{"ticket", issued.ticket.text}, {"label", issued.label}, {"visit_code", issued.visit_code}, {"ahead", issued.ahead},
                     {"wait", json_of(issued.wait)}, {"priority", issued.priority}});
}

Result<TicketIssued> ticket_issued_from_json(std::string_view text) {
    FieldReader reader(text);
    TicketIssued issued;
    issued.ticket = TicketId{reader.text("ticket")};
    issued.label = reader.text("label", kLongestTicketLabel);
    issued.visit_code = reader.text("visit_code", kLongestCode);
    issued.ahead = static_cast<int>(reader.integer("ahead", 0, kMostAhead));
    issued.wait = read_wait(reader);
    issued.priority = reader.boolean_or("priority", false);
    return reader.finish_with(std::move(issued));
}

std::string to_json(const VisitCodeScan& scan) { return dump(Json{{"key", scan.key.text}, {"code", scan.code}}); }

Result<VisitCodeScan> visit_code_scan_from_json(std::string_view text) {
    FieldReader reader(text);
    VisitCodeScan scan;
    scan.key = IdempotencyKey{reader.text("key")};
    scan.code = reader.text("code", kLongestCode);
    return reader.finish_with(std::move(scan));
}

std::string to_json(const VisitGreeting& greeting) {
    Json json{{"label", greeting.label}, {"ahead", greeting.ahead}, {"wait", json_of(greeting.wait)}};
    if (greeting.preferences) json["preferences"] = json_of(*greeting.preferences);
    return dump(json);
}

Result<VisitGreeting> visit_greeting_from_json(std::string_view text) {
    FieldReader reader(text);
    VisitGreeting greeting;
    greeting.label = reader.text_or_empty("label", kLongestTicketLabel);
    greeting.ahead = static_cast<int>(reader.integer("ahead", 0, kMostAhead));
    greeting.wait = read_wait(reader);
    greeting.preferences = read_preferences(reader);
    return reader.finish_with(std::move(greeting));
}

std::string to_json(const HelpCall& call) {
    Json json{{"key", call.key.text}, {"flow", call.flow}, {"step", call.step}, {"ticket_label", call.ticket_label}};
    if (call.ticket) json["ticket"] = call.ticket->text;
    if (call.card) json["card"] = json_of(*call.card);
    return dump(json);
}

Result<HelpCall> help_call_from_json(std::string_view text) {
    FieldReader reader(text);
    HelpCall call;
    call.key = IdempotencyKey{reader.text("key")};
    call.flow = reader.text_or_empty("flow", 64);
    call.step = reader.text_or_empty("step", 64);
    call.ticket_label = reader.text_or_empty("ticket_label", kLongestTicketLabel);
    if (auto ticket = reader.optional_text("ticket", 64)) call.ticket = TicketId{*ticket};
    call.card = read_optional_identifier(reader, "card");
    return reader.finish_with(std::move(call));
}

std::string to_json(const HelpCallOut& out) { return dump(Json{{"alert", out.alert.text}, {"someone_reachable", out.someone_reachable}}); }

Result<HelpCallOut> help_call_out_from_json(std::string_view text) {
    FieldReader reader(text);
    HelpCallOut out;
    out.alert = AlertId{reader.text("alert", 64)};
    out.someone_reachable = reader.boolean("someone_reachable");
    return reader.finish_with(std::move(out));
}

std::string to_json(const HelpReason& reason) {
    return dump(Json{{"key", reason.key.text}, {"alert", reason.alert.text}, {"reason", reason.reason}});
}

Result<HelpReason> help_reason_from_json(std::string_view text) {
    FieldReader reader(text);
    HelpReason reason;
    reason.key = IdempotencyKey{reader.text("key")};
    reason.alert = AlertId{reader.text("alert", 64)};
    reason.reason = reader.text("reason", 32);
    if (reason.reason != "company" && reason.reason != "hearing" && reason.reason != "unwell" && reason.reason != "machine") {
        reader.mistake("reason", "one of company, hearing, unwell, machine");
    }
    return reader.finish_with(std::move(reason));
}

std::string to_json(const HelpCancelled& cancelled) { return dump(Json{{"key", cancelled.key.text}, {"alert", cancelled.alert.text}}); }

Result<HelpCancelled> help_cancelled_from_json(std::string_view text) {
    FieldReader reader(text);
    HelpCancelled cancelled;
    cancelled.key = IdempotencyKey{reader.text("key")};
    cancelled.alert = AlertId{reader.text("alert", 64)};
    return reader.finish_with(std::move(cancelled));
}

std::string to_json(const TurnNotice& notice) {
    Json json{{"key", notice.key.text}, {"kind", notice.kind}, {"flow", notice.flow}, {"step", notice.step}, {"ticket_label", notice.ticket_label}};
    if (notice.ticket) json["ticket"] = notice.ticket->text;
    if (!notice.what.empty()) json["what"] = notice.what;
    if (notice.card) json["card"] = json_of(*notice.card);
    if (!notice.call.empty()) json["call"] = notice.call.text;
    return dump(json);
}

Result<TurnNotice> turn_notice_from_json(std::string_view text) {
    FieldReader reader(text);
    TurnNotice notice;
    notice.key = IdempotencyKey{reader.text("key")};
    notice.kind = reader.text("kind", 32);
    notice.flow = reader.text_or_empty("flow", 64);
    notice.step = reader.text_or_empty("step", 64);
    notice.ticket_label = reader.text_or_empty("ticket_label", kLongestTicketLabel);
    if (auto ticket = reader.optional_text("ticket", 64)) notice.ticket = TicketId{*ticket};
    notice.what = reader.text_or_empty("what", 32);
    notice.card = read_optional_identifier(reader, "card");
    notice.call = AlertId{reader.text_or_empty("call", 64)};
    return reader.finish_with(std::move(notice));
}

std::string to_json(const ConsentChoice& choice) {
    Json json{{"key", choice.key.text}, {"purposes", choice.purposes}, {"granted", choice.granted},
              {"text_version", choice.text_version}, {"channel", choice.channel}};
    if (choice.card) json["card"] = json_of(*choice.card);
    if (choice.visit_code) json["visit_code"] = *choice.visit_code;
    if (choice.phone_tail) json["phone_tail"] = json_of(*choice.phone_tail);
    if (choice.preferences) json["preferences"] = json_of(*choice.preferences);
    return dump(json);
}

Result<ConsentChoice> consent_choice_from_json(std::string_view text) {
    FieldReader reader(text);
    ConsentChoice choice;
    choice.key = IdempotencyKey{reader.text("key")};
    choice.purposes = read_purposes(reader);
    choice.granted = reader.boolean("granted");
    choice.text_version = reader.text_or_empty("text_version", 64);
    if (auto channel = reader.optional_text("channel", 32)) choice.channel = *channel;
    choice.card = read_optional_identifier(reader, "card");
    choice.visit_code = reader.optional_text("visit_code", kLongestCode);
    choice.phone_tail = read_optional_identifier(reader, "phone_tail");
    choice.preferences = read_preferences(reader);
    return reader.finish_with(std::move(choice));
}

std::string to_json(const BranchGlance& glance) { return dump(json_of(glance)); }

Result<BranchGlance> branch_glance_from_json(std::string_view text) {
    FieldReader reader(text);
    auto glance = read_glance(reader);
    return reader.finish_with(std::move(glance));
}

std::string to_json(const KioskEvent& event) {
    Json json{{"kind", name_in(kEventKinds, event.kind)}};
    if (event.kind == KioskEvent::Kind::glance) {
        json["glance"] = json_of(event.glance);
    } else if (event.kind == KioskEvent::Kind::ring) {
        json["alert"] = event.alert.text;
        json["generation"] = event.generation;
        json["node"] = event.node;
    } else if (event.kind == KioskEvent::Kind::help_open) {
        json["alert"] = event.alert.text;
        json["someone_reachable"] = event.someone_reachable;
    } else {
        json["alert"] = event.alert.text;
        json["staff_number"] = event.staff_number;
    }
    return dump(json);
}

Result<KioskEvent> kiosk_event_from_json(std::string_view text) {
    FieldReader reader(text);
    KioskEvent event;
    event.kind = reader.one_of("kind", kEventKinds);
    if (event.kind == KioskEvent::Kind::glance) {
        if (const Json* object = reader.object("glance"); object != nullptr) {
            FieldReader inner(*object, reader.inner_place("glance"));
            event.glance = read_glance(inner);
            reader.adopt(inner);
        } else {
            reader.mistake("glance", "an object");
        }
    } else if (event.kind == KioskEvent::Kind::ring) {
        event.alert = AlertId{reader.text("alert", 64)};
        event.generation = static_cast<std::uint64_t>(reader.integer("generation", 1, std::int64_t{1} << 53));
        event.node = reader.text("node", 64);
    } else if (event.kind == KioskEvent::Kind::help_open) {
        event.alert = AlertId{reader.text("alert", 64)};
        event.someone_reachable = reader.boolean("someone_reachable");
    } else {
        event.alert = AlertId{reader.text("alert", 64)};
        event.staff_number = reader.text_or_empty("staff_number", 64);
    }
    return reader.finish_with(std::move(event));
}

std::string to_json(const ReservedNumbers& numbers) {
    return dump(Json{{"series", numbers.series}, {"from", numbers.from}, {"to", numbers.to}, {"day", numbers.day}});
}

Result<ReservedNumbers> reserved_numbers_from_json(std::string_view text) {
    FieldReader reader(text);
    ReservedNumbers numbers;
    numbers.series = reader.text("series", 4);
    numbers.from = static_cast<int>(reader.integer("from", 0, 999'999));
    numbers.to = static_cast<int>(reader.integer("to", 0, 999'999));
    numbers.day = reader.text("day", 10);
    return reader.finish_with(std::move(numbers));
}

}  // namespace silverlane::protocol
