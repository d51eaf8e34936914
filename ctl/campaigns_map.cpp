// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>

#include <nlohmann/json.hpp>

#include "ctl/campaigns_commands.h"
#include "ctl/counted.h"
#include "ctl/rule_folder.h"
#include "hub/campaigns/strategy_map.h"

namespace silverlane::ctl {
namespace {

using campaigns::MapCell;
using Json = nlohmann::ordered_json;

std::string joined(const std::vector<std::string>& list) {
    std::string out;
    for (const auto& each : list) out += (out.empty() ? "" : " ") + each;
    return out.empty() ? "-" : out;
}

Json json_of(const std::vector<MapCell>& cells) {
    Json rows = Json::array();
    for (const auto& cell : cells) {
        rows.push_back({{"segment", cell.segment}, {"scene", cell.scene}, {"strategy", cell.strategy}, {"action", {{"zh", cell.action.zh}, {"en", cell.action.en}}},
                        {"owner", cell.owner}, {"channels", cell.channels}, {"running", cell.running}, {"not_running", cell.not_running}, {"gap", cell.is_gap()}});
    }
    return rows;
}

}  // namespace

Result<void> campaigns_map(const Words& words) {
    const auto arguments = Arguments::parse(words, {"rules", "policies", "today"}, {"json"});
    if (!arguments) return arguments.error();
    const auto book = book_of(*arguments);
    if (!book) return book.error();
    const auto today = today_of(*arguments);
    if (!today) return today.error();
    const auto cells = campaigns::strategy_map(*book, *today);
    if (arguments->flag("json")) {
        std::printf("%s\n", json_of(cells).dump(2).c_str());
        return {};
    }
    int gaps = 0;
    std::printf("%-16s %-20s %-18s %-16s %-32s %s\n", "segment", "moment", "owner", "channels", "campaigns", "action");
    for (const auto& cell : cells) {
        gaps += cell.is_gap() ? 1 : 0;
        const std::string campaigns = cell.is_gap() ? "GAP" + (cell.not_running.empty() ? "" : " (" + joined(cell.not_running) + ")") : joined(cell.running);
        std::printf("%-16s %-20s %-18s %-16s %-32s %s\n", cell.segment.c_str(), cell.scene.c_str(), cell.owner.c_str(), joined(cell.channels).c_str(), campaigns.c_str(), both(cell.action).c_str());
    }
    std::printf("%s, %d of them without a campaign\n", counted(cells.size(), "place", "places").c_str(), gaps);
    return {};
}

}  // namespace silverlane::ctl
