// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The index of one variety of a pack: which file says which words. Written by `silverlanectl voice pack index`, read by the kiosk, so that a
// recording is never played for words that were changed after it was made. A text file, index.tsv, one recording a line:
// id, part (0: all of it, else 1 for the words before the first slot ...), rate step, file, fingerprint of its bytes, text with slots.
// Pure, but for read_index and write_index; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "voice/recordings/text_parts.h"

namespace silverlane::voice {

inline constexpr const char* kIndexFile = "index.tsv";

struct IndexRow {
    std::string id;                  ///< "P27"
    int part = 0;                    ///< 0: the whole text; k: the words before slot k, or after the last one
    int rate_step = 3;
    std::string file;                ///< relative to the index's folder
    std::uint64_t fingerprint = 0;
    std::string text;                ///< spoken form of the whole text, slots in braces
};

/// Errors: not_found; corrupt with file, line and what to do; too_large.
Result<std::vector<IndexRow>> read_index(const std::filesystem::path& file);
Result<std::vector<IndexRow>> parse_index(std::string_view content, const std::string& name);

std::string index_text(const std::vector<IndexRow>& rows);
/// Replaces the file as a whole. Error: io with the file.
Result<void> write_index(const std::filesystem::path& file, const std::vector<IndexRow>& rows);

/// FNV-1a of 64 bits: notices that a recording was exchanged, and is no protection against somebody who means harm.
std::uint64_t fingerprint_of(std::string_view bytes);

}  // namespace silverlane::voice
