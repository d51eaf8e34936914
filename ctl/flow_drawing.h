// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The flows as diagrams for people: one picture a flow and a map of all. A pure function of flows and texts, so that docs/flows can be held
// against the files it was drawn from. It lays nothing out: Mermaid or Graphviz does.
#pragma once

#include <map>
#include <string>

#include "kiosk/flow/flow_file.h"
#include "kiosk/scene/text_catalogue.h"

namespace silverlane::ctl {

enum class DrawingFormat {
    mermaid,  ///< <flow>.md with diagram and table, README.md with the map
    dot,      ///< <flow>.dot and map.dot, for Graphviz
};

/// File name -> content.
std::map<std::string, std::string> draw_flows(const flow::Flows& flows, const scene::TextCatalogue& texts, DrawingFormat format);

}  // namespace silverlane::ctl
