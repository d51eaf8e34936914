// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/rule_compiler.h"

#include <algorithm>
#include <atomic>
#include <set>

#include "hub/rules/predicate_form.h"

namespace silverlane::rules {
namespace {

constexpr std::size_t kLeastGuarded = 8;     // rules that must share a first predicate before it is worth asking ahead
constexpr std::size_t kMostGuards = 64;      // so that looking through them costs less than what they save

std::uint64_t next_id() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

bool is_set_test(Test test) { return test == Test::any_of || test == Test::all_of || test == Test::none_of || test == Test::under; }

/// A range that ends before it begins holds nothing: everything, turned round.
Question range(std::int64_t low, std::int64_t high, bool turned, std::uint32_t asked) {
    Question question;
    question.kind = Question::Kind::range;
    question.turned = turned != (low > high);
    question.asked = asked;
    if (low > high) question.range = {static_cast<std::uint64_t>(INT64_MIN), UINT64_MAX};
    else question.range = {static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low)};
    return question;
}

Question either(std::uint32_t first, std::uint32_t second) {
    Question question;
    question.kind = Question::Kind::either;
    question.two = {first, second};
    return question;
}

void set_bit(RuleBits& bits, std::size_t number) { bits[number / 64] |= std::uint64_t{1} << (number % 64); }

}  // namespace

RuleCompiler::RuleCompiler(std::vector<Rule> rules, Catalogue catalogue, const Segments& segments)
    : out_(std::make_unique<RuleSet::Compiled>(std::move(rules), std::move(catalogue))), segments_(segments) {
    out_->id = next_id();
    out_->numbered.resize(out_->catalogue.size());
}

Result<RuleSet> RuleCompiler::run() {
    if (const auto fine = check(); !fine) return fine.error();
    for (const Rule& rule : out_->rules) out_->roots.push_back(compile_tree(rule.condition));
    place_bits();
    build_index();
    build_guards();
    build_columns();
    return RuleSet(std::move(out_));
}

Result<void> RuleCompiler::check() const {
    for (const auto& [name, condition] : segments_) {
        const std::vector<Mistake> mistakes = check_form(condition, out_->catalogue, segments_);
        if (!mistakes.empty()) return error_of(mistakes).within("segment " + name);
    }
    std::set<std::string_view> ids;
    for (const Rule& rule : out_->rules) {
        const std::vector<Mistake> mistakes = check_form(rule.condition, out_->catalogue, segments_);
        if (!mistakes.empty()) return error_of(mistakes).within("rule " + rule.id);
        if (!ids.insert(rule.id).second) return Error(ErrorCode::invalid_input, "two rules have that id").within("rule " + rule.id);
    }
    return {};
}

/// The nodes of a segment stand by themselves, before those of whoever asks for it.
std::uint32_t RuleCompiler::compile_tree(const Expression& expression) {
    for_each_predicate(expression, "", [this](const Predicate& predicate, const std::string&) {
        if (predicate.subject.of == Subject::Of::segment) segment_root(predicate.subject.name);
    });
    return compile_node(expression);
}

std::uint32_t RuleCompiler::compile_node(const Expression& expression) {
    const auto number = static_cast<std::uint32_t>(out_->nodes.size());
    out_->nodes.push_back({expression.kind, 0, kNoPredicate});
    if (expression.kind == Expression::Kind::predicate) out_->nodes[number].question = question_of(expression.predicate);
    for (const Expression& part : expression.parts) compile_node(part);
    out_->nodes[number].next = static_cast<std::uint32_t>(out_->nodes.size());
    return number;
}

std::uint32_t RuleCompiler::question_of(const Predicate& predicate) {
    const std::string key = to_json(Expression{Expression::Kind::predicate, {}, predicate});
    if (const auto known = known_questions_.find(key); known != known_questions_.end()) return known->second;
    const Question question = compiled(predicate);
    const auto number = static_cast<std::uint32_t>(out_->questions.size());
    out_->questions.push_back(question);
    out_->question_texts.push_back(to_text(predicate));
    known_questions_.emplace(key, number);
    return number;
}

std::uint32_t RuleCompiler::asked_of(Asked asked) {
    const std::tuple key{asked.of, asked.slot, asked.window_days};
    const auto [known, added] = known_asked_.emplace(key, static_cast<std::uint32_t>(out_->asked.size()));
    if (added) out_->asked.push_back(asked);
    return known->second;
}

