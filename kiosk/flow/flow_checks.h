// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What can only be checked when all flow files are read: that every target exists, that every step can be reached, that every condition
// on an entry can come true. Used by flow_file.cpp only; pure.
#pragma once

#include <vector>

#include "config/reader.h"
#include "kiosk/flow/step_reader.h"

namespace silverlane::flow {

/// Adds a mistake for each thing that does not fit. `start` are the places that need nobody to lead there (home, idle, help ...).
void check_together(const std::vector<ReadFlow>& flows, const std::vector<Place>& start, config::Mistakes& mistakes);

}  // namespace silverlane::flow
