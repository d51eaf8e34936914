// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/text_style.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <string_view>

#include "base/utf8.h"

namespace silverlane::scene {
namespace {

constexpr std::u32string_view kEndMarks = U"。？！.?!";

bool is_hanzi(char32_t letter) {
    return (letter >= 0x4E00 && letter <= 0x9FFF) || (letter >= 0x3400 && letter <= 0x4DBF) || (letter >= 0x20000 && letter <= 0x3FFFF);
}

bool is_chinese(std::string_view language) { return language.starts_with("zh"); }

bool is_letter(char letter) { return std::isalpha(static_cast<unsigned char>(letter)) != 0; }

std::string small_letters(std::string text) {
    for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return text;
}

std::string without_slots(std::string text) {
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{')) {
        const std::size_t close = text.find('}', open);
        text.erase(open, close == std::string::npos ? std::string::npos : close - open + 1);
    }
    return text;
}

struct Measured {
    int hanzi = 0;
    int longest_sentence = 0;
    int sentences = 0;
};

Measured measure(const std::string& text) {
    Measured out;
    int sentence = 0;
    const auto close = [&] {
        if (sentence > 0) ++out.sentences;
        out.longest_sentence = std::max(out.longest_sentence, sentence);
        sentence = 0;
    };
    for (const char32_t letter : decode_utf8(text)) {
        if (is_hanzi(letter)) {
            ++sentence;
            ++out.hanzi;
        } else if (kEndMarks.find(letter) != std::u32string_view::npos) {
            close();
        }
    }
    close();
    return out;
}

/// Where `word` stands in `text`, from `from` on; Latin words as whole words and in capital or small letters.
std::size_t find_word(const std::string& text, const std::string& word, std::size_t from) {
    for (std::size_t at = text.find(word, from); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool cut_before = at > 0 && is_letter(text[at - 1]) && is_letter(word.front());
        const bool cut_after = end < text.size() && is_letter(text[end]) && is_letter(word.back());
        if (!cut_before && !cut_after) return at;
    }
    return std::string::npos;
}

bool has_word(const std::string& text, const std::string& word) {
    return find_word(small_letters(text), small_letters(word), 0) != std::string::npos;
}

/// One text being judged.
class Judge {
public:
    Judge(const TextStyle& style, const std::string& language, const std::string& key, const WrittenText& text)
        : style_(style), language_(language), key_(key), text_(text) {}

    void judge(config::Mistakes& mistakes, config::Mistakes& warnings) const {
        banned(mistakes);
        if (is_chinese(language_)) {
            length(warnings);
            latin(warnings);
        }
        end_mark(warnings);
        terms(warnings);
    }

private:
    void banned(config::Mistakes& mistakes) const {
        const auto words = style_.banned.find(language_);
        if (words == style_.banned.end() || listed(style_.quoting)) return;
        for (const std::string& word : words->second) {
            if (!has_word(text_.screen, word) && !has_word(text_.spoken, word)) continue;
            mistakes.add(text_.position, named() + " says '" + word + "'", "say what the person can do, without blame or haste");
        }
    }

    void length(config::Mistakes& warnings) const {
        if (listed(style_.longer)) return;
        const Measured measured = measure(without_slots(text_.spoken));
        const std::string unless = ", or add the key to 'longer' in config/text-style.toml";
        if (measured.longest_sentence > style_.sentence_hanzi) {
            warnings.add(text_.position, named() + " has a sentence of " + std::to_string(measured.longest_sentence) + " hanzi",
                         "write at most " + std::to_string(style_.sentence_hanzi) + " to a sentence" + unless);
        }
        if (text_.prompt && measured.hanzi > style_.prompt_hanzi) {
            warnings.add(text_.position, named() + " is a prompt of " + std::to_string(measured.hanzi) + " hanzi",
                         "write at most " + std::to_string(style_.prompt_hanzi) + unless);
        }
        if (text_.prompt && measured.sentences > style_.prompt_sentences) {
            warnings.add(text_.position, named() + " is a prompt of " + std::to_string(measured.sentences) + " sentences",
                         "write at most " + std::to_string(style_.prompt_sentences) + unless);
        }
    }

    void latin(config::Mistakes& warnings) const {
        std::string words = without_slots(text_.screen);
        for (const std::string& allowed : style_.latin) {
            for (std::size_t at = find_word(words, allowed, 0); at != std::string::npos; at = find_word(words, allowed, at)) words.erase(at, allowed.size());
        }
        const auto first = std::find_if(words.begin(), words.end(), is_letter);
        if (first == words.end()) return;
        const std::string word(first, std::find_if_not(first, words.end(), is_letter));
        warnings.add(text_.position, named() + " has the Latin letters '" + word + "'",
                     "write it in Chinese, or add the word to 'latin' in config/text-style.toml");
    }

