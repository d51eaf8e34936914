// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/pack_index.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/utf8.h"

namespace silverlane::voice {

namespace {

constexpr std::size_t kLargestIndex = 4U << 20U;  ///< bytes; a bank's texts in one language are 40 kB
constexpr std::size_t kColumns = 6;
constexpr int kMostParts = 99;
constexpr int kMostSteps = 7;
constexpr std::string_view kHead =
    "# Written by `silverlanectl voice pack index`; do not edit. Which words each recording says.\n"
    "# id\tpart\trate step\tfile\tfingerprint\ttext\n";

std::vector<std::string_view> columns_of(std::string_view line) {
    std::vector<std::string_view> columns;
    for (std::size_t begin = 0;;) {
        const std::size_t tab = line.find('\t', begin);
        columns.push_back(line.substr(begin, tab == std::string_view::npos ? tab : tab - begin));
        if (tab == std::string_view::npos) return columns;
        begin = tab + 1;
    }
}

template <class Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return failed == std::errc{} && end == text.data() + text.size() && !text.empty();
}

/// A recording lies in the pack: an index never leads out of it.
bool stays_inside(const std::filesystem::path& file) {
    if (file.empty() || file.is_absolute()) return false;
    for (const auto& step : file) {
        if (step == "..") return false;
    }
    return true;
}

bool read_row(std::string_view line, IndexRow& row) {
    const auto columns = columns_of(line);
    if (columns.size() != kColumns) return false;
    row.id = columns[0];
    row.file = columns[3];
    row.text = columns[5];
    const bool numbers = read_number(columns[1], row.part) && read_number(columns[2], row.rate_step) && read_number(columns[4], row.fingerprint, 16);
    if (!numbers || row.part < 0 || row.part > kMostParts || row.rate_step < 0 || row.rate_step >= kMostSteps) return false;
    if (row.id.empty() || row.text.empty() || !stays_inside(row.file)) return false;
    // The part must be one that the text has.
    const TextParts parts = parts_of(row.text);
    if (parts.is_whole() != (row.part == 0)) return false;
    const std::size_t run = row.part == 0 ? 0 : static_cast<std::size_t>(row.part - 1);
    return run < parts.runs.size() && parts.has_words(run);
}

}  // namespace

Result<std::vector<IndexRow>> parse_index(std::string_view content, const std::string& name) {
    if (content.size() > kLargestIndex) return Error(ErrorCode::too_large, name + " is larger than an index can be; write it anew with `silverlanectl voice pack index`");
    std::vector<IndexRow> rows;
    std::size_t line_number = 0;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        std::string_view line = content.substr(begin, end - begin);
        begin = end + 1;
        ++line_number;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty() || line.front() == '#') continue;
        IndexRow row;
        if (!is_valid_utf8(line) || !read_row(line, row)) {
            return Error(ErrorCode::corrupt, fmt::format("{}:{}: no recording is described by this line; write the index anew with "
                                                         "`silverlanectl voice pack index`", name, line_number));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<IndexRow>> read_index(const std::filesystem::path& file) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) {
        return Error(ErrorCode::not_found, "there is no " + file.string() + "; write it with `silverlanectl voice pack index`");
    }
    std::ifstream stream(file, std::ios::binary);
    std::string content;
    content.resize(kLargestIndex + 1);
    stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (!stream && !stream.eof()) return Error(ErrorCode::io, file.string() + " cannot be read");
    content.resize(static_cast<std::size_t>(stream.gcount()));
    return parse_index(content, file.string());
}

std::string index_text(const std::vector<IndexRow>& rows) {
    std::string text(kHead);
    for (const IndexRow& row : rows) {
        text += fmt::format("{}\t{}\t{}\t{}\t{:016x}\t{}\n", row.id, row.part, row.rate_step, row.file, row.fingerprint, row.text);
    }
    return text;
}

Result<void> write_index(const std::filesystem::path& file, const std::vector<IndexRow>& rows) {
    const auto beside = std::filesystem::path(file).concat(".new");
    std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
    stream << index_text(rows);
    stream.close();
    std::error_code failed;
    if (stream) std::filesystem::rename(beside, file, failed);
    if (!stream || failed) return Error(ErrorCode::io, "cannot write " + file.string() + "; may you write in this folder, and is there room?");
    return {};
}

std::uint64_t fingerprint_of(std::string_view bytes) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    return hash;
}

}  // namespace silverlane::voice
