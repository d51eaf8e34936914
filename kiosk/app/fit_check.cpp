// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/fit_check.h"

#include <fmt/format.h>

#include <utility>

#include "kiosk/app/sample_turns.h"
#include "kiosk/scene/builder.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/theme.h"

namespace silverlane::kiosk {

Result<FitCheck> FitCheck::open(const flow::Flows& flows, const scene::TextCatalogue& texts, const BranchSettings& branch, const ui::Panel& panel,
                                const ui::FontFiles& fonts, flow::TextSize size, std::vector<flow::Variety> varieties) {
    auto font = ui::FontFile::open(fonts);
    if (!font) return font.error();
    return FitCheck(flows, texts, branch, ui::Metrics(panel, size), std::move(*font), std::move(varieties));
}

FitCheck::FitCheck(const flow::Flows& flows, const scene::TextCatalogue& texts, BranchSettings branch, const ui::Metrics& metrics,
                   std::unique_ptr<ui::FontFile> font, std::vector<flow::Variety> varieties)
    : flows_(&flows), texts_(&texts), branch_(std::move(branch)), metrics_(metrics), font_(std::move(font)), varieties_(std::move(varieties)) {}

void FitCheck::check(const FlowId& flow) {
    for (const auto& [step_id, step] : flows_->flows.at(flow).steps) {
        for (const auto& language : flows_->languages) {
            scene::Facts hall = fullest_hall(branch_name(branch_, language));
            for (auto& turn : fullest_turns(*flows_, {flow, step_id}, language)) {
                turn.preferences.text_size = metrics_.text_size();
                turn.terminal.varieties = varieties_;
                look_at(turn, hall, language);
                if (step.arrangement != flow::Arrangement::idle) continue;
                hall.calling = scene::Calling{"A888", 128};
                look_at(turn, hall, language);
                hall.calling.reset();
            }
        }
    }
}

void FitCheck::look_at(const flow::State& turn, const scene::Facts& hall, const std::string& language) {
    const auto scene = scene::build(*flows_, turn, hall, *texts_);
    const auto layout = ui::lay_out(scene, metrics_, ui::theme_for(flow::Theme::standard), *font_);
    for (const auto& overflow : layout.overflows) {
        found_.insert(fmt::format("\n{}/{} ({}), {}: {}", turn.place.flow.text, turn.place.step.text, language, overflow.id.text, overflow.why));
    }
}

Result<void> FitCheck::result() const {
    if (found_.empty()) return {};
    std::string text = "steps that do not fit on this panel at this text size; a larger panel is needed:";
    for (const auto& line : found_) text += line;
    return Error(ErrorCode::unsupported, text);
}

Result<void> check_fit(const flow::Flows& flows, const scene::TextCatalogue& texts, const BranchSettings& branch, const ui::Panel& panel,
                       const ui::FontFiles& fonts, flow::TextSize size, std::vector<flow::Variety> varieties) {
    auto check = FitCheck::open(flows, texts, branch, panel, fonts, size, std::move(varieties));
    if (!check) return check.error();
    for (const auto& [id, flow] : flows.flows) check->check(id);
    return check->result();
}

}  // namespace silverlane::kiosk
