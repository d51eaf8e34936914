// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Random values of every kind, with many zeros, ones and twos, because the rules of speech turn on those. Test code, one thread.
#pragma once

#include <string>
#include <vector>

#include "base/random_source.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {

struct MadeValue {
    std::string written;  ///< as a bank may write it: "¥1,250.50"
    std::string plain;    ///< the same value in its one plain form, which the readers give back: "1250.50"
};

/// A valid value of the kind.
MadeValue make_value(SpokenKind kind, RandomSource& random);

/// Every value of a kind that has few (month_day, time), else none.
std::vector<MadeValue> all_values(SpokenKind kind);

/// `plain` with one of its digits exchanged for another; never the same text. It may not be a value any more (the 32nd).
std::string with_another_digit(const std::string& plain, RandomSource& random);

}  // namespace silverlane::voice
