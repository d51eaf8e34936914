// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "ctl/given_paths.h"
#include "ctl/arguments.h"
#include "ctl/voice_commands.h"
#include "ctl/voice_reader.h"
#include "voice/mandarin/characters.h"

namespace silverlane::ctl {

namespace {

/// The texts between quotation marks of a line of TOML; none of a comment.
std::vector<std::string> quoted_texts(const std::string& line) {
    std::vector<std::string> texts;
    std::string text;
    char open = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (open == 0 && c == '#') break;
        if (open == 0 && (c == '"' || c == '\'')) {
            open = c;
        } else if (open != 0 && c == open) {
            texts.push_back(std::move(text));
            text.clear();
            open = 0;
        } else if (open == '"' && c == '\\' && i + 1 < line.size()) {
            text += line[++i];
        } else if (open != 0) {
            text += c;
        }
    }
    return texts;
}

std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> texts;
    for (std::size_t begin = 0; begin <= line.size();) {
        const std::size_t end = std::min(line.find('\t', begin), line.size());
        texts.push_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
    return texts;
}

/// [begin, end): the word of a doubtful character, or its neighbours where it stands alone; what a person would write into a row.
std::pair<std::size_t, std::size_t> words_around(const voice::Reading& reading, std::size_t at) {
    const auto hanzi = [&reading](std::size_t i) { return i < reading.size() && voice::is_hanzi(reading[i].character); };
    std::size_t begin = at;
    while (!reading[begin].begins_word) --begin;
    std::size_t end = at + 1;
    while (hanzi(end) && !reading[end].begins_word) ++end;
    if (end - begin > 1) return {begin, end};
    if (begin > 0 && hanzi(begin - 1)) --begin;
    if (hanzi(end)) ++end;
    return {begin, end};
}

/// The row that settles the doubtful character as `syllable`; the others as they are read.
std::string row_for(const voice::Reading& reading, std::size_t at, std::string_view syllable) {
    const auto [begin, end] = words_around(reading, at);
    std::string word;
    std::string pinyin;
    for (std::size_t i = begin; i < end; ++i) {
        append_utf8(word, reading[i].character);
        const std::string_view own = i == at ? syllable : reading[i].syllable.text();
        pinyin.append(pinyin.empty() ? "" : " ").append(own.empty() ? "?" : own);
    }
    return "word\t" + word + "\t" + pinyin;
}

std::string doubt_of(const voice::ReadCharacter& read) {
    std::string what;
    append_utf8(what, read.character);
    if (read.doubt == voice::Doubt::unknown) return what + " has no reading";
    what += std::string(" is read ").append(read.syllable.text()).append(", perhaps ").append(read.other.text());
    return read.doubt == voice::Doubt::name ? what + " (a surname or a word)" : what;
}

/// UTF-16 shows itself by its zero bytes, any other encoding by what cannot be decoded.
bool is_utf8(const std::string& line) {
    if (line.find('\0') != std::string::npos) return false;
    const std::u32string characters = decode_utf8(line);
    return characters.find(U'\uFFFD') == std::u32string::npos || line.find("\xEF\xBF\xBD") != std::string::npos;
}

class Check {
public:
    Check(const voice::MandarinReader& reader, std::string name) : reader_(reader), name_(std::move(name)) {}

    void text(std::size_t line, const std::string& text) {
        const voice::Reading reading = reader_.read(decode_utf8(text));
        for (std::size_t at = 0; at < reading.size(); ++at) {
            if (reading[at].doubt == voice::Doubt::none) continue;
            ++doubts_;
            std::printf("%s:%zu: %s in: %s\n    %s\n", name_.c_str(), line, doubt_of(reading[at]).c_str(), text.c_str(),
                        row_for(reading, at, reading[at].syllable.text()).c_str());
            if (!reading[at].other.empty()) std::printf("    %s\n", row_for(reading, at, reading[at].other.text()).c_str());
        }
    }
    [[nodiscard]] std::size_t doubts() const { return doubts_; }

private:
    const voice::MandarinReader& reader_;
    std::string name_;
    std::size_t doubts_ = 0;
};

}  // namespace

Result<void> voice_check(const Words& words) {
    const auto arguments = Arguments::parse(words, {"words", "share"});
    if (!arguments) return arguments.error();
    if (arguments->positional().size() != 1) return Error(ErrorCode::invalid_input, "name one file: strings (.toml), a table (.tsv), or text, for example silverlanectl voice check zh-CN.toml");
    const auto reader = reader_named_in(*arguments);
    if (!reader) return reader.error();
    const std::filesystem::path path = arguments->positional().front();
    std::ifstream file(path, std::ios::binary);
    if (auto there = file_is_there(path, "name a strings file (.toml), a table (.tsv) or a text"); !there) return there;
    if (!file) return Error(ErrorCode::io, path.string() + " may not be read by this user");
    Check check(**reader, path.string());
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.ends_with('\r')) line.pop_back();
        if (!is_utf8(line)) {
            return Error(ErrorCode::invalid_input, path.string() + " line " + std::to_string(number) + " is not UTF-8; save the file as UTF-8 and check again");
        }
        const auto texts = path.extension() == ".toml" ? quoted_texts(line) : columns(line);
        for (const std::string& text : texts) check.text(number, text);
    }
    if (number == 0) return Error(ErrorCode::invalid_input, path.string() + " is empty");
    if (check.doubts() == 0) {
        std::printf("%s: every character is sure, %zu lines\n", path.c_str(), number);
        return {};
    }
    std::printf("Doubtful places: %zu, in %zu lines. A doubt is no mistake. To settle one, put the right one of its rows (kind, word, pinyin; parted\n"
                "by tabs) into the bank's own file of words, with a whole word where the row shows a piece of one; check again with --words FILE.\n",
                check.doubts(), number);
    return {};
}

}  // namespace silverlane::ctl
