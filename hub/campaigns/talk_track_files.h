// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// talk_tracks/*.toml: what staff say, for an action in a segment, with the words for elders beside the others. Read with the lint
// (talk_track_lint.h). Pure but for the files handed in; one reading, one thread.
#pragma once

#include <vector>

#include "hub/campaigns/policy_files.h"
#include "hub/campaigns/rule_book.h"
#include "hub/campaigns/source_files.h"

namespace silverlane::campaigns {

std::vector<TalkTrackSheet> read_talk_tracks(SourceFiles& files, const std::filesystem::path& folder, const std::vector<Segment>& segments, const TalkTrackWords& words);

/// The one of the action for this segment, else the one of the action for everybody, else nothing.
const TalkTrackSheet* talk_track_for(const std::vector<TalkTrackSheet>& tracks, std::string_view action, std::string_view segment);

/// Reads NAME_zh and NAME_en, both required, and says what of them may not be said.
LocalText required_words(config::TableReader& table, const std::string& name, const TalkTrackWords& words);

}  // namespace silverlane::campaigns
