// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/suggestion.h"
#include "hub/rules/json_logic.h"
#include "hub/rules/json_logic_constants.h"
#include "hub/rules/predicate_form.h"

namespace silverlane::rules {
namespace {

using Json = nlohmann::ordered_json;
using Kind = Expression::Kind;

constexpr std::size_t kMostBytesRead = 8 * kLongestRuleBytes;   // JSONLogic says the same with more words

struct Comparison {
    std::string_view word;
    Test test;
    Test mirrored;   // when the value stands first
};
constexpr Comparison kComparisons[] = {
    {"==", Test::equal, Test::equal},       {"===", Test::equal, Test::equal},    {"!=", Test::not_equal, Test::not_equal}, {"!==", Test::not_equal, Test::not_equal},
    {"<", Test::less, Test::greater},       {"<=", Test::at_most, Test::at_least}, {">", Test::greater, Test::less},         {">=", Test::at_least, Test::at_most}};

Expression constant(bool holds) { return holds ? Expression{} : Expression{Kind::negation, {Expression{}}, {}}; }
Expression negated(Expression part) { return {Kind::negation, {std::move(part)}, {}}; }
Expression both(Expression a, Expression b) { return {Kind::all, {std::move(a), std::move(b)}, {}}; }

/// The one operation of an object.
struct Operation {
    std::string name;
    const Json* arguments = nullptr;
};
std::optional<Operation> operation_of(const Json& value) {
    if (!value.is_object() || value.size() != 1) return std::nullopt;
    return Operation{value.begin().key(), &value.begin().value()};
}
bool is_operation(const Json& value, std::string_view name) {
    const auto found = operation_of(value);
    return found && found->name == name;
}

std::vector<Json> arguments_of(const Operation& operation) {
    if (!operation.arguments->is_array()) return {*operation.arguments};
    return {operation.arguments->begin(), operation.arguments->end()};
}

class LogicReader {
public:
    LogicReader(const Catalogue& catalogue, std::vector<Mistake>& mistakes) : catalogue_(catalogue), mistakes_(mistakes) {}

    Expression node(const Json& value, const std::string& place, int level) {
        if (!mistakes_.empty()) return {};
        if (level > kDeepest) return refuse(place, "more than " + std::to_string(kDeepest) + " levels", "write fewer");
        if (const auto truth = truth_of_constant(value)) return constant(*truth);
        const auto operation = operation_of(value);
        if (!operation) return refuse(place, "an object that is no operation", "write one operation such as {\">=\":[{\"var\":\"age\"},60]}");
        return of_operation(*operation, place + "/" + operation->name, level);
    }

private:
    Expression refuse(const std::string& place, std::string what, std::string instead) {
        if (mistakes_.empty()) mistakes_.push_back({place, std::move(what), std::move(instead)});
        return {};
    }

    Expression of_operation(const Operation& operation, const std::string& place, int level) {
        const std::vector<Json> arguments = arguments_of(operation);
        const std::string& name = operation.name;
        if (name == "and" || name == "or") return group(name, arguments, place, level);
        if (name == "!" || name == "!!") return negation(operation, arguments, place, level);
        if (name == "if" || name == "?:") return choice(arguments, 0, place, level);
        if (name == "in") return in(arguments, place);
        if (name == "some" || name == "none") return some(name, arguments, place);
        if (name == "missing") return missing(arguments, place);
        if (name == "missing_some") return missing_some(arguments, place);
        if (name == "under") return under(arguments, place);
        if (name == "segment" && arguments.size() == 1 && arguments[0].is_string()) {
            return predicate({{Subject::Of::segment, arguments[0].get<std::string>(), 0}, Test::exists, {}, {}}, place);
        }
        for (const Comparison& comparison : kComparisons) {
            if (name == comparison.word) return compare(comparison, arguments, place);
        }
        if (name == "var") return refuse(place, "a variable by itself is no condition", "compare it with a value");
        return refuse(place, "the operator '" + name + "' says what rules cannot", "use and, or, !, comparisons with a value, in, some, none, missing, if");
    }

