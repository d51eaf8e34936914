// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/audit_run.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "kiosk/app/start_check.h"
#include "kiosk/audit/audit.h"
#include "kiosk/audit/report.h"

namespace silverlane::kiosk {
namespace {

/// The reference panels, and the configured one where it differs.
Result<std::vector<ui::Panel>> panels_of(const KioskSettings& settings) {
    std::vector<ui::Panel> panels = audit::reference_panels();
    auto own = ui::make_panel(settings.panel.width_px, settings.panel.height_px, settings.panel.diagonal_inch, ui::Millimetres{settings.panel.lower_edge_mm});
    if (!own) return own.error().within("[panel] of " + settings.file.string());
    const bool known = std::any_of(panels.begin(), panels.end(), [&](const ui::Panel& panel) {
        return panel.width_px == own->width_px && panel.height_px == own->height_px && panel.px_per_mm == own->px_per_mm &&
               panel.lower_edge_above_floor == own->lower_edge_above_floor;
    });
    if (!known) panels.push_back(*own);
    return panels;
}

Result<audit::AuditResult> audit_all(const KioskSettings& settings) {
    const flow::Flows defaults;
    auto texts = scene::TextCatalogue::load(settings.share / "strings", defaults.languages, settings.voice.style);
    if (!texts) return texts.error().within("reading the texts");
    auto flows = flow::load_flows(settings.share / "flows", texts->known(), settings.times);
    if (!flows) return flows.error().within("reading the flows");
    auto banned = audit::BannedWords::load(settings.share / "words/banned-words.toml");
    if (!banned) return banned.error().within("reading the words that are not wanted");
    auto panels = panels_of(settings);
    if (!panels) return panels.error();
    audit::AuditInput input{*flows, *texts, *banned, font_files(settings.share), settings.share / "icons",
                            {reading_files(settings), settings.voice.data_folder}, std::move(*panels), {}, {}, {}, {}};
    input.varieties = settings.voice.varieties;
    for (const flow::Variety& variety : input.varieties) {
        if (variety.tag == "yue") input.voice.cantonese = settings.share / "cantonese/polyphones-yue.tsv";
    }
    for (const std::string& language : flows->languages) input.branch_names[language] = branch_name(settings.branch, language);
    return audit::run_audit(input);
}

int complain(const std::string& text) {
    std::fprintf(stderr, "silverlane-kiosk: %s\n", text.c_str());
    return 2;
}

}  // namespace

int run_audit(const KioskSettings& settings, const Options& options) {
    const auto result = audit_all(settings);
    if (!result) return complain(result.error().within("the audit").text());
    std::fputs(audit::summary(*result).c_str(), stdout);
    if (options.report) {
        std::ofstream file(*options.report, std::ios::trunc);
        file << audit::report_page(*result);
        if (!file.flush()) return complain("the report cannot be written to " + options.report->string());
    }
    return result->findings.empty() ? 0 : 1;
}

}  // namespace silverlane::kiosk
