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

int pause_of(char32_t mark) {
    if (ends_sentence(mark)) return kSentenceMilliseconds;
    return std::u32string_view(U"，、：,:").find(mark) == std::u32string_view::npos ? kJoinMilliseconds : kCommaMilliseconds;
}

/// The pause that the marks around this place of the text ask for: a comma may stand before it (，您) or after it (七，). The end of the
/// text is the end of a sentence.
int pause_at(std::u32string_view text, std::size_t place) {
    constexpr std::u32string_view kPassedOver = U"”’“‘\"'()（）《》 ";
    const std::size_t after = text.find_first_not_of(kPassedOver, place);
    if (after == std::u32string_view::npos) return kSentenceMilliseconds;
    const std::size_t before = place == 0 ? std::u32string_view::npos : text.find_last_not_of(kPassedOver, place - 1);
    return std::max(pause_of(text[after]), before == std::u32string_view::npos ? 0 : pause_of(text[before]));
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

/// The caption of a value counts from its own beginning; here from the caption's. A value of several sentences pauses after each.
void make_values(std::vector<Phrase>& phrases, std::size_t begin, const std::vector<CaptionSpan>& all, int pause_ms) {
    for (Phrase& phrase : phrases) {
        phrase.is_value = true;
        phrase.pause_ms = &phrase == &phrases.back() ? pause_ms : kSentenceMilliseconds;
        for (CaptionSpan& span : phrase.spans) {
            CaptionSpan moved;
            for (std::size_t i = span.begin; i < span.end && begin + i < all.size(); ++i) moved = joined(moved, all[begin + i]);
            span = moved;
        }
    }
}

/// Through a volatile pointer, so that the compiler does not leave it out before the memory is given back.
void forget(std::vector<float>& samples) {
    volatile float* at = samples.data();
    for (std::size_t i = 0; i < samples.size(); ++i) at[i] = 0.0F;
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
            make_values(made, piece.begin, spans, pause_at(text, piece.end));
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
        phrase.pause_ms = pause_at(text, piece.end);
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
    speech.samples.resize(speech.samples.size() + samples_of(phrase.pause_ms, rate_step), 0);
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

Speech joined_value(Speech speech, int pause_ms, int rate_step, Hearing hearing) {
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
    forget(levels);
    // What moves to the front leaves nothing behind it, since these samples may be for one person.
    std::copy(samples.begin() + static_cast<std::ptrdiff_t>(begin), samples.begin() + static_cast<std::ptrdiff_t>(end), samples.begin());
    std::fill(samples.begin() + static_cast<std::ptrdiff_t>(end - begin), samples.end(), std::int16_t{0});
    samples.resize(end - begin + samples_of(pause_ms, rate_step), 0);
    for (TimedWord& word : speech.words) word.first_sample -= std::min(word.first_sample, begin);
    return speech;
}

}  // namespace silverlane::voice
