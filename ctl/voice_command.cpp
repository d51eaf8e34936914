// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlanectl voice: hands the rest of the line to the command of the second word.
#include "ctl/command_table.h"
#include "ctl/voice_commands.h"

namespace silverlane::ctl {

namespace {

constexpr Command kVoiceCommands[] = {
    {"read", voice_read, "read --lang TAG [--words FILE]  lines on standard input: text, pinyin by character, doubts, tones as spoken",
     "echo 银行还没有开门 | silverlanectl voice read --lang zh-CN"},
    {"check", voice_check, "check FILE [--words FILE]       the doubtful words of a strings file, a table or a text, with line numbers",
     "silverlanectl voice check /etc/silverlane/share/strings/zh-CN.toml"},
    {"spoken", voice_spoken, "spoken --lang TAG KIND [--style yao=off,liang=off]   values on standard input, to the words that are said",
     "echo A012 | silverlanectl voice spoken --lang zh-CN ticket"},
    {"pack", voice_pack, "pack list|check|script|index   recordings of a person in the place of synthesis", "silverlanectl voice pack check recordings", nullptr, true},
    {"say", voice_say, "say TEXT|- --to FILE.wav [--lang TAG] [--rate 0-6] [--volume 0-6] [--no-presence]   what the kiosk would play",
     "silverlanectl voice say 您好 --to hello.wav"},
    {"examples", voice_examples, "examples --to FOLDER         a page of sounds to listen to", "silverlanectl voice examples --to examples"},
};

}  // namespace

Result<void> voice(const Words& words) { return run_command(kVoiceCommands, words, "silverlanectl voice "); }

}  // namespace silverlane::ctl
