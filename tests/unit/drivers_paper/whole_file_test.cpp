// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/transport/whole_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace silverlane::drivers {
namespace {

class WholeFileTest : public ::testing::Test {
protected:
    WholeFileTest() {
        std::string pattern = testing::TempDir() + "/whole-file-XXXXXX";
        folder_ = mkdtemp(pattern.data());
    }
    ~WholeFileTest() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path folder_;
};

TEST_F(WholeFileTest, AFileIsReplacedWholeAndNothingElseIsLeft) {
    for (const char* text : {"one", "another, longer", ""}) {
        ASSERT_TRUE(replace_file(folder_ / "state", text, Readers::owner_alone, Survives::power_cut));
        EXPECT_EQ(read_whole_file(folder_ / "state", 100).value(), text);
    }
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(WholeFileTest, OnlyItsOwnerReadsAPrivateFileEvenWhereAnOpenOneWasLeftBehind) {
    std::ofstream(folder_ / "state.unfinished") << "half";
    ASSERT_TRUE(replace_file(folder_ / "state", "x", Readers::owner_alone, Survives::process));
    EXPECT_EQ(std::filesystem::status(folder_ / "state").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(WholeFileTest, WhatCannotBeWrittenOrReadIsSaid) {
    EXPECT_EQ(replace_file(folder_ / "none" / "state", "x", Readers::everyone, Survives::process).error().code(), ErrorCode::io);
    EXPECT_EQ(read_whole_file(folder_ / "state", 10).error().code(), ErrorCode::not_found);
    ASSERT_TRUE(replace_file(folder_ / "state", "12345678901", Readers::everyone, Survives::process));
    EXPECT_EQ(read_whole_file(folder_ / "state", 10).error().code(), ErrorCode::too_large);
    EXPECT_EQ(read_whole_file(folder_ / "state", 11).value(), "12345678901");
    EXPECT_EQ(read_whole_file(folder_, 10).error().code(), ErrorCode::io);
}

}  // namespace
}  // namespace silverlane::drivers
