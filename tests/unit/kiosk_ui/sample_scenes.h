// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Hand-made scenes, one or more per template, as full as the flows make them, in Chinese and English. For the tests and the benchmark of
// kiosk/ui. Values; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/scene/scene.h"
#include "kiosk/ui/font_file.h"
#include "kiosk/ui/kiosk_window.h"

namespace silverlane::ui::samples {

struct NamedScene {
    std::string name;
    scene::Scene scene;
};

/// One scene by name: home, choice, choice_three, confirm, number_entry, insert_item, wait, result, notice, notice_pages, rating, idle,
/// overlay; and any of them with "_more", when the second row of service keys is open.
scene::Scene make(const std::string& name, const flow::Preferences& preferences);

/// All of them.
std::vector<NamedScene> all(const flow::Preferences& preferences);

/// The fonts that the build cut, and Debian's behind them.
FontFiles fonts();
std::filesystem::path icons();

/// The reference terminals of the accessibility document: 21.5 inch, standing or lying.
Panel landscape();
Panel portrait();

/// Settings for a window in memory.
WindowSettings settings(const Panel& panel);

}  // namespace silverlane::ui::samples
