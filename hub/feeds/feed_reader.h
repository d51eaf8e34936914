// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One row after the other out of a bank's feed: JSON lines (one object a line) or CSV (RFC 4180, a first line of names, UTF-8). A line that
// cannot be read is a row with a fault, never the end of the file. Holds one line at a time; one thread. It opens no file.
#pragma once

#include <istream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silverlane::feeds {

enum class Format { json_lines, csv };

/// By the end of the name: ".csv" is CSV, everything else JSON lines.
Format format_of(std::string_view file_name);

/// Field name to value. Numbers and true/false of JSON are their text; null and empty cells are absent.
using Fields = std::map<std::string, std::string, std::less<>>;

struct RawRow {
    int line = 0;             ///< counted from 1, as an editor shows it
    Fields fields;
    std::string fault;        ///< what is wrong with the line itself; empty when it could be read
    int fault_column = 1;     ///< where, in characters from 1
};

inline constexpr std::size_t kLongestLine = 16 * 1024;

class FeedReader {
public:
    /// `in` must outlive the reader. Of CSV the first line is read here.
    FeedReader(std::istream& in, Format format);
    /// The next row that is not blank; nothing at the end.
    std::optional<RawRow> next();
    /// Where the value of a field begins in the line of the row that came last, in characters from 1; 1 when the field is not there.
    [[nodiscard]] int column_of(std::string_view field) const;

private:
    bool next_line();
    void read_json(RawRow& row) const;
    void read_csv(RawRow& row) const;
    [[nodiscard]] std::size_t place_in_csv(std::string_view field) const;

    std::istream& in_;
    Format format_;
    std::string line_;
    int number_ = 0;
    bool too_long_ = false;
    std::vector<std::string> names_;
};

/// The cells of one CSV line. Nothing when a quote stays open or something follows a closing one. `places`, when given, receives the byte at which
/// each cell begins.
std::optional<std::vector<std::string>> csv_cells(std::string_view line, std::vector<std::size_t>* places = nullptr);

/// The byte at which the value of a field of a JSON object on one line begins; 0 when the object has no such field.
std::size_t place_in_json(std::string_view object, std::string_view field);
/// A byte of a line as an editor counts: characters from 1.
int column_at(std::string_view line, std::size_t byte);

}  // namespace silverlane::feeds
