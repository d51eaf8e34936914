// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The facts that a campaign's audience can ask about, by name, and how a snapshot fills them. docs/decide.md lists them. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "hub/decision/facts.h"
#include "hub/rules/catalogue.h"
#include "hub/rules/facts.h"

namespace silverlane::decision {

struct Policy;

/// What is known beforehand of the texts that facts can hold; an empty list means anything. And the names of the portrait import.
struct FactNames {
    std::vector<std::string> tags, tiers, services, needs;
    std::vector<std::string> portrait_numbers, portrait_texts;   ///< a name here must not be one of the names below
    bool operator==(const FactNames&) const = default;
};

/// The facts of the program, then the portrait's: "age", "tags", ... Portrait names that are taken already are left out.
rules::Catalogue catalogue_of(const FactNames& names);

/// Where the branch lies in the tree of places: its path, or its id when nobody has given it one.
std::string_view place_of(const VisitFacts& visit);

/// The names whose portrait facts get a slot: no second one of a name.
FactNames without_taken_names(FactNames names);

/// Fills facts of catalogue_of(names); `names` from without_taken_names(), as Rules::names are. Of somebody whose identity is only claimed nothing of the bank's record is told.
void fill(rules::Facts& facts, const Snapshot& snapshot, const Policy& policy, const FactNames& names);

}  // namespace silverlane::decision
