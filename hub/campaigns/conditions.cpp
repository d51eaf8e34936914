// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/conditions.h"

#include <utility>

#include <fmt/format.h>

namespace silverlane::campaigns {
namespace {

/// "/all/2: unknown test 'is'" as place and text; a message without a place is about the whole.
std::pair<std::string, std::string> split_place(const std::string& message) {
    const auto end = message.find(": ");
    if (message.empty() || message.front() != '/' || end == std::string::npos || message.find(' ') < end) return {"", message};
    return {message.substr(0, end), message.substr(end + 2)};
}

Result<rules::Expression> parse(config::TableReader& table, const Condition& condition, const std::string& name, const rules::Catalogue& catalogue) {
    if (condition.key != name) return rules::parse_text(table.text(condition.key, ""), catalogue);
    return rules::from_json(table.json_of(name), catalogue);
}

}  // namespace

Condition read_condition(config::TableReader& table, const std::string& name, const rules::Catalogue& catalogue) {
    const std::string text_name = name + "_text";
    const bool as_tree = table.has(name);
    const bool as_text = table.has(text_name);
    Condition condition;
    condition.key = as_text && !as_tree ? text_name : name;
    static_cast<void>(table.json_of(name));
    static_cast<void>(table.optional_text(text_name));
    if (!as_tree && !as_text) return condition;
    condition.written = true;
    if (as_tree && as_text) table.mistake(text_name, fmt::format("{} and {} say the same thing twice", name, text_name), "remove one of the two");
    if (as_tree && table.is_table(name)) {
        // A line that stands below [audience] belongs to it, as TOML has it, and to no condition.
        auto tree = table.table(name);
        tree.knows(rules::json_keys());
        if (!tree.finish()) {
            condition.readable = false;
            return condition;
        }
    }
    auto parsed = parse(table, condition, name, catalogue);
    if (parsed) {
        condition.expression = std::move(parsed).value();
        return condition;
    }
    condition.readable = false;
    const auto [place, what] = split_place(parsed.error().message());
    table.mistake_at(condition.key, place, what, "docs/rules.md has the form");
    return condition;
}

bool check_condition(config::TableReader& table, const Condition& condition, const rules::Catalogue& catalogue, const rules::Segments& segments) {
    if (!condition.readable) return false;
    const auto mistakes = rules::check(condition.expression, catalogue, segments);
    const bool tree = table.is_table(condition.key);
    for (const auto& each : mistakes) table.mistake_at(condition.key, tree ? each.place : "", each.what, each.instead);
    return mistakes.empty();
}

rules::Expression all_of(std::vector<rules::Expression> parts) {
    std::erase_if(parts, [](const rules::Expression& each) { return each.kind == rules::Expression::Kind::always; });
    if (parts.empty()) return {};
    if (parts.size() == 1) return std::move(parts.front());
    rules::Expression all;
    all.kind = rules::Expression::Kind::all;
    for (auto& each : parts) {
        // "a and (b and c)" is "a and b and c": one level less of the thirty.
        if (each.kind == rules::Expression::Kind::all) {
            for (auto& part : each.parts) all.parts.push_back(std::move(part));
        } else {
            all.parts.push_back(std::move(each));
        }
    }
    return all;
}

rules::Expression in_segment(std::string_view id) {
    rules::Expression expression;
    expression.kind = rules::Expression::Kind::predicate;
    expression.predicate.subject.of = rules::Subject::Of::segment;
    expression.predicate.subject.name = std::string(id);
    return expression;
}

}  // namespace silverlane::campaigns
