// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Recordings in the place of synthesis: phrases of an utterance of which there are recordings of the very same words, with synthesised
// values in its slots, short pauses at the joins and one level throughout. Owned and called by the voice thread, ahead of the ear. It says
// in the log, once a prompt, which recordings it could not use; it never logs words. Who may hear what is decided before it is asked.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/event_log.h"
#include "voice/recordings/pack_catalogue.h"
#include "voice/recordings/recording_cache.h"
#include "voice/sound/mixer.h"
#include "voice/speaker/phrases.h"

namespace silverlane::voice {

class RecordedVoice {
public:
    /// Makes the phrases of a value that stands in a slot, with captions that count from its own beginning.
    using MakeValuePhrases = std::function<std::vector<Phrase>(std::string_view value)>;

    /// `packs` may be null: then nothing is recorded. `log` outlives this.
    RecordedVoice(std::shared_ptr<const PackCatalogue> packs, EventLog& log) : packs_(std::move(packs)), log_(log), cache_(kSampleRate) {}

    [[nodiscard]] bool has_any() const { return packs_ != nullptr && !packs_->empty(); }

    /// Nothing where the utterance is not recorded in these words and near this rate; then all of it is synthesised.
    [[nodiscard]] std::optional<std::vector<Phrase>> phrases(const WantedWords& wanted, std::string_view caption, const MakeValuePhrases& make_value);

    /// The sound of a phrase that has a recording. Where the rate has changed meanwhile to one that does not fit, it is as it was begun.
    [[nodiscard]] Speech speech(const Phrase& phrase, int rate_step);

private:
    [[nodiscard]] std::optional<std::vector<Phrase>> join(const std::vector<SpokenPiece>& pieces, const WantedWords& wanted, std::string_view caption,
                                                          const MakeValuePhrases& make_value);
    /// False when this was asked before about the prompt: one line in the log is enough.
    [[nodiscard]] bool first_time(const char* what, const WantedWords& wanted);

    std::shared_ptr<const PackCatalogue> packs_;
    EventLog& log_;
    RecordingCache cache_;
    std::set<std::string> told_;
};

/// A synthesised value as it stands between recordings: without the silence around it, as loud as they are, and with a pause (at the
/// default rate) after it. A value for one person is not copied for it, and keeps its level.
Speech joined_value(Speech speech, int pause_ms, int rate_step, Hearing hearing);

}  // namespace silverlane::voice
