// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/text_catalogue.h"

#include <algorithm>

#include "config/reader.h"
#include "kiosk/scene/text_file.h"
#include "voice/spoken_forms.h"

namespace silverlane::scene {
namespace {

/// A phrase that is already in the language of the screen.
constexpr std::string_view kText = "text";

std::string spoken_value(const Argument& argument, std::string_view language) {
    if (argument.kind == kText) return argument.value;
    const auto kind = voice::spoken_kind(argument.kind);
    if (!kind) return {};
    // What has no defined form is shown and not said: silence is better than a wrong number.
    const Result<std::string> words = voice::spoken(*kind, argument.value, language);
    return words ? *words : std::string{};
}

void replace_slot(std::string& text, const std::string& slot, const std::string& value) {
    const std::string braces = '{' + slot + '}';
    for (std::size_t at = text.find(braces); at != std::string::npos; at = text.find(braces, at + value.size())) {
        text.replace(at, braces.size(), value);
    }
}

/// English sentences begin with a capital letter, also where a slot stands first.
void begin_with_capital(std::string& text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
}

/// What separates the two parts of a kind's value: "10-15" minutes, step "2/4".
char separator_of(std::string_view kind) { return kind == "wait_range" ? '-' : kind == "step" ? '/' : '\0'; }

Result<std::map<std::string, TextFile>> read_all(const std::vector<std::pair<std::string, config::Document>>& documents) {
    config::Mistakes mistakes;
    std::map<std::string, TextFile> files;
    for (const auto& [language, document] : documents) {
        config::TableReader top = document.root(mistakes);
        files[language] = read_text_file(top);
    }
    compare_text_files(files, mistakes);
    if (!mistakes.empty()) return mistakes.as_result().error();
    return files;
}

}  // namespace

Result<TextCatalogue> TextCatalogue::load(const std::filesystem::path& folder, const std::vector<std::string>& languages) {
    std::vector<std::pair<std::string, config::Document>> documents;
    for (const std::string& language : languages) {
        Result<config::Document> document = config::Document::load(folder / (language + ".toml"));
        if (!document) return document.error();
        documents.emplace_back(language, std::move(document).value());
    }
    return from_documents(documents);
}

Result<TextCatalogue> TextCatalogue::parse(const std::vector<std::pair<std::string, std::string>>& files) {
    std::vector<std::pair<std::string, config::Document>> documents;
    for (const auto& [language, content] : files) {
        Result<config::Document> document = config::Document::parse(content, language + ".toml");
        if (!document) return document.error();
        documents.emplace_back(language, std::move(document).value());
    }
    return from_documents(documents);
}

Result<TextCatalogue> TextCatalogue::from_documents(const std::vector<std::pair<std::string, config::Document>>& documents) {
    Result<std::map<std::string, TextFile>> files = read_all(documents);
    if (!files) return files.error();
    TextCatalogue catalogue;
    for (const auto& [language, file] : *files) {
        for (const auto& [key, text] : file) catalogue.by_language_[language][key] = {text.screen, text.spoken, text.prompt};
    }
    for (const auto& [language, document] : documents) catalogue.languages_.push_back(language);
    return catalogue;
}

std::string TextCatalogue::shown_value(const Argument& argument, const Texts& texts) {
    std::string kind = argument.kind;
    std::string from = argument.value;
    std::string to = from;
    if (const char separator = separator_of(kind); separator != '\0') {
        const std::size_t at = argument.value.find(separator);
        if (at != std::string::npos) {
            from = argument.value.substr(0, at);
            to = argument.value.substr(at + 1);
        }
        if (kind == "wait_range" && from == to) kind = "wait_minutes";
    }
    auto form = texts.end();
    if (from == "0") form = texts.find("form." + kind + "_none");
    if (from == "1" && form == texts.end()) form = texts.find("form." + kind + "_one");
    if (form == texts.end()) form = texts.find("form." + kind);
    // A kind without a form of its own (a ticket, a time of day) is shown as it is.
    if (form == texts.end()) return argument.value;
    std::string out = form->second.screen;
    replace_slot(out, "count", from);
    replace_slot(out, "from", from);
    replace_slot(out, "to", to);
    return out;
}

flow::KnownTexts TextCatalogue::known() const {
    flow::KnownTexts known;
    if (by_language_.empty()) return known;
    for (const auto& [key, text] : by_language_.begin()->second) (text.prompt ? known.prompts : known.keys).insert(key);
    return known;
}

bool TextCatalogue::has(std::string_view key) const {
    return !by_language_.empty() && by_language_.begin()->second.find(key) != by_language_.begin()->second.end();
}

Filled TextCatalogue::fill(std::string_view key, std::string_view language, const std::vector<Argument>& arguments) const {
    auto texts = by_language_.find(language);
    if (texts == by_language_.end()) texts = by_language_.begin();
    if (texts == by_language_.end()) return {std::string(key), std::string(key)};
    const auto found = texts->second.find(key);
    if (found == texts->second.end()) return {std::string(key), std::string(key)};
    Filled filled{found->second.screen, found->second.spoken};
    for (const Argument& argument : arguments) {
        if (found->second.screen.find('{') == std::string::npos) break;
        const std::string figures = argument.kind == kText ? argument.value : shown_value(argument, texts->second);
        replace_slot(filled.shown, argument.slot, figures);
        replace_slot(filled.spoken, argument.slot, spoken_value(argument, language));
    }
    begin_with_capital(filled.shown);
    begin_with_capital(filled.spoken);
    return filled;
}

std::vector<TextCatalogue::Entry> TextCatalogue::entries(std::string_view language) const {
    std::vector<Entry> out;
    const auto texts = by_language_.find(language);
    if (texts == by_language_.end()) return out;
    for (const auto& [key, text] : texts->second) out.push_back({key, text.screen, text.spoken, text.prompt});
    return out;
}

}  // namespace silverlane::scene
