// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "ctl/arguments.h"
#include "ctl/installed_share.h"
#include "ctl/sound_file.h"
#include "ctl/spoken_sound.h"
#include "ctl/voice_commands.h"
#include "ctl/voice_reader.h"
#include "voice/speaker/text_check.h"

namespace silverlane::ctl {

namespace {

Result<int> step(const Arguments& arguments, const char* name) {
    const auto value = arguments.integer(name, voice::kDefaultStep);
    if (!value) return value.error();
    if (*value < 0 || *value >= voice::kSteps) return Error(ErrorCode::invalid_input, std::string("--") + name + " is a step from 0 to 6");
    return static_cast<int>(*value);
}

/// The words of the line, or standard input for "-".
std::string text_of(const std::vector<std::string>& words) {
    if (words.size() == 1 && words.front() == "-") return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

}  // namespace

Result<void> voice_say(const Words& words) {
    Words named = words;
    const auto flag = std::remove(named.begin(), named.end(), "--no-presence");
    const bool plain = flag != named.end();
    named.erase(flag, named.end());
    const auto arguments = Arguments::parse(named, {"lang", "to", "rate", "volume", "share", "words"});
    if (!arguments) return arguments.error();
    const auto file = arguments->required("to", "the sound file, .wav or .flac", "hello.wav");
    if (!file) return file.error();
    if (arguments->positional().empty()) return Error(ErrorCode::invalid_input, "say what? Give a text, or - for standard input");
    const std::string tag = arguments->option("lang").value_or("zh-CN");
    if (tag.find("-x-") != std::string::npos) {
        return Error(ErrorCode::unsupported, "nothing can synthesise " + tag + ": a dialect is what a person has recorded (voice pack)");
    }
    const bool in_cantonese = tag == "yue";
    const auto language = voice::spoken_language(in_cantonese ? "zh-CN" : tag);
    const auto rate = step(*arguments, "rate");
    const auto volume = step(*arguments, "volume");
    if (!language) return language.error();
    if (!rate) return rate.error();
    if (!volume) return volume.error();
    auto reader = reader_named_in(*arguments);
    if (!reader) return reader.error();
    auto sound = SpokenSound::open(std::move(*reader), plain ? voice::Presence::off : voice::Presence::on);
    if (!sound) return sound.error();
    voice::CantoneseReadings cantonese;
    if (in_cantonese) {
        auto readings = voice::CantoneseReadings::load((installed_share() / "cantonese/polyphones-yue.tsv").string());
        if (!readings) return readings.error();
        cantonese = std::move(*readings);
    }
    const auto samples = sound->say(text_of(arguments->positional()), {*language, *rate, *volume, in_cantonese ? &cantonese : nullptr});
    if (!samples) return samples.error();
    const auto written = write_sound(*file, *samples);
    if (!written) return written;
    std::printf("%s: %.1f s\n", file->c_str(), static_cast<double>(samples->size()) / voice::kSampleRate);
    return {};
}

}  // namespace silverlane::ctl
