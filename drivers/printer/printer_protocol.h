// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A slip as dots: what a thermal head would burn, one bit a dot. One SlipPainter belongs to one thread at a time. Writes no file, knows no
// device, and keeps nothing of a private line but its dots.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "drivers/api/ticket_printer.h"
#include "drivers/paper/raster.h"

namespace silverlane::drivers::printer {

using paper::dots_of_points;
using paper::Raster;

/// Where things came to stand, for tests and the accessibility audit. Dots.
struct SlipLayout {
    int label_height = 0;       ///< em size of the label or heading
    int line_height = 0;        ///< em size of the lines; at least 16 pt
    int label_capital = 0;      ///< drawn height of the label or the heading's first line
    int private_line_height = 0;   ///< em size of the private lines; 0 = none
    int qr_module = 0;          ///< dots a module; 0 = no symbol
    std::vector<std::string> printed_lines;   ///< after wrapping; never a private one
    int private_lines_printed = 0;            ///< after wrapping
};

struct PaintedSlip {
    Raster raster{0, 0};
    SlipLayout layout;
};

/// Bold face for the label, regular for the rest. Chinese is expected of both.
class SlipPainter {
public:
    /// Errors: not_found or invalid_input when a font cannot be opened.
    static Result<std::unique_ptr<SlipPainter>> open(const std::filesystem::path& font, const std::filesystem::path& bold_font);
    virtual ~SlipPainter() = default;
    /// Errors: too_large (visit code over 122 bytes), invalid_input (not ASCII, empty label).
    virtual Result<PaintedSlip> paint(const TicketSlip& slip, const PrinterCapabilities& paper) = 0;
    /// Errors: too_large (more lines than a slip holds), invalid_input (no heading).
    virtual Result<PaintedSlip> paint(const Slip& slip, const PrinterCapabilities& paper) = 0;
};

}  // namespace silverlane::drivers::printer
