// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/content_check.h"

#include <algorithm>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "config/suggestion.h"
#include "kiosk/flow/flow_inspection.h"
#include "kiosk/scene/text_inspection.h"
#include "kiosk/scene/text_style.h"
#include "kiosk/settings/kiosk_settings.h"

namespace silverlane::ctl {
namespace {

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
    return (count == 0 ? "no" : std::to_string(count)) + ' ' + (count == 1 ? one : many);
}

/// The first that is there; empty when none is.
std::filesystem::path first_there(const std::vector<std::filesystem::path>& candidates) {
    std::error_code failed;
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const auto& path) { return std::filesystem::exists(path, failed); });
    return found == candidates.end() ? std::filesystem::path{} : found->lexically_normal();
}

std::vector<std::string> icon_names(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
        if (entry.path().extension() == ".svg") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void check_icons(const std::filesystem::path& folder, const std::vector<flow::IconMention>& mentions, config::Mistakes& mistakes) {
    if (folder.empty()) return;
    const std::vector<std::string> names = icon_names(folder);
    for (const flow::IconMention& mention : mentions) {
        if (std::binary_search(names.begin(), names.end(), mention.name)) continue;
        const std::string meant = config::did_you_mean(mention.name, names);
        mistakes.add(mention.position, "no icon '" + mention.name + "'",
                     meant.empty() ? "draw " + (folder / (mention.name + ".svg")).string() + ", or name one that is there" : meant);
    }
}

void check_style(const ContentFolders& folders, const scene::TextInspection& texts, ContentReport& report) {
    if (folders.style.empty() && folders.glossary.empty()) return;
    scene::TextStyle style;
    if (!folders.style.empty()) scene::read_text_style(folders.style, style, report.mistakes);
    if (!folders.glossary.empty()) scene::read_glossary(folders.glossary, style, report.mistakes);
    scene::check_text_style(texts.files, style, report.mistakes, report.warnings);
}

}  // namespace

std::string ContentReport::lines() const {
    struct Line { const config::Mistake* found; const char* kind; };
    std::vector<Line> all;
    for (const config::Mistake& mistake : mistakes.all()) all.push_back({&mistake, "mistake"});
    for (const config::Mistake& warning : warnings.all()) all.push_back({&warning, "warning"});
    const auto place = [](const Line& line) {
        const config::Position& at = line.found->position;
        return std::tie(at.file, at.line, at.column);
    };
    std::stable_sort(all.begin(), all.end(), [&](const Line& a, const Line& b) { return place(a) < place(b); });
    std::string out;
    for (const Line& line : all) {
        out += line.found->position.text() + ": " + line.kind + ": " + line.found->what;
        out += (line.found->instead.empty() ? "" : "; " + line.found->instead) + '\n';
    }
    return out;
}

std::string ContentReport::summary() const {
    return counted(flows, "flow", "flows") + ", " + counted(steps, "step", "steps") + ", " + counted(texts, "text", "texts") + " in " +
           counted(languages, "language", "languages") + ": " + found();
}

std::string ContentReport::found() const { return counted(mistakes.all().size(), "mistake", "mistakes") + ", " + counted(warnings.all().size(), "warning", "warnings"); }

ContentFolders folders_below(const std::filesystem::path& folder, const std::filesystem::path& installed) {
    ContentFolders folders;
    folders.flows = (folder / "flows").lexically_normal();
    folders.strings = (folder / "strings").lexically_normal();
    folders.icons = first_there({folder / "icons", folder / "../ui_assets/icons", installed / "icons"});
    folders.style = first_there({folder / "text-style.toml", installed / "text-style.toml"});
    folders.glossary = first_there({folder / "glossary.tsv", installed / "glossary.tsv"});
    return folders;
}

ContentReport check_content(const ContentFolders& folders, const std::filesystem::path& installed) {
    ContentReport report;
    flow::Times times;
    if (folders.settings) times = kiosk::read_kiosk_settings(*folders.settings, installed, report.mistakes).times;
    const flow::Flows defaults;
    const scene::TextInspection texts = scene::inspect_texts(folders.strings, defaults.languages, report.mistakes);
    const bool all_texts = texts.files.size() == defaults.languages.size();
    report.languages = texts.files.size();
    if (!texts.files.empty()) report.texts = texts.files.begin()->second.size();
    config::Mistakes of_flows;
    const flow::FlowInspection flows = flow::inspect_flows(folders.flows, texts.known, times, of_flows);
    report.flows = flows.flows.flows.size();
    for (const auto& [id, flow] : flows.flows.flows) report.steps += flow.steps.size();
    for (const config::Mistake& mistake : of_flows.all()) report.mistakes.add(mistake.position, mistake.what, mistake.instead);
    check_icons(folders.icons, flows.used.icons, report.mistakes);
    check_style(folders, texts, report);
    // What an unreadable file names or holds is not known; then nothing is called unused.
    if (all_texts && of_flows.empty()) scene::find_unused_texts(texts, flows.used, report.warnings);
    report.mistakes.sort();
    report.warnings.sort();
    return report;
}

}  // namespace silverlane::ctl
