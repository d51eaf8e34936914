// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The screen form of a typed value, with figures: the twin of voice/spoken_forms.h. Pure; any thread. Only the kinds that the kiosk's
// texts use; an unknown kind shows the value as it is.
#pragma once

#include <string>
#include <string_view>

namespace silverlane::scene {

/// ("ahead", "5", "zh-CN") -> "前面还有 5 位". `language` is BCP 47; what is not Chinese is written in English.
std::string shown(std::string_view kind, std::string_view value, std::string_view language);

}  // namespace silverlane::scene
