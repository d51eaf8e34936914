// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// SIGTERM and SIGINT as something a poll can wait for (signalfd). They must be blocked before the first thread begins (main does). One
// thread.
#pragma once

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace silverlane::kiosk {

class EndingSignals {
public:
    EndingSignals() {
        sigset_t ending;
        sigemptyset(&ending);
        sigaddset(&ending, SIGTERM);
        sigaddset(&ending, SIGINT);
        descriptor_ = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    ~EndingSignals() { close(descriptor_); }
    EndingSignals(const EndingSignals&) = delete;
    EndingSignals& operator=(const EndingSignals&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// Whether one came; never waits.
    bool take() {
        signalfd_siginfo info{};
        return read(descriptor_, &info, sizeof info) == static_cast<ssize_t>(sizeof info);
    }

private:
    int descriptor_ = -1;
};

}  // namespace silverlane::kiosk
