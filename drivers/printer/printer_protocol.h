// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A ticket slip as dots: what a thermal head would burn, one bit a dot. Text is drawn and not sent as characters, so that every name and
// every size prints alike on every model. One SlipPainter belongs to one thread at a time. Writes no file and knows no device.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "drivers/api/ticket_printer.h"

namespace silverlane::drivers::printer {

/// Rows of dots from the top; true = black.
class Raster {
public:
    Raster(int width, int height) : width_(width), height_(height), dots_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0) {}
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] bool black(int x, int y) const { return dots_[index(x, y)] != 0; }
    /// Outside the paper nothing happens.
    void burn(int x, int y);
    /// Adds white rows below.
    void grow(int height);

private:
    [[nodiscard]] std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
    }
    int width_;
    int height_;
    std::vector<std::uint8_t> dots_;
};

/// Where things came to stand, for tests and the accessibility audit. Dots.
struct SlipLayout {
    int label_height = 0;       ///< em size of the label
    int line_height = 0;        ///< em size of the lines; at least 16 pt
    int label_capital = 0;      ///< drawn height of the label
    int qr_module = 0;          ///< dots a module; 0 = no symbol
    std::vector<std::string> printed_lines;   ///< after wrapping
};

struct PaintedSlip {
    Raster raster{0, 0};
    SlipLayout layout;
};

/// Dots for a height in points (1 pt = 1/72 inch).
constexpr int dots_of_points(int points, int dots_per_inch) { return (points * dots_per_inch + 71) / 72; }

/// Bold face for the label, regular for the rest. Chinese is expected of both.
class SlipPainter {
public:
    /// Errors: not_found or invalid_input when a font cannot be opened.
    static Result<std::unique_ptr<SlipPainter>> open(const std::filesystem::path& font, const std::filesystem::path& bold_font);
    virtual ~SlipPainter() = default;
    /// Errors: too_large (visit code over 84 bytes), invalid_input (not ASCII, empty label).
    virtual Result<PaintedSlip> paint(const TicketSlip& slip, const PrinterCapabilities& paper) = 0;
};

/// PNG, one bit a dot, with its resolution. Errors: io.
Result<void> write_png(const Raster& raster, int dots_per_inch, const std::filesystem::path& file);

}  // namespace silverlane::drivers::printer
