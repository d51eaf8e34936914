// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/sound/file_audio_output.h"

#include <array>

#include "voice/sound/sample_format.h"

namespace silverlane::voice {

namespace {

void put_little_endian(unsigned char* at, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) at[i] = static_cast<unsigned char>(value >> (8 * i) & 0xFFU);
}

constexpr std::size_t kHeaderBytes = 44;

}  // namespace

FileAudioOutput::~FileAudioOutput() {
    if (file_ == nullptr) return;
    write_header();
    std::fclose(file_);
}

Result<void> FileAudioOutput::open(SampleSource& source) {
    if (file_ == nullptr) {
        file_ = std::fopen(path_.c_str(), "wb");
        if (file_ == nullptr) return Error(ErrorCode::unavailable, "cannot write " + path_);
        write_header();
    }
    return SilentAudioOutput::open(source);
}

void FileAudioOutput::close() {
    SilentAudioOutput::close();
    if (file_ != nullptr) write_header();
}

void FileAudioOutput::keep(const std::int16_t* samples, std::size_t count) {
    // Samples are little-endian in the file, as on every machine that Debian 12 kiosks are made of.
    if (file_ != nullptr) bytes_ += static_cast<std::uint32_t>(std::fwrite(samples, sizeof(std::int16_t), count, file_) * sizeof(std::int16_t));
}

/// RIFF WAVE, PCM 16 bit mono (RFC 2361 names the tag 0x0001).
void FileAudioOutput::write_header() {
    std::array<unsigned char, kHeaderBytes> header{'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'A', 'V', 'E', 'f', 'm', 't', ' '};
    put_little_endian(&header[4], bytes_ + kHeaderBytes - 8, 4);
    put_little_endian(&header[16], 16, 4);
    put_little_endian(&header[20], 1, 2);
    put_little_endian(&header[22], 1, 2);
    put_little_endian(&header[24], kSampleRate, 4);
    put_little_endian(&header[28], kSampleRate * 2, 4);
    put_little_endian(&header[32], 2, 2);
    put_little_endian(&header[34], 16, 2);
    header[36] = 'd'; header[37] = 'a'; header[38] = 't'; header[39] = 'a';
    put_little_endian(&header[40], bytes_, 4);
    std::fseek(file_, 0, SEEK_SET);
    std::fwrite(header.data(), 1, header.size(), file_);
    std::fseek(file_, 0, SEEK_END);
    std::fflush(file_);
}

}  // namespace silverlane::voice
