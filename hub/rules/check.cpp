// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/check.h"

#include <algorithm>
#include <set>

#include "base/suggestion.h"
#include "hub/rules/contradiction.h"
#include "hub/rules/predicate_form.h"

namespace silverlane::rules {
namespace {

constexpr int kMostSteps = 400'000;   // of all searches in one condition: a fraction of a second

bool shape_is_right(const Expression& expression) {
    switch (expression.kind) {
        case Expression::Kind::always:
        case Expression::Kind::predicate: return expression.parts.empty();
        case Expression::Kind::negation: return expression.parts.size() == 1 && shape_is_right(expression.parts[0]);
        default: return std::all_of(expression.parts.begin(), expression.parts.end(), shape_is_right);
    }
}

/// Follows the segments that a condition names.
class SegmentWalk {
public:
    SegmentWalk(const Catalogue& catalogue, const Segments& segments, std::vector<Mistake>& mistakes) : catalogue_(catalogue), segments_(segments), mistakes_(mistakes) {}

    /// The levels with the segments written out.
    int walk(const Expression& expression) {
        for_each_predicate(expression, "", [this](const Predicate& predicate, const std::string& place) {
            if (inside_.empty()) place_ = place;
            if (predicate.subject.of == Subject::Of::segment) segment(predicate.subject.name);
            else if (const auto slot = catalogue_.find(predicate.subject.name)) (catalogue_.at(*slot).origin == Origin::profile ? profile_ : context_).insert(*slot);
        });
        return levels(expression);
    }

    [[nodiscard]] std::size_t profile_facts() const { return profile_.size(); }
    [[nodiscard]] std::size_t context_facts() const { return context_.size(); }

private:
    void segment(const std::string& name) {
        const auto found = segments_.find(name);
        if (found == segments_.end()) {
            std::vector<std::string> names;
            for (const auto& [known, unused] : segments_) names.push_back(known);
            const std::string where = inside_.empty() ? "" : " in segment '" + inside_.back() + "'";
            mistakes_.push_back({place_, "unknown segment '" + name + "'" + where, names.empty() ? "there are no segments" : advice_among(name, names)});
            return;
        }
        if (std::find(inside_.begin(), inside_.end(), name) != inside_.end()) {
            std::string circle;
            for (auto each = std::find(inside_.begin(), inside_.end(), name); each != inside_.end(); ++each) circle += *each + " > ";
            mistakes_.push_back({place_, "segments name each other in a circle: " + circle + name, "take one of them out"});
            return;
        }
        if (levels_.count(name) != 0) return;
        inside_.push_back(name);
        const int deep = walk(found->second);
        inside_.pop_back();
        levels_[name] = deep;
    }

    int levels(const Expression& expression) const {
        int deepest = 0;
        for (const Expression& part : expression.parts) deepest = std::max(deepest, levels(part));
        const bool segment = expression.kind == Expression::Kind::predicate && expression.predicate.subject.of == Subject::Of::segment;
        const auto known = segment ? levels_.find(expression.predicate.subject.name) : levels_.end();
        return known == levels_.end() ? deepest + 1 : known->second;
    }

    const Catalogue& catalogue_;
    const Segments& segments_;
    std::vector<Mistake>& mistakes_;
    std::string place_;                    // of the predicate of the condition itself
    std::vector<std::string> inside_;
    std::map<std::string, int> levels_;    // of the segments that were walked
    std::set<Slot> profile_, context_;
};

void check_segments(const Expression& expression, const Catalogue& catalogue, const Segments& segments, std::vector<Mistake>& mistakes) {
    const std::size_t before = mistakes.size();
    SegmentWalk walk(catalogue, segments, mistakes);
    const int levels = walk.walk(expression);
    if (mistakes.size() != before) return;
    if (levels > kDeepest) mistakes.push_back({"", std::to_string(levels) + " levels with its segments", "write at most " + std::to_string(kDeepest)});
    if (walk.profile_facts() > kMostProfileFacts) {
        mistakes.push_back({"", std::to_string(walk.profile_facts()) + " different profile facts with its segments", "ask at most " + std::to_string(kMostProfileFacts)});
    }
    if (walk.context_facts() > kMostContextFacts) {
        mistakes.push_back({"", std::to_string(walk.context_facts()) + " different context facts with its segments", "ask at most " + std::to_string(kMostContextFacts)});
    }
}

/// Looks for the smallest parts that can only come out one way.
class LogicCheck {
public:
    LogicCheck(const Catalogue& catalogue, const Segments& segments, std::vector<Mistake>& mistakes) : catalogue_(catalogue), segments_(segments), mistakes_(mistakes) {}

    void look(const Expression& expression, const std::string& place) {
        const std::size_t before = mistakes_.size();
        const std::string key = expression.kind == Expression::Kind::all ? "/all/" : "/any/";
        for (std::size_t i = 0; i < expression.parts.size(); ++i) {
            look(expression.parts[i], expression.kind == Expression::Kind::negation ? place + "/not" : place + key + std::to_string(i));
        }
        if (mistakes_.size() != before || expression.kind == Expression::Kind::always) return;
        const std::string words = expression.kind == Expression::Kind::predicate ? "'" + to_text(expression.predicate) + "'" : "this";
        if (never_holds_within(expression, catalogue_, segments_, steps_left_)) {
            mistakes_.push_back({place, words + " can never hold", "change or remove what contradicts"});
        } else if (never_holds_within(Expression{Expression::Kind::negation, {expression}, {}}, catalogue_, segments_, steps_left_)) {
            mistakes_.push_back({place, words + " always holds once its facts are known", "remove it, or ask whether they exist"});
        }
    }

private:
    const Catalogue& catalogue_;
    const Segments& segments_;
    std::vector<Mistake>& mistakes_;
    int steps_left_ = kMostSteps;
};

}  // namespace

std::vector<Mistake> check_form(const Expression& expression, const Catalogue& catalogue, const Segments& segments) {
    std::vector<Mistake> mistakes;
    check_limits(expression, catalogue, mistakes);
    if (!mistakes.empty()) return mistakes;
    if (!shape_is_right(expression)) return {{"", "a tree that is no condition", "negation has one part, a predicate none"}};
    for_each_predicate(expression, "", [&](const Predicate& predicate, const std::string& place) { check_form(predicate, catalogue, place, mistakes); });
    check_segments(expression, catalogue, segments, mistakes);
    return mistakes;
}

std::vector<Mistake> check(const Expression& expression, const Catalogue& catalogue, const Segments& segments) {
    std::vector<Mistake> mistakes = check_form(expression, catalogue, segments);
    const bool well_formed = mistakes.empty();
    for_each_predicate(expression, "", [&](const Predicate& predicate, const std::string& place) { check_vocabulary(predicate, catalogue, place, mistakes); });
    // What is misspelt would only be called contradictory as well.
    if (well_formed && mistakes.empty()) LogicCheck(catalogue, segments, mistakes).look(expression, "");
    return mistakes;
}

}  // namespace silverlane::rules
