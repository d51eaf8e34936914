// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <nlohmann/json.hpp>

#include "hub/rules/json_logic.h"
#include "hub/rules/predicate_form.h"

namespace silverlane::rules {
namespace {

using Json = nlohmann::ordered_json;

Json operation(std::string_view name, Json arguments) {
    Json out = Json::object();
    out[std::string(name)] = std::move(arguments);
    return out;
}

Json list(std::initializer_list<Json> items) {
    Json out = Json::array();
    for (const Json& item : items) out.push_back(item);
    return out;
}

Json variable(const std::string& name) { return operation("var", name); }

Json subject(const Subject& subject) {
    switch (subject.of) {
        case Subject::Of::days_since: return operation("-", list({variable("today"), variable(subject.name)}));
        case Subject::Of::count: return operation("days_within", list({variable(subject.name), subject.window_days, variable("today")}));
        default: return variable(subject.name);
    }
}

Json each_in(const Predicate& predicate) { return list({variable(predicate.subject.name), operation("in", list({variable(""), Json(predicate.texts)}))}); }

Json written(const Predicate& predicate) {
    if (predicate.subject.of == Subject::Of::segment) return operation("segment", list({predicate.subject.name}));
    const Json about = subject(predicate.subject);
    const Json values = predicate.texts.empty() ? Json(predicate.numbers) : Json(predicate.texts);
    const Json first = values.empty() ? Json() : values[0];
    switch (predicate.test) {
        case Test::equal: return operation("===", list({about, first}));
        case Test::not_equal: return operation("!==", list({about, first}));
        case Test::less: return operation("<", list({about, first}));
        case Test::at_most: return operation("<=", list({about, first}));
        case Test::greater: return operation(">", list({about, first}));
        case Test::at_least: return operation(">=", list({about, first}));
        case Test::between: return operation("<=", list({first, about, values.size() > 1 ? values[1] : Json()}));
        case Test::in: return operation("in", list({about, values}));
        case Test::not_in: return operation("!", operation("in", list({about, values})));
        case Test::any_of: return operation("some", each_in(predicate));
        case Test::none_of: return operation("none", each_in(predicate));
        case Test::all_of: {
            Json parts = Json::array();
            for (const std::string& text : predicate.texts) parts.push_back(operation("in", list({text, about})));
            return operation("and", std::move(parts));
        }
        case Test::exists: return operation("!", operation("missing", list({predicate.subject.name})));
        case Test::missing: return operation("!!", operation("missing", list({predicate.subject.name})));
        case Test::under: return operation("under", list({about, values}));
    }
    return {};
}

Json written(const Expression& expression) {
    switch (expression.kind) {
        case Expression::Kind::always: return true;
        case Expression::Kind::predicate: return written(expression.predicate);
        case Expression::Kind::negation: return operation("!", list({expression.parts.empty() ? Json(true) : written(expression.parts[0])}));
        case Expression::Kind::all:
        case Expression::Kind::any: break;
    }
    const bool all = expression.kind == Expression::Kind::all;
    if (expression.parts.empty()) return all;
    Json parts = Json::array();
    for (const Expression& part : expression.parts) parts.push_back(written(part));
    return operation(all ? "and" : "or", std::move(parts));
}

}  // namespace

std::string to_json_logic(const Expression& expression) { return written(expression).dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace silverlane::rules
