// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/dispatch/ladder.h"

namespace silverlane::dispatch {

std::optional<NextRung> next_rung(const Plan& plan, const Caps& caps, Progress progress) {
    const auto rungs = static_cast<int>(plan.ladder.size());
    if (rungs == 0) return std::nullopt;
    const int last = rungs * caps.loops;
    if (progress.taken > last) return std::nullopt;
    const auto first = plan.ladder.front().after;
    // The last person asked has as long as the first one had.
    if (progress.taken == last) return NextRung{std::nullopt, first};
    const int index = progress.taken % rungs;
    const auto& rung = plan.ladder[static_cast<std::size_t>(index)];
    if (index > 0) return NextRung{rung.remedy, rung.after - plan.ladder[static_cast<std::size_t>(index - 1)].after};
    return NextRung{rung.remedy, rung.after};
}

std::optional<UtcTime> brought_back(std::optional<UtcTime> time, Milliseconds ahead) {
    if (!time) return std::nullopt;
    return *time - ahead;
}

}  // namespace silverlane::dispatch
