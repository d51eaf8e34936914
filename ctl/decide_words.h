// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The words with which `silverlanectl decide --explain` says why: for the bank's own people, never for a customer. Constants; any thread.
#pragma once

#include <string_view>

#include "hub/decision/explain.h"

namespace silverlane::ctl {

/// "zh" or anything else, which is English.
decision::ExplainWords decide_words(std::string_view language);

}  // namespace silverlane::ctl
