// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Everything that is wrong with the flows, texts and settings of a kiosk, in one run: what `silverlanectl check` prints. Reads files and
// changes none; one thread. It asks no kiosk and no hub.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "config/reader.h"

namespace silverlane::ctl {

/// Where the files are. An empty path is not checked: without icons no icon is missed, without a style no text is judged.
struct ContentFolders {
    std::filesystem::path flows;
    std::filesystem::path strings;
    std::filesystem::path icons;
    std::filesystem::path style;      ///< text-style.toml
    std::filesystem::path glossary;   ///< glossary.tsv
    std::optional<std::filesystem::path> settings;   ///< kiosk.toml
};

struct ContentReport {
    config::Mistakes mistakes;   ///< what a kiosk refuses, or a customer would see or hear wrongly; sorted by file and line
    config::Mistakes warnings;   ///< what a person should look at
    std::size_t flows = 0, steps = 0, texts = 0, languages = 0;
    /// Every line "file:line:column: mistake: what; what instead", mistakes and warnings together in the order of the files.
    [[nodiscard]] std::string lines() const;
    /// "6 flows, 23 steps, 214 texts in 2 languages: no mistakes, 3 warnings"
    [[nodiscard]] std::string summary() const;
    /// The end of it: "2 mistakes, 1 warning".
    [[nodiscard]] std::string found() const;
};

/// The folders below `folder`: as they are installed (flows, strings, icons side by side) or in the sources (config/, with ui_assets beside
/// it). What the folder lacks, icons and style, is looked for in `installed` (share/silverlane).
ContentFolders folders_below(const std::filesystem::path& folder, const std::filesystem::path& installed);

ContentReport check_content(const ContentFolders& folders, const std::filesystem::path& installed);

}  // namespace silverlane::ctl
