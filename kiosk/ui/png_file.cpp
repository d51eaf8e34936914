// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/png_file.h"

#include <png.h>

#include <fmt/core.h>

namespace silverlane::ui {

Result<void> write_png(const std::filesystem::path& path, const SoftwareCanvas& canvas) {
    // The simplified API wants bytes in order; the canvas is 0x00RRGGBB in a machine word.
    std::vector<std::uint8_t> bytes;
    bytes.reserve(static_cast<std::size_t>(canvas.width()) * static_cast<std::size_t>(canvas.height()) * 3);
    for (int y = 0; y < canvas.height(); ++y) {
        const std::uint32_t* row = canvas.row(y);
        for (int x = 0; x < canvas.width(); ++x) {
            bytes.push_back(static_cast<std::uint8_t>(row[x] >> 16U));
            bytes.push_back(static_cast<std::uint8_t>((row[x] >> 8U) & 0xFFU));
            bytes.push_back(static_cast<std::uint8_t>(row[x] & 0xFFU));
        }
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(canvas.width());
    image.height = static_cast<png_uint_32>(canvas.height());
    image.format = PNG_FORMAT_RGB;
    image.flags = PNG_IMAGE_FLAG_FAST;
    if (png_image_write_to_file(&image, path.c_str(), 0, bytes.data(), 0, nullptr) == 0) {
        return Error(ErrorCode::io, fmt::format("{}: {}", path.string(), image.message));
    }
    return {};
}

}  // namespace silverlane::ui
