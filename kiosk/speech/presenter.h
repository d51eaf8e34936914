// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Says what a scene means. Follows scene changes and turns them into utterances: the step's prompts (or its question), then the answers
// with their numbers. Knows nothing of the renderer. A secret goes to the private channel or nowhere. `follow` is pure; Presenter keeps
// the utterance numbers and hands commands to a Speaker. One thread (the kiosk's ui thread).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/scene/scene.h"
#include "kiosk/scene/text_catalogue.h"
#include "voice/speaker.h"
#include "voice/utterance.h"

namespace silverlane::speech {

/// What is to be said on the way from one scene to the next, in order; the first cuts off what is being said. Empty: nothing new.
/// Ids are left 0. `private_listening`: a handset is lifted or a headphone in; without it private prompts are dropped.
std::vector<voice::Utterance> follow(const scene::Scene& before, const scene::Scene& after, bool private_listening);

/// Whether leaving `before` for `after` must silence what is still being said although nothing new is said.
bool must_stop(const scene::Scene& before, const scene::Scene& after);

class Presenter {
public:
    explicit Presenter(voice::Speaker& speaker) : speaker_(speaker) {}

    /// The scene has changed: says what follows from it, sets rate and volume.
    void show(const scene::Scene& next);
    /// A finger or key came down: silence at once, and the audio device opens.
    void touched();
    /// 停.
    void stop();
    /// Says one prompt outside any scene, in the given language (flow::Announce).
    void announce(const std::string& prompt, const std::string& language, const scene::TextCatalogue& texts);
    /// Handset or headphone. Unknown counts as not present.
    void private_listening(bool present);
    /// What the voice reports. Returns true when the last utterance of the sequence has ended: send flow::SpeechFinished.
    bool observe(const voice::Progress& progress);
    /// Forgets everything of the last customer (flow::ResetCustomer). Silent, but for an announcement that is being said.
    void reset();

    /// Whether something is being said or queued (flow::Tick::speaking).
    [[nodiscard]] bool speaking() const { return last_queued_ != 0; }

    /// The caption strip: what is being said, and which code points of it are sounding now (begin == end: none).
    struct Caption {
        std::string text;
        std::size_t begin = 0;
        std::size_t end = 0;
        bool operator==(const Caption&) const = default;
    };
    [[nodiscard]] const Caption& caption() const { return caption_; }

private:
    void queue(std::vector<voice::Utterance> utterances);
    voice::Speaker& speaker_;
    scene::Scene last_;
    struct Queued { std::uint64_t id = 0; std::string caption; };
    std::vector<Queued> queued_;
    std::uint64_t next_id_ = 1;
    std::uint64_t last_queued_ = 0;   ///< 0: silent
    bool private_ = false;
    bool farewell_ = false;           ///< an announcement outlives the change of scene that follows it
    Caption caption_;
};

}  // namespace silverlane::speech
