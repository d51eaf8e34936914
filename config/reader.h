// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads a TOML file into values and remembers where each stood. A module declares its own settings struct and fills it through a
// TableReader; every mistake is collected with file, line, what is wrong and what to write instead, so that one run shows them all.
// An unknown key is a mistake: TableReader::finish() names it and the nearest known key. One thread per document. toml++ stays inside.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace silverlane::config {

struct Position {
    std::string file;
    int line = 0;
    int column = 0;
    /// "config/kiosk.toml:12:1"
    [[nodiscard]] std::string text() const;
    bool operator==(const Position&) const = default;
};

struct Mistake {
    Position position;
    std::string what;      ///< "unknown key 'addres'"
    std::string instead;   ///< "write 'address', or remove the line"
    /// "config/kiosk.toml:12:1: unknown key 'addres'; write 'address', or remove the line"
    [[nodiscard]] std::string text() const;
    bool operator==(const Mistake&) const = default;
};

/// Collects mistakes while settings are read.
class Mistakes {
public:
    void add(Position position, std::string what, std::string instead);
    [[nodiscard]] bool empty() const { return found_.empty(); }
    [[nodiscard]] const std::vector<Mistake>& all() const { return found_; }
    /// By file, line and column; mistakes of one place stay in the order in which they were found.
    void sort();
    /// What was told is told better: the first one like `told` becomes `better`, or goes when nothing is better.
    void replace(const Mistake& told, const std::optional<Mistake>& better);
    /// One line a mistake.
    [[nodiscard]] std::string text() const;
    /// invalid_input with text() as its message, or success.
    [[nodiscard]] Result<void> as_result() const;

private:
    std::vector<Mistake> found_;
};

class Document;

/// One TOML table being read. Cheap to pass; lives no longer than its Document. Each getter marks its key as known.
class TableReader {
public:
    /// A missing or wrongly typed required value is a mistake, and a default of the type comes back.
    std::string required_text(std::string_view key);
    std::int64_t required_integer(std::string_view key, std::int64_t least, std::int64_t most);

    std::string text(std::string_view key, std::string_view fallback);
    std::optional<std::string> optional_text(std::string_view key);
    std::int64_t integer(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most);
    double number(std::string_view key, double fallback, double least, double most);
    bool boolean(std::string_view key, bool fallback);
    std::vector<std::string> texts(std::string_view key);
    std::vector<std::int64_t> integers(std::string_view key, std::int64_t least, std::int64_t most);
    /// A text that must be one of `allowed`; the mistake lists them.
    std::string one_of(std::string_view key, std::string_view fallback, const std::vector<std::string>& allowed);
    /// A table below this one; an empty reader when it is absent (check present()).
    TableReader table(std::string_view key);
    std::vector<TableReader> tables(std::string_view key);
    /// The value at `key` with everything below it, as JSON: for trees whose form another module knows. Empty when it is absent.
    std::string json_of(std::string_view key);
    /// Every key of this table in file order, for tables keyed by the user (texts, steps). Marks nothing as known.
    [[nodiscard]] std::vector<std::string> keys() const;
    [[nodiscard]] bool has(std::string_view key) const;
    /// Whether the value below `key` is itself a table.
    [[nodiscard]] bool is_table(std::string_view key) const;

    [[nodiscard]] bool present() const { return node_ != nullptr; }
    [[nodiscard]] Position position() const;
    /// Where the value of `key` stands, or the table's own position when it is absent.
    [[nodiscard]] Position position_of(std::string_view key) const;
    /// Where the first element of the list at `key` stands that is `beginning` or goes on with a space after it ("P29 when priority"); else
    /// the place of the list.
    [[nodiscard]] Position position_of(std::string_view key, std::string_view beginning) const;
    /// Where the value stands that a JSON pointer ("/all/2/any/0") names below `key`; the nearest one above it that is there.
    [[nodiscard]] Position position_at(std::string_view key, std::string_view pointer) const;
    void mistake(std::string_view key, std::string what, std::string instead);
    /// The same about a value below it.
    void mistake_at(std::string_view key, std::string_view pointer, std::string what, std::string instead);
    /// The same about one element of a list.
    void mistake_in(std::string_view key, std::string_view beginning, std::string what, std::string instead);

    /// Keys that somebody else reads, out of json_of().
    void knows(const std::vector<std::string>& keys);
    /// Call when all known keys have been read: each remaining key becomes a mistake with the nearest known key. One that a table above knows
    /// was written below a heading by mistake; the table above says so when it finishes. False when there was such a key.
    bool finish();

private:
    friend class Document;
    struct Notes;                  // what its reading has found out; shared by copies
    TableReader(const Document* document, const void* node, Mistakes* mistakes, std::shared_ptr<Notes> notes);
    const void* value_of(std::string_view key);
    [[nodiscard]] TableReader below(std::string_view key, const void* node, bool in_list) const;
    void tell_missing(std::string_view key, std::string instead);
    void tell_strays();
    const Document* document_ = nullptr;
    const void* node_ = nullptr;   // toml::table; typed inside reader.cpp only
    Mistakes* mistakes_ = nullptr;
    std::shared_ptr<Notes> notes_;
};

class Document {
public:
    /// Errors: not_found with the path; invalid_input with file, line and what TOML expected.
    static Result<Document> load(const std::filesystem::path& file);
    static Result<Document> parse(std::string_view text, std::string_view file_name);
    /// The same for whoever collects the mistakes of many files; nothing when it cannot be read.
    static std::optional<Document> load(const std::filesystem::path& file, Mistakes& mistakes);
    static std::optional<Document> parse(std::string_view text, std::string_view file_name, Mistakes& mistakes);
    ~Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;

    /// The top table. `mistakes` collects what its reading finds and must outlive the readers.
    TableReader root(Mistakes& mistakes) const;
    [[nodiscard]] const std::string& file() const;

private:
    friend class TableReader;
    struct Content;
    explicit Document(std::unique_ptr<Content> content);
    std::unique_ptr<Content> content_;
};

}  // namespace silverlane::config
