// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The pictures of characters and icons that have been needed so far, in one coverage texture with reserved space. A character is added the
// first time it is drawn, singly, and the texture is never rebuilt. Dear ImGui's ImFont holds the table per style; its character type has
// 16 bits, so characters beyond the basic plane (rare names) stand in private-use slots, and there is one text path. Owned by the window,
// ui thread only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "kiosk/ui/font_file.h"
#include "kiosk/ui/picture_memory.h"

struct ImFont;
struct ImFontAtlas;
struct ImFontGlyph;

namespace silverlane::ui {

/// What the canvas reads: one byte of coverage per texel. The texel at (0, 0) and its neighbours are full coverage.
struct CoverageTexture {
    const std::uint8_t* texels = nullptr;
    int width = 0;
    int height = 0;
};

/// Where an icon stands in the texture, in texels.
struct AtlasRegion {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
};

class GlyphAtlas {
public:
    GlyphAtlas(std::unique_ptr<FontFile> font, std::filesystem::path icon_folder);
    ~GlyphAtlas();

    [[nodiscard]] const TextMeasurer& measurer() const { return *font_; }
    [[nodiscard]] const FontFile& font() const { return *font_; }

    /// To be called before a frame: empties the texture when it is nearly full, so that every glyph of one frame has room.
    void begin_frame();
    /// The glyph, added when it is new. Valid until the next call. Never nullptr; one without a picture (a space) is not visible.
    const ImFontGlyph* glyph(char32_t code_point, const TextStyle& style);
    /// The icon, drawn when it is new; nullptr when there is no such file (see missing_icons).
    const AtlasRegion* icon(const std::string& name, int side);

    /// Draws glyphs of this text ahead of need, while nothing else is to do. Returns how many were new, at most `most`.
    int prepare(std::u32string_view text, const TextStyle& style, int most);

    [[nodiscard]] CoverageTexture texture() const;
    [[nodiscard]] int glyph_count() const { return glyph_count_; }
    [[nodiscard]] const std::set<std::string>& missing_icons() const { return missing_icons_; }
    /// Grows when the texture was full and was emptied: pictures that were handed out before are void.
    [[nodiscard]] int generation() const { return generation_; }

private:
    struct StyleTable;
    AtlasRegion place(const CoverageBitmap& bitmap);
    unsigned short slot(StyleTable& table, char32_t code_point);
    void empty();

    std::unique_ptr<FontFile> font_;
    std::filesystem::path icon_folder_;
    std::unique_ptr<ImFontAtlas> container_;  // ImFont wants one; its own texture is not used
    std::map<TextStyle, std::unique_ptr<StyleTable>> tables_;
    std::map<std::pair<std::string, int>, AtlasRegion> icons_;
    std::set<std::string> missing_icons_;
    [[nodiscard]] std::uint8_t* texels() const { return static_cast<std::uint8_t*>(memory_.data()); }
    PictureMemory memory_;
    int pen_x_ = 0;
    int pen_y_ = 0;
    int row_height_ = 0;
    int glyph_count_ = 0;
    int generation_ = 0;
};

}  // namespace silverlane::ui
