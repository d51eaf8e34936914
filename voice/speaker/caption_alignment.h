// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Finds which part of a caption each said character stands for, so that the word being heard can be highlighted. The two differ where
// the caption shows figures (A107, 3-5 min) and the voice says words. Pure; any thread. It knows nothing of sound.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace silverlane::voice {

/// Code points [begin, end) of the caption; empty where the caption has nothing for it.
struct CaptionSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const CaptionSpan&) const = default;
};

/// One span a character of `said`. Equal words map to each other; a run without an equal maps to the whole run that stands between the
/// same neighbours in the caption. Time grows with the product of the two lengths, which voice/speaker/text_check bounds.
std::vector<CaptionSpan> align_caption(std::u32string_view said, std::u32string_view caption);

}  // namespace silverlane::voice
