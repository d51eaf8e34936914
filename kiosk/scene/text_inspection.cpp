// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/text_inspection.h"

#include <algorithm>
#include <array>

#include "config/suggestion.h"
#include "voice/speaker/text_check.h"

namespace silverlane::scene {
namespace {

/// What the program shows without a flow naming it; one with a dot at its end stands for all below it. A lint holds this against the code.
constexpr std::array kProgramTexts{
    std::string_view{"frame."}, std::string_view{"listed."}, std::string_view{"form."}, std::string_view{"keypad."},
    std::string_view{"focus."}, std::string_view{"state."},
    std::string_view{"page."}, std::string_view{"warning."}, std::string_view{"pause."}, std::string_view{"value."},
    std::string_view{"calendar."}, std::string_view{"printed_slip."}, std::string_view{"printed."}, std::string_view{"passbook_line."},
    std::string_view{"account."}, std::string_view{"known."}, std::string_view{"practice."}, std::string_view{"home_visit.day."},
    std::string_view{"sample."}, std::string_view{"focus."}, std::string_view{"state."}, std::string_view{"activities.event.when"},
    std::string_view{"home.idle.wake"}};

/// What the program fills in (frame.cpp, text_catalogue.cpp, the words and slips of kiosk/app); any other slot would stand on the screen
/// with its braces.
const std::vector<std::string>& slot_names() {
    static const std::vector<std::string> names{"branch", "variety", "time", "step", "ticket", "ahead", "wait", "waiting", "hall_wait",
                                                "staff", "seconds", "answer", "button", "count", "from", "to", "month", "day", "month_day", "weekday",
                                                "called", "window", "right", "held", "tail", "balance", "pension_amount", "pension_day",
                                                "lines_left", "place_number", "visit_when", "event_day", "event_time", "event_what",
                                                "event_when", "event_room"};
    return names;
}

void check_slots(const std::string& key, const WrittenText& text, config::Mistakes& mistakes) {
    for (const std::string& slot : slots_of(text.screen)) {
        if (std::find(slot_names().begin(), slot_names().end(), slot) != slot_names().end()) continue;
        mistakes.add(text.position, "'" + key + "' has a slot {" + slot + "} that nothing fills", config::advice_among(slot, slot_names()));
    }
}

/// The spoken form with a word of its language in each slot: what fills it is spoken by the voice's own forms.
std::string with_words_for_slots(std::string text, voice::SpokenLanguage language) {
    const std::string word = language == voice::SpokenLanguage::mandarin ? "A" : "a";
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string::npos) break;
        text.replace(open, close - open + 1, word);
    }
    return text;
}

bool has_figure(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

void check_speakable(const std::string& tag, const std::string& key, const WrittenText& text, config::Mistakes& mistakes) {
    const auto language = voice::spoken_language(tag);
    if (!language || text.spoken.empty() || has_figure(text.spoken)) return;  // figures are said already
    const auto fine = voice::check_text(*language, with_words_for_slots(text.spoken, *language));
    if (!fine) {
        mistakes.add(text.position, "'" + key + "' would not be spoken: " + fine.error().message(),
                     "write { screen = \"...\", spoken = \"as it is said\" }");
    }
}

}  // namespace

TextInspection inspect_texts(const std::filesystem::path& folder, const std::vector<std::string>& languages, config::Mistakes& mistakes) {
    TextInspection out;
    for (const std::string& language : languages) {
        const auto document = config::Document::load(folder / (language + ".toml"), mistakes);
        if (!document) continue;
        config::TableReader top = document->root(mistakes);
        out.files[language] = read_text_file(top);
    }
    compare_text_files(out.files, mistakes);
    for (const auto& [language, file] : out.files) {
        for (const auto& [key, text] : file) {
            (text.prompt ? out.known.prompts : out.known.keys).insert(key);
            check_slots(key, text, mistakes);
            check_speakable(language, key, text, mistakes);
        }
    }
    return out;
}

bool program_uses(std::string_view key) {
    return std::any_of(kProgramTexts.begin(), kProgramTexts.end(), [&](std::string_view own) {
        return own.ends_with('.') ? key.starts_with(own) : key == own;
    });
}

void find_unused_texts(const TextInspection& texts, const flow::NamesUsed& used, config::Mistakes& warnings) {
    if (texts.files.empty()) return;
    const auto& own = flow::engine_prompts();
    for (const auto& [key, text] : texts.files.begin()->second) {
        const bool needed = text.prompt ? used.prompts.contains(key) || std::find(own.begin(), own.end(), key) != own.end()
                                        : used.texts.contains(key) || program_uses(key);
        if (!needed) {
            warnings.add(text.position, "no flow " + std::string(text.prompt ? "says '" : "shows '") + key + "'",
                         "remove it from every language, or name it in a flow");
        }
    }
}

}  // namespace silverlane::scene
