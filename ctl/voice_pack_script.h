// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the person who records reads from: as a page in big type, and as a table. Pure; one thread.
#pragma once

#include <string>
#include <vector>

#include "ctl/voice_pack.h"
#include "voice/mandarin/reader.h"

namespace silverlane::ctl {

/// The words with the pinyin of the characters that do not read as they usually do ("请到支 hang2"); empty where there are none.
std::string reading_hint(std::string_view words, const voice::MandarinReader& reader);

/// HTML of one file, nothing else needed: a line to read a row, its file name small above it, the hint below;
/// without a reader no hints.
std::string script_page(const std::vector<RecordedLine>& lines, const std::string& language, const voice::MandarinReader* reader);

/// id, file name, words, hint; tabs between them.
std::string script_table(const std::vector<RecordedLine>& lines, const std::string& language, const voice::MandarinReader* reader);

}  // namespace silverlane::ctl
