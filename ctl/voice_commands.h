// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What `silverlanectl voice` can do; one function a word. Text and values come on standard input where no file is named, one a line, and
// answers go to standard output, one a line. Each returns an Error that says what to do.
#pragma once

#include "base/result.h"
#include "ctl/commands.h"

namespace silverlane::ctl {

Result<void> voice_read(const Words& words);    ///< read --lang TAG: lines to text, pinyin by character, doubtful marks, tones as spoken
Result<void> voice_check(const Words& words);   ///< check FILE: doubtful words with line numbers, and how to settle them
Result<void> voice_spoken(const Words& words);  ///< spoken --lang TAG KIND [--style ...]: values to the words that are said
Result<void> voice_pack(const Words& words);    ///< pack list|check|script|index: recordings of a person, see ctl/voice_pack.h
Result<void> voice_say(const Words& words);     ///< say TEXT|- --to FILE.wav|FILE.flac [--lang TAG] [--rate 0-6] [--volume 0-6] [--no-presence]
Result<void> voice_examples(const Words& words);  ///< examples --to FOLDER: a page of sounds to listen to

}  // namespace silverlane::ctl
