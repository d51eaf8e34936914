// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/field_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/hexadecimal.h"

namespace silverlane::protocol {

namespace {
const Json& empty_object() {
    static const Json value = Json::object();
    return value;
}
const Json& empty_array() {
    static const Json value = Json::array();
    return value;
}
}  // namespace

FieldReader::FieldReader(std::string_view text) : own_(Json::parse(text, nullptr, false)), object_(&own_) {
    if (own_.is_discarded()) {
        mistake_ = "the body is not JSON";
    } else if (!own_.is_object()) {
        mistake_ = "the body must be one JSON object";
    }
    if (mistake_) object_ = &empty_object();
}

FieldReader::FieldReader(const Json& value, std::string place) : object_(&value), place_(std::move(place)) {
    if (!value.is_object()) {
        mistake_ = fmt::format("field '{}': expected an object", place_);
        object_ = &empty_object();
    }
}

void FieldReader::mistake(std::string_view field, std::string_view expected) {
    if (!mistake_) mistake_ = fmt::format("field '{}': expected {}", inner_place(field), expected);
}

void FieldReader::adopt(const FieldReader& inner) {
    if (!mistake_) mistake_ = inner.mistake_;
}

std::string FieldReader::inner_place(std::string_view field) const {
    return place_.empty() ? std::string{field} : fmt::format("{}.{}", place_, field);
}

std::string FieldReader::inner_place(std::string_view field, std::size_t index) const {
    return fmt::format("{}[{}]", inner_place(field), index);
}

const Json* FieldReader::find(std::string_view field, bool required, std::string_view expected) {
    const auto found = object_->find(std::string{field});
    if (found != object_->end() && !found->is_null()) return &*found;
    if (required) mistake(field, fmt::format("{}, and it is missing", expected));
    return nullptr;
}

std::string FieldReader::text(std::string_view field, std::size_t longest) {
    const Json* value = find(field, true, "a text");
    if (value == nullptr) return {};
    if (!value->is_string()) {
        mistake(field, "a text");
        return {};
    }
    const auto& found = value->get_ref<const std::string&>();
    if (found.empty()) mistake(field, "a text that is not empty");
    if (found.size() > longest) {
        mistake(field, fmt::format("at most {} bytes", longest));
        return {};
    }
    return found;
}

std::string FieldReader::text_or_empty(std::string_view field, std::size_t longest) {
    const Json* value = find(field, false, "a text");
    if (value == nullptr || (value->is_string() && value->get_ref<const std::string&>().empty())) return {};
    return text(field, longest);
}

std::optional<std::string> FieldReader::optional_text(std::string_view field, std::size_t longest) {
    if (find(field, false, "a text") == nullptr) return std::nullopt;
    return text(field, longest);
}

std::int64_t FieldReader::integer(std::string_view field, std::int64_t least, std::int64_t most) {
    const auto expected = fmt::format("a whole number from {} to {}", least, most);
    const Json* value = find(field, true, expected);
    if (value == nullptr) return least;
    const bool too_big = value->is_number_unsigned() && value->get<std::uint64_t>() > std::uint64_t{INT64_MAX};
    if (!value->is_number_integer() || too_big || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most) {
        mistake(field, expected);
        return least;
    }
    return value->get<std::int64_t>();
}

std::int64_t FieldReader::integer_or(std::string_view field, std::int64_t fallback, std::int64_t least, std::int64_t most) {
    return find(field, false, "") == nullptr ? fallback : integer(field, least, most);
}

bool FieldReader::boolean(std::string_view field) {
    const Json* value = find(field, true, "true or false");
    if (value == nullptr) return false;
    if (!value->is_boolean()) {
        mistake(field, "true or false");
        return false;
    }
    return value->get<bool>();
}

bool FieldReader::boolean_or(std::string_view field, bool fallback) {
    return find(field, false, "") == nullptr ? fallback : boolean(field);
}

UtcTime FieldReader::time(std::string_view field) {
    const std::string found = text(field, 64);
    if (found.empty()) return {};
    auto parsed = parse_rfc3339(found);
    if (!parsed) {
        mistake(field, "a time as 2026-11-22T01:02:03.000Z");
        return {};
    }
    return *parsed;
}

std::optional<UtcTime> FieldReader::optional_time(std::string_view field) {
    if (find(field, false, "") == nullptr) return std::nullopt;
    return time(field);
}

KeyedHash FieldReader::hash(std::string_view field) {
    KeyedHash result;
    const std::string found = text(field);
    const auto bytes = from_hexadecimal(found);
    if (!bytes || bytes->size() != result.bytes.size()) {
        mistake(field, "64 hexadecimal digits");
        return result;
    }
    std::copy(bytes->begin(), bytes->end(), result.bytes.begin());
    return result;
}

const Json& FieldReader::array(std::string_view field, bool required, std::size_t most) {
    const Json* value = find(field, required, "a list");
    if (value == nullptr) return empty_array();
    if (!value->is_array()) {
        mistake(field, "a list");
        return empty_array();
    }
    if (value->size() > most) {
        mistake(field, fmt::format("at most {} items", most));
        return empty_array();
    }
    return *value;
}

std::vector<std::string> FieldReader::texts(std::string_view field, bool required) {
    std::vector<std::string> result;
    for (const auto& each : array(field, required)) {
        if (!each.is_string() || each.get_ref<const std::string&>().size() > kLongestText) {
            mistake(field, "a list of short texts");
            return {};
        }
        result.push_back(each.get<std::string>());
    }
    return result;
}

const Json* FieldReader::object(std::string_view field) {
    const Json* value = find(field, false, "an object");
    if (value == nullptr) return nullptr;
    if (!value->is_object()) {
        mistake(field, "an object");
        return nullptr;
    }
    return value;
}

Result<void> FieldReader::finish() const {
    if (mistake_) return Error(ErrorCode::invalid_input, *mistake_);
    return {};
}

std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace silverlane::protocol
