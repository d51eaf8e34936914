// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The whole audit: walks every moment, and looks at each in every language, text size, theme and orientation. Two threads of its own, each
// with its own fonts and findings; they end before run_audit returns. It reads fonts, icons and the voice's data, and writes nothing:
// report.h does. It opens no window, no sound device and no connection.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/audit/finding.h"
#include "kiosk/audit/reset_check.h"
#include "kiosk/audit/rules.h"
#include "kiosk/audit/voice_checks.h"

namespace silverlane::audit {

struct AuditInput {
    const flow::Flows& flows;
    const scene::TextCatalogue& texts;
    const BannedWords& banned;
    ui::FontFiles fonts;
    std::filesystem::path icons;
    VoiceFiles voice;
    std::vector<ui::Panel> panels;                    ///< reference_panels(), and the configured one where it differs
    std::map<std::string, std::string> branch_names;  ///< by language
    ui::InputLimits input;
    RandomUse random;
    WalkLimits limits;
    std::vector<flow::Variety> varieties = {};        ///< spoken besides Mandarin on this terminal
};

struct AuditResult {
    Findings findings;
    int places = 0;      ///< steps that were reached
    long happenings = 0; ///< calls of flow::step on the walk
    int moments = 0;
    long scenes = 0;     ///< different ones, in all languages
    long layouts = 0;
    long pictures = 0;
    long said = 0;       ///< different Chinese texts that the voice was given
    int turns = 0;       ///< random turns of use
    long left_out = 0;   ///< further mixtures of what was seen, beyond the walk's limits
};

/// 21.5 inch, lying and standing, lower edge 800 mm above the floor.
std::vector<ui::Panel> reference_panels();

/// Every check of a layout (rules_seeing, rules_touching) and of a scene; what the mutation tests call.
void check_layout(const View& view, Context& context, Findings& findings);
void check_scene(const SceneView& view, Context& context, Findings& findings);
void check_moment(const Moment& moment, Context& context, Findings& findings);

/// Errors: not_found (fonts).
Result<AuditResult> run_audit(const AuditInput& input);

}  // namespace silverlane::audit
