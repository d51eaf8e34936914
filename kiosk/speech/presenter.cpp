// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/speech/presenter.h"

#include <algorithm>
#include <utility>

namespace silverlane::speech {

void Presenter::show(const scene::Scene& next) {
    if (next.preferences.rate_step != last_.preferences.rate_step) speaker_.set_rate_step(next.preferences.rate_step);
    if (next.preferences.volume_step != last_.preferences.volume_step) {
        speaker_.set_volume_step(voice::Channel::loudspeaker, next.preferences.volume_step);
    }
    if (next.private_volume_step != last_.private_volume_step) {
        speaker_.set_volume_step(voice::Channel::private_ear, next.private_volume_step);
    }
    const bool in_full = listening_ == flow::Listening::headphone;
    std::vector<voice::Utterance> utterances =
        in_full ? follow_in_full(last_, next, texts_) : follow(last_, next, listening_ != flow::Listening::loudspeaker);
    const bool silence = utterances.empty() && must_stop(last_, next) && !farewell_;
    last_ = next;
    if (!utterances.empty()) {
        queue(std::move(utterances));
    } else if (silence) {
        stop();
    }
}

void Presenter::focus(const std::vector<NodeId>& nodes) {
    std::vector<voice::Utterance> utterances = focus_words(last_, nodes, listening_, texts_);
    if (!utterances.empty()) return queue(std::move(utterances));
    // What has no name on the loudspeaker (a digit key) still answers that the focus moved, with the tone that every key has.
    if (!nodes.empty()) speaker_.chime("key");
}

void Presenter::queue(std::vector<voice::Utterance> utterances) {
    farewell_ = false;
    queued_.clear();
    caption_ = {};
    bool first = true;
    for (voice::Utterance& utterance : utterances) {
        utterance.id = next_id_++;
        if (utterance.language.starts_with("zh")) utterance.variety = last_.preferences.variety;
        // With a headphone in nothing reaches the hall, whoever made the words.
        if (listening_ == flow::Listening::headphone) utterance.channel = voice::Channel::private_ear;
        queued_.push_back({utterance.id, utterance.caption, utterance.secret_caption});
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

void Presenter::announce(const std::string& prompt, const std::string& language) {
    scene::Filled words = texts_.fill(prompt, language);
    voice::Utterance utterance;
    utterance.prompt_id = prompt;
    utterance.language = language;
    utterance.text = std::move(words.spoken);
    utterance.caption = std::move(words.shown);
    utterance.priority = voice::Priority::safety;
    queue({std::move(utterance)});
    farewell_ = true;
}

void Presenter::listening(flow::Listening listening) {
    if (listening == listening_) return;
    // Silence at once: the rest of a private prompt is never said in the hall, nor that of a loud one in the ear.
    stop();
    listening_ = listening;
    const bool in_private = listening != flow::Listening::loudspeaker;
    speaker_.set_private_listening(in_private);
    if (in_private) speaker_.set_volume_step(voice::Channel::private_ear, last_.private_volume_step);
}

bool Presenter::observe(const voice::Progress& progress) {
    const auto entry = std::find_if(queued_.begin(), queued_.end(), [&](const Queued& one) { return one.id == progress.utterance; });
    if (entry == queued_.end()) return false;
    switch (progress.kind) {
        case voice::Progress::Kind::started: caption_ = caption_of(*entry); return false;
        case voice::Progress::Kind::word:
            caption_ = caption_of(*entry);
            caption_.begin = progress.caption_begin;
            caption_.end = progress.caption_end;
            return false;
        // What the voice refuses to say is still shown: its caption stands until the next one.
        case voice::Progress::Kind::refused: caption_ = caption_of(*entry); break;
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
    speaker_.set_volume_step(voice::Channel::loudspeaker, last_.preferences.volume_step);
    speaker_.set_volume_step(voice::Channel::private_ear, last_.private_volume_step);
}

}  // namespace silverlane::speech
