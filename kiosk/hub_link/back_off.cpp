// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/back_off.h"

#include <algorithm>

namespace silverlane::hub_link {

Milliseconds BackOff::failed() {
    step_ = step_.count() == 0 ? first_ : std::min(longest_, step_ * 2);
    const auto half = std::max<std::int64_t>(1, step_.count() / 2);
    return Milliseconds{step_.count() - static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(half) + 1))};
}

}  // namespace silverlane::hub_link
