// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// SILVERLANE_CHECK: a bug stops the program, in every build. Never used on input, configuration, devices or the network: those are
// Errors. After the stop systemd starts the program again, which reads the whole device state afresh.
#pragma once

namespace silverlane {

/// Writes one line to standard error and ends the process with abort(). Any thread.
[[noreturn]] void stop_on_bug(const char* condition, const char* file, int line);

}  // namespace silverlane

#define SILVERLANE_CHECK(condition) \
    do { \
        if (!(condition)) ::silverlane::stop_on_bug(#condition, __FILE__, __LINE__); \
    } while (false)
