// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/core_dumps.h"
#include "base/resident_memory.h"
#include "base/event_log.h"
#include "kiosk/app/audit_run.h"
#include "kiosk/app/gallery.h"
#include "kiosk/app/kiosk_app.h"
#include "kiosk/app/options.h"
#include "kiosk/settings/kiosk_settings.h"

namespace {

int complain(const silverlane::Error& error) {
    std::fprintf(stderr, "silverlane-kiosk: %s\n", error.text().c_str());
    return 2;
}

/// share/silverlane beside the folder of the program: the same in a build tree and in /usr.
std::filesystem::path installed_share() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? "/usr/share/silverlane" : program.parent_path().parent_path() / "share/silverlane";
}

}  // namespace

int main(int count, char** words) {
    using namespace silverlane;
    forbid_core_dumps();  // names, phone numbers and amounts pass through this memory; none of it may end on a disk
    keep_used_memory_resident();  // where it may not, the kiosk works all the same, only slower after a rest
    auto options = kiosk::parse_options({words + 1, words + count});
    if (!options) {
        std::fputs(kiosk::kUsage, stderr);
        return complain(options.error());
    }
    if (options->help || options->version) {
        std::fputs(options->help ? kiosk::kUsage : "silverlane-kiosk " SILVERLANE_VERSION "\n", stdout);
        return 0;
    }
    // Blocked before any thread begins, so that only the ui thread's signalfd sees them.
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    auto settings = kiosk::load_kiosk_settings(options->config, installed_share());
    if (!settings) return complain(settings.error());
    if (options->audit) return kiosk::run_audit(*settings, *options);
    AdvanceableClock clock;
    StandardErrorLog log(clock);
    if (options->gallery) {
        const auto drawn = kiosk::write_gallery(*settings, *options->gallery, clock, log);
        return drawn ? 0 : complain(drawn.error());
    }
    auto app = kiosk::KioskApp::create(std::move(*settings), *options, clock, log);
    if (!app) return complain(app.error());
    if (options->check_config) {
        std::fputs((*app)->describe().c_str(), stdout);
        const auto fits = (*app)->check_panel();
        return fits ? 0 : complain(fits.error());
    }
    return (*app)->run();
}
