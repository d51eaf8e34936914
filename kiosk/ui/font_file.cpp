// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/font_file.h"

#include <array>
#include <cmath>
#include <unordered_map>

#include <fmt/core.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

namespace silverlane::ui {
namespace {

constexpr char32_t kMissingMark = U'〓';
constexpr std::size_t kNone = 4;

std::size_t subset_place(bool bold) { return bold ? 1 : 0; }
std::size_t full_place(bool bold) { return bold ? 3 : 2; }

}  // namespace

struct FontFile::State {
    FontFiles files;
    FT_Library library = nullptr;
    std::array<FT_Face, 4> faces{};        // subset regular, subset bold, full regular, full bold
    std::array<bool, 4> tried{};
    std::unordered_map<char32_t, float> advance_units;  // of an em; key with the weight in the top bit
    int missing = 0;

    ~State() {
        for (FT_Face face : faces) {
            if (face != nullptr) FT_Done_Face(face);
        }
        if (library != nullptr) FT_Done_FreeType(library);
    }

    /// The face at this place, opened at its first use; nullptr when it cannot be.
    FT_Face face(std::size_t place) {
        if (tried[place]) return faces[place];
        tried[place] = true;
        const std::array<const std::filesystem::path*, 4> paths{&files.subset_regular, &files.subset_bold, &files.full_regular,
                                                                &files.full_bold};
        if (paths[place]->empty()) return nullptr;
        faces[place] = open_face(paths[place]->string());
        return faces[place];
    }

    /// Opens a font, or the wanted face of a collection.
    FT_Face open_face(const std::string& path) {
        FT_Face opened = nullptr;
        if (FT_New_Face(library, path.c_str(), 0, &opened) != 0) return nullptr;
        const FT_Long count = opened->num_faces;
        for (FT_Long i = 1; i < count && opened->family_name != nullptr && files.face != opened->family_name; ++i) {
            FT_Done_Face(opened);
            opened = nullptr;
            if (FT_New_Face(library, path.c_str(), i, &opened) != 0) return nullptr;
        }
        return opened;
    }

    struct Found {
        std::size_t place = kNone;
        FT_UInt glyph = 0;
    };

    Found find(char32_t code_point, bool bold) {
        for (const std::size_t place : {subset_place(bold), full_place(bold), full_place(!bold)}) {
            FT_Face candidate = face(place);
            const FT_UInt glyph = candidate == nullptr ? 0 : FT_Get_Char_Index(candidate, code_point);
            if (glyph != 0) return {place, glyph};
        }
        return {};
    }
};

FontFile::FontFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
FontFile::~FontFile() = default;

Result<std::unique_ptr<FontFile>> FontFile::open(const FontFiles& files) {
    auto state = std::make_unique<State>();
    state->files = files;
    if (FT_Init_FreeType(&state->library) != 0) return Error(ErrorCode::io, "FreeType did not start");
    for (const bool bold : {false, true}) {
        if (state->face(subset_place(bold)) == nullptr && state->face(full_place(bold)) == nullptr) {
            return Error(ErrorCode::not_found, fmt::format("no font: neither {} nor {} can be read (Debian package fonts-noto-cjk)",
                                                           (bold ? files.subset_bold : files.subset_regular).string(),
                                                           (bold ? files.full_bold : files.full_regular).string()));
        }
    }
    return std::unique_ptr<FontFile>(new FontFile(std::move(state)));
}

double FontFile::advance(char32_t code_point, const TextStyle& style) const {
    const char32_t key = code_point | (style.bold ? 0x80000000U : 0U);
    auto known = state_->advance_units.find(key);
    if (known == state_->advance_units.end()) {
        State::Found found = state_->find(code_point, style.bold);
        if (found.place == kNone) found = state_->find(kMissingMark, style.bold);
        float units = 1.0F;
        if (found.place != kNone) {
            FT_Face face = state_->faces[found.place];
            FT_Fixed advance = 0;
            if (FT_Get_Advance(face, found.glyph, FT_LOAD_NO_SCALE, &advance) == 0) {
                units = static_cast<float>(advance) / static_cast<float>(face->units_per_EM);
            }
        }
        known = state_->advance_units.emplace(key, units).first;
    }
    return static_cast<double>(known->second) * em_px(style);
}

CoverageBitmap FontFile::render(char32_t code_point, const TextStyle& style) {
    CoverageBitmap bitmap;
    State::Found found = state_->find(code_point, style.bold);
    if (found.place == kNone) {
        ++state_->missing;
        found = state_->find(kMissingMark, style.bold);
        if (found.place == kNone) return bitmap;
    }
    FT_Face face = state_->faces[found.place];
    // Nominal size is the em; the capital H is then 0.733 of it, which is what TextStyle counts in.
    if (FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(std::lround(em_px(style) * 64)), 72, 72) != 0) return bitmap;
    if (FT_Load_Glyph(face, found.glyph, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) return bitmap;
    const FT_Bitmap& drawn = face->glyph->bitmap;
    bitmap.width = static_cast<int>(drawn.width);
    bitmap.height = static_cast<int>(drawn.rows);
    bitmap.left = face->glyph->bitmap_left;
    bitmap.top = face->glyph->bitmap_top;
    bitmap.coverage.resize(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height));
    for (int y = 0; y < bitmap.height; ++y) {
        const unsigned char* row = drawn.buffer + static_cast<std::ptrdiff_t>(y) * drawn.pitch;
        std::copy(row, row + bitmap.width, bitmap.coverage.begin() + static_cast<std::ptrdiff_t>(y) * bitmap.width);
    }
    return bitmap;
}

bool FontFile::has(char32_t code_point) const { return state_->find(code_point, false).place != kNone; }

bool FontFile::full_font_mapped() const { return state_->faces[2] != nullptr || state_->faces[3] != nullptr; }

int FontFile::missing_characters() const { return state_->missing; }

}  // namespace silverlane::ui
