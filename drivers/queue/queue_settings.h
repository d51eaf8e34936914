// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Settings of the queue webhook receiver, section [drivers.queue] of kiosk.toml or hub.toml (the host does not matter). Each source (one
// queue server) has a path, a profile and a secret of its own. Values; read once at start by one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/identifier.h"
#include "base/secret_text.h"
#include "config/reader.h"
#include "drivers/queue/queue_profile.h"
#include "net/http_server.h"

namespace silverlane::drivers::queue {

/// Some servers (Orchestra) silently forget a webhook after one failed POST: ask for it again and again.
struct HookSettings {
    std::string server;          ///< "http://orchestra.example:8080"
    std::string path;            ///< "/qpevents/hooks/register"
    std::string callback;        ///< our address as the server sees it; the token is appended where the source uses token_query
    Milliseconds every{300'000};
    std::shared_ptr<const SecretText> authorization;   ///< value of the Authorization header, or null
};

struct SourceSettings {
    std::string name;                                  ///< for logs, metrics and Arrival::source ("queue:<name>")
    std::string path;                                  ///< "/events/qmatic"
    Profile profile;
    /// Exactly one of the two is set.
    std::shared_ptr<const SecretText> token;
    std::shared_ptr<const SecretText> hmac;
    std::string token_header = "Authorization";        ///< "Bearer <token>" or the bare token
    std::string token_query;                           ///< for senders that cannot set a header: the query parameter that holds it
    std::string hmac_header = "X-Signature";
    std::vector<std::pair<std::string, BranchId>> branches;   ///< the machine's name for a branch -> ours
    BranchId only_branch;                              ///< for a server of one branch; then `branches` is empty
    std::optional<HookSettings> hook;
};

struct QueueSettings {
    net::ServerSettings server;
    std::vector<SourceSettings> sources;
};

/// Reads the table [drivers.queue] and the files it names. Relative secret files count from `folder` (the configuration's own), profiles
/// are `<profiles>/<name>.toml`. Everything wrong becomes a mistake of the reader.
QueueSettings read_queue_settings(config::TableReader table, const std::filesystem::path& folder, const std::filesystem::path& profiles);

}  // namespace silverlane::drivers::queue
