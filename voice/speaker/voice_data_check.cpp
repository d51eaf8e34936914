// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/voice_data_check.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>

namespace silverlane::voice {

namespace {

Error broken(const char* file) { return Error(ErrorCode::unavailable, std::string("espeak-ng's ") + file + " is missing or cut off"); }

std::string bytes_of(const std::filesystem::path& file) {
    std::error_code absent;
    const auto size = std::filesystem::file_size(file, absent);
    if (absent) return {};
    std::string bytes(size, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return bytes;
}

/// Little-endian, 0 beyond the end.
std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
    std::size_t value = 0;
    for (std::size_t i = length; i-- > 0;) value = value << 8U | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    return value;
}

/// 1024 chains of words, each word beginning with its length and each chain ending in 0; then groups of rules between the marks 6 and 7,
/// every rule ending in 0; then 0.
bool is_whole_dictionary(std::string_view bytes) {
    constexpr std::size_t kChains = 1024;
    constexpr char kGroupBegins = 6;
    constexpr char kGroupEnds = 7;
    if (bytes.size() < 8 || number_at(bytes, 0, 4) != kChains) return false;
    std::size_t at = 8;
    for (std::size_t chain = 0; chain < kChains; ++chain) {
        for (; at < bytes.size() && bytes[at] != 0; at += number_at(bytes, at, 1)) {
        }
        if (at++ >= bytes.size()) return false;
    }
    if (at != number_at(bytes, 4, 4)) return false;
    while (at < bytes.size() && bytes[at] == kGroupBegins) {
        ++at;
        while (at < bytes.size() && bytes[at] != kGroupEnds) {
            const std::size_t end = bytes.find('\0', at);
            if (end == std::string_view::npos) return false;
            at = end + 1;
        }
        ++at;
    }
    return at + 1 == bytes.size() && bytes[at] == 0;
}

/// Tables of phonemes, one after the other to the end of the file. Gives the last place in phonindex that a phoneme begins at.
std::optional<std::size_t> last_program(std::string_view bytes) {
    constexpr std::size_t kTableHead = 4 + 32;
    constexpr std::size_t kPhoneme = 16;
    constexpr std::size_t kProgramAt = 8;
    if (bytes.size() < 4) return std::nullopt;
    std::size_t last = 0;
    std::size_t at = 4;
    for (std::size_t tables = number_at(bytes, 0, 1); tables > 0; --tables) {
        const std::size_t phonemes = number_at(bytes, at, 1);
        at += kTableHead;
        for (std::size_t i = 0; i < phonemes; ++i, at += kPhoneme) last = std::max(last, number_at(bytes, at + kProgramAt, 2));
        if (at > bytes.size()) return std::nullopt;
    }
    if (at != bytes.size() || last == 0) return std::nullopt;
    return last;
}

/// Programs of 16-bit words; each ends with the word 1.
bool are_whole_programs(std::string_view bytes, std::size_t last) {
    if (bytes.size() < 4 || bytes.size() % 2 != 0 || number_at(bytes, bytes.size() - 2, 2) != 1) return false;
    return last < bytes.size() / 2;
}

/// The last sound of phondata, as the list beside it names it, ends where the file ends. A copy without the list is believed: the library
/// itself looks at the beginning of the file.
bool are_whole_sounds(std::string_view bytes, const std::string& list) {
    constexpr std::size_t kFrame = 64;
    constexpr std::size_t kEnvelope = 128;
    std::size_t last = 0;
    char kind = 0;
    std::istringstream lines(list);
    for (std::string line; std::getline(lines, line);) {
        if (line.size() < 10 || std::string_view("SWE").find(line[0]) == std::string_view::npos) continue;
        const std::size_t at = std::strtoul(line.c_str() + 1, nullptr, 16);
        if (at < last) continue;
        last = at;
        kind = line[0];
    }
    if (kind == 0) return bytes.size() > 8;
    std::size_t length = kEnvelope;
    if (kind == 'S') length = 4 + kFrame * number_at(bytes, last + 2, 1);
    if (kind == 'W') length = (4 + number_at(bytes, last, 2) * (number_at(bytes, last + 2, 1) == 0 ? 2 : 1) + 3) / 4 * 4;
    return last + length == bytes.size();
}

/// Tunes of 68 bytes, their names in front; the library falls back to the four of the first kind.
bool are_whole_tunes(std::string_view bytes) {
    constexpr std::size_t kTune = 68;
    if (bytes.size() % kTune != 0) return false;
    constexpr std::array<std::string_view, 4> kNeeded{"s1", "c1", "q1", "e1"};
    return std::all_of(kNeeded.begin(), kNeeded.end(), [bytes](std::string_view wanted) {
        for (std::size_t at = 0; at < bytes.size(); at += kTune) {
            if (bytes.substr(at, wanted.size()) == wanted && bytes[at + wanted.size()] == '\0') return true;
        }
        return false;
    });
}

}  // namespace

Result<void> check_voice_data(const std::filesystem::path& folder) {
    for (const char* name : {"cmn_dict", "en_dict"}) {
        if (!is_whole_dictionary(bytes_of(folder / name))) return broken(name);
    }
    const auto last = last_program(bytes_of(folder / "phontab"));
    if (!last) return broken("phontab");
    if (!are_whole_programs(bytes_of(folder / "phonindex"), *last)) return broken("phonindex");
    if (!are_whole_sounds(bytes_of(folder / "phondata"), bytes_of(folder / "phondata-manifest"))) return broken("phondata");
    if (!are_whole_tunes(bytes_of(folder / "intonations"))) return broken("intonations");
    return {};
}

}  // namespace silverlane::voice
