// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/queue_settings.h"

#include <algorithm>
#include <cctype>

namespace silverlane::drivers::queue {

namespace {

using Secret = std::shared_ptr<const SecretText>;

Secret read_secret(config::TableReader& table, std::string_view key, const std::filesystem::path& folder) {
    const auto file = table.optional_text(key);
    if (!file) return nullptr;
    auto secret = SecretText::load(folder / *file);
    if (secret) return std::make_shared<const SecretText>(std::move(secret).value());
    table.mistake(key, secret.error().message(), "name a file that only its owner can read");
    return std::make_shared<const SecretText>("");
}

/// A profile is named, never a path: a configuration cannot reach outside the folder.
bool is_plain_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}

Profile read_named_profile(config::TableReader& table, const std::filesystem::path& profiles) {
    const std::string name = table.required_text("profile");
    if (name.empty()) return {};
    if (!is_plain_name(name)) {
        table.mistake("profile", "'" + name + "' is no profile name", "write the name of a file in " + profiles.string() + " without .toml");
        return {};
    }
    auto profile = load_profile(profiles / (name + ".toml"));
    if (profile) return std::move(profile).value();
    table.mistake("profile", profile.error().text(), "use a profile that is in " + profiles.string());
    return {};
}

std::optional<HookSettings> read_hook(config::TableReader table, const std::filesystem::path& folder) {
    if (!table.present()) return std::nullopt;
    HookSettings hook;
    hook.server = table.required_text("server");
    hook.path = table.text("path", "/qpevents/hooks/register");
    hook.callback = table.required_text("callback");
    hook.every = std::chrono::seconds{table.integer("every_seconds", 300, 10, 86'400)};
    hook.authorization = read_secret(table, "authorization_file", folder);
    table.finish();
    return hook;
}

void read_branches(config::TableReader& table, SourceSettings& source) {
    source.only_branch = BranchId{table.text("branch", "")};
    config::TableReader branches = table.table("branches");
    for (const std::string& theirs : branches.keys()) source.branches.emplace_back(theirs, BranchId{branches.required_text(theirs)});
    if (branches.present()) branches.finish();
    if (source.branches.empty() == source.only_branch.empty()) {
        table.mistake("branch", "the source needs either one branch or a table of branches", "write branch = \"0791\", or [drivers.queue.source.branches] with lines like 1 = \"0791\"");
    }
}

SourceSettings read_source(config::TableReader table, const std::filesystem::path& folder, const std::filesystem::path& profiles) {
    SourceSettings source;
    source.name = table.required_text("name");
    source.path = table.text("path", "/events/" + source.name);
    if (!source.path.starts_with('/')) table.mistake("path", "'" + source.path + "' is no path", "begin it with '/'");
    source.profile = read_named_profile(table, profiles);
    if (const auto pointer = table.optional_text("customer_reference")) source.profile.fields.customer_reference = {*pointer};
    source.token = read_secret(table, "token_file", folder);
    source.hmac = read_secret(table, "hmac_file", folder);
    if ((source.token == nullptr) == (source.hmac == nullptr)) {
        table.mistake("token_file", "the source has to prove itself in exactly one way", "name a token_file, or an hmac_file where the sender signs");
    }
    source.token_header = table.text("token_header", source.token_header);
    source.token_query = table.text("token_query", "");
    source.hmac_header = table.text("hmac_header", source.hmac_header);
    read_branches(table, source);
    source.hook = read_hook(table.table("hook"), folder);
    table.finish();
    return source;
}

}  // namespace

QueueSettings read_queue_settings(config::TableReader table, const std::filesystem::path& folder, const std::filesystem::path& profiles) {
    QueueSettings settings;
    settings.server.address = table.text("address", "0.0.0.0");
    settings.server.port = static_cast<std::uint16_t>(table.integer("port", 8090, 0, 65535));
    settings.server.longest_body = static_cast<std::size_t>(table.integer("longest_body", 64 * 1024, 1024, 1024 * 1024));
    settings.server.threads = 4;
    settings.server.most_connections = 128;
    settings.server.most_from_one_address = 64;
    config::TableReader tls = table.table("tls");
    if (tls.present()) {
        settings.server.tls = net::TlsFiles{folder / tls.required_text("certificate"), folder / tls.required_text("key")};
        tls.finish();
    }
    for (config::TableReader& source : table.tables("source")) settings.sources.push_back(read_source(source, folder, profiles));
    if (settings.sources.empty()) {
        table.mistake("source", "no queue server may send", "add a [[drivers.queue.source]] with name, profile, token_file and branch");
    }
    for (std::size_t i = 0; i < settings.sources.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (settings.sources[i].path == settings.sources[j].path) {
                table.mistake("source", "two sources have the path " + settings.sources[i].path, "give each a path of its own");
            }
        }
    }
    table.finish();
    return settings;
}

}  // namespace silverlane::drivers::queue
