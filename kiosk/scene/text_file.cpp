// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/text_file.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "config/suggestion.h"
#include "kiosk/flow/knowledge.h"

namespace silverlane::scene {
namespace {

constexpr std::string_view kPrompts = "prompts";

/// Quotation marks are drawn and not said.
std::string without_quotes(std::string text) {
    constexpr std::array<std::string_view, 4> kMarks{"“", "”", "《", "》"};
    for (const std::string_view mark : kMarks) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.erase(at, mark.size());
    }
    return text;
}

void read_text(config::TableReader& table, const std::string& key, const std::string& path, bool prompt, TextFile& out) {
    WrittenText text;
    text.prompt = prompt;
    text.position = table.position_of(key);
    if (table.is_table(key)) {
        config::TableReader forms = table.table(key);
        text.screen = forms.required_text("screen");
        text.is_private = forms.boolean("private", false);
        text.spoken = forms.has("spoken") || !text.is_private ? forms.required_text("spoken") : without_quotes(text.screen);
        text.aloud = forms.text("aloud", "");
        if (!text.aloud.empty() && !text.is_private) {
            forms.mistake("aloud", "'" + path + "' is not private", "remove aloud, or add private = true");
        }
        forms.finish();
    } else {
        text.screen = table.text(key, "");
        text.spoken = without_quotes(text.screen);
    }
    if (text.screen.empty()) table.mistake(key, "'" + path + "' is empty", "write the text");
    out[path] = std::move(text);
}

bool is_text(config::TableReader& table, const std::string& key) {
    if (!table.is_table(key)) return true;
    const std::vector<std::string> inner = table.table(key).keys();
    return std::find(inner.begin(), inner.end(), "screen") != inner.end();
}

void read_table(config::TableReader table, const std::string& prefix, TextFile& out) {
    const bool prompts = prefix == std::string(kPrompts) + '.';
    for (const std::string& key : table.keys()) {
        if (is_text(table, key)) {
            read_text(table, key, prompts ? key : prefix + key, prompts, out);
        } else {
            read_table(table.table(key), prefix + key + '.', out);
        }
    }
    table.finish();
}

bool has_figure(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::multiset<std::string> slot_set(std::string_view text) {
    const std::vector<std::string> slots = slots_of(text);
    return {slots.begin(), slots.end()};
}

std::vector<std::string> only_in(const TextFile& file, const TextFile& other) {
    std::vector<std::string> keys;
    for (const auto& [key, text] : file) {
        if (!other.contains(key)) keys.push_back(key);
    }
    return keys;
}

/// A private value in a text that the loudspeaker says would be heard by the whole hall.
void check_private(const std::string& key, const WrittenText& text, config::Mistakes& mistakes) {
    for (const std::string& slot : slots_of(text.screen)) {
        const bool secret = std::find(flow::kPrivateSlots.begin(), flow::kPrivateSlots.end(), slot) != flow::kPrivateSlots.end();
        if (secret && !text.is_private) {
            mistakes.add(text.position, "'" + key + "' holds {" + slot + "}, which nobody else may hear", "add private = true");
        }
    }
    if (!slots_of(text.aloud).empty()) mistakes.add(text.position, "what '" + key + "' says aloud has slots", "write words only");
}

/// Forms of values are left out of the comparison of slots: a day is written with the month's number in one language, by its name in another.
void compare_with(const std::string& language, const TextFile& file, const std::string& other_language, const TextFile& other,
                  config::Mistakes& mistakes) {
    for (const auto& [key, text] : file) {
        const auto found = other.find(key);
        if (found == other.end()) {
            const std::string meant = config::did_you_mean(key, only_in(other, file));
            mistakes.add(text.position, "'" + key + "' is in " + language + " only",
                         (meant.empty() ? "" : meant + " Otherwise ") + "add it to " + other_language + ".toml, or remove it here");
        } else if (text.is_private != found->second.is_private) {
            mistakes.add(text.position, "'" + key + "' is private in one language only", "write private = true in both, or in neither");
        } else if (!key.starts_with("form.") && slot_set(text.screen) != slot_set(found->second.screen)) {
            mistakes.add(text.position, "'" + key + "' has other slots than in " + other_language, "use the same {slots} in every language");
        }
    }
}

}  // namespace

std::vector<std::string> slots_of(std::string_view text) {
    std::vector<std::string> slots;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) break;
        slots.emplace_back(text.substr(open + 1, close - open - 1));
    }
    return slots;
}

TextFile read_text_file(config::TableReader& top) {
    TextFile out;
    read_table(top, "", out);
    return out;
}

void compare_text_files(const std::map<std::string, TextFile>& by_language, config::Mistakes& mistakes) {
    for (const auto& [language, file] : by_language) {
        for (const auto& [other_language, other] : by_language) {
            if (language != other_language) compare_with(language, file, other_language, other, mistakes);
        }
        for (const auto& [key, text] : file) {
            check_private(key, text, mistakes);
            if (has_figure(text.spoken) || has_figure(text.aloud)) {
                mistakes.add(text.position, "'" + key + "' would be spoken with figures", "write { screen = \"...\", spoken = \"in words\" }");
            }
            if (slot_set(text.screen) != slot_set(text.spoken)) {
                mistakes.add(text.position, "'" + key + "' shows other slots than it speaks", "use the same {slots} in both forms");
            }
        }
    }
}

}  // namespace silverlane::scene
