// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The house style of the texts, as far as a machine can decide it: how long a sentence may be, words that must not be said to a customer,
// one word for one thing. The rules are data (config/text-style.toml, config/glossary.tsv). Pure apart from reading them; any thread. No
// kiosk is stopped by it: it is for whoever writes texts.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "config/reader.h"
#include "kiosk/scene/text_file.h"

namespace silverlane::scene {

/// One thing of the bank by its word in each language, and the words that would name it a second time.
struct Term {
    std::map<std::string, std::string> word;                 ///< language -> the word
    std::map<std::string, std::vector<std::string>> avoid;   ///< language -> other words for it
};

struct TextStyle {
    int sentence_hanzi = 14;
    int prompt_hanzi = 20;
    int prompt_sentences = 2;
    std::map<std::string, std::vector<std::string>> banned;  ///< language -> words
    std::vector<std::string> longer;                         ///< keys that may be longer
    std::vector<std::string> quoting;                        ///< keys whose words are somebody else's; nothing is banned there
    std::vector<std::string> latin;                          ///< words in Latin letters that stand in Chinese texts
    std::vector<Term> glossary;
};

/// Reads the rules; a mistake in them goes to `mistakes`.
void read_text_style(const std::filesystem::path& file, TextStyle& style, config::Mistakes& mistakes);

/// Reads the glossary: four columns divided by tabs (zh, en, avoid_zh, avoid_en), words of a column by " / ".
void read_glossary(const std::filesystem::path& file, TextStyle& style, config::Mistakes& mistakes);

/// Banned words are mistakes; length, a missing end mark, Latin letters in Chinese and a second word for one thing are warnings.
void check_text_style(const std::map<std::string, TextFile>& files, const TextStyle& style, config::Mistakes& mistakes,
                      config::Mistakes& warnings);

}  // namespace silverlane::scene
