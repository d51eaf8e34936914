// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/context.h"

#include <algorithm>
#include <array>

#include "voice/mandarin/characters.h"

namespace silverlane::voice {

namespace {

constexpr char32_t kBefore = U'^';
constexpr char32_t kAfter = U'$';
constexpr std::array<char, 4> kRelationLetters{'s', 'i', 'c', 'x'};

Relation relation_of(const FoundWord& word, const Token& token) {
    if (word.begin == token.begin && word.end() == token.end) return Relation::same;
    if (word.begin >= token.begin && word.end() <= token.end) return Relation::inside;
    if (word.begin <= token.begin && word.end() >= token.end) return Relation::contains;
    return Relation::crosses;
}

/// One character and all that speaks for each of its candidates.
class Ballot {
public:
    Ballot(const Lexicon& lexicon, const SegmentedText& text, std::size_t character)
        : lexicon_(lexicon), text_(text), at_(character), token_(text.token_at(character)),
          candidates_(lexicon.candidates(text.symbol(character))) {
        for (std::size_t i = 0; i < candidates_.size(); ++i) score_[i] = candidates_[i].bias;
    }

    ContextReading result() {
        count_votes();
        weigh_characters();
        weigh_words();
        std::size_t best = 0;
        for (std::size_t i = 1; i < candidates_.size(); ++i) {
            if (score_[i] > score_[best]) best = i;
        }
        std::size_t second = best == 0 && candidates_.size() > 1 ? 1 : 0;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            if (i != best && score_[i] > score_[second]) second = i;
        }
        return {candidates_[best].syllable, candidates_[second].syllable, score_[best] - score_[second]};
    }

private:
    void count_votes() {
        const Token& token = text_.tokens()[token_];
        std::size_t longest = 0;
        each_voter([&longest](const FoundWord& word, const CellRecord&) { longest = std::max<std::size_t>(longest, word.word->length); });
        FeatureKey dictionary = key(Template::dictionary);
        bool named = false;
        each_voter([&](const FoundWord& word, const CellRecord& cell) {
            const Relation relation = relation_of(word, token);
            const auto readings = lexicon_.readings(cell);
            if (!named && word.word->length == longest) {
                named = true;
                dictionary.add(lexicon_.syllable(readings.front().syllable).text()).add(std::string_view(&kRelationLetters[static_cast<std::size_t>(relation)], 1));
            }
            for (const CellReading& reading : readings) {
                const std::size_t vote = vote_index(word.word->length == longest, word.word->length, relation, word.word->dictionaries, reading.dictionaries);
                for (std::size_t i = 0; i < candidates_.size(); ++i) {
                    if (candidates_[i].syllable == reading.syllable) score_[i] += lexicon_.vote(vote);
                }
            }
        });
        if (!named) dictionary.add(U'-');
        weigh(dictionary);
    }

    /// Words of two and more characters that cover the character and say something of it, leftmost first, of one start the shorter first.
    template <class Visit>
    void each_voter(const Visit& visit) const {
        const std::size_t first = at_ >= kLongestWord ? at_ - (kLongestWord - 1) : 0;
        for (std::size_t begin = first; begin <= at_; ++begin) {
            for (const FoundWord& word : text_.words_from(begin)) {
                if (word.word->length < 2 || word.end() <= at_) continue;
                if (const CellRecord* cell = lexicon_.cell(*word.word, at_ - begin)) visit(word, *cell);
            }
        }
    }

    void weigh_characters() {
        const std::array<char32_t, 7> c{character(-3), character(-2), character(-1), 0, character(1), character(2), character(3)};
        weigh(key(Template::before_3).add(c[0]));
        weigh(key(Template::before_2).add(c[1]));
        weigh(key(Template::before_1).add(c[2]));
        weigh(key(Template::after_1).add(c[4]));
        weigh(key(Template::after_2).add(c[5]));
        weigh(key(Template::after_3).add(c[6]));
        weigh(key(Template::pair_before).add(c[1]).add(c[2]));
        weigh(key(Template::pair_after).add(c[4]).add(c[5]));
        weigh(key(Template::pair_around).add(c[2]).add(c[4]));
    }

    void weigh_words() {
        const Token& own = text_.tokens()[token_];
        const std::size_t offset = at_ - own.begin;
        const auto digit = [](std::size_t number) { return U'0' + static_cast<char32_t>(number); };
        weigh(key(Template::own_word).add(own.text).add(U'@').add(digit(offset)));
        weigh(key(Template::own_class).add(own.part_of_speech).add(U'@').add(digit(std::min<std::size_t>(offset, 2))));
        weigh(key(Template::word_before).add(word(-1)));
        weigh(key(Template::word_after).add(word(1)));
        weigh(key(Template::class_before).add(word_class(-1)));
        weigh(key(Template::class_after).add(word_class(1)));
    }

    [[nodiscard]] FeatureKey key(Template name) const { return {text_.normal()[at_], name}; }

    void weigh(const FeatureKey& feature) {
        const std::int16_t* weights = lexicon_.weights(feature);
        if (weights == nullptr) return;
        for (std::size_t i = 0; i < candidates_.size(); ++i) score_[i] += weights[i];
    }

    [[nodiscard]] char32_t character(int distance) const {
        const auto place = static_cast<std::ptrdiff_t>(at_) + distance;
        if (place < 0) return kBefore;
        return static_cast<std::size_t>(place) < text_.normal().size() ? text_.normal()[static_cast<std::size_t>(place)] : kAfter;
    }

    /// The token that many words away; nothing before the first and after the last.
    [[nodiscard]] const Token* token(int distance) const {
        const auto place = static_cast<std::ptrdiff_t>(token_) + distance;
        if (place < 0 || static_cast<std::size_t>(place) >= text_.tokens().size()) return nullptr;
        return &text_.tokens()[static_cast<std::size_t>(place)];
    }
    [[nodiscard]] std::u32string_view word(int distance) const {
        const Token* other = token(distance);
        return other != nullptr ? other->text : (distance < 0 ? U"^" : U"$");
    }
    [[nodiscard]] std::string_view word_class(int distance) const {
        const Token* other = token(distance);
        return other != nullptr ? other->part_of_speech : (distance < 0 ? "^" : "$");
    }

    const Lexicon& lexicon_;
    const SegmentedText& text_;
    std::size_t at_;
    std::size_t token_;
    std::span<const CandidateRecord> candidates_;
    std::array<int, kMostCandidates> score_{};
};

}  // namespace

std::optional<std::uint16_t> settled_reading(const Lexicon& lexicon, const SegmentedText& text, std::size_t character) {
    const Token& token = text.tokens()[text.token_at(character)];
    if (token.word == nullptr || token.word->length < 2) return std::nullopt;
    const CellRecord* cell = lexicon.cell(*token.word, character - token.begin);
    if (cell == nullptr || cell->settled == 0) return std::nullopt;
    return lexicon.readings(*cell).front().syllable;
}

ContextReading context_reading(const Lexicon& lexicon, const SegmentedText& text, std::size_t character) {
    return Ballot(lexicon, text, character).result();
}

}  // namespace silverlane::voice
