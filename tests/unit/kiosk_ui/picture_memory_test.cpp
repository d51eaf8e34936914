// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/picture_memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace silverlane::ui {
namespace {

constexpr std::size_t kLarge = std::size_t{5} * 1024 * 1024;

const unsigned char* bytes_of(const PictureMemory& memory) { return static_cast<const unsigned char*>(memory.data()); }
bool is_zero(const PictureMemory& memory, std::size_t bytes) {
    return std::all_of(bytes_of(memory), bytes_of(memory) + bytes, [](unsigned char each) { return each == 0; });
}

TEST(PictureMemoryTest, BeginsAtZeroAndIsZeroAgainWhenCleared) {
    for (const std::size_t bytes : {std::size_t{1}, std::size_t{4096}, kLarge}) {
        PictureMemory memory(bytes);
        EXPECT_TRUE(is_zero(memory, bytes));
        std::memset(memory.data(), 0xAB, bytes);
        memory.clear();
        EXPECT_TRUE(is_zero(memory, bytes)) << bytes;
    }
}

TEST(PictureMemoryTest, ALargePictureBeginsWhereALargePageCan) {
    const PictureMemory memory(kLarge);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory.data()) % (std::uintptr_t{2} << 20U), 0U);
}

TEST(PictureMemoryTest, MovesWithWhatItHolds) {
    PictureMemory first(kLarge);
    std::memset(first.data(), 7, kLarge);
    const void* const place = first.data();
    PictureMemory second(std::move(first));
    EXPECT_EQ(second.data(), place);
    PictureMemory third(1);
    third = std::move(second);
    EXPECT_EQ(bytes_of(third)[kLarge - 1], 7);
}

TEST(PictureMemoryTest, ACopyIsAPictureOfItsOwn) {
    PictureMemory first(kLarge);
    std::memset(first.data(), 7, kLarge);
    const PictureMemory second(first);
    std::memset(first.data(), 8, kLarge);
    EXPECT_NE(second.data(), first.data());
    EXPECT_EQ(bytes_of(second)[kLarge - 1], 7);
}

TEST(PictureMemoryTest, NothingIsAPictureToo) {
    PictureMemory none(0);
    EXPECT_EQ(none.data(), nullptr);
    none.clear();
}

}  // namespace
}  // namespace silverlane::ui
