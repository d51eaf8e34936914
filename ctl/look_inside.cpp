// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/look_inside.h"

#include <pwd.h>
#include <unistd.h>

#include <fstream>

#include "base/clock.h"
#include "hub/store/sqlite/outside_look.h"

namespace silverlane::ctl {
namespace {

constexpr std::uint32_t kNobodySignedIn = 0xFFFF'FFFF;

/// The kernel keeps who signed in, whatever sudo makes of the user afterwards.
std::uint32_t signed_in_as() {
    std::uint32_t id = kNobodySignedIn;
    std::ifstream("/proc/self/loginuid") >> id;
    return id == kNobodySignedIn ? static_cast<std::uint32_t>(getuid()) : id;
}

}  // namespace

std::string account_name() {
    const std::uint32_t id = signed_in_as();
    const passwd* account = getpwuid(id);
    return "it:" + (account != nullptr ? std::string(account->pw_name) : std::to_string(id));
}

Result<void> enter_look(const std::filesystem::path& database, const BranchId& branch, const std::string& what) {
    return store::record_outside_view(database, {SystemClock{}.now(), branch, account_name(), what});
}

}  // namespace silverlane::ctl
