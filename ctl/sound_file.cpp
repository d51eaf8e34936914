// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/sound_file.h"

#include <sndfile.h>

#include <memory>
#include <string>

#include "voice/sound/sample_format.h"

namespace silverlane::ctl {

Result<void> write_sound(const std::filesystem::path& file, const std::vector<std::int16_t>& samples) {
    SF_INFO format{};
    format.samplerate = voice::kSampleRate;
    format.channels = 1;
    format.format = SF_FORMAT_PCM_16;
    if (file.extension() == ".wav") format.format |= SF_FORMAT_WAV;
    else if (file.extension() == ".flac") format.format |= SF_FORMAT_FLAC;
    else return Error(ErrorCode::invalid_input, "a sound file ends in .wav or .flac: " + file.string());
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> out(sf_open(file.c_str(), SFM_WRITE, &format), sf_close);
    if (!out) return Error(ErrorCode::io, "cannot write " + file.string() + ": " + sf_strerror(nullptr));
    const auto count = static_cast<sf_count_t>(samples.size());
    if (sf_writef_short(out.get(), samples.data(), count) != count) return Error(ErrorCode::io, "cannot write all of " + file.string());
    sf_write_sync(out.get());
    return {};
}

}  // namespace silverlane::ctl
