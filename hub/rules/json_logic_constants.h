// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What JSONLogic makes of values that stand in the rule itself, as its published cases have it. Inside hub/rules only. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace silverlane::rules {

/// False, null, 0, "" and [] are falsy. Nothing for an object, which would be an operation.
std::optional<bool> truth_of_constant(const nlohmann::ordered_json& value);

/// One of == === != !== < <= > >= between two values that are no lists or objects; nothing for those.
std::optional<bool> compare_constants(const std::string& operation, const nlohmann::ordered_json& a, const nlohmann::ordered_json& b);

}  // namespace silverlane::rules
