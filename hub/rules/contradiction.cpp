// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Looks for facts that make a condition true, as sets of what each fact may still be; finding none is the proof that it never holds. Branches
// are tried one after the other up to a bound, beyond which nothing is claimed.
#include "hub/rules/contradiction.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "hub/rules/check.h"

namespace silverlane::rules {
namespace {

constexpr int kMostSteps = 80'000;
constexpr int kStepsOfBranch = 20;   // a copy of what is possible

using Ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;   // sorted, apart, both ends included

Ranges complement(const Ranges& ranges) {
    Ranges out;
    std::int64_t from = INT64_MIN;
    for (const auto& [low, high] : ranges) {
        if (low > from) out.emplace_back(from, low - 1);
        if (high == INT64_MAX) return out;
        from = high + 1;
    }
    out.emplace_back(from, INT64_MAX);
    return out;
}

Ranges intersection(const Ranges& a, const Ranges& b) {
    Ranges out;
    for (const auto& [low, high] : a) {
        for (const auto& [other_low, other_high] : b) {
            if (std::max(low, other_low) <= std::min(high, other_high)) out.emplace_back(std::max(low, other_low), std::min(high, other_high));
        }
    }
    return out;
}

Ranges ranges_of(const Predicate& predicate) {
    const std::int64_t first = predicate.numbers.front();
    switch (predicate.test) {
        case Test::less: return complement({{first, INT64_MAX}});
        case Test::at_least: return {{first, INT64_MAX}};
        case Test::greater: return complement({{INT64_MIN, first}});
        case Test::at_most: return {{INT64_MIN, first}};
        case Test::between:
            if (first > predicate.numbers[1]) return {};
            return {{first, predicate.numbers[1]}};
        default: break;
    }
    const std::set<std::int64_t> sorted(predicate.numbers.begin(), predicate.numbers.end());
    Ranges points;
    for (const std::int64_t number : sorted) points.emplace_back(number, number);
    return predicate.test == Test::not_equal || predicate.test == Test::not_in ? complement(points) : points;
}

bool on_one_branch(const std::string& a, const std::string& b) { return lies_under(a, b) || lies_under(b, a); }

/// What a text or a path may still be.
struct OneText {
    std::optional<std::set<std::string>> allowed;   // nothing: anything
    std::set<std::string> banned;
    std::vector<std::vector<std::string>> under;    // under one of each
    std::vector<std::string> not_under;

    [[nodiscard]] bool may_be(const std::string& text) const {
        if (banned.count(text) != 0) return false;
        const auto above = [&](const std::string& place) { return lies_under(text, place); };
        if (std::any_of(not_under.begin(), not_under.end(), above)) return false;
        return std::all_of(under.begin(), under.end(), [&](const auto& places) { return std::any_of(places.begin(), places.end(), above); });
    }
    /// Whether something under `place` may be left.
    [[nodiscard]] bool may_lie_under(const std::string& place) const {
        if (std::any_of(not_under.begin(), not_under.end(), [&](const std::string& other) { return lies_under(place, other); })) return false;
        return std::all_of(under.begin(), under.end(), [&](const auto& places) { return places.size() > 1 || on_one_branch(place, places[0]); });
    }
    [[nodiscard]] bool possible() const {
        if (allowed) return std::any_of(allowed->begin(), allowed->end(), [this](const std::string& text) { return may_be(text); });
        return std::all_of(under.begin(), under.end(), [this](const auto& places) { return std::any_of(places.begin(), places.end(), [this](const auto& place) { return may_lie_under(place); }); });
    }
    void allow_only(const std::vector<std::string>& texts) {
        std::set<std::string> left(texts.begin(), texts.end());
        if (allowed) std::erase_if(left, [this](const std::string& text) { return allowed->count(text) == 0; });
        allowed = std::move(left);
    }
};

/// What a set may still hold.
struct SetOfTexts {
    std::optional<std::set<std::string>> vocabulary;
    std::set<std::string> required, forbidden;
    std::vector<std::vector<std::string>> one_of_each;       // at least one of each is in it
    std::vector<std::vector<std::string>> one_lacks_of_each; // at least one of each is not

