// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// SDL's events as RawEvents. Fingers are taken as fingers (without a window system SDL makes no mouse events of them); where a window
// system makes mouse events of the same touch as well, those are dropped, so that one touch is one touch. Ui thread. It knows no layout.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "kiosk/keys/key_table.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/presenter.h"

union SDL_Event;

namespace silverlane::ui {

class SdlEvents {
public:
    SdlEvents(const Panel& panel, keys::KeyTable keys) : panel_(panel), keys_(std::move(keys)) {}

    /// The event as the kiosk means it; nothing for one that does not concern it.
    std::optional<RawEvent> translate(const SDL_Event& event);

private:
    std::optional<RawEvent> finger(const SDL_Event& event);
    [[nodiscard]] std::optional<RawEvent> mouse(const SDL_Event& event) const;
    [[nodiscard]] std::optional<RawEvent> key(const SDL_Event& event) const;
    std::optional<RawEvent> window(const SDL_Event& event);
    /// Whether a mouse event of this moment can be the shadow of a finger.
    [[nodiscard]] bool finger_near(std::uint32_t at) const;

    Panel panel_;
    keys::KeyTable keys_;
    std::set<std::int64_t> fingers_;            ///< on the screen now
    std::optional<std::uint32_t> last_finger_;  ///< SDL's time of the last finger event, milliseconds
};

}  // namespace silverlane::ui
