// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/rule_set.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "hub/rules/asking.h"
#include "hub/rules/compiled.h"
#include "hub/rules/fact_reader.h"
#include "hub/rules/rule_compiler.h"

namespace silverlane::rules {
namespace {

template <class Visit>
void for_each_bit(std::uint64_t bits, std::size_t word, const Visit& visit) {
    for (; bits != 0; bits &= bits - 1) visit(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
}

/// Of the chosen rules those that are in the columns, or those that are not.
template <class Visit>
void for_each_rule(const RuleBits& chosen, const RuleBits& in_columns, bool in, const Visit& visit) {
    for (std::size_t word = 0; word < chosen.size(); ++word) for_each_bit(chosen[word] & (in ? in_columns[word] : ~in_columns[word]), word, visit);
}

/// When the first predicate of many rules is no, they have their outcome.
void use_guard(const Guard& guard, Asking& asking, Evaluation& evaluation) {
    RuleBits& chosen = evaluation.chosen;
    std::uint64_t any = 0;
    for (std::size_t word = 0; word < chosen.size(); ++word) any |= chosen[word] & guard.rules[word];
    if (any == 0 || asking.ask(guard.question) != Truth::no) return;
    for (std::size_t word = 0; word < chosen.size(); ++word) {
        for_each_bit(chosen[word] & guard.rules[word], word, [&](std::uint32_t rule) {
            evaluation.outcomes[rule] = {Truth::no, true, guard.question};
            evaluation.tried.push_back(rule);
        });
        chosen[word] &= ~guard.rules[word];
    }
}

/// Outcomes of rules that were tried the last time and are left out now; the others are written anyway.
void forget_outcomes(Evaluation& evaluation) {
    for (std::size_t word = 0; word < evaluation.chosen.size(); ++word) {
        for_each_bit(evaluation.chosen_before[word] & ~evaluation.chosen[word], word, [&](std::uint32_t rule) { evaluation.outcomes[rule] = {}; });
        evaluation.chosen_before[word] = evaluation.chosen[word];
    }
}

/// Empties what the last evaluation left; makes room when it was of another set.
template <class Compiled>
void prepare(const Compiled& set, Evaluation& evaluation) {
    if (evaluation.used_by != set.id) {
        evaluation.used_by = set.id;
        evaluation.outcomes.assign(set.rules.size(), {});
        evaluation.tried.clear();
        evaluation.tried.reserve(set.rules.size());
        evaluation.left.assign(set.rules.size(), 0);
        evaluation.predicates.assign(set.questions.size(), Truth::unknown);
        evaluation.answers.assign(set.asked.size(), {});
        evaluation.bits.assign(set.words, 0);
        evaluation.chosen.assign(set.everywhere.size(), 0);
        evaluation.chosen_before.assign(set.everywhere.size(), 0);
        evaluation.asked.assign(set.questions.size(), 0);
        return;
    }
    evaluation.tried.clear();
    std::fill(evaluation.asked.begin(), evaluation.asked.end(), 0);
}

template <class Compiled>
void choose(const Compiled& set, std::string_view event, std::string_view place, RuleBits& chosen) {
    std::copy(set.everywhere.begin(), set.everywhere.end(), chosen.begin());
    for_each_beginning(place, [&](std::string_view beginning) {
        const auto found = set.by_place.find(beginning);
        if (found == set.by_place.end()) return;
        for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] |= found->second[i];
    });
    const auto of_event = set.by_event.find(event);
    const RuleBits& events = of_event == set.by_event.end() ? set.every_event : of_event->second;
    for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] &= events[i];
}

}  // namespace

