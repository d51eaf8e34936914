// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/strategy_map.h"

#include <algorithm>

namespace silverlane::campaigns {
namespace {

void add(MapCell& cell, const decision::Campaign& campaign, const decision::Date& today) {
    const bool runs = campaign.status == "approved" && campaign.from <= today && today <= campaign.to;
    (runs ? cell.running : cell.not_running).push_back(campaign.id.text);
    if (!runs) return;
    for (const auto& each : campaign.channels) {
        if (std::find(cell.channels.begin(), cell.channels.end(), each) == cell.channels.end()) cell.channels.push_back(each);
    }
}

}  // namespace

std::vector<MapCell> strategy_map(const RuleBook& book, const decision::Date& today) {
    std::vector<MapCell> cells;
    for (const auto& segment : book.segments) {
        for (const auto& scene : book.scenes) {
            for (const auto& strategy : book.strategies) {
                if (strategy.segment != segment.id || strategy.scene != scene.id) continue;
                MapCell cell{strategy.id, segment.id, scene.id, strategy.owner, strategy.action, {}, {}, {}};
                for (const auto& each : book.campaigns) {
                    if (each.campaign.strategy == strategy.id) add(cell, each.campaign, today);
                }
                cells.push_back(std::move(cell));
            }
        }
    }
    return cells;
}

}  // namespace silverlane::campaigns
