// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The JSON form, which is also the shape of the TOML form.
#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "base/suggestion.h"
#include "hub/rules/expression.h"
#include "hub/rules/predicate_form.h"

namespace silverlane::rules {
namespace {

using Json = nlohmann::ordered_json;   // canonical: keys stand in the order in which they are written here

constexpr std::size_t kMostBytesRead = 4 * kLongestRuleBytes;   // blanks included

Json values_of(const Predicate& predicate) {
    return predicate.texts.empty() ? Json(predicate.numbers) : Json(predicate.texts);
}

void write_predicate(const Predicate& predicate, Json& out) {
    switch (predicate.subject.of) {
        case Subject::Of::value: out["fact"] = predicate.subject.name; break;
        case Subject::Of::days_since: out["days_since"] = predicate.subject.name; break;
        case Subject::Of::count:
            out["count"] = predicate.subject.name;
            out["window_days"] = predicate.subject.window_days;
            break;
        case Subject::Of::segment: out["segment"] = predicate.subject.name; return;
    }
    const TestWord& word = word_of(predicate.test);
    const std::string key(word.key);
    Json values = values_of(predicate);
    const bool alone = word.operand == Operand::one || (word.operand == Operand::one_or_list && values.size() == 1);
    if (word.operand == Operand::nothing) out[key] = true;
    else if (alone && values.size() == 1) out[key] = values[0];
    else out[key] = std::move(values);
}

Json json_of(const Expression& expression) {
    Json out = Json::object();
    switch (expression.kind) {
        case Expression::Kind::always: break;
        case Expression::Kind::predicate: write_predicate(expression.predicate, out); break;
        case Expression::Kind::negation: out["not"] = expression.parts.empty() ? Json::object() : json_of(expression.parts[0]); break;
        case Expression::Kind::all:
        case Expression::Kind::any: {
            Json parts = Json::array();
            for (const Expression& part : expression.parts) parts.push_back(json_of(part));
            out[expression.kind == Expression::Kind::all ? "all" : "any"] = std::move(parts);
            break;
        }
    }
    return out;
}

class JsonReader {
public:
    JsonReader(const Catalogue& catalogue, std::vector<Mistake>& mistakes) : catalogue_(catalogue), mistakes_(mistakes) {}

    Expression node(const Json& value, const std::string& place, int level) {
        if (level > kDeepest) return nothing(place, "more than " + std::to_string(kDeepest) + " levels", "write fewer, or make a part a segment");
        if (!value.is_object()) return nothing(place, "not a condition", "write an object such as {\"fact\":\"age\",\"at_least\":60}");
        if (value.empty()) return {};
        for (const char* key : {"all", "any", "not"}) {
            if (!value.contains(key)) continue;
            if (value.size() != 1) return nothing(place, "'" + std::string(key) + "' beside other keys", "put the others into a condition of their own");
            return std::string(key) == "not" ? negation(value[key], place, level) : group(value[key], place, key, level);
        }
        return predicate(value, place);
    }

private:
    Expression nothing(const std::string& place, std::string what, std::string instead) {
        mistakes_.push_back({place, std::move(what), std::move(instead)});
        return {};
    }

    Expression negation(const Json& value, const std::string& place, int level) {
        Expression out{Expression::Kind::negation, {}, {}};
        out.parts.push_back(node(value, place + "/not", level + 1));
        return out;
    }

    Expression group(const Json& value, const std::string& place, const std::string& key, int level) {
        if (!value.is_array()) return nothing(place + "/" + key, "not a list of conditions", "write " + key + " = [ ... ]");
        Expression out{key == "all" ? Expression::Kind::all : Expression::Kind::any, {}, {}};
        for (std::size_t i = 0; i < value.size(); ++i) out.parts.push_back(node(value[i], place + "/" + key + "/" + std::to_string(i), level + 1));
        return out;
    }

    Expression predicate(const Json& value, const std::string& place) {
        const std::size_t before = mistakes_.size();
        Expression out{Expression::Kind::predicate, {}, {}};
        subject(value, place, out.predicate.subject);
        if (mistakes_.size() == before) test(value, place, out.predicate);
        if (mistakes_.size() == before) check_form(out.predicate, catalogue_, place, mistakes_);
        return out;
    }

    void subject(const Json& value, const std::string& place, Subject& out) {
        static constexpr std::pair<const char*, Subject::Of> kSubjects[] = {
            {"fact", Subject::Of::value}, {"days_since", Subject::Of::days_since}, {"count", Subject::Of::count}, {"segment", Subject::Of::segment}};
        int found = 0;
        for (const auto& [key, of] : kSubjects) {
            const auto name = value.find(key);
            if (name == value.end()) continue;
            ++found;
            out.of = of;
            if (name->is_string()) out.name = name->get<std::string>();
            else nothing(place + "/" + key, "not a name", "write a text");
        }
        const std::vector<std::string>& keys = json_keys();
        for (const auto& [key, unused] : value.items()) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) nothing(place, "unknown key '" + key + "'", advice_among(key, keys));
        }
        if (found != 1) nothing(place, found == 0 ? "it is not said what is asked" : "more than one thing is asked", "write one of fact, days_since, count, segment");
        window(value, place, out);
    }

