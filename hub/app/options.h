// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The hub's command line as values. Pure; main reads it once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace silverlane::hub {

struct Options {
    std::filesystem::path config = "/etc/silverlane/hub.toml";
    std::optional<std::filesystem::path> import_folder;   ///< bring a bank's data into the store, then end
    bool check_config = false;
    bool version = false;
    bool help = false;
};

/// What --help prints.
inline constexpr const char* kHelp = R"(silverlane-hub [--config FILE] [--check-config] [--import FOLDER] [--version]

  --config FILE     the settings; left out: /etc/silverlane/hub.toml
  --check-config    prints every setting in effect, or every mistake of the file and of the keys, certificates and folders it names, and ends
  --import FOLDER   brings in branch.toml, staff.toml, customers.jsonl and the feeds that lie there, and ends; the hub may run meanwhile
  --version         prints the version, and ends
Without the last three it serves until it is told to stop (SIGTERM), and writes one event a line to standard error.

for example
  silverlane-hub --config /etc/silverlane/hub.toml --check-config
  sudo -u silverlane-hub silverlane-hub --import /srv/bank/today
)";

/// Errors: invalid_input naming the word.
Result<Options> parse_options(const std::vector<std::string>& words);

}  // namespace silverlane::hub
