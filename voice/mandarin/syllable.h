// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One syllable of Mandarin in numbered pinyin: small letters, v for ü, then the tone 1 to 5 (5 is neutral). A value of eight bytes that
// allocates nothing; any thread. It knows the shape of a syllable, not whether Mandarin has it.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace silverlane::voice {

class Syllable {
public:
    /// No syllable: what a character has that is not read.
    constexpr Syllable() = default;

    /// "hang2" -> the syllable; nothing for any other shape (six letters at most: zhuang4).
    static constexpr std::optional<Syllable> parse(std::string_view text) {
        if (text.size() < 2 || text.size() > 7 || text.back() < '1' || text.back() > '5') return std::nullopt;
        const auto letters = text.substr(0, text.size() - 1);
        if (!std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return std::nullopt;
        Syllable syllable;
        std::copy(text.begin(), text.end(), syllable.text_.begin());
        syllable.size_ = static_cast<unsigned char>(text.size());
        return syllable;
    }

    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    [[nodiscard]] constexpr std::string_view text() const { return {text_.data(), size_}; }
    /// 1 to 5; 0 when empty.
    [[nodiscard]] constexpr int tone() const { return empty() ? 0 : text_[size_ - 1U] - '0'; }
    /// The same sound in another tone (1 to 5).
    [[nodiscard]] constexpr Syllable in_tone(int tone) const {
        Syllable changed = *this;
        if (!empty()) changed.text_[size_ - 1U] = static_cast<char>('0' + tone);
        return changed;
    }

    friend constexpr bool operator==(const Syllable& one, const Syllable& other) { return one.text() == other.text(); }

private:
    std::array<char, 7> text_{};
    unsigned char size_ = 0;
};

}  // namespace silverlane::voice
