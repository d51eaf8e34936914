// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/passbook/passbook_page.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"

namespace silverlane::drivers::passbook {

namespace {

constexpr int kPageMillimetres = 140;
constexpr int kMarginMillimetres = 4;
constexpr int kTopMillimetres = 10;
constexpr int kRowMillimetres = 5;
constexpr int kPoints = 11;   // the largest that 5 mm hold with the strokes below the line
constexpr std::size_t kLongestText = 4'096;

constexpr int dots(int millimetres) { return paper::dots_of_millimetres(millimetres, kDotsPerInch); }
constexpr int top_of(int row) { return dots(kTopMillimetres) + (row - 1) * dots(kRowMillimetres); }

}  // namespace

paper::Raster blank_page(int rows) { return {dots(kPageMillimetres), top_of(rows + 1) + dots(kMarginMillimetres)}; }

bool row_has_ink(const paper::Raster& page, int row) { return page.has_ink(top_of(row), top_of(row + 1)); }

Result<paper::Raster> PagePainter::paint_line(const PrivateText& text) {
    const std::string_view bytes = text.open(PrivateDoor::device);
    if (bytes.size() > kLongestText) return Error{ErrorCode::too_large, "a line over 4096 bytes"};
    const bool plain = std::none_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (!plain || !is_valid_utf8(bytes)) return Error{ErrorCode::invalid_input, "a line that is no plain text"};
    const paper::Type type{paper::Weight::regular, paper::dots_of_points(kPoints, kDotsPerInch)};
    std::u32string decoded = decode_utf8(bytes);
    const bool fits = typesetter_->width_of(type, decoded) <= dots(kPageMillimetres - 2 * kMarginMillimetres);
    paper::Raster line(dots(kPageMillimetres), dots(kRowMillimetres));
    if (fits) typesetter_->draw(line, type, decoded, dots(kMarginMillimetres), type.em);
    explicit_bzero(decoded.data(), decoded.size() * sizeof(char32_t));
    if (!fits) return Error{ErrorCode::too_large, "a line wider than the page"};
    if (!line.has_ink(0, line.height())) return Error{ErrorCode::invalid_input, "a line that leaves no ink"};
    return line;
}

void PagePainter::put(paper::Raster& page, int row, const paper::Raster& line) { page.burn_all_of(line, 0, top_of(row)); }

}  // namespace silverlane::drivers::passbook
