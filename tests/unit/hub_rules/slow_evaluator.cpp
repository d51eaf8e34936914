// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/unit/hub_rules/slow_evaluator.h"

#include <algorithm>

namespace silverlane::rules::test {
namespace {

Truth of(bool holds) { return holds ? Truth::yes : Truth::no; }

bool holds_of_number(const Predicate& predicate, std::int64_t value) {
    const std::vector<std::int64_t>& numbers = predicate.numbers;
    const bool listed = std::count(numbers.begin(), numbers.end(), value) > 0;
    switch (predicate.test) {
        case Test::equal: return value == numbers[0];
        case Test::not_equal: return value != numbers[0];
        case Test::less: return value < numbers[0];
        case Test::at_most: return value <= numbers[0];
        case Test::greater: return value > numbers[0];
        case Test::at_least: return value >= numbers[0];
        case Test::between: return value >= numbers[0] && value <= numbers[1];
        case Test::in: return listed;
        default: return !listed;
    }
}

bool under(const std::string& path, const std::string& place) { return path == place || path.rfind(place + "/", 0) == 0; }

bool holds_of_text(const Predicate& predicate, const std::string& value) {
    if (predicate.test == Test::under) return std::any_of(predicate.texts.begin(), predicate.texts.end(), [&](const std::string& place) { return under(value, place); });
    const bool listed = std::count(predicate.texts.begin(), predicate.texts.end(), value) > 0;
    return predicate.test == Test::equal || predicate.test == Test::in ? listed : !listed;
}

bool holds_of_set(const Predicate& predicate, std::span<const std::string> set) {
    const auto held = [&](const std::string& text) { return std::count(set.begin(), set.end(), text) > 0; };
    if (predicate.test == Test::all_of) return std::all_of(predicate.texts.begin(), predicate.texts.end(), held);
    const bool any = std::any_of(predicate.texts.begin(), predicate.texts.end(), held);
    return predicate.test == Test::any_of ? any : !any;
}

Truth ask(const Predicate& predicate, const Facts& facts, const Catalogue& catalogue) {
    const Slot slot = *catalogue.find(predicate.subject.name);
    if (predicate.test == Test::exists) return of(facts.has(slot));
    if (predicate.test == Test::missing) return of(!facts.has(slot));
    if (!facts.has(slot)) return Truth::unknown;
    if (predicate.subject.of != Subject::Of::value && !facts.today()) return Truth::unknown;
    if (predicate.subject.of == Subject::Of::days_since) return of(holds_of_number(predicate, std::int64_t{*facts.today()} - facts.number(slot)));
    if (predicate.subject.of == Subject::Of::count) {
        std::int64_t count = 0;
        for (const std::int32_t day : facts.days(slot)) {
            for (int back = 0; back < predicate.subject.window_days; ++back) count += day == *facts.today() - back ? 1 : 0;
        }
        return of(holds_of_number(predicate, count));
    }
    switch (catalogue.at(slot).type) {
        case Type::number: return of(holds_of_number(predicate, facts.number(slot)));
        case Type::texts: return of(holds_of_set(predicate, facts.texts(slot)));
        default: return of(holds_of_text(predicate, std::string(facts.text(slot))));
    }
}

SlowAnswer combine(bool all, const std::vector<SlowAnswer>& parts) {
    const Truth strong = all ? Truth::no : Truth::yes;   // one of these is enough
    const auto first = [&](Truth truth) { return std::find_if(parts.begin(), parts.end(), [&](const SlowAnswer& part) { return part.truth == truth; }); };
    if (first(strong) != parts.end()) return *first(strong);
    if (first(Truth::unknown) != parts.end()) return *first(Truth::unknown);
    const auto named = std::find_if(parts.begin(), parts.end(), [](const SlowAnswer& part) { return !part.deciding.empty(); });
    return {all ? Truth::yes : Truth::no, named == parts.end() ? "" : named->deciding};
}

}  // namespace

SlowAnswer slow_evaluate(const Expression& expression, const Facts& facts, const Catalogue& catalogue, const Segments& segments) {
    std::vector<SlowAnswer> parts;
    for (const Expression& part : expression.parts) parts.push_back(slow_evaluate(part, facts, catalogue, segments));
    switch (expression.kind) {
        case Expression::Kind::always: return {Truth::yes, ""};
        case Expression::Kind::all: return combine(true, parts);
        case Expression::Kind::any: return combine(false, parts);
        case Expression::Kind::negation: {
            if (parts[0].truth == Truth::unknown) return parts[0];
            return {of(parts[0].truth == Truth::no), parts[0].deciding};
        }
        case Expression::Kind::predicate: break;
    }
    const Predicate& predicate = expression.predicate;
    if (predicate.subject.of != Subject::Of::segment) return {ask(predicate, facts, catalogue), to_text(predicate)};
    return {slow_evaluate(segments.find(predicate.subject.name)->second, facts, catalogue, segments).truth, to_text(predicate)};
}

}  // namespace silverlane::rules::test
