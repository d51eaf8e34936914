// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "tests/unit/hub_rules/random_rules.h"

#include <algorithm>

namespace silverlane::rules::test {
namespace {

constexpr std::int32_t kToday = 20'000;

std::vector<std::string> tags() {
    std::vector<std::string> out{"complaint", "pension", "salary", "vip family", "and", "60", "老客户"};
    for (int i = 0; i < 90; ++i) out.push_back("tag_" + std::to_string(i));   // more than one word of bits
    return out;
}

FactName number(std::string name, Origin origin, std::int64_t least, std::int64_t most) { return {std::move(name), Type::number, origin, {}, least, most}; }
FactName of(std::string name, Type type, Origin origin = Origin::profile, std::vector<std::string> vocabulary = {}) {
    return {std::move(name), type, origin, std::move(vocabulary), INT64_MIN, INT64_MAX};
}

}  // namespace

Catalogue sample_catalogue() {
    return Catalogue({number("age", Origin::profile, 0, 130), number("risk_level", Origin::profile, 0, 5), number("balance_band", Origin::profile, -3, 6),
                      of("tier", Type::text, Origin::profile, {"basic", "silver", "gold", "platinum"}), of("not", Type::text), of("tags", Type::texts, Origin::profile, tags()),
                      of("holdings", Type::texts, Origin::profile), of("risk_assessed", Type::day), of("marketing_contact", Type::days), of("visits", Type::days),
                      number("hour", Origin::context, 0, 23), number("weekday", Origin::context, 1, 7), of("service", Type::text, Origin::context),
                      of("branch", Type::path, Origin::context), of("needs", Type::texts, Origin::context, {"hearing", "sight", "company"})});
}

std::string Draw::path() {
    std::string out = "CN";
    for (int level = number(0, 3); level > 0; --level) out += "/" + std::to_string(number(35, 37));
    return out;
}

std::string Draw::text_of(const FactName& fact) {
    if (fact.type == Type::path) return path();
    if (!fact.vocabulary.empty()) return fact.vocabulary[static_cast<std::size_t>(number(0, std::min(9, static_cast<int>(fact.vocabulary.size()) - 1)))];
    return one_of(std::vector<std::string>{"deposit", "fund", "wealth", "a \"b\"\\ c", "在 线", "x/y-z", "-12", "line\nbreak\t\x01"});
}

void Draw::add_numbers(const FactName& fact, Predicate& out) {
    const bool value = out.subject.of == Subject::Of::value;
    const bool count = out.subject.of == Subject::Of::count;
    const auto least = static_cast<int>(value ? fact.least : count ? 0 : -30);
    const auto most = static_cast<int>(value ? fact.most : count ? 5 : 500);
    const auto any = [&] { return std::int64_t{number(least - 1, most + 1)}; };
    const bool list = out.test == Test::in || out.test == Test::not_in;
    for (int i = list ? number(1, 12) : 1; i > 0; --i) out.numbers.push_back(any());
    if (out.test == Test::between) {
        out.numbers.push_back(any());
        if (chance(95)) std::sort(out.numbers.begin(), out.numbers.end());
    }
    if (chance(1)) out.numbers[0] = chance(50) ? INT64_MIN : INT64_MAX;
}

void Draw::add_texts(const FactName& fact, Predicate& out) {
    const bool one = out.test == Test::equal || out.test == Test::not_equal;
    for (int i = one ? 1 : number(1, 6); i > 0; --i) out.texts.push_back(text_of(fact));
}

Predicate Draw::predicate(const Catalogue& catalogue) {
    const FactName& fact = catalogue.at(static_cast<Slot>(number(0, static_cast<int>(catalogue.size()) - 1)));
    Predicate out;
    out.subject.name = fact.name;
    std::vector<Test> tests;
    switch (fact.type) {
        case Type::number: tests = {Test::equal, Test::not_equal, Test::less, Test::at_most, Test::greater, Test::at_least, Test::between, Test::in, Test::not_in}; break;
        case Type::text: tests = {Test::equal, Test::not_equal, Test::in, Test::not_in}; break;
        case Type::texts: tests = {Test::any_of, Test::all_of, Test::none_of}; break;
        case Type::path: tests = {Test::under, Test::under, Test::equal, Test::not_equal, Test::in, Test::not_in}; break;
        case Type::day:
        case Type::days:
            out.subject.of = fact.type == Type::day ? Subject::Of::days_since : Subject::Of::count;
            if (fact.type == Type::days) out.subject.window_days = one_of(std::vector<int>{1, 7, 30, 90});
            tests = {Test::equal, Test::less, Test::at_most, Test::greater, Test::at_least, Test::between, Test::not_in};
            break;
    }
    out.test = one_of(tests);
    if (chance(8)) {
        out.subject.of = Subject::Of::value;
        out.subject.window_days = 0;
        out.test = chance(50) ? Test::exists : Test::missing;
        return out;
    }
    if (fact.type == Type::number || out.subject.of != Subject::Of::value) add_numbers(fact, out);
    else add_texts(fact, out);
    return out;
}

Expression Draw::expression(const Catalogue& catalogue, int levels, const std::vector<std::string>& segments) {
    Expression out;
    if (levels <= 1 || chance(35)) {
        if (chance(2)) return out;   // always
        out.kind = Expression::Kind::predicate;
        if (!segments.empty() && chance(10)) out.predicate.subject = {Subject::Of::segment, one_of(segments), 0};
        else out.predicate = predicate(catalogue);
        return out;
    }
    if (chance(20)) {
        out.kind = Expression::Kind::negation;
        out.parts.push_back(expression(catalogue, levels - 1, segments));
        return out;
    }
    out.kind = chance(60) ? Expression::Kind::all : Expression::Kind::any;
    for (int i = chance(3) ? 0 : number(1, 4); i > 0; --i) out.parts.push_back(expression(catalogue, levels - 1, segments));
    return out;
}

void Draw::fill(Facts& facts, const Catalogue& catalogue, int percent_missing) {
    facts.clear();
    if (!chance(percent_missing)) facts.set_today(kToday);
    for (Slot slot = 0; slot < catalogue.size(); ++slot) {
        if (chance(percent_missing)) continue;
        const FactName& fact = catalogue.at(slot);
        std::vector<std::string> texts;
        std::vector<std::int32_t> days;
        for (int i = number(0, 4); i > 0; --i) texts.push_back(fact.type == Type::texts ? text_of(fact) : "");
        for (int i = number(0, 5); i > 0; --i) days.push_back(kToday - number(-3, 100));
        switch (fact.type) {
            case Type::number: facts.put_number(slot, number(static_cast<int>(fact.least), static_cast<int>(fact.most))); break;
            case Type::text: facts.put_text(slot, text_of(fact)); break;
            case Type::texts: facts.put_texts(slot, texts); break;
            case Type::day: facts.put_day(slot, kToday - number(-30, 500)); break;
            case Type::days: facts.put_days(slot, days); break;
            case Type::path: facts.put_path(slot, path()); break;
        }
    }
}

}  // namespace silverlane::rules::test
