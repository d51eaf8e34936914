// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/idle_care.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace silverlane::ui {
namespace {

constexpr double kLeastContrast = 7;
constexpr int kPlacesInARow = 2 * kFurthestShift + 1;

std::uint8_t dimmed(std::uint8_t channel, int percent) { return static_cast<std::uint8_t>(channel * percent / 100); }

bool readable(const Theme& theme, int percent) {
    const std::array paints{&theme.paper, &theme.answer, &theme.emphasised, &theme.key, &theme.fixed, &theme.call_staff, &theme.service,
                            &theme.switched_on, &theme.disabled, &theme.entry, &theme.standing, &theme.caption, &theme.spoken};
    return std::all_of(paints.begin(), paints.end(), [&](const Paint* paint) {
        const Colour ground = dimmed(paint->ground, percent);
        return contrast_ratio(dimmed(paint->ink, percent), ground) >= kLeastContrast;
    });
}

}  // namespace

Colour dimmed(Colour colour, int percent) {
    return {dimmed(colour.red, percent), dimmed(colour.green, percent), dimmed(colour.blue, percent)};
}

int least_brightness(const Theme& theme) {
    int least = 100;
    while (least > 1 && readable(theme, least - 1)) --least;
    return least;
}

PixelOffset burn_in_offset(std::int64_t step) {
    // Row by row, there and back: from the last place of a round back to the first the same way, reversed.
    constexpr std::int64_t kPlaces = kPlacesInARow * kPlacesInARow;
    const std::int64_t round = ((step % (2 * kPlaces)) + 2 * kPlaces) % (2 * kPlaces);
    const std::int64_t place = round < kPlaces ? round : 2 * kPlaces - 1 - round;
    const auto row = static_cast<int>(place / kPlacesInARow);
    const auto column = static_cast<int>(place % kPlacesInARow);
    return {(row % 2 == 0 ? column : kPlacesInARow - 1 - column) - kFurthestShift, row - kFurthestShift};
}

void paint_cared(const SoftwareCanvas& from, const IdleCare& care, const PixelRect& part, SoftwareCanvas& to) {
    const int percent = care.brightness_percent;
    const PixelRect inside = part.intersection({0, 0, to.width(), to.height()});
    for (int y = inside.top; y < inside.bottom; ++y) {
        const std::uint32_t* source = from.row(std::clamp(y - care.shift.y, 0, from.height() - 1));
        std::uint32_t* target = to.row_to_write(y);
        for (int x = inside.left; x < inside.right; ++x) {
            const std::uint32_t pixel = source[std::clamp(x - care.shift.x, 0, from.width() - 1)];
            const auto channel = [&](unsigned place) {
                return static_cast<std::uint32_t>(dimmed(static_cast<std::uint8_t>(pixel >> place), percent)) << place;
            };
            target[x] = channel(16) | channel(8) | channel(0);
        }
    }
}

}  // namespace silverlane::ui
