// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/glyph_atlas.h"

#include <algorithm>
#include <cstring>

#include <imgui.h>

#include "base/check.h"
#include "kiosk/ui/icon.h"

namespace silverlane::ui {
namespace {

constexpr int kWidth = 2048;
constexpr int kHeight = 8192;  // address space only: a page costs memory when something is drawn on it
constexpr std::size_t kBytes = static_cast<std::size_t>(kWidth) * kHeight;
constexpr int kWhite = 4;      // side of the corner of full coverage
constexpr char32_t kFirstSlot = 0xE000;
constexpr char32_t kLastSlot = 0xF8FF;

}  // namespace

struct GlyphAtlas::StyleTable {
    ImFont font;
    std::unordered_map<char32_t, unsigned short> slots;  // beyond the basic plane -> private use
    char32_t next_slot = kFirstSlot;
};

GlyphAtlas::GlyphAtlas(std::unique_ptr<FontFile> font, std::filesystem::path icon_folder)
    : font_(std::move(font)), icon_folder_(std::move(icon_folder)), container_(std::make_unique<ImFontAtlas>()), memory_(kBytes) {
    empty();
}

GlyphAtlas::~GlyphAtlas() = default;

CoverageTexture GlyphAtlas::texture() const { return {texels(), kWidth, kHeight}; }

void GlyphAtlas::empty() {
    tables_.clear();
    icons_.clear();
    glyph_count_ = 0;
    ++generation_;
    memory_.clear();
    for (int y = 0; y < kWhite; ++y) std::memset(texels() + static_cast<std::ptrdiff_t>(y) * kWidth, 0xFF, kWhite);
    pen_x_ = kWhite + 1;
    pen_y_ = 0;
    row_height_ = kWhite + 1;
}

void GlyphAtlas::begin_frame() {
    if (pen_y_ > kHeight - 2048) empty();
}

AtlasRegion GlyphAtlas::place(const CoverageBitmap& bitmap) {
    if (bitmap.width == 0 || bitmap.height == 0) return {};
    SILVERLANE_CHECK(bitmap.width < kWidth && bitmap.height < kHeight);
    if (pen_x_ + bitmap.width > kWidth) {
        pen_y_ += row_height_;
        pen_x_ = 0;
        row_height_ = 0;
    }
    if (pen_y_ + bitmap.height > kHeight) return {};  // the caller has made room before
    for (int y = 0; y < bitmap.height; ++y) {
        std::memcpy(texels() + static_cast<std::ptrdiff_t>(pen_y_ + y) * kWidth + pen_x_,
                    bitmap.coverage.data() + static_cast<std::ptrdiff_t>(y) * bitmap.width, static_cast<std::size_t>(bitmap.width));
    }
    const AtlasRegion region{pen_x_, pen_y_, bitmap.width, bitmap.height};
    pen_x_ += bitmap.width + 1;
    row_height_ = std::max(row_height_, bitmap.height + 1);
    return region;
}

unsigned short GlyphAtlas::slot(StyleTable& table, char32_t code_point) {
    const bool needs_slot = code_point > 0xFFFF || (code_point >= kFirstSlot && code_point <= kLastSlot);
    if (!needs_slot) return static_cast<unsigned short>(code_point);
    const auto known = table.slots.find(code_point);
    if (known != table.slots.end()) return known->second;
    const auto chosen = static_cast<unsigned short>(table.next_slot);
    if (table.next_slot < kLastSlot) ++table.next_slot;
    table.slots.emplace(code_point, chosen);
    return chosen;
}

const ImFontGlyph* GlyphAtlas::glyph(char32_t code_point, const TextStyle& style) {
    std::unique_ptr<StyleTable>& table = tables_[style];
    if (!table) {
        table = std::make_unique<StyleTable>();
        table->font.ContainerAtlas = container_.get();
        table->font.FontSize = static_cast<float>(em_px(style));
    }
    const unsigned short code = slot(*table, code_point);
    if (const ImFontGlyph* known = table->font.FindGlyphNoFallback(code)) return known;

    const CoverageBitmap bitmap = font_->render(code_point, style);
    const AtlasRegion region = place(bitmap);
    ImFont& font = table->font;
    // Offsets are from the pen on the baseline; y points down.
    const auto x0 = static_cast<float>(bitmap.left);
    const auto y0 = static_cast<float>(-bitmap.top);
    font.AddGlyph(nullptr, code, x0, y0, x0 + static_cast<float>(region.width), y0 + static_cast<float>(region.height),
                  static_cast<float>(region.left) / kWidth, static_cast<float>(region.top) / kHeight,
                  static_cast<float>(region.left + region.width) / kWidth, static_cast<float>(region.top + region.height) / kHeight,
                  static_cast<float>(font_->advance(code_point, style)));
    // The table is extended for this one character; ImFont::BuildLookupTable would go through all of them.
    font.GrowIndex(code + 1);
    font.IndexLookup[code] = static_cast<ImWchar>(font.Glyphs.Size - 1);
    font.IndexAdvanceX[code] = font.Glyphs.back().AdvanceX;
    font.DirtyLookupTables = false;
    ++glyph_count_;
    return &font.Glyphs.back();
}

const AtlasRegion* GlyphAtlas::icon(const std::string& name, int side) {
    const auto key = std::make_pair(name, side);
    const auto known = icons_.find(key);
    if (known != icons_.end()) return &known->second;
    if (missing_icons_.contains(name)) return nullptr;
    auto drawn = rasterise_icon_file(icon_folder_ / (name + ".svg"), side);
    if (!drawn) {
        missing_icons_.insert(name);
        return nullptr;
    }
    return &icons_.emplace(key, place(*drawn)).first->second;
}

int GlyphAtlas::prepare(std::u32string_view text, const TextStyle& style, int most) {
    int added = 0;
    for (const char32_t code_point : text) {
        const int before = glyph_count_;
        if (pen_y_ > kHeight / 2) return added;  // the other half is for what is really shown
        glyph(code_point, style);
        added += glyph_count_ - before;
        if (added >= most) break;
    }
    return added;
}

}  // namespace silverlane::ui
