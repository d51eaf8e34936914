// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/resident_memory.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace silverlane {

bool keep_used_memory_resident() {
    rlimit limit{};
    const bool unlimited = ::getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY;
    if (!unlimited && ::geteuid() != 0) return false;
    return ::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0;
}

}  // namespace silverlane
