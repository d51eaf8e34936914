// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Turns rules into RuleSet::Compiled. Inside hub/rules only. One thread; used once.
#pragma once

#include <map>
#include <memory>
#include <tuple>

#include "hub/rules/compiled.h"

namespace silverlane::rules {

class RuleCompiler {
public:
    RuleCompiler(std::vector<Rule> rules, Catalogue catalogue, const Segments& segments);
    /// invalid_input with the rule's or segment's name and its mistakes of form.
    Result<RuleSet> run();

private:
    [[nodiscard]] Result<void> check() const;
    std::uint32_t compile_tree(const Expression& expression);
    std::uint32_t compile_node(const Expression& expression);
    std::uint32_t question_of(const Predicate& predicate);
    std::uint32_t segment_root(const std::string& name);
    std::uint32_t asked_of(Asked asked);
    std::uint32_t number_of(Slot slot, const std::string& text);
    Question compiled(const Predicate& predicate);
    Question compiled_number(const Predicate& predicate, std::uint32_t asked);
    Question compiled_list(std::vector<std::int64_t> numbers, bool turned, std::uint32_t asked);
    Question compiled_set(const Predicate& predicate, Slot slot, Asked::Of of);
    void place_bits();
    void build_index();
    void build_guards();
    void build_columns();

    std::unique_ptr<RuleSet::Compiled> out_;
    const Segments& segments_;
    std::map<std::string, std::uint32_t> known_questions_;                       // by canonical JSON
    std::map<std::tuple<Asked::Of, Slot, int>, std::uint32_t> known_asked_;
    std::map<std::string, std::uint32_t> known_segments_;
};

}  // namespace silverlane::rules
