// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A flow as nodes and arrows, before any drawing language. Used by flow_drawing.cpp only. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/flow_file.h"
#include "kiosk/scene/text_catalogue.h"

namespace silverlane::ctl {

struct GraphNode {
    enum class Kind { first_step, step, outside };
    std::string id;                    ///< letters, digits and underscores
    std::vector<std::string> lines;
    Kind kind = Kind::step;
};

struct GraphArrow {
    enum class Kind { pressed, happened };
    std::string from, to;              ///< ids
    std::vector<std::string> lines;    ///< what leads along it, one cause a line
    Kind kind = Kind::pressed;
};

struct Graph {
    std::string name;
    std::vector<GraphNode> nodes;
    std::vector<GraphArrow> arrows;
};

/// The steps in the order in which a person meets them; steps that only a happening or another flow leads to follow.
std::vector<const flow::Step*> steps_as_met(const flow::Flow& flow);

/// Answers are solid arrows, happenings dashed; what leads out of the flow ends at a node of its own. Way back and 叫人 are not drawn: every
/// step has them.
Graph graph_of(const flow::Flow& flow, const scene::TextCatalogue& texts);

/// One node a flow, an arrow where a step of one leads into another.
Graph map_of(const flow::Flows& flows, const scene::TextCatalogue& texts);

/// "take_ticket/service", "home", "back"; within `flow` the step alone.
std::string target_name(const flow::Target& target, const FlowId& flow);

/// "when hub_away", "when not joined", "when method=card"; empty when it always holds.
std::string condition_text(const flow::Guard& guard);

/// "存取现金 / Cash in or out"
std::string in_every_language(const scene::TextCatalogue& texts, const std::string& key, std::string_view between = " / ");

}  // namespace silverlane::ctl
