// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/paper/raster.h"

#include <png.h>

#include <algorithm>
#include <cstring>

namespace silverlane::drivers::paper {

namespace {

constexpr png_uint_32 kLargestSide = 10'000;

void append(png_structp png, png_bytep data, png_size_t size) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(data), size);
}

void take(png_structp png, png_bytep data, png_size_t size) {
    auto* rest = static_cast<std::string_view*>(png_get_io_ptr(png));
    if (rest->size() < size) png_error(png, "short");
    std::memcpy(data, rest->data(), size);
    rest->remove_prefix(size);
}

void ignore_warning(png_structp, png_const_charp) {}
[[noreturn]] void leave(png_structp png, png_const_charp) { png_longjmp(png, 1); }

std::size_t row_bytes(int width) { return static_cast<std::size_t>(width + 7) / 8; }

void unpack_row(const std::vector<std::uint8_t>& row, int y, Raster& raster) {
    for (int x = 0; x < raster.width(); ++x) {
        if ((row[static_cast<std::size_t>(x) / 8] & (0x80 >> (x % 8))) == 0) raster.burn(x, y);
    }
}

struct Reading {
    std::string_view rest;
    Raster raster{0, 0};
    std::vector<std::uint8_t> row;
};

/// What has a destructor belongs to the caller, because libpng leaves by longjmp.
bool read_picture(Reading& reading) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, leave, ignore_warning);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_read_struct(&png, &info, nullptr);
        return false;
    }
    png_set_read_fn(png, &reading.rest, take);
    png_read_info(png, info);
    const png_uint_32 width = png_get_image_width(png, info);
    const png_uint_32 height = png_get_image_height(png, info);
    const bool ours = png_get_bit_depth(png, info) == 1 && png_get_color_type(png, info) == PNG_COLOR_TYPE_GRAY &&
                      png_get_interlace_type(png, info) == PNG_INTERLACE_NONE && width <= kLargestSide && height <= kLargestSide;
    if (!ours) png_error(png, "another kind of picture");
    reading.raster = Raster(static_cast<int>(width), static_cast<int>(height));
    reading.row.resize(row_bytes(reading.raster.width()));
    for (int y = 0; y < reading.raster.height(); ++y) {
        png_read_row(png, reading.row.data(), nullptr);
        unpack_row(reading.row, y, reading.raster);
    }
    png_destroy_read_struct(&png, &info, nullptr);
    return true;
}

}  // namespace

void Raster::burn(int x, int y) {
    if (x >= 0 && y >= 0 && x < width_ && y < height_) dots_[index(x, y)] = 1;
}

void Raster::grow(int height) {
    if (height <= height_) return;
    height_ = height;
    dots_.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0);
}

bool Raster::has_ink(int top, int bottom) const {
    for (int y = std::max(top, 0); y < std::min(bottom, height_); ++y) {
        for (int x = 0; x < width_; ++x) {
            if (black(x, y)) return true;
        }
    }
    return false;
}

void Raster::burn_all_of(const Raster& other, int x, int y) {
    for (int row = 0; row < other.height(); ++row) {
        for (int column = 0; column < other.width(); ++column) {
            if (other.black(column, row)) burn(x + column, y + row);
        }
    }
}

Result<std::string> to_png(const Raster& raster, int dots_per_inch) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, leave, ignore_warning);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    // Everything with a destructor stands before setjmp, because libpng leaves by longjmp.
    std::string bytes;
    std::vector<std::uint8_t> row(row_bytes(raster.width()));
    if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return Error{ErrorCode::io, "the picture could not be made"};
    }
    png_set_write_fn(png, &bytes, append, nullptr);
    png_set_IHDR(png, info, static_cast<png_uint_32>(raster.width()), static_cast<png_uint_32>(raster.height()), 1, PNG_COLOR_TYPE_GRAY,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    const auto per_metre = static_cast<png_uint_32>(dots_per_inch * 10'000 / 254);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    for (int y = 0; y < raster.height(); ++y) {
        std::fill(row.begin(), row.end(), std::uint8_t{0xff});
        for (int x = 0; x < raster.width(); ++x) {
            if (raster.black(x, y)) row[static_cast<std::size_t>(x) / 8] &= static_cast<std::uint8_t>(~(0x80 >> (x % 8)));
        }
        png_write_row(png, row.data());
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

Result<Raster> from_png(std::string_view bytes) {
    Reading reading;
    reading.rest = bytes;
    if (!read_picture(reading)) return Error{ErrorCode::corrupt, "this is no picture of a printed page"};
    return std::move(reading.raster);
}

}  // namespace silverlane::drivers::paper
