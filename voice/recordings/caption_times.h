// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// When which words of a recording begin, so that the caption can follow: a text file beside it (P01.times for P01.flac), one line for each
// character or word, "milliseconds from the begin of the file, tab, characters". Pure, but for read_times; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace silverlane::voice {

struct CaptionTime {
    int milliseconds = 0;
    std::u32string characters;
};

/// Errors: not_found, too_large; corrupt with file and line (no number, times that go back, nothing after the tab).
Result<std::vector<CaptionTime>> read_times(const std::filesystem::path& file);
Result<std::vector<CaptionTime>> parse_times(std::string_view content, const std::string& name);

/// Characters of the words, [begin, end), that begin at this time.
struct PlacedTime {
    int milliseconds = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Finds the characters in the words, one after the other; marks and blanks between them are passed over. Nothing where they do not fit.
std::optional<std::vector<PlacedTime>> place_times(const std::vector<CaptionTime>& times, std::u32string_view words);

}  // namespace silverlane::voice
