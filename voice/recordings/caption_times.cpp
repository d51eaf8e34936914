// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/caption_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/utf8.h"

namespace silverlane::voice {

namespace {

constexpr std::size_t kLargestFile = 64U << 10U;
constexpr int kLatest = 60'000;

/// How far from the end of one word the next may begin: marks, quotation marks and a blank.
constexpr std::size_t kMostMarks = 4;

}  // namespace

Result<std::vector<CaptionTime>> parse_times(std::string_view content, const std::string& name) {
    if (content.size() > kLargestFile) return Error(ErrorCode::too_large, name + " is too large for the times of one prompt");
    std::vector<CaptionTime> times;
    int line_number = 0;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        std::string_view line = content.substr(begin, end - begin);
        begin = end + 1;
        ++line_number;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty() || line.front() == '#') continue;
        const std::size_t tab = line.find('\t');
        const auto wrong = [&](const char* what) { return Error(ErrorCode::corrupt, fmt::format("{}:{}: {}", name, line_number, what)); };
        if (tab == std::string_view::npos || tab + 1 == line.size()) return wrong("write milliseconds, a tab, and the characters that begin then");
        CaptionTime time;
        const auto [number_end, failed] = std::from_chars(line.data(), line.data() + tab, time.milliseconds);
        if (failed != std::errc{} || number_end != line.data() + tab || time.milliseconds < 0 || time.milliseconds > kLatest) {
            return wrong("the time is no number of milliseconds");
        }
        if (!times.empty() && time.milliseconds < times.back().milliseconds) return wrong("the time lies before the line above");
        time.characters = decode_utf8(line.substr(tab + 1));
        times.push_back(std::move(time));
    }
    return times;
}

Result<std::vector<CaptionTime>> read_times(const std::filesystem::path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return Error(ErrorCode::not_found, "there is no " + file.string());
    if (std::filesystem::file_size(file, failed) > kLargestFile) return Error(ErrorCode::too_large, file.string() + " is too large for the times of one prompt");
    std::ifstream stream(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return parse_times(content, file.string());
}

std::optional<std::vector<PlacedTime>> place_times(const std::vector<CaptionTime>& times, std::u32string_view words) {
    std::vector<PlacedTime> placed;
    std::size_t at = 0;
    for (const CaptionTime& time : times) {
        const std::size_t begin = words.find(time.characters, at);
        if (begin == std::u32string_view::npos || begin - at > kMostMarks) return std::nullopt;
        at = begin + time.characters.size();
        placed.push_back({time.milliseconds, begin, at});
    }
    return placed;
}

}  // namespace silverlane::voice
