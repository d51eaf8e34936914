// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// An output by the name that stands in the configuration. Any thread; nothing is opened.
#pragma once

#include <memory>
#include <string_view>

#include "base/clock.h"
#include "voice/sound/audio_output.h"

namespace silverlane::voice {

/// A name that begins so means a WAV file: "file:/var/lib/silverlane-kiosk/hall.wav". For support and tests.
inline constexpr std::string_view kFileDevice = "file:";

/// "" the system's default sound device, "none" silence, "file:PATH" a WAV file, else the sound device of that name. `clock` outlives it.
std::unique_ptr<AudioOutput> audio_output_named(std::string_view name, const Clock& clock);

}  // namespace silverlane::voice
