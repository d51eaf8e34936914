// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Draws text onto paper as dots. Text is drawn and not sent as characters, so that every name and every size prints alike on every model.
// One Typesetter belongs to one thread at a time. It keeps nothing of what it drew.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "drivers/paper/raster.h"

namespace silverlane::drivers::paper {

enum class Weight { regular, bold };

/// A face of its collection and the height of its em square in dots.
struct Type {
    Weight weight = Weight::regular;
    int em = 0;
};

class Typesetter {
public:
    /// Chinese is expected of both fonts; a collection's simplified Chinese face is taken, else its first. Errors: not_found, io.
    static Result<std::unique_ptr<Typesetter>> open(const std::filesystem::path& font, const std::filesystem::path& bold_font);
    virtual ~Typesetter() = default;

    /// Dots that the text takes.
    virtual int width_of(Type type, std::u32string_view text) = 0;
    /// Breaks at the last blank that fits, else between characters, as Chinese allows.
    virtual std::vector<std::u32string> wrapped(Type type, std::u32string_view text, int width) = 0;
    /// Draws from `left` on `baseline`, what is outside the paper is lost; returns how far the ink reaches above the baseline.
    virtual int draw(Raster& raster, Type type, std::u32string_view text, int left, int baseline) = 0;
};

}  // namespace silverlane::drivers::paper