    [[nodiscard]] bool may_hold(const std::string& text) const { return forbidden.count(text) == 0 && (!vocabulary || vocabulary->count(text) != 0); }
    [[nodiscard]] bool possible() const {
        if (!std::all_of(required.begin(), required.end(), [this](const auto& text) { return may_hold(text); })) return false;
        const auto some_may = [this](const auto& texts) { return std::any_of(texts.begin(), texts.end(), [this](const auto& text) { return may_hold(text); }); };
        const auto some_may_lack = [this](const auto& texts) { return std::any_of(texts.begin(), texts.end(), [this](const auto& text) { return required.count(text) == 0; }); };
        return std::all_of(one_of_each.begin(), one_of_each.end(), some_may) && std::all_of(one_lacks_of_each.begin(), one_lacks_of_each.end(), some_may_lack);
    }
};

/// What all facts may still be. A copy is made at every branch.
class Possible {
public:
    explicit Possible(const Catalogue& catalogue) : catalogue_(&catalogue) {}

    /// Takes in that the predicate is `wanted`; false when nothing is possible any more.
    bool take(const Predicate& predicate, bool wanted) {
        const Slot slot = *catalogue_->find(predicate.subject.name);
        if (predicate.test == Test::exists || predicate.test == Test::missing) return know(slot, (predicate.test == Test::exists) == wanted);
        if (!know(slot, true)) return false;
        const FactName& fact = catalogue_->at(slot);
        if (predicate.subject.of != Subject::Of::value || fact.type == Type::number) return take_number(predicate, wanted, slot, fact);
        if (fact.type == Type::texts) return take_set(predicate, wanted, slot, fact);
        return take_text(predicate, wanted, slot, fact);
    }

private:
    bool know(Slot slot, bool known) { return known_.emplace(slot, known).first->second == known; }

    bool take_number(const Predicate& predicate, bool wanted, Slot slot, const FactName& fact) {
        const bool value = predicate.subject.of == Subject::Of::value;
        const bool count = predicate.subject.of == Subject::Of::count;
        Ranges all{{value ? fact.least : count ? 0 : INT64_MIN, value ? fact.most : INT64_MAX}};
        if (all[0].first > all[0].second) return false;
        const std::tuple key{slot, predicate.subject.of, predicate.subject.window_days};
        Ranges& left = numbers_.emplace(key, std::move(all)).first->second;
        const Ranges ranges = ranges_of(predicate);
        left = intersection(left, wanted ? ranges : complement(ranges));
        return !left.empty() && (!count || counts_agree(slot));
    }

    /// What was counted in some days is in every longer time too.
    [[nodiscard]] bool counts_agree(Slot slot) const {
        std::int64_t least = 0;
        for (const auto& [key, ranges] : numbers_) {   // by window, shortest first
            if (std::get<0>(key) != slot || std::get<1>(key) != Subject::Of::count) continue;
            least = std::max(least, ranges.front().first);
            if (ranges.back().second < least) return false;
        }
        return true;
    }

    bool take_text(const Predicate& predicate, bool wanted, Slot slot, const FactName& fact) {
        OneText start;
        if (fact.type == Type::text && !fact.vocabulary.empty()) start.allow_only(fact.vocabulary);
        OneText& left = one_.emplace(slot, std::move(start)).first->second;
        if (predicate.test == Test::under) {
            if (wanted) left.under.push_back(predicate.texts);
            else left.not_under.insert(left.not_under.end(), predicate.texts.begin(), predicate.texts.end());
        } else if ((predicate.test == Test::equal || predicate.test == Test::in) == wanted) {
            left.allow_only(predicate.texts);
        } else {
            left.banned.insert(predicate.texts.begin(), predicate.texts.end());
        }
        return left.possible();
    }

