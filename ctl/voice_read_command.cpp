// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "ctl/arguments.h"
#include "ctl/voice_commands.h"
#include "ctl/voice_reader.h"
#include "voice/mandarin/characters.h"
#include "voice/mandarin/tone_sandhi.h"
#include "voice/speaker/espeak_synthesiser.h"
#include "voice/speaker/text_check.h"

namespace silverlane::ctl {

namespace {

/// A line as it stands in a column of its own: without what some programs take for the end of a column or a line.
std::string column(std::u32string text) {
    for (char32_t& c : text) {
        if (c < U' ' || c == 0x85 || c == 0x2028 || c == 0x2029) c = U' ';
    }
    return encode_utf8(text);
}

/// One token for each character: its syllable, or itself; blanks and controls, which would break the columns, are "_".
std::string tokens(const voice::Reading& reading, const std::vector<voice::Syllable>& syllables) {
    std::string line;
    for (std::size_t i = 0; i < reading.size(); ++i) {
        if (i > 0) line += ' ';
        const char32_t c = reading[i].character;
        if (!syllables[i].empty()) line += syllables[i].text();
        else if (voice::is_blank(c) || voice::is_control(c)) line += '_';
        else append_utf8(line, c);
    }
    return line;
}

std::string mandarin_line(const voice::MandarinReader& reader, const std::u32string& text) {
    const voice::Reading reading = reader.read(text);
    return column(text) + "\t" + tokens(reading, voice::spoken_syllables(reading, voice::Sandhi::off)) + "\t" + doubtful_marks(reading) + "\t" +
           tokens(reading, voice::spoken_syllables(reading, voice::Sandhi::on));
}

/// `answer` turns each line of standard input into one line of output.
template <class Answer>
void each_line(const Answer& answer) {
    for (std::string line; std::getline(std::cin, line);) {
        if (line.ends_with('\r')) line.pop_back();
        const std::string row = answer(decode_utf8(line)) + "\n";
        std::fwrite(row.data(), 1, row.size(), stdout);
    }
}

Result<void> read_mandarin(const Arguments& arguments) {
    const auto reader = reader_named_in(arguments);
    if (!reader) return reader.error();
    each_line([&reader](const std::u32string& text) { return mandarin_line(**reader, text); });
    return {};
}

Result<void> read_english() {
    auto synthesiser = voice::EspeakSynthesiser::create("");
    if (!synthesiser) return synthesiser.error();
    each_line([&synthesiser](const std::u32string& text) {
        const auto phonemes = (*synthesiser)->phonemes(voice::SpokenLanguage::english, text);
        return column(text) + "\t" + (phonemes ? *phonemes : std::string()) + "\t\t";
    });
    return {};
}

}  // namespace

Result<void> voice_read(const Words& words) {
    const auto arguments = Arguments::parse(words, {"lang", "words", "share"});
    if (!arguments) return arguments.error();
    if (!arguments->positional().empty()) return Error(ErrorCode::invalid_input, "texts come on standard input, one a line, for example echo 您好 | silverlanectl voice read --lang zh-CN");
    const auto tag = arguments->required("lang", "the language of the lines", "zh-CN");
    if (!tag) return tag.error();
    const auto language = voice::spoken_language(*tag);
    if (!language) return language.error();
    return *language == voice::SpokenLanguage::mandarin ? read_mandarin(*arguments) : read_english();
}

}  // namespace silverlane::ctl
