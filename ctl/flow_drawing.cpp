// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/flow_drawing.h"

#include <string_view>
#include <utility>
#include <vector>

#include "ctl/flow_graph.h"

namespace silverlane::ctl {
namespace {

void replace_all(std::string& text, std::string_view was, std::string_view is) {
    for (std::size_t at = text.find(was); at != std::string::npos; at = text.find(was, at + is.size())) text.replace(at, was.size(), is);
}

std::string lines_joined(const std::vector<std::string>& lines, std::string_view between) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? std::string{} : std::string(between)) + line;
    return out;
}

/// Mermaid ends a label at a quote and reads entities with '#'.
std::string mermaid_label(const std::vector<std::string>& lines) {
    std::vector<std::string> safe = lines;
    for (std::string& line : safe) {
        replace_all(line, "#", "#35;");
        replace_all(line, "\"", "#quot;");
        replace_all(line, "<", "#lt;");
        replace_all(line, ">", "#gt;");
    }
    return lines_joined(safe, "<br>");
}

std::string mermaid(const Graph& graph, std::string_view direction) {
    std::string out = "```mermaid\nflowchart " + std::string(direction) + "\n";
    for (const GraphNode& node : graph.nodes) {
        const bool outside = node.kind == GraphNode::Kind::outside;
        out += "  " + node.id + (outside ? "([\"" : "[\"") + mermaid_label(node.lines) + (outside ? "\"])" : "\"]") + "\n";
    }
    for (const GraphArrow& arrow : graph.arrows) {
        out += "  " + arrow.from + (arrow.kind == GraphArrow::Kind::pressed ? " -->" : " -.->");
        out += (arrow.lines.empty() ? "" : "|\"" + mermaid_label(arrow.lines) + "\"|") + " " + arrow.to + "\n";
    }
    for (const GraphNode& node : graph.nodes) {
        if (node.kind == GraphNode::Kind::first_step) out += "  style " + node.id + " stroke-width:3px\n";
    }
    return out + "```\n";
}

std::string dot_label(const std::vector<std::string>& lines) {
    std::vector<std::string> safe = lines;
    for (std::string& line : safe) {
        replace_all(line, "\\", "\\\\");
        replace_all(line, "\"", "\\\"");
    }
    return "\"" + lines_joined(safe, "\\n") + "\"";
}

std::string dot(const Graph& graph) {
    std::string out = "digraph " + dot_label({graph.name}) + " {\n  node [shape=box];\n";
    for (const GraphNode& node : graph.nodes) {
        out += "  " + node.id + " [label=" + dot_label(node.lines);
        if (node.kind == GraphNode::Kind::outside) out += ", shape=ellipse";
        if (node.kind == GraphNode::Kind::first_step) out += ", penwidth=3";
        out += "];\n";
    }
    for (const GraphArrow& arrow : graph.arrows) {
        out += "  " + arrow.from + " -> " + arrow.to + " [label=" + dot_label(arrow.lines);
        out += std::string(arrow.kind == GraphArrow::Kind::happened ? ", style=dashed" : "") + "];\n";
    }
    return out + "}\n";
}

/// A cell of a table: no bar and no line end of its own.
std::string cell(std::string text) {
    replace_all(text, "|", "\\|");
    replace_all(text, "\n", "<br>");
    return text;
}

std::string code(const std::string& name) { return "`" + name + "`"; }

std::string targets(const flow::Transition& then, const FlowId& flow) {
    std::vector<std::string> ways;
    for (const flow::Route& route : then.routes) {
        const std::string condition = condition_text(route.when);
        ways.push_back(code(target_name(route.target, flow)) + (condition.empty() ? "" : " " + condition));
    }
    return lines_joined(ways, ", else ");
}

std::string named(const std::vector<flow::Conditional>& names, std::string_view between) {
    std::vector<std::string> out;
    for (const flow::Conditional& name : names) {
        const std::string condition = condition_text(name.when);
        out.push_back(code(name.name) + (condition.empty() ? "" : " " + condition));
    }
    return lines_joined(out, between);
}

