// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Files that are whole or not there: what a virtual device lays out or remembers is written aside and renamed, so that neither a reader
// nor a power cut ever sees half of one. Blocking; any thread, one writer a path.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace silverlane::drivers {

enum class Readers { everyone, owner_alone };   ///< mode as the umask has it, or 0600

/// What has to survive: the program's own death, or the machine's too (waits for the disk).
enum class Survives { process, power_cut };

/// Replaces `file`; the old one stands until the new one is complete. Errors: io.
Result<void> replace_file(const std::filesystem::path& file, std::string_view bytes, Readers readers, Survives survives);

/// Errors: not_found; too_large (more than `most` bytes); io.
Result<std::string> read_whole_file(const std::filesystem::path& file, std::size_t most);

}  // namespace silverlane::drivers
