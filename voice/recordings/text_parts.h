// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A text with slots as the runs of words between them, and where these runs stand in a text whose slots are filled. Whatever the values
// are, runs and values together are exactly the filled text, so a recording can never say something else. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silverlane::voice {

/// "您的号码是{ticket}。{ahead}。" -> "您的号码是", "。", "。". One run more than there are slots; a run may be empty.
struct TextParts {
    std::vector<std::u32string> runs;
    std::vector<std::string> slots;

    [[nodiscard]] bool is_whole() const { return slots.empty(); }
    /// Whether run `index` has anything to say: letters or hanzi. Marks alone are a pause and are not recorded.
    [[nodiscard]] bool has_words(std::size_t index) const;
    /// Indexes of the runs with words; a recording belongs to each.
    [[nodiscard]] std::vector<std::size_t> worded() const;
};

/// The spoken form of a text, as config/strings has it. A brace without its partner is taken as a letter.
TextParts parts_of(std::string_view spoken);

struct Place {
    std::size_t begin = 0;   ///< code points, [begin, end)
    std::size_t end = 0;
};

/// Where each run stands in the filled text; nothing where the text is another one. The full stop that is set after a text without a mark at
/// its end, and the capital letter at a beginning, make no difference.
std::optional<std::vector<Place>> match_parts(const TextParts& parts, std::u32string_view filled);

/// Whether two texts are said in the same words: equal but for a full stop and blanks at the end, and a capital letter at the beginning.
bool same_words(std::string_view one, std::string_view other);

/// The form under which equal words are found: without full stop and blanks at the end, beginning in a small letter.
std::string words_key(std::string_view text);

}  // namespace silverlane::voice
