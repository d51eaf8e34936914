// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads what a step's answers and happenings have in common: where they lead, on which condition, what is done and said on the way; and
// the words that stand anywhere in a step: texts, prompts, conditions, devices, icons. Used by step_reader.cpp only; one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/step_reader.h"

namespace silverlane::flow {

/// Mistakes go to the table's collection; what is named, to the origins of the flow.
class TransitionReader {
public:
    TransitionReader(const KnownTexts& texts, ReadFlow& out) : texts_(texts), out_(out) {}

    /// The step whose tables come next: targets are remembered as its own.
    void begin(const StepId& step) { step_ = step; }

    /// goto, routes, do, set, say, purposes.
    Transition transition(config::TableReader& table);
    std::vector<DeedCall> deeds(config::TableReader& table, std::string_view key);
    Target target(config::TableReader& table, std::string_view key, const std::string& text);
    std::vector<Conditional> conditionals(config::TableReader& table, std::string_view key);
    std::vector<Conditional> prompts(config::TableReader& table, std::string_view key);
    void check_prompt(config::TableReader& table, std::string_view key, const std::string& prompt);
    void check_text(config::TableReader& table, std::string_view key, const std::string& text_key);
    std::string text_key(config::TableReader& table, std::string_view key);
    void check_guard(config::TableReader& table, std::string_view key, const Guard& guard, std::string_view element = {});
    /// `needs`: a device, or none.
    std::string device(config::TableReader& table);
    void use_icon(const config::TableReader& table, std::string_view key, const std::string& icon);

private:
    void check_argument(config::TableReader& table, std::string_view key, const DeedCall& call);

    const KnownTexts& texts_;
    ReadFlow& out_;
    StepId step_;
};

}  // namespace silverlane::flow
