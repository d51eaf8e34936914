// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/png_file.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <png.h>

#include <fmt/core.h>

namespace silverlane::ui {
namespace {

constexpr std::size_t kPalette = 24;
constexpr std::size_t kGroups = 32 * 32 * 32;  // colours that no eye tells apart count together

struct Rgb {
    int red = 0;
    int green = 0;
    int blue = 0;
    auto operator<=>(const Rgb&) const = default;
};

/// The mean of the pixels that fall into each small one.
std::vector<Rgb> scaled(const SoftwareCanvas& canvas, int width, int height) {
    std::vector<Rgb> small;
    small.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        const int top = y * canvas.height() / height;
        const int bottom = std::max(top + 1, (y + 1) * canvas.height() / height);
        for (int x = 0; x < width; ++x) {
            const int left = x * canvas.width() / width;
            const int right = std::max(left + 1, (x + 1) * canvas.width() / width);
            Rgb sum;
            for (int row = top; row < bottom; ++row) {
                for (int column = left; column < right; ++column) {
                    const Colour pixel = canvas.pixel(column, row);
                    sum = {sum.red + pixel.red, sum.green + pixel.green, sum.blue + pixel.blue};
                }
            }
            const int count = (bottom - top) * (right - left);
            small.push_back({sum.red / count, sum.green / count, sum.blue / count});
        }
    }
    return small;
}

std::size_t group_of(const Rgb& colour) {
    return static_cast<std::size_t>(colour.red / 8 * 1024 + colour.green / 8 * 32 + colour.blue / 8);
}

/// The colours that are most often there, each as the one of its group that prevails.
std::vector<Rgb> palette_of(const std::vector<Rgb>& pixels) {
    struct Group {
        int count = 0;
        int lead = 0;  // by majority vote
        Rgb most;
    };
    std::vector<Group> groups(kGroups);
    for (const Rgb& pixel : pixels) {
        Group& group = groups[group_of(pixel)];
        ++group.count;
        if (group.lead == 0) group.most = pixel;
        group.lead += group.most == pixel ? 1 : -1;
    }
    std::erase_if(groups, [](const Group& group) { return group.count == 0; });
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.count != b.count ? a.count > b.count : a.most < b.most; });
    std::vector<Rgb> palette;
    for (std::size_t i = 0; i < std::min(kPalette, groups.size()); ++i) palette.push_back(groups[i].most);
    return palette;
}

std::uint8_t nearest(const std::vector<Rgb>& palette, const Rgb& colour) {
    std::size_t best = 0;
    int least = 1 << 30;
    for (std::size_t i = 0; i < palette.size(); ++i) {
        const int red = palette[i].red - colour.red;
        const int green = palette[i].green - colour.green;
        const int blue = palette[i].blue - colour.blue;
        const int distance = red * red + green * green + blue * blue;
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return static_cast<std::uint8_t>(best);
}

}  // namespace

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

Result<void> write_small_png(const std::filesystem::path& path, const SoftwareCanvas& canvas, int width) {
    if (width < 1 || width > canvas.width()) {
        return Error(ErrorCode::invalid_input, fmt::format("a picture of {} pixels cannot be {} wide", canvas.width(), width));
    }
    const int height = canvas.height() * width / canvas.width();
    const std::vector<Rgb> pixels = scaled(canvas, width, height);
    const std::vector<Rgb> palette = palette_of(pixels);
    std::vector<int> known(kGroups, -1);
    std::vector<std::uint8_t> indices;
    indices.reserve(pixels.size());
    for (const Rgb& pixel : pixels) {
        int& index = known[group_of(pixel)];
        if (index < 0) index = nearest(palette, pixel);
        indices.push_back(static_cast<std::uint8_t>(index));
    }
    std::vector<std::uint8_t> colours;
    for (const Rgb& colour : palette) {
        for (const int channel : {colour.red, colour.green, colour.blue}) colours.push_back(static_cast<std::uint8_t>(channel));
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB_COLORMAP;
    image.colormap_entries = static_cast<png_uint_32>(palette.size());
    if (png_image_write_to_file(&image, path.c_str(), 0, indices.data(), 0, colours.data()) == 0) {
        return Error(ErrorCode::io, fmt::format("{}: {}", path.string(), image.message));
    }
    return {};
}

}  // namespace silverlane::ui
