// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Turns one flow file's tables into a Flow and remembers where each step and target stood, for the checks that need all files
// (flow_checks.h). Used by flow_file.cpp only; one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/reader.h"
#include "kiosk/flow/flow_file.h"
#include "kiosk/flow/flow_inspection.h"

namespace silverlane::flow {

/// A place in a file that names another step.
struct Mention {
    Target target;
    config::Position position;
};

/// A condition on an entry, which some answer must set.
struct EntryMention {
    std::string key, value;
    config::Position position;
};

/// What the reader found besides the flow itself.
struct FlowOrigins {
    config::Position position;
    std::map<StepId, config::Position> steps;
    std::map<StepId, std::vector<Mention>> mentions;
    std::vector<EntryMention> entry_mentions;
    std::map<StepId, config::Position> backs;
    NamesUsed used;
};

struct ReadFlow {
    Flow flow;
    FlowOrigins origins;
};

/// Reads the top table of a flow file; mistakes go to the reader's collection.
ReadFlow read_flow(config::TableReader& top, const KnownTexts& texts);

}  // namespace silverlane::flow
