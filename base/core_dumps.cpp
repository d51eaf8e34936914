// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/core_dumps.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/check.h"

namespace silverlane {

void forbid_core_dumps() {
    // The limit alone is not enough: a kernel that pipes dumps to a collector pipes them whatever the limit is. The flag alone would do, but
    // is lost by whatever this process executes; the limit is inherited. Neither call can fail with these arguments.
    const rlimit none{0, 0};
    SILVERLANE_CHECK(::setrlimit(RLIMIT_CORE, &none) == 0);
    SILVERLANE_CHECK(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
}

}  // namespace silverlane
