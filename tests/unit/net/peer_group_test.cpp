// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/peer_group.h"

#include <gtest/gtest.h>

namespace silverlane::net {
namespace {

TEST(PeerGroup, AMachinesManyAddressesAreOne) {
    EXPECT_EQ(peer_group("10.79.1.2"), "10.79.1.2");
    EXPECT_EQ(peer_group("::ffff:10.79.1.2"), "10.79.1.2");
    EXPECT_EQ(peer_group("2001:db8:0:7::1"), "2001:db8:0:7::/64");
    EXPECT_EQ(peer_group("2001:db8:0:7:ffff:ffff:ffff:ffff"), "2001:db8:0:7::/64");
    EXPECT_EQ(peer_group("2001:db8:0:8::1"), "2001:db8:0:8::/64");
    EXPECT_EQ(peer_group("::1"), "::/64");
}

TEST(PeerGroup, ANetworkIsWider) {
    EXPECT_EQ(peer_network("10.79.1.2"), "10.79.1.0/24");
    EXPECT_EQ(peer_network("10.79.1.254"), "10.79.1.0/24");
    EXPECT_EQ(peer_network("10.79.2.2"), "10.79.2.0/24");
    EXPECT_EQ(peer_network("2001:db8:0:7::1"), "2001:db8::/48");
    EXPECT_EQ(peer_network("2001:db8:1:7::1"), "2001:db8:1::/48");
}

TEST(PeerGroup, WhatIsNoAddressCountsAsItself) {
    for (const char* text : {"", "nowhere", "10.79.1", "10.79.1.2 "}) {
        EXPECT_EQ(peer_group(text), text);
        EXPECT_EQ(peer_network(text), text);
    }
}

}  // namespace
}  // namespace silverlane::net
