// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/paper/typesetter.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cstddef>

namespace silverlane::drivers::paper {

namespace {

constexpr unsigned char kBlackFrom = 128;

struct Freer {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<std::remove_pointer_t<FT_Library>, Freer>;
using Face = std::unique_ptr<std::remove_pointer_t<FT_Face>, Freer>;

class FreeTypeTypesetter final : public Typesetter {
public:
    FreeTypeTypesetter(Library library, Face regular, Face bold)
        : library_(std::move(library)), regular_(std::move(regular)), bold_(std::move(bold)) {}
    int width_of(Type type, std::u32string_view text) override { return width_in(face_of(type), text); }
    std::vector<std::u32string> wrapped(Type type, std::u32string_view text, int width) override;
    int draw(Raster& raster, Type type, std::u32string_view text, int left, int baseline) override;

private:
    FT_Face face_of(Type type) const {
        const FT_Face face = type.weight == Weight::bold ? bold_.get() : regular_.get();
        FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(type.em));
        return face;
    }
    static int width_in(FT_Face face, std::u32string_view text);

    Library library_;
    Face regular_;
    Face bold_;
};

int FreeTypeTypesetter::width_in(FT_Face face, std::u32string_view text) {
    FT_Pos width = 0;
    for (const char32_t c : text) {
        if (FT_Load_Char(face, c, FT_LOAD_DEFAULT) == 0) width += face->glyph->advance.x;
    }
    return static_cast<int>(width >> 6);
}

std::vector<std::u32string> FreeTypeTypesetter::wrapped(Type type, std::u32string_view text, int width) {
    const FT_Face face = face_of(type);
    std::vector<std::u32string> lines;
    while (!text.empty()) {
        std::size_t fits = text.size();
        while (fits > 1 && width_in(face, text.substr(0, fits)) > width) --fits;
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

int FreeTypeTypesetter::draw(Raster& raster, Type type, std::u32string_view text, int left, int baseline) {
    const FT_Face face = face_of(type);
    int x = left;
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
    return baseline - top;
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

Result<std::unique_ptr<Typesetter>> Typesetter::open(const std::filesystem::path& font, const std::filesystem::path& bold_font) {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return Error{ErrorCode::io, "FreeType does not start"};
    Library owned(library);
    auto regular = open_face(library, font);
    if (!regular) return regular.error();
    auto bold = open_face(library, bold_font);
    if (!bold) return bold.error();
    return std::unique_ptr<Typesetter>(
        std::make_unique<FreeTypeTypesetter>(std::move(owned), std::move(regular).value(), std::move(bold).value()));
}

}  // namespace silverlane::drivers::paper
