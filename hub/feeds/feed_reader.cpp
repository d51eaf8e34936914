// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/feeds/feed_reader.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace silverlane::feeds {

namespace {
using Json = nlohmann::json;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

/// The text of a scalar; nothing for an object or a list.
std::optional<std::string> scalar(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    if (value.is_boolean()) return std::string{value.get<bool>() ? "true" : "false"};
    return std::nullopt;
}
}  // namespace

Format format_of(std::string_view file_name) { return file_name.ends_with(".csv") ? Format::csv : Format::json_lines; }

std::optional<std::vector<std::string>> csv_cells(std::string_view line) {
    std::vector<std::string> cells;
    std::size_t at = 0;
    while (true) {
        std::string cell;
        if (at < line.size() && line[at] == '"') {
            bool closed = false;
            for (++at; at < line.size() && !closed; ++at) {
                if (line[at] != '"') cell += line[at];
                else if (at + 1 < line.size() && line[at + 1] == '"') cell += line[at++];
                else closed = true;
            }
            if (!closed || (at < line.size() && line[at] != ',')) return std::nullopt;
        } else {
            const auto end = std::min(line.find(',', at), line.size());
            cell = line.substr(at, end - at);
            at = end;
        }
        cells.push_back(std::move(cell));
        if (at >= line.size()) return cells;
        ++at;   // the comma
    }
}

FeedReader::FeedReader(std::istream& in, Format format) : in_(in), format_(format) {
    if (format_ != Format::csv) return;
    while (next_line()) {
        if (is_blank(line_)) continue;
        if (auto names = csv_cells(line_); names && !too_long_) names_ = std::move(*names);
        return;
    }
}

bool FeedReader::next_line() {
    line_.clear();
    too_long_ = false;
    int read = 0;
    // Not getline: a file without line ends must not fill the memory.
    for (int character = in_.get(); character != std::istream::traits_type::eof(); character = in_.get()) {
        ++read;
        if (character == '\n') break;
        if (line_.size() >= kLongestLine) too_long_ = true;
        else line_ += static_cast<char>(character);
    }
    if (read == 0) return false;
    ++number_;
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    if (number_ == 1 && line_.starts_with("\xef\xbb\xbf")) line_.erase(0, 3);
    return true;
}

std::optional<RawRow> FeedReader::next() {
    while (next_line()) {
        if (is_blank(line_) && !too_long_) continue;
        RawRow row;
        row.line = number_;
        if (too_long_) row.fault = fmt::format("longer than {} bytes", kLongestLine);
        else if (format_ == Format::csv) read_csv(row);
        else read_json(row);
        return row;
    }
    return std::nullopt;
}

void FeedReader::read_json(RawRow& row) const {
    const auto json = Json::parse(line_, nullptr, false);
    if (!json.is_object()) {
        row.fault = "no JSON object";
        return;
    }
    for (const auto& [name, value] : json.items()) {
        if (value.is_null()) continue;
        // A list or object under a name that nobody asks for does no harm; under one that is asked for the field is missing, and named.
        if (auto text = scalar(value); text && !text->empty()) row.fields.emplace(name, std::move(*text));
    }
}

void FeedReader::read_csv(RawRow& row) const {
    if (names_.empty()) {
        row.fault = "the first line of the file names no columns";
        return;
    }
    const auto cells = csv_cells(line_);
    if (!cells) {
        row.fault = "a quote is not closed";
        return;
    }
    if (cells->size() != names_.size()) {
        row.fault = fmt::format("{} cells, and the first line names {} columns", cells->size(), names_.size());
        return;
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (!(*cells)[i].empty()) row.fields.emplace(names_[i], (*cells)[i]);
    }
}

}  // namespace silverlane::feeds
