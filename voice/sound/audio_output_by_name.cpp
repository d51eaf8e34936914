// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/audio_output_by_name.h"

#include <string>

#include "voice/sound/file_audio_output.h"
#include "voice/sound/sdl_audio_output.h"

namespace silverlane::voice {

std::unique_ptr<AudioOutput> audio_output_named(std::string_view name, const Clock& clock) {
    if (name == "none") return std::make_unique<SilentAudioOutput>(clock);
    if (name.starts_with(kFileDevice)) return std::make_unique<FileAudioOutput>(clock, std::string(name.substr(kFileDevice.size())));
    return std::make_unique<SdlAudioOutput>(std::string(name));
}

}  // namespace silverlane::voice
