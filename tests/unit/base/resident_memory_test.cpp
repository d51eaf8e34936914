// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/resident_memory.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace silverlane {
namespace {

/// The kernel's own account of what it may not take away, in KiB.
long locked_kibibytes() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        long amount = 0;
        if (word == "VmLck:" && status >> amount) return amount;
    }
    return -1;
}

TEST(ResidentMemory, IsLockedWhereThatHasNoLimitAndNowhereElse) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "sanitizers leave mlockall out";
#endif
    EXPECT_EQ(locked_kibibytes(), 0);
    // In a child: this program itself stays one whose pages may go.
    EXPECT_EXIT(
        {
            const bool kept = keep_used_memory_resident();
            std::_Exit(kept == (locked_kibibytes() > 0) ? 0 : 1);
        },
        ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace silverlane
