// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace silverlane {

void stop_on_bug(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "silverlane: bug: %s is false at %s:%d\n", condition, file, line);
    std::abort();
}

}  // namespace silverlane
