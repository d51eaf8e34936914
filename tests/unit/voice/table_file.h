// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads the tab-separated tables beside these tests. Test code, one thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "voice/mandarin/reader.h"

namespace silverlane::voice {

/// Rows of tests/unit/voice/<name>; lines that begin with # and a header line are left out.
std::vector<std::vector<std::string>> table_rows(const std::string& name);

/// voice/mandarin/data/polyphones.tsv of the source tree.
std::string readings_path();

/// What the kiosk reads with: the lexicon of the build tree and the house words of the source tree. Ends the program when they are missing.
std::shared_ptr<const MandarinReader> shipped_reader();

}  // namespace silverlane::voice
