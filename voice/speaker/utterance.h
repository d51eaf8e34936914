// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One thing to be said, and what the voice reports about it. The seam between those who decide what is said (kiosk/speech, later the
// hall announcer) and the voice. Values, any thread. Contract: docs/utterance.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/private_text.h"

namespace silverlane::voice {

enum class Channel { loudspeaker, private_ear };

/// Higher wins; among equals the later one (speech.md: safety > answer to a touch > screen prompt > repeat > hint).
enum class Priority { hint, repeat, prompt, answer, safety };

struct Utterance {
    std::uint64_t id = 0;         ///< chosen by the sender, growing; reported back
    std::string prompt_id;        ///< "P26": what logs and recorded packs know it by
    std::string language;         ///< BCP 47: "zh-CN" or "en"
    std::string variety = {};     ///< how Chinese is spoken: "yue", "zh-x-wu"; empty: Mandarin. English has none (docs/voice-varieties.md)
    std::string text;             ///< words only: no digits, no braces, no Latin run longer than one letter in Chinese
    std::string caption;          ///< what the caption strip shows while it is said
    std::optional<PrivateText> secret_caption;  ///< replaces `caption` on the private channel, as secret_text does `text`
    Channel channel = Channel::loudspeaker;
    std::optional<PrivateText> secret_text;  ///< replaces `text` on the private channel; with Channel::loudspeaker the voice refuses either
    Priority priority = Priority::prompt;
};

struct Progress {
    enum class Kind { started, word, finished, cut_off, refused };
    std::uint64_t utterance = 0;
    Kind kind = Kind::started;
    std::size_t caption_begin = 0;   ///< for Kind::word: code points of the caption being spoken
    std::size_t caption_end = 0;
    std::string reason;              ///< for Kind::refused: what the text check found, for the log
};

}  // namespace silverlane::voice
