// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Writes the files that a command has made.
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <system_error>

#include "base/result.h"

namespace silverlane::ctl {

/// Each name with its content into the folder, which is made. Errors: io.
inline Result<void> write_all(const std::map<std::string, std::string>& files, const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    for (const auto& [name, content] : files) {
        std::ofstream stream(folder / name, std::ios::binary);
        stream << content;
        if (!stream.flush()) return Error{ErrorCode::io, "cannot write " + (folder / name).string()};
    }
    std::printf("%zu files in %s\n", files.size(), folder.c_str());
    return {};
}

}  // namespace silverlane::ctl
