// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/pack_catalogue.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <system_error>
#include <tuple>

#include "base/utf8.h"

namespace silverlane::voice {

namespace {

/// Texts that frame an answer with its number: "一，{answer}".
constexpr std::string_view kAnswerFrames = "listed.";

std::vector<std::filesystem::path> indexed_folders(const std::filesystem::path& pack) {
    std::vector<std::filesystem::path> folders;
    std::error_code failed;
    for (std::filesystem::directory_iterator entry(pack, failed), end; !failed && entry != end; entry.increment(failed)) {
        std::error_code absent;
        if (std::filesystem::exists(entry->path() / kIndexFile, absent)) folders.push_back(entry->path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// Two pieces without a recording that touch are said as one.
void append(std::vector<SpokenPiece>& pieces, SpokenPiece piece) {
    if (piece.begin == piece.end) return;
    if (!piece.recording && !pieces.empty() && !pieces.back().recording) {
        pieces.back().end = piece.end;
        return;
    }
    pieces.push_back(std::move(piece));
}

}  // namespace

Result<PackCatalogue> PackCatalogue::load(const std::vector<std::filesystem::path>& packs) {
    PackCatalogue catalogue;
    for (const auto& pack : packs) {
        std::error_code failed;
        if (!std::filesystem::is_directory(pack, failed)) {
            return Error(ErrorCode::not_found, "no folder " + pack.string() + "; correct packs, or copy the recordings there");
        }
        const auto folders = indexed_folders(pack);
        if (folders.empty()) {
            return Error(ErrorCode::not_found, "no variety of " + pack.string() + " has an index; run `silverlanectl voice pack index " + pack.string() + " --strings FOLDER`");
        }
        for (const auto& folder : folders) {
            const auto added = add(folder, catalogue.varieties_[folder.filename().string()]);
            if (!added) return added.error();
        }
    }
    return catalogue;
}

Result<void> PackCatalogue::add(const std::filesystem::path& folder, Variety& variety) {
    auto rows = read_index(folder / kIndexFile);
    if (!rows) return rows.error();
    for (const IndexRow& row : *rows) {
        std::error_code failed;
        if (std::filesystem::is_regular_file(folder / row.file, failed)) continue;
        return Error(ErrorCode::not_found, "the recording " + (folder / row.file).string() + " of the index is missing; copy it there, or write the index anew with "
                                           "`silverlanectl voice pack index`");
    }
    join_rows(folder, *rows, variety);
    return {};
}

void PackCatalogue::join_rows(const std::filesystem::path& folder, const std::vector<IndexRow>& rows, Variety& variety) {
    // Recordings of one text at one rate belong together; what lacks a part is left out, so that a prompt is never said half.
    using Key = std::tuple<std::string, int, std::string>;
    std::map<Key, std::map<int, const IndexRow*>> by_text;
    for (const IndexRow& row : rows) by_text[{row.id, row.rate_step, row.text}].emplace(row.part, &row);
    for (const auto& [key, found] : by_text) {
        Entry entry;
        entry.id = std::get<0>(key);
        entry.rate_step = std::get<1>(key);
        entry.parts = parts_of(std::get<2>(key));
        for (const std::size_t run : entry.parts.worded()) {
            const auto row = found.find(entry.parts.is_whole() ? 0 : static_cast<int>(run) + 1);
            if (row == found.end()) break;
            RecordingFile file{folder / row->second->file, {}, row->second->fingerprint, entry.rate_step};
            const auto times = std::filesystem::path(file.file).replace_extension(".times");
            std::error_code absent;
            if (std::filesystem::exists(times, absent)) file.times = times;
            entry.files.push_back(std::make_shared<const RecordingFile>(std::move(file)));
        }
        if (entry.files.empty() || entry.files.size() != entry.parts.worded().size()) continue;
        const auto shared = std::make_shared<const Entry>(std::move(entry));
        variety.by_id.emplace(shared->id, shared);
        if (shared->parts.is_whole()) variety.by_words.emplace(words_key(encode_utf8(shared->parts.runs.front())), shared);
        else if (shared->id.starts_with(kAnswerFrames)) variety.answer_frames.push_back(shared);
    }
}

std::vector<std::string> PackCatalogue::varieties() const {
    std::vector<std::string> tags;
    for (const auto& [tag, variety] : varieties_) {
        if (!variety.by_id.empty()) tags.push_back(tag);
    }
    return tags;
}

const PackCatalogue::Variety* PackCatalogue::variety_of(std::string_view tag) const {
    while (true) {
        const auto found = varieties_.find(tag);
        if (found != varieties_.end()) return &found->second;
        const std::size_t hyphen = tag.rfind('-');
        // A private tag names a dialect: nothing shorter stands for it.
        if (hyphen == std::string_view::npos || tag.find("-x-") != std::string_view::npos) return nullptr;
        tag = tag.substr(0, hyphen);
    }
}

bool PackCatalogue::has_variety(std::string_view variety) const {
    const Variety* found = variety_of(variety);
    return found != nullptr && !found->by_id.empty();
}

namespace {

/// The nearest rate; among equals the slower one, then the pack that was named first.
template <class Range>
auto nearest(const Range& range, int rate_step, const auto& fits) {
    decltype(range.first->second) best;
    for (auto at = range.first; at != range.second; ++at) {
        const auto distance = [&](const auto& entry) { return std::pair(std::abs(entry->rate_step - rate_step), entry->rate_step); };
        if (fits(*at->second) && (!best || distance(at->second) < distance(best))) best = at->second;
    }
    return best;
}

}  // namespace

std::shared_ptr<const PackCatalogue::Entry> PackCatalogue::whole(const Variety& variety, std::string_view words, int rate_step) {
    return nearest(variety.by_words.equal_range(words_key(words)), rate_step, [](const Entry&) { return true; });
}

std::vector<SpokenPiece> PackCatalogue::pieces_of(const Entry& entry, const Variety& variety, std::u32string_view text, int rate_step, bool values_can_be_said) {
    const auto places = match_parts(entry.parts, text);
    if (!places) return {};
    std::vector<SpokenPiece> pieces;
    std::size_t file = 0;
    for (std::size_t run = 0; run < places->size(); ++run) {
        const Place place = (*places)[run];
        if (run > 0) {
            const Place value{(*places)[run - 1].end, place.begin};
            const auto recorded = whole(variety, encode_utf8(text.substr(value.begin, value.end - value.begin)), rate_step);
            if (!recorded && !values_can_be_said && value.end > value.begin) return {};
            append(pieces, {value.begin, value.end, recorded ? recorded->files.front() : nullptr});
        }
        if (entry.parts.has_words(run)) append(pieces, {place.begin, place.end, entry.files[file++]});
        else if (!pieces.empty()) pieces.back().end = place.end;  // marks and blanks belong to what was said before them
        else append(pieces, {place.begin, place.end, nullptr});
    }
    return pieces;
}

FoundWords PackCatalogue::find(const WantedWords& wanted) const {
    const Variety* variety = variety_of(wanted.variety);
    if (variety == nullptr) return {};
    const std::u32string text = decode_utf8(wanted.text);
    const auto pieces_for = [&](const Entry& entry, bool values) { return pieces_of(entry, *variety, text, wanted.rate_step, values); };
    const auto own = variety->by_id.equal_range(wanted.prompt_id);
    const auto fitting = nearest(own, wanted.rate_step, [&](const Entry& entry) { return !pieces_for(entry, wanted.values_can_be_said).empty(); });
    if (fitting) return {FoundWords::Verdict::recorded, pieces_for(*fitting, wanted.values_can_be_said)};
    if (const auto same = whole(*variety, wanted.text, wanted.rate_step)) return {FoundWords::Verdict::recorded, {{0, text.size(), same->files.front()}}};
    for (const auto& frame : variety->answer_frames) {
        auto pieces = pieces_for(*frame, false);
        if (!pieces.empty()) return {FoundWords::Verdict::recorded, std::move(pieces)};
    }
    const bool changed = std::any_of(own.first, own.second, [&](const auto& one) { return !match_parts(one.second->parts, text); });
    return {changed ? FoundWords::Verdict::other_words : FoundWords::Verdict::missing, {}};
}

}  // namespace silverlane::voice
