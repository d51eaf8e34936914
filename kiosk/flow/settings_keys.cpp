// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <string>

#include "kiosk/flow/turn.h"

namespace silverlane::flow {
namespace {

constexpr int kHighestStep = 6;

int moved(int step, int by) { return std::clamp(step + by, 0, kHighestStep); }

TextSize after(TextSize size) {
    switch (size) {
        case TextSize::standard: return TextSize::large;
        case TextSize::large: return TextSize::largest;
        case TextSize::largest: return TextSize::standard;
    }
    return TextSize::standard;
}

Theme after(Theme theme) {
    switch (theme) {
        case Theme::standard: return Theme::white;
        case Theme::white: return Theme::black;
        case Theme::black: return Theme::standard;
    }
    return Theme::standard;
}

std::string size_prompt(TextSize size) {
    switch (size) {
        case TextSize::standard: return "text_standard";
        case TextSize::large: return "text_large";
        case TextSize::largest: return "text_largest";
    }
    return "text_standard";
}

std::string theme_prompt(Theme theme) {
    switch (theme) {
        case Theme::standard: return "ground_standard";
        case Theme::white: return "ground_white";
        case Theme::black: return "ground_black";
    }
    return "ground_standard";
}

std::string language_after(const std::vector<std::string>& languages, const std::string& language) {
    const auto found = std::find(languages.begin(), languages.end(), language);
    if (found == languages.end() || found + 1 == languages.end()) return languages.empty() ? language : languages.front();
    return *(found + 1);
}

/// Its place among the terminal's, or their number for Mandarin and for what this terminal lacks.
std::size_t place_of(const std::string& tag, const std::vector<Variety>& varieties) {
    const auto found = std::find_if(varieties.begin(), varieties.end(), [&](const Variety& one) { return one.tag == tag; });
    return static_cast<std::size_t>(found - varieties.begin());
}

}  // namespace

bool offers_varieties(const State& state) {
    return !state.terminal.varieties.empty() && state.preferences.language.starts_with("zh");
}

const Variety* spoken_variety(const State& state) {
    const std::vector<Variety>& varieties = state.terminal.varieties;
    const std::size_t place = place_of(state.preferences.variety, varieties);
    return offers_varieties(state) && place < varieties.size() ? &varieties[place] : nullptr;
}

const Variety* variety_after(const State& state) {
    const std::vector<Variety>& varieties = state.terminal.varieties;
    const Variety* now = spoken_variety(state);
    const std::size_t next = now == nullptr ? 0 : place_of(now->tag, varieties) + 1;
    return next < varieties.size() ? &varieties[next] : nullptr;
}

bool Turn::settings_key(ActionKind kind) {
    Preferences& chosen = state_.preferences;
    int& volume = state_.listening == Listening::loudspeaker ? chosen.volume_step : state_.private_volume_step;
    switch (kind) {
        // What was being said is said again at the new volume, rate or language: that is the only way to hear whether it is right.
        case ActionKind::louder: volume = moved(volume, 1); say_step(Occasion::entry); break;
        case ActionKind::quieter: volume = moved(volume, -1); say_step(Occasion::entry); break;
        case ActionKind::faster: chosen.rate_step = moved(chosen.rate_step, 1); say_step(Occasion::entry); break;
        case ActionKind::slower: chosen.rate_step = moved(chosen.rate_step, -1); say_step(Occasion::entry); break;
        case ActionKind::switch_language: chosen.language = language_after(flows_.languages, chosen.language); say_step(Occasion::entry); break;
        case ActionKind::next_variety: {
            if (!offers_varieties(state_)) return true;
            const Variety* next = variety_after(state_);
            chosen.variety = next == nullptr ? std::string{} : next->tag;
            say_step(Occasion::entry);
            break;
        }
        case ActionKind::next_text_size:
            chosen.text_size = after(chosen.text_size);
            say({size_prompt(chosen.text_size)}, Occasion::status);
            break;
        case ActionKind::next_theme:
            chosen.theme = after(chosen.theme);
            say({theme_prompt(chosen.theme)}, Occasion::status);
            break;
        case ActionKind::restore_defaults:
            chosen = Preferences{};
            state_.private_volume_step = State{}.private_volume_step;
            say({"defaults_restored"}, Occasion::status);
            break;
        case ActionKind::hide_screen:
            state_.covered = !state_.covered;
            say({state_.covered ? "covered" : "uncovered"}, Occasion::status);
            return true;
        case ActionKind::more: state_.more_open = !state_.more_open; return true;
        case ActionKind::stop_speech: emit(StopSpeech{}); return true;
        case ActionKind::hear_again: say_step(Occasion::repeat); return true;
        default: return false;
    }
    emit(ApplyPreferences{chosen});
    return true;
}

}  // namespace silverlane::flow
