// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What became of something held to a reader, or done to a device by hand (a code, a card, a key, a plug). The same words for every device,
// on its own interface, on a kiosk's control socket and in silverlanectl. Values, any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/clock.h"

namespace silverlane::drivers {

inline constexpr std::size_t kLongestReading = 4096;                 ///< bytes; more is no reading
inline constexpr Milliseconds kSameReadingWithin{500};               ///< the same again within this is one presentation

enum class Presented {
    accepted,
    disabled,
    empty,
    too_long,
    not_text,
    duplicate,
    queue_full,
    not_understood,   ///< no word that this device knows
    not_now,          ///< a hand could not do this to the device as it is: nothing to take, no room, jammed
};

constexpr std::string_view name_of(Presented outcome) {
    switch (outcome) {
        case Presented::accepted: return "accepted";
        case Presented::disabled: return "disabled";
        case Presented::empty: return "empty";
        case Presented::too_long: return "too_long";
        case Presented::not_text: return "not_text";
        case Presented::duplicate: return "duplicate";
        case Presented::queue_full: return "queue_full";
        case Presented::not_understood: return "not_understood";
        case Presented::not_now: return "not_now";
    }
    return "unknown";
}

/// A device that is played by hand: every virtual one. The words are its own, see its README.
class HandDriven {
public:
    virtual ~HandDriven() = default;
    /// Any thread. The bytes are the caller's to zero.
    virtual Presented present(std::string_view words) = 0;
};

}  // namespace silverlane::drivers
