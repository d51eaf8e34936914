// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/app/alert_settings.h"

#include <charconv>

#include <fmt/format.h>

namespace silverlane::hub {

namespace {

using dispatch::Remedy;
using std::chrono::minutes;
using std::chrono::seconds;

struct RemedyName {
    Remedy remedy;
    std::string_view name;
};
constexpr RemedyName kRemedies[] = {
    {Remedy::second_person, "second_person"}, {Remedy::branch_head, "branch_head"}, {Remedy::again, "again"}, {Remedy::anybody, "anybody"}};
constexpr std::int64_t kLongestSeconds = 3'600;

std::optional<dispatch::Rung> rung_of(std::string_view text) {
    int after = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), after);
    if (failed != std::errc{} || after < 1 || after > kLongestSeconds || end == text.data() + text.size() || *end != ' ') return std::nullopt;
    const std::string_view name(end + 1, static_cast<std::size_t>(text.data() + text.size() - end - 1));
    for (const auto& each : kRemedies) {
        if (each.name == name) return dispatch::Rung{seconds{after}, each.remedy};
    }
    return std::nullopt;
}

dispatch::Plan read_plan(config::TableReader table) {
    dispatch::Plan plan;
    for (const auto& text : table.texts("steps")) {
        const auto rung = rung_of(text);
        if (!rung) {
            table.mistake_in("steps", text, fmt::format("'{}' is no step", text), "write seconds and one of second_person, branch_head, again, anybody: \"60 second_person\"");
        } else if (!plan.ladder.empty() && rung->after <= plan.ladder.back().after) {
            table.mistake_in("steps", text, fmt::format("'{}' does not come later than the one before", text), "write the seconds since the alert was raised, upwards");
        } else {
            plan.ladder.push_back(*rung);
        }
    }
    if (table.has("expires_minutes")) plan.expires = minutes{table.integer("expires_minutes", 20, 1, 24 * 60)};
    plan.to_everybody = table.boolean("to_everybody", false);
    plan.closes_when_missed = table.boolean("closes_when_missed", true);
    table.finish();
    return plan;
}

seconds read_seconds(config::TableReader& table, std::string_view key, seconds fallback) {
    return seconds{table.integer(key, fallback.count(), 1, kLongestSeconds)};
}

int read_count(config::TableReader& table, std::string_view key, int fallback, int least) {
    return static_cast<int>(table.integer(key, fallback, least, 1'000));
}

}  // namespace

dispatch::Overrides read_alerts(config::TableReader table) {
    dispatch::Overrides overrides;
    auto& caps = overrides.caps;
    caps.open_claims = read_count(table, "open_claims", caps.open_claims, 1);
    caps.capacity = read_count(table, "capacity", caps.capacity, 1);
    caps.interrupts_an_hour = read_count(table, "interrupts_an_hour", caps.interrupts_an_hour, 0);
    caps.loops = read_count(table, "loops", caps.loops, 1);
    caps.delivery = read_seconds(table, "delivery_s", caps.delivery);
    caps.transfer = read_seconds(table, "transfer_s", caps.transfer);
    caps.wait_over = minutes{table.integer("wait_over_minutes", caps.wait_over.count(), 1, 24 * 60)};
    auto plans = table.table("plans");
    if (plans.present()) {
        for (const auto& kind : plans.keys()) overrides.plans[kind] = read_plan(plans.table(kind));
        plans.finish();
    }
    table.finish();
    return overrides;
}

std::string ladder_text(const dispatch::Plan& plan) {
    std::string text;
    for (const auto& rung : plan.ladder) {
        for (const auto& each : kRemedies) {
            if (each.remedy == rung.remedy) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", rung.after.count(), each.name);
        }
    }
    return text.empty() ? "never" : text;
}

}  // namespace silverlane::hub
