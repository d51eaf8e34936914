// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Writes the canvas as a PNG (libpng, 24 bit). Any thread that owns the canvas.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "kiosk/ui/software_canvas.h"

namespace silverlane::ui {

/// Errors: io when the file cannot be written.
Result<void> write_png(const std::filesystem::path& path, const SoftwareCanvas& canvas);

}  // namespace silverlane::ui
