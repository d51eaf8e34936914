// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/phrases.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/utf8.h"
#include "voice/mandarin/characters.h"

namespace silverlane::voice {

namespace {

/// A closing quotation mark or bracket belongs to the sentence before it.
bool closes(char32_t c) { return std::u32string_view(U"”’\"')）》 ").find(c) != std::u32string_view::npos; }

/// The synthesiser loses the word events of a Chinese sentence much longer than this (measured: from about 110 syllables on).
constexpr std::size_t kLongestPhrase = 80;

/// Where a sentence ends; a very long one at its last comma in time, or else at the last blank or anywhere.
std::size_t sentence_end(SpokenLanguage language, std::u32string_view text, std::size_t begin) {
    std::size_t end = begin;
    std::size_t comma = begin;
    std::size_t blank = begin;
    while (end < text.size() && !ends_sentence(text[end])) {
        if (language != SpokenLanguage::english && end - begin == kLongestPhrase) return comma > begin ? comma : (blank > begin ? blank : end);
        if (std::u32string_view(U"，、：,:").find(text[end]) != std::u32string_view::npos) comma = end + 1;
        if (text[end] == U' ') blank = end + 1;
        ++end;
    }
    while (end < text.size() && (ends_sentence(text[end]) || closes(text[end]))) ++end;
    return end;
}

bool has_words(std::u32string_view text) {
    return std::any_of(text.begin(), text.end(), [](char32_t c) { return is_hanzi(c) || is_latin_letter(c); });
}

bool in_word(char32_t c) { return is_latin_letter(c) || c == U'\'' || c == U'-' || (c >= U'1' && c <= U'6'); }

/// `reading` is that of the sentence; empty unless it is Mandarin.
FedText feed(SpokenLanguage language, std::u32string_view sentence, std::span<const ReadCharacter> reading, const FrontEnd& front_end) {
    if (language == SpokenLanguage::mandarin) return feed_mandarin(reading, front_end.sandhi);
    if (language == SpokenLanguage::english || front_end.cantonese == nullptr) return feed_english(sentence);
    CantoneseFeed fed = feed_cantonese(sentence, *front_end.cantonese);
    return {std::move(fed.text), std::move(fed.source)};
}

}  // namespace

Result<void> check_readings(SpokenLanguage language, std::string_view text, const MandarinReader& reader) {
    if (language != SpokenLanguage::mandarin) return {};
    const Reading reading = reader.read(decode_utf8(text));
    const auto unread = std::find_if(reading.begin(), reading.end(), [](const ReadCharacter& read) { return read.doubt == Doubt::unknown; });
    if (unread == reading.end()) return {};
    return Error(ErrorCode::invalid_input, "a hanzi without a reading at character " + std::to_string(unread - reading.begin() + 1));
}

std::vector<Phrase> make_phrases(SpokenLanguage language, std::string_view text, std::string_view caption, const FrontEnd& front_end) {
    const std::u32string said = decode_utf8(text);
    const auto said_spans = align_caption(said, decode_utf8(caption));
    const Reading reading = language == SpokenLanguage::mandarin ? front_end.reader->read(said) : Reading();
    std::vector<Phrase> phrases;
    for (std::size_t begin = 0; begin < said.size();) {
        const std::size_t end = sentence_end(language, said, begin);
        const auto sentence = std::u32string_view(said).substr(begin, end - begin);
        if (has_words(sentence)) {
            const auto own = language == SpokenLanguage::mandarin ? std::span(reading).subspan(begin, end - begin) : std::span<const ReadCharacter>();
            FedText fed = feed(language, sentence, own, front_end);
            Phrase phrase;
            phrase.fed = std::move(fed.text);
            for (const std::size_t from : fed.source) phrase.spans.push_back(said_spans[begin + from]);
            phrases.push_back(std::move(phrase));
        }
        begin = end;
    }
    return phrases;
}

Speech silent_reading(SpokenLanguage language, const std::u32string& fed, int rate_step) {
    constexpr std::array<int, kSteps> kChinesePerMinute{90, 120, 150, 164, 220, 270, 360};
    constexpr std::array<int, kSteps> kEnglishPerMinute{62, 82, 103, 122, 150, 184, 246};
    const auto step = static_cast<std::size_t>(std::clamp(rate_step, 0, kSteps - 1));
    const int per_minute = language == SpokenLanguage::english ? kEnglishPerMinute[step] : kChinesePerMinute[step];
    const std::size_t samples_per_word = static_cast<std::size_t>(kSampleRate) * 60 / static_cast<std::size_t>(per_minute);
    Speech speech;
    for (std::size_t i = 0; i < fed.size();) {
        std::size_t end = i + 1;
        if (in_word(fed[i])) {
            while (end < fed.size() && in_word(fed[end])) ++end;
        } else if (!is_hanzi(fed[i])) {
            ++i;
            continue;
        }
        speech.words.push_back({speech.words.size() * samples_per_word, i, end});
        i = end;
    }
    speech.samples.assign(speech.words.size() * samples_per_word, 0);
    return speech;
}

}  // namespace silverlane::voice
