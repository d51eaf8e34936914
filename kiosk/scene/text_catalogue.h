// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Every word that a customer sees or hears, in every language, from config/strings/<language>.toml. Loaded once at start, then immutable:
// any thread. A text has a screen form (figures) and a spoken form (words); typed slots are filled by kind, the spoken side through the
// voice's spoken forms. It holds no private value: those never enter a text.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "kiosk/flow/flow_file.h"

namespace silverlane::scene {

/// A value for a slot: {ticket} is filled with {"ticket", "ticket", "A012"}. Kinds are those of voice/spoken_forms.h, and "text" for a
/// phrase that is already in the language (a branch's name).
struct Argument {
    std::string slot;
    std::string kind;
    std::string value;
};

struct Filled {
    std::string shown;
    std::string spoken;
};

/// Words of a typed value: (kind, value, language) -> "A零幺二号".
using SpokenForms = std::function<Result<std::string>(std::string_view, std::string_view, std::string_view)>;

class TextCatalogue {
public:
    /// Reads <language>.toml of the folder for each language. Errors: invalid_input, one mistake a line with file and line: a key that
    /// one language lacks, a slot that differs, a spoken form with figures.
    static Result<TextCatalogue> load(const std::filesystem::path& folder, const std::vector<std::string>& languages, SpokenForms forms);
    /// The same from texts in memory: {language, content}.
    static Result<TextCatalogue> parse(const std::vector<std::pair<std::string, std::string>>& files, SpokenForms forms);

    [[nodiscard]] flow::KnownTexts known() const;
    [[nodiscard]] std::vector<std::string> languages() const;
    [[nodiscard]] bool has(std::string_view key) const;

    /// Both forms with their slots filled. A prompt is asked for by its id ("P26"). An unknown key or an unfilled slot is a bug and is
    /// answered with the key itself, so that a test sees it and a customer still gets a screen.
    [[nodiscard]] Filled fill(std::string_view key, std::string_view language, const std::vector<Argument>& arguments = {}) const;

    /// The screen form of a typed value: "前面还有 5 位".
    static std::string shown_form(std::string_view kind, std::string_view value, std::string_view language);

    /// Every key with its unfilled forms, for lints and for the renderer's glyph list.
    struct Entry { std::string key; std::string screen; std::string spoken; };
    [[nodiscard]] std::vector<Entry> entries(std::string_view language) const;

private:
    struct Text { std::string screen; std::string spoken; };
    std::map<std::string, std::map<std::string, Text, std::less<>>, std::less<>> by_language_;
    SpokenForms forms_;
};

}  // namespace silverlane::scene
