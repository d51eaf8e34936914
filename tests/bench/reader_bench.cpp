// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measures the Mandarin front end: a prompt of 20 characters from text to what the synthesiser is fed (median over prompts that differ, so
// that the tables are not all in the cache), opening the lexicon with its checks, and its size. One JSON object a line. With --read it reads
// lines on standard input and prints the pinyin of each character, which is how tests/bench/polyphones.py asks.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "voice/mandarin/mandarin_text.h"
#include "voice/mandarin/reader.h"

namespace silverlane::voice {
namespace {

using Ticks = std::chrono::steady_clock;

constexpr const char* kFolder = SILVERLANE_BINARY_DIR "/share/silverlane/voice";
constexpr const char* kLexicon = SILVERLANE_BINARY_DIR "/share/silverlane/voice/mandarin.lexicon";

void print(const char* name, double value, const char* unit, double at_most) {
    fmt::print("{{\"name\":\"{}\",\"value\":{:.3f},\"unit\":\"{}\",\"at_most\":{}}}\n", name, value, unit, at_most);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Prompts of exactly twenty characters, cut from sentences of a bank's lobby, each beginning elsewhere.
std::vector<std::u32string> prompts() {
    const std::u32string text =
        U"请到支行重新办理还款业务，行长还在开会。单女士的存折已经转账一百元，不着急，您慢慢来。得到通知后请更换银行卡，数一数现金是否相当。"
        U"他长得很高，觉得为难的时候会为大家着想。重庆的营业厅中午不休息，工作人员会教您怎么调整音量。请把身份证放在这里，差额由本行承担。";
    std::vector<std::u32string> cut;
    for (std::size_t at = 0; at + 20 <= text.size(); ++at) cut.push_back(text.substr(at, 20));
    return cut;
}

double microseconds_a_prompt(const MandarinReader& reader) {
    const auto texts = prompts();
    std::vector<double> times;
    for (int round = 0; round < 40; ++round) {
        for (const std::u32string& text : texts) {
            const auto begun = Ticks::now();
            const FedText fed = feed_mandarin(reader.read(text), Sandhi::on);
            times.push_back(std::chrono::duration<double, std::micro>(Ticks::now() - begun).count());
            if (fed.text.empty()) return -1;
        }
    }
    return median(times);
}

double load_milliseconds() {
    std::vector<double> times;
    for (int round = 0; round < 21; ++round) {
        const auto begun = Ticks::now();
        const auto lexicon = Lexicon::open(kLexicon);
        times.push_back(std::chrono::duration<double, std::milli>(Ticks::now() - begun).count());
        if (!lexicon) return -1;
    }
    return median(times);
}

int read_lines(const MandarinReader& reader) {
    for (std::string line; std::getline(std::cin, line);) {
        std::string answer;
        for (const ReadCharacter& read : reader.read(decode_utf8(line))) {
            if (!answer.empty()) answer += ' ';
            answer += read.syllable.empty() ? "-" : std::string(read.syllable.text());
        }
        fmt::print("{}\n", answer);
    }
    return 0;
}

int run(std::string_view option) {
    const auto reader = MandarinReader::load(MandarinReader::files_in(kFolder));
    if (!reader) {
        fmt::print(stderr, "{}\n", reader.error().text());
        return 1;
    }
    if (option == "--read") return read_lines(**reader);
    print("reader_prompt_of_20_characters_p50", microseconds_a_prompt(**reader), "us", 20);
    print("reader_lexicon_load_p50", load_milliseconds(), "ms", 5);
    print("reader_lexicon_size", static_cast<double>((*reader)->lexicon().bytes()) / 1e6, "MB", 8);
    return 0;
}

}  // namespace
}  // namespace silverlane::voice

int main(int count, char** words) { return silverlane::voice::run(count > 1 ? words[1] : ""); }
