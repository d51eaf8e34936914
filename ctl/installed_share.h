// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// share/silverlane beside the folder of this program: the same in a build tree and in /usr. Any thread.
#pragma once

#include <filesystem>
#include <system_error>

namespace silverlane::ctl {

inline std::filesystem::path installed_share() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? "/usr/share/silverlane" : program.parent_path().parent_path() / "share/silverlane";
}

}  // namespace silverlane::ctl
