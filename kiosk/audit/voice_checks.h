// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The voice itself: volume steps (rule 22), tones (rule 23), Mandarin (rule 24), rates and pitch (rule 25), silence after a touch (rule 26).
// Makes sound in memory only. One caller in a process at a time, because espeak-ng is one global state.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "kiosk/audit/finding.h"
#include "kiosk/scene/text_catalogue.h"
#include "voice/mandarin/reader.h"

namespace silverlane::audit {

struct VoiceFiles {
    voice::MandarinReader::Files readings;
    std::string data_folder;          ///< of espeak-ng; empty: the system's
    std::filesystem::path cantonese = {};  ///< polyphones-yue.tsv; empty where Cantonese is not offered
};

/// What the rules say of a table; separate so that a test can hand in a wrong one.
void check_volume_steps(float (*factor)(int step), Findings& findings);
void check_tone(const std::string& name, const std::vector<std::int16_t>& samples, Findings& findings);
void check_tones(Findings& findings);
/// Characters a minute at each of seven steps.
void check_mandarin_rates(const std::vector<double>& characters_a_minute, Findings& findings);
void check_english_rates(const std::vector<double>& words_a_minute, Findings& findings);
/// Phonemes as espeak-ng prints them, against the hanzi that they stand for.
void check_phonemes(const std::string& phonemes, const std::string& text, Findings& findings);
/// A touch, a lifted handset and the end of a turn, against a speaker that notes what it is told.
void check_silence(const scene::TextCatalogue& texts, Findings& findings);

/// All of it with the real voice. `said`: every Chinese text that the walk heard.
void check_voice(const VoiceFiles& files, const scene::TextCatalogue& texts, const std::set<std::string>& said, Findings& findings);

}  // namespace silverlane::audit
