// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The kiosk's short tones, computed: between 500 and 2000 Hz, where old ears still hear well, with soft edges. Pure; any thread. One key
// tone serves every key, so that a PIN cannot be heard.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace silverlane::voice {

/// "call" (two notes falling, before a hall call and for the kiosk's own call for help), "key" (one short note), "arrival" (two notes
/// rising). 16 bit mono at kSampleRate, peak -6 dBFS. Error: not_found for any other name.
Result<std::vector<std::int16_t>> chime_samples(std::string_view name);

}  // namespace silverlane::voice
