// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/start_check.h"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <initializer_list>
#include <system_error>
#include <vector>

#include "base/keyed_hash.h"
#include "voice/recordings/pack_catalogue.h"

namespace silverlane::kiosk {
namespace {

constexpr const char* kReinstall = "install the package silverlane-kiosk again, or correct [data] share";

std::string reason() { return std::error_code(errno, std::generic_category()).message(); }

bool readable(const std::filesystem::path& file) { return access(file.c_str(), R_OK) == 0; }

bool has_a_file(const std::filesystem::path& folder) {
    std::error_code failed;
    const std::filesystem::directory_iterator first(folder, failed);
    return !failed && first != std::filesystem::directory_iterator{};
}

/// Problems of this start, one a line; each says what to do.
class Problems {
public:
    void add(const std::string& what, const std::string& mend) { text_ += "\n" + what + "; " + mend; }
    [[nodiscard]] Result<void> as_result() const {
        if (text_.empty()) return {};
        return Error(ErrorCode::unavailable, "this kiosk cannot start:" + text_);
    }

private:
    std::string text_;
};

void check_secrets(const KioskSettings& settings, Problems& problems) {
    const auto token = read_device_token(settings.hub.device_token_file);
    if (!token) {
        problems.add("[hub] device_token_file: " + token.error().message(),
                     "put the token that the hub gave this kiosk there, owned by the kiosk's user, mode 600");
    }
    // Without a reader or a source nothing is hashed, and the kiosk does without the key.
    if (!settings.drivers.card && !settings.drivers.wifi && !settings.drivers.queue) return;
    const auto key = HashKey::load(settings.identifier_key);
    if (key) return;
    std::string what = key.error().message();
    if (what.find(settings.identifier_key.string()) == std::string::npos) what = settings.identifier_key.string() + ": " + what;
    problems.add("[keys] identifiers: " + what, "copy the bank's key of 64 hexadecimal digits there, owned by the kiosk's user, mode 600");
}

void check_installed(const KioskSettings& settings, Problems& problems) {
    for (const char* name : {"strings", "flows", "icons"}) {
        const auto folder = settings.share / name;
        if (!has_a_file(folder)) problems.add("nothing can be read in " + folder.string(), kReinstall);
    }
    const ui::FontFiles fonts = font_files(settings.share);
    for (const auto& file : {fonts.subset_regular, fonts.subset_bold}) {
        if (!readable(file)) problems.add("the font " + file.string() + " cannot be read: " + reason(), kReinstall);
    }
}

void check_readings(const KioskSettings& settings, Problems& problems) {
    if (!settings.voice.enabled) return;
    const auto reader = voice::MandarinReader::load(reading_files(settings));
    if (reader) return;
    const std::string what = reader.error().text();
    const bool own = !settings.voice.words.empty() && what.find(settings.voice.words.string()) != std::string::npos;
    if (own) problems.add("[voice] words: " + what, "correct the file, or leave it out");
    else problems.add("the readings of Chinese: " + what, kReinstall);
}

void check_packs(const KioskSettings& settings, Problems& problems) {
    for (const auto& pack : settings.voice.packs) {
        const auto read = voice::PackCatalogue::load({pack});
        if (!read) problems.add("[voice] packs: " + read.error().text(), "or leave the pack out");
    }
}

/// The folder need not be there yet: whoever keeps something makes it. Then the nearest one above it must let it be made.
void check_data(const KioskSettings& settings, Problems& problems) {
    constexpr const char* kMend = "give the folder to the user that the kiosk runs as (chown, chmod 700), or correct [data] folder";
    std::filesystem::path folder = std::filesystem::absolute(settings.data);
    std::error_code failed;
    while (!std::filesystem::exists(folder, failed) && folder.has_relative_path()) folder = folder.parent_path();
    if (!std::filesystem::is_directory(folder, failed)) return problems.add(folder.string() + " is not a folder", kMend);
    if (access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
        return problems.add("[data] folder " + settings.data.string() + ": nothing can be written in " + folder.string() + ": " + reason(),
                            kMend);
    }
    const auto outbox = settings.data / "outbox.sqlite";
    if (std::filesystem::exists(outbox, failed) && access(outbox.c_str(), R_OK | W_OK) != 0) {
        problems.add(outbox.string() + " cannot be written: " + reason(), kMend);
    }
}

}  // namespace

ui::FontFiles font_files(const std::filesystem::path& share) {
    ui::FontFiles files;
    files.subset_regular = share / "fonts/silverlane-regular.otf";
    files.subset_bold = share / "fonts/silverlane-bold.otf";
    files.full_regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    files.full_bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
    return files;
}

voice::MandarinReader::Files reading_files(const KioskSettings& settings) {
    return voice::MandarinReader::files_in((settings.share / "voice").string(), settings.voice.words.string());
}

Result<std::string> read_device_token(const std::filesystem::path& file) {
    std::error_code failed;
    const auto mode = std::filesystem::status(file, failed).permissions();
    if (failed) return Error(ErrorCode::not_found, file.string() + ": " + failed.message());
    using std::filesystem::perms;
    if ((mode & (perms::group_all | perms::others_all)) != perms::none) {
        return Error(ErrorCode::forbidden, file.string() + " can be read by others; chmod 600");
    }
    std::ifstream stream(file);
    if (!stream) return Error(ErrorCode::not_found, file.string() + ": " + reason());
    std::string token;
    if (!std::getline(stream, token) || token.empty()) return Error(ErrorCode::invalid_input, file.string() + " is empty");
    return token;
}

Result<void> check_start(const KioskSettings& settings) {
    Problems problems;
    check_secrets(settings, problems);
    check_installed(settings, problems);
    check_packs(settings, problems);
    check_readings(settings, problems);
    check_data(settings, problems);
    return problems.as_result();
}

}  // namespace silverlane::kiosk
