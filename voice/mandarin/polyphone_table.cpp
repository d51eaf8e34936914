// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/polyphone_table.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "base/utf8.h"

namespace silverlane::voice {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

/// "hang2": small letters (v for ü), then a tone of 1 to 5.
bool is_syllable(std::string_view text) {
    return text.size() >= 2 && text.size() <= 7 && text.back() >= '1' && text.back() <= '5' &&
           std::all_of(text.begin(), text.end() - 1, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Lays "支 hang2" over 支行: syllables take one character each, hanzi must be those of the word.
std::optional<PolyphoneTable::Respelling> laid_over(std::u32string_view word, std::string_view feed) {
    PolyphoneTable::Respelling respelling;
    for (const std::string_view part : split(feed, ' ')) {
        if (is_syllable(part)) {
            respelling.emplace_back(part);
            continue;
        }
        for (const char32_t c : decode_utf8(part)) {
            if (respelling.size() >= word.size() || word[respelling.size()] != c) return std::nullopt;
            respelling.emplace_back();
        }
    }
    if (respelling.size() != word.size()) return std::nullopt;
    return respelling;
}

struct Row {
    std::string_view kind;
    std::u32string word;
    PolyphoneTable::Respelling respelling;
};

Result<Row> parse_row(std::string_view line) {
    const auto columns = split(line, '\t');
    if (columns.size() != 4) return Error(ErrorCode::invalid_input, "a row has four columns: kind, word, reading, feed");
    Row row{columns[0], decode_utf8(columns[1]), {}};
    const bool known = row.kind == "word" || row.kind == "character" || row.kind == "surname" || row.kind == "title";
    if (!known) return Error(ErrorCode::invalid_input, "kind is word, character, surname or title");
    if (row.word.empty()) return Error(ErrorCode::invalid_input, "the word is empty");
    if (row.kind == "character" && row.word.size() != 1) return Error(ErrorCode::invalid_input, "kind character takes one character");
    auto respelling = laid_over(row.word, columns[3]);
    if (!respelling) return Error(ErrorCode::invalid_input, "the feed does not fit the word character by character");
    row.respelling = std::move(*respelling);
    return row;
}

}  // namespace

Result<PolyphoneTable> PolyphoneTable::load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error(ErrorCode::not_found, "no readings at " + path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) return Error(ErrorCode::io, "cannot read " + path);
    return parse(text, path);
}

Result<PolyphoneTable> PolyphoneTable::parse(std::string_view tsv, const std::string& name) {
    PolyphoneTable table;
    std::vector<Row> surnames;
    std::vector<Row> titles;
    std::size_t line_number = 0;
    for (std::string_view line : split(tsv, '\n')) {
        ++line_number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#') || line.starts_with("kind\t")) continue;
        auto row = parse_row(line);
        if (!row) return row.error().within(name + " line " + std::to_string(line_number));
        if (row->kind == "surname") { surnames.push_back(std::move(*row)); continue; }
        if (row->kind == "title") { titles.push_back(std::move(*row)); continue; }
        table.longest_ = std::max(table.longest_, row->word.size());
        table.words_.insert_or_assign(std::move(row->word), std::move(row->respelling));
    }
    // A surname is told from the same character elsewhere by the title that follows it: 单女士, but 存单.
    for (const Row& surname : surnames) {
        for (const Row& title : titles) {
            Respelling respelling = surname.respelling;
            respelling.insert(respelling.end(), title.respelling.begin(), title.respelling.end());
            table.longest_ = std::max(table.longest_, respelling.size());
            table.words_.insert_or_assign(surname.word + title.word, std::move(respelling));
        }
    }
    return table;
}

PolyphoneTable::Match PolyphoneTable::longest_at(std::u32string_view text, std::size_t position) const {
    std::u32string word(text.substr(position, longest_));
    while (!word.empty()) {
        const auto found = words_.find(word);
        if (found != words_.end()) return {word.size(), &found->second};
        word.pop_back();
    }
    return {};
}

}  // namespace silverlane::voice
