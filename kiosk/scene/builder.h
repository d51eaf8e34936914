// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From where a person is (flow::State) to what the screen means (Scene): a pure function, one small function a template. It knows no
// pixel and no sound. Any thread; the kiosk calls it on its ui thread whenever state or facts changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/flow/flow_file.h"
#include "kiosk/flow/state.h"
#include "kiosk/scene/scene.h"
#include "kiosk/scene/text_catalogue.h"

namespace silverlane::scene {

/// The number that is being called right now, in the hall or on the screens alone.
struct Calling {
    std::string label;   ///< "A107"
    int window = 0;      ///< 0 while it is not known
    bool operator==(const Calling&) const = default;
};

/// What is true around the person, brought by hub and clock. No private value.
struct Facts {
    std::string branch_name;          ///< in the screen's language
    std::string clock_text;           ///< "14:05", the branch's time
    std::string month_day;            ///< "11-27", the branch's day
    int weekday = 0;                  ///< 1 is Monday; 0 while unknown
    std::vector<std::string> called;  ///< numbers called last, the latest first
    std::optional<Calling> calling;   ///< stands out in their place for as long as it is being called
    std::optional<int> waiting;       ///< people waiting now; absent while unknown
    std::optional<int> wait_low;      ///< minutes
    std::optional<int> wait_high;
};

/// The scene of this state. Preferences and language are those of the state, so that a reset of the state resets them too.
Scene build(const flow::Flows& flows, const flow::State& state, const Facts& facts, const TextCatalogue& texts);

/// One line a node: "answer.cash | answer 1 | 存取现金 | 存取现金 | choose cash". Secrets appear as dots. For golden files and support.
std::string dump(const Scene& scene);

}  // namespace silverlane::scene
