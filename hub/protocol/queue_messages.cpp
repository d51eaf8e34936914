// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/queue_messages.h"

#include "hub/protocol/field_checks.h"
#include "hub/protocol/field_reader.h"
#include "hub/protocol/json_writer.h"
#include "hub/protocol/line_codec.h"
#include "hub/protocol/wait_codec.h"
#include "hub/protocol/ticket_label.h"

namespace silverlane::protocol {

namespace {

constexpr int kLargestWindow = 999;
constexpr int kMostAhead = 100'000;

/// What the counter may know of a person: this writer has no tier to write.
void write(JsonWriter& json, const Person& person) {
    json.begin_object();
    json.text("name", person.name.text.open(PrivateDoor::protocol_codec));
    json.text("honorific", person.honorific);
    json.text("age_band", person.age_band);
    json.texts("needs", person.needs);
    json.end_object();
}

void write(JsonWriter& json, const QueueTicket& ticket) {
    json.begin_object();
    json.text("ticket", ticket.ticket.text);
    json.text("label", ticket.label);
    json.text("service", ticket.service);
    json.boolean("priority", ticket.priority);
    json.boolean("outside", ticket.outside);
    json.text("state", ticket.state);
    json.text("since", to_rfc3339(ticket.since));
    json.integer("ahead", ticket.ahead);
    json.key("wait");
    write(json, ticket.wait);
    json.integer("window", ticket.window);
    json.integer("calls", ticket.calls);
    if (ticket.called_at) json.text("called_at", to_rfc3339(*ticket.called_at));
    if (ticket.missed_from) json.text("missed_from", to_rfc3339(*ticket.missed_from));
    json.texts("needs", ticket.needs);
    json.text("alert", ticket.alert.text);
    json.end_object();
}

QueueTicket read_ticket(FieldReader& reader) {
    QueueTicket ticket;
    ticket.ticket = TicketId{reader.text("ticket", 64)};
    ticket.label = reader.text("label", kLongestTicketLabel);
    ticket.service = reader.text_or_empty("service", 64);
    ticket.priority = reader.boolean("priority");
    ticket.outside = reader.boolean("outside");
    ticket.state = read_word(reader, "state", {"waiting", "called", "missed", "ended"});
    ticket.since = reader.time("since");
    ticket.ahead = static_cast<int>(reader.integer("ahead", 0, kMostAhead));
    ticket.wait = read_wait(reader);
    ticket.window = static_cast<int>(reader.integer("window", 0, kLargestWindow));
    ticket.calls = static_cast<int>(reader.integer("calls", 0, kMostAhead));
    ticket.called_at = reader.optional_time("called_at");
    ticket.missed_from = reader.optional_time("missed_from");
    ticket.needs = reader.texts("needs", true);
    ticket.alert = AlertId{reader.text_or_empty("alert", 64)};
    return ticket;
}

IdempotencyKey read_key(FieldReader& reader) { return IdempotencyKey{reader.text("key")}; }
int read_window(FieldReader& reader) { return static_cast<int>(reader.integer("window", 1, kLargestWindow)); }

}  // namespace

std::string to_json(const QueueTicket& ticket) {
    JsonWriter json(512);
    write(json, ticket);
    return json.take();
}

Result<QueueTicket> queue_ticket_from_json(std::string_view text) {
    FieldReader reader(text);
    auto ticket = read_ticket(reader);
    return reader.finish_with(std::move(ticket));
}

std::string to_json(const QueueView& view) {
    JsonWriter json(512 + view.tickets.size() * 384);
    json.begin_object();
    json.key("tickets");
    json.begin_array();
    for (const auto& each : view.tickets) write(json, each);
    json.end_array();
    json.integer("waiting", view.waiting);
    json.key("wait");
    write(json, view.wait);
    json.texts("own_services", view.own_services);
    json.text("at", to_rfc3339(view.at));
    json.end_object();
    return json.take();
}

Result<QueueView> queue_view_from_json(std::string_view text) {
    FieldReader reader(text);
    QueueView view;
    std::size_t place = 0;
    for (const auto& each : reader.array("tickets", true)) {
        FieldReader inner(each, reader.inner_place("tickets", place++));
        view.tickets.push_back(read_ticket(inner));
        reader.adopt(inner);
    }
    view.waiting = static_cast<int>(reader.integer("waiting", 0, kMostAhead));
    view.wait = read_wait(reader);
    view.own_services = reader.texts("own_services", true);
    view.at = reader.time("at");
    return reader.finish_with(std::move(view));
}

Result<CallNext> call_next_from_json(std::string_view text) {
    FieldReader reader(text);
    CallNext call{read_key(reader), read_window(reader), std::nullopt};
    if (auto ticket = reader.optional_text("ticket", 64)) call.ticket = TicketId{std::move(*ticket)};
    return reader.finish_with(std::move(call));
}

Result<TicketCall> ticket_call_from_json(std::string_view text) {
    FieldReader reader(text);
    TicketCall call{read_key(reader), TicketId{reader.text("ticket", 64)}, read_window(reader)};
    return reader.finish_with(std::move(call));
}

Result<TicketMove> ticket_move_from_json(std::string_view text) {
    FieldReader reader(text);
    TicketMove move{read_key(reader), TicketId{reader.text("ticket", 64)}, read_word(reader, "service", {"cash", "transfer", "passbook", "other"})};
    return reader.finish_with(std::move(move));
}

Result<TicketEnd> ticket_end_from_json(std::string_view text) {
    FieldReader reader(text);
    TicketEnd end{read_key(reader), TicketId{reader.text("ticket", 64)}, read_word(reader, "how", {"done", "missed", "back"})};
    return reader.finish_with(std::move(end));
}

std::string to_json(const CounterView& view) {
    JsonWriter json;
    json.begin_object();
    if (view.ticket) {
        json.key("ticket");
        write(json, *view.ticket);
    }
    if (view.person) {
        json.key("person");
        write(json, *view.person);
    }
    if (view.cue) {
        json.key("cue");
        write(json, *view.cue);
    }
    if (view.caution) {
        json.key("caution");
        write(json, *view.caution);
    }
    json.key("news");
    json.begin_array();
    for (const auto& each : view.news) {
        json.begin_object();
        json.key("line");
        write(json, each.line);
        json.text("at", to_rfc3339(each.at));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

}  // namespace silverlane::protocol