    /// Checks a predicate by the same rules as every other form.
    Expression predicate(Predicate predicate, const std::string& place) {
        if (mistakes_.empty()) check_form(predicate, catalogue_, place, mistakes_);
        return {Kind::predicate, {}, std::move(predicate)};
    }

    Expression group(const std::string& name, const std::vector<Json>& arguments, const std::string& place, int level) {
        if (arguments.empty()) return refuse(place, "'" + name + "' of nothing", "give it a condition");
        if (name == "and") {
            if (auto all_of = tags_in_turn(arguments)) return predicate(std::move(*all_of), place);
        }
        Expression out{name == "and" ? Kind::all : Kind::any, {}, {}};
        for (std::size_t i = 0; i < arguments.size(); ++i) out.parts.push_back(node(arguments[i], place + "/" + std::to_string(i), level + 1));
        return out;
    }

    /// {"and":[{"in":["a",{"var":"tags"}]},{"in":["b",{"var":"tags"}]}]} is how all_of goes out.
    std::optional<Predicate> tags_in_turn(const std::vector<Json>& arguments) {
        Predicate out;
        out.test = Test::all_of;
        for (const Json& argument : arguments) {
            if (!is_operation(argument, "in")) return std::nullopt;
            const std::vector<Json> inner = arguments_of(*operation_of(argument));
            const auto name = inner.size() == 2 ? variable(inner[1]) : std::nullopt;
            if (!name || !inner[0].is_string() || type_of(*name) != Type::texts) return std::nullopt;
            if (!out.subject.name.empty() && out.subject.name != *name) return std::nullopt;
            out.subject.name = *name;
            out.texts.push_back(inner[0].get<std::string>());
        }
        return out;
    }

    Expression negation(const Operation& operation, const std::vector<Json>& arguments, const std::string& place, int level) {
        if (arguments.size() != 1) return refuse(place, "'" + operation.name + "' of " + std::to_string(arguments.size()) + " values", "give it one");
        if (operation.name == "!!") return node(arguments[0], place, level);
        // Without a list around it: the short forms of "not in" and "exists".
        const bool short_form = operation.arguments->is_object();
        if (!short_form) return negated(node(arguments[0], place, level + 1));
        Expression inner = node(arguments[0], place, level + 1);
        Predicate& asked = inner.predicate;
        const bool predicate = inner.kind == Kind::predicate && asked.subject.of != Subject::Of::segment;
        if (predicate && asked.test == Test::in) asked.test = Test::not_in;
        else if (predicate && asked.test == Test::missing) asked.test = Test::exists;
        else return negated(std::move(inner));
        return inner;
    }

    /// if c then a else if d then b else e: (c and a) or (not c and ...).
    Expression choice(const std::vector<Json>& arguments, std::size_t from, const std::string& place, int level) {
        const auto at = [&](std::size_t i) { return node(arguments[i], place + "/" + std::to_string(i), level + 3); };
        if (level > kDeepest) return refuse(place, "more than " + std::to_string(kDeepest) + " levels", "write fewer");
        if (from >= arguments.size()) return constant(false);
        if (from + 1 == arguments.size()) return at(from);
        Expression condition = at(from);
        Expression yes = both(condition, at(from + 1));
        Expression no = both(negated(std::move(condition)), choice(arguments, from + 2, place, level + 2));
        return {Kind::any, {std::move(yes), std::move(no)}, {}};
    }

    std::optional<Type> type_of(const std::string& name) {
        const auto slot = catalogue_.find(name);
        return slot ? std::optional(catalogue_.at(*slot).type) : std::nullopt;
    }

    static std::optional<std::string> variable(const Json& value) {
        if (!is_operation(value, "var")) return std::nullopt;
        const std::vector<Json> arguments = arguments_of(*operation_of(value));
        if (arguments.size() != 1 || !arguments[0].is_string() || arguments[0].get_ref<const std::string&>().empty()) return std::nullopt;
        return arguments[0].get<std::string>();
    }

