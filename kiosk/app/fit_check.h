// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whether every step fits on this panel, in every language, in the fullest turns that sample_turns.h knows: a terminal on which somebody could
// not read a step is refused at start, not found out in a branch. One flow at a time, so that a kiosk that has just started answers a touch
// in between. One owner, any thread.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/settings/kiosk_settings.h"
#include "kiosk/flow/flow_file.h"
#include "kiosk/flow/state.h"
#include "kiosk/scene/builder.h"
#include "kiosk/scene/text_catalogue.h"
#include "kiosk/ui/font_file.h"
#include "kiosk/ui/metrics.h"

namespace silverlane::kiosk {

class FitCheck {
public:
    /// Flows and texts must outlive it. `varieties`: those of [voice], which are one key more. Errors: not_found (fonts).
    static Result<FitCheck> open(const flow::Flows& flows, const scene::TextCatalogue& texts, const BranchSettings& branch, const ui::Panel& panel,
                                 const ui::FontFiles& fonts, flow::TextSize size = flow::TextSize::largest,
                                 std::vector<flow::Variety> varieties = {});
    void check(const FlowId& flow);
    /// What was found so far. Errors: unsupported, naming each step, language and node that does not fit, one a line.
    [[nodiscard]] Result<void> result() const;

private:
    FitCheck(const flow::Flows& flows, const scene::TextCatalogue& texts, BranchSettings branch, const ui::Metrics& metrics,
             std::unique_ptr<ui::FontFile> font, std::vector<flow::Variety> varieties);
    void look_at(const flow::State& turn, const scene::Facts& hall, const std::string& language);

    const flow::Flows* flows_;
    const scene::TextCatalogue* texts_;
    BranchSettings branch_;
    ui::Metrics metrics_;
    std::unique_ptr<ui::FontFile> font_;
    std::vector<flow::Variety> varieties_;
    std::set<std::string> found_;  // several turns show the same fault
};

/// All flows at once.
Result<void> check_fit(const flow::Flows& flows, const scene::TextCatalogue& texts, const BranchSettings& branch, const ui::Panel& panel,
                       const ui::FontFiles& fonts, flow::TextSize size = flow::TextSize::largest, std::vector<flow::Variety> varieties = {});

}  // namespace silverlane::kiosk
