// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Fields that several codecs read with the same check: digits, days, one word of a list. Private to hub/protocol. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "hub/protocol/field_reader.h"

namespace silverlane::protocol {

/// Decimal digits only, from `least` to `most` of them.
bool is_digits(std::string_view text, std::size_t least, std::size_t most);

/// A day of the calendar, "2026-11-22".
std::string read_day(FieldReader& reader, std::string_view field);

/// One of `words`, or empty where that is allowed.
std::string read_word(FieldReader& reader, std::string_view field, std::initializer_list<std::string_view> words);
std::string read_word_or_empty(FieldReader& reader, std::string_view field, std::initializer_list<std::string_view> words);

/// "purposes": one or more of the purposes of consent.
std::vector<std::string> read_purposes(FieldReader& reader);

/// A short name of letters, digits, '-' and '_' : a place, a flow, an id of the branch's own.
std::string read_name(FieldReader& reader, std::string_view field);

}  // namespace silverlane::protocol
