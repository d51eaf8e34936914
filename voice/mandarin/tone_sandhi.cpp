// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/mandarin/tone_sandhi.h"

#include <cstddef>
#include <string_view>

namespace silverlane::voice {

namespace {

constexpr std::u32string_view kFigures = U"零〇幺一二三四五六七八九";
constexpr std::u32string_view kPlaces = U"十百千万亿";
/// After a lone 一 these make it a label, a date or a range, where it keeps its first tone.
constexpr std::u32string_view kLabels = U"号月日楼层到至";

bool among(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool is_number(char32_t c) { return among(c, kFigures) || among(c, kPlaces); }
/// What 个 follows as a measure word.
bool counts(char32_t c) { return is_number(c) || among(c, U"两几半多每这那哪"); }

class SandhiPass {
public:
    SandhiPass(std::span<const ReadCharacter> reading, std::vector<Syllable>& said) : reading_(reading), said_(said) {}

    void run() {
        for (std::size_t i = 0; i < reading_.size(); ++i) {
            if (said_[i].empty() || reading_[i].tone_is_fixed) continue;  // a house word has said how it is read
            if (character(i) == U'不' && tone_at(i + 1) == 4) said_[i] = said_[i].in_tone(2);
            if (character(i) == U'一' && !keeps_first_tone(i)) set_yi(i);
            if (character(i) == U'个' && i > 0 && counts(character(i - 1))) said_[i] = said_[i].in_tone(5);
        }
        for (std::size_t begin = 0; begin < said_.size();) {
            std::size_t end = begin;
            while (end < said_.size() && said_[end].tone() == 3) ++end;
            third_tones(begin, end);
            begin = end + 1;
        }
    }

private:
    void set_yi(std::size_t i) {
        const int next = tone_at(i + 1);
        if (next == 4 || (next == 5 && character(i + 1) == U'个')) said_[i] = said_[i].in_tone(2);
        else if (next >= 1 && next <= 3) said_[i] = said_[i].in_tone(4);
    }

    /// A run of third tones. From the right: what stands before a syllable that is still third becomes second; inside a word of three and
    /// more all but the last do, because such words are mostly built of a pair and one more.
    void third_tones(std::size_t begin, std::size_t end) {
        for (std::size_t i = end; i-- > begin;) {
            if (i + 1 >= end) continue;
            const bool same_word = !reading_[i + 1].begins_word;
            if (same_word || said_[i + 1].tone() == 3) said_[i] = said_[i].in_tone(2);
        }
    }

    /// 0 where no syllable follows at once: at the end, or before a pause.
    [[nodiscard]] int tone_at(std::size_t i) const { return i < reading_.size() ? reading_[i].syllable.tone() : 0; }
    [[nodiscard]] char32_t character(std::size_t i) const { return i < reading_.size() ? reading_[i].character : U'\0'; }

    /// Ordinals (初一 too, but not 当初一定), labels, dates, digit strings, decimals, and the last place of a longer number (二十一元).
    [[nodiscard]] bool keeps_first_tone(std::size_t i) const {
        std::size_t begin = i;
        while (begin > 0 && is_number(character(begin - 1))) --begin;
        std::size_t end = i + 1;
        while (is_number(character(end))) ++end;
        const char32_t before = begin > 0 ? character(begin - 1) : U'\0';
        if (before == U'第' || (before == U'初' && !reading_[begin].begins_word) || (before == U'点' && decimal_point(begin - 1))) return true;
        if (before == U'之' && end - begin == 1) return true;
        if (end - begin == 1) return among(character(i + 1), kLabels);
        return !among(character(i + 1), kPlaces) || (i > begin && character(i - 1) == U'十');  // 十一万
    }

    /// 点 is a decimal point in 百分之…点…, and the clock elsewhere.
    [[nodiscard]] bool decimal_point(std::size_t point) const {
        std::size_t begin = point;
        while (begin > 0 && is_number(character(begin - 1))) --begin;
        return begin > 0 && character(begin - 1) == U'之';
    }

    std::span<const ReadCharacter> reading_;
    std::vector<Syllable>& said_;
};

}  // namespace

std::vector<Syllable> spoken_syllables(std::span<const ReadCharacter> reading, Sandhi sandhi) {
    std::vector<Syllable> said;
    said.reserve(reading.size());
    for (const ReadCharacter& read : reading) said.push_back(read.syllable);
    if (sandhi == Sandhi::on) SandhiPass(reading, said).run();
    return said;
}

}  // namespace silverlane::voice
