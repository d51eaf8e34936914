// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/glyph_atlas.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "kiosk/ui/icon.h"
#include "sample_scenes.h"

namespace silverlane::ui {
namespace {

std::unique_ptr<GlyphAtlas> make_atlas() { return std::make_unique<GlyphAtlas>(FontFile::open(samples::fonts()).value(), samples::icons()); }

/// Rows of the texture where the glyph has ink of at least half coverage.
int inked_rows(const GlyphAtlas& atlas, const ImFontGlyph& glyph) {
    const CoverageTexture texture = atlas.texture();
    const int left = static_cast<int>(std::lround(glyph.U0 * static_cast<float>(texture.width)));
    const int right = static_cast<int>(std::lround(glyph.U1 * static_cast<float>(texture.width)));
    const int top = static_cast<int>(std::lround(glyph.V0 * static_cast<float>(texture.height)));
    const int bottom = static_cast<int>(std::lround(glyph.V1 * static_cast<float>(texture.height)));
    int rows = 0;
    for (int y = top; y < bottom; ++y) {
        int strongest = 0;
        for (int x = left; x < right; ++x) strongest = std::max(strongest, static_cast<int>(texture.texels[y * texture.width + x]));
        rows += strongest >= 128 ? 1 : 0;
    }
    return rows;
}

std::vector<std::uint8_t> picture(FontFile& font, char32_t code_point) {
    return font.render(code_point, {40, false}).coverage;
}

TEST(RenderedH, IsAsHighAsTheStyleSays) {
    const auto atlas = make_atlas();
    for (const Panel& panel : {samples::landscape(), samples::portrait()}) {
        for (const auto size : {flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest}) {
            const Metrics metrics(panel, size);
            for (const auto use : {TextUse::body, TextUse::heading, TextUse::label, TextUse::amount, TextUse::hero, TextUse::key, TextUse::standing}) {
                const ImFontGlyph glyph = *atlas->glyph(U'H', metrics.style(use));
                const int rows = inked_rows(*atlas, glyph);
                EXPECT_GE(rows / panel.px_per_mm, metrics.cap_height(use).value) << "use " << static_cast<int>(use);
                EXPECT_LE(rows, metrics.style(use).cap_px + 1);
            }
        }
    }
}

TEST(SubsetFont, HoldsTheEverydayCharacters) {
    const auto font = FontFile::open(samples::fonts()).value();
    for (const char32_t c : U"您好请取号排队存折转账一二三ABCabc019,。?!“”·") {
        if (c != 0) {
            EXPECT_TRUE(font->has(c));
        }
    }
    EXPECT_FALSE(font->full_font_mapped());
}

TEST(RareName, IsDrawnFromTheFullFontAndNotAsABox) {
    for (const char32_t rare : {U'𠮷', U'䶮'}) {  // U+20BB7 lies beyond the basic plane
        const auto font = FontFile::open(samples::fonts()).value();
        const auto drawn = picture(*font, rare);
        EXPECT_TRUE(font->full_font_mapped());
        EXPECT_EQ(font->missing_characters(), 0);
        EXPECT_FALSE(drawn.empty());
        EXPECT_NE(drawn, picture(*font, U'\U0010FFFD'));  // the mark for what no font has
        EXPECT_NE(drawn, picture(*font, U'吉'));
    }
}

TEST(RareName, HasTheWidthOfAHanzi) {
    const auto font = FontFile::open(samples::fonts()).value();
    EXPECT_NEAR(font->advance(U'𠮷', {40, true}), font->advance(U'吉', {40, true}), 0.01);
}

TEST(UnknownCharacter, IsThePrintersMarkAndCounted) {
    const auto font = FontFile::open(samples::fonts()).value();
    EXPECT_EQ(picture(*font, U'\U0010FFFD'), picture(*font, U'〓'));
    EXPECT_EQ(font->missing_characters(), 1);
}

TEST(Fonts, AreTakenWholeWhenTheSubsetIsNotThere) {
    FontFiles files = samples::fonts();
    files.subset_regular = "/nowhere/regular.otf";
    files.subset_bold = "/nowhere/bold.otf";
    auto font = FontFile::open(files);
    ASSERT_TRUE(font.ok());
    EXPECT_FALSE(picture(**font, U'银').empty());
}

TEST(Fonts, ThatAreNowhereAreAnErrorWithTheirNames) {
    const auto font = FontFile::open({"/nowhere/a.otf", "/nowhere/b.otf", "/nowhere/c.ttc", "/nowhere/d.ttc", "Noto Sans CJK SC"});
    ASSERT_FALSE(font.ok());
    EXPECT_EQ(font.error().code(), ErrorCode::not_found);
    EXPECT_NE(font.error().text().find("/nowhere/a.otf"), std::string::npos);
}

TEST(Atlas, AddsEachCharacterOnce) {
    const auto atlas = make_atlas();
    const TextStyle style{30, false};
    atlas->glyph(U'银', style);
    atlas->glyph(U'行', style);
    EXPECT_EQ(atlas->glyph_count(), 2);
    atlas->glyph(U'银', style);
    EXPECT_EQ(atlas->glyph_count(), 2);
    EXPECT_EQ(atlas->generation(), 1);
}

TEST(Atlas, GivesRareCharactersPlacesOfTheirOwn) {
    const auto atlas = make_atlas();
    const TextStyle style{30, false};
    const ImFontGlyph one = *atlas->glyph(U'𠮷', style);
    const ImFontGlyph two = *atlas->glyph(U'𠀀', style);
    const ImFontGlyph own = *atlas->glyph(U'\uE000', style);  // a private-use character in a text must not get another's picture
    EXPECT_NE(one.U0, two.U0);
    EXPECT_NE(static_cast<unsigned>(one.Codepoint), static_cast<unsigned>(two.Codepoint));
    EXPECT_NE(static_cast<unsigned>(own.Codepoint), static_cast<unsigned>(one.Codepoint));
    EXPECT_EQ(static_cast<unsigned>(atlas->glyph(U'𠮷', style)->Codepoint), static_cast<unsigned>(one.Codepoint));
}

TEST(Atlas, DrawsAheadOnlyAsMuchAsAsked) {
    const auto atlas = make_atlas();
    EXPECT_EQ(atlas->prepare(U"一二三四五六", {30, false}, 4), 4);
    EXPECT_EQ(atlas->prepare(U"一二三四五六", {30, false}, 4), 2);
}

TEST(Icons, OfTheProjectCanAllBeDrawn) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(samples::icons())) {
        if (entry.path().extension() != ".svg") continue;
        const auto icon = rasterise_icon_file(entry.path(), 52);
        ASSERT_TRUE(icon.ok()) << icon.error().text();
        const auto inked = std::count_if(icon->coverage.begin(), icon->coverage.end(), [](std::uint8_t c) { return c > 128; });
        EXPECT_GT(inked, 40) << entry.path();
        EXPECT_LT(inked, 52 * 52 * 7 / 10) << entry.path();
        ++count;
    }
    EXPECT_GT(count, 40);
}

TEST(Icons, OutsideTheSubsetAreRefusedByName) {
    const auto icon = rasterise_icon(R"(<svg viewBox="0 0 24 24"><text x="1">A</text></svg>)", 24);
    ASSERT_FALSE(icon.ok());
    EXPECT_NE(icon.error().text().find("text"), std::string::npos);
    EXPECT_FALSE(rasterise_icon(R"(<svg viewBox="0 0 24 24"><path d="M0 0 A1 1 0 0 0 2 2"/></svg>)", 24).ok());
    EXPECT_FALSE(rasterise_icon("", 24).ok());
}

TEST(Icons, OfUnknownNameAreRemembered) {
    const auto atlas = make_atlas();
    EXPECT_EQ(atlas->icon("no_such_icon", 48), nullptr);
    EXPECT_TRUE(atlas->missing_icons().contains("no_such_icon"));
}

}  // namespace
}  // namespace silverlane::ui
