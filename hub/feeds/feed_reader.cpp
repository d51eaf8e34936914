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

std::optional<std::vector<std::string>> csv_cells(std::string_view line, std::vector<std::size_t>* places) {
    std::vector<std::string> cells;
    std::size_t at = 0;
    while (true) {
        if (places != nullptr) places->push_back(at);
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

std::size_t place_in_json(std::string_view object, std::string_view field) {
    int depth = 0;
    for (std::size_t at = 0; at < object.size(); ++at) {
        if (object[at] == '{' || object[at] == '[') ++depth;
        if (object[at] == '}' || object[at] == ']') --depth;
        if (object[at] != '"') continue;
        const std::size_t begin = ++at;
        while (at < object.size() && object[at] != '"') at += object[at] == '\\' ? 2 : 1;
        const auto name = object.substr(begin, at - begin);
        const auto colon = object.find_first_not_of(" \t", at + 1);
        if (depth != 1 || name != field || colon == std::string_view::npos || object[colon] != ':') continue;
        const auto value = object.find_first_not_of(" \t", colon + 1);
        return value == std::string_view::npos ? colon : value;
    }
    return 0;
}

int column_at(std::string_view line, std::size_t byte) {
    const auto before = line.substr(0, byte);
    const auto begins_character = [](char each) { return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U; };
    return 1 + static_cast<int>(std::count_if(before.begin(), before.end(), begins_character));
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

int FeedReader::column_of(std::string_view field) const {
    return column_at(line_, format_ == Format::csv ? place_in_csv(field) : place_in_json(line_, field));
}

std::size_t FeedReader::place_in_csv(std::string_view field) const {
    const auto number = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), field) - names_.begin());
    std::vector<std::size_t> places;
    static_cast<void>(csv_cells(line_, &places));
    return number < places.size() ? places[number] : 0;
}

void FeedReader::read_json(RawRow& row) const {
    Json json;
    try {
        json = Json::parse(line_);
    } catch (const Json::parse_error& error) {
        // Its own words quote the line, which may hold a name or an amount.
        row.fault = "no JSON from here on; one row is one object on one line, as {\"id\":\"...\"}";
        row.fault_column = column_at(line_, error.byte == 0 ? 0 : error.byte - 1);
        return;
    }
    if (!json.is_object()) {
        row.fault = "no JSON object; one row is one object on one line, as {\"id\":\"...\"}";
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
        row.fault = "the first line of the file names no columns; write id,customer,time and so on there";
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
