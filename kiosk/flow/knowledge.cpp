// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/knowledge.h"

#include <utility>

namespace silverlane::flow {
namespace {

constexpr std::array kAsks{
    std::pair{std::string_view("check_pin"), AskKind::check_pin},     std::pair{std::string_view("pension"), AskKind::pension},
    std::pair{std::string_view("accounts"), AskKind::accounts},       std::pair{std::string_view("balance"), AskKind::balance},
    std::pair{std::string_view("half_days"), AskKind::half_days},
    std::pair{std::string_view("activities"), AskKind::activities},   std::pair{std::string_view("sign_up"), AskKind::sign_up},
    std::pair{std::string_view("loan"), AskKind::loan},               std::pair{std::string_view("home_visit"), AskKind::home_visit},
    std::pair{std::string_view("rate"), AskKind::rate},               std::pair{std::string_view("offer_answer"), AskKind::offer_answer},
    std::pair{std::string_view("after_task"), AskKind::after_task},   std::pair{std::string_view("known"), AskKind::known},
    std::pair{std::string_view("forget"), AskKind::forget},           std::pair{std::string_view("quiz_total"), AskKind::quiz_total},
};

}  // namespace

std::optional<AskKind> ask_kind(std::string_view name) {
    const auto* found = std::find_if(kAsks.begin(), kAsks.end(), [&](const auto& entry) { return entry.first == name; });
    if (found == kAsks.end()) return std::nullopt;
    return found->second;
}

std::string_view name_of(AskKind kind) {
    return std::find_if(kAsks.begin(), kAsks.end(), [&](const auto& entry) { return entry.second == kind; })->first;
}

std::vector<std::string> ask_names() {
    std::vector<std::string> names;
    for (const auto& [name, kind] : kAsks) names.emplace_back(name);
    return names;
}

const std::map<std::string, std::vector<std::string>, std::less<>>& known_marks() {
    static const std::map<std::string, std::vector<std::string>, std::less<>> marks{
        {"pension", {"arrived", "not_arrived"}},
    };
    return marks;
}

const std::vector<std::string>& known_lists() {
    static const std::vector<std::string> lists{"accounts", "activities", "known", "offer", "half_days", "event"};
    return lists;
}

}  // namespace silverlane::flow
