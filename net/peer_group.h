// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Who counts as one peer where places and tries are counted. A machine on IPv6 has as many addresses as it likes inside its /64, so one
// address there says nothing; an IPv4 address is one machine or one network behind a translator. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

namespace silverlane::net {

/// IPv4 as it is ("10.79.1.2", also when it comes as "::ffff:10.79.1.2"), IPv6 by its /64 ("2001:db8:0:7::/64"). What is no address is
/// returned unchanged: it counts as itself.
std::string peer_group(const std::string& address);

/// The network around it, for whoever can take many addresses of one: IPv4 by its /24, IPv6 by its /48.
std::string peer_network(const std::string& address);

}  // namespace silverlane::net
