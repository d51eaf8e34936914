// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/scene/shown_forms.h"

#include <fmt/format.h>

#include <utility>

namespace silverlane::scene {
namespace {

std::pair<std::string_view, std::string_view> split(std::string_view value, char separator) {
    const std::size_t at = value.find(separator);
    if (at == std::string_view::npos) return {value, value};
    return {value.substr(0, at), value.substr(at + 1)};
}

std::string plural(std::string_view count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == "1" ? one : many);
}

std::string shown_chinese(std::string_view kind, std::string_view value) {
    if (kind == "ahead") return value == "0" ? "前面没有人等候" : fmt::format("前面还有 {} 位", value);
    if (kind == "wait_minutes") return fmt::format("大约等 {} 分钟", value);
    if (kind == "wait_range") {
        const auto [from, to] = split(value, '-');
        return from == to ? shown_chinese("wait_minutes", from) : fmt::format("大约等 {} 到 {} 分钟", from, to);
    }
    if (kind == "step") {
        const auto [step, all] = split(value, '/');
        return fmt::format("第 {} 步，共 {} 步", step, all);
    }
    if (kind == "seconds") return fmt::format("{} 秒", value);
    return std::string(value);
}

std::string shown_english(std::string_view kind, std::string_view value) {
    if (kind == "ahead") {
        if (value == "0") return "Nobody is ahead of you";
        return plural(value, "person is", "people are") + " ahead of you";
    }
    if (kind == "wait_minutes") return "About " + plural(value, "minute", "minutes");
    if (kind == "wait_range") {
        const auto [from, to] = split(value, '-');
        return from == to ? shown_english("wait_minutes", from) : fmt::format("About {} to {} minutes", from, to);
    }
    if (kind == "step") {
        const auto [step, all] = split(value, '/');
        return fmt::format("Step {} of {}", step, all);
    }
    if (kind == "seconds") return plural(value, "second", "seconds");
    return std::string(value);
}

}  // namespace

std::string shown(std::string_view kind, std::string_view value, std::string_view language) {
    return language.starts_with("zh") ? shown_chinese(kind, value) : shown_english(kind, value);
}

}  // namespace silverlane::scene
