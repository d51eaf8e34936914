// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/lexicon_source.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "base/split_text.h"
#include "base/utf8.h"
#include "voice/mandarin/characters.h"
#include "voice/mandarin/lexicon_format.h"
#include "voice/mandarin/syllable.h"
#include "voice/mandarin/table_text.h"

namespace silverlane::voice {

namespace {

/// Collects mistakes as FILE:LINE: what.
class Mistakes {
public:
    void add(const std::string& name, std::size_t line, const std::string& what) {
        constexpr int kMostTold = 20;
        if (++count_ > kMostTold) return;
        text_ += (text_.empty() ? "" : "\n") + name + ":" + std::to_string(line) + ": " + what;
    }
    [[nodiscard]] bool any() const { return count_ > 0; }
    [[nodiscard]] Error error() const { return Error(ErrorCode::invalid_input, text_); }

private:
    std::string text_;
    int count_ = 0;
};

using Columns = std::vector<std::string_view>;

/// Each row that is neither empty nor a comment; `read` answers what is wrong with it, or an empty text.
template <class Read>
void each_row(const NamedText& source, Mistakes& mistakes, const Read& read) {
    if (!is_valid_utf8(source.text)) {
        mistakes.add(source.name, 1, "not UTF-8");
        return;
    }
    std::size_t number = 0;
    for (std::string_view line : split_text(source.text, '\n')) {
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || (line.front() == '#' && !line.starts_with("#unknown\t"))) continue;
        const std::string wrong = read(split_text(line, '\t'));
        if (!wrong.empty()) mistakes.add(source.name, number, wrong);
    }
}

std::optional<std::int16_t> whole_16_bits(std::string_view text) {
    const auto number = whole_number(text, std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max());
    if (!number) return std::nullopt;
    return static_cast<std::int16_t>(*number);
}

/// "hang2", or "hang2:5/xing2:2", perhaps with "!" at the end; `held_by` is the mask of a reading that names none.
std::optional<SourceCell> parse_cell(std::string_view text, std::uint8_t held_by) {
    SourceCell cell;
    if (text == "-") return cell;
    if (text.ends_with('!')) {
        cell.settled = true;
        text.remove_suffix(1);
    }
    for (const std::string_view part : split_text(text, '/')) {
        const std::size_t colon = part.find(':');
        const std::string_view syllable = part.substr(0, colon);
        std::uint8_t mask = held_by;
        if (colon != std::string_view::npos) {
            const auto number = whole_number(part.substr(colon + 1), 0, kMasks - 1);
            if (!number) return std::nullopt;
            mask = static_cast<std::uint8_t>(*number);
        }
        if (!Syllable::parse(syllable)) return std::nullopt;
        cell.readings.emplace_back(syllable, mask);
    }
    if (cell.readings.size() > kMostCandidates) return std::nullopt;
    return cell;
}

class WordRows {
public:
    explicit WordRows(LexiconSource& source) : source_(source) {}

    std::string read(const Columns& columns) {
        if (columns.front() == "#unknown") {
            const auto cost = columns.size() == 2 ? whole_number(columns[1], 0, 1'000'000) : std::nullopt;
            if (!cost) return "#unknown takes one whole number";
            source_.unknown_cost = *cost;
            return {};
        }
        if (columns.size() < 3 || columns.size() > 5) return "a row has word, cost, part of speech, and perhaps dictionaries and cells";
        SourceWord word;
        word.text = decode_utf8(columns[0]);
        const bool hanzi = std::all_of(word.text.begin(), word.text.end(), is_hanzi);
        if (word.text.empty() || word.text.size() > kLongestWord || !hanzi) return "a word has one to eight hanzi";
        if (!seen_.insert(word.text).second) return "the word stands here twice";
        const auto cost = whole_number(columns[1], 0, 255);
        if (!cost) return "a cost is 0 to 255";
        word.cost = static_cast<std::uint8_t>(*cost);
        word.part_of_speech = columns[2];
        if (word.part_of_speech.empty() || word.part_of_speech.size() > 4) return "a part of speech has one to four letters";
        if (columns.size() > 3) {
            const auto mask = whole_number(columns[3], 0, kMasks - 1);
            if (!mask) return "the mask of dictionaries is 0 to 63";
            word.dictionaries = static_cast<std::uint8_t>(*mask);
        }
        return columns.size() > 4 ? read_cells(columns[4], std::move(word)) : keep(std::move(word));
    }

private:
    std::string read_cells(std::string_view cells, SourceWord word) {
        const auto parts = split_text(cells, ' ');
        if (parts.size() != word.text.size()) return "there is one cell for each character";
        for (const std::string_view part : parts) {
            auto cell = parse_cell(part, word.dictionaries);
            if (!cell) return "'" + std::string(part) + "' is no cell, for example hang2 or hang2:5/xing2:2";
            word.cells.push_back(std::move(*cell));
        }
        return keep(std::move(word));
    }

    std::string keep(SourceWord word) {
        if (word.text.size() == 1 && !word.cells.empty() && !word.cells.front().readings.empty()) {
            SourceCharacter character{word.text.front(), {}, false};
            for (const auto& [syllable, mask] : word.cells.front().readings) character.candidates.emplace_back(syllable, std::int16_t{0});
            source_.characters.push_back(std::move(character));
        }
        source_.words.push_back(std::move(word));
        return {};
    }

