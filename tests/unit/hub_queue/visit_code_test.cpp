// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/queue/visit_code.h"

namespace silverlane::queue {
namespace {

HashKey key(std::uint8_t value) {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(value);
    return HashKey{bytes};
}

TEST(VisitCode, TheTicketComesBackFromItsOwnBranchAndKeyOnly) {
    const auto code = make_visit_code(key(1), BranchId{"B1"}, TicketId{"01JDTICKET"});
    EXPECT_EQ(read_visit_code(key(1), BranchId{"B1"}, code), TicketId{"01JDTICKET"});
    EXPECT_FALSE(read_visit_code(key(2), BranchId{"B1"}, code));
    EXPECT_FALSE(read_visit_code(key(1), BranchId{"B2"}, code));
}

TEST(VisitCode, EveryChangedCharacterIsNoticed) {
    const auto code = make_visit_code(key(1), BranchId{"B1"}, TicketId{"01JDTICKET"});
    for (std::size_t i = 0; i < code.size(); ++i) {
        auto forged = code;
        forged[i] = forged[i] == '0' ? '1' : '0';
        EXPECT_FALSE(read_visit_code(key(1), BranchId{"B1"}, forged)) << i;
        EXPECT_FALSE(read_visit_code(key(1), BranchId{"B1"}, code.substr(0, i))) << i;
    }
    EXPECT_FALSE(read_visit_code(key(1), BranchId{"B1"}, std::string(10'000, 'x')));
}

}  // namespace
}  // namespace silverlane::queue
