// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/recorded_voice.h"

#include <algorithm>
#include <cmath>

#include "base/private_text.h"
#include "base/utf8.h"
#include "voice/mandarin/characters.h"
#include "voice/recordings/conversion.h"
#include "voice/recordings/loudness.h"

namespace silverlane::voice {

namespace {

/// Pauses at the default rate, after what was kept of the recording's own silence (90 ms in all). Within a sentence a value follows
/// closely, as when a person reads it out.
constexpr int kJoinMilliseconds = 20;
constexpr int kCommaMilliseconds = 160;
constexpr int kSentenceMilliseconds = 320;
constexpr int kKeptMilliseconds = 30;   ///< of a value's silence on either side

/// Tells that a phrase is a whole utterance's or a sentence's end by the last mark in it.
int pause_after(std::u32string_view words) {
    const std::size_t last = words.find_last_not_of(U"”’\"')）》 ");
    if (last == std::u32string_view::npos) return kJoinMilliseconds;
    if (ends_sentence(words[last])) return kSentenceMilliseconds;
    return std::u32string_view(U"，、：,:").find(words[last]) == std::u32string_view::npos ? kJoinMilliseconds : kCommaMilliseconds;
}

std::size_t samples_of(int milliseconds, int rate_step) {
    const double at_this_rate = static_cast<double>(milliseconds) / tempo_between(kDefaultStep, rate_step);
    return static_cast<std::size_t>(at_this_rate * kSampleRate / 1000.0);
}

CaptionSpan joined(CaptionSpan one, CaptionSpan other) {
    if (one.begin == one.end) return other;
    if (other.begin == other.end) return one;
    return {std::min(one.begin, other.begin), std::max(one.end, other.end)};
}

/// The caption of a value counts from its own beginning; here from the caption's.
void move_spans(std::vector<Phrase>& phrases, std::size_t begin, const std::vector<CaptionSpan>& all) {
    for (Phrase& phrase : phrases) {
        phrase.is_value = true;
        for (CaptionSpan& span : phrase.spans) {
            CaptionSpan moved;
            for (std::size_t i = span.begin; i < span.end && begin + i < all.size(); ++i) moved = joined(moved, all[begin + i]);
            span = moved;
        }
    }
}

}  // namespace

std::optional<std::vector<Phrase>> RecordedVoice::phrases(const WantedWords& wanted, std::string_view caption, const MakeValuePhrases& make_value) {
    if (!has_any()) return std::nullopt;
    const FoundWords found = packs_->find(wanted);
    if (found.verdict == FoundWords::Verdict::other_words && first_time("outdated", wanted)) {
        log_.write(LogEvent(LogLevel::warning, "recording_outdated").with("prompt", wanted.prompt_id).with("language", wanted.variety));
    }
    if (found.verdict != FoundWords::Verdict::recorded) return std::nullopt;
    return join(found.pieces, wanted, caption, make_value);
}

std::optional<std::vector<Phrase>> RecordedVoice::join(const std::vector<SpokenPiece>& pieces, const WantedWords& wanted, std::string_view caption,
                                                       const MakeValuePhrases& make_value) {
    const std::u32string text = decode_utf8(wanted.text);
    const auto spans = align_caption(text, decode_utf8(caption));
    std::vector<Phrase> all;
    for (const SpokenPiece& piece : pieces) {
        const auto words = std::u32string_view(text).substr(piece.begin, piece.end - piece.begin);
        if (!piece.recording) {
            std::string value = encode_utf8(words);
            auto made = make_value(value);
            zero(value);
            move_spans(made, piece.begin, spans);
            for (Phrase& phrase : made) all.push_back(std::move(phrase));
            continue;
        }
        // A rate that is too far off is no fault of the recording: the person gets the rate that was asked for, from the synthesiser.
        if (!may_stretch(piece.recording->rate_step, wanted.rate_step)) return std::nullopt;
        auto speech = cache_.get(*piece.recording, wanted.rate_step);
        if (!speech) {
            if (first_time("unusable", wanted)) {
                log_.write(LogEvent(LogLevel::warning, "recording_unusable").with("prompt", wanted.prompt_id).with("language", wanted.variety)
                               .with("error", speech.error()));
            }
            return std::nullopt;
        }
        Phrase phrase;
        phrase.fed = words;
        phrase.spans.assign(spans.begin() + static_cast<std::ptrdiff_t>(piece.begin), spans.begin() + static_cast<std::ptrdiff_t>(piece.end));
        phrase.recording = piece.recording;
        phrase.recorded = std::move(*speech);
        all.push_back(std::move(phrase));
    }
    return all;
}

Speech RecordedVoice::speech(const Phrase& phrase, int rate_step) {
    std::shared_ptr<const RecordedSpeech> sound = phrase.recorded;
    if (auto now = cache_.get(*phrase.recording, rate_step)) sound = std::move(*now);
    Speech speech;
    speech.samples.reserve(sound->samples.size() + samples_of(kSentenceMilliseconds, 0));
    speech.samples = sound->samples;
    speech.samples.resize(speech.samples.size() + samples_of(pause_after(phrase.fed), rate_step), 0);
    const auto placed = place_times(sound->times, phrase.fed);
    if (placed && !placed->empty()) {
        for (const PlacedTime& time : *placed) {
            speech.words.push_back({static_cast<std::size_t>(time.milliseconds) * kSampleRate / 1000, time.begin, time.end});
        }
    } else {
        speech.words.push_back({0, 0, phrase.fed.size()});
    }
    return speech;
}

bool RecordedVoice::first_time(const char* what, const WantedWords& wanted) {
    return told_.insert(std::string(what) + '\n' + std::string(wanted.variety) + '\n' + std::string(wanted.prompt_id)).second;
}

Speech joined_value(Speech speech, std::u32string_view fed, int rate_step, Hearing hearing) {
    auto& samples = speech.samples;
    std::vector<float> levels = to_float(samples);
    const SilenceAtEnds ends = silence_at_ends(levels, kSampleRate);
    const std::size_t keep = samples_of(kKeptMilliseconds, kDefaultStep);
    const std::size_t begin = ends.leading == samples.size() ? 0 : ends.leading - std::min(ends.leading, keep);
    const std::size_t end = samples.size() - (ends.trailing - std::min(ends.trailing, keep));
    if (hearing == Hearing::everybody) {
        const auto loudness = measure_loudness(levels, kSampleRate);
        if (loudness) {
            const double gain = std::min({kSpeechLoudnessLufs - loudness->lufs, kHighestPeakDbtp - loudness->peak_dbtp, kMostGainDb});
            samples = to_16_bit(levels, static_cast<float>(std::pow(10.0, gain / 20.0)));
        }
    }
    std::fill(levels.begin(), levels.end(), 0.0F);
    // What moves to the front leaves nothing behind it, since these samples may be for one person.
    std::copy(samples.begin() + static_cast<std::ptrdiff_t>(begin), samples.begin() + static_cast<std::ptrdiff_t>(end), samples.begin());
    std::fill(samples.begin() + static_cast<std::ptrdiff_t>(end - begin), samples.end(), std::int16_t{0});
    samples.resize(end - begin + samples_of(pause_after(fed), rate_step), 0);
    for (TimedWord& word : speech.words) word.first_sample -= std::min(word.first_sample, begin);
    return speech;
}

}  // namespace silverlane::voice
