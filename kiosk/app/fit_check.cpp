// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/fit_check.h"

#include <fmt/format.h>

#include <set>
#include <string>

#include "kiosk/app/sample_turns.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/theme.h"

namespace silverlane::kiosk {

Result<void> check_fit(const flow::Flows& flows, const scene::TextCatalogue& texts, const scene::Facts& facts, const ui::Panel& panel,
                       const ui::FontFiles& fonts, flow::TextSize size) {
    auto font = ui::FontFile::open(fonts);
    if (!font) return font.error();
    const ui::Metrics metrics(panel, size);
    std::set<std::string> found;  // several states show the same fault
    for (const auto& [flow_id, flow] : flows.flows) {
        for (const auto& [step_id, step] : flow.steps) {
            for (const auto& language : flows.languages) {
                for (auto& state : fullest_turns(flows, {flow_id, step_id}, language)) {
                    state.preferences.text_size = size;
                    const auto scene = scene::build(flows, state, facts, texts);
                    const auto layout = ui::lay_out(scene, metrics, ui::theme_for(flow::Theme::standard), **font);
                    for (const auto& overflow : layout.overflows) {
                        found.insert(fmt::format("\n{}/{} ({}), {}: {}", flow_id.text, step_id.text, language, overflow.id.text, overflow.why));
                    }
                }
            }
        }
    }
    if (found.empty()) return {};
    std::string text = "steps that do not fit on this panel at this text size; a larger panel is needed:";
    for (const auto& line : found) text += line;
    return Error(ErrorCode::unsupported, text);
}

}  // namespace silverlane::kiosk
