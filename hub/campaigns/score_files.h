// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// scores/*.tsv and *.toml: how likely somebody says yes, as another system worked it out. A table is named after its file. Pure but for the
// files handed in; one reading, one thread.
#pragma once

#include <vector>

#include "hub/campaigns/source_files.h"
#include "hub/decision/rules.h"

namespace silverlane::campaigns {

/// Mistakes go to `mistakes`, with file and line.
std::vector<decision::ScoreTable> read_scores(SourceFiles& files, const std::filesystem::path& folder, config::Mistakes& mistakes);

}  // namespace silverlane::campaigns
