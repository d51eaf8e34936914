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

inline constexpr const char* kUsage = "silverlane-hub [--config FILE] [--check-config] [--import FOLDER] [--version]\n";

/// Errors: invalid_input naming the word.
Result<Options> parse_options(const std::vector<std::string>& words);

}  // namespace silverlane::hub
