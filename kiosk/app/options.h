// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The kiosk's command line as values. Pure; main reads it once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace silverlane::kiosk {

struct Options {
    std::filesystem::path config = "/etc/silverlane/kiosk.toml";
    std::optional<std::filesystem::path> control;   ///< refused unless [security] test_control = true
    std::optional<std::string> presenter;           ///< window, texture or memory instead of [terminal] presenter
    std::optional<std::filesystem::path> gallery;   ///< draw every template into this folder and end
    bool check_config = false;
    bool audit = false;                              ///< the accessibility audit instead of a kiosk
    std::optional<std::filesystem::path> report;     ///< where the audit writes its page
    bool version = false;
    bool help = false;
};

inline constexpr const char* kUsage =
    "silverlane-kiosk [--config FILE] [--check-config] [--audit [--report FILE]] [--control SOCKET] [--presenter window|texture|memory] "
    "[--gallery FOLDER] [--version]\n";

/// Errors: invalid_input naming the word.
Result<Options> parse_options(const std::vector<std::string>& words);

}  // namespace silverlane::kiosk
