// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/report.h"

#include <fmt/format.h>

#include "kiosk/audit/requirements.h"

namespace silverlane::audit {
namespace {

const char* name_of(Decided decided) {
    switch (decided) {
        case Decided::by_machine: return "machine";
        case Decided::in_part: return "machine and person";
        case Decided::elsewhere: return "other tests";
        case Decided::by_person: return "person";
    }
    return "";
}

std::string result_of(const Requirement& requirement, const Findings& findings) {
    const long looked = findings.looked_at(requirement.number);
    const int found = findings.count(requirement.number);
    if (found > 0) return fmt::format("**{} findings** in {} checks", found, looked);
    if (looked > 0) return fmt::format("holds in {} checks", looked);
    return requirement.decided == Decided::elsewhere ? "see there" : "**not looked at**";
}

/// A cell of a table must not end it.
std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out;
}

std::string counted(const AuditResult& result) {
    return fmt::format("{} steps reached by {} happenings; {} moments ({} further mixtures of the same left out), {} different screens in all languages, {} layouts, {} pictures, {} Chinese "
                       "texts spoken, {} random turns of use",
                       result.places, result.happenings, result.moments, result.left_out, result.scenes, result.layouts, result.pictures, result.said, result.turns);
}

}  // namespace

std::string summary(const AuditResult& result) {
    std::string text;
    const auto findings = result.findings.all();
    for (const Finding& finding : findings) text += line_of(finding) + "\n";
    return text + fmt::format("{} findings; {}\n", findings.size(), counted(result));
}

std::string report_page(const AuditResult& result) {
    std::string page = "# Accessibility report\n\nWritten by `silverlane-kiosk --config config/kiosk.toml --audit --report docs/accessibility-report.md`; "
                       "`./dev test` fails when it is out of date.\nThe audit walks every step that a person can reach, in every language, text size, theme and "
                       "orientation, and checks what a\nprogram can decide of the forty rules and of what stands beside them. Sizes are millimetres of the "
                       "21.5 inch reference panel, lying and\nstanding, and of the configured panel where it differs.\n\n";
    page += fmt::format("Looked at: {}.\n\nResult: **{} findings**.\n\n", counted(result), result.findings.all().size());
    page += "## Rules\n\n| rule | what | decided by | result | how it is checked | what a person must still check |\n|---|---|---|---|---|---|\n";
    for (const Requirement& one : requirements()) {
        page += fmt::format("| {} | {} | {} | {} | {} | {} |\n", one.name, cell(one.title), name_of(one.decided), result_of(one, result.findings), cell(one.how), cell(one.person));
    }
    const auto findings = result.findings.all();
    if (!findings.empty()) {
        page += "\n## Findings\n\n| rule | step | node | first seen | what | figure | times |\n|---|---|---|---|---|---|---|\n";
        for (const Finding& one : findings) {
            page += fmt::format("| {} | {}/{} | {} | {} | {} | {} | {} |\n", name_of_requirement(one.rule), one.where.flow, one.where.step, cell(one.where.node),
                                cell(one.where.variant), cell(one.what), cell(one.figure), one.times);
        }
    }
    page += "\n## Installation checklist\n\nMeasured on each installed terminal, with tape, ruler, sound and light meter; signed by who measured.\n\n| what | figure | measured |\n|---|---|---|\n";
    for (const Measure& one : installation_measures()) page += fmt::format("| {} | {} | |\n", cell(one.what), cell(one.figure));
    page += "\n## With people\n\nNo program knows whether a person understands. Before a terminal is called ready, twelve people of 65 to 85 years (four over 75, "
            "three who hear\nbadly, three who see badly, two who do not read well, one in a wheelchair, one blind) do four tasks: nine in ten succeed alone or get "
            "help by\ntheir own call, nobody commits to what they did not mean, nobody is timed out, and nine of ten prompts are written down as they were said.\n";
    return page;
}

}  // namespace silverlane::audit
