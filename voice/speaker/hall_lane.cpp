// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/hall_lane.h"

#include <algorithm>
#include <utility>

#include "voice/sound/chimes.h"

namespace silverlane::voice {

namespace {

/// More than a hall can be told before the first of them is too old.
constexpr std::size_t kMostWaiting = 16;
/// With so many waiting a number that was said once is not repeated: everybody hears theirs once before anybody hears it twice.
constexpr std::size_t kCrowded = 2;
/// The chime has died away before the voice begins (speech.md, channels).
constexpr std::size_t kAfterChimeSamples = kSampleRate * 3 / 10;
/// So that the chime of the next call does not sound like the end of this one.
constexpr Milliseconds kBetweenCalls{1'000};
/// The next phrase is synthesised when less than this is left to be heard.
constexpr std::size_t kAheadSamples = kSampleRate * 3 / 10;

}  // namespace

HallLane::HallLane(SpeakingChannel& channel, bool shared, HallManner manner, Craft craft, HallProgressQueue* progress, const Clock& clock,
                   EventLog& log)
    : channel_(channel), shared_(shared), manner_(std::move(manner)), craft_(std::move(craft)), progress_(progress), clock_(clock), log_(log) {}

void HallLane::announce(HallAnnouncement call) {
    const auto same = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& other) { return other.call.ticket == call.ticket; });
    if (current_ && current_->call.ticket == call.ticket) current_->rounds_left = 0;  // perhaps for another window: the newest holds
    if (same != waiting_.end()) {
        drop(same->call, "called again before it was begun");
        // Nobody has heard the first call yet, so it is none to be said "once more".
        call.again = call.again && same->call.again;
        *same = {call, clock_.monotonic()};
        return;
    }
    if (waiting_.size() >= kMostWaiting) {
        drop(waiting_.front().call, "too many calls are waiting");
        waiting_.pop_front();
    }
    waiting_.push_back({call, clock_.monotonic()});
}

void HallLane::withdraw(HallTicket ticket) {
    if (current_ && current_->call.ticket == ticket) current_->rounds_left = 0;
    std::erase_if(waiting_, [&](const Waiting& waiting) {
        if (waiting.call.ticket != ticket) return false;
        drop(waiting.call, "no longer to be called");
        return true;
    });
}

std::optional<MonotonicTime> HallLane::wanting_since() const {
    if (!current_ || current_->sounding || clock_.monotonic() < current_->wanted_from) return std::nullopt;
    return current_->wanted_from;
}

void HallLane::proceed(bool may_begin) {
    if (current_ && current_->sounding) end_round();
    // Withdrawn in the pause between two rounds, or before the first could begin.
    if (current_ && !current_->sounding && current_->rounds_left == 0) {
        if (current_->begun) quiet_until_ = clock_.monotonic() + kBetweenCalls;
        if (current_->begun) report(current_->call.id, HallProgress::Kind::finished);
        else drop(current_->call, "no longer to be called");
        current_.reset();
    }
    drop_what_waited_too_long();
    take_next();
    if (wanting_since() && (may_begin || !shared_)) begin_round();
    // An open device makes the pause a pause; it is closed after the last word.
    if (current_ && current_->begun) channel_.open();
}

void HallLane::drop_what_waited_too_long() {
    const auto now = clock_.monotonic();
    std::erase_if(waiting_, [&](const Waiting& waiting) {
        if (now - waiting.since <= manner_.waits_at_most) return false;
        drop(waiting.call, "it waited too long");
        return true;
    });
    if (current_ && !current_->begun && now - current_->wanted_from > manner_.waits_at_most) {
        drop(current_->call, "it waited too long");
        current_.reset();
    }
}

void HallLane::take_next() {
    while (!current_ && !waiting_.empty()) {
        const Waiting next = waiting_.front();
        waiting_.pop_front();
        Current current{next.call, next.call.again || next.call.passed ? 1 : manner_.rounds, false, false, std::max(next.since, quiet_until_), words_for(next.call), 0, 0, {}};
        if (current.words.empty()) drop(next.call, "no language that it can be said in");
        else current_ = std::move(current);
    }
}

std::vector<HallLane::Words> HallLane::words_for(const HallAnnouncement& call) {
    std::vector<Words> all;
    for (const std::string& tag : manner_.languages) {
        const auto language = spoken_language(tag);
        const auto words = words_of(call, tag, manner_.style);
        const auto fault = !language ? std::optional(language.error()) : !words ? std::optional(words.error()) : std::nullopt;
        if (fault) {
            log_.write(LogEvent(LogLevel::error, "hall_language_failed").with("language", tag).with("error", *fault));
            continue;
        }
        for (Phrase& phrase : craft_.phrases(*language, tag, *words, prompt_id_of(call))) all.push_back({*language, std::move(phrase)});
    }
    return all;
}

void HallLane::begin_round() {
    if (!channel_.mixer().has_room()) return;
    channel_.open();
    Current& current = *current_;
    current.sounding = true;
    current.next_words = 0;
    current.clips.clear();
    --current.rounds_left;
    if (current.begun) return;
    current.begun = true;
    auto chime = chime_samples("call");
    if (chime) {
        chime->insert(chime->end(), kAfterChimeSamples, std::int16_t{0});
        play(std::move(*chime));
    }
    report(current.call.id, HallProgress::Kind::started);
}

void HallLane::feed() {
    if (!sounding() || current_->next_words == current_->words.size()) return;
    if (!channel_.mixer().has_room() || samples_ahead() > kAheadSamples) return;
    const Words& words = current_->words[current_->next_words++];
    play(craft_.speech(words.language, words.phrase, prompt_id_of(current_->call)).samples);
}

void HallLane::play(std::vector<std::int16_t> samples) {
    const std::size_t length = samples.size();
    Clip clip{std::move(samples), 0, Sound::announcement, Hearing::everybody, manner_.volume_step};
    current_->clips.emplace_back(channel_.mixer().play(std::move(clip)), length);
}

std::size_t HallLane::samples_ahead() const {
    std::size_t left = 0;
    for (const auto& [number, length] : current_->clips) left += length - channel_.mixer().played(number, length);
    return left;
}

void HallLane::end_round() {
    Current& current = *current_;
    if (current.next_words < current.words.size()) return;
    if (!current.clips.empty() && channel_.mixer().finished_clips() <= current.clips.back().first) return;
    current.sounding = false;
    if (waiting_.size() >= kCrowded) current.rounds_left = 0;
    current.wanted_from = clock_.monotonic() + manner_.pause;
}

void HallLane::report(std::uint64_t announcement, HallProgress::Kind kind, const char* reason) {
    if (progress_ == nullptr) return;
    const Posted posted = progress_->post({announcement, kind, reason});
    static_cast<void>(posted);  // a highlight ends by its own time as well
}

void HallLane::drop(const HallAnnouncement& call, const char* reason) {
    log_.write(LogEvent(LogLevel::notice, "hall_call_dropped").with("reason", reason));
    report(call.id, HallProgress::Kind::dropped, reason);
}

}  // namespace silverlane::voice
