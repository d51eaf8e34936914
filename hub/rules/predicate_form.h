// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The words of the tests in JSON and in text, and which predicate is well formed for which fact. Inside hub/rules only. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/catalogue.h"
#include "hub/rules/expression.h"
#include "hub/rules/mistake.h"

namespace silverlane::rules {

/// What stands behind a test.
enum class Operand { one, two, list, one_or_list, nothing };

struct TestWord {
    Test test;
    std::string_view key;      ///< in JSON and TOML: "at_least"
    std::string_view words;    ///< in text: "at least"
    Operand operand;
};

std::span<const TestWord> test_words();
const TestWord& word_of(Test test);

/// Adds what is wrong with the predicate by its form: unknown name (of a fact, not of a segment), a test that its type does not have, values
/// of the wrong kind or number, a window that is none. `place` is the predicate's.
void check_form(const Predicate& predicate, const Catalogue& catalogue, const std::string& place, std::vector<Mistake>& mistakes);

/// Adds values that the fact cannot have: outside its vocabulary.
void check_vocabulary(const Predicate& predicate, const Catalogue& catalogue, const std::string& place, std::vector<Mistake>& mistakes);

/// Adds what is too much: levels, different facts, bytes. Segments count as one level and no fact.
void check_limits(const Expression& expression, const Catalogue& catalogue, std::vector<Mistake>& mistakes);

/// Calls `visit(predicate, place)` for every predicate in text order.
template <class Visit>
void for_each_predicate(const Expression& expression, const std::string& place, const Visit& visit) {
    switch (expression.kind) {
        case Expression::Kind::always: return;
        case Expression::Kind::predicate: visit(expression.predicate, place); return;
        case Expression::Kind::negation:
            for (const Expression& part : expression.parts) for_each_predicate(part, place + "/not", visit);
            return;
        case Expression::Kind::all:
        case Expression::Kind::any:
            for (std::size_t i = 0; i < expression.parts.size(); ++i) {
                for_each_predicate(expression.parts[i], place + (expression.kind == Expression::Kind::all ? "/all/" : "/any/") + std::to_string(i), visit);
            }
            return;
    }
}

}  // namespace silverlane::rules
