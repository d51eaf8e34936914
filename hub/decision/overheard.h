// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The lint for what staff say first: it may be heard by the whole hall, so it holds no product, holding, date, amount or age. Pure; any
// thread. Used on every decision in tests, and on the page's words by the lint of texts.
#pragma once

#include <string>
#include <string_view>

#include "hub/protocol/alert.h"

namespace silverlane::decision {

/// Empty when the text may be said aloud in a hall; else the word or character that may not.
std::string overheard_mistake(std::string_view text);

/// Empty when the line is a first sentence whose arguments, if any, are the words "zh" and "en" and may be said aloud; else what is wrong.
std::string overheard_mistake(const protocol::Line& line);

}  // namespace silverlane::decision
