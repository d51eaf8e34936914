// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Conditions in rule files: as a tree of tables (NAME = { all = [...] }), the same shape as the rule language's JSON, or as readable text
// (NAME_text = "age at least 60"). Mistakes are named with the line of the very predicate. Pure; one reading, one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/reader.h"
#include "hub/rules/catalogue.h"
#include "hub/rules/check.h"
#include "hub/rules/expression.h"

namespace silverlane::campaigns {

struct Condition {
    rules::Expression expression;     ///< holds always when nothing is written
    bool written = false;
    bool readable = true;             ///< false: there was a mistake of form already, no need to look further
    std::string key;                  ///< where it stands: "audience" or "audience_text"
};

/// Reads `name` or `name`_text; both at once is a mistake.
Condition read_condition(config::TableReader& table, const std::string& name, const rules::Catalogue& catalogue);

/// Says what is wrong with it: unknown facts, tags and segments, wrong types, never holding, limits. False when something is.
bool check_condition(config::TableReader& table, const Condition& condition, const rules::Catalogue& catalogue, const rules::Segments& segments);

/// All of them; those that always hold are left out.
rules::Expression all_of(std::vector<rules::Expression> parts);
/// That the segment's condition holds.
rules::Expression in_segment(std::string_view id);

}  // namespace silverlane::campaigns
