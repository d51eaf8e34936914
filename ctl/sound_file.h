// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Writes the voice's samples as a file that any player opens. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"

namespace silverlane::ctl {

/// 16 bit mono at voice::kSampleRate; the name's end says whether it becomes .wav or .flac. Errors: invalid_input (another end), io.
Result<void> write_sound(const std::filesystem::path& file, const std::vector<std::int16_t>& samples);

}  // namespace silverlane::ctl