    static std::optional<Subject> subject(const Json& value) {
        if (auto name = variable(value)) return Subject{Subject::Of::value, std::move(*name), 0};
        const auto operation = operation_of(value);
        if (!operation) return std::nullopt;
        const std::vector<Json> arguments = arguments_of(*operation);
        if (operation->name == "-" && arguments.size() == 2 && variable(arguments[0]) == "today") {
            if (auto day = variable(arguments[1])) return Subject{Subject::Of::days_since, std::move(*day), 0};
        }
        if (operation->name == "days_within" && arguments.size() == 3 && variable(arguments[2]) == "today" && arguments[1].is_number_unsigned() &&
            arguments[1].get<std::uint64_t>() <= static_cast<std::uint64_t>(kMostWindowDays)) {
            if (auto days = variable(arguments[0])) return Subject{Subject::Of::count, std::move(*days), arguments[1].get<int>()};
        }
        return std::nullopt;
    }

    Expression compare(const Comparison& comparison, const std::vector<Json>& arguments, const std::string& place) {
        const std::string name(comparison.word);
        const bool chain = arguments.size() == 3 && (name == "<" || name == "<=");
        if (arguments.size() != 2 && !chain) return refuse(place, "'" + name + "' of " + std::to_string(arguments.size()) + " values", "compare two");
        if (!chain) return pair(comparison, arguments[0], arguments[1], place);
        const bool between = name == "<=" && arguments[0].is_number_integer() && arguments[2].is_number_integer() && subject(arguments[1]);
        if (!between) return both(pair(comparison, arguments[0], arguments[1], place), pair(comparison, arguments[1], arguments[2], place));
        Predicate out{*subject(arguments[1]), Test::between, {}, {}};
        value(arguments[0], out, place);
        value(arguments[2], out, place);
        return predicate(std::move(out), place);
    }

    Expression pair(const Comparison& comparison, const Json& a, const Json& b, const std::string& place) {
        if (const auto holds = compare_constants(std::string(comparison.word), a, b)) return constant(*holds);
        const auto left = subject(a), right = subject(b);
        if (left && right) return refuse(place, "a variable is compared with a variable", "compare it with a value");
        if (!left && !right) return refuse(place, "what is compared is neither a variable nor a value", "compare {\"var\":\"age\"} with a value");
        Predicate out{left ? *left : *right, left ? comparison.test : comparison.mirrored, {}, {}};
        const Json& with = left ? b : a;
        if (with.is_null() && (out.test == Test::equal || out.test == Test::not_equal)) {
            out.test = out.test == Test::equal ? Test::missing : Test::exists;
            return predicate(std::move(out), place);
        }
        value(with, out, place);
        return predicate(std::move(out), place);
    }

