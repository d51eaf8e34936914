// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Writes the canvas as a PNG (libpng): as it is, or small for documents. Any thread that owns the canvas.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "kiosk/ui/software_canvas.h"

namespace silverlane::ui {

/// Errors: io when the file cannot be written.
Result<void> write_png(const std::filesystem::path& path, const SoftwareCanvas& canvas);

/// Scaled down to `width` pixels and to a palette of 24 colours, those that are most often there: a screen has few, and edges between them.
/// Errors: invalid_input for a width of 0 or above the canvas's; io.
Result<void> write_small_png(const std::filesystem::path& path, const SoftwareCanvas& canvas, int width);

}  // namespace silverlane::ui
