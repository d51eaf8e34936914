// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How the codecs of this module read one JSON object: every getter names the field when something is wrong, and the first mistake is kept
// so that a codec reads straight through and asks once at the end. Private to hub/protocol, because it includes nlohmann/json. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/keyed_hash.h"
#include "base/result.h"

namespace silverlane::protocol {

/// Keys keep the order in which they were written, so that the same value is always the same bytes.
using Json = nlohmann::ordered_json;

/// A name on the wire and the enumerator it stands for.
template <class E>
struct EnumName {
    E value;
    std::string_view name;
};

template <class E, std::size_t N>
std::string_view name_in(const EnumName<E> (&names)[N], E value) {
    for (const auto& each : names) {
        if (each.value == value) return each.name;
    }
    return names[0].name;
}

/// Longest text that a field may hold unless it says otherwise, in bytes. What is longer is a mistake, so that memory stays bounded.
inline constexpr std::size_t kLongestText = 256;
inline constexpr std::size_t kMostItems = 512;

class FieldReader {
public:
    /// Parses `text`, which must be one JSON object.
    explicit FieldReader(std::string_view text);
    /// An object inside another; `place` is how mistakes name it ("identifiers[2]").
    FieldReader(const Json& value, std::string place);

    std::string text(std::string_view field, std::size_t longest = kLongestText);
    /// Empty when absent.
    std::string text_or_empty(std::string_view field, std::size_t longest = kLongestText);
    std::optional<std::string> optional_text(std::string_view field, std::size_t longest = kLongestText);
    std::int64_t integer(std::string_view field, std::int64_t least, std::int64_t most);
    std::int64_t integer_or(std::string_view field, std::int64_t fallback, std::int64_t least, std::int64_t most);
    bool boolean(std::string_view field);
    bool boolean_or(std::string_view field, bool fallback);
    UtcTime time(std::string_view field);
    std::optional<UtcTime> optional_time(std::string_view field);
    KeyedHash hash(std::string_view field);
    std::vector<std::string> texts(std::string_view field, bool required);
    /// The array below `field`, or an empty one.
    const Json& array(std::string_view field, bool required, std::size_t most = kMostItems);
    /// The object below `field`; nullptr when absent or null.
    const Json* object(std::string_view field);

    template <class E, std::size_t N>
    E one_of(std::string_view field, const EnumName<E> (&names)[N]) {
        const std::string found = text(field);
        for (const auto& each : names) {
            if (each.name == found) return each.value;
        }
        std::string expected;
        for (const auto& each : names) expected.append(expected.empty() ? "" : ", ").append(each.name);
        mistake(field, "one of " + expected);
        return names[0].value;
    }

    /// "field 'kind': expected one of ..."; only the first mistake is kept.
    void mistake(std::string_view field, std::string_view expected);
    /// Takes over the mistake of an inner reader.
    void adopt(const FieldReader& inner);
    [[nodiscard]] std::string inner_place(std::string_view field, std::size_t index) const;
    [[nodiscard]] std::string inner_place(std::string_view field) const;

    /// invalid_input with the first mistake, or success.
    [[nodiscard]] Result<void> finish() const;
    /// The value, unless there was a mistake.
    template <class T>
    Result<T> finish_with(T value) const {
        if (auto done = finish(); !done) return done.error();
        return value;
    }

private:
    const Json* find(std::string_view field, bool required, std::string_view expected);
    Json own_;
    const Json* object_ = nullptr;
    std::string place_;
    std::optional<std::string> mistake_;
};

/// Compact bytes; text that is no UTF-8 is replaced, never thrown on.
std::string dump(const Json& value);

}  // namespace silverlane::protocol