std::uint32_t RuleCompiler::number_of(Slot slot, const std::string& text) {
    Numbered& numbered = out_->numbered[slot];
    return numbered.emplace(text, static_cast<std::uint32_t>(numbered.size())).first->second;
}

Question RuleCompiler::compiled(const Predicate& predicate) {
    Question question;
    if (predicate.subject.of == Subject::Of::segment) {
        question.kind = Question::Kind::segment;
        question.root = segment_root(predicate.subject.name);
        return question;
    }
    const Slot slot = *out_->catalogue.find(predicate.subject.name);
    if (predicate.subject.of == Subject::Of::days_since) return compiled_number(predicate, asked_of({Asked::Of::days_since, slot, 0, 0, 0}));
    if (predicate.subject.of == Subject::Of::count) return compiled_number(predicate, asked_of({Asked::Of::count, slot, predicate.subject.window_days, 0, 0}));
    if (predicate.test == Test::exists || predicate.test == Test::missing) {
        question.kind = Question::Kind::known;
        question.turned = predicate.test == Test::missing;
        question.asked = asked_of({Asked::Of::known, slot, 0, 0, 0});
        return question;
    }
    if (is_set_test(predicate.test)) return compiled_set(predicate, slot, predicate.test == Test::under ? Asked::Of::path : Asked::Of::texts);
    if (out_->catalogue.at(slot).type == Type::number) return compiled_number(predicate, asked_of({Asked::Of::number, slot, 0, 0, 0}));
    std::vector<std::int64_t> numbers;
    for (const std::string& text : predicate.texts) numbers.push_back(number_of(slot, text));
    const bool turned = predicate.test == Test::not_equal || predicate.test == Test::not_in;
    return compiled_list(std::move(numbers), turned, asked_of({Asked::Of::text, slot, 0, 0, 0}));
}

Question RuleCompiler::compiled_number(const Predicate& predicate, std::uint32_t asked) {
    const std::int64_t first = predicate.numbers.front();
    switch (predicate.test) {
        case Test::less: return range(first, INT64_MAX, true, asked);
        case Test::at_least: return range(first, INT64_MAX, false, asked);
        case Test::greater: return range(INT64_MIN, first, true, asked);
        case Test::at_most: return range(INT64_MIN, first, false, asked);
        case Test::between: return range(first, predicate.numbers[1], false, asked);
        default: return compiled_list(predicate.numbers, predicate.test == Test::not_equal || predicate.test == Test::not_in, asked);
    }
}

Question RuleCompiler::compiled_list(std::vector<std::int64_t> numbers, bool turned, std::uint32_t asked) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    const bool small = numbers.front() > INT64_MIN / 2 && numbers.back() < INT64_MAX / 2;
    const bool in_a_row = small && numbers.back() - numbers.front() == static_cast<std::int64_t>(numbers.size()) - 1;
    if (numbers.size() == 1 || in_a_row) return range(numbers.front(), numbers.back(), turned, asked);
    Question question;
    question.kind = Question::Kind::number_list;
    question.turned = turned;
    question.asked = asked;
    const auto begin = static_cast<std::uint32_t>(out_->numbers.size());
    out_->numbers.insert(out_->numbers.end(), numbers.begin(), numbers.end());
    question.span = {begin, static_cast<std::uint32_t>(out_->numbers.size())};
    return question;
}

Question RuleCompiler::compiled_set(const Predicate& predicate, Slot slot, Asked::Of of) {
    Question question;
    question.kind = predicate.test == Test::all_of ? Question::Kind::all_of : Question::Kind::any_of;
    question.turned = predicate.test == Test::none_of;
    question.asked = asked_of({of, slot, 0, 0, 0});
    const auto begin = static_cast<std::uint32_t>(out_->bit_numbers.size());
    for (const std::string& text : predicate.texts) out_->bit_numbers.push_back(number_of(slot, text));
    question.span = {begin, static_cast<std::uint32_t>(out_->bit_numbers.size())};
    return question;
}

std::uint32_t RuleCompiler::segment_root(const std::string& name) {
    if (const auto known = known_segments_.find(name); known != known_segments_.end()) return known->second;
    const std::uint32_t root = compile_tree(segments_.find(name)->second);   // check() has seen that it is there and in no circle
    known_segments_.emplace(name, root);
    return root;
}

