// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/core_dumps.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace silverlane {
namespace {

bool may_dump() {
    rlimit limit{};
    return ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0 || ::getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0 || limit.rlim_max != 0;
}

TEST(CoreDumps, AreForbiddenForGood) {
    EXPECT_TRUE(may_dump()) << "a test program may; else the next line would show nothing";
    // In a child: this program itself stays one that can be looked into.
    EXPECT_EXIT(
        {
            forbid_core_dumps();
            std::_Exit(may_dump() ? 1 : 0);
        },
        ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace silverlane
