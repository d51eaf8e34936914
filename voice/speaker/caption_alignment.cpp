// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/caption_alignment.h"

#include <algorithm>
#include <cstdint>

#include "voice/mandarin/characters.h"

namespace silverlane::voice {

namespace {

struct Token {
    std::size_t begin;
    std::size_t end;
};

/// Latin words with their digits, apostrophes and hyphens stay together: "o'clock", "A107", "twenty-six".
bool joins_word(char32_t c) { return is_latin_letter(c) || (c >= U'0' && c <= U'9') || c == U'\'' || c == U'’' || c == U'-'; }

std::vector<Token> tokens_of(std::u32string_view text) {
    std::vector<Token> tokens;
    std::size_t i = 0;
    while (i < text.size()) {
        if (text[i] == U' ') {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        if (joins_word(text[i])) {
            while (end < text.size() && joins_word(text[end])) ++end;
        }
        tokens.push_back({i, end});
        i = end;
    }
    return tokens;
}

char32_t folded(char32_t c) { return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c; }

bool same_word(std::u32string_view a, std::u32string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char32_t x, char32_t y) { return folded(x) == folded(y); });
}

/// For each said token the equal caption token, or npos: a longest common subsequence.
std::vector<std::size_t> match_tokens(std::u32string_view said, const std::vector<Token>& said_tokens, std::u32string_view caption,
                                      const std::vector<Token>& caption_tokens) {
    const std::size_t rows = said_tokens.size();
    const std::size_t columns = caption_tokens.size();
    const auto same = [&](std::size_t i, std::size_t j) {
        const Token a = said_tokens[i];
        const Token b = caption_tokens[j];
        return same_word(said.substr(a.begin, a.end - a.begin), caption.substr(b.begin, b.end - b.begin));
    };
    std::vector<std::uint32_t> best((rows + 1) * (columns + 1), 0);
    const auto cell = [&best, columns](std::size_t i, std::size_t j) -> std::uint32_t& { return best[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            cell(i, j) = same(i, j) ? cell(i + 1, j + 1) + 1 : std::max(cell(i + 1, j), cell(i, j + 1));
        }
    }
    std::vector<std::size_t> matches(rows, std::u32string_view::npos);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows && j < columns) {
        if (same(i, j) && cell(i, j) == cell(i + 1, j + 1) + 1) matches[i++] = j++;
        else if (cell(i + 1, j) >= cell(i, j + 1)) ++i;
        else ++j;
    }
    return matches;
}

}  // namespace

std::vector<CaptionSpan> align_caption(std::u32string_view said, std::u32string_view caption) {
    std::vector<CaptionSpan> spans(said.size());
    // A caption far longer than any text is not aligned at all, so that the table stays small.
    constexpr std::size_t kLongestCaption = 1000;
    if (caption.size() > kLongestCaption) return spans;
    const auto said_tokens = tokens_of(said);
    const auto caption_tokens = tokens_of(caption);
    const auto matches = match_tokens(said, said_tokens, caption, caption_tokens);
    std::size_t caption_done = 0;
    std::size_t i = 0;
    while (i < said_tokens.size()) {
        std::size_t run_end = i;
        while (run_end < said_tokens.size() && matches[run_end] == std::u32string_view::npos) ++run_end;
        const std::size_t caption_until = run_end < said_tokens.size() ? matches[run_end] : caption_tokens.size();
        CaptionSpan between;
        if (caption_done < caption_until) between = {caption_tokens[caption_done].begin, caption_tokens[caption_until - 1].end};
        for (; i < run_end; ++i) std::fill(spans.begin() + static_cast<std::ptrdiff_t>(said_tokens[i].begin),
                                           spans.begin() + static_cast<std::ptrdiff_t>(said_tokens[i].end), between);
        if (i == said_tokens.size()) break;
        const Token own = caption_tokens[caption_until];
        std::fill(spans.begin() + static_cast<std::ptrdiff_t>(said_tokens[i].begin),
                  spans.begin() + static_cast<std::ptrdiff_t>(said_tokens[i].end), CaptionSpan{own.begin, own.end});
        caption_done = caption_until + 1;
        ++i;
    }
    return spans;
}

}  // namespace silverlane::voice
