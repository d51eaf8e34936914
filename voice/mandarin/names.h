// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Surnames that read otherwise than the same character elsewhere (单 shan4, 任 ren2), found in full names: before a given name and a title
// (单晓明女士), and where a text is nothing but a name. Directly before a title they are house words (PolyphoneTable). Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "voice/mandarin/polyphone_table.h"
#include "voice/mandarin/segmentation.h"

namespace silverlane::voice {

struct NameReading {
    enum class Kind { none, surname, likely_surname, possible_surname, given_name };
    Kind kind = Kind::none;
    std::span<const PolyphoneTable::Cell> surname;   ///< likely_surname: rather a name than a word; possible_surname: rather a word; both are worth a look
    std::size_t given = 0;   ///< characters of the given name that follows a surname, where a title proves it
};

/// Of the character at `position`. given_name: a title follows, but the surname stands before it (李宁女士), so that it reads as usual.
NameReading name_reading(const PolyphoneTable& table, const SegmentedText& segmented, std::u32string_view text, std::size_t position);

}  // namespace silverlane::voice
