// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/voice_pack.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

#include "base/utf8.h"
#include "config/reader.h"
#include "config/suggestion.h"

namespace silverlane::ctl {

namespace {

constexpr const char* kExample =
    "write for example:\nname = \"Ms Li\"\nlicence = \"Sample Bank, for its kiosks\"\n\n[zh-CN]\nspeaker = \"Li\"\n\n"
    "[zh-x-wu]\nspeaker = \"Zhou\"\ntext = \"zh-CN\"";

constexpr std::array<std::string_view, 4> kSoundEndings{".wav", ".flac", ".opus", ".ogg"};

std::string lowered(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

bool is_sound(const std::filesystem::path& file) {
    const std::string ending = lowered(file.extension().string());
    return std::find(kSoundEndings.begin(), kSoundEndings.end(), ending) != kSoundEndings.end();
}

bool belongs_beside(const std::filesystem::path& file) { return file.extension() == ".times" || file.filename() == voice::kIndexFile; }

Result<std::uint64_t> fingerprint(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream) return Error(ErrorCode::io, file.string() + " cannot be read");
    return voice::fingerprint_of(bytes);
}

/// Marks before the words belong to the value before them and are not read out.
std::string without_leading_marks(std::string_view words) {
    std::u32string text = decode_utf8(words);
    const std::size_t first = text.find_first_not_of(U"，。、；：！？,.;:!? ");
    if (first == std::u32string::npos) return {};
    text.erase(0, first);
    while (!text.empty() && text.back() == U' ') text.pop_back();
    return encode_utf8(text);
}

std::vector<std::pair<std::filesystem::path, int>> sound_folders(const Pack& pack, const PackVariety& variety) {
    std::vector<std::pair<std::filesystem::path, int>> folders{{pack.folder / variety.tag, variety.rate_step}};
    for (int step = 0; step < 7; ++step) folders.emplace_back(pack.folder / variety.tag / ("rate-" + std::to_string(step)), step);
    return folders;
}

const RecordedLine* line_named(const std::vector<RecordedLine>& lines, const std::string& stem) {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const RecordedLine& line) { return line.stem() == stem; });
    return found == lines.end() ? nullptr : &*found;
}

/// The index as it is; none yet is an empty one.
Result<std::vector<voice::IndexRow>> present_index(const Pack& pack, const PackVariety& variety) {
    auto rows = voice::read_index(pack.folder / variety.tag / voice::kIndexFile);
    if (!rows && rows.error().code() == ErrorCode::not_found) return std::vector<voice::IndexRow>{};
    return rows;
}

const voice::IndexRow* row_of(const std::vector<voice::IndexRow>& rows, const PackFile& file) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const voice::IndexRow& row) { return row.file == file.name; });
    return found == rows.end() ? nullptr : &*found;
}

bool says_the_words_of(const voice::IndexRow& row, const RecordedLine& line) {
    return voice::same_words(words_of_part(row.text, row.part), line.words);
}

}  // namespace

std::string words_of_part(std::string_view text, int part) {
    const voice::TextParts parts = voice::parts_of(text);
    const std::size_t run = part == 0 ? 0 : static_cast<std::size_t>(part - 1);
    return run < parts.runs.size() ? without_leading_marks(encode_utf8(parts.runs[run])) : std::string{};
}

Result<Pack> read_pack(const std::filesystem::path& folder) {
    const auto file = folder / "pack.toml";
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) {
        return Error(ErrorCode::not_found, "there is no " + file.string() + "; " + kExample);
    }
    const auto document = config::Document::load(file);
    if (!document) return document.error();
    config::Mistakes mistakes;
    config::TableReader root = document->root(mistakes);
    Pack pack{folder, root.required_text("name"), root.required_text("licence"), {}};
    for (const std::string& tag : root.keys()) {
        if (!root.is_table(tag)) continue;
        config::TableReader table = root.table(tag);
        PackVariety variety;
        variety.tag = tag;
        variety.speaker = table.required_text("speaker");
        variety.text = table.text("text", tag);
        variety.rate_step = static_cast<int>(table.integer("rate_step", 3, 0, 6));
        table.finish();
        pack.varieties.push_back(std::move(variety));
    }
    root.finish();
    const auto checked = mistakes.as_result();
    if (!checked) return checked.error();
    if (pack.varieties.empty()) return Error(ErrorCode::invalid_input, file.string() + " names no spoken variety; " + kExample);
    return pack;
}

std::vector<RecordedLine> lines_to_record(const scene::TextCatalogue& texts, const std::string& language, WhichTexts which) {
    std::vector<RecordedLine> lines;
    for (const auto& entry : texts.entries(language)) {
        // Forms are how values are shown; nobody says them.
        if ((which == WhichTexts::prompts && !entry.prompt) || entry.key.starts_with("form.")) continue;
        const voice::TextParts parts = voice::parts_of(entry.spoken);
        for (const std::size_t run : parts.worded()) {
            const int part = parts.is_whole() ? 0 : static_cast<int>(run) + 1;
            lines.push_back({entry.key, part, words_of_part(entry.spoken, part), entry.spoken, entry.prompt});
        }
    }
    return lines;
}

