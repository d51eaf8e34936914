// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include <gtest/gtest.h>

#include "base/private_text.h"

namespace silverlane {

TEST(Utf8, GoesThereAndBack) {
    const std::string text = "A叫人𠮷é";
    EXPECT_EQ(decode_utf8(text), U"A叫人𠮷é");
    EXPECT_EQ(encode_utf8(decode_utf8(text)), text);
    EXPECT_TRUE(is_valid_utf8(text));
}

TEST(Utf8, BadBytesBecomeReplacementsAndNeverStop) {
    for (const std::string bad : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xE5\x8F", "\xF5\x80\x80\x80", "\x80"}) {
        EXPECT_FALSE(is_valid_utf8(bad));
        EXPECT_NE(decode_utf8("x" + bad + "y").find(U'\xFFFD'), std::u32string::npos);
        EXPECT_EQ(decode_utf8("x" + bad + "y").back(), U'y');
    }
}

TEST(Utf8, ABeginningEndsWithAWholeCharacter) {
    const std::string text = "A叫𠮷";   // 1, 3 and 4 bytes
    const std::size_t kept[] = {0, 1, 1, 1, 4, 4, 4, 4, 8, 8};
    for (std::size_t most = 0; most < std::size(kept); ++most) EXPECT_EQ(beginning_of_utf8(text, most), text.substr(0, kept[most])) << most;
    EXPECT_EQ(beginning_of_utf8("", 3), "");
}

TEST(PrivateText, IsOpenedByDoorAndMovesAway) {
    PrivateText text{"secret that is longer than the small buffer"};
    PrivateText moved = std::move(text);
    EXPECT_EQ(moved.open(PrivateDoor::storage).substr(0, 6), "secret");
    EXPECT_TRUE(text.empty());  // NOLINT(bugprone-use-after-move): that it is empty is the point
}

TEST(PrivateText, ZeroClearsTheBytes) {
    std::string text = "0123456789";
    const char* bytes = text.data();
    zero(text);
    EXPECT_TRUE(text.empty());
    EXPECT_EQ(bytes[0], '\0');
}

}  // namespace silverlane
