// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/sound_file.h"

#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include "voice/recordings/pack_index.h"

namespace silverlane::voice {

namespace {

/// A minute of stereo at 192 kHz and 24 bit is 69 MB, but nobody records prompts so: a minute at 48 kHz and 24 bit is 17 MB.
constexpr std::size_t kLargestFile = 32U << 20U;
constexpr int kLeastRate = 8000;
constexpr int kMostRate = 192'000;

struct Closer {
    void operator()(SNDFILE* file) const { sf_close(file); }
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// What libsndfile reads from in the place of a file.
struct Bytes {
    std::string_view data;
    sf_count_t at = 0;
};

sf_count_t length_of(void* user) { return static_cast<sf_count_t>(static_cast<Bytes*>(user)->data.size()); }

sf_count_t seek_in(sf_count_t offset, int whence, void* user) {
    auto* bytes = static_cast<Bytes*>(user);
    if (whence == SEEK_CUR) offset += bytes->at;
    if (whence == SEEK_END) offset += length_of(user);
    bytes->at = std::clamp<sf_count_t>(offset, 0, length_of(user));
    return bytes->at;
}

sf_count_t read_from(void* to, sf_count_t count, void* user) {
    auto* bytes = static_cast<Bytes*>(user);
    count = std::clamp<sf_count_t>(count, 0, length_of(user) - bytes->at);
    std::memcpy(to, bytes->data.data() + bytes->at, static_cast<std::size_t>(count));
    bytes->at += count;
    return count;
}

sf_count_t write_nothing(const void*, sf_count_t, void*) { return 0; }
sf_count_t where_in(void* user) { return static_cast<Bytes*>(user)->at; }

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

/// libsndfile takes a WAV file that ends early for a shorter one.
bool is_cut_wav(std::string_view bytes) {
    constexpr std::uint32_t kUnknownLength = 0xFFFFFFFF;  // written by programs that write into a pipe
    if (!bytes.starts_with("RIFF") || bytes.size() < 12) return false;
    const std::uint32_t stated = little_endian(bytes, 4);
    return stated != kUnknownLength && stated != 0 && std::size_t{stated} + 8 > bytes.size();
}

/// The last page of an Ogg stream says that it is the last (RFC 3533, section 6): a file without it was cut.
bool is_cut_ogg(std::string_view bytes) {
    constexpr std::size_t kHeader = 27;
    if (!bytes.starts_with("OggS")) return false;
    const std::size_t page = bytes.rfind("OggS");
    if (page + kHeader > bytes.size()) return true;
    const bool is_last = (static_cast<unsigned char>(bytes[page + 5]) & 4U) != 0;
    const auto segments = static_cast<std::size_t>(static_cast<unsigned char>(bytes[page + 26]));
    std::size_t length = kHeader + segments;
    if (page + length > bytes.size()) return true;
    for (std::size_t i = 0; i < segments; ++i) length += static_cast<unsigned char>(bytes[page + kHeader + i]);
    return !is_last || page + length > bytes.size();
}

const char* depth_of(int subtype) {
    switch (subtype) {
        case SF_FORMAT_PCM_S8:
        case SF_FORMAT_PCM_U8: return ", 8 bit";
        case SF_FORMAT_PCM_16: return ", 16 bit";
        case SF_FORMAT_PCM_24: return ", 24 bit";
        case SF_FORMAT_PCM_32: return ", 32 bit";
        case SF_FORMAT_FLOAT: return ", 32 bit floating point";
        case SF_FORMAT_DOUBLE: return ", 64 bit floating point";
        default: return nullptr;
    }
}

/// Empty for what is none of the three kinds.
std::string name_of_format(int format) {
    const int subtype = format & SF_FORMAT_SUBMASK;
    const char* depth = depth_of(subtype);
    switch (format & SF_FORMAT_TYPEMASK) {
        case SF_FORMAT_WAV:
        case SF_FORMAT_WAVEX: return depth == nullptr ? "" : std::string("WAV") + depth;
        case SF_FORMAT_FLAC: return depth == nullptr ? "" : std::string("FLAC") + depth;
        case SF_FORMAT_OGG: return subtype == SF_FORMAT_OPUS ? "Opus" : "";
        default: return {};
    }
}

Result<void> check_facts(const SF_INFO& info, const std::string& name) {
    if (name_of_format(info.format).empty()) {
        return Error(ErrorCode::unsupported, name + " is neither WAV (uncompressed), FLAC nor Opus; save it as one of these");
    }
    if (info.channels < 1 || info.channels > 2) {
        return Error(ErrorCode::unsupported, fmt::format("{} has {} channels; save it in mono", name, info.channels));
    }
    if (info.samplerate < kLeastRate || info.samplerate > kMostRate) {
        return Error(ErrorCode::unsupported, fmt::format("{} has {} samples a second; save it with 48000", name, info.samplerate));
    }
    if (info.frames <= 0) return Error(ErrorCode::corrupt, name + " holds no sound; record it again");
    if (info.frames > sf_count_t{info.samplerate} * kLongestRecordingSeconds) {
        return Error(ErrorCode::too_large, fmt::format("{} is longer than {} seconds; cut it to the one prompt", name, kLongestRecordingSeconds));
    }
    return {};
}

Error broken(const std::string& name) { return Error(ErrorCode::corrupt, name + " is broken or cut short; copy it again, or record it again"); }

}  // namespace

Result<SoundFile> decode_sound(std::string_view bytes, const std::string& name) {
    if (bytes.empty()) return Error(ErrorCode::corrupt, name + " is empty; copy it again, or record it again");
    if (is_cut_wav(bytes) || is_cut_ogg(bytes)) return broken(name);
    Bytes source{bytes};
    SF_VIRTUAL_IO access{length_of, seek_in, read_from, write_nothing, where_in};
    SF_INFO info{};
    const std::unique_ptr<SNDFILE, Closer> file(sf_open_virtual(&access, SFM_READ, &info, &source));
    if (!file) {
        return Error(ErrorCode::unsupported, name + " cannot be read as WAV, FLAC or Opus (" + sf_strerror(nullptr) + "); save it as one of these");
    }
    const auto fine = check_facts(info, name);
    if (!fine) return fine.error();
    SoundFile sound;
    sound.samples_per_second = info.samplerate;
    sound.channels = info.channels;
    sound.format = name_of_format(info.format);
    sound.loses_sound = sound.format == "Opus";
    sound.fingerprint = fingerprint_of(bytes);
    const auto channels = static_cast<std::size_t>(info.channels);
    std::vector<float> frames(static_cast<std::size_t>(info.frames) * channels);
    const sf_count_t read = sf_readf_float(file.get(), frames.data(), info.frames);
    if (read != info.frames || sf_error(file.get()) != SF_ERR_NO_ERROR) return broken(name);
    sound.samples.reserve(static_cast<std::size_t>(info.frames));
    for (std::size_t i = 0; i < frames.size(); i += channels) {
        const float sample = channels == 2 ? (frames[i] + frames[i + 1]) / 2 : frames[i];
        if (!std::isfinite(sample)) return broken(name);
        sound.samples.push_back(sample);
    }
    return sound;
}

Result<SoundFile> read_sound_file(const std::filesystem::path& file) {
    std::error_code failed;
    // Nothing else is opened: a pipe under this name would be waited for.
    if (!std::filesystem::is_regular_file(file, failed)) return Error(ErrorCode::not_found, "there is no file " + file.string() + "; record it, or copy it there");
    const auto size = std::filesystem::file_size(file, failed);
    if (failed) return Error(ErrorCode::io, file.string() + " cannot be read: " + failed.message());
    if (size > kLargestFile) {
        return Error(ErrorCode::too_large, fmt::format("{} has {} MB; a prompt has less than {} MB. Cut it, or save it as FLAC", file.string(),
                                                       size >> 20U, kLargestFile >> 20U));
    }
    const std::unique_ptr<std::FILE, Closer> stream(std::fopen(file.c_str(), "rb"));
    if (!stream) return Error(ErrorCode::io, file.string() + " cannot be opened; let the kiosk's user read it");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (std::fread(bytes.data(), 1, bytes.size(), stream.get()) != bytes.size()) {
        return Error(ErrorCode::io, file.string() + " cannot be read to its end; copy it again");
    }
    return decode_sound(bytes, file.string());
}

}  // namespace silverlane::voice