    void value(const Json& value, Predicate& out, const std::string& place) {
        const bool whole = value.is_number_integer() && (!value.is_number_unsigned() || value.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
        if (whole) out.numbers.push_back(value.get<std::int64_t>());
        else if (value.is_string()) out.texts.push_back(value.get<std::string>());
        else refuse(place, "compared with what is neither a whole number nor a text", "write a whole number or a text");
    }

    Expression in(const std::vector<Json>& arguments, const std::string& place) {
        if (arguments.size() != 2) return refuse(place, "'in' of " + std::to_string(arguments.size()) + " values", "give it what to find and where");
        const Json& what = arguments[0];
        const Json& where = arguments[1];
        if (!what.is_structured() && where.is_array()) {
            return constant(std::any_of(where.begin(), where.end(), [&](const Json& item) { return compare_constants("===", what, item).value_or(false); }));
        }
        if (what.is_string() && where.is_string()) return constant(where.get_ref<const std::string&>().find(what.get_ref<const std::string&>()) != std::string::npos);
        if (const auto about = subject(what); about && where.is_array()) {
            Predicate out{*about, Test::in, {}, {}};
            for (const Json& item : where) value(item, out, place);
            return predicate(std::move(out), place);
        }
        const auto tags = variable(where);
        if (tags && what.is_string() && type_of(*tags) == Type::texts) return predicate({{Subject::Of::value, *tags, 0}, Test::any_of, {}, {what.get<std::string>()}}, place);
        return refuse(place, "'in' says what rules cannot", "look for a variable in a list of values, or for a text in a variable that is a set");
    }

    Expression some(const std::string& name, const std::vector<Json>& arguments, const std::string& place) {
        const auto tags = arguments.size() == 2 ? variable(arguments[0]) : std::nullopt;
        const auto inner = arguments.size() == 2 ? operation_of(arguments[1]) : std::nullopt;
        const std::vector<Json> about = inner ? arguments_of(*inner) : std::vector<Json>{};
        const bool itself = about.size() == 2 && is_operation(about[0], "var") && arguments_of(*operation_of(about[0])) == std::vector<Json>{""};
        if (!tags || !itself) return refuse(place, "'" + name + "' says what rules cannot", "ask whether each of a variable is in a list of texts");
        Predicate out{{Subject::Of::value, *tags, 0}, name == "some" ? Test::any_of : Test::none_of, {}, {}};
        if (inner->name == "in" && about[1].is_array()) {
            for (const Json& item : about[1]) value(item, out, place);
        } else if (inner->name == "==" || inner->name == "===") {
            value(about[1], out, place);
        } else {
            return refuse(place, "'" + name + "' says what rules cannot", "ask whether each of a variable is in a list of texts");
        }
        return predicate(std::move(out), place);
    }

    std::vector<Expression> missing_each(const Json& names, const std::string& place) {
        std::vector<Expression> out;
        for (const Json& name : names) {
            if (!name.is_string()) refuse(place, "a name that is no text", "write the names of facts");
            else out.push_back(predicate({{Subject::Of::value, name.get<std::string>(), 0}, Test::missing, {}, {}}, place));
        }
        return out;
    }

    Expression missing(const std::vector<Json>& arguments, const std::string& place) {
        const Json names = arguments.size() == 1 && arguments[0].is_array() ? arguments[0] : Json(arguments);
        std::vector<Expression> parts = missing_each(names, place);
        if (parts.size() == 1) return parts[0];
        return parts.empty() ? constant(false) : Expression{Kind::any, std::move(parts), {}};
    }

    /// Truthy when fewer than so many are there: of one, when all are missing; of all, when one is.
    Expression missing_some(const std::vector<Json>& arguments, const std::string& place) {
        const bool form = arguments.size() == 2 && arguments[0].is_number_unsigned() && arguments[1].is_array() && !arguments[1].empty();
        if (!form) return refuse(place, "'missing_some' without a number and names", "write [1, [\"a\", \"b\"]]");
        std::vector<Expression> parts = missing_each(arguments[1], place);
        const auto needed = arguments[0].get<std::uint64_t>();
        if (needed == 1) return {Kind::all, std::move(parts), {}};
        if (needed == parts.size()) return {Kind::any, std::move(parts), {}};
        return refuse(place, "'missing_some' of some but not all", "ask for one or for all, or write the sets out");
    }

    Expression under(const std::vector<Json>& arguments, const std::string& place) {
        const auto name = arguments.size() == 2 ? variable(arguments[0]) : std::nullopt;
        if (!name) return refuse(place, "'under' without a variable and places", "write [{\"var\":\"branch\"}, [\"CN/36\"]]");
        Predicate out{{Subject::Of::value, *name, 0}, Test::under, {}, {}};
        if (arguments[1].is_array()) {
            for (const Json& item : arguments[1]) value(item, out, place);
        } else {
            value(arguments[1], out, place);
        }
        return predicate(std::move(out), place);
    }

    const Catalogue& catalogue_;
    std::vector<Mistake>& mistakes_;
};

}  // namespace

Result<Expression> from_json_logic(std::string_view json, const Catalogue& catalogue) {
    if (json.size() > kMostBytesRead) return Error(ErrorCode::invalid_input, std::to_string(json.size()) + " bytes; write at most " + std::to_string(kLongestRuleBytes));
    const Json tree = Json::parse(json, nullptr, false);
    if (tree.is_discarded()) return Error(ErrorCode::invalid_input, "not JSON");
    std::vector<Mistake> mistakes;
    Expression out = LogicReader(catalogue, mistakes).node(tree, "", 1);
    if (mistakes.empty()) check_limits(out, catalogue, mistakes);
    if (!mistakes.empty()) return error_of(mistakes);
    return out;
}

}  // namespace silverlane::rules
