// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Runs an independent program (radclient, curl, zbarimg) as the peer of a contract test. One thread.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace silverlane {

struct PeerOutcome {
    int status = -1;       ///< exit status; 127 = the program is not installed
    std::string output;    ///< standard output and error
};

inline PeerOutcome run_peer(const std::string& command) {
    PeerOutcome outcome;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return outcome;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) outcome.output.append(buffer.data(), count);
    const int status = pclose(pipe);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

}  // namespace silverlane
