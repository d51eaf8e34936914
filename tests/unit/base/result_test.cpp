// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace silverlane {

TEST(Error, TellsItsAttemptsFromTheOutside) {
    const Error error = Error(ErrorCode::not_found, "no such file").within("reading the key").within("starting the hub");
    EXPECT_EQ(error.text(), "starting the hub: reading the key: no such file");
    EXPECT_EQ(error.code(), ErrorCode::not_found);
}

TEST(Result, HoldsEitherAValueOrAnError) {
    Result<int> good = 7;
    Result<int> bad = Error(ErrorCode::timed_out, "late");
    EXPECT_EQ(*good, 7);
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().code(), ErrorCode::timed_out);
}

TEST(Result, CarriesValuesThatCannotBeCopied) {
    Result<std::unique_ptr<int>> made = std::make_unique<int>(3);
    std::unique_ptr<int> taken = std::move(made).value();
    EXPECT_EQ(*taken, 3);
}

TEST(Result, ReadingTheSideThatIsNotThereStopsTheProgram) {
    Result<int> bad = Error(ErrorCode::io, "gone");
    EXPECT_DEATH(static_cast<void>(bad.value()), "bug");
}

}  // namespace silverlane
