// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/predicate_form.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/suggestion.h"
#include "base/utf8.h"

namespace silverlane::rules {
namespace {

constexpr std::array kWords{
    TestWord{Test::equal, "equal", "is", Operand::one},
    TestWord{Test::not_equal, "not_equal", "is not", Operand::one},
    TestWord{Test::less, "less", "less than", Operand::one},
    TestWord{Test::at_most, "at_most", "at most", Operand::one},
    TestWord{Test::greater, "greater", "greater than", Operand::one},
    TestWord{Test::at_least, "at_least", "at least", Operand::one},
    TestWord{Test::between, "between", "between", Operand::two},
    TestWord{Test::in, "in", "in", Operand::list},
    TestWord{Test::not_in, "not_in", "not in", Operand::list},
    TestWord{Test::any_of, "any_of", "any of", Operand::list},
    TestWord{Test::all_of, "all_of", "all of", Operand::list},
    TestWord{Test::none_of, "none_of", "none of", Operand::list},
    TestWord{Test::exists, "exists", "exists", Operand::nothing},
    TestWord{Test::missing, "missing", "missing", Operand::nothing},
    TestWord{Test::under, "under", "under", Operand::one_or_list},
};

std::vector<Test> tests_of(Type type) {
    switch (type) {
        case Type::number: return {Test::equal, Test::not_equal, Test::less, Test::at_most, Test::greater, Test::at_least, Test::between, Test::in, Test::not_in, Test::exists, Test::missing};
        case Type::text: return {Test::equal, Test::not_equal, Test::in, Test::not_in, Test::exists, Test::missing};
        case Type::texts: return {Test::any_of, Test::all_of, Test::none_of, Test::exists, Test::missing};
        case Type::day:
        case Type::days: return {Test::exists, Test::missing};
        case Type::path: return {Test::under, Test::equal, Test::not_equal, Test::in, Test::not_in, Test::exists, Test::missing};
    }
    return {};
}

/// Tests of days_since and count: a number that is asked for, so that exists and missing are asked of the fact itself.
std::vector<Test> tests_of_derived() {
    std::vector<Test> tests = tests_of(Type::number);
    tests.resize(tests.size() - 2);
    return tests;
}

std::string keys_of(const std::vector<Test>& tests) {
    std::vector<std::string> keys;
    for (const Test test : tests) keys.emplace_back(word_of(test).key);
    return joined(keys);
}

std::string advice_of(Type type) {
    if (type == Type::day) return "ask days_since of it, exists or missing";
    if (type == Type::days) return "ask count of it, exists or missing";
    return "use one of " + keys_of(tests_of(type));
}

class FormCheck {
public:
    FormCheck(const Predicate& predicate, const Catalogue& catalogue, const std::string& place, std::vector<Mistake>& mistakes)
        : predicate_(predicate), catalogue_(catalogue), place_(place), mistakes_(mistakes) {}

    void run() {
        if (predicate_.subject.of == Subject::Of::segment) return segment();
        const auto slot = catalogue_.find(predicate_.subject.name);
        if (!slot) return add("unknown fact '" + predicate_.subject.name + "'", advice_among(predicate_.subject.name, catalogue_.names()));
        const Type type = catalogue_.at(*slot).type;
        switch (predicate_.subject.of) {
            case Subject::Of::days_since: return derived(type, Type::day, "days_since");
            case Subject::Of::count: return derived(type, Type::days, "count");
            default: return value(type);
        }
    }

private:
    void add(std::string what, std::string instead) { mistakes_.push_back({place_, std::move(what), std::move(instead)}); }

    void segment() {
        if (predicate_.subject.name.empty()) add("a segment without a name", "name one");
        if (predicate_.test != Test::exists) add("a segment has no test", "write the segment alone, or not before it");
    }

    void derived(Type type, Type wanted, const std::string& word) {
        const std::string& name = predicate_.subject.name;
        if (type != wanted) return add(word + " asks a fact of type " + std::string(name_of(wanted)) + "; '" + name + "' is of type " + std::string(name_of(type)), advice_of(type));
        if (wanted == Type::days && (predicate_.subject.window_days < 1 || predicate_.subject.window_days > kMostWindowDays)) {
            add("a window of " + std::to_string(predicate_.subject.window_days) + " days", "write window_days from 1 to " + std::to_string(kMostWindowDays));
        }
        const std::vector<Test> tests = tests_of_derived();
        if (std::find(tests.begin(), tests.end(), predicate_.test) == tests.end()) {
            return add(word + " has no test '" + std::string(word_of(predicate_.test).key) + "'", "use one of " + keys_of(tests));
        }
        operands(true);
    }

