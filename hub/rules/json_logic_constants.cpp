// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/rules/json_logic_constants.h"

#include <cmath>
#include <cstdlib>
#include <limits>

namespace silverlane::rules {
namespace {

using Json = nlohmann::ordered_json;

double number_of(const Json& value) {
    if (value.is_number()) return value.get<double>();
    if (value.is_boolean()) return value.get<bool>() ? 1 : 0;
    if (value.is_null()) return 0;
    const auto& text = value.get_ref<const std::string&>();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return 0;
    // What is left of hexadecimal, "inf" and the like is no number in JSONLogic's language either, or not worth taking over.
    if (text.find_first_not_of("0123456789.+-eE \t\r\n") != std::string::npos) return std::numeric_limits<double>::quiet_NaN();
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    while (*end == ' ' || *end == '\t' || *end == '\r' || *end == '\n') ++end;
    return *end == '\0' ? number : std::numeric_limits<double>::quiet_NaN();
}

bool same_kind(const Json& a, const Json& b) { return (a.is_number() && b.is_number()) || a.type() == b.type(); }

bool strictly_equal(const Json& a, const Json& b) {
    if (!same_kind(a, b)) return false;
    return a.is_number() ? number_of(a) == number_of(b) : a == b;
}

bool loosely_equal(const Json& a, const Json& b) {
    if (same_kind(a, b)) return strictly_equal(a, b);
    if (a.is_null() || b.is_null()) return false;
    return number_of(a) == number_of(b);
}

}  // namespace

std::optional<bool> truth_of_constant(const Json& value) {
    if (value.is_object()) return std::nullopt;
    if (value.is_array()) return !value.empty();
    if (value.is_string()) return !value.get_ref<const std::string&>().empty();
    return number_of(value) != 0;
}

std::optional<bool> compare_constants(const std::string& operation, const Json& a, const Json& b) {
    if (a.is_structured() || b.is_structured()) return std::nullopt;
    if (operation == "===") return strictly_equal(a, b);
    if (operation == "!==") return !strictly_equal(a, b);
    if (operation == "==") return loosely_equal(a, b);
    if (operation == "!=") return !loosely_equal(a, b);
    if (a.is_string() && b.is_string()) {
        const int order = a.get_ref<const std::string&>().compare(b.get_ref<const std::string&>());
        return operation == "<" ? order < 0 : operation == "<=" ? order <= 0 : operation == ">" ? order > 0 : order >= 0;
    }
    const double left = number_of(a), right = number_of(b);
    return operation == "<" ? left < right : operation == "<=" ? left <= right : operation == ">" ? left > right : left >= right;
}

}  // namespace silverlane::rules
