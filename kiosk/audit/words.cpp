// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/words.h"

#include <algorithm>
#include <cctype>

#include "base/utf8.h"
#include "config/reader.h"

namespace silverlane::audit {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool holds_word(const std::string& text, const std::string& word) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || !is_letter(text[at - 1]);
        const std::size_t end = at + word.size();
        if (begins && (end == text.size() || !is_letter(text[end]))) return true;
    }
    return false;
}

bool ends_sentence(char32_t letter) { return std::u32string_view(U"\u3002\uFF1F\uFF01.?!").find(letter) != std::u32string_view::npos; }

/// The text without those longer words in which a banned one is right.
std::string without(std::string text, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) text.erase(at, word.size());
    }
    return text;
}

}  // namespace

Result<BannedWords> BannedWords::load(const std::filesystem::path& file) {
    auto document = config::Document::load(file);
    if (!document) return document.error();
    return read(*document);
}

Result<BannedWords> BannedWords::read(const config::Document& document) {
    config::Mistakes mistakes;
    config::TableReader top = document.root(mistakes);
    BannedWords out;
    for (config::TableReader& table : top.tables("word")) {
        BannedWord word;
        word.language = table.required_text("language");
        word.word = table.required_text("word");
        word.reason = table.required_text("reason");
        word.allowed_in = table.texts("allowed_in");
        if (!is_chinese(word.language)) word.word = lower(word.word);
        table.finish();
        out.words_.push_back(std::move(word));
    }
    top.finish();
    const auto right = mistakes.as_result();
    if (!right) return right.error();
    return out;
}

const BannedWord* BannedWords::first_in(std::string_view text, std::string_view language) const {
    const bool chinese = is_chinese(language);
    const std::string searched = chinese ? std::string(text) : lower(text);
    const auto found = std::find_if(words_.begin(), words_.end(), [&](const BannedWord& banned) {
        if (is_chinese(banned.language) != chinese) return false;
        const std::string& left = banned.allowed_in.empty() ? searched : without(searched, banned.allowed_in);
        return chinese ? left.find(banned.word) != std::string::npos : holds_word(left, banned.word);
    });
    return found == words_.end() ? nullptr : &*found;
}

bool is_chinese(std::string_view language) { return language.starts_with("zh"); }

bool is_hanzi(char32_t letter) { return (letter >= 0x4E00 && letter <= 0x9FFF) || (letter >= 0x3400 && letter <= 0x4DBF) || letter >= 0x20000; }

bool is_latin(char32_t letter) { return (letter >= U'A' && letter <= U'Z') || (letter >= U'a' && letter <= U'z'); }

Counted count(std::u32string_view text) {
    Counted out;
    int hanzi = 0;
    int words = 0;
    int run = 0;
    const auto close = [&] {
        if (hanzi + words == 0) return;
        ++out.sentences;
        out.longest_sentence = std::max(out.longest_sentence, hanzi > 0 ? hanzi : words);
        hanzi = words = 0;
    };
    for (const char32_t letter : text) {
        if (is_latin(letter)) {
            ++out.latin;
            if (++run == 1) {
                ++words;
                ++out.words;
            }
            out.longest_latin_run = std::max(out.longest_latin_run, run);
            continue;
        }
        run = 0;
        if (is_hanzi(letter)) {
            ++hanzi;
            ++out.hanzi;
        } else if (letter >= U'0' && letter <= U'9') {
            ++out.digits;
        } else if (ends_sentence(letter)) {
            close();
        }
    }
    close();
    return out;
}

Counted count(std::string_view text) { return count(decode_utf8(text)); }

}  // namespace silverlane::audit
