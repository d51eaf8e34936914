// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/expression.h"

#include <algorithm>

#include "base/check.h"

namespace silverlane::rules {

namespace {
constexpr std::size_t kShown = 8;   // mistakes in one error
}

int depth_of(const Expression& expression) {
    int deepest = 0;
    for (const Expression& part : expression.parts) deepest = std::max(deepest, depth_of(part));
    return deepest + 1;
}

std::string text_of(const Mistake& mistake) {
    std::string text = mistake.place.empty() ? mistake.what : mistake.place + ": " + mistake.what;
    if (!mistake.instead.empty()) text += "; " + mistake.instead;
    return text;
}

Error error_of(const std::vector<Mistake>& mistakes) {
    SILVERLANE_CHECK(!mistakes.empty());
    std::string text;
    for (std::size_t i = 0; i < std::min(mistakes.size(), kShown); ++i) text += (i == 0 ? "" : " | ") + text_of(mistakes[i]);
    if (mistakes.size() > kShown) text += " | and " + std::to_string(mistakes.size() - kShown) + " more";
    return {ErrorCode::invalid_input, text};
}

}  // namespace silverlane::rules
