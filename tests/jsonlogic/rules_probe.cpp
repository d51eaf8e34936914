// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// rules_probe --random COUNT: conditions drawn at random as JSONLogic, complete facts as data, and what the engine says, a JSON object a line.
// rules_probe --cases: reads [logic, data] a line and answers {"truth":...} or {"refused":...}. Tests only.
#include <fmt/format.h>

#include <iostream>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "hub/rules/json_logic.h"
#include "hub/rules/rule_set.h"
#include "tests/unit/hub_rules/random_rules.h"

namespace silverlane::rules {
namespace {

using Json = nlohmann::ordered_json;

Truth truth_of(const Expression& expression, const Facts& facts, const Catalogue& catalogue) {
    auto set = RuleSet::compile({{"one", {}, {}, expression}}, catalogue, {});
    if (!set.ok()) throw std::runtime_error(set.error().text());
    Evaluation evaluation;
    set->evaluate(facts, "", "", evaluation);
    return evaluation.outcomes[0].truth;
}

Json data_of(const Facts& facts, const Catalogue& catalogue) {
    Json data = Json::object();
    data["today"] = *facts.today();
    for (Slot slot = 0; slot < catalogue.size(); ++slot) {
        const std::string& name = catalogue.at(slot).name;
        switch (catalogue.at(slot).type) {
            case Type::text:
            case Type::path: data[name] = facts.text(slot); break;
            case Type::texts: data[name] = std::vector<std::string>(facts.texts(slot).begin(), facts.texts(slot).end()); break;
            case Type::days: data[name] = std::vector<std::int32_t>(facts.days(slot).begin(), facts.days(slot).end()); break;
            default: data[name] = facts.number(slot);
        }
    }
    return data;
}

/// JavaScript's numbers are exact up to 2^53 only.
bool fits_javascript(const Expression& expression) {
    for (const std::int64_t number : expression.predicate.numbers) {
        if (number > (1LL << 53) || number < -(1LL << 53)) return false;
    }
    return std::all_of(expression.parts.begin(), expression.parts.end(), fits_javascript);
}

void random_rules(int count) {
    const Catalogue catalogue = test::sample_catalogue();
    test::Draw draw(31);
    Facts facts(catalogue);
    for (int i = 0; i < count;) {
        const Expression expression = draw.expression(catalogue, 5);
        draw.fill(facts, catalogue, 0);
        if (!fits_javascript(expression)) continue;
        const std::string logic = to_json_logic(expression);
        const auto back = from_json_logic(logic, catalogue);
        const bool same = back.ok() && truth_of(*back, facts, catalogue) == truth_of(expression, facts, catalogue);
        std::cout << Json{{"logic", Json::parse(logic)}, {"data", data_of(facts, catalogue)}, {"truth", name_of(truth_of(expression, facts, catalogue))}, {"reads_back", same}}.dump() << "\n";
        ++i;
    }
}

struct Known {
    std::string name;
    Json value;
};

/// {"pie":{"filling":"apple"}} gives "pie.filling".
void flatten(const Json& data, const std::string& prefix, std::vector<Known>& out) {
    if (!data.is_object()) return;
    for (const auto& [key, value] : data.items()) {
        out.push_back({prefix + key, value});
        flatten(value, prefix + key + ".", out);
    }
}

void names_in(const Json& logic, std::set<std::string>& out) {
    if (logic.is_array()) {
        for (const Json& item : logic) names_in(item, out);
        return;
    }
    if (!logic.is_object()) return;
    for (const auto& [key, value] : logic.items()) {
        if (key == "var" || key == "missing" || key == "missing_some") {
            const Json flat = value.is_structured() ? value.flatten() : Json{{"", value}};
            for (const auto& [at, name] : flat.items()) {
                if (name.is_string() && !name.get<std::string>().empty()) out.insert(name.get<std::string>());
            }
        }
        names_in(value, out);
    }
}

std::optional<Type> type_of(const Json& value) {
    if (value.is_number_integer()) return Type::number;
    if (value.is_string()) return Type::text;
    const bool texts = value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); });
    return texts ? std::optional(Type::texts) : std::nullopt;
}

Json answer(const Json& logic, const Json& data) {
    std::vector<Known> known;
    flatten(data, "", known);
    std::vector<FactName> names;
    std::set<std::string> missing;
    names_in(logic, missing);
    for (const Known& each : known) {
        if (const auto type = type_of(each.value)) names.push_back({each.name, *type, Origin::context, {}, INT64_MIN, INT64_MAX});
        missing.erase(each.name);
    }
    for (const std::string& name : missing) names.push_back({name, Type::text, Origin::context, {}, INT64_MIN, INT64_MAX});
    const Catalogue catalogue(names);
    const auto read = from_json_logic(logic.dump(), catalogue);
    if (!read.ok()) return {{"refused", read.error().text()}};
    Facts facts(catalogue);
    for (const Known& each : known) {
        const auto slot = catalogue.find(each.name);
        if (!slot) continue;
        if (each.value.is_number()) facts.put_number(*slot, each.value.get<std::int64_t>());
        else if (each.value.is_string()) facts.put_text(*slot, each.value.get<std::string>());
        else facts.put_texts(*slot, each.value.get<std::vector<std::string>>());
    }
    return {{"truth", name_of(truth_of(*read, facts, catalogue))}};
}

void cases() {
    for (std::string line; std::getline(std::cin, line);) {
        const Json row = Json::parse(line);
        std::cout << answer(row.at(0), row.at(1)).dump() << "\n";
    }
}

}  // namespace
}  // namespace silverlane::rules

int main(int count, char** arguments) {
    if (count == 3 && std::string_view(arguments[1]) == "--random") silverlane::rules::random_rules(std::stoi(arguments[2]));
    else if (count == 2 && std::string_view(arguments[1]) == "--cases") silverlane::rules::cases();
    else return 2;
    return 0;
}
