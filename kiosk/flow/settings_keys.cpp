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

}  // namespace

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
