// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Turns the texts of voice/mandarin/data (lexicon.tsv: words, costs and what dictionaries say of their readings; reading-weights.tsv:
// what was learned of readings in context) into the bytes of mandarin.lexicon. Used by silverlane-compile-lexicon when the project is
// built, and by tests; pure. It judges the form of every row, not whether a reading is true.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace silverlane::voice {

/// A text and the name that stands in errors.
struct NamedText {
    std::string_view text;
    std::string name;
};

/// Error invalid_input: every mistake (up to twenty), one a line, each as "FILE:LINE: what is wrong".
Result<std::vector<std::byte>> compile_lexicon(const NamedText& words, const NamedText& weights);

}  // namespace silverlane::voice
