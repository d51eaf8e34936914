// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/polyphone_table.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "base/split_text.h"
#include "base/utf8.h"
#include "voice/mandarin/characters.h"
#include "voice/mandarin/table_text.h"

namespace silverlane::voice {

namespace {

/// Of the rows of given_names.tsv, which have no kind of their own.
constexpr std::string_view kGivenName = "given name";

Result<std::string> text_of(const std::string& path) {
    std::error_code failed;
    // Nothing else is opened: a folder would throw where it is read, and a pipe would be waited for.
    const auto kind = std::filesystem::status(path, failed).type();
    if (kind == std::filesystem::file_type::not_found) return Error(ErrorCode::not_found, "no readings at " + path);
    if (kind != std::filesystem::file_type::regular) return Error(ErrorCode::invalid_input, path + " is no file of readings");
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error(ErrorCode::io, "cannot open " + path);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) return Error(ErrorCode::io, "cannot read " + path);
    return text;
}

using Cells = std::vector<PolyphoneTable::Cell>;

/// Lays "zhi1 hang2" or "支 hang2" over 支行: a syllable takes one character, other characters must be those of the word. A hanzi that stays
/// has an empty syllable.
std::optional<std::vector<Syllable>> laid_over(std::u32string_view word, std::string_view text) {
    std::vector<Syllable> syllables;
    for (const std::string_view part : split_text(text, ' ')) {
        if (const auto syllable = Syllable::parse(part)) {
            syllables.push_back(*syllable);
            continue;
        }
        for (const char32_t c : decode_utf8(part)) {
            if (syllables.size() >= word.size() || word[syllables.size()] != c) return std::nullopt;
            syllables.emplace_back();
        }
    }
    if (syllables.size() != word.size()) return std::nullopt;
    return syllables;
}

struct Row {
    std::string_view kind;
    std::u32string word;
    Cells cells;
};

/// The readings of a row, and which of them are fed as pinyin. A word may hold what is no hanzi; that has no reading.
Result<Cells> cells_of(const Row& row, std::string_view reading, std::string_view feed) {
    Cells cells(row.word.size());
    if (row.kind != "title" || !reading.empty()) {
        const auto read = laid_over(row.word, reading);
        if (!read) return Error(ErrorCode::invalid_input, "the reading does not fit the word character by character: a syllable for each, its tone a digit from 1 to 5, as in yin2 hang2");
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if ((*read)[i].empty() == is_hanzi(row.word[i])) return Error(ErrorCode::invalid_input, "the reading has one syllable for each hanzi");
            cells[i].syllable = (*read)[i];
        }
    }
    if (feed.empty()) return cells;
    const auto fed = laid_over(row.word, feed);
    if (!fed) return Error(ErrorCode::invalid_input, "the feed does not fit the word character by character");
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if ((*fed)[i].empty()) continue;
        if ((*fed)[i] != cells[i].syllable) return Error(ErrorCode::invalid_input, "reading and feed differ");
        cells[i].tone_is_fixed = true;
    }
    return cells;
}

Result<Row> parse_row(const std::vector<std::string_view>& columns) {
    if (columns.size() < 3 || columns.size() > 4) return Error(ErrorCode::invalid_input, "a row has kind, word, reading, and perhaps feed");
    Row row{columns[0], decode_utf8(columns[1]), {}};
    const bool known = row.kind == "word" || row.kind == "alone" || row.kind == "character" || row.kind == "surname" || row.kind == "title" || row.kind == kGivenName;
    if (!known) return Error(ErrorCode::invalid_input, "kind is word, alone, character, surname or title");
    if (row.word.empty()) return Error(ErrorCode::invalid_input, "the word is empty");
    if ((row.kind == "character" || row.kind == kGivenName) && row.word.size() != 1) return Error(ErrorCode::invalid_input, "kind character takes one character");
    auto cells = cells_of(row, columns[2], columns.size() == 4 ? columns[3] : std::string_view());
    if (!cells) return cells.error();
    row.cells = std::move(*cells);
    return row;
}

}  // namespace

Result<PolyphoneTable> PolyphoneTable::load(const std::string& path) {
    const auto text = text_of(path);
    if (!text) return text.error();
    return parse(*text, path);
}

Result<PolyphoneTable> PolyphoneTable::load_surnames(const std::string& path) {
    const auto text = text_of(path);
    if (!text) return text.error();
    return parse_rows(*text, path, [](std::vector<std::string_view>& columns) { columns.resize(std::min<std::size_t>(columns.size(), 3)); });
}

Result<PolyphoneTable> PolyphoneTable::load_given_names(const std::string& path) {
    const auto text = text_of(path);
    if (!text) return text.error();
    return parse_rows(*text, path, [](std::vector<std::string_view>& columns) {
        columns.resize(std::min<std::size_t>(columns.size(), 2));
        columns.insert(columns.begin(), kGivenName);
    });
}

