// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The voice of a kiosk for the command line: texts and chimes to samples, as the kiosk would play them. One thread; one object in a
// process at a time, because espeak-ng is one global state.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "voice/mandarin/reader.h"
#include "voice/sound/speech_shaper.h"
#include "voice/speaker/rendering.h"
#include "voice/speaker/synthesiser.h"

namespace silverlane::ctl {

class SpokenSound {
public:
    /// Starts the synthesiser, self-test included. Errors: not_found, unavailable.
    static Result<SpokenSound> open(std::shared_ptr<const voice::MandarinReader> reader, voice::Presence presence);

    /// Any text, made speakable (ctl/speakable_text); its notes go to standard error. Errors: invalid_input where nothing can be said.
    Result<std::vector<std::int16_t>> say(const std::string& text, const voice::Rendering& how);

private:
    SpokenSound(std::shared_ptr<const voice::MandarinReader> reader, std::unique_ptr<voice::Synthesiser> synthesiser)
        : reader_(std::move(reader)), synthesiser_(std::move(synthesiser)) {}

    std::shared_ptr<const voice::MandarinReader> reader_;
    std::unique_ptr<voice::Synthesiser> synthesiser_;
};

}  // namespace silverlane::ctl
