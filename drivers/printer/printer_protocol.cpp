// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/printer/printer_protocol.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <png.h>
#include <qrencode.h>

#include <algorithm>
#include <cstdio>

#include "base/utf8.h"

namespace silverlane::drivers::printer {

namespace {

constexpr int kLinePoints = 18;      // 16 pt is the least that a person of 80 should have to read on paper
constexpr int kLeastLinePoints = 16;
constexpr int kLabelPoints = 84;
constexpr int kLeastLabelPoints = 36;
constexpr int kMarginMillimetres = 4;
constexpr int kLeastQrModuleMicrometres = 750;   // 6 dots at 203 dpi: what a worn scanner still reads
constexpr int kQuietModules = 4;                 // ISO/IEC 18004
constexpr std::size_t kLongestVisitCode = 84;           // QR version 5 at level M: still 6 dots a module on 80 mm
constexpr std::size_t kMostLines = 24;
constexpr unsigned char kBlackFrom = 128;

struct Freer {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
    void operator()(FT_Face face) const { FT_Done_Face(face); }
    void operator()(QRcode* code) const { QRcode_free(code); }
};
using Library = std::unique_ptr<std::remove_pointer_t<FT_Library>, Freer>;
using Face = std::unique_ptr<std::remove_pointer_t<FT_Face>, Freer>;

class FreeTypePainter final : public SlipPainter {
public:
    FreeTypePainter(Library library, Face regular, Face bold)
        : library_(std::move(library)), regular_(std::move(regular)), bold_(std::move(bold)) {}
    Result<PaintedSlip> paint(const TicketSlip& slip, const PrinterCapabilities& paper) override;

private:
    static int width_of(FT_Face face, std::u32string_view text);
    static std::vector<std::u32string> wrapped(FT_Face face, std::u32string_view text, int width);
    /// Draws one line centred and returns the height of its ink.
    int draw(PaintedSlip& slip, FT_Face face, std::u32string_view text, int em);
    int draw_label(PaintedSlip& slip, const std::string& label, int dots_per_inch);
    void draw_line(PaintedSlip& slip, const std::string& text, int em);
    static Result<void> draw_code(PaintedSlip& slip, const std::string& code, int dots_per_inch);
    void draw_rule(PaintedSlip& slip, int em);

