// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlanectl voice: hands the rest of the line to the command of the second word.
#include <cstdio>
#include <string_view>

#include "ctl/commands.h"
#include "ctl/voice_commands.h"

namespace silverlane::ctl {

namespace {

struct VoiceCommand {
    std::string_view name;
    Result<void> (*run)(const Words&);
    const char* usage;
};

constexpr VoiceCommand kVoiceCommands[] = {
    {"read", voice_read, "read --lang TAG [--words FILE]  lines on standard input: text, pinyin by character, doubts, tones as spoken"},
    {"check", voice_check, "check FILE [--words FILE]       the doubtful words of a strings file, a table or a text, with line numbers"},
    {"spoken", voice_spoken, "spoken --lang TAG KIND [--style yao=off,liang=off]   values on standard input, to the words that are said"},
    {"pack", voice_pack, "pack list|check|script|index   recordings of a person in the place of synthesis"},
    {"say", voice_say, "say TEXT|- --to FILE.wav [--lang TAG] [--rate 0-6] [--volume 0-6] [--no-presence]   what the kiosk would play"},
    {"examples", voice_examples, "examples --to FOLDER         a page of sounds to listen to"},
};

}  // namespace

Result<void> voice(const Words& words) {
    for (const VoiceCommand& command : kVoiceCommands) {
        if (!words.empty() && words.front() == command.name) return command.run(Words(words.begin() + 1, words.end()));
    }
    const bool asked = !words.empty() && (words.front() == "--help" || words.front() == "help");
    std::FILE* const where = asked ? stdout : stderr;
    std::fputs("silverlanectl voice WORD ...\n", where);
    for (const VoiceCommand& command : kVoiceCommands) std::fprintf(where, "  %s\n", command.usage);
    if (asked) return {};
    return Error(ErrorCode::invalid_input, words.empty() ? "a word is missing" : "no voice command '" + words.front() + "'");
}

}  // namespace silverlane::ctl
