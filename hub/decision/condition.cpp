// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/decision/condition.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace silverlane::decision {

namespace {

enum class Type { number, text, texts };
struct FieldName {
    Field field;
    std::string_view name;
    Type type;
};
constexpr FieldName kFields[] = {
    {Field::age, "age", Type::number}, {Field::risk_level, "risk_level", Type::number}, {Field::days_to_maturity, "days_to_maturity", Type::number},
    {Field::days_since_assessment, "days_since_assessment", Type::number}, {Field::holdings, "holdings", Type::number},
    {Field::hour, "hour", Type::number}, {Field::weekday, "weekday", Type::number}, {Field::tier, "tier", Type::text},
    {Field::gender, "gender", Type::text}, {Field::branch, "branch", Type::text}, {Field::service, "service", Type::text},
    {Field::tags, "tags", Type::texts}, {Field::holding_kinds, "holding_kinds", Type::texts}, {Field::needs, "needs", Type::texts},
    {Field::evidence, "evidence", Type::texts},
};
const FieldName& name_of(Field field) {
    return *std::find_if(std::begin(kFields), std::end(kFields), [field](const FieldName& each) { return each.field == field; });
}

std::optional<std::int64_t> days_to_maturity(const Snapshot& snapshot) {
    std::optional<std::int64_t> nearest;
    for (const auto& holding : snapshot.customer->holdings) {
        if (!holding.matures) continue;
        const std::int64_t days = days_between(snapshot.today, *holding.matures);
        if (days >= 0 && (!nearest || days < *nearest)) nearest = days;
    }
    return nearest;
}

std::optional<std::int64_t> number_for(Field field, const Snapshot& snapshot) {
    if (field == Field::hour) return snapshot.minute_of_day / 60;
    if (field == Field::weekday) return std::chrono::weekday{std::chrono::sys_days{snapshot.today}}.iso_encoding();
    if (!snapshot.customer) return std::nullopt;
    const auto& customer = *snapshot.customer;
    switch (field) {
        case Field::age: return customer.birth ? std::optional<std::int64_t>{age_on(*customer.birth, snapshot.today)} : std::nullopt;
        case Field::risk_level: return customer.risk_level > 0 ? std::optional<std::int64_t>{customer.risk_level} : std::nullopt;
        case Field::days_to_maturity: return days_to_maturity(snapshot);
        case Field::days_since_assessment:
            return customer.risk_assessed ? std::optional<std::int64_t>{days_between(*customer.risk_assessed, snapshot.today)} : std::nullopt;
        case Field::holdings: return static_cast<std::int64_t>(customer.holdings.size());
        default: return std::nullopt;
    }
}

std::optional<std::string> text_for(Field field, const Snapshot& snapshot) {
    std::string found;
    if (field == Field::branch) found = snapshot.visit.branch.text;
    if (field == Field::service) found = snapshot.visit.service;
    if (field == Field::tier && snapshot.customer) found = snapshot.customer->tier;
    if (field == Field::gender && snapshot.customer) found = snapshot.customer->gender;
    if (found.empty()) return std::nullopt;
    return found;
}

std::optional<std::vector<std::string>> texts_for(Field field, const Snapshot& snapshot) {
    if (field == Field::needs) return snapshot.visit.needs;
    if (field == Field::evidence) return snapshot.visit.evidence;
    if (!snapshot.customer) return std::nullopt;
    if (field == Field::tags) return snapshot.customer->tags;
    std::vector<std::string> kinds;
    for (const auto& holding : snapshot.customer->holdings) kinds.push_back(holding.kind);
    return kinds;
}

bool contains(const std::vector<std::string>& list, const std::string& value) { return std::find(list.begin(), list.end(), value) != list.end(); }
Truth truth(bool value) { return value ? Truth::yes : Truth::no; }
Truth negation(Truth value) { return value == Truth::unknown ? value : truth(value == Truth::no); }
std::string_view word(Truth value) { return value == Truth::no ? "no" : value == Truth::yes ? "yes" : "missing"; }

}  // namespace

Condition Condition::read(config::TableReader& table, int depth) {
    Condition condition;
    if (!table.present()) return condition;
    if (depth > kDeepest) {
        table.mistake("all", "conditions are nested too deeply", fmt::format("use at most {} levels", kDeepest));
        return condition;
    }
    const bool all = table.has("all");
    if (all || table.has("any")) {
        condition.kind_ = all ? Kind::all : Kind::any;
        for (auto& part : table.tables(all ? "all" : "any")) condition.parts_.push_back(read(part, depth + 1));
        if (condition.parts_.empty()) table.mistake(all ? "all" : "any", "an empty list of conditions", "write at least one, or remove the key");
    } else if (table.has("not")) {
        condition.kind_ = Kind::negation;
        auto inner = table.table("not");
        condition.parts_.push_back(read(inner, depth + 1));
    } else {
        condition.read_leaf(table);
    }
    table.finish();
    return condition;
}