Result<PolyphoneTable> PolyphoneTable::parse(std::string_view tsv, const std::string& name) {
    return parse_rows(tsv, name, [](std::vector<std::string_view>&) {});
}

template <class Arrange>
Result<PolyphoneTable> PolyphoneTable::parse_rows(std::string_view tsv, const std::string& name, const Arrange& arrange) {
    PolyphoneTable table;
    if (tsv.starts_with("\xEF\xBB\xBF")) tsv.remove_prefix(3);  // some editors begin a file so
    if (!is_valid_utf8(tsv)) return Error(ErrorCode::invalid_input, name + " is not UTF-8");
    if (tsv.starts_with("\xEF\xBB\xBF")) tsv.remove_prefix(3);  // a mark that some editors write before UTF-8
    std::size_t line_number = 0;
    for (std::string_view line : split_text(tsv, '\n')) {
        ++line_number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#') || line.starts_with("kind\t") || line.starts_with("character\treading")) continue;
        auto columns = split_text(line, '\t');
        arrange(columns);
        auto row = parse_row(columns);
        if (!row) return row.error().within(name + " line " + std::to_string(line_number));
        Entries& entries = table.rows_of(row->kind);
        table.put(entries, {std::move(row->word), std::move(row->cells)});
    }
    return table;
}

PolyphoneTable::Entries& PolyphoneTable::rows_of(std::string_view kind) {
    if (kind == "surname") return surnames_;
    if (kind == "title") return titles_;
    if (kind == "alone") return alone_;
    if (kind == kGivenName) return given_names_;
    return kind == "character" ? characters_ : words_;
}

Syllable PolyphoneTable::lone(const Entries& entries, char32_t c) {
    const auto entry = entries.find(c);
    return entry == entries.end() ? Syllable() : entry->second.front().cells.front().syllable;
}

Syllable PolyphoneTable::character(char32_t c) const { return lone(characters_, c); }

Syllable PolyphoneTable::in_given_name(char32_t c) const { return lone(given_names_, c); }

void PolyphoneTable::put(Entries& entries, Entry entry) {
    auto& same_start = entries[entry.word.front()];
    const auto place = std::find_if(same_start.begin(), same_start.end(), [&entry](const Entry& other) { return other.word.size() <= entry.word.size(); });
    const auto known = std::find_if(place, same_start.end(), [&entry](const Entry& other) { return other.word == entry.word; });
    if (known != same_start.end()) {
        *known = std::move(entry);
        return;
    }
    same_start.insert(place, std::move(entry));
    ++size_;
}

void PolyphoneTable::add(const PolyphoneTable& other) {
    for (const auto& [to, from] : {std::pair{&words_, &other.words_}, {&alone_, &other.alone_}, {&characters_, &other.characters_}, {&surnames_, &other.surnames_}, {&titles_, &other.titles_}, {&given_names_, &other.given_names_}}) {
        for (const auto& same_start : *from) {
            for (const Entry& entry : same_start.second) put(*to, entry);
        }
    }
}

const PolyphoneTable::Entry* PolyphoneTable::longest(const Entries& entries, std::u32string_view text, std::size_t position) {
    if (position >= text.size()) return nullptr;
    const auto same_start = entries.find(text[position]);
    if (same_start == entries.end()) return nullptr;
    for (const Entry& entry : same_start->second) {
        if (text.substr(position, entry.word.size()) == entry.word) return &entry;
    }
    return nullptr;
}

PolyphoneTable::Match PolyphoneTable::longest_at(std::u32string_view text, std::size_t position) const {
    const Entry* word = longest(words_, text, position);
    if (const Entry* alone = longest(alone_, text, position)) {
        const std::size_t end = position + alone->word.size();
        const bool stands_alone = (position == 0 || !is_hanzi(text[position - 1])) && (end == text.size() || !is_hanzi(text[end]));
        if (stands_alone) return {alone->cells, false};
    }
    if (const Entry* surname = longest(surnames_, text, position)) {
        // A surname is told from the same character elsewhere by the title that follows it: 单女士, but 存单.
        const std::size_t title = title_at(text, position + surname->word.size());
        if (title > 0 && (word == nullptr || word->word.size() < surname->word.size() + title)) return {surname->cells, true};
    }
    if (word == nullptr) return {};
    return {word->cells, false};
}

std::span<const PolyphoneTable::Cell> PolyphoneTable::surname_at(std::u32string_view text, std::size_t position) const {
    const Entry* surname = longest(surnames_, text, position);
    if (surname == nullptr) return {};
    return surname->cells;
}

std::size_t PolyphoneTable::title_at(std::u32string_view text, std::size_t position) const {
    const Entry* title = longest(titles_, text, position);
    return title == nullptr ? 0 : title->word.size();
}

}  // namespace silverlane::voice
