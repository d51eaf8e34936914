// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Capability: knows whether a person listens in private: a handset off its hook, a headphone in the jack. Whoever speaks something private
// asks listening() directly before every utterance; the queue only tells that it is time to look. It plays no sound.
#pragma once

#include <string_view>

#include "base/bounded_queue.h"
#include "drivers/api/device.h"

namespace silverlane::drivers {

enum class Listening { unknown, loudspeaker, handset, headphone };

/// What is not known is not private.
constexpr bool is_private(Listening listening) { return listening == Listening::handset || listening == Listening::headphone; }

constexpr std::string_view name_of(Listening listening) {
    switch (listening) {
        case Listening::unknown: return "unknown";
        case Listening::loudspeaker: return "loudspeaker";
        case Listening::handset: return "handset";
        case Listening::headphone: return "headphone";
    }
    return "unknown";
}

struct ListeningChanged { Listening now = Listening::unknown; };

class PrivateEar {
public:
    virtual ~PrivateEar() = default;
    [[nodiscard]] virtual DeviceStatus status() const = 0;
    /// As it is now. A plug counts once its contact has settled; its being pulled counts at once. Both in use: the headphone. Any thread.
    [[nodiscard]] virtual Listening listening() const = 0;
};

using ListeningChanges = BoundedQueue<ListeningChanged>;

}  // namespace silverlane::drivers