void Condition::read_leaf(config::TableReader& table) {
    kind_ = Kind::leaf;
    const std::string name = table.required_text("field");
    const auto* known = std::find_if(std::begin(kFields), std::end(kFields), [&](const FieldName& each) { return each.name == name; });
    if (known == std::end(kFields)) {
        std::vector<std::string_view> names;
        for (const auto& each : kFields) names.push_back(each.name);
        if (!name.empty()) table.mistake("field", fmt::format("unknown field '{}'", name), fmt::format("write one of {}", fmt::join(names, ", ")));
        return;
    }
    field_ = known->field;
    if (table.has("exists")) {
        test_ = table.boolean("exists", true) ? Test::exists : Test::missing;
        return;
    }
    if (known->type == Type::number) {
        if (!table.has("at_least") && !table.has("at_most")) table.mistake("field", "nothing is asked of it", "write at_least, at_most or exists");
        from_ = table.integer("at_least", INT64_MIN, INT64_MIN, INT64_MAX);
        to_ = table.integer("at_most", INT64_MAX, INT64_MIN, INT64_MAX);
        if (from_ > to_) table.mistake("at_least", "at_least is above at_most, so it never holds", "exchange the two");
        return;
    }
    struct TestName { Test test; std::string_view name; Type type; };
    static constexpr TestName kTests[] = {{Test::in, "in", Type::text}, {Test::not_in, "not_in", Type::text}, {Test::any_of, "any_of", Type::texts},
                                          {Test::all_of, "all_of", Type::texts}, {Test::none_of, "none_of", Type::texts}};
    for (const auto& each : kTests) {
        if (each.type != known->type || !table.has(each.name)) continue;
        test_ = each.test;
        values_ = table.texts(each.name);
        if (values_.empty()) table.mistake(each.name, "an empty list", "write at least one value");
        return;
    }
    table.mistake("field", "nothing is asked of it", known->type == Type::text ? "write in, not_in or exists" : "write any_of, all_of, none_of or exists");
}

std::string Condition::text() const {
    if (kind_ == Kind::always) return "always";
    if (kind_ != Kind::leaf) {
        std::vector<std::string> parts;
        for (const auto& part : parts_) parts.push_back(part.text());
        return fmt::format("{}({})", kind_ == Kind::all ? "all" : kind_ == Kind::any ? "any" : "not", fmt::join(parts, ", "));
    }
    const auto name = name_of(field_).name;
    switch (test_) {
        case Test::range: return fmt::format("{} {}..{}", name, from_ == INT64_MIN ? "" : std::to_string(from_), to_ == INT64_MAX ? "" : std::to_string(to_));
        case Test::in: return fmt::format("{} in {}", name, fmt::join(values_, "|"));
        case Test::not_in: return fmt::format("{} not in {}", name, fmt::join(values_, "|"));
        case Test::any_of: return fmt::format("{} any of {}", name, fmt::join(values_, "|"));
        case Test::all_of: return fmt::format("{} all of {}", name, fmt::join(values_, "|"));
        case Test::none_of: return fmt::format("{} none of {}", name, fmt::join(values_, "|"));
        case Test::exists: return fmt::format("{} known", name);
        case Test::missing: return fmt::format("{} unknown", name);
    }
    return {};
}

Truth Condition::evaluate_leaf(const Snapshot& snapshot) const {
    const auto type = name_of(field_).type;
    if (type == Type::number) {
        const auto value = number_for(field_, snapshot);
        if (test_ == Test::exists || test_ == Test::missing) return truth(value.has_value() == (test_ == Test::exists));
        return value ? truth(*value >= from_ && *value <= to_) : Truth::unknown;
    }
    if (type == Type::text) {
        const auto value = text_for(field_, snapshot);
        if (test_ == Test::exists || test_ == Test::missing) return truth(value.has_value() == (test_ == Test::exists));
        return value ? truth(contains(values_, *value) == (test_ == Test::in)) : Truth::unknown;
    }
    const auto value = texts_for(field_, snapshot);
    if (test_ == Test::exists || test_ == Test::missing) return truth((value && !value->empty()) == (test_ == Test::exists));
    if (!value) return Truth::unknown;
    const auto held = [&](const std::string& each) { return contains(*value, each); };
    if (test_ == Test::any_of) return truth(std::any_of(values_.begin(), values_.end(), held));
    if (test_ == Test::all_of) return truth(std::all_of(values_.begin(), values_.end(), held));
    return truth(std::none_of(values_.begin(), values_.end(), held));
}

Truth Condition::evaluate(const Snapshot& snapshot, std::string* why_not) const {
    Truth result = Truth::yes;
    switch (kind_) {
        case Kind::always: return Truth::yes;
        case Kind::negation: result = negation(parts_.empty() ? Truth::unknown : parts_.front().evaluate(snapshot, nullptr)); break;
        case Kind::leaf: result = evaluate_leaf(snapshot); break;
        case Kind::all:
            for (const auto& part : parts_) {
                const Truth one = part.evaluate(snapshot, result == Truth::yes ? why_not : nullptr);
                if (one == Truth::no) return Truth::no;
                if (one == Truth::unknown) result = Truth::unknown;
            }
            return result;
        case Kind::any:
            result = Truth::no;
            for (const auto& part : parts_) {
                const Truth one = part.evaluate(snapshot, nullptr);
                if (one == Truth::yes) return Truth::yes;
                if (one == Truth::unknown) result = Truth::unknown;
            }
            break;
    }
    if (result != Truth::yes && why_not != nullptr) *why_not = fmt::format("{}: {}", text(), word(result));
    return result;
}

}  // namespace silverlane::decision
