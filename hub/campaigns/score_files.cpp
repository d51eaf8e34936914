// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/score_files.h"

#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "base/split_text.h"
#include "hub/campaigns/fields.h"

namespace silverlane::campaigns {
namespace {

constexpr int kMillion = 1'000'000;

std::optional<int> number(std::string_view text, int most) {
    int value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || value < 0 || value > most) return std::nullopt;
    return value;
}

constexpr std::string_view kNoRow = "no row of a score table";
constexpr std::string_view kTwice = "this customer or count stands here already";

/// What is wrong with the row; empty when it was taken.
std::string_view take_row(const std::vector<std::string_view>& cells, decision::ScoreTable& table) {
    if (cells[0] == "version" && cells.size() == 2) {
        const auto version = number(cells[1], kMillion);
        table.version = version.value_or(1);
        return version ? "" : kNoRow;
    }
    if (cells[0] == "customer" && cells.size() == 3) {
        const auto ppm = number(cells[2], kMillion);
        if (!ppm || cells[1].empty()) return kNoRow;
        return table.by_customer_ppm.emplace(cells[1], static_cast<std::uint32_t>(*ppm)).second ? "" : kTwice;
    }
    if (cells[0] != "count" || cells.size() != 5) return kNoRow;
    const auto successes = number(cells[3], INT32_MAX);
    const auto trials = number(cells[4], INT32_MAX);
    if (!successes || !trials || *successes > *trials) return kNoRow;
    return table.counts.emplace(fmt::format("{}|{}", cells[1], cells[2]), decision::BetaCount{*successes, *trials}).second ? "" : kTwice;
}

decision::ScoreTable read_rows(std::string_view text, const std::filesystem::path& file, config::Mistakes& mistakes) {
    decision::ScoreTable table;
    table.name = file.stem().string();
    int line_number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        ++line_number;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty() || line.front() == '#') continue;
        const auto wrong = take_row(split_text(line, '\t'), table);
        if (wrong.empty()) continue;
        mistakes.add({file.string(), line_number, 1}, std::string(wrong),
                     wrong == kTwice ? "remove one of the two" : "write version<TAB>N, customer<TAB>ID<TAB>0..1000000 or count<TAB>CAMPAIGN<TAB>SEGMENT<TAB>SUCCESSES<TAB>TRIALS, successes at most trials");
    }
    return table;
}

decision::ScoreTable read_tables(config::TableReader root, const std::filesystem::path& file) {
    decision::ScoreTable score;
    score.name = file.stem().string();
    score.version = static_cast<int>(root.required_integer("version", 1, kMillion));
    for (auto& table : root.tables("customer")) {
        const std::string id = table.required_text("id");
        const auto ppm = static_cast<std::uint32_t>(table.required_integer("ppm", 0, kMillion));
        if (!score.by_customer_ppm.emplace(id, ppm).second) table.mistake("id", "this customer stands here twice", "remove one of the two");
        table.finish();
    }
    for (auto& table : root.tables("count")) {
        const std::string name = table.required_text("campaign") + "|" + table.required_text("segment");
        const auto successes = static_cast<int>(table.required_integer("successes", 0, INT32_MAX));
        const auto trials = static_cast<int>(table.required_integer("trials", 0, INT32_MAX));
        if (successes > trials) table.mistake("successes", "more successes than trials", "exchange the two");
        if (!score.counts.emplace(name, decision::BetaCount{successes, trials}).second) table.mistake("campaign", "this count stands here twice", "remove one of the two");
        table.finish();
    }
    root.finish();
    return score;
}

}  // namespace

std::vector<decision::ScoreTable> read_scores(SourceFiles& files, const std::filesystem::path& folder, config::Mistakes& mistakes) {
    std::vector<decision::ScoreTable> scores;
    for (const auto& file : files.list(folder / "scores", ".tsv", SourceFiles::Presence::optional)) scores.push_back(read_rows(files.read_text(file), file, mistakes));
    for (const auto& file : files.list(folder / "scores", ".toml", SourceFiles::Presence::optional)) {
        auto root = files.read(file, SourceFiles::Presence::required);
        if (root.present()) scores.push_back(read_tables(root, file));
    }
    for (std::size_t each = 1; each < scores.size(); ++each) {
        for (std::size_t before = 0; before < each; ++before) {
            if (scores[each].name == scores[before].name) mistakes.add({(folder / "scores").string(), 1, 1}, fmt::format("two tables of scores are called '{}'", scores[each].name), "give the file another name");
        }
    }
    return scores;
}

}  // namespace silverlane::campaigns
