// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The house style of every word a customer sees or hears (speech.md section 2 of the domain: at most 14 hanzi a sentence, 20 a prompt,
// kind words), decided by machine.
#include "base/utf8.h"
#include "tests/support/kiosk_walk.h"
#include "voice/speaker/text_check.h"

namespace silverlane {
namespace {

using testing::shipped_texts;

bool is_hanzi(char32_t letter) { return letter >= 0x4E00 && letter <= 0x9FFF; }
bool ends_sentence(char32_t letter) { return letter == U'。' || letter == U'？' || letter == U'！'; }

/// Code points of valid UTF-8 (the catalogue has checked it).
std::u32string code_points(const std::string& text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t value = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t next = 1; next < length; ++next) value = (value << 6) | (static_cast<unsigned char>(text[at + next]) & 0x3FU);
        out.push_back(value);
        at += length;
    }
    return out;
}

struct Measured {
    int hanzi = 0;
    int longest_sentence = 0;
    int sentences = 0;
};

Measured measure(const std::string& text) {
    Measured out;
    int sentence = 0;
    const auto close = [&] {
        if (sentence == 0) return;
        ++out.sentences;
        out.longest_sentence = std::max(out.longest_sentence, sentence);
        sentence = 0;
    };
    for (const char32_t letter : code_points(text)) {
        if (is_hanzi(letter)) {
            ++sentence;
            ++out.hanzi;
        } else if (ends_sentence(letter)) {
            close();
        }
    }
    close();
    return out;
}

TEST(Texts, no_sentence_is_longer_than_fourteen_hanzi) {
    for (const auto& entry : shipped_texts().entries("zh-CN")) {
        EXPECT_LE(measure(entry.spoken).longest_sentence, 14) << entry.key << ": " << entry.spoken;
    }
}

TEST(Texts, no_prompt_is_longer_than_twenty_hanzi_or_two_sentences) {
    for (const auto& entry : shipped_texts().entries("zh-CN")) {
        if (!entry.prompt) continue;
        const Measured measured = measure(entry.spoken);
        EXPECT_LE(measured.hanzi, 20) << entry.key << ": " << entry.spoken;
        EXPECT_LE(measured.sentences, 2) << entry.key << ": " << entry.spoken;
    }
}

/// 你们 is what the customer says to the bank here, and not the bank to the customer.
bool is_the_customers_own_question(const std::string& key) { return key == "known.name" || key == "known.start.title"; }

TEST(Texts, nobody_is_hurried_blamed_or_frightened) {
    for (const auto& entry : shipped_texts().entries("zh-CN")) {
        if (is_the_customers_own_question(entry.key)) continue;
        for (const char* word : {"必须", "不得", "错误", "失败", "非法", "快点", "时间到", "马上来", "自己看", "可疑", "被骗", "VIP", "你"}) {
            EXPECT_EQ((entry.screen + entry.spoken).find(word), std::string::npos) << entry.key << ": " << word;
        }
    }
    for (const auto& entry : shipped_texts().entries("en")) {
        for (const char* word : {"must", "error", "failed", "illegal", "invalid", "Time is up", "VIP"}) {
            EXPECT_EQ((entry.screen + entry.spoken).find(word), std::string::npos) << entry.key << ": " << word;
        }
    }
}

TEST(Texts, chinese_has_no_latin_and_english_no_hanzi_but_for_the_language_key) {
    for (const auto& entry : shipped_texts().entries("zh-CN")) {
        if (entry.key == "frame.language") continue;
        std::string words = entry.screen;
        for (std::size_t open = words.find('{'); open != std::string::npos; open = words.find('{')) words.erase(open, words.find('}') - open + 1);
        EXPECT_EQ(words.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos) << entry.key;
    }
    for (const auto& entry : shipped_texts().entries("en")) {
        if (entry.key != "frame.language") {
            EXPECT_EQ(measure(entry.screen).hanzi, 0) << entry.key;
        }
        EXPECT_EQ(measure(entry.spoken).hanzi, 0) << entry.key;
    }
}

TEST(Texts, the_labels_of_answers_are_two_to_five_hanzi) {
    for (const auto& [id, flow] : testing::shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            for (const flow::Answer& answer : step.answers) {
                const int hanzi = measure(shipped_texts().fill(answer.text_key, "zh-CN").shown).hanzi;
                EXPECT_GE(hanzi, 1) << answer.text_key;
                EXPECT_LE(hanzi, 5) << answer.text_key;
            }
        }
    }
}

TEST(Texts, the_voice_takes_every_spoken_form_that_needs_no_value) {
    for (const auto& [language, kind] : {std::pair{"zh-CN", voice::SpokenLanguage::mandarin}, std::pair{"en", voice::SpokenLanguage::english}}) {
        for (const auto& entry : shipped_texts().entries(language)) {
            if (entry.spoken.find('{') != std::string::npos) continue;
            const Result<void> check = voice::check_text(kind, entry.spoken);
            EXPECT_TRUE(check.ok()) << entry.key << ": " << (check.ok() ? "" : check.error().text());
        }
    }
}

}  // namespace
}  // namespace silverlane
