// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/finding.h"

#include <algorithm>

#include <fmt/format.h>

#include "kiosk/audit/requirements.h"

namespace silverlane::audit {

void Findings::add(int rule, const Where& where, const std::string& what, const std::string& figure) {
    const auto [at, fresh] = found_.try_emplace(Key{rule, where.flow, where.step, where.node, what}, Finding{rule, where, what, figure, 1});
    if (!fresh) ++at->second.times;
}

void Findings::merge(const Findings& other) {
    for (const auto& [key, finding] : other.found_) {
        const auto [at, fresh] = found_.try_emplace(key, finding);
        if (!fresh) at->second.times += finding.times;
    }
    for (const auto& [rule, count] : other.looked_) looked_[rule] += count;
}

std::vector<Finding> Findings::all() const {
    std::vector<Finding> out;
    for (const auto& [key, finding] : found_) out.push_back(finding);
    return out;
}

bool Findings::has(int rule) const { return count(rule) > 0; }

long Findings::looked_at(int rule) const {
    const auto found = looked_.find(rule);
    return found == looked_.end() ? 0 : found->second;
}

int Findings::count(int rule) const {
    return static_cast<int>(std::count_if(found_.begin(), found_.end(), [&](const auto& entry) { return entry.second.rule == rule; }));
}

std::string line_of(const Finding& finding) {
    const std::string place = finding.where.flow.empty() ? "the kiosk" : finding.where.flow + "/" + finding.where.step;
    std::string text = fmt::format("{} | {} | {} | {} | {}", name_of_requirement(finding.rule), place,
                                   finding.where.node.empty() ? "screen" : finding.where.node,
                                   finding.where.variant.empty() ? "always" : finding.where.variant, finding.what);
    if (!finding.figure.empty()) text += " | " + finding.figure;
    if (finding.times > 1) text += fmt::format(" | {} times", finding.times);
    return text;
}

}  // namespace silverlane::audit
