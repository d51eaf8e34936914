// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <utility>

#include "kiosk/ui/presenter.h"

namespace silverlane::ui {

Result<void> MemoryPresenter::present(const SoftwareCanvas&, const std::vector<PixelRect>& damage) {
    presented_.push_back(damage);
    return {};
}

std::vector<RawEvent> MemoryPresenter::take_events() { return std::exchange(events_, {}); }

}  // namespace silverlane::ui
