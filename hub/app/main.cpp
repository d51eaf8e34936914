// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "base/clock.h"
#include "base/core_dumps.h"
#include "base/event_log.h"
#include "hub/app/hub_app.h"
#include "hub/app/hub_settings.h"
#include "hub/app/import_command.h"
#include "hub/app/options.h"
#include "hub/app/readiness.h"
#include "hub/app/settings_file.h"
#include "hub/app/start_files.h"

namespace {

using namespace silverlane;

int complain(const Error& error) {
    std::fprintf(stderr, "silverlane-hub: %s\n", error.text().c_str());
    return 2;
}

/// share/silverlane beside the folder of the program: the same in a build tree and in /usr.
std::filesystem::path installed_share() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? "/usr/share/silverlane" : program.parent_path().parent_path() / "share/silverlane";
}

/// Until SIGTERM or SIGINT, which main has blocked in every thread.
void wait_for_the_end(const sigset_t& ending) {
    int signal = 0;
    while (sigwait(&ending, &signal) != 0) {}
}

}  // namespace

int main(int count, char** words) {
    forbid_core_dumps();  // names, phone numbers and amounts pass through this memory; none of it may end on a disk
    auto options = hub::parse_options({words + 1, words + count});
    if (!options) return complain(options.error());
    if (options->help || options->version) {
        std::fputs(options->help ? hub::kHelp : "silverlane-hub " SILVERLANE_VERSION "\n", stdout);
        return 0;
    }
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    if (auto there = hub::settings_file_is_there(options->config); !there) return complain(there.error());
    const SystemClock clock;
    StandardErrorLog log(clock);
    if (options->import_folder && !options->check_config) {
        // Whoever imports needs no key and no certificate.
        const auto settings = hub::load_hub_settings(options->config, installed_share());
        if (!settings) return complain(settings.error());
        if (auto there = hub::import_folder_is_there(*options->import_folder); !there) return complain(there.error());
        const auto code = hub::import_from(*options->import_folder, *settings, clock);
        return code ? *code : complain(code.error());
    }
    auto start_up = hub::load_start_up(options->config, installed_share());
    if (!start_up) return complain(start_up.error());
    if (options->check_config) {
        std::fputs(hub::describe(start_up->settings).c_str(), stdout);
        return 0;
    }
    auto app = hub::HubApp::start(std::move(*start_up), clock, log);
    if (!app) return complain(app.error());
    std::printf("silverlane-hub is ready: %s\n", (*app)->address().c_str());
    if (const auto phones = (*app)->phone_address(); !phones.empty()) std::printf("phones: %s/phone/\n", phones.c_str());
    std::fflush(stdout);
    hub::notify_service_manager("READY=1");
    wait_for_the_end(ending);
    hub::notify_service_manager("STOPPING=1");
    return 0;
}
