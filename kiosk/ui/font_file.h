// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The kiosk's typeface, read by FreeType: a small subset opened at start, and the full font mapped only when a character is not in it.
// Owned by the window, used by the ui thread only. It keeps widths but no pictures: those are the atlas's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/ui/text_lines.h"

namespace silverlane::ui {

/// Where the fonts are. Only `full_*` need to exist; without the subsets the full font is opened at start, which takes 30 ms longer.
struct FontFiles {
    std::filesystem::path subset_regular;
    std::filesystem::path subset_bold;
    std::filesystem::path full_regular;
    std::filesystem::path full_bold;
    std::string face = "Noto Sans CJK SC";  ///< which face of a full font that is a collection
};

/// A glyph or icon as coverage, 0 to 255, row by row. `left` and `top` place it: from the pen to its left edge, and from the baseline up
/// to its top edge.
struct CoverageBitmap {
    int width = 0;
    int height = 0;
    int left = 0;
    int top = 0;
    std::vector<std::uint8_t> coverage;
};

class FontFile final : public TextMeasurer {
public:
    static Result<std::unique_ptr<FontFile>> open(const FontFiles& files);
    ~FontFile() override;

    [[nodiscard]] double advance(char32_t code_point, const TextStyle& style) const override;

    /// The picture of one character. One that no font has is drawn as 〓 (the printer's mark for a character to be supplied), counted in
    /// `missing_characters`.
    CoverageBitmap render(char32_t code_point, const TextStyle& style);

    /// Whether any of the fonts has it. May map the full font.
    [[nodiscard]] bool has(char32_t code_point) const;
    /// Whether the full font had to be mapped.
    [[nodiscard]] bool full_font_mapped() const;
    /// How many renders found no glyph anywhere.
    [[nodiscard]] int missing_characters() const;

private:
    struct State;
    explicit FontFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace silverlane::ui