std::string answers(const flow::Step& step, const FlowId& flow, const scene::TextCatalogue& texts) {
    std::vector<std::string> out;
    if (!step.choices.list.empty()) out.push_back("each of " + code(step.choices.list) + " → " + targets(step.choices.then, flow));
    for (const flow::Answer& answer : step.answers) {
        if (answer.then.deeds.size() == 1 && answer.then.deeds.front().deed == flow::Deed::practise) continue;  // made by the loader
        std::string line = in_every_language(texts, answer.text_key) + " → " + targets(answer.then, flow);
        if (const std::string shown = condition_text(answer.when); !shown.empty()) line += "; shown " + shown;
        if (!answer.needs.empty()) line += "; needs " + code(answer.needs);
        out.push_back(line);
    }
    return lines_joined(out, "<br>");
}

std::string happenings(const flow::Step& step, const FlowId& flow) {
    std::vector<std::string> out;
    for (const flow::DeedCall& call : step.enter) {
        out.push_back("on entry " + code(flow::name_of(call.deed) + (call.argument.empty() ? "" : " " + call.argument)));
    }
    for (const flow::Reaction& reaction : step.reactions) out.push_back(code(reaction.happening) + " → " + targets(reaction.then, flow));
    return lines_joined(out, "<br>");
}

std::string table_of(const flow::Flow& flow, const scene::TextCatalogue& texts) {
    std::string out = "| step | number | question | answers | says | happens | time-out | way back |\n|---|---|---|---|---|---|---|---|\n";
    for (const flow::Step* step : steps_as_met(flow)) {
        const std::vector<std::string> cells{
            code(step->id.text) + "<br>" + flow::name_of(step->arrangement), step->number > 0 ? std::to_string(step->number) : "",
            in_every_language(texts, step->titles.back().name, "<br>"), answers(*step, flow.id, texts), named(step->prompts, "<br>"),
            happenings(*step, flow.id), flow::name_of(step->timeout), code(target_name(step->back, flow.id))};
        for (const std::string& text : cells) out += "| " + cell(text) + " ";
        out += "|\n";
    }
    return out;
}

constexpr const char* kMade = "Drawn from the flow files by `silverlanectl draw-flows config/flows --to docs/flows`; change the file, not this page.\n";

std::string page_of(const flow::Flow& flow, const scene::TextCatalogue& texts) {
    std::string out = "# " + in_every_language(texts, flow.name_key) + " (`" + flow.id.text + "`)\n\n" + kMade + "\n";
    out += mermaid(graph_of(flow, texts), "TD");
    out += "\nSolid: an answer that a person presses. Dashed: something that happens. Rounded: outside this flow. From every step the keys 返回, 叫人 and 退出 "
           "lead where the table and [flow files](../flow-files.md) say.\n\n";
    return out + table_of(flow, texts);
}

std::string index_of(const flow::Flows& flows, const scene::TextCatalogue& texts) {
    std::string out = std::string("# The flows\n\n") + kMade + "\n" + mermaid(map_of(flows, texts), "LR");
    out += "\nAn arrow: a step of one flow leads into another. Not drawn: 叫人 leads to `" + flows.help.flow.text + "` from everywhere, and a turn may end with `" +
           flows.remember.flow.text + "`.\n\n| flow | name | steps | first |\n|---|---|---|---|\n";
    for (const auto& [id, flow] : flows.flows) {
        out += "| [" + id.text + "](" + id.text + ".md) | " + cell(in_every_language(texts, flow.name_key)) + " | " + std::to_string(flow.steps.size()) + " | " +
               code(flow.first.text) + " |\n";
    }
    return out;
}

}  // namespace

std::map<std::string, std::string> draw_flows(const flow::Flows& flows, const scene::TextCatalogue& texts, DrawingFormat format) {
    std::map<std::string, std::string> files;
    for (const auto& [id, flow] : flows.flows) {
        if (format == DrawingFormat::mermaid) files[id.text + ".md"] = page_of(flow, texts);
        else files[id.text + ".dot"] = dot(graph_of(flow, texts));
    }
    if (format == DrawingFormat::mermaid) files["README.md"] = index_of(flows, texts);
    else files["map.dot"] = dot(map_of(flows, texts));
    return files;
}

}  // namespace silverlane::ctl
