// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/sdl_events.h"

#include <algorithm>
#include <cmath>

#include <SDL_events.h>

namespace silverlane::ui {
namespace {

/// Longer than a window system needs to deliver its own idea of a touch, shorter than a hand needs from the screen to a mouse.
constexpr std::uint32_t kShadowMilliseconds = 500;

/// A finger at the very edge is reported as 1.0; that is still the last pixel.
int pixel_of(float share, int size) { return std::clamp(static_cast<int>(std::floor(share * static_cast<float>(size))), 0, size - 1); }

}  // namespace

bool SdlEvents::finger_near(std::uint32_t at) const {
    return !fingers_.empty() || (last_finger_ && at - *last_finger_ < kShadowMilliseconds);
}

std::optional<RawEvent> SdlEvents::finger(const SDL_Event& event) {
    RawEvent raw;
    raw.pointer = 1 + static_cast<long>(event.tfinger.fingerId);
    raw.x = pixel_of(event.tfinger.x, panel_.width_px);
    raw.y = pixel_of(event.tfinger.y, panel_.height_px);
    last_finger_ = event.tfinger.timestamp;
    switch (event.type) {
        case SDL_FINGERDOWN:
            raw.kind = RawEvent::Kind::down;
            fingers_.insert(event.tfinger.fingerId);
            break;
        case SDL_FINGERUP:
            raw.kind = RawEvent::Kind::up;
            fingers_.erase(event.tfinger.fingerId);
            break;
        default: raw.kind = RawEvent::Kind::move; break;
    }
    return raw;
}

std::optional<RawEvent> SdlEvents::mouse(const SDL_Event& event) const {
    const bool motion = event.type == SDL_MOUSEMOTION;
    if ((motion ? event.motion.which : event.button.which) == SDL_TOUCH_MOUSEID || finger_near(event.common.timestamp)) return std::nullopt;
    RawEvent raw;
    if (motion) {
        if ((event.motion.state & SDL_BUTTON_LMASK) == 0) return std::nullopt;
        raw.x = event.motion.x;
        raw.y = event.motion.y;
        return raw;
    }
    if (event.button.button != SDL_BUTTON_LEFT) return std::nullopt;
    raw.kind = event.type == SDL_MOUSEBUTTONDOWN ? RawEvent::Kind::down : RawEvent::Kind::up;
    raw.x = event.button.x;
    raw.y = event.button.y;
    return raw;
}

std::optional<RawEvent> SdlEvents::key(const SDL_Event& event) const {
    if (event.key.repeat != 0) return std::nullopt;  // rule 11: key repeat off
    const keys::KeyBinding meant = keys_.meaning(event.key.keysym.scancode);
    if (meant.key == RawEvent::Key::none) return std::nullopt;
    RawEvent raw;
    raw.kind = RawEvent::Kind::key;
    raw.key = meant.key;
    raw.digit = meant.digit;
    // A keyboard's own way back.
    const bool shifted = (event.key.keysym.mod & KMOD_SHIFT) != 0;
    if (raw.key == RawEvent::Key::next && shifted && event.key.keysym.scancode == SDL_SCANCODE_TAB) raw.key = RawEvent::Key::previous;
    return raw;
}

std::optional<RawEvent> SdlEvents::window(const SDL_Event& event) {
    RawEvent raw;
    switch (event.window.event) {
        case SDL_WINDOWEVENT_LEAVE:
            if (!fingers_.empty()) return std::nullopt;  // the mouse's place says nothing about a finger
            raw.kind = RawEvent::Kind::cancel;
            return raw;
        case SDL_WINDOWEVENT_FOCUS_LOST:
            fingers_.clear();  // their lifting is reported to somebody else
            raw.kind = RawEvent::Kind::cancel;
            return raw;
        case SDL_WINDOWEVENT_EXPOSED:
        case SDL_WINDOWEVENT_SIZE_CHANGED: raw.kind = RawEvent::Kind::exposed; return raw;
        default: return std::nullopt;
    }
}

std::optional<RawEvent> SdlEvents::translate(const SDL_Event& event) {
    switch (event.type) {
        case SDL_FINGERDOWN:
        case SDL_FINGERUP:
        case SDL_FINGERMOTION: return finger(event);
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
        case SDL_MOUSEMOTION: return mouse(event);
        case SDL_KEYDOWN: return key(event);
        case SDL_WINDOWEVENT: return window(event);
        case SDL_QUIT: {
            RawEvent raw;
            raw.kind = RawEvent::Kind::quit;
            return raw;
        }
        default: return std::nullopt;
    }
}

}  // namespace silverlane::ui
