// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Makes nodes with their words filled in, and those that every screen has: position, state of a call, the fixed keys, the service row,
// the foot lines. Used by builder.cpp only; pure.
#pragma once

#include <string>
#include <vector>

#include "kiosk/scene/builder.h"

namespace silverlane::scene {

/// What a scene is built from, at hand for every template.
struct Draft {
    const flow::Flows& flows;
    const flow::State& state;
    const Facts& facts;
    const TextCatalogue& texts;
    std::vector<Argument> arguments;
    Scene scene;

    Draft(const flow::Flows& all_flows, const flow::State& from, const Facts& with, const TextCatalogue& words);

    [[nodiscard]] const std::string& language() const { return state.preferences.language; }
    [[nodiscard]] Filled fill(std::string_view key) const { return texts.fill(key, language(), arguments); }
    /// Whether every slot of the text has its value.
    [[nodiscard]] bool can_fill(std::string_view key) const;
    /// The text into the node: a private one as secret, with what may be said aloud in its place.
    void word(Node& node, const std::string& text_key, const std::vector<Argument>& open, const std::vector<flow::PrivateSlot>& secrets) const;
    /// The words of a list's item, by its text key or as they came.
    [[nodiscard]] Node item_node(std::string id, Role role, const flow::ListItem& item) const;
    [[nodiscard]] Node node(std::string id, Role role, std::string text_key) const;
    [[nodiscard]] Node key(std::string id, Role role, std::string text_key, flow::ActionKind kind, std::string argument = {}) const;
    /// Gives an answer its number, on the screen and in what is said.
    void number_answer(Node& answer, int number) const;
    void add(Node node) { scene.nodes.push_back(std::move(node)); }
};

/// "第 2 步，共 3 步", or the name of the flow where steps are not counted.
void add_position(Draft& draft);
/// Whether staff were called and who is coming, on every screen until it is over.
void add_help_status(Draft& draft);
/// 指给我看, or 不用指了, as long as a call is out.
void add_help_key(Draft& draft);
/// That a card or passbook still lies in its slot, on every screen that is not about taking it.
void add_medium_status(Draft& draft);
void add_fixed_keys(Draft& draft);
void add_service_row(Draft& draft);
void add_foot_lines(Draft& draft);
/// 练一练 on every screen of a practice turn.
void add_practice(Draft& draft);
/// "Are you still there?" with its seconds, when the flow is in that phase.
void add_warning(Draft& draft);

}  // namespace silverlane::scene
