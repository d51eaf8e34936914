// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// SDL_AudioInit and not SDL_InitSubSystem: the latter also starts SDL's events, which belong to the ui thread and are started there at
// the same time.
#include "voice/sound/sdl_audio_output.h"

#include <SDL2/SDL_audio.h>
#include <SDL2/SDL_error.h>

#include "voice/sound/sample_format.h"

namespace silverlane::voice {

namespace {

constexpr Uint16 kPeriodSamples = 256;

void ask_source(void* source, Uint8* stream, int bytes) {
    static_cast<SampleSource*>(source)->fill(reinterpret_cast<std::int16_t*>(stream), static_cast<std::size_t>(bytes) / sizeof(std::int16_t));
}

}  // namespace

SdlAudioOutput::~SdlAudioOutput() { close(); }

void SdlAudioOutput::prepare() {
    // Left running for the life of the program: two outputs share it, and it uses no processor while no device is open.
    if (SDL_GetCurrentAudioDriver() == nullptr) SDL_AudioInit(nullptr);
}

Result<void> SdlAudioOutput::open_paused(SampleSource* source) {
    prepare();
    SDL_AudioSpec wanted{};
    wanted.freq = kSampleRate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = kPeriodSamples;
    wanted.callback = ask_source;
    wanted.userdata = source;
    // No change allowed: SDL converts where the card wants another rate or more channels.
    device_ = SDL_OpenAudioDevice(device_name_.empty() ? nullptr : device_name_.c_str(), 0, &wanted, nullptr, 0);
    if (device_ == 0) return Error(ErrorCode::unavailable, std::string("no audio device: ") + SDL_GetError());
    return {};
}

Result<void> SdlAudioOutput::probe() {
    if (is_open()) return {};
    close();
    auto opened = open_paused(nullptr);  // a paused device asks for nothing
    close();
    return opened;
}

Result<void> SdlAudioOutput::open(SampleSource& source) {
    if (is_open()) return {};
    close();
    auto opened = open_paused(&source);
    if (opened) SDL_PauseAudioDevice(device_, 0);
    return opened;
}

void SdlAudioOutput::close() {
    if (device_ == 0) return;
    SDL_CloseAudioDevice(device_);
    device_ = 0;
}

bool SdlAudioOutput::is_open() const { return device_ != 0 && SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_PLAYING; }

}  // namespace silverlane::voice
