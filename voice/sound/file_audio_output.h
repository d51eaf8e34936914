// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Writes what would sound into a WAV file, in step with the injected clock: for support ("what did the kiosk say?") and tests. Pauses in
// which the device would be closed are left out. Owned and called by the voice thread. Private speech must only be recorded where the
// configuration allows it; this class does not know what is private.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "voice/sound/silent_audio_output.h"

namespace silverlane::voice {

class FileAudioOutput final : public SilentAudioOutput {
public:
    FileAudioOutput(const Clock& clock, std::string path) : SilentAudioOutput(clock), path_(std::move(path)) {}
    ~FileAudioOutput() override;
    FileAudioOutput(const FileAudioOutput&) = delete;
    FileAudioOutput& operator=(const FileAudioOutput&) = delete;

    /// Creates the file at the first call. Error: unavailable where it cannot be written.
    Result<void> open(SampleSource& source) override;
    /// Completes the header, so that the file can be played; a later open() appends.
    void close() override;

protected:
    void keep(const std::int16_t* samples, std::size_t count) override;

private:
    void write_header();

    std::string path_;
    std::FILE* file_ = nullptr;
    std::uint32_t bytes_ = 0;
};

}  // namespace silverlane::voice
