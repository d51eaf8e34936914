// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/effects_slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace silverlane::kiosk {
namespace {

constexpr int kMostLines = 8;
/// Jobs of slips and of tickets share the printer's thread and are told apart by this.
constexpr std::uint64_t kSlipJobs = std::uint64_t{1} << 48U;

bool all_known(const std::vector<std::string>& slots, const flow::PrintSlip& effect) {
    return std::all_of(slots.begin(), slots.end(), [&](const std::string& slot) {
        const auto named = [&](const auto& one) { return one.name == slot; };
        return std::any_of(effect.facts.begin(), effect.facts.end(), named) || std::any_of(effect.secrets.begin(), effect.secrets.end(), named);
    });
}

}  // namespace

drivers::Slip SlipEffects::slip_of(const flow::PrintSlip& effect, const std::string& language) const {
    drivers::Slip slip;
    const std::string prefix = "printed." + effect.slip + '.';
    std::vector<scene::Argument> open;
    for (const flow::Slot& fact : effect.facts) open.push_back({fact.name, fact.kind, fact.value});
    slip.heading = texts_.fill(prefix + "title", language, open).shown;
    for (int number = 1; number <= kMostLines; ++number) {
        const std::string key = prefix + "line_" + std::to_string(number);
        if (!texts_.has(key)) break;
        if (!all_known(texts_.slots(key), effect)) continue;
        if (texts_.is_private(key)) slip.private_lines.push_back(texts_.fill_privately(key, language, open, effect.secrets).shown);
        else slip.lines.push_back(texts_.fill(key, language, open).shown);
    }
    const BranchCalendar calendar(settings_.branch.utc_offset);
    const int minute = calendar.minute_of_day(clock_.now());
    slip.lines.push_back(branch_name(settings_.branch, language));
    slip.lines.push_back(fmt::format("{} {:02}:{:02}", calendar.day(clock_.now()), minute / 60, minute % 60));
    slip.copy_mark = texts_.fill("printed_slip.copy", language).shown;
    return slip;
}

void SlipEffects::print(const flow::PrintSlip& effect, std::uint64_t turn, const std::string& language) {
    const std::uint64_t id = kSlipJobs + ++last_job_;
    job_turn_ = turn;
    auto slip = slip_of(effect, language);
    slip.job = fmt::format("{}-{}-s{}", settings_.terminal.id.text, clock_.now().time_since_epoch().count(), last_job_);
    if (printer_ == nullptr || !printer_->print({id, std::move(slip)})) send_(flow::SlipPrinted{turn, flow::Printed::failed});
}

void SlipEffects::printed(const PrintEnded& ended) {
    if (ended.id != kSlipJobs + last_job_ || last_job_ == 0) return;
    switch (ended.outcome) {
        case drivers::OperationOutcome::ok: return send_(flow::SlipPrinted{job_turn_, flow::Printed::ok});
        case drivers::OperationOutcome::failed: return send_(flow::SlipPrinted{job_turn_, flow::Printed::failed});
        case drivers::OperationOutcome::unknown: return send_(flow::SlipPrinted{job_turn_, flow::Printed::unknown});
    }
}

}  // namespace silverlane::kiosk