    void value(Type type) {
        const std::vector<Test> tests = tests_of(type);
        if (std::find(tests.begin(), tests.end(), predicate_.test) == tests.end()) {
            return add("'" + predicate_.subject.name + "' is of type " + std::string(name_of(type)) + ", which has no test '" + std::string(word_of(predicate_.test).key) + "'",
                       advice_of(type));
        }
        operands(type == Type::number);
    }

    void operands(bool numbers) {
        const TestWord& word = word_of(predicate_.test);
        const std::size_t right = numbers ? predicate_.numbers.size() : predicate_.texts.size();
        const std::size_t wrong = numbers ? predicate_.texts.size() : predicate_.numbers.size();
        const std::string key(word.key);
        if (wrong != 0) return add("'" + key + "' of '" + predicate_.subject.name + "' has a value of the wrong type", numbers ? "write whole numbers" : "write texts");
        switch (word.operand) {
            case Operand::nothing:
                if (right != 0) add("'" + key + "' has a value", "write it without one");
                return;
            case Operand::one:
                if (right != 1) add("'" + key + "' needs one value", numbers ? "write a whole number" : "write a text");
                break;
            case Operand::two:
                if (right != 2) add("'" + key + "' needs two values", "write the least and the most, both included");
                break;
            case Operand::list:
            case Operand::one_or_list:
                if (right == 0) add("'" + key + "' needs at least one value", "write what it may be");
                break;
        }
        for (const std::string& text : predicate_.texts) {
            if (text.empty()) add("an empty text", "ask missing instead");
            if (!is_valid_utf8(text)) add("a text that is not UTF-8", "write UTF-8");
        }
    }

    const Predicate& predicate_;
    const Catalogue& catalogue_;
    const std::string& place_;
    std::vector<Mistake>& mistakes_;
};

}  // namespace

std::span<const TestWord> test_words() { return kWords; }

const TestWord& word_of(Test test) {
    const auto found = std::find_if(kWords.begin(), kWords.end(), [test](const TestWord& word) { return word.test == test; });
    return found == kWords.end() ? kWords.front() : *found;
}

void check_form(const Predicate& predicate, const Catalogue& catalogue, const std::string& place, std::vector<Mistake>& mistakes) {
    FormCheck(predicate, catalogue, place, mistakes).run();
}

void check_vocabulary(const Predicate& predicate, const Catalogue& catalogue, const std::string& place, std::vector<Mistake>& mistakes) {
    const auto slot = catalogue.find(predicate.subject.name);
    if (predicate.subject.of != Subject::Of::value || !slot) return;
    const std::vector<std::string>& known = catalogue.at(*slot).vocabulary;
    if (known.empty() || catalogue.at(*slot).type == Type::path) return;
    for (const std::string& text : predicate.texts) {
        if (std::find(known.begin(), known.end(), text) != known.end()) continue;
        mistakes.push_back({place, "'" + predicate.subject.name + "' cannot be '" + text + "'", advice_among(text, known)});
    }
}

void check_limits(const Expression& expression, const Catalogue& catalogue, std::vector<Mistake>& mistakes) {
    if (depth_of(expression) > kDeepest) {
        mistakes.push_back({"", std::to_string(depth_of(expression)) + " levels", "write at most " + std::to_string(kDeepest)});
        return;   // the rest is recursive in places
    }
    std::set<Slot> profile, context;
    for_each_predicate(expression, "", [&](const Predicate& predicate, const std::string&) {
        if (predicate.subject.of == Subject::Of::segment) return;
        if (const auto slot = catalogue.find(predicate.subject.name)) (catalogue.at(*slot).origin == Origin::profile ? profile : context).insert(*slot);
    });
    if (profile.size() > kMostProfileFacts) {
        mistakes.push_back({"", std::to_string(profile.size()) + " different profile facts", "ask at most " + std::to_string(kMostProfileFacts)});
    }
    if (context.size() > kMostContextFacts) {
        mistakes.push_back({"", std::to_string(context.size()) + " different context facts", "ask at most " + std::to_string(kMostContextFacts)});
    }
    const std::size_t bytes = to_json(expression).size();
    if (bytes > kLongestRuleBytes) mistakes.push_back({"", std::to_string(bytes) + " bytes as JSON", "write at most " + std::to_string(kLongestRuleBytes)});
}

}  // namespace silverlane::rules
