// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/field_checks.h"

#include <algorithm>
#include <chrono>

namespace silverlane::protocol {

bool is_digits(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
}

std::string read_day(FieldReader& reader, std::string_view field) {
    auto text = reader.text(field, 10);
    const auto number = [&](std::size_t at, std::size_t length) {
        const auto part = std::string_view{text}.substr(at, length);
        return is_digits(part, length, length) ? std::stoi(std::string{part}) : -1;
    };
    bool valid = text.size() == 10 && text[4] == '-' && text[7] == '-';
    if (valid) {
        const int year = number(0, 4);
        const int month = number(5, 2);
        const int day = number(8, 2);
        valid = year >= 0 && month >= 0 && day >= 0 &&
                (std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::day{static_cast<unsigned>(day)}).ok();
    }
    if (!valid) reader.mistake(field, "a day as 2026-11-22");
    return text;
}

std::string read_word(FieldReader& reader, std::string_view field, std::initializer_list<std::string_view> words) {
    auto text = reader.text(field, 64);
    if (std::find(words.begin(), words.end(), text) == words.end()) {
        std::string expected = "one of";
        for (const auto each : words) expected.append(expected.size() == 6 ? " " : ", ").append(each);
        reader.mistake(field, expected);
    }
    return text;
}

std::string read_word_or_empty(FieldReader& reader, std::string_view field, std::initializer_list<std::string_view> words) {
    if (reader.text_or_empty(field, 64).empty()) return {};
    return read_word(reader, field, words);
}

std::vector<std::string> read_purposes(FieldReader& reader) {
    static constexpr std::string_view kPurposes[] = {"service", "wifi", "settings", "profiling", "marketing", "survey"};
    auto purposes = reader.texts("purposes", true);
    for (const auto& each : purposes) {
        bool known = false;
        for (const auto purpose : kPurposes) known = known || purpose == each;
        if (!known) reader.mistake("purposes", "service, wifi, settings, profiling, marketing or survey");
    }
    return purposes;
}

std::string read_name(FieldReader& reader, std::string_view field) {
    auto text = reader.text(field, 64);
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    if (!std::all_of(text.begin(), text.end(), fits)) reader.mistake(field, "letters, digits, - and _");
    return text;
}

}  // namespace silverlane::protocol