Result<std::vector<RecordedLine>> lines_of(const std::filesystem::path& strings, const PackVariety& variety, WhichTexts which) {
    std::error_code failed;
    const auto file = strings / (variety.text + ".toml");
    if (!std::filesystem::is_regular_file(file, failed)) {
        return Error(ErrorCode::not_found, "there is no " + file.string() + "; write text = \"zh-CN\" below [" + variety.tag + "] in pack.toml, or another language of --strings");
    }
    const auto texts = scene::TextCatalogue::load(strings, {variety.text});
    if (!texts) return texts.error();
    return lines_to_record(*texts, variety.text, which);
}

std::vector<PackFile> files_of(const Pack& pack, const PackVariety& variety, std::vector<std::filesystem::path>* strange) {
    std::vector<PackFile> files;
    const auto top = pack.folder / variety.tag;
    for (const auto& [folder, rate_step] : sound_folders(pack, variety)) {
        std::error_code failed;
        for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
            std::error_code gone;
            const auto& path = entry->path();
            if (!entry->is_regular_file(gone)) continue;
            if (is_sound(path)) files.push_back({path, path.lexically_relative(top).string(), path.stem().string(), rate_step});
            else if (!belongs_beside(path) && strange != nullptr) strange->push_back(path);
        }
    }
    std::sort(files.begin(), files.end(), [](const PackFile& a, const PackFile& b) { return a.name < b.name; });
    return files;
}

Result<std::vector<StateRow>> state_of(const Pack& pack, const PackVariety& variety, const std::vector<RecordedLine>& wanted,
                                       const std::vector<RecordedLine>& known) {
    const auto index = present_index(pack, variety);
    if (!index) return index.error();
    std::vector<StateRow> rows;
    std::vector<std::string> stems(known.size());
    std::transform(known.begin(), known.end(), stems.begin(), [](const RecordedLine& line) { return line.stem(); });
    std::set<std::pair<std::string, int>> seen;
    std::set<std::string> spoken;
    for (const PackFile& file : files_of(pack, variety, nullptr)) {
        const RecordedLine* line = line_named(known, file.stem);
        if (line == nullptr) {
            const std::string meant = config::did_you_mean(file.stem, stems);
            rows.push_back({RecordingState::superfluous, file.name, "", meant.empty() ? "no text has this name; remove it" : meant});
            continue;
        }
        if (!seen.insert({file.stem, file.rate_step}).second) {
            rows.push_back({RecordingState::doubled, file.name, line->words, "there are two files of this name; keep one"});
            continue;
        }
        spoken.insert(file.stem);
        const auto now = fingerprint(file.file);
        if (!now) return now.error();
        const voice::IndexRow* row = row_of(*index, file);
        if (row == nullptr || row->fingerprint != *now) {
            rows.push_back({RecordingState::not_indexed, file.name, line->words, "run silverlanectl voice pack index"});
        } else if (!says_the_words_of(*row, *line)) {
            rows.push_back({RecordingState::outdated, file.name, line->words, "it says: " + words_of_part(row->text, row->part) + "; record it again"});
        } else if (row->text != line->text) {
            rows.push_back({RecordingState::not_indexed, file.name, line->words, "its words stayed, the text around them changed; run silverlanectl voice pack index"});
        } else {
            rows.push_back({RecordingState::recorded, file.name, line->words, ""});
        }
    }
    for (const RecordedLine& line : wanted) {
        if (!spoken.contains(line.stem())) rows.push_back({RecordingState::missing, line.stem(), line.words, ""});
    }
    return rows;
}

Result<std::vector<voice::IndexRow>> new_index(const Pack& pack, const PackVariety& variety, const std::vector<RecordedLine>& known,
                                               const std::vector<std::string>& accepted, std::vector<std::string>& kept) {
    const auto index = present_index(pack, variety);
    if (!index) return index.error();
    std::vector<voice::IndexRow> rows;
    std::set<std::pair<std::string, int>> seen;
    for (const PackFile& file : files_of(pack, variety, nullptr)) {
        const RecordedLine* line = line_named(known, file.stem);
        if (line == nullptr || !seen.insert({file.stem, file.rate_step}).second) continue;
        const auto now = fingerprint(file.file);
        if (!now) return now.error();
        const voice::IndexRow* before = row_of(*index, file);
        const bool same_recording = before != nullptr && before->fingerprint == *now;
        const bool is_accepted = std::find(accepted.begin(), accepted.end(), file.stem) != accepted.end();
        if (same_recording && !is_accepted && !says_the_words_of(*before, *line)) {
            rows.push_back(*before);
            kept.push_back(file.name);
            continue;
        }
        rows.push_back({line->id, line->part, file.rate_step, file.name, *now, line->text});
    }
    return rows;
}

}  // namespace silverlane::ctl
