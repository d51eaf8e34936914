// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// silverlanectl voice spoken, with the streams handed in: values, one a line, to the words that are said. One thread.
#pragma once

#include <iosfwd>

#include "base/result.h"
#include "ctl/commands.h"

namespace silverlane::ctl {

/// `words`: --lang TAG KIND [-] [--style yao=off,liang=off]. A line of `answers` for each line of `values`, empty where there is no
/// spoken form; the reason goes to `complaints` with the line's number. A byte order mark and the CR of CRLF are no part of a value.
/// Errors: invalid_input (the command line, or values without a spoken form), not_found (no such kind; names all), unsupported (language).
Result<void> say_values(const Words& words, std::istream& values, std::ostream& answers, std::ostream& complaints);

}  // namespace silverlane::ctl
