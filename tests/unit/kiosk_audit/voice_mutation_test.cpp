// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Planted faults of the voice's tables.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "kiosk/audit/voice_checks.h"
#include "tests/support/kiosk_walk.h"
#include "voice/sound/mixer.h"

namespace silverlane::audit {
namespace {

float five_decibels_a_step(int step) { return static_cast<float>(std::pow(10.0, (step - 6) * 5.0 / 20.0)); }

std::vector<std::int16_t> tone(double hertz) {
    std::vector<std::int16_t> samples;
    for (int i = 0; i < 6000; ++i) samples.push_back(static_cast<std::int16_t>(12'000 * std::sin(2 * std::numbers::pi * hertz * i / voice::kSampleRate)));
    return samples;
}

TEST(Voice, its_own_tables_have_no_finding) {
    Findings findings;
    check_volume_steps(voice::volume_factor, findings);
    check_tones(findings);
    check_silence(testing::shipped_texts(), findings);
    check_mandarin_rates({90, 120, 150, 180, 220, 270, 360}, findings);
    check_english_rates({65, 82, 103, 122, 150, 184, 246}, findings);
    EXPECT_TRUE(findings.empty());
}

TEST(Voice, volume_steps_of_five_decibels_are_reported) {
    Findings findings;
    check_volume_steps(five_decibels_a_step, findings);
    EXPECT_TRUE(findings.has(22));
}

TEST(Voice, a_tone_that_old_ears_do_not_hear_is_reported) {
    for (const double hertz : {300.0, 3000.0, 5000.0}) {
        Findings findings;
        check_tone("planted", tone(hertz), findings);
        EXPECT_TRUE(findings.has(23)) << hertz;
    }
}

TEST(Voice, chinese_read_as_english_is_reported) {
    Findings findings;
    check_phonemes("(en)n'i: Tr'i: (cmn)", "text", findings);
    EXPECT_TRUE(findings.has(24));
}

TEST(Voice, a_default_that_hurries_is_reported) {
    Findings findings;
    check_mandarin_rates({90, 120, 150, 258, 220, 270, 360}, findings);
    check_english_rates({65, 82, 103, 170, 150, 184, 246}, findings);
    EXPECT_EQ(findings.count(25), 2);
}

}  // namespace
}  // namespace silverlane::audit
