// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The flat form of a set of rules. Inside hub/rules only. Immutable after RuleCompiler; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hub/rules/catalogue.h"
#include "hub/rules/rule_set.h"

namespace silverlane::rules {

/// Texts and paths are compared as numbers: each that a rule names has one, per slot.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Numbered = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

/// One thing that predicates ask about, read from the facts once an evaluation.
struct Asked {
    enum class Of : std::uint8_t { number, text, texts, known, days_since, count, path };
    Of of = Of::number;
    Slot slot = 0;
    int window_days = 0;
    std::uint32_t first_word = 0;   // of texts and path: where its bits begin in Evaluation::bits
    std::uint32_t words = 0;
};

/// One predicate. Every test comes down to one of seven questions, perhaps turned round.
struct Question {
    enum class Kind : std::uint8_t { range, number_list, any_of_four, any_of, all_of, known, segment, either };
    Kind kind = Kind::range;
    bool turned = false;
    std::uint32_t asked = 0;          // number in Compiled::asked
    struct Range {
        std::uint64_t low, width;      // low to low + width, both included, with numbers as if without a sign: one comparison answers
    };
    struct Span {
        std::uint32_t begin, end;
    };
    union {
        Range range;
        Span span;                             // number_list: in Compiled::numbers, sorted; any_of, all_of: in Compiled::bit_numbers
        std::array<std::uint32_t, 4> four;     // any_of_four: numbers of bits, the last one repeated
        std::uint32_t root;                    // segment: its node
        std::array<std::uint32_t, 2> two;      // either, which stands in columns only: an "any" of these two predicates
    };
    Question() : range{0, 0} {}
};

/// The tree in text order; `next` is the node after the whole part.
struct Node {
    Expression::Kind kind = Expression::Kind::always;
    std::uint32_t next = 0;
    std::uint32_t question = kNoPredicate;   // of a predicate
};

using RuleBits = std::vector<std::uint64_t>;   // a bit a rule

/// Rules whose condition is an "all" that begins with the same predicate: when it is no, that is their answer and their reason.
struct Guard {
    std::uint32_t question = 0;
    RuleBits rules;
};

/// What stands first, second, ... in every "all", a column each, for the rules that begin with predicates that are answered by one comparison,
/// or with an "any" of two such. Rules go through column after column in a body; most are gone after the first ones, and no branch had to be foreseen. Where a
/// rule has fewer of them than there are columns, its last one is repeated, which changes nothing.
struct Column {
    std::vector<Question> questions;         // by rule
    std::vector<std::uint32_t> numbers;      // by rule: of the question; of the first of two
};
inline constexpr std::size_t kColumns = 8;

struct RuleSet::Compiled {
    Compiled(std::vector<Rule> the_rules, Catalogue the_catalogue) : rules(std::move(the_rules)), catalogue(std::move(the_catalogue)) {}

    std::vector<Rule> rules;
    Catalogue catalogue;
    std::uint64_t id = 0;                    // different for every set of the process

    std::vector<Asked> asked;
    std::vector<Question> questions;
    std::vector<std::string> question_texts;
    std::vector<std::int64_t> numbers;
    std::vector<std::uint32_t> bit_numbers;
    std::vector<Node> nodes;
    std::vector<std::uint32_t> roots;        // a node a rule
    std::uint32_t words = 0;                 // of Evaluation::bits
    std::vector<Numbered> numbered;          // by slot: the texts that rules name, by number

    std::unordered_map<std::string, RuleBits, TextHash, std::equal_to<>> by_event;   // with the rules of every event
    RuleBits every_event;
    std::unordered_map<std::string, RuleBits, TextHash, std::equal_to<>> by_place;   // only that very path
    RuleBits everywhere;
    std::vector<Guard> guards;
    std::array<Column, kColumns> columns;
    RuleBits in_columns;
    std::vector<std::uint32_t> after_columns;   // by rule: the node after those that stand in columns
};

/// Calls `visit` with every beginning of the path that ends before "/" and the path itself: "CN", "CN/36", "CN/36/0791".
template <class Visit>
void for_each_beginning(std::string_view path, const Visit& visit) {
    for (std::size_t at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1)) visit(path.substr(0, at));
    visit(path);
}

}  // namespace silverlane::rules
