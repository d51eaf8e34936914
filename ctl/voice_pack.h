// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A pack of recordings as the commands `silverlanectl voice pack` see it: what pack.toml says, what there is to record, and which files lie
// in its folders. Values, one thread. It plays nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ctl/commands.h"
#include "kiosk/scene/text_catalogue.h"
#include "voice/recordings/pack_index.h"

namespace silverlane::ctl {

/// A section of pack.toml: [zh-CN], [yue], [zh-x-wu].
struct PackVariety {
    std::string tag;
    std::string text;          ///< text: the strings file whose words are spoken; the tag itself when it is not said
    std::string speaker;       ///< speaker: whose voice it is
    int rate_step = 3;         ///< rate_step: at which of the seven rates it is spoken, 0 to 6
};

struct Pack {
    std::filesystem::path folder;
    std::string name;          ///< name
    std::string licence;       ///< licence: what the speaker agreed to
    std::vector<PackVariety> varieties;
};

/// Errors: not_found with an example of pack.toml; invalid_input with file and line.
Result<Pack> read_pack(const std::filesystem::path& folder);

/// One thing to record: a text, or the words of it between two slots.
struct RecordedLine {
    std::string id;            ///< key of the text
    int part = 0;              ///< 0: all of it; k: the words before slot k, or after the last
    std::string words;         ///< what is spoken, without marks at its beginning
    std::string text;          ///< spoken form of the whole text
    bool prompt = false;

    /// Name of its file without the ending: "P26", "P27_1".
    [[nodiscard]] std::string stem() const { return part == 0 ? id : id + '_' + std::to_string(part); }
};

/// What can be recorded: prompts, or all texts that are spoken. In the order of the ids.
enum class WhichTexts { prompts, all };
std::vector<RecordedLine> lines_to_record(const scene::TextCatalogue& texts, const std::string& language, WhichTexts which);

/// A sound file of a variety's folder.
struct PackFile {
    std::filesystem::path file;
    std::string name;          ///< relative to the variety's folder, as the index has it
    std::string stem;
    int rate_step = 3;         ///< of its folder: rate-1, or the variety's own
};

/// WAV, FLAC and Opus files by name, of the folder and its folders rate-0 to rate-6. `strange`: files that are none of a pack's.
std::vector<PackFile> files_of(const Pack& pack, const PackVariety& variety, std::vector<std::filesystem::path>* strange);

enum class RecordingState {
    recorded,      ///< indexed, unchanged, and its words are the text's
    missing,       ///< no file
    outdated,      ///< recorded for other words
    not_indexed,   ///< new or exchanged since the index was written
    superfluous,   ///< no text has this name
    doubled,       ///< a second file of the same name and rate
};

struct StateRow {
    RecordingState state = RecordingState::missing;
    std::string file;          ///< name of the file, or the name that it should have, without ending
    std::string words;         ///< of the text today
    std::string advice;        ///< what to do, where something is to be done
};

/// Compares a variety's files and index with the texts. Reads every file for its fingerprint.
Result<std::vector<StateRow>> state_of(const Pack& pack, const PackVariety& variety, const std::vector<RecordedLine>& wanted,
                                       const std::vector<RecordedLine>& known);

/// The index as it is to be: a recording whose bytes are as they were keeps the words it was made for, unless its stem is in `accepted`; `kept`
/// names these. Error: io for a file that cannot be read.
Result<std::vector<voice::IndexRow>> new_index(const Pack& pack, const PackVariety& variety, const std::vector<RecordedLine>& known,
                                               const std::vector<std::string>& accepted, std::vector<std::string>& kept);

/// The texts of a variety, and its lines. Errors: those of the strings file, and what to write where there is none.
Result<std::vector<RecordedLine>> lines_of(const std::filesystem::path& strings, const PackVariety& variety, WhichTexts which);

/// Recording for the ears of a person, to be compared: the words of one part.
std::string words_of_part(std::string_view text, int part);

class Arguments;
/// --texts prompts (the usual) or all.
Result<WhichTexts> which_texts(const Arguments& arguments);

Result<void> pack_list(const Words& words);    ///< list FOLDER --strings DIR [--texts prompts|all]
Result<void> pack_check(const Words& words);   ///< check FOLDER
Result<void> pack_script(const Words& words);  ///< script --strings DIR --to FILE [--lang TAG] [--texts prompts|all] [--pack FOLDER]
Result<void> pack_index(const Words& words);   ///< index FOLDER --strings DIR [--accept NAME,NAME]

}  // namespace silverlane::ctl
