// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/cantonese/cantonese_text.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "base/split_text.h"
#include "base/utf8.h"

namespace silverlane::voice {

namespace {

bool is_word(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

/// "hong4": small letters, then a tone of 1 to 6. The name of a letter has more of them in one ("aa1lou4"), so that it is one word.
bool is_syllable(std::string_view text) {
    const auto is_tone = [](char c) { return c >= '1' && c <= '6'; };
    return text.size() >= 2 && text.size() <= 12 && !is_tone(text.front()) && is_tone(text.back()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return is_tone(c) || (c >= 'a' && c <= 'z'); });
}

/// Lays "支 hong4" over 支行: syllables take one character each, hanzi must be those of the word.
std::optional<CantoneseReadings::Respelling> laid_over(std::u32string_view word, std::string_view feed) {
    CantoneseReadings::Respelling respelling;
    for (const std::string_view part : split_text(feed, ' ')) {
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

}  // namespace

Result<CantoneseReadings> CantoneseReadings::load(const std::string& path) {
    std::error_code failed;
    std::ifstream file;
    if (std::filesystem::is_regular_file(path, failed)) file.open(path, std::ios::binary);  // reading a folder would throw
    if (!file.is_open()) return Error(ErrorCode::not_found, "no Cantonese readings at " + path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) return Error(ErrorCode::io, "cannot read " + path);
    return parse(text, path);
}

Result<CantoneseReadings> CantoneseReadings::parse(std::string_view tsv, const std::string& name) {
    CantoneseReadings table;
    std::size_t line_number = 0;
    for (std::string_view line : split_text(tsv, '\n')) {
        ++line_number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#') || line.starts_with("kind\t")) continue;
        const auto wrong = [&](const char* what) {
            return Error(ErrorCode::invalid_input, what).within(name + " line " + std::to_string(line_number));
        };
        const auto columns = split_text(line, '\t');
        if (columns.size() != 4) return wrong("a row has four columns: kind, word, reading, feed");
        std::u32string word = decode_utf8(columns[1]);
        if (columns[0] != "word" && columns[0] != "character") return wrong("kind is word or character");
        if (word.empty() || (columns[0] == "character" && word.size() != 1)) return wrong("a word has characters, kind character has one");
        auto respelling = laid_over(word, columns[3]);
        if (!respelling) return wrong("the feed does not fit the word character by character");
        table.longest_ = std::max(table.longest_, word.size());
        if (!table.words_.emplace(std::move(word), std::move(*respelling)).second) return wrong("the word stands there twice");
    }
    return table;
}

CantoneseReadings::Respelling CantoneseReadings::respell(std::u32string_view text) const {
    Respelling syllables(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = std::min(longest_, text.size() - at);
        auto found = words_.end();
        while (length > 0 && (found = words_.find(std::u32string(text.substr(at, length)))) == words_.end()) --length;
        for (std::size_t i = 0; i < length; ++i) syllables[at + i] = found->second[i];
        at += std::max<std::size_t>(length, 1);
    }
    return syllables;
}

CantoneseFeed feed_cantonese(std::u32string_view text, const CantoneseReadings& readings) {
    const CantoneseReadings::Respelling syllables = readings.respell(text);
    CantoneseFeed fed;
    const auto append = [&fed](char32_t c, std::size_t from) {
        fed.text += c;
        fed.source.push_back(from);
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (syllables[i].empty()) {
            append(text[i], i);
            continue;
        }
        // Syllables run together would be one word event, so a blank stands on both sides.
        if (!fed.text.empty() && fed.text.back() != U' ') append(U' ', i);
        for (const char c : syllables[i]) append(static_cast<char32_t>(c), i);
        if (i + 1 < text.size() && is_word(text[i + 1])) append(U' ', i);
    }
    return fed;
}

}  // namespace silverlane::voice
