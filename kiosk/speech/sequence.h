// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Private to kiosk/speech: joins the parts of what is said into utterances of one language, priority and channel. Any thread; it decides
// nothing about what is said, only that a private text never leaves on the loudspeaker.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/scene/scene.h"
#include "voice/speaker/utterance.h"

namespace silverlane::speech {

/// The mark that ends a sentence, so that the voice falls and pauses.
inline std::string_view full_stop(std::string_view language) { return language.starts_with("zh") ? "。" : "."; }

inline bool ends_sentence(std::string_view text) {
    constexpr std::array<std::string_view, 6> kEnds{"。", "？", "！", ".", "?", "!"};
    return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return text.ends_with(end); });
}

class Sequence {
public:
    /// `channel`: private_ear where nothing at all may reach the loudspeaker (a headphone is in).
    Sequence(std::string language, voice::Priority priority, voice::Channel channel)
        : language_(std::move(language)), priority_(priority), channel_(channel) {}

    [[nodiscard]] const std::string& language() const { return language_; }

    void add(std::string id, std::string text, std::string caption) {
        if (text.empty()) return;
        if (!ends_sentence(text)) text += full_stop(language_);
        voice::Utterance utterance = empty(std::move(id));
        utterance.channel = channel_;
        utterance.text = std::move(text);
        utterance.caption = std::move(caption);
        made_.push_back(std::move(utterance));
    }

    /// For one ear alone. What is said is shown too (rule 27): by default in the words in which it is said.
    void add_private(std::string id, PrivateText secret, const std::optional<PrivateText>& caption) {
        voice::Utterance utterance = empty(std::move(id));
        utterance.channel = voice::Channel::private_ear;
        utterance.secret_caption = caption ? *caption : secret;
        utterance.secret_text = std::move(secret);
        made_.push_back(std::move(utterance));
    }

    [[nodiscard]] std::vector<voice::Utterance> take() { return std::move(made_); }

private:
    [[nodiscard]] voice::Utterance empty(std::string id) const {
        voice::Utterance utterance;
        utterance.prompt_id = std::move(id);
        utterance.language = language_;
        utterance.priority = priority_;
        return utterance;
    }

    std::string language_;
    voice::Priority priority_;
    voice::Channel channel_;
    std::vector<voice::Utterance> made_;
};

}  // namespace silverlane::speech
