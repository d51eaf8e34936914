// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The files that hub.toml names, opened once before anything is started: by the start, and by --check-config, so that the two cannot differ.
// On the main thread. It makes no file and no folder, takes no port, and leaves the database to a hub that may be running.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/keyed_hash.h"
#include "base/result.h"
#include "hub/app/hub_settings.h"
#include "hub/campaigns/rule_book.h"
#include "hub/http/static_files.h"

namespace silverlane::hub {

struct StartFiles {
    std::optional<HashKey> visit_codes;                        ///< always there in a hub that starts
    std::shared_ptr<const HashKey> portal;                     ///< [keys] portal, or nothing
    std::shared_ptr<const IdentifierHasher> identifiers;       ///< [keys] identifiers, or nothing
    campaigns::LoadedRules rules;
    http::StaticFiles pages;
    http::StaticFiles phone_pages;
    std::string api_document;
};

/// What a hub starts with: its settings, and every file that they name.
struct StartUp {
    HubSettings settings;
    StartFiles files;
};

/// Errors: invalid_input with every mistake of the settings (file, line, what to write) and every file that is missing, unreadable, readable by
/// others, or not what it should be, with the setting that names it; one a line. Never a file's contents.
Result<StartUp> load_start_up(const std::filesystem::path& file, const std::filesystem::path& installed_share);

}  // namespace silverlane::hub
