// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/assist_messages.h"

#include <algorithm>
#include <utility>

#include "hub/protocol/field_reader.h"
#include "hub/protocol/json_writer.h"

namespace silverlane::protocol {
namespace {

constexpr std::int64_t kLargestGeneration = std::int64_t{1} << 53;   // what a page counts exactly
constexpr std::size_t kLongestName = 64;
constexpr int kLargestNumber = 4;

/// "answer.cash", "take_ticket.service.title": a word of the program, in which no sentence, name or amount of a person fits.
bool is_key(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

std::string read_key(FieldReader& reader, std::string_view field) {
    std::string text = reader.text_or_empty(field, kLongestName);
    if (!is_key(text)) reader.mistake(field, "letters, digits, dots, dashes and underscores");
    return text;
}

std::string read_needed_key(FieldReader& reader, std::string_view field) {
    std::string text = read_key(reader, field);
    if (text.empty()) reader.mistake(field, "an id");
    return text;
}

AssistNode read_node(FieldReader& reader) {
    AssistNode node;
    node.id = read_needed_key(reader, "id");
    node.role = read_needed_key(reader, "role");
    node.text_key = read_key(reader, "text_key");
    node.number = static_cast<int>(reader.integer_or("number", 0, 0, kLargestNumber));
    node.may_ring = reader.boolean_or("may_ring", false);
    return node;
}

void write(JsonWriter& writer, const AssistNode& node) {
    writer.begin_object();
    writer.text("id", node.id);
    writer.text("role", node.role);
    writer.text("text_key", node.text_key);
    writer.integer("number", node.number);
    writer.boolean("may_ring", node.may_ring);
    writer.end_object();
}

}  // namespace

std::string to_json(const AssistScreen& screen) {
    JsonWriter writer;
    writer.begin_object();
    writer.text("alert", screen.alert.text);
    writer.integer("generation", static_cast<std::int64_t>(screen.generation));
    writer.text("flow", screen.flow);
    writer.text("step", screen.step);
    writer.text("template_name", screen.template_name);
    writer.boolean("asked", screen.asked);
    writer.boolean("may_ring", screen.may_ring);
    writer.key("nodes");
    writer.begin_array();
    for (const auto& node : screen.nodes) write(writer, node);
    writer.end_array();
    writer.text("rung", screen.rung);
    writer.end_object();
    return writer.take();
}

Result<AssistScreen> assist_screen_from_json(std::string_view text) {
    FieldReader reader(text);
    AssistScreen screen;
    screen.alert = AlertId{read_needed_key(reader, "alert")};
    screen.generation = static_cast<std::uint64_t>(reader.integer("generation", 1, kLargestGeneration));
    screen.flow = read_key(reader, "flow");
    screen.step = read_key(reader, "step");
    screen.template_name = read_key(reader, "template_name");
    screen.asked = reader.boolean_or("asked", false);
    screen.may_ring = reader.boolean_or("may_ring", false);
    std::size_t index = 0;
    for (const auto& each : reader.array("nodes", false, kMostAssistNodes)) {
        FieldReader inner(each, reader.inner_place("nodes", index++));
        screen.nodes.push_back(read_node(inner));
        reader.adopt(inner);
    }
    screen.rung = read_key(reader, "rung");
    return reader.finish_with(std::move(screen));
}

std::string to_json(const AssistRing& ring) {
    JsonWriter writer;
    writer.begin_object();
    writer.text("key", ring.key.text);
    writer.integer("generation", static_cast<std::int64_t>(ring.generation));
    writer.text("node", ring.node);
    writer.end_object();
    return writer.take();
}

Result<AssistRing> assist_ring_from_json(std::string_view text) {
    FieldReader reader(text);
    AssistRing ring;
    ring.key = IdempotencyKey{reader.text("key")};
    ring.generation = static_cast<std::uint64_t>(reader.integer("generation", 1, kLargestGeneration));
    ring.node = read_needed_key(reader, "node");
    return reader.finish_with(std::move(ring));
}

}  // namespace silverlane::protocol
