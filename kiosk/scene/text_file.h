// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads one language's file into key -> screen and spoken form, with the line of each, and compares languages. Used by this module's
// text_catalogue.cpp, text_inspection.cpp and text_style.cpp; one thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.h"

namespace silverlane::scene {

struct WrittenText {
    std::string screen;
    std::string spoken;
    std::string aloud;         ///< of a private text: what the loudspeaker may say instead; empty: nothing
    bool prompt = false;
    bool is_private = false;   ///< shown where 遮住 covers it, said to a private ear only
    config::Position position;
};

using TextFile = std::map<std::string, WrittenText, std::less<>>;

/// A prompt's key is its id alone ("P26"), any other text's the tables above it, joined by dots.
TextFile read_text_file(config::TableReader& top);

/// Keys that one file has and another lacks, slots that differ, spoken forms with figures.
void compare_text_files(const std::map<std::string, TextFile>& by_language, config::Mistakes& mistakes);

/// The names between braces, in order: "{ticket}。{ahead}。" -> ticket, ahead.
std::vector<std::string> slots_of(std::string_view text);

}  // namespace silverlane::scene
