// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Run with SDL's dummy driver (the test environment sets it): the callback is real, the card is not.
#include "voice/sound/sdl_audio_output.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "voice/speaker/synthesiser.h"

namespace silverlane::voice {
namespace {

class CountingSource final : public SampleSource {
public:
    void fill(std::int16_t* samples, std::size_t count) noexcept override {
        std::fill(samples, samples + count, std::int16_t{0});
        longest = std::max(longest.load(), count);
        ++calls;
        calls.notify_all();
    }
    void wait_for_first_call() { calls.wait(0); }

    std::atomic<int> calls{0};
    std::atomic<std::size_t> longest{0};
};

TEST(SdlAudioOutput, AsksForShortPeriodsWhileItIsOpen) {
    CountingSource source;
    SdlAudioOutput output("");
    EXPECT_FALSE(output.is_open());
    ASSERT_TRUE(output.open(source).ok());
    EXPECT_TRUE(output.is_open());
    source.wait_for_first_call();
    output.close();
    EXPECT_FALSE(output.is_open());
    EXPECT_LE(source.longest * 1000 / kSampleRate, 12U) << "milliseconds";
    const int calls = source.calls;
    ASSERT_TRUE(output.open(source).ok()) << "it can be opened again";
    output.close();
    EXPECT_GE(source.calls, calls);
}

}  // namespace
}  // namespace silverlane::voice
