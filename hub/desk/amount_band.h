// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Where an amount becomes a band: beyond this nobody knows amounts. Rules, records, cards and logs see the band only. Pure; any thread.
#pragma once

#include <cstdint>

namespace silverlane::desk {

/// 0: not known, or nothing there. 1: below 10,000 yuan; 2: below 50,000; 3: below 200,000; 4: below 500,000; 5: below 3,000,000; 6: above.
constexpr int amount_band(std::int64_t fen) {
    if (fen <= 0) return 0;
    constexpr std::int64_t kYuan = 100;
    if (fen < 10'000 * kYuan) return 1;
    if (fen < 50'000 * kYuan) return 2;
    if (fen < 200'000 * kYuan) return 3;
    if (fen < 500'000 * kYuan) return 4;
    if (fen < 3'000'000 * kYuan) return 5;
    return 6;
}

}  // namespace silverlane::desk
