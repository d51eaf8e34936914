// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads the small part of SVG 1.1 that ui_assets/icons uses (path with M L H V C S Q Z, circle, rect, line, polyline; a square viewBox;
// fill and stroke on or off) and turns it into coverage with FreeType's rasteriser, so that no SVG library is started with the kiosk.
// Pure apart from reading the file; ui thread. Colours in the file are not read: an icon is drawn in the ink of its place.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "kiosk/ui/font_file.h"

namespace silverlane::ui {

/// Draws an icon of `side` x `side` pixels. An element or path command outside the subset is an error with its name.
Result<CoverageBitmap> rasterise_icon(std::string_view svg, int side);

/// The same for a file.
Result<CoverageBitmap> rasterise_icon_file(const std::filesystem::path& path, int side);

}  // namespace silverlane::ui
