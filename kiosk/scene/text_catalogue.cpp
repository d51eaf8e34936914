// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/text_catalogue.h"

#include <algorithm>

#include "config/reader.h"
#include "kiosk/scene/text_file.h"

namespace silverlane::scene {
namespace {

/// A phrase that is already in the language of the screen.
constexpr std::string_view kText = "text";

/// A word of the calendar by its number: weekday 1 is Monday.
constexpr std::string_view kWeekday = "weekday";

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
char separator_of(std::string_view kind) {
    if (kind == "wait_range" || kind == "month_day") return '-';
    return kind == "step" || kind == "score" ? '/' : '\0';
}

/// "03" of a day as people write it.
std::string without_leading_zero(std::string number) {
    if (number.size() > 1 && number.front() == '0') number.erase(0, 1);
    return number;
}

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

/// "1234567.80" as "1,234,567.80": nobody counts nines.
std::string grouped(std::string amount) {
    const std::size_t first = amount.find_first_of("0123456789");
    const std::size_t end = std::min(amount.find('.'), amount.size());
    if (first == std::string::npos || amount.find(',') != std::string::npos) return amount;
    for (std::size_t at = end; at > first + 3;) {
        at -= 3;
        amount.insert(at, 1, ',');
    }
    return amount;
}

}  // namespace

Result<TextCatalogue> TextCatalogue::load(const std::filesystem::path& folder, const std::vector<std::string>& languages,
                                          const voice::SpokenStyle& style) {
    std::vector<std::pair<std::string, config::Document>> documents;
    for (const std::string& language : languages) {
        Result<config::Document> document = config::Document::load(folder / (language + ".toml"));
        if (!document) return document.error();
        documents.emplace_back(language, std::move(document).value());
    }
    return from_documents(documents, style);
}

Result<TextCatalogue> TextCatalogue::parse(const std::vector<std::pair<std::string, std::string>>& files, const voice::SpokenStyle& style) {
    std::vector<std::pair<std::string, config::Document>> documents;
    for (const auto& [language, content] : files) {
        Result<config::Document> document = config::Document::parse(content, language + ".toml");
        if (!document) return document.error();
        documents.emplace_back(language, std::move(document).value());
    }
    return from_documents(documents, style);
}

Result<TextCatalogue> TextCatalogue::from_documents(const std::vector<std::pair<std::string, config::Document>>& documents,
                                                    const voice::SpokenStyle& style) {
    Result<std::map<std::string, TextFile>> files = read_all(documents);
    if (!files) return files.error();
    TextCatalogue catalogue;
    catalogue.style_ = style;
    for (const auto& [language, file] : *files) {
        for (const auto& [key, text] : file) catalogue.by_language_[language][key] = {text.screen, text.spoken, text.aloud, text.prompt, text.is_private};
    }
    for (const auto& [language, document] : documents) catalogue.languages_.push_back(language);
    return catalogue;
}

const TextCatalogue::Texts* TextCatalogue::texts_of(std::string_view language) const {
    const auto texts = by_language_.find(language);
    if (texts != by_language_.end()) return &texts->second;
    return by_language_.empty() ? nullptr : &by_language_.begin()->second;
}

const TextCatalogue::Text* TextCatalogue::find(std::string_view key, std::string_view language) const {
    const Texts* texts = texts_of(language);
    if (texts == nullptr) return nullptr;
    const auto found = texts->find(key);
    return found == texts->end() ? nullptr : &found->second;
}

std::string TextCatalogue::spoken_value(const Argument& argument, std::string_view language, const Texts& texts) const {
    if (argument.kind == kText) return argument.value;
    if (argument.kind == kWeekday) {
        const auto day = texts.find("calendar.weekday_" + argument.value);
        return day == texts.end() ? std::string{} : day->second.spoken;
    }
    const auto kind = voice::spoken_kind(argument.kind);
    if (!kind) return {};
    // What has no defined form is shown and not said: silence is better than a wrong number.
    const Result<std::string> words = voice::spoken(*kind, argument.value, language, style_);
    return words ? *words : std::string{};
}

std::string TextCatalogue::shown_value(const Argument& argument, const Texts& texts) {
    std::string kind = argument.kind;
    if (kind == kWeekday) {
        const auto day = texts.find("calendar.weekday_" + argument.value);
        return day == texts.end() ? std::string{} : day->second.screen;
    }
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
    if (kind == "amount_cny") from = grouped(from);
    std::string month;
    if (kind == "month_day") {
        from = without_leading_zero(from);
        to = without_leading_zero(to);
        const auto name = texts.find("calendar.month_" + from);
        if (name != texts.end()) month = name->second.screen;
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
    replace_slot(out, "month", month);
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
    const Text* text = find(key, language);
    if (text == nullptr) return {std::string(key), std::string(key)};
    const Texts& texts = *texts_of(language);
    Filled filled{text->screen, text->spoken};
    for (const Argument& argument : arguments) {
        if (text->screen.find('{' + argument.slot + '}') == std::string::npos) continue;
        replace_slot(filled.shown, argument.slot, argument.kind == kText ? argument.value : shown_value(argument, texts));
        replace_slot(filled.spoken, argument.slot, spoken_value(argument, language, texts));
    }
    begin_with_capital(filled.shown);
    begin_with_capital(filled.spoken);
    return filled;
}

FilledPrivately TextCatalogue::fill_privately(std::string_view key, std::string_view language, std::vector<Argument> arguments,
                                              const std::vector<flow::PrivateSlot>& secrets) const {
    const std::size_t open_arguments = arguments.size();
    for (const flow::PrivateSlot& secret : secrets) {
        arguments.push_back({secret.name, secret.kind, std::string(secret.value.open(PrivateDoor::wording))});
    }
    Filled filled = fill(key, language, arguments);
    for (std::size_t index = open_arguments; index < arguments.size(); ++index) zero(arguments[index].value);
    return {PrivateText{std::move(filled.shown)}, PrivateText{std::move(filled.spoken)}};
}

bool TextCatalogue::is_private(std::string_view key) const {
    const Text* text = by_language_.empty() ? nullptr : find(key, by_language_.begin()->first);
    return text != nullptr && text->is_private;
}

std::string TextCatalogue::aloud(std::string_view key, std::string_view language) const {
    const Text* text = find(key, language);
    return text == nullptr ? std::string{} : text->aloud;
}

std::vector<std::string> TextCatalogue::slots(std::string_view key) const {
    const Text* text = by_language_.empty() ? nullptr : find(key, by_language_.begin()->first);
    return text == nullptr ? std::vector<std::string>{} : slots_of(text->screen);
}

std::vector<TextCatalogue::Entry> TextCatalogue::entries(std::string_view language) const {
    std::vector<Entry> out;
    const auto texts = by_language_.find(language);
    if (texts == by_language_.end()) return out;
    for (const auto& [key, text] : texts->second) out.push_back({key, text.screen, text.spoken, text.prompt});
    return out;
}

}  // namespace silverlane::scene
