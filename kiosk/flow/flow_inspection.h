// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reading flow files for whoever wants more than flows that run: silverlanectl shows every mistake of every file and what the files name.
// Values, one thread. A kiosk uses load_flows (flow_file.h), which takes nothing that has a mistake.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "config/reader.h"
#include "kiosk/flow/flow_file.h"

namespace silverlane::flow {

struct IconMention {
    std::string name;
    config::Position position;
};

/// What flow files name outside themselves.
struct NamesUsed {
    std::set<std::string, std::less<>> texts;
    std::set<std::string, std::less<>> prompts;
    std::vector<IconMention> icons;
};

struct FlowInspection {
    Flows flows;      ///< whatever could be read; fit for running only when there was no mistake
    NamesUsed used;
};

/// Every mistake of every *.toml of the folder goes to `mistakes`. When a file is not TOML, ways between flows are not judged.
FlowInspection inspect_flows(const std::filesystem::path& folder, const KnownTexts& texts, const Times& times, config::Mistakes& mistakes);

}  // namespace silverlane::flow
