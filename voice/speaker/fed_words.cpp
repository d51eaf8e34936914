// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/fed_words.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "voice/mandarin/characters.h"

namespace silverlane::voice {

namespace {

using Words = std::vector<FedWord>;
/// For each word the sample at which it was announced, or nothing where it shares the announcement of the word before.
using Times = std::vector<std::optional<std::size_t>>;

bool in_word(SpokenLanguage language, char32_t c) {
    if (is_latin_letter(c)) return true;
    if (language != SpokenLanguage::english) return c >= U'1' && c <= U'6';
    return c == U'\'' || c == U'’' || c == U'-';
}

/// The part of the samples that is not silence: [first, last).
std::pair<std::size_t, std::size_t> sounding(const std::vector<std::int16_t>& samples) {
    const auto sounds = [](std::int16_t sample) { return sample != 0; };
    const auto first = std::find_if(samples.begin(), samples.end(), sounds);
    if (first == samples.end()) return {0, samples.size()};
    const auto last = std::find_if(samples.rbegin(), samples.rend(), sounds);
    return {static_cast<std::size_t>(first - samples.begin()), static_cast<std::size_t>(samples.rend() - last)};
}

/// By counting; nothing when there are more or fewer announcements than words.
std::optional<Times> counted(const Words& words, std::u32string_view fed, const std::vector<Announced>& announced) {
    Times times;
    std::size_t next = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool joined = i > 0 && words[i].begin == words[i - 1].end + 1 && fed[words[i - 1].end] == U'-';
        if (joined) {
            times.emplace_back();
            continue;
        }
        if (next == announced.size()) return std::nullopt;
        times.emplace_back(announced[next++].first_sample);
    }
    if (next != announced.size()) return std::nullopt;
    return times;
}

/// By place; nothing when one of them is not the beginning of a later word, or the first word is not announced.
std::optional<Times> placed(const Words& words, const std::vector<Announced>& announced) {
    Times times(words.size());
    std::size_t from = 0;
    for (const Announced& one : announced) {
        while (from < words.size() && words[from].begin < one.place) ++from;
        if (from == words.size() || words[from].begin != one.place) return std::nullopt;
        times[from++] = one.first_sample;
    }
    if (words.empty() ? !announced.empty() : !times.front()) return std::nullopt;
    return times;
}

/// Words that share an announcement share its time, by the number of their characters.
std::vector<std::size_t> filled(const Words& words, const Times& times, std::size_t end) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t next = i + 1;
        while (next < words.size() && !times[next]) ++next;
        const std::size_t begin = *times[i];
        const std::size_t until = std::max(begin, next < words.size() ? *times[next] : end);
        const std::size_t characters = words[next - 1].end - words[i].begin;
        for (const std::size_t first = words[i].begin; i < next; ++i) out.push_back(begin + (until - begin) * (words[i].begin - first) / characters);
    }
    return out;
}

std::vector<std::size_t> spread(std::size_t words, std::pair<std::size_t, std::size_t> sound) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < words; ++i) out.push_back(sound.first + (sound.second - sound.first) * i / words);
    return out;
}

}  // namespace

std::vector<FedWord> words_of(SpokenLanguage language, std::u32string_view fed) {
    Words words;
    for (std::size_t i = 0; i < fed.size();) {
        if (!is_latin_letter(fed[i]) && !is_hanzi(fed[i])) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        if (is_latin_letter(fed[i])) {
            while (end < fed.size() && in_word(language, fed[end])) ++end;
            while (!is_latin_letter(fed[end - 1]) && language == SpokenLanguage::english) --end;  // a closing quotation mark, a dash
        }
        words.push_back({i, end});
        i = end;
    }
    return words;
}

bool time_words(SpokenLanguage language, std::u32string_view fed, const std::vector<Announced>& announced, Speech& speech) {
    const Words words = words_of(language, fed);
    const auto sound = sounding(speech.samples);
    const auto times = language == SpokenLanguage::mandarin ? counted(words, fed, announced) : placed(words, announced);
    const auto firsts = times ? filled(words, *times, sound.second) : spread(words.size(), sound);
    speech.words.clear();
    speech.words.reserve(words.size());
    std::size_t latest = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        latest = std::max(latest, firsts[i]);
        speech.words.push_back({latest, words[i].begin, words[i].end});
    }
    return times.has_value();
}

}  // namespace silverlane::voice
