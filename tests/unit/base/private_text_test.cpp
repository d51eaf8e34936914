// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/private_text.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace silverlane {
namespace {

constexpr std::string_view kShort = "27182818";                                  // stands inside the string object
constexpr std::string_view kLong = "27182818, and more than a string holds inside";

std::string_view shown(const PrivateText& text) { return text.open(PrivateDoor::wording); }

/// Room for an object whose bytes are looked at after it has gone.
template <class T>
class Room {
public:
    template <class... Arguments>
    T& make(Arguments&&... arguments) { return *new (bytes_) T(std::forward<Arguments>(arguments)...); }
    [[nodiscard]] bool holds(std::string_view text) const { return ::memmem(bytes_, sizeof bytes_, text.data(), text.size()) != nullptr; }

private:
    alignas(T) unsigned char bytes_[sizeof(T)] = {};
};

TEST(PrivateText, AMovedShortTextLeavesNoByteWhereItWas) {
    Room<PrivateText> from;
    auto& source = from.make(std::string{kShort});
    ASSERT_TRUE(from.holds(kShort)) << "else this test would see nothing";
    const PrivateText target{std::move(source)};
    EXPECT_EQ(shown(target), kShort);
    EXPECT_FALSE(from.holds("2718"));
    EXPECT_FALSE(from.holds("2818"));
    std::destroy_at(&source);
}

TEST(PrivateText, AStringThatWasMadePrivateKeepsNoByteOfIt) {
    Room<std::string> from;
    auto& source = from.make(kShort);
    ASSERT_TRUE(from.holds(kShort));
    const PrivateText target{std::move(source)};
    EXPECT_EQ(shown(target), kShort);
    EXPECT_FALSE(from.holds("2718"));
    EXPECT_FALSE(from.holds("2818"));
    std::destroy_at(&source);
}

TEST(PrivateText, AssigningOverALongTextKeepsNoHalfOfAShortOne) {
    Room<PrivateText> from;
    Room<PrivateText> to;
    auto& source = from.make(std::string{kShort});
    auto& target = to.make(std::string{kLong});
    target = std::move(source);
    EXPECT_EQ(shown(target), kShort);
    EXPECT_FALSE(from.holds("2818"));
    target = PrivateText{std::string{kLong}};
    EXPECT_EQ(shown(target), kLong);
    EXPECT_FALSE(to.holds("2818"));
    std::destroy_at(&source);
    std::destroy_at(&target);
}

TEST(PrivateText, ACopiedTextIsStillThere) {
    const std::string text{kLong};
    const PrivateText first{text};
    const PrivateText second = first;
    EXPECT_EQ(text, kLong);
    EXPECT_EQ(shown(first), shown(second));
}

TEST(PrivateText, ATextIsZeroedWhenItsScopeEnds) {
    Room<std::string> room;
    auto& text = room.make(kShort);
    {
        const ZeroedAfterUse zeroed(text);
        EXPECT_EQ(text, kShort);
    }
    EXPECT_TRUE(text.empty());
    EXPECT_FALSE(room.holds("2718"));
    std::destroy_at(&text);
}

}  // namespace
}  // namespace silverlane
