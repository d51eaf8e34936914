// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How long one arrival takes against many campaign rules, reasons on, one thread: prints one JSON object a line, as ./dev bench wants it.
// rules_bench [--write FOLDER]: with a folder, writes the first thousand rules and some customers there for the peers of rules_figures.py
// and prints our own figure for exactly these.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>

#include "hub/rules/json_logic.h"
#include "hub/rules/rule_set.h"

namespace silverlane::rules {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int32_t kToday = 20'785;
constexpr int kTags = 500;
constexpr int kTagsOfCustomer = 30;
constexpr int kCustomers = 400;
constexpr int kCustomersWritten = 50;
constexpr std::size_t kRulesWritten = 1'000;

/// The nine variables that rules compare, with what they can be, besides the tags.
struct Variable {
    const char* name;
    Type type;
    Origin origin;
    int least, most;
};
constexpr Variable kVariables[] = {{"balance_score", Type::number, Origin::profile, 0, 10'000}, {"tenure_days", Type::number, Origin::profile, 0, 12'000},
                                   {"age", Type::number, Origin::profile, 18, 100},             {"products", Type::number, Origin::profile, 0, 60},
                                   {"risk_assessed", Type::day, Origin::profile, 0, 900},       {"wait_minutes", Type::number, Origin::context, 0, 240},
                                   {"minute_of_day", Type::number, Origin::context, 0, 1'439},  {"risk_level", Type::number, Origin::profile, 1, 5},
                                   {"tier", Type::text, Origin::profile, 0, 3}};
constexpr std::size_t kFewValued = 7;   // from here on the variables have few values, so that rules share their predicates
const std::vector<std::string> kTiers{"basic", "silver", "gold", "platinum"};

std::string tag(int number) { return "tag_" + std::to_string(number); }

Catalogue catalogue() {
    std::vector<FactName> names;
    for (const Variable& each : kVariables) names.push_back({each.name, each.type, each.origin, {}, INT64_MIN, INT64_MAX});
    names.push_back({"tags", Type::texts, Origin::profile, {}, INT64_MIN, INT64_MAX});
    return Catalogue(names);
}

class Workload {
public:
    explicit Workload(std::uint64_t seed) : random_(seed) {}

    int number(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

    Expression of(Predicate predicate) { return {Expression::Kind::predicate, {}, std::move(predicate)}; }

    /// Passed by about six customers of ten.
    Expression comparison(const Variable& variable) {
        if (variable.type == Type::text) return of({{Subject::Of::value, variable.name, 0}, Test::in, {}, {kTiers[static_cast<std::size_t>(number(0, 1))], kTiers[2]}});
        Predicate out;
        out.subject = {variable.type == Type::day ? Subject::Of::days_since : Subject::Of::value, variable.name, 0};
        const int span = variable.most - variable.least;
        switch (number(0, 2)) {
            case 0: out.test = Test::at_least; out.numbers = {variable.least + number(0, span * 8 / 10)}; break;
            case 1: out.test = Test::at_most; out.numbers = {variable.most - number(0, span * 8 / 10)}; break;
            default: {
                const int from = variable.least + number(0, span / 3);
                out.test = Test::between;
                out.numbers = {from, from + span * 6 / 10};
            }
        }
        return of(std::move(out));
    }

    Expression tag_list() {
        Predicate out{{Subject::Of::value, "tags", 0}, Test::any_of, {}, {}};
        for (int i = 0; i < 4; ++i) out.texts.push_back(tag(number(0, kTags - 1)));
        return of(std::move(out));
    }

    /// Five comparisons, one tag list and an "either or" of two, in any order but that it begins with a variable of many values.
    Expression condition() {
        std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 6, 7, 8};
        std::shuffle(order.begin(), order.end(), random_);
        std::vector<Expression> parts;
        for (int i = 0; i < 5; ++i) parts.push_back(comparison(kVariables[order[static_cast<std::size_t>(i)]]));
        parts.push_back(tag_list());
        parts.push_back({Expression::Kind::any, {comparison(kVariables[order[5]]), comparison(kVariables[order[6]])}, {}});
        std::shuffle(parts.begin(), parts.end(), random_);
        const auto many_valued = [](const Expression& part) {
            return part.kind == Expression::Kind::predicate && part.predicate.test != Test::any_of &&
                   std::none_of(std::begin(kVariables) + kFewValued, std::end(kVariables), [&](const Variable& few) { return part.predicate.subject.name == few.name; });
        };
        std::iter_swap(parts.begin(), std::find_if(parts.begin(), parts.end(), many_valued));
        return {Expression::Kind::all, std::move(parts), {}};
    }

    /// One in ten facts is missing, unless all are wanted.
    void fill(Facts& facts, const Catalogue& names, bool all) {
        facts.clear();
        facts.set_today(kToday);
        for (Slot slot = 0; slot < names.size(); ++slot) {
            if (!all && number(1, 10) == 1) continue;
            if (names.at(slot).type == Type::texts) {
                std::vector<std::string> tags;
                for (int i = 0; i < kTagsOfCustomer; ++i) tags.push_back(tag(number(0, kTags - 1)));
                facts.put_texts(slot, tags);
                continue;
            }
            const Variable& variable = kVariables[slot];
            if (variable.type == Type::text) facts.put_text(slot, kTiers[static_cast<std::size_t>(number(0, 3))]);
            else if (variable.type == Type::day) facts.put_day(slot, kToday - number(variable.least, variable.most));
            else facts.put_number(slot, number(variable.least, variable.most));
        }
    }

private:
    std::mt19937_64 random_;
};

RuleSet compiled(std::vector<Rule> rules) {
    auto set = RuleSet::compile(std::move(rules), catalogue(), {});
    if (!set.ok()) {
        fmt::print(stderr, "{}\n", set.error().text());
        std::exit(1);
    }
    return std::move(*set);
}

std::vector<Rule> rules_of_one_event(std::size_t count) {
    Workload draw(1);
    std::vector<Rule> rules;
    for (std::size_t i = 0; i < count; ++i) rules.push_back({"campaign " + std::to_string(i), {"arrival"}, {}, draw.condition()});
    return rules;
}

/// As a bank would have them: a dozen events, most campaigns of one province or branch, beginning with tier or consent.
std::vector<Rule> rules_of_a_bank(std::size_t count) {
    Workload draw(2);
    std::vector<Rule> rules = rules_of_one_event(count);
    for (Rule& rule : rules) {
        rule.events = {"event " + std::to_string(draw.number(0, 11))};
        if (draw.number(1, 10) <= 7) rule.places = {"CN/" + std::to_string(draw.number(11, 42))};
        rule.condition.parts.insert(rule.condition.parts.begin(), draw.comparison(kVariables[8]));
    }
    return rules;
}

/// What whoever decides does for each arrival.
void put_again(const Facts& from, Facts& to, const Catalogue& names) {
    to.clear();
    to.set_today(kToday);
    for (Slot slot = 0; slot < from.size(); ++slot) {
        if (!from.has(slot)) continue;
        switch (names.at(slot).type) {
            case Type::text: to.put_text(slot, from.text(slot)); break;
            case Type::texts: to.put_texts(slot, from.texts(slot)); break;
            case Type::day: to.put_day(slot, static_cast<std::int32_t>(from.number(slot))); break;
            default: to.put_number(slot, from.number(slot));
        }
    }
}

struct Times {
    double p50 = 0, p99 = 0;
    double asked = 0, held = 0, unexplained = 0;
};

/// The facts are put anew for each evaluation, as they are for each arrival; drawing them is not counted, putting them is.
Times measure(const RuleSet& set, std::string_view event, std::string_view place, int evaluations, bool all_facts, int customers) {
    Workload draw(3);
    std::vector<Facts> known(static_cast<std::size_t>(customers), Facts(set.catalogue()));
    for (Facts& facts : known) draw.fill(facts, set.catalogue(), all_facts);
    Facts arrival(set.catalogue());
    Evaluation evaluation;
    Times out;
    std::vector<double> taken;
    for (int i = -customers; i < evaluations; ++i) {
        const Facts& facts = known[static_cast<std::size_t>(i + customers) % known.size()];
        const auto begun = Clock::now();
        put_again(facts, arrival, set.catalogue());
        set.evaluate(arrival, event, place, evaluation);
        const auto ended = Clock::now();
        if (i < 0) continue;   // warm
        taken.push_back(std::chrono::duration<double, std::micro>(ended - begun).count());
        if (i >= customers) continue;
        out.asked += static_cast<double>(std::count(evaluation.asked.begin(), evaluation.asked.end(), 1)) / customers;
        for (const Outcome& outcome : evaluation.outcomes) {
            out.held += outcome.truth == Truth::yes ? 1.0 / customers : 0;
            out.unexplained += outcome.tried && outcome.truth != Truth::yes && outcome.deciding == kNoPredicate ? 1 : 0;
        }
    }
    std::sort(taken.begin(), taken.end());
    out.p50 = taken[taken.size() / 2];
    out.p99 = taken[taken.size() * 99 / 100];
    return out;
}

void print(const std::string& name, const RuleSet& set, const Times& times, double p50_at_most, double p99_at_most) {
    if (times.unexplained > 0) {
        fmt::print(stderr, "{} rules did not hold without a reason\n", times.unexplained);
        std::exit(1);
    }
    const std::string about = fmt::format("\"rules\":{},\"different_predicates\":{},\"asked\":{:.0f},\"held\":{:.1f}", set.size(), set.predicates(), times.asked, times.held);
    const auto bound = [](double at_most) { return at_most > 0 ? fmt::format(",\"at_most\":{}", at_most) : std::string(); };
    fmt::print("{{\"name\":\"{}_p50\",\"value\":{:.3f},\"unit\":\"us\"{},{}}}\n", name, times.p50, bound(p50_at_most), about);
    fmt::print("{{\"name\":\"{}_p99\",\"value\":{:.3f},\"unit\":\"us\"{},{}}}\n", name, times.p99, bound(p99_at_most), about);
}

/// Numbers and texts of one customer as JSON; days as days since 1970.
std::string json_of(const Facts& facts, const Catalogue& names) {
    std::string out = fmt::format("{{\"today\":{}", kToday);
    for (Slot slot = 0; slot < names.size(); ++slot) {
        out += fmt::format(",\"{}\":", names.at(slot).name);
        switch (names.at(slot).type) {
            case Type::text: out += fmt::format("\"{}\"", facts.text(slot)); break;
            case Type::texts: {
                std::string list;
                for (const std::string& text : facts.texts(slot)) list += fmt::format("{}\"{}\"", list.empty() ? "" : ",", text);
                out += "[" + list + "]";
                break;
            }
            default: out += std::to_string(facts.number(slot));
        }
    }
    return out + "}";
}

void write_for_peers(const std::string& folder) {
    const std::vector<Rule> rules = rules_of_one_event(kRulesWritten);
    const RuleSet set = compiled(rules);
    std::ofstream own(folder + "/rules.jsonl"), logic(folder + "/logic.jsonl"), customers(folder + "/facts.jsonl"), held(folder + "/held.jsonl");
    for (const Rule& rule : rules) {
        own << to_json(rule.condition) << "\n";
        logic << to_json_logic(rule.condition) << "\n";
    }
    Workload draw(3);   // the same customers as measured below
    Facts facts(set.catalogue());
    Evaluation evaluation;
    for (int i = 0; i < kCustomersWritten; ++i) {
        draw.fill(facts, set.catalogue(), true);
        set.evaluate(facts, "arrival", "", evaluation);
        std::string numbers;
        for (std::size_t rule = 0; rule < rules.size(); ++rule) {
            if (evaluation.outcomes[rule].truth == Truth::yes) numbers += (numbers.empty() ? "" : ",") + std::to_string(rule);
        }
        customers << json_of(facts, set.catalogue()) << "\n";
        held << "[" << numbers << "]\n";
    }
    const Times times = measure(set, "arrival", "", 20'000, true, kCustomersWritten);
    fmt::print("{{\"name\":\"same_rules\",\"value\":{:.3f},\"unit\":\"us\"}}\n", times.p50);
}

void measure_all() {
    const RuleSet thousand = compiled(rules_of_one_event(1'000));
    print("rules_1000_of_one_event", thousand, measure(thousand, "arrival", "CN/36/0791", 20'000, false, kCustomers), 25, 200);
    std::vector<Rule> rules = rules_of_one_event(5'000);
    const auto begun = Clock::now();
    const RuleSet five_thousand = compiled(std::move(rules));
    fmt::print("{{\"name\":\"rules_5000_compile\",\"value\":{:.1f},\"unit\":\"ms\"}}\n", std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
    print("rules_5000_of_one_event", five_thousand, measure(five_thousand, "arrival", "CN/36/0791", 8'000, false, kCustomers), 120, 0);
    const RuleSet bank = compiled(rules_of_a_bank(5'000));
    print("rules_5000_of_a_bank", bank, measure(bank, "event 3", "CN/36/0791", 20'000, false, kCustomers), 0, 0);
}

}  // namespace
}  // namespace silverlane::rules

int main(int count, char** arguments) {
    if (count == 3 && std::string_view(arguments[1]) == "--write") silverlane::rules::write_for_peers(arguments[2]);
    else if (count == 1) silverlane::rules::measure_all();
    else return 2;
    return 0;
}