    LexiconSource& source_;
    std::set<std::u32string> seen_;
};

/// "02s.7.5" -> its place among the votes.
std::optional<std::size_t> parse_vote(std::string_view text) {
    const auto parts = split_text(text, '.');
    if (parts.size() != 3 || parts[0].size() != 3) return std::nullopt;
    const std::size_t relation = std::string_view("sicx").find(parts[0][2]);
    const auto length = whole_number(parts[0].substr(1, 1), 2, 4);
    const auto dictionaries = whole_number(parts[1], 0, kMasks - 1);
    const auto saying = whole_number(parts[2], 0, kMasks - 1);
    const bool ranked = parts[0][0] == '0' || parts[0][0] == '1';
    if (!ranked || relation == std::string_view::npos || !length || !dictionaries || !saying) return std::nullopt;
    return vote_index(parts[0][0] == '0', static_cast<std::size_t>(*length), static_cast<Relation>(relation),
                      static_cast<unsigned>(*dictionaries), static_cast<unsigned>(*saying));
}

class WeightRows {
public:
    explicit WeightRows(LexiconSource& source) : source_(source) {
        source_.votes.assign(kVotes, 0);
        for (std::size_t i = 0; i < source_.characters.size(); ++i) places_.emplace(source_.characters[i].character, i);
    }

    std::string read(const Columns& columns) {
        if (columns[0] == "char") return read_character(columns);
        if (columns[0] == "vote") return read_vote(columns);
        if (columns[0] == "option") return read_option(columns);
        return read_feature(columns);
    }

private:
    std::string read_character(const Columns& columns) {
        const std::u32string character = columns.size() == 4 ? decode_utf8(columns[1]) : std::u32string();
        if (character.size() != 1 || !is_hanzi(character[0])) return "a char row has one hanzi, its candidates and their biases";
        const auto syllables = split_text(columns[2], ' ');
        const auto biases = split_text(columns[3], ' ');
        if (syllables.size() != biases.size() || syllables.size() > kMostCandidates) return "there is one bias for each candidate, sixteen at most";
        SourceCharacter row{character[0], {}, true};
        for (std::size_t i = 0; i < syllables.size(); ++i) {
            const auto bias = whole_16_bits(biases[i]);
            if (!Syllable::parse(syllables[i]) || !bias) return "a candidate is a syllable such as hang2, a bias a whole number of 16 bits";
            row.candidates.emplace_back(syllables[i], *bias);
        }
        if (!learned_.insert(character[0]).second) return "the character has a char row already";
        const auto [place, added] = places_.emplace(character[0], source_.characters.size());
        if (added) source_.characters.push_back(std::move(row));
        else source_.characters[place->second] = std::move(row);
        return {};
    }

    std::string read_vote(const Columns& columns) {
        const auto index = columns.size() == 3 ? parse_vote(columns[1]) : std::nullopt;
        const auto weight = columns.size() == 3 ? whole_16_bits(columns[2]) : std::nullopt;
        if (!index || !weight) return "a vote row has a key such as 02s.7.5 and a weight";
        source_.votes[*index] = *weight;
        return {};
    }

    std::string read_option(const Columns& columns) {
        const auto value = columns.size() == 3 ? whole_number(columns[2], 0, 1'000'000) : std::nullopt;
        if (!value) return "an option has a name and a whole number";
        if (columns[1] == "doubt") source_.doubt_margin = *value;
        else if (columns[1] != "scale") return "options are doubt and scale";
        return {};
    }

    std::string read_feature(const Columns& columns) {
        if (columns.size() != 3) return "a row is char, vote, option, or a character, a feature and its weights";
        const std::u32string character = decode_utf8(columns[0]);
        if (character.size() != 1 || learned_.count(character[0]) == 0) return "the character has no char row above";
        const std::size_t equals = columns[1].find('=');
        const auto name = std::find(kTemplateNames.begin(), kTemplateNames.end(), columns[1].substr(0, equals));
        if (equals == std::string_view::npos || name == kTemplateNames.end()) return "'" + std::string(columns[1]) + "' is no feature";
        FeatureKey key(character[0], static_cast<Template>(name - kTemplateNames.begin()));
        SourceFeature feature{key.add(decode_utf8(columns[1].substr(equals + 1))).value(), {}};
        const std::size_t candidates = source_.characters[places_.at(character[0])].candidates.size();
        for (const std::string_view weight : split_text(columns[2], ' ')) {
            const auto value = whole_16_bits(weight);
            if (!value || feature.weights.size() == candidates) return "there is a weight of 16 bits for each candidate at most";
            feature.weights.push_back(*value);
        }
        feature.weights.resize(candidates, 0);
        source_.features.push_back(std::move(feature));
        return {};
    }

    LexiconSource& source_;
    std::map<char32_t, std::size_t> places_;
    std::set<char32_t> learned_;
};

}  // namespace

Result<LexiconSource> read_lexicon_source(const NamedText& words, const NamedText& weights) {
    LexiconSource source;
    Mistakes mistakes;
    WordRows word_rows(source);
    each_row(words, mistakes, [&word_rows](const Columns& columns) { return word_rows.read(columns); });
    WeightRows weight_rows(source);
    each_row(weights, mistakes, [&weight_rows](const Columns& columns) { return weight_rows.read(columns); });
    if (!mistakes.any() && source.unknown_cost == 0) mistakes.add(words.name, 1, "no #unknown row");
    if (!mistakes.any() && source.words.empty()) mistakes.add(words.name, 1, "no words");
    if (mistakes.any()) return mistakes.error();
    return source;
}

}  // namespace silverlane::voice
