// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/app/start_files.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "drivers/pin_block/pin_block.h"
#include "hub/bank/sandbox_data.h"
#include "hub/decision/rules.h"
#include "net/http_server.h"

namespace silverlane::hub {
namespace {

namespace fs = std::filesystem;

/// What is wrong, one a line, each behind the setting that names it.
class Problems {
public:
    void add(const std::string& setting, const Error& error) { text_ += setting + ": " + error.text() + "\n"; }
    /// The value; nothing when it is a problem.
    template <typename T>
    std::optional<T> value(const std::string& setting, Result<T> result) {
        if (result) return std::move(result).value();
        add(setting, result.error());
        return std::nullopt;
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

Result<campaigns::LoadedRules> load_rules(const RuleSettings& settings) {
    if (!settings.folder) return campaigns::LoadedRules{std::make_shared<const decision::Rules>(decision::service_only_rules()), {}};
    return campaigns::load_rules({settings.policies, *settings.folder});
}

Result<std::string> read_text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Error(ErrorCode::not_found, "cannot open '" + file.string() + "'");
    return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void open_keys(const KeySettings& settings, StartFiles& files, Problems& problems) {
    if (!settings.visit_codes.empty()) {
        if (auto key = problems.value("[keys] visit_codes", HashKey::load(settings.visit_codes))) files.visit_codes.emplace(std::move(*key));
    }
    if (settings.identifiers) {
        if (auto key = problems.value("[keys] identifiers", HashKey::load(*settings.identifiers))) files.identifiers = std::make_shared<const IdentifierHasher>(std::move(*key));
    }
    if (settings.portal) {
        if (auto key = problems.value("[keys] portal", HashKey::load(*settings.portal))) files.portal = std::make_shared<const HashKey>(std::move(*key));
    }
}

void check_certificate(const std::string& table, const net::TlsFiles& tls, Problems& problems) {
    if (tls.certificate.empty() || tls.key.empty()) return;   // told by the settings
    if (const auto usable = net::check_tls_files(tls); !usable) problems.add(table, usable.error());
}

void open_pages(const fs::path& share, StartFiles& files, Problems& problems) {
    if (auto pages = problems.value("[data] share", http::StaticFiles::load(share / "web" / "tablet"))) files.pages = std::move(*pages);
    // The kiosk's words for the assist view. Without them the page shows numbers and roles.
    const auto words = share / "kiosk-texts";
    std::error_code failed;
    if (fs::exists(words, failed)) {
        if (const auto added = files.pages.add(words, "kiosk-texts/"); !added) problems.add("[data] share", added.error());
    }
    if (auto pages = problems.value("[data] share", http::StaticFiles::load(share / "web" / "phone"))) files.phone_pages = std::move(*pages);
    if (auto document = problems.value("[data] share", read_text(share / "api" / "openapi.json"))) files.api_document = std::move(*document);
}

/// Its own start opens them again, beside the state that only a running hub may have open.
void check_bank(const BankSettings& bank, Problems& problems) {
    if (!bank.customers.empty()) problems.value("[bank] customers", bank::load_sandbox_customers(bank.customers));
    if (!bank.pin_key.empty()) problems.value("[bank] pin_key", drivers::pin_block::OpenKey::load(bank.pin_key));
}

/// The folder need not be there yet: the hub makes it. Then the nearest one above it must let it be made.
void check_data(const fs::path& named, Problems& problems) {
    constexpr const char* kMend = "; give it to the user that the hub runs as (chown, chmod 700), or correct [data] folder";
    fs::path folder = fs::absolute(named);
    std::error_code failed;
    while (!fs::exists(folder, failed) && folder.has_relative_path()) folder = folder.parent_path();
    if (!fs::is_directory(folder, failed)) return problems.add("[data] folder", Error(ErrorCode::invalid_input, folder.string() + " is not a folder" + kMend));
    if (access(folder.c_str(), R_OK | W_OK | X_OK) != 0) return problems.add("[data] folder", Error(ErrorCode::forbidden, "nothing can be written in " + folder.string() + kMend));
    const auto database = named / "hub.db";
    if (fs::exists(database, failed) && access(database.c_str(), R_OK | W_OK) != 0) problems.add("[data] folder", Error(ErrorCode::forbidden, database.string() + " cannot be written" + kMend));
}

StartFiles open_start_files(const HubSettings& settings, Problems& problems) {
    StartFiles files;
    const net::TlsFiles house{settings.listen.certificate, settings.listen.key};
    check_certificate("[listen]", house, problems);
    if (settings.phone_door) {
        const net::TlsFiles phones{settings.phone_door->certificate, settings.phone_door->key};
        if (phones.certificate != house.certificate || phones.key != house.key) check_certificate("[phone]", phones, problems);
    }
    check_data(settings.data.folder, problems);
    open_pages(settings.data.share, files, problems);
    if (auto rules = problems.value("[rules]", load_rules(settings.rules))) files.rules = std::move(*rules);
    open_keys(settings.keys, files, problems);
    if (settings.sandbox_bank) check_bank(*settings.sandbox_bank, problems);
    return files;
}

}  // namespace

Result<StartUp> load_start_up(const fs::path& file, const fs::path& installed_share) {
    config::Mistakes mistakes;
    auto settings = read_hub_settings(file, installed_share, mistakes);
    if (!settings) return mistakes.as_result().error();
    Problems problems;
    StartFiles files = open_start_files(*settings, problems);
    std::string text = mistakes.text();
    if (!text.empty() && !problems.text().empty() && text.back() != '\n') text += '\n';
    text += problems.text();
    if (text.empty()) return StartUp{std::move(*settings), std::move(files)};
    if (text.back() == '\n') text.pop_back();
    return Error(ErrorCode::invalid_input, "this hub cannot start:\n" + text);
}

}  // namespace silverlane::hub
