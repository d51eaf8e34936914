// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/kiosk_texts.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <nlohmann/json.hpp>

namespace silverlane::ctl {
namespace {

/// What stands on keys of every screen.
constexpr std::array<std::string_view, 3> kKeysEverywhere{"frame.", "keypad.", "page."};

bool on_every_screen(std::string_view key) {
    return std::any_of(kKeysEverywhere.begin(), kKeysEverywhere.end(), [&](std::string_view start) { return key.starts_with(start); });
}

std::set<std::string> keys_of(const flow::Flows& flows) {
    std::set<std::string> keys;
    for (const auto& [id, flow] : flows.flows) {
        for (const auto& [step_id, step] : flow.steps) {
            for (const flow::Conditional& title : step.titles) keys.insert(title.name);
            for (const flow::Answer& answer : step.answers) keys.insert(answer.text_key);
        }
    }
    return keys;
}

std::string with_gaps(std::string text) {
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string::npos) break;
        text.replace(open, close - open + 1, "…");
    }
    return text;
}

}  // namespace

std::map<std::string, std::string> kiosk_texts(const flow::Flows& flows, const std::map<std::string, scene::TextFile>& by_language) {
    const std::set<std::string> keys = keys_of(flows);
    std::map<std::string, std::string> files;
    for (const auto& [language, texts] : by_language) {
        nlohmann::ordered_json names = nlohmann::ordered_json::object();
        nlohmann::ordered_json words = nlohmann::ordered_json::object();
        for (const auto& [id, flow] : flows.flows) {
            if (const auto name = texts.find(flow.name_key); name != texts.end()) names[id.text] = with_gaps(name->second.screen);
        }
        for (const auto& [key, text] : texts) {
            if (!text.is_private && !text.prompt && (keys.contains(key) || on_every_screen(key))) words[key] = with_gaps(text.screen);
        }
        files[language + ".json"] = nlohmann::ordered_json{{"flows", std::move(names)}, {"texts", std::move(words)}}.dump();
    }
    return files;
}

}  // namespace silverlane::ctl
