// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/talk_track_files.h"

#include <algorithm>

#include <fmt/format.h>

#include "hub/campaigns/fields.h"
#include "hub/campaigns/talk_track_lint.h"

namespace silverlane::campaigns {
namespace {

using config::TableReader;

void say(TableReader& table, const std::string& key, const std::optional<Finding>& finding) {
    if (finding) table.mistake(key, finding->what, finding->instead);
}

LocalText first_sentence(TableReader& table, const std::string& name, const TalkTrackWords& words) {
    LocalText text = required_words(table, name, words);
    say(table, name + "_zh", overheard_in(text.zh, true, words));
    say(table, name + "_en", overheard_in(text.en, false, words));
    return text;
}

TalkTrackSheet read_one(TableReader& table, const std::vector<Segment>& segments, const TalkTrackWords& words) {
    TalkTrackSheet sheet;
    sheet.position = table.position();
    sheet.action = table.required_text("action");
    sheet.segment = table.text("segment", "");
    must_be_known(table, "segment", "segment", sheet.segment, ids_of(segments));
    sheet.owner = table.required_text("owner");
    sheet.approved_by = table.required_text("approved_by");
    if (!sheet.owner.empty() && sheet.owner == sheet.approved_by) table.mistake("approved_by", fmt::format("'{}' wrote it and approved it", sheet.owner), "another one approves");
    auto& track = sheet.track;
    track.key = sheet.segment.empty() ? sheet.action : sheet.action + "." + sheet.segment;
    track.version = static_cast<int>(table.required_integer("version", 1, 1'000'000));
    track.first_sentence = first_sentence(table, "first_sentence", words);
    track.explanation = required_words(table, "explanation", words);
    track.elder_first_sentence = first_sentence(table, "elder_first_sentence", words);
    track.elder_explanation = required_words(table, "elder_explanation", words);
    table.finish();
    return sheet;
}

}  // namespace

LocalText required_words(TableReader& table, const std::string& name, const TalkTrackWords& words) {
    LocalText text = required_local(table, name);
    say(table, name + "_zh", forbidden_in(text.zh, true, words));
    say(table, name + "_en", forbidden_in(text.en, false, words));
    if (!text.zh_spoken.empty()) say(table, name + "_zh_spoken", forbidden_in(text.zh_spoken, true, words));
    if (!text.en_spoken.empty()) say(table, name + "_en_spoken", forbidden_in(text.en_spoken, false, words));
    return text;
}

std::vector<TalkTrackSheet> read_talk_tracks(SourceFiles& files, const std::filesystem::path& folder, const std::vector<Segment>& segments, const TalkTrackWords& words) {
    std::vector<TalkTrackSheet> tracks;
    for (const auto& file : files.list(folder / "talk_tracks", ".toml", SourceFiles::Presence::required)) {
        auto root = files.read(file, SourceFiles::Presence::required);
        for (auto& table : root.tables("talk_track")) {
            auto read = read_one(table, segments, words);
            const auto same = std::find_if(tracks.begin(), tracks.end(), [&](const TalkTrackSheet& each) { return each.track.key == read.track.key; });
            if (same != tracks.end()) {
                table.mistake("action", fmt::format("the talk track of '{}' stands at {} already", read.track.key, same->position.text()), "give it another segment, or remove one");
                continue;
            }
            tracks.push_back(std::move(read));
        }
        root.finish();
    }
    return tracks;
}

const TalkTrackSheet* talk_track_for(const std::vector<TalkTrackSheet>& tracks, std::string_view action, std::string_view segment) {
    const TalkTrackSheet* for_all = nullptr;
    for (const auto& each : tracks) {
        if (each.action != action) continue;
        if (each.segment == segment) return &each;
        if (each.segment.empty()) for_all = &each;
    }
    return for_all;
}

}  // namespace silverlane::campaigns
