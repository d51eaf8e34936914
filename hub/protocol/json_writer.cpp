// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"
#include "hub/protocol/field_reader.h"

namespace silverlane::protocol {

namespace {
/// For each byte whether it stands for itself in a JSON text: ASCII but for controls, the quotation mark and the reverse solidus.
constexpr auto kStandsForItself = [] {
    std::array<bool, 256> stands{};
    for (std::size_t each = 0x20; each < 0x80; ++each) stands[each] = each != '"' && each != '\\';
    return stands;
}();
/// Without a way out in the middle: texts are short, and the compiler may look at several bytes at once.
bool stand_for_themselves(std::string_view value) {
    bool all = true;
    for (const char each : value) all = all & kStandsForItself[static_cast<unsigned char>(each)];
    return all;
}
bool needs_escape(char each) { return static_cast<unsigned char>(each) < 0x20 || each == '"' || each == '\\'; }
}  // namespace

void JsonWriter::separate() {
    if (comma_) text_ += ',';
    comma_ = true;
}

void JsonWriter::begin(char bracket) {
    separate();
    text_ += bracket;
    comma_ = false;
}

void JsonWriter::end(char bracket) {
    text_ += bracket;
    comma_ = true;
}

void JsonWriter::quoted(std::string_view value) {
    const bool plain = stand_for_themselves(value) ||
                       (std::none_of(value.begin(), value.end(), needs_escape) && is_valid_utf8(value));
    if (!plain) {
        // Rare: the tree's own rules for escapes and malformed UTF-8.
        text_ += dump(Json(std::string{value}));
        return;
    }
    text_ += '"';
    text_ += value;
    text_ += '"';
}

void JsonWriter::key(std::string_view name) {
    separate();
    quoted(name);
    text_ += ':';
    comma_ = false;
}

void JsonWriter::text(std::string_view value) {
    separate();
    quoted(value);
}

void JsonWriter::boolean(bool value) {
    separate();
    text_ += value ? "true" : "false";
}

void JsonWriter::integer(std::int64_t value) {
    separate();
    char digits[24];
    text_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void JsonWriter::texts(const std::vector<std::string>& values) {
    begin_array();
    for (const auto& each : values) text(each);
    end_array();
}

}  // namespace silverlane::protocol
