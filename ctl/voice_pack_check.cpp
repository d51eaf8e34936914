// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/counted.h"
#include "ctl/voice_pack_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <utility>

#include "base/utf8.h"
#include "ctl/arguments.h"
#include "ctl/voice_pack.h"
#include "voice/mandarin/characters.h"
#include "voice/recordings/caption_times.h"
#include "voice/recordings/conversion.h"
#include "voice/recordings/loudness.h"
#include "voice/sound/sample_format.h"

namespace silverlane::ctl {

namespace {

constexpr int kLeastRate = 22'050;
constexpr int kMostSilenceMs = 1000;
constexpr int kLeastSilenceMs = 10;
constexpr double kLeastDistanceToNoiseDb = 30.0;
constexpr double kMostLossLu = 1.0;

/// Seconds that the words may take: a hanzi takes 0.15 s (400 a minute) to 0.8 s, an English word 0.15 to 1.2 s; a pause a mark.
struct PlausibleLength {
    double least = 0.0;
    double most = 0.0;
};

PlausibleLength plausible_length(std::string_view words) {
    std::size_t hanzi = 0;
    std::size_t latin = 0;
    std::size_t marks = 0;
    bool in_word = false;
    for (const char32_t c : decode_utf8(words)) {
        const bool letter = voice::is_latin_letter(c) || c == U'\'';
        if (letter && !in_word) ++latin;
        in_word = letter;
        if (voice::is_hanzi(c)) ++hanzi;
        else if (!letter && c != U' ') ++marks;
    }
    const auto count = [](std::size_t number) { return static_cast<double>(number); };
    return {0.13 * count(hanzi) + 0.15 * count(latin), 0.3 + 0.8 * count(hanzi) + 1.2 * count(latin) + 0.8 * count(marks)};
}

void judge_ends(RecordingFigures& figures) {
    const auto look = [&](int silence, const char* where, const char* cut) {
        if (silence > kMostSilenceMs) figures.faults.push_back(fmt::format("{} ms of silence {}; cut it to 300 ms", silence, where));
        if (silence < kLeastSilenceMs) figures.faults.push_back(fmt::format("{}; leave 200 ms of silence {}", cut, where));
    };
    look(figures.leading_ms, "before the words", "it begins at once, the first sound may be cut off");
    look(figures.trailing_ms, "after the words", "it ends at once, the last sound may be cut off");
}

bool is_noisy(const RecordingFigures& figures) { return figures.lufs - figures.noise_dbfs < kLeastDistanceToNoiseDb; }

void judge_level(RecordingFigures& figures, const voice::SoundFile& sound) {
    if (const std::size_t places = voice::clipped_places(sound.samples); places > 0) {
        figures.faults.push_back(fmt::format("it is overdriven in {} places; record it again with the microphone turned down", places));
    }
    if (figures.played_lufs < voice::kSpeechLoudnessLufs - kMostLossLu) {
        figures.faults.push_back(fmt::format("it stays {:.1f} LU below the voice's level; record it again, nearer to the microphone and evenly loud",
                                             voice::kSpeechLoudnessLufs - figures.played_lufs));
    }
    if (is_noisy(figures)) {
        figures.faults.push_back(fmt::format("the room is only {:.0f} dB below the voice; record it again in a quiet room with curtains",
                                             figures.lufs - figures.noise_dbfs));
    }
}

void judge_length(RecordingFigures& figures, std::string_view words) {
    if (words.empty()) return;
    const PlausibleLength plausible = plausible_length(words);
    if (figures.seconds < plausible.least) {
        figures.faults.push_back(fmt::format("{:.1f} s is short for its words; listen whether all of them are there", figures.seconds));
    }
    if (figures.seconds > plausible.most) {
        figures.faults.push_back(fmt::format("{:.1f} s is long for its words; listen whether something else is on it", figures.seconds));
    }
}

/// The words by file, as the index has them.
std::map<std::string, std::string> indexed_words(const Pack& pack, const PackVariety& variety) {
    std::map<std::string, std::string> words;
    const auto rows = voice::read_index(pack.folder / variety.tag / voice::kIndexFile);
    if (!rows) return words;
    for (const voice::IndexRow& row : *rows) words[row.file] = words_of_part(row.text, row.part);
    return words;
}

void judge_times(const PackFile& file, std::string_view words, std::vector<std::string>& faults) {
    const auto beside = std::filesystem::path(file.file).replace_extension(".times");
    std::error_code failed;
    if (!std::filesystem::exists(beside, failed)) return;
    const auto times = voice::read_times(beside);
    if (!times) faults.push_back("its times cannot be used: " + times.error().text());
    else if (!words.empty() && !voice::place_times(*times, decode_utf8(words))) faults.push_back("its times have other characters than its words; correct " + beside.filename().string());
}

struct Checked {
    std::size_t recordings = 0;
    std::size_t faults = 0;
};

Checked check_variety(const Pack& pack, const PackVariety& variety) {
    std::vector<std::filesystem::path> strange;
    const auto files = files_of(pack, variety, &strange);
    const auto words = indexed_words(pack, variety);
    std::vector<double> levels;
    std::vector<std::string> names;
    Checked checked;
    const auto say = [&](const std::string& name, const std::string& fault) {
        std::printf("%s/%s\t%s\n", variety.tag.c_str(), name.c_str(), fault.c_str());
        ++checked.faults;
    };
    for (const auto& file : strange) say(file.filename().string(), "it is no recording of a pack; save it as WAV, FLAC or Opus, or remove it");
    for (const PackFile& file : files) {
        ++checked.recordings;
        const auto sound = voice::read_sound_file(file.file);
        if (!sound) {
            say(file.name, sound.error().text());
            continue;
        }
        const auto known = words.find(file.name);
        RecordingFigures figures = judge_recording(*sound, known == words.end() ? "" : known->second);
        judge_times(file, known == words.end() ? "" : known->second, figures.faults);
        for (const std::string& fault : figures.faults) say(file.name, fault);
        if (figures.lufs == 0.0) continue;
        std::printf("%s/%s\t%s, %d Hz, %.1f s, %.1f LUFS, peak %.1f dBTP\n", variety.tag.c_str(), file.name.c_str(), sound->format.c_str(),
                    sound->samples_per_second, figures.seconds, figures.lufs, figures.peak_dbtp);
        levels.push_back(figures.lufs);
        names.push_back(file.name);
    }
    for (const auto& [index, fault] : judge_spread(levels)) say(names[index], fault);
    return checked;
}

}  // namespace

RecordingFigures judge_recording(const voice::SoundFile& sound, std::string_view words) {
    RecordingFigures figures;
    const auto playable = voice::make_playable(sound, voice::kSampleRate);
    const auto loudness = voice::measure_loudness(sound.samples, sound.samples_per_second);
    if (!playable || !loudness) {
        figures.faults.push_back((playable ? loudness.error() : playable.error()).text() + "; record it again");
        return figures;
    }
    const auto ends = voice::silence_at_ends(sound.samples, sound.samples_per_second);
    const auto milliseconds = [&](std::size_t samples) { return static_cast<int>(samples * 1000 / static_cast<std::size_t>(sound.samples_per_second)); };
    figures.leading_ms = milliseconds(ends.leading);
    figures.trailing_ms = milliseconds(ends.trailing);
    figures.seconds = static_cast<double>(sound.samples.size() - ends.leading - ends.trailing) / static_cast<double>(sound.samples_per_second);
    figures.lufs = loudness->lufs;
    figures.peak_dbtp = loudness->peak_dbtp;
    figures.played_lufs = playable->lufs;
    figures.noise_dbfs = voice::noise_floor_dbfs(sound.samples, sound.samples_per_second);
    if (sound.samples_per_second < kLeastRate) {
        figures.faults.push_back(fmt::format("{} samples a second sound dull; record with 48000", sound.samples_per_second));
    }
    judge_level(figures, sound);
    // In a noisy room no silence is found, and to say so would only hide the reason.
    if (!is_noisy(figures)) judge_ends(figures);
    judge_length(figures, words);
    return figures;
}

std::vector<std::pair<std::size_t, std::string>> judge_spread(const std::vector<double>& lufs) {
    std::vector<std::pair<std::size_t, std::string>> faults;
    if (lufs.size() < 3) return faults;
    std::vector<double> sorted = lufs;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const double middle = sorted[sorted.size() / 2];
    for (std::size_t i = 0; i < lufs.size(); ++i) {
        const double away = lufs[i] - middle;
        if (std::abs(away) <= kMostSpreadLu) continue;
        faults.emplace_back(i, fmt::format("{:.0f} LU {} than the others; record it again at the same distance", std::abs(away), away > 0 ? "louder" : "quieter"));
    }
    return faults;
}

Result<void> pack_check(const Words& words) {
    const auto arguments = Arguments::parse(words, {});
    if (!arguments) return arguments.error();
    if (arguments->positional().size() != 1) return Error(ErrorCode::invalid_input, "name the pack's folder, the one that holds pack.toml");
    const auto pack = read_pack(arguments->positional().front());
    if (!pack) return pack.error();
    Checked all;
    for (const PackVariety& variety : pack->varieties) {
        const Checked checked = check_variety(*pack, variety);
        all.recordings += checked.recordings;
        all.faults += checked.faults;
    }
    std::printf("%s, %s\n", counted(all.recordings, "recording", "recordings").c_str(), counted(all.faults, "fault", "faults").c_str());
    if (all.faults == 0) return {};
    return Error(ErrorCode::invalid_input, counted(all.faults, "fault", "faults") + "; each line above says what to do");
}

}  // namespace silverlane::ctl