RuleSet::RuleSet(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;
RuleSet::~RuleSet() = default;

Result<RuleSet> RuleSet::compile(std::vector<Rule> rules, Catalogue catalogue, Segments segments) {
    return RuleCompiler(std::move(rules), std::move(catalogue), segments).run();
}

const Catalogue& RuleSet::catalogue() const { return compiled_->catalogue; }
std::size_t RuleSet::size() const { return compiled_->rules.size(); }
std::size_t RuleSet::predicates() const { return compiled_->questions.size(); }

const Rule& RuleSet::rule(std::size_t number) const {
    SILVERLANE_CHECK(number < size());
    return compiled_->rules[number];
}

std::string_view RuleSet::predicate(std::uint32_t number) const {
    SILVERLANE_CHECK(number < predicates());
    return compiled_->question_texts[number];
}

void RuleSet::evaluate(const Facts& facts, std::string_view event, std::string_view place, Evaluation& evaluation) const {
    const Compiled& set = *compiled_;
    SILVERLANE_CHECK(facts.size() == set.catalogue.size());
    prepare(set, evaluation);
    choose(set, event, place, evaluation.chosen);
    forget_outcomes(evaluation);
    read_facts(set.asked, set.numbered, facts, evaluation.answers, evaluation.bits);
    Asking asking(set.questions, set.nodes, set.numbers, set.bit_numbers, evaluation);
    for (const Guard& guard : set.guards) use_guard(guard, asking, evaluation);
    const auto in_full = [&](std::uint32_t rule) {
        const Verdict verdict = asking.part(set.roots[rule]);
        evaluation.outcomes[rule] = {verdict.truth, true, verdict.truth == Truth::yes ? kNoPredicate : verdict.deciding};
    };
    const std::size_t others = evaluation.tried.size();
    for_each_rule(evaluation.chosen, set.in_columns, false, [&](std::uint32_t rule) { evaluation.tried.push_back(rule); });
    std::for_each(evaluation.tried.begin() + static_cast<std::ptrdiff_t>(others), evaluation.tried.end(), in_full);
    const std::size_t columned = evaluation.tried.size();
    for_each_rule(evaluation.chosen, set.in_columns, true, [&](std::uint32_t rule) { evaluation.tried.push_back(rule); });
    const std::uint32_t* from = evaluation.tried.data() + columned;
    std::size_t left = evaluation.tried.size() - columned;
    for (const Column& column : set.columns) {
        left = asking.through(column, from, left, evaluation.left.data(), evaluation.outcomes.data());
        from = evaluation.left.data();
    }
    for (std::size_t i = 0; i < left; ++i) {
        const std::uint32_t rule = evaluation.left[i] & ~kMetUnknown;
        const bool unknown = (evaluation.left[i] & kMetUnknown) != 0;
        const std::uint32_t first = unknown ? asking.first_unknown(set.columns, rule) : kNoPredicate;
        const Verdict verdict = asking.group<Truth::no>(set.after_columns[rule], set.nodes[set.roots[rule]].next, unknown, first);
        evaluation.outcomes[rule] = {verdict.truth, true, verdict.truth == Truth::yes ? kNoPredicate : verdict.deciding};
    }
}

std::vector<std::pair<std::string, Truth>> RuleSet::explain(std::size_t rule, const Facts& facts) const {
    const Compiled& set = *compiled_;
    SILVERLANE_CHECK(rule < size());
    Evaluation evaluation;
    prepare(set, evaluation);
    read_facts(set.asked, set.numbered, facts, evaluation.answers, evaluation.bits);
    Asking asking(set.questions, set.nodes, set.numbers, set.bit_numbers, evaluation);
    std::vector<std::pair<std::string, Truth>> out;
    std::vector<std::uint32_t> told;
    const auto tell = [&](const auto& self, std::uint32_t root, const std::string& inside) -> void {
        for (std::uint32_t at = root; at < set.nodes[root].next; ++at) {
            const std::uint32_t number = set.nodes[at].question;
            if (number == kNoPredicate || std::find(told.begin(), told.end(), number) != told.end()) continue;
            told.push_back(number);
            const std::string& text = set.question_texts[number];
            out.emplace_back(inside + text, asking.ask(number));
            const Question& question = set.questions[number];
            if (question.kind == Question::Kind::segment) self(self, question.root, text.substr(text.find(' ') + 1) + ": ");
        }
    };
    tell(tell, set.roots[rule], "");
    return out;
}

}  // namespace silverlane::rules
