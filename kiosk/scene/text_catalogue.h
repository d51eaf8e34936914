// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Every word that a customer sees or hears, in every language, from config/strings/<language>.toml. Loaded once at start, then immutable:
// any thread. A text has a screen form (figures) and a spoken form (words); typed slots are filled by kind, the spoken side through the
// voice's spoken forms. It keeps no private value: a private
// text is filled for one scene and comes out as PrivateText.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/private_text.h"
#include "base/result.h"
#include "config/reader.h"
#include "kiosk/flow/flow_file.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::scene {

/// A value for a slot: {ticket} is filled with {"ticket", "ticket", "A012"}. Kinds are those of voice/spoken/spoken_forms.h, and "text" for a
/// phrase that is already in the language (a branch's name).
struct Argument {
    std::string slot;
    std::string kind;
    std::string value;
    bool operator==(const Argument&) const = default;
};

struct Filled {
    std::string shown;
    std::string spoken;
};

/// A private text with its slots filled: for the screen and for a private ear.
struct FilledPrivately {
    PrivateText shown;
    PrivateText spoken;
};

class TextCatalogue {
public:
    /// Reads <language>.toml of the folder for each language. Errors: invalid_input, one mistake a line with file and line: a key that
    /// one language lacks, a slot that differs, a spoken form with figures. `style`: how the bank wants values said.
    static Result<TextCatalogue> load(const std::filesystem::path& folder, const std::vector<std::string>& languages,
                                      const voice::SpokenStyle& style = {});
    /// The same from texts in memory: {language, content}.
    static Result<TextCatalogue> parse(const std::vector<std::pair<std::string, std::string>>& files, const voice::SpokenStyle& style = {});

    [[nodiscard]] flow::KnownTexts known() const;
    /// In the order in which they were asked for: the language key goes through them so.
    [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }
    [[nodiscard]] bool has(std::string_view key) const;

    /// Both forms with their slots filled. A prompt is asked for by its id ("P26"). An unknown key or an unfilled slot is a bug and is
    /// answered with the key itself, so that a test sees it and a customer still gets a screen.
    [[nodiscard]] Filled fill(std::string_view key, std::string_view language, const std::vector<Argument>& arguments = {}) const;

    /// Whether the text is written private = true: then fill() gives its unfilled form only, and fill_privately() is asked.
    [[nodiscard]] bool is_private(std::string_view key) const;
    /// Both forms of a private text. What comes out is as private as what went in.
    [[nodiscard]] FilledPrivately fill_privately(std::string_view key, std::string_view language, std::vector<Argument> arguments,
                                                 const std::vector<flow::PrivateSlot>& secrets) const;
    /// What the loudspeaker may say in the place of a private text; often nothing.
    [[nodiscard]] std::string aloud(std::string_view key, std::string_view language) const;
    /// The slots of a text.
    [[nodiscard]] std::vector<std::string> slots(std::string_view key) const;

    /// Every key with its unfilled forms, for lints and for the renderer's glyph list.
    struct Entry { std::string key; std::string screen; std::string spoken; bool prompt = false; };
    [[nodiscard]] std::vector<Entry> entries(std::string_view language) const;

private:
    static Result<TextCatalogue> from_documents(const std::vector<std::pair<std::string, config::Document>>& documents,
                                                const voice::SpokenStyle& style);
    struct Text { std::string screen; std::string spoken; std::string aloud; bool prompt = false; bool is_private = false; };
    using Texts = std::map<std::string, Text, std::less<>>;
    /// The screen form of a typed value by the language's [form] texts: "前面还有 5 位".
    static std::string shown_value(const Argument& argument, const Texts& texts);
    [[nodiscard]] std::string spoken_value(const Argument& argument, std::string_view language, const Texts& texts) const;
    [[nodiscard]] const Text* find(std::string_view key, std::string_view language) const;
    [[nodiscard]] const Texts* texts_of(std::string_view language) const;
    std::map<std::string, Texts, std::less<>> by_language_;
    std::vector<std::string> languages_;
    voice::SpokenStyle style_;
};

}  // namespace silverlane::scene
