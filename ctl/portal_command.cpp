// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Plays a Wi-Fi portal: makes the token that a phone is sent on with after its sign-in (docs/phone.md).
#include <cstdio>

#include "base/clock.h"
#include "base/keyed_hash.h"
#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "hub/queue/portal_token.h"

namespace silverlane::ctl {

Result<void> portal_token(const Words& words) {
    auto arguments = Arguments::parse(words, {"key", "branch", "nas", "session", "minutes"});
    if (!arguments) return arguments.error();
    const auto file = arguments->required("key", "the key that hub and portal share", "portal.key");
    if (!file) return file.error();
    const auto branch = arguments->required("branch", "the branch as branch.toml names it", "0791");
    if (!branch) return branch.error();
    const auto nas = arguments->required("nas", "the access point as it names itself to the Wi-Fi receiver", "branch-0791-ap1");
    if (!nas) return nas.error();
    const auto session = arguments->required("session", "the number of the phone's Wi-Fi session", "5F3A9C01");
    if (!session) return session.error();
    const auto minutes = arguments->integer("minutes", 10);
    if (!minutes) return minutes.error();
    if (*minutes < 1 || *minutes > 24 * 60) return Error{ErrorCode::invalid_input, "--minutes: from 1 to 1440"};
    const auto key = HashKey::load(*file);
    if (!key) return key.error();
    const queue::PortalClaim claim{BranchId{*branch}, *nas, PrivateText{*session}, SystemClock{}.now() + std::chrono::minutes{*minutes}};
    std::printf("%s\n", queue::make_portal_token(*key, claim).c_str());
    return {};
}

}  // namespace silverlane::ctl
