// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Many rules compiled into one flat array of predicates, evaluated together against the facts of one decision. A predicate that several
// rules share is asked once. An index leaves out rules of other events and other branches before any predicate. Immutable after compile();
// evaluate() may be called from any thread, with an Evaluation of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "hub/rules/check.h"
#include "hub/rules/facts.h"

namespace silverlane::rules {

struct Rule {
    std::string id;
    std::vector<std::string> events;       ///< on which it is tried; empty: on every one
    std::vector<std::string> places;       ///< paths of the tree of places that it is for, each with all under it; empty: everywhere
    Expression condition;
};

inline constexpr std::uint32_t kNoPredicate = UINT32_MAX;

/// Why a rule did not hold: the first predicate, in the order of the rule's text, that decided it.
struct Outcome {
    Truth truth = Truth::no;
    bool tried = false;                     ///< false: left out by the index
    std::uint32_t deciding = kNoPredicate;  ///< of a rule that was tried and did not hold; number for RuleSet::predicate()
    bool operator==(const Outcome&) const = default;
};

/// Room for one evaluation, to be used again and again, with any set of rules.
struct Evaluation {
    std::vector<Outcome> outcomes;          ///< one a rule, in the order of the rules
    std::vector<std::uint32_t> tried;       ///< the rules that the index left in, in no particular order
    std::vector<Truth> predicates;          ///< of every predicate that was asked; `asked` says which
    std::vector<std::uint8_t> asked;        ///< 1 when it was

    /// The module's own.
    struct Answer {
        std::int64_t number = 0;
        bool known = false;
    };
    std::vector<Answer> answers;
    std::vector<std::uint64_t> bits;
    std::vector<std::uint64_t> chosen, chosen_before;
    std::vector<std::uint32_t> left;
    std::uint64_t used_by = 0;
};

class RuleSet {
public:
    /// Errors: invalid_input with the rule's id and its mistakes of form: names, types, limits, segments in a circle. A rule that can never
    /// hold, or asks for a tag that nobody knows, is compiled: check() is for those who write rules. Nothing of the arguments is kept but by value.
    static Result<RuleSet> compile(std::vector<Rule> rules, Catalogue catalogue, Segments segments);
    RuleSet(RuleSet&&) noexcept;
    RuleSet& operator=(RuleSet&&) noexcept;
    ~RuleSet();

    [[nodiscard]] const Catalogue& catalogue() const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const Rule& rule(std::size_t number) const;
    /// Different predicates of all rules and segments.
    [[nodiscard]] std::size_t predicates() const;
    /// How people read it: "risk_level at least 2".
    [[nodiscard]] std::string_view predicate(std::uint32_t number) const;

    /// `facts` of this set's catalogue. An empty `event` or `place` finds the rules that are for every one. Allocates nothing once
    /// `evaluation` has grown and `facts` hold no longer sets than before.
    void evaluate(const Facts& facts, std::string_view event, std::string_view place, Evaluation& evaluation) const;
    /// Every predicate of one rule with its truth, whether it decided or not, in text order and once each: what people are shown who ask why.
    /// A segment is followed by its own predicates, as "silver: age at least 60".
    [[nodiscard]] std::vector<std::pair<std::string, Truth>> explain(std::size_t rule, const Facts& facts) const;

private:
    friend class RuleCompiler;
    struct Compiled;
    explicit RuleSet(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace silverlane::rules