    Library library_;
    Face regular_;
    Face bold_;
    int margin_ = 0;
    int y_ = 0;
};

int FreeTypePainter::width_of(FT_Face face, std::u32string_view text) {
    FT_Pos width = 0;
    for (const char32_t c : text) {
        if (FT_Load_Char(face, c, FT_LOAD_DEFAULT) == 0) width += face->glyph->advance.x;
    }
    return static_cast<int>(width >> 6);
}

/// Breaks at the last blank that fits, else between characters, as Chinese allows.
std::vector<std::u32string> FreeTypePainter::wrapped(FT_Face face, std::u32string_view text, int width) {
    std::vector<std::u32string> lines;
    while (!text.empty()) {
        std::size_t fits = text.size();
        while (fits > 1 && width_of(face, text.substr(0, fits)) > width) --fits;
        if (fits < text.size()) {
            const std::size_t blank = text.substr(0, fits + 1).rfind(U' ');
            if (blank != std::u32string_view::npos && blank > 0) fits = blank;
        }
        lines.emplace_back(text.substr(0, fits));
        text.remove_prefix(fits);
        while (!text.empty() && text.front() == U' ') text.remove_prefix(1);
    }
    return lines;
}

int FreeTypePainter::draw(PaintedSlip& slip, FT_Face face, std::u32string_view text, int em) {
    Raster& raster = slip.raster;
    const int line = em * 4 / 3;
    raster.grow(y_ + line);
    int x = (raster.width() - width_of(face, text)) / 2;
    const int baseline = y_ + em;
    int top = baseline;
    for (const char32_t c : text) {
        if (FT_Load_Char(face, c, FT_LOAD_RENDER) != 0) continue;
        const FT_GlyphSlot glyph = face->glyph;
        for (unsigned row = 0; row < glyph->bitmap.rows; ++row) {
            for (unsigned column = 0; column < glyph->bitmap.width; ++column) {
                const auto at = static_cast<std::ptrdiff_t>(row) * glyph->bitmap.pitch + static_cast<std::ptrdiff_t>(column);
                if (glyph->bitmap.buffer[at] < kBlackFrom) continue;
                const int dot_y = baseline - glyph->bitmap_top + static_cast<int>(row);
                raster.burn(x + glyph->bitmap_left + static_cast<int>(column), dot_y);
                top = std::min(top, dot_y);
            }
        }
        x += static_cast<int>(glyph->advance.x >> 6);
    }
    y_ += line;
    return baseline - top;
}

int FreeTypePainter::draw_label(PaintedSlip& slip, const std::string& label, int dots_per_inch) {
    const std::u32string text = decode_utf8(label);
    const int room = slip.raster.width() - 2 * margin_;
    int points = kLabelPoints;
    int em = 0;
    do {
        em = dots_of_points(points, dots_per_inch);
        FT_Set_Pixel_Sizes(bold_.get(), 0, static_cast<FT_UInt>(em));
        points -= 4;
    } while (width_of(bold_.get(), text) > room && points >= kLeastLabelPoints);
    slip.layout.label_height = em;
    slip.layout.label_capital = draw(slip, bold_.get(), text, em);
    return em;
}

void FreeTypePainter::draw_line(PaintedSlip& slip, const std::string& text, int em) {
    FT_Set_Pixel_Sizes(regular_.get(), 0, static_cast<FT_UInt>(em));
    for (const std::u32string& line : wrapped(regular_.get(), decode_utf8(text), slip.raster.width() - 2 * margin_)) {
        draw(slip, regular_.get(), line, em);
        slip.layout.printed_lines.push_back(encode_utf8(line));
    }
}

void FreeTypePainter::draw_rule(PaintedSlip& slip, int em) {
    slip.raster.grow(y_ + em / 2);
    for (int x = margin_; x < slip.raster.width() - margin_; ++x) {
        for (int thick = 0; thick < 3; ++thick) slip.raster.burn(x, y_ + em / 4 + thick);
    }
    y_ += em / 2;
}

Result<void> FreeTypePainter::draw_code(PaintedSlip& slip, const std::string& code, int dots_per_inch) {
    const std::unique_ptr<QRcode, Freer> symbol(
        QRcode_encodeData(static_cast<int>(code.size()), reinterpret_cast<const unsigned char*>(code.data()), 0, QR_ECLEVEL_M));
    if (symbol == nullptr) return Error{ErrorCode::invalid_input, "the visit code fits no QR symbol"};
    const int module = (kLeastQrModuleMicrometres * dots_per_inch + 25'399) / 25'400;
    const int across = (symbol->width + 2 * kQuietModules) * module;
    if (across > slip.raster.width()) return Error{ErrorCode::too_large, "the visit code is too long for the paper"};
    const int left = (slip.raster.width() - across) / 2 + kQuietModules * module;
    const int top = slip.raster.height() + kQuietModules * module;
    slip.raster.grow(slip.raster.height() + across);
    for (int y = 0; y < symbol->width * module; ++y) {
        for (int x = 0; x < symbol->width * module; ++x) {
            const int at = y / module * symbol->width + x / module;
            if ((symbol->data[at] & 1) != 0) slip.raster.burn(left + x, top + y);
        }
    }
    slip.layout.qr_module = module;
    return {};
}

Result<PaintedSlip> FreeTypePainter::paint(const TicketSlip& slip, const PrinterCapabilities& paper) {
    if (slip.label.empty()) return Error{ErrorCode::invalid_input, "a slip without a label"};
    if (slip.visit_code.size() > kLongestVisitCode) return Error{ErrorCode::too_large, "visit code over 84 bytes"};
    const bool ascii = std::all_of(slip.visit_code.begin(), slip.visit_code.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!ascii) return Error{ErrorCode::invalid_input, "visit code is not plain ASCII"};
    if (slip.lines.size() > kMostLines) return Error{ErrorCode::too_large, "more lines than a slip holds"};
    static_assert(kLinePoints >= kLeastLinePoints);
    const int dpi = paper.dots_per_inch;
    margin_ = kMarginMillimetres * dpi * 10 / 254;
    y_ = margin_;
    PaintedSlip painted;
    painted.raster = Raster(paper.paper_width_mm * dpi * 10 / 254, margin_);
    const int em = dots_of_points(kLinePoints, dpi);
    painted.layout.line_height = em;
    if (slip.copy) draw_line(painted, slip.copy_mark, em);
    draw_label(painted, slip.label, dpi);
    draw_rule(painted, em);
    for (const std::string& line : slip.lines) draw_line(painted, line, em);
    if (!slip.visit_code.empty()) {
        if (auto drawn = draw_code(painted, slip.visit_code, dpi); !drawn) return drawn.error();
    }
    painted.raster.grow(painted.raster.height() + margin_);
    return painted;
}

/// A collection holds one face a region with different shapes for one character: the simplified Chinese one is wanted, else the first.
Result<Face> open_face(FT_Library library, const std::filesystem::path& file) {
    const Error failed{ErrorCode::not_found, "cannot open the font " + file.string()};
    FT_Face raw = nullptr;
    if (FT_New_Face(library, file.c_str(), 0, &raw) != 0) return failed;
    Face first(raw);
    for (FT_Long index = 1; index < first->num_faces; ++index) {
        if (FT_New_Face(library, file.c_str(), index, &raw) != 0) return failed;
        Face face(raw);
        if (face->family_name != nullptr && std::string_view(face->family_name).ends_with(" SC")) return face;
    }
    return first;
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

Result<std::unique_ptr<SlipPainter>> SlipPainter::open(const std::filesystem::path& font, const std::filesystem::path& bold_font) {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return Error{ErrorCode::io, "FreeType does not start"};
    Library owned(library);
    auto regular = open_face(library, font);
    if (!regular) return regular.error();
    auto bold = open_face(library, bold_font);
    if (!bold) return bold.error();
    return std::unique_ptr<SlipPainter>(
        std::make_unique<FreeTypePainter>(std::move(owned), std::move(regular).value(), std::move(bold).value()));
}

Result<void> write_png(const Raster& raster, int dots_per_inch, const std::filesystem::path& file) {
    const Error failed{ErrorCode::io, "cannot write " + file.string()};
    std::FILE* out = std::fopen(file.c_str(), "wb");
    if (out == nullptr) return failed;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
    // Everything with a destructor stands before setjmp, because libpng leaves by longjmp.
    std::vector<std::uint8_t> row(static_cast<std::size_t>(raster.width() + 7) / 8);
    if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        std::fclose(out);
        return failed;
    }
    png_init_io(png, out);
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
    const bool flushed = std::fflush(out) == 0;
    const bool closed = std::fclose(out) == 0;
    if (!flushed || !closed) return failed;
    return {};
}

}  // namespace silverlane::drivers::printer