    void end_mark(config::Mistakes& warnings) const {
        if (!text_.prompt) return;
        std::u32string letters = decode_utf8(text_.spoken);
        while (!letters.empty() && letters.back() == U' ') letters.pop_back();
        if (letters.empty() || kEndMarks.find(letters.back()) != std::u32string_view::npos) return;
        // A prompt in quotes is said without them: the mark may stand inside.
        warnings.add(text_.position, named() + " does not end like a sentence", is_chinese(language_) ? "end it with a full stop or a question mark (。？)" : "end it with . or ?");
    }

    void terms(config::Mistakes& warnings) const {
        for (const Term& term : style_.glossary) {
            const auto avoid = term.avoid.find(language_);
            if (avoid == term.avoid.end()) continue;
            for (const std::string& word : avoid->second) {
                if (!says_outside_a_term(word)) continue;
                warnings.add(text_.position, named() + " says '" + word + "'", "the word here is '" + term.word.at(language_) + "' (config/glossary.tsv)");
            }
        }
    }

    /// Whether the word stands there by itself and not as a part of a word that the glossary has.
    [[nodiscard]] bool says_outside_a_term(const std::string& word) const {
        const std::string text = small_letters(text_.screen + '\n' + text_.spoken);
        const std::string sought = small_letters(word);
        for (std::size_t at = find_word(text, sought, 0); at != std::string::npos; at = find_word(text, sought, at + 1)) {
            if (!inside_a_term(text, at, sought.size())) return true;
        }
        return false;
    }

    [[nodiscard]] bool inside_a_term(const std::string& text, std::size_t begin, std::size_t size) const {
        for (const Term& term : style_.glossary) {
            const std::string word = small_letters(term.word.at(language_));
            if (word.size() <= size) continue;
            for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
                if (at <= begin && begin + size <= at + word.size()) return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool listed(const std::vector<std::string>& keys) const { return std::find(keys.begin(), keys.end(), key_) != keys.end(); }
    [[nodiscard]] std::string named() const { return "'" + key_ + "'"; }

    const TextStyle& style_;
    const std::string& language_;
    const std::string& key_;
    const WrittenText& text_;
};

std::vector<std::string> split(const std::string& line, std::string_view mark) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end = line.find(mark); end != std::string::npos; end = line.find(mark, begin)) {
        parts.push_back(line.substr(begin, end - begin));
        begin = end + mark.size();
    }
    parts.push_back(line.substr(begin));
    return parts;
}

}  // namespace

void read_text_style(const std::filesystem::path& file, TextStyle& style, config::Mistakes& mistakes) {
    const auto document = config::Document::load(file, mistakes);
    if (!document) return;
    config::TableReader top = document->root(mistakes);
    style.sentence_hanzi = static_cast<int>(top.integer("sentence_hanzi", style.sentence_hanzi, 6, 40));
    style.prompt_hanzi = static_cast<int>(top.integer("prompt_hanzi", style.prompt_hanzi, 6, 60));
    style.prompt_sentences = static_cast<int>(top.integer("prompt_sentences", style.prompt_sentences, 1, 4));
    style.longer = top.texts("longer");
    style.quoting = top.texts("quoting");
    style.latin = top.texts("latin");
    config::TableReader banned = top.table("banned");
    for (const std::string& language : banned.keys()) style.banned[language] = banned.texts(language);
    banned.finish();
    top.finish();
}

void read_glossary(const std::filesystem::path& file, TextStyle& style, config::Mistakes& mistakes) {
    std::ifstream stream(file);
    if (!stream) return mistakes.add({file.string(), 1, 1}, "the file cannot be opened", "see that it is there and may be read");
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (line.empty() || line.front() == '#') continue;
        const std::vector<std::string> columns = split(line, "\t");
        if (columns.size() != 4 || columns[0].empty() || columns[1].empty()) {
            mistakes.add({file.string(), number, 1}, std::to_string(columns.size()) + " columns, or no word",
                         "write zh, en, avoid_zh, avoid_en, divided by tabs");
            continue;
        }
        if (columns[0] == "zh") continue;
        Term term;
        term.word = {{"zh-CN", columns[0]}, {"en", columns[1]}};
        if (!columns[2].empty()) term.avoid["zh-CN"] = split(columns[2], " / ");
        if (!columns[3].empty()) term.avoid["en"] = split(columns[3], " / ");
        style.glossary.push_back(std::move(term));
    }
}

void check_text_style(const std::map<std::string, TextFile>& files, const TextStyle& style, config::Mistakes& mistakes,
                      config::Mistakes& warnings) {
    for (const auto& [language, file] : files) {
        for (const auto& [key, text] : file) Judge(style, language, key, text).judge(mistakes, warnings);
    }
}

}  // namespace silverlane::scene