    bool take_set(const Predicate& predicate, bool wanted, Slot slot, const FactName& fact) {
        SetOfTexts start;
        if (!fact.vocabulary.empty()) start.vocabulary.emplace(fact.vocabulary.begin(), fact.vocabulary.end());
        SetOfTexts& left = sets_.emplace(slot, std::move(start)).first->second;
        if (predicate.test == Test::all_of) {
            if (wanted) left.required.insert(predicate.texts.begin(), predicate.texts.end());
            else left.one_lacks_of_each.push_back(predicate.texts);
        } else if ((predicate.test == Test::any_of) == wanted) {
            left.one_of_each.push_back(predicate.texts);
            if (predicate.texts.size() == 1) left.required.insert(predicate.texts[0]);
        } else {
            left.forbidden.insert(predicate.texts.begin(), predicate.texts.end());
        }
        return left.possible();
    }

    const Catalogue* catalogue_;
    std::map<Slot, bool> known_;
    std::map<std::tuple<Slot, Subject::Of, int>, Ranges> numbers_;
    std::map<Slot, OneText> one_;
    std::map<Slot, SetOfTexts> sets_;
};

struct Goal {
    const Expression* part;
    bool wanted;
};

class Search {
public:
    Search(const Catalogue& catalogue, const Segments& segments, int& steps_left) : catalogue_(catalogue), segments_(segments), steps_left_(steps_left) {}

    /// False is proven; true may also mean that the bound was reached.
    bool may_hold(const Expression& expression) { return possible({{&expression, true}}, {}, Possible(catalogue_)); }

private:
    /// `choices`: one part of each must come out as wanted.
    bool possible(std::vector<Goal> goals, std::vector<Goal> choices, Possible facts) {
        while (!goals.empty()) {
            const Goal goal = goals.back();
            goals.pop_back();
            if (--steps_left_ < 0) return true;   // segments of segments may be many when written out
            if (!take(goal, goals, choices, facts)) return false;
        }
        if (choices.empty()) return true;
        const Goal choice = choices.back();
        choices.pop_back();
        for (const Expression& part : choice.part->parts) {
            if ((steps_left_ -= kStepsOfBranch) < 0) return true;
            if (possible({{&part, choice.wanted}}, choices, facts)) return true;
        }
        return false;
    }

    bool take(const Goal& goal, std::vector<Goal>& goals, std::vector<Goal>& choices, Possible& facts) const {
        const Expression& part = *goal.part;
        switch (part.kind) {
            case Expression::Kind::always: return goal.wanted;
            case Expression::Kind::negation: goals.push_back({&part.parts[0], !goal.wanted}); return true;
            case Expression::Kind::all:
            case Expression::Kind::any:
                if ((part.kind == Expression::Kind::all) != goal.wanted) choices.push_back(goal);
                else for (const Expression& each : part.parts) goals.push_back({&each, goal.wanted});
                return true;
            case Expression::Kind::predicate: break;
        }
        if (part.predicate.subject.of != Subject::Of::segment) return facts.take(part.predicate, goal.wanted);
        goals.push_back({&segments_.find(part.predicate.subject.name)->second, goal.wanted});
        return true;
    }

    const Catalogue& catalogue_;
    const Segments& segments_;
    int& steps_left_;
};

}  // namespace

bool never_holds_within(const Expression& expression, const Catalogue& catalogue, const Segments& segments, int& steps_left) {
    return !Search(catalogue, segments, steps_left).may_hold(expression);
}

bool never_holds(const Expression& expression, const Catalogue& catalogue, const Segments& segments) {
    int steps_left = kMostSteps;
    return never_holds_within(expression, catalogue, segments, steps_left);
}

bool may_overlap(const Expression& a, const Expression& b, const Catalogue& catalogue, const Segments& segments) {
    return !never_holds(Expression{Expression::Kind::all, {a, b}, {}}, catalogue, segments);
}

}  // namespace silverlane::rules
