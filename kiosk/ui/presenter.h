// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Brings the canvas to a screen: a window's own surface on X11, a streaming texture on KMSDRM, or memory for tests and the audit. Also where
// input events of that screen come from. Owned by the window, ui thread only (SDL asks for the thread that started it).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/keys/key_table.h"
#include "kiosk/ui/software_canvas.h"

namespace silverlane::ui {

inline constexpr long kMousePointer = 0;

/// An input event in panel pixels, before it means anything.
struct RawEvent {
    enum class Kind { down, move, up, cancel, key, exposed, quit };
    using Key = keys::Key;
    Kind kind = Kind::move;
    long pointer = 0;      ///< finger, or kMousePointer; a second one is ignored while the first is down
    int x = 0;
    int y = 0;
    Key key = Key::none;
    char digit = 0;        ///< '0' to '9' for Key::digit
};

enum class PresenterKind {
    window,   ///< SDL window surface (X11, and SDL's dummy driver)
    texture,  ///< SDL streaming texture (KMSDRM)
    memory,   ///< no screen
};

class Presenter {
public:
    virtual ~Presenter() = default;
    /// Shows these parts of the canvas, which has the panel's size.
    virtual Result<void> present(const SoftwareCanvas& canvas, const std::vector<PixelRect>& damage) = 0;
    /// Everything that has arrived; never waits.
    virtual std::vector<RawEvent> take_events() = 0;
    /// Descriptors that become readable when an event may have arrived.
    [[nodiscard]] virtual std::vector<int> descriptors() const = 0;
    /// For the log: which video driver this is.
    [[nodiscard]] virtual std::string name() const = 0;
};

/// Notes what was presented (the canvas itself is the picture), and hands out events that a test put in.
class MemoryPresenter final : public Presenter {
public:
    Result<void> present(const SoftwareCanvas& canvas, const std::vector<PixelRect>& damage) override;
    std::vector<RawEvent> take_events() override;
    [[nodiscard]] std::vector<int> descriptors() const override { return {}; }
    [[nodiscard]] std::string name() const override { return "memory"; }

    void put(const RawEvent& event) { events_.push_back(event); }
    [[nodiscard]] const std::vector<std::vector<PixelRect>>& presented() const { return presented_; }

private:
    std::vector<RawEvent> events_;
    std::vector<std::vector<PixelRect>> presented_;
};

/// Opens SDL's video and a window of the panel's size. `full_screen` takes the whole display; without it the window has a frame and is
/// meant for development. `keys` says what the keys of a keypad mean. Fails where there is no display.
Result<std::unique_ptr<Presenter>> open_sdl_presenter(PresenterKind kind, const Panel& panel, bool full_screen, const std::string& title,
                                                      const keys::KeyTable& keys);

}  // namespace silverlane::ui
