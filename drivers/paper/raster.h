// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Paper as dots, one bit a dot, and as a PNG picture. Values, any thread. Writes no file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace silverlane::drivers::paper {

/// Rows of dots from the top; true = black.
class Raster {
public:
    Raster(int width, int height)
        : width_(width), height_(height), dots_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0) {}
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] bool black(int x, int y) const { return dots_[index(x, y)] != 0; }
    /// Outside the paper nothing happens.
    void burn(int x, int y);
    /// Adds white rows below.
    void grow(int height);
    /// Whether anything is black in the rows from `top` to before `bottom`.
    [[nodiscard]] bool has_ink(int top, int bottom) const;
    /// Burns what is black in `other`, its top left corner at x, y.
    void burn_all_of(const Raster& other, int x, int y);
    bool operator==(const Raster&) const = default;

private:
    [[nodiscard]] std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
    }
    int width_;
    int height_;
    std::vector<std::uint8_t> dots_;
};

/// Dots for a height in points (1 pt = 1/72 inch).
constexpr int dots_of_points(int points, int dots_per_inch) { return (points * dots_per_inch + 71) / 72; }
constexpr int dots_of_millimetres(int millimetres, int dots_per_inch) { return millimetres * dots_per_inch * 10 / 254; }

/// PNG, one bit a dot, with its resolution. Errors: io.
Result<std::string> to_png(const Raster& raster, int dots_per_inch);

/// Reads what to_png() made. Errors: corrupt, for another picture too.
Result<Raster> from_png(std::string_view bytes);

}  // namespace silverlane::drivers::paper
