// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Says what a scene means. Follows scene changes and turns them into utterances: the step's prompts (or its question), then the answers
// with their numbers; with a headphone in, the whole screen; and what the focus comes to. Knows nothing of the renderer. A secret goes to
// the private channel or nowhere. What is said is decided in follow.h; Presenter keeps the utterance numbers and hands commands to a
// Speaker. One thread (the kiosk's ui thread).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/scene/scene.h"
#include "kiosk/scene/text_catalogue.h"
#include "kiosk/speech/follow.h"
#include "voice/speaker/speaker.h"
#include "voice/speaker/utterance.h"

namespace silverlane::speech {

class Presenter {
public:
    /// `texts` must outlive the presenter.
    Presenter(voice::Speaker& speaker, const scene::TextCatalogue& texts) : speaker_(speaker), texts_(texts) {}

    /// The scene has changed: says what follows from it, sets rate and volume.
    void show(const scene::Scene& next);
    /// The focus has come to this node, or to these nodes as a group: says it, cutting off what is being said. Empty: nothing.
    void focus(const std::vector<NodeId>& nodes);
    /// A finger or key came down: silence at once, and the audio device opens.
    void touched();
    /// 停.
    void stop();
    /// Says one prompt outside any scene, in the given language (flow::Announce).
    void announce(const std::string& prompt, const std::string& language);
    /// Where the person listens; unknown counts as loudspeaker. Every change is silence at once, and the next words go to the new place.
    void listening(flow::Listening listening);
    /// What the voice reports. Returns true when the last utterance of the sequence has ended: send flow::SpeechFinished.
    bool observe(const voice::Progress& progress);
    /// Forgets everything of the last customer (flow::ResetCustomer), both volumes included. Silent, but for an announcement that is being
    /// said. Where the machine says that somebody listens stays true.
    void reset();

    /// Whether something is being said or queued (flow::Tick::speaking).
    [[nodiscard]] bool speaking() const { return last_queued_ != 0; }

    /// The caption strip: what is being said, and which code points of it are sounding now (begin == end: none).
    struct Caption {
        std::string text;                   ///< empty where `secret` holds the words
        std::size_t begin = 0;
        std::size_t end = 0;
        std::optional<PrivateText> secret;  ///< drawn, covered by 遮住, and never in a log or a dump
        std::uint64_t utterance = 0;        ///< tells one secret from the next, which cannot be compared
        bool operator==(const Caption& other) const {
            return text == other.text && begin == other.begin && end == other.end && utterance == other.utterance;
        }
    };
    [[nodiscard]] const Caption& caption() const { return caption_; }

private:
    struct Queued { std::uint64_t id = 0; std::string caption; std::optional<PrivateText> secret; };
    void queue(std::vector<voice::Utterance> utterances);
    [[nodiscard]] static Caption caption_of(const Queued& entry) { return {entry.caption, 0, 0, entry.secret, entry.id}; }

    voice::Speaker& speaker_;
    const scene::TextCatalogue& texts_;
    scene::Scene last_;
    std::vector<Queued> queued_;
    std::uint64_t next_id_ = 1;
    std::uint64_t last_queued_ = 0;   ///< 0: silent
    flow::Listening listening_ = flow::Listening::loudspeaker;
    bool farewell_ = false;           ///< an announcement outlives the change of scene that follows it
    Caption caption_;
};

}  // namespace silverlane::speech