/// Now that it is known how many texts each slot has, every set gets its words, and the questions the numbers of their bits.
void RuleCompiler::place_bits() {
    for (Asked& asked : out_->asked) {
        if (asked.of != Asked::Of::texts && asked.of != Asked::Of::path) continue;
        asked.first_word = out_->words;
        asked.words = static_cast<std::uint32_t>((out_->numbered[asked.slot].size() + 63) / 64);
        out_->words += asked.words;
    }
    for (Question& question : out_->questions) {
        if (question.kind != Question::Kind::any_of && question.kind != Question::Kind::all_of) continue;
        const auto [begin, end] = question.span;
        for (std::uint32_t i = begin; i < end; ++i) out_->bit_numbers[i] += out_->asked[question.asked].first_word * 64;
        if (question.kind == Question::Kind::all_of || end - begin > 4) continue;
        question.kind = Question::Kind::any_of_four;
        std::array<std::uint32_t, 4> four{};
        for (std::uint32_t i = 0; i < 4; ++i) four[i] = out_->bit_numbers[std::min(begin + i, end - 1)];
        question.four = four;
    }
}

void RuleCompiler::build_index() {
    const std::size_t words = (out_->rules.size() + 63) / 64;
    out_->every_event.assign(words, 0);
    out_->everywhere.assign(words, 0);
    for (std::size_t number = 0; number < out_->rules.size(); ++number) {
        const Rule& rule = out_->rules[number];
        if (rule.events.empty()) set_bit(out_->every_event, number);
        if (rule.places.empty()) set_bit(out_->everywhere, number);
        for (const std::string& event : rule.events) set_bit(out_->by_event.try_emplace(event, words, 0).first->second, number);
        for (const std::string& place : rule.places) set_bit(out_->by_place.try_emplace(place, words, 0).first->second, number);
    }
    for (auto& [event, bits] : out_->by_event) {
        for (std::size_t i = 0; i < words; ++i) bits[i] |= out_->every_event[i];
    }
}

void RuleCompiler::build_guards() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
    for (std::uint32_t number = 0; number < out_->roots.size(); ++number) {
        std::uint32_t node = out_->roots[number];
        while (out_->nodes[node].kind == Expression::Kind::all && out_->nodes[node].next > node + 1) ++node;
        const Question::Kind none = Question::Kind::segment;   // costs as much as it saves
        if (out_->nodes[node].kind != Expression::Kind::predicate || out_->questions[out_->nodes[node].question].kind == none) continue;
        groups[out_->nodes[node].question].push_back(number);
    }
    const std::size_t words = out_->everywhere.size();
    for (const auto& [question, rules] : groups) {
        if (rules.size() < std::max(kLeastGuarded, out_->rules.size() / kMostGuards)) continue;
        Guard guard{question, RuleBits(words, 0)};
        for (const std::uint32_t rule : rules) set_bit(guard.rules, rule);
        out_->guards.push_back(std::move(guard));
    }
}

void RuleCompiler::build_columns() {
    const std::vector<Node>& nodes = out_->nodes;
    const auto at_once = [&](std::uint32_t node) {
        if (nodes[node].kind != Expression::Kind::predicate) return false;
        const Question::Kind kind = out_->questions[nodes[node].question].kind;
        return kind == Question::Kind::range || kind == Question::Kind::any_of_four;
    };
    const auto of_two = [&](std::uint32_t node) { return nodes[node].kind == Expression::Kind::any && nodes[node].next == node + 3 && at_once(node + 1) && at_once(node + 2); };
    const auto fits = [&](std::uint32_t node) { return at_once(node) || of_two(node); };
    out_->in_columns.assign(out_->everywhere.size(), 0);
    out_->after_columns.resize(out_->rules.size());
    for (Column& column : out_->columns) {
        column.questions.resize(out_->rules.size());
        column.numbers.resize(out_->rules.size());
    }
    for (std::size_t rule = 0; rule < out_->rules.size(); ++rule) {
        const std::uint32_t root = out_->roots[rule];
        const bool all = nodes[root].kind == Expression::Kind::all;
        std::uint32_t node = all ? root + 1 : root;
        if (node >= nodes[root].next || !fits(node)) continue;
        set_bit(out_->in_columns, rule);
        for (Column& column : out_->columns) {
            const bool two = of_two(node);
            column.numbers[rule] = nodes[two ? node + 1 : node].question;
            column.questions[rule] = two ? either(column.numbers[rule], nodes[node + 2].question) : out_->questions[column.numbers[rule]];
            out_->after_columns[rule] = nodes[node].next;
            if (nodes[node].next < nodes[root].next && fits(nodes[node].next)) node = nodes[node].next;
        }
    }
}

}  // namespace silverlane::rules