    void window(const Json& value, const std::string& place, Subject& out) {
        const auto days = value.find("window_days");
        if (out.of != Subject::Of::count) {
            if (days != value.end()) nothing(place, "'window_days' without count", "leave it out");
            return;
        }
        if (days == value.end()) nothing(place, "count without window_days", "write window_days = 30");
        else if (const auto number = whole(*days, place + "/window_days"); number) {
            out.window_days = *number < 0 || *number > kMostWindowDays ? 0 : static_cast<int>(*number);
            if (out.window_days == 0) nothing(place + "/window_days", "a window of " + std::to_string(*number) + " days", "write 1 to " + std::to_string(kMostWindowDays));
        }
    }

    void test(const Json& value, const std::string& place, Predicate& out) {
        std::vector<const TestWord*> found;
        for (const TestWord& word : test_words()) {
            if (value.contains(word.key)) found.push_back(&word);
        }
        if (out.subject.of == Subject::Of::segment) {
            if (!found.empty()) nothing(place, "a segment with a test", "write the segment alone, or inside not");
            return;
        }
        if (found.empty()) return void(nothing(place, "no test", "write one such as at_least, in, any_of or exists"));
        if (found.size() == 2 && found[0]->test == Test::at_most && found[1]->test == Test::at_least) {
            out.test = Test::between;   // { at_least = 60, at_most = 80 }
            item(value["at_least"], place + "/at_least", out);
            item(value["at_most"], place + "/at_most", out);
            return;
        }
        if (found.size() > 1) return void(nothing(place, "more than one test", "put each into a condition of its own, in all = [ ... ]"));
        out.test = found[0]->test;
        operand(value[std::string(found[0]->key)], place + "/" + std::string(found[0]->key), *found[0], out);
    }

    void operand(const Json& value, const std::string& place, const TestWord& word, Predicate& out) {
        if (word.operand == Operand::nothing) {
            if (!value.is_boolean() || !value.get<bool>()) nothing(place, "not true", "write true, or the opposite test");
            return;
        }
        if (!value.is_array()) {
            if (word.operand == Operand::list || word.operand == Operand::two) return void(nothing(place, "not a list", "write [ ... ]"));
            return item(value, place, out);
        }
        if (word.operand == Operand::one) return void(nothing(place, "a list", "write one value, or use in, any_of, all_of, none_of"));
        for (std::size_t i = 0; i < value.size(); ++i) item(value[i], place + "/" + std::to_string(i), out);
    }

    void item(const Json& value, const std::string& place, Predicate& out) {
        if (value.is_string()) return out.texts.push_back(value.get<std::string>());
        if (const auto number = whole(value, place)) out.numbers.push_back(*number);
    }

    std::optional<std::int64_t> whole(const Json& value, const std::string& place) {
        const bool fits = value.is_number_integer() && (!value.is_number_unsigned() || value.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
        if (fits) return value.get<std::int64_t>();
        if (value.is_number()) nothing(place, "not a whole number of 64 bits", "write a whole number");
        else nothing(place, "neither a number nor a text", "write a whole number or a text");
        return std::nullopt;
    }

    const Catalogue& catalogue_;
    std::vector<Mistake>& mistakes_;
};

}  // namespace

const std::vector<std::string>& json_keys() {
    static const std::vector<std::string> kKeys = [] {
        std::vector<std::string> keys{"all", "any", "not", "fact", "days_since", "count", "window_days", "segment"};
        for (const TestWord& word : test_words()) keys.emplace_back(word.key);
        return keys;
    }();
    return kKeys;
}

std::string to_json(const Expression& expression) { return json_of(expression).dump(-1, ' ', false, Json::error_handler_t::replace); }

Result<Expression> from_json(std::string_view json, const Catalogue& catalogue, std::vector<Mistake>* mistakes) {
    std::vector<Mistake> found;
    Expression expression;
    if (json.size() > kMostBytesRead) {
        found.push_back({"", std::to_string(json.size()) + " bytes", "write at most " + std::to_string(kLongestRuleBytes)});
    } else if (const Json tree = Json::parse(json, nullptr, false); tree.is_discarded()) {
        found.push_back({"", "not JSON", "write an object such as {\"fact\":\"age\",\"at_least\":60}"});
    } else {
        expression = JsonReader(catalogue, found).node(tree, "", 1);
    }
    if (found.empty()) check_limits(expression, catalogue, found);
    if (mistakes != nullptr) mistakes->insert(mistakes->end(), found.begin(), found.end());
    if (!found.empty()) return error_of(found);
    return expression;
}

}  // namespace silverlane::rules
