// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A condition as people write and read it: a tree of and, or, not over single questions (predicates). Three forms of the same tree: JSON on
// the wire and in the database, TOML in campaign files, and a readable text. A value; any thread. docs/rules.md has the grammar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "hub/rules/catalogue.h"
#include "hub/rules/mistake.h"

namespace silverlane::rules {

enum class Test { equal, not_equal, less, at_most, greater, at_least, between, in, not_in, any_of, all_of, none_of, exists, missing, under };

/// What is asked: the fact itself, days_since(fact) of a day, count(fact, window) of days, or whether a named segment holds.
struct Subject {
    enum class Of { value, days_since, count, segment };
    Of of = Of::value;
    std::string name;             ///< of the fact or the segment
    int window_days = 0;          ///< of count: today and the days before it, so many in all
    bool operator==(const Subject&) const = default;
};

struct Predicate {
    Subject subject;
    Test test = Test::exists;             ///< of a segment: exists, which here means "holds"
    std::vector<std::int64_t> numbers;    ///< of a number: one; two of `between`, both included; any of `in`, `not_in`
    std::vector<std::string> texts;       ///< of texts and paths
    bool operator==(const Predicate&) const = default;
};

struct Expression {
    enum class Kind { always, all, any, negation, predicate };
    Kind kind = Kind::always;
    std::vector<Expression> parts;        ///< of all, any; one of negation
    Predicate predicate;
    bool operator==(const Expression&) const = default;
};

inline constexpr int kDeepest = 30;                  ///< levels; a single predicate has one
inline constexpr int kMostProfileFacts = 25;         ///< different ones in a rule
inline constexpr int kMostContextFacts = 30;
inline constexpr std::size_t kLongestRuleBytes = 15 * 1024;   ///< as canonical JSON
inline constexpr int kMostWindowDays = 3660;

/// Levels of the tree, segments counted as one.
int depth_of(const Expression& expression);

/// "age between 60 and 80 and not tags any of [complaint]". parse_text(to_text(e)) is e.
std::string to_text(const Expression& expression);
std::string to_text(const Predicate& predicate);
/// Errors: invalid_input with column (of code points, from 1), what was expected there, and the nearest known word. Names, types and limits
/// are looked at; vocabularies and segments are check()'s.
Result<Expression> parse_text(std::string_view text, const Catalogue& catalogue);

/// Canonical: the same tree gives the same bytes. from_json(to_json(e)) is e. Texts must be UTF-8.
std::string to_json(const Expression& expression);
/// Errors: invalid_input with the place as a JSON pointer and what to write; `mistakes`, when given, receives all of them. Names, types and
/// limits are looked at; vocabularies and segments are check()'s.
Result<Expression> from_json(std::string_view json, const Catalogue& catalogue, std::vector<Mistake>* mistakes = nullptr);
/// Every key that an object of the JSON form can have.
const std::vector<std::string>& json_keys();

}  // namespace silverlane::rules
