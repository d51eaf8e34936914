// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A window in memory for tests, with a clock that stands, a finger and keys. One test at a time.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "kiosk/ui/kiosk_window.h"
#include "sample_scenes.h"

namespace silverlane::ui {

using namespace std::chrono_literals;

class ListLog final : public EventLog {
public:
    void write(const LogEvent& event) override { names.push_back(event.name()); }
    std::vector<std::string> names;
};

/// A window in memory, a clock that stands, and a finger.
class WindowTest : public testing::Test {
protected:
    WindowTest() {
        auto presenter = std::make_unique<MemoryPresenter>();
        fingers = presenter.get();
        window = KioskWindow::create(samples::settings(samples::landscape()), clock, log, std::move(presenter)).value();
        show("choice");
        clock.advance(600ms);  // past the pause after a screen change
    }

    void show(const std::string& name, const flow::Preferences& preferences = {}) {
        ASSERT_TRUE(window->show(samples::make(name, preferences), {}).ok());
    }
    PixelRect hit(const std::string& id) const {
        const PlacedNode* placed = window->layout().find(NodeId{id});
        return placed == nullptr ? PixelRect{} : placed->hit;
    }
    Happenings event(RawEvent::Kind kind, int x, int y, long pointer = 1) {
        fingers->put({kind, pointer, x, y, RawEvent::Key::none, 0});
        return window->take_happenings();
    }
    Happenings down(const std::string& id, long pointer = 1) { return event(RawEvent::Kind::down, middle_x(id), middle_y(id), pointer); }
    Happenings up(const std::string& id, long pointer = 1) { return event(RawEvent::Kind::up, middle_x(id), middle_y(id), pointer); }
    Happenings tap(const std::string& id) {
        down(id);
        return up(id);
    }
    Happenings key(RawEvent::Key key, char digit = 0) {
        fingers->put({RawEvent::Kind::key, 0, 0, 0, key, digit});
        return window->take_happenings();
    }
    int middle_x(const std::string& id) const { return (hit(id).left + hit(id).right) / 2; }
    int middle_y(const std::string& id) const { return (hit(id).top + hit(id).bottom) / 2; }
    Colour ground_of(const std::string& id) const { return window->canvas().pixel(hit(id).right - 30, hit(id).top + 20); }

    ManualClock clock{UtcTime{}};
    ListLog log;
    MemoryPresenter* fingers = nullptr;
    std::unique_ptr<KioskWindow> window;
};

}  // namespace silverlane::ui
