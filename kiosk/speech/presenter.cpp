// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/speech/presenter.h"

#include <algorithm>
#include <utility>

namespace silverlane::speech {

void Presenter::show(const scene::Scene& next) {
    if (next.preferences.rate_step != last_.preferences.rate_step) speaker_.set_rate_step(next.preferences.rate_step);
    if (next.preferences.volume_step != last_.preferences.volume_step) speaker_.set_volume_step(next.preferences.volume_step);
    std::vector<voice::Utterance> utterances = follow(last_, next, private_);
    const bool silence = utterances.empty() && must_stop(last_, next) && !farewell_;
    last_ = next;
    if (!utterances.empty()) {
        queue(std::move(utterances));
    } else if (silence) {
        stop();
    }
}

void Presenter::queue(std::vector<voice::Utterance> utterances) {
    farewell_ = false;
    queued_.clear();
    caption_ = {};
    bool first = true;
    for (voice::Utterance& utterance : utterances) {
        utterance.id = next_id_++;
        queued_.push_back({utterance.id, utterance.caption});
        last_queued_ = utterance.id;
        if (std::exchange(first, false)) {
            speaker_.say(std::move(utterance));
        } else {
            speaker_.follow(std::move(utterance));
        }
    }
}

void Presenter::touched() {
    stop();
    speaker_.expect_speech();
}

void Presenter::stop() {
    if (speaking()) speaker_.stop();
    queued_.clear();
    last_queued_ = 0;
    caption_ = {};
    farewell_ = false;
}

void Presenter::announce(const std::string& prompt, const std::string& language, const scene::TextCatalogue& texts) {
    scene::Filled words = texts.fill(prompt, language);
    voice::Utterance utterance;
    utterance.prompt_id = prompt;
    utterance.language = language;
    utterance.text = std::move(words.spoken);
    utterance.caption = std::move(words.shown);
    utterance.priority = voice::Priority::safety;
    queue({std::move(utterance)});
    farewell_ = true;
}

void Presenter::private_listening(bool present) {
    if (present == private_) return;
    private_ = present;
    // Hung up or unplugged: silence at once; the rest of a private prompt is never said in the hall.
    if (!present) stop();
    speaker_.set_private_listening(present);
}

bool Presenter::observe(const voice::Progress& progress) {
    const auto entry = std::find_if(queued_.begin(), queued_.end(), [&](const Queued& one) { return one.id == progress.utterance; });
    if (entry == queued_.end()) return false;
    switch (progress.kind) {
        case voice::Progress::Kind::started: caption_ = {entry->caption, 0, 0}; return false;
        case voice::Progress::Kind::word:
            caption_ = {entry->caption, progress.caption_begin, progress.caption_end};
            return false;
        // What the voice refuses to say is still shown: its caption stands until the next one.
        case voice::Progress::Kind::refused: caption_ = {entry->caption, 0, 0}; break;
        case voice::Progress::Kind::finished:
        case voice::Progress::Kind::cut_off: break;
    }
    if (progress.utterance != last_queued_) return false;
    last_queued_ = 0;
    farewell_ = false;
    if (progress.kind != voice::Progress::Kind::refused) caption_ = {};
    queued_.clear();
    return true;
}

void Presenter::reset() {
    if (!farewell_) stop();
    last_ = {};
    speaker_.set_rate_step(last_.preferences.rate_step);
    speaker_.set_volume_step(last_.preferences.volume_step);
}

}  // namespace silverlane::speech
