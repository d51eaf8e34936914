// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Amounts as the bank sends them (fen, decimal digits) into the form that texts and spoken forms take ("12,345.60"), from one private text
// into another. Pure; any thread.
#pragma once

#include <optional>

#include "base/private_text.h"

namespace silverlane::kiosk {

/// "1234560" -> "12,345.60"; a sign stays in front. Nothing when it is no whole number: then nothing is shown rather than something wrong.
std::optional<PrivateText> yuan_from_fen(const PrivateText& fen);

}  // namespace silverlane::kiosk
