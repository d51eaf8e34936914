// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/flow_graph.h"

#include <algorithm>
#include <cctype>
#include <deque>
#include <set>
#include <tuple>

namespace silverlane::ctl {
namespace {

using flow::TargetKind;

std::string id_of(const std::string& prefix, const std::string& name) {
    std::string id = prefix;
    for (const char letter : name) id += std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
    return id;
}

const std::string& last_title(const flow::Step& step) { return step.titles.back().name; }

/// Every way out of a step with what leads along it.
struct Way {
    const flow::Route* route;
    std::string cause;
    GraphArrow::Kind kind;
};

std::vector<Way> ways_of(const flow::Step& step, const scene::TextCatalogue& texts) {
    std::vector<Way> ways;
    for (const flow::Route& route : step.choices.then.routes) ways.push_back({&route, "each of " + step.choices.list, GraphArrow::Kind::pressed});
    for (const flow::Answer& answer : step.answers) {
        for (const flow::Route& route : answer.then.routes) ways.push_back({&route, in_every_language(texts, answer.text_key), GraphArrow::Kind::pressed});
    }
    for (const flow::Reaction& reaction : step.reactions) {
        for (const flow::Route& route : reaction.then.routes) ways.push_back({&route, reaction.happening, GraphArrow::Kind::happened});
    }
    return ways;
}

/// Collects the nodes and arrows of one flow; arrows between the same two nodes become one with several lines.
class Collector {
public:
    explicit Collector(const flow::Flow& flow) : flow_(flow) {}

    void add_step(const flow::Step& step, const scene::TextCatalogue& texts) {
        GraphNode node{id_of("step_", step.id.text), {}, step.id == flow_.first ? GraphNode::Kind::first_step : GraphNode::Kind::step};
        // Not "1. service": Mermaid takes that for a list of Markdown.
        node.lines.push_back(step.number > 0 ? std::to_string(step.number) + " · " + step.id.text : step.id.text);
        for (const std::string& language : texts.languages()) node.lines.push_back(texts.fill(last_title(step), language).shown);
        graph_.nodes.push_back(std::move(node));
    }

    void add_ways(const flow::Step& step, const scene::TextCatalogue& texts) {
        for (const Way& way : ways_of(step, texts)) {
            if (way.route->target.kind == TargetKind::stay) continue;  // the table says so; a loop would only tangle the picture
            const std::string condition = condition_text(way.route->when);
            add_arrow(id_of("step_", step.id.text), node_of(way.route->target), way.cause + (condition.empty() ? "" : " (" + condition + ")"), way.kind);
        }
    }

    Graph take() {
        for (GraphNode& node : outside_) graph_.nodes.push_back(std::move(node));
        graph_.name = flow_.id.text;
        return std::move(graph_);
    }

private:
    std::string node_of(const flow::Target& target) {
        const std::string name = target_name(target, flow_.id);
        if (target.kind == TargetKind::step && target.place.flow == flow_.id) return id_of("step_", name);
        std::string id = id_of("out_", name);
        const bool known = std::any_of(outside_.begin(), outside_.end(), [&](const GraphNode& node) { return node.id == id; });
        if (!known) outside_.push_back({id, {name}, GraphNode::Kind::outside});
        return id;
    }

    void add_arrow(const std::string& from, const std::string& to, std::string cause, GraphArrow::Kind kind) {
        for (GraphArrow& arrow : graph_.arrows) {
            if (arrow.from != from || arrow.to != to || arrow.kind != kind) continue;
            arrow.lines.push_back(std::move(cause));
            return;
        }
        graph_.arrows.push_back({from, to, {std::move(cause)}, kind});
    }

    const flow::Flow& flow_;
    Graph graph_;
    std::vector<GraphNode> outside_;
};

}  // namespace

std::string target_name(const flow::Target& target, const FlowId& flow) {
    if (target.kind != TargetKind::step) return flow::name_of(target.kind);
    return target.place.flow == flow ? target.place.step.text : target.place.flow.text + "/" + target.place.step.text;
}

std::string condition_text(const flow::Guard& guard) {
    if (guard.always()) return {};
    const auto one = [](const flow::Guard& part) { return (part.negated ? "not " : "") + part.name + (part.value.empty() ? "" : "=" + part.value); };
    std::string out = "when " + one(guard);
    for (const flow::Guard& also : guard.also) out += " and " + one(also);
    return out;
}

std::string in_every_language(const scene::TextCatalogue& texts, const std::string& key, std::string_view between) {
    std::string out;
    for (const std::string& language : texts.languages()) out += (out.empty() ? std::string{} : std::string(between)) + texts.fill(key, language).shown;
    return out;
}

std::vector<const flow::Step*> steps_as_met(const flow::Flow& flow) {
    std::vector<const flow::Step*> met;
    std::set<StepId> seen;
    std::deque<StepId> open{flow.first};
    const auto visit = [&] {
        while (!open.empty()) {
            const StepId id = open.front();
            open.pop_front();
            const auto step = flow.steps.find(id);
            if (step == flow.steps.end() || !seen.insert(id).second) continue;
            met.push_back(&step->second);
            const auto follow = [&](const flow::Transition& then) {
                for (const flow::Route& route : then.routes) {
                    if (route.target.kind == TargetKind::step && route.target.place.flow == flow.id) open.push_back(route.target.place.step);
                }
            };
            follow(step->second.choices.then);
            for (const flow::Answer& answer : step->second.answers) follow(answer.then);
            for (const flow::Reaction& reaction : step->second.reactions) follow(reaction.then);
        }
    };
    visit();
    for (const auto& [id, step] : flow.steps) {
        open.push_back(id);
        visit();
    }
    return met;
}

Graph graph_of(const flow::Flow& flow, const scene::TextCatalogue& texts) {
    Collector collector(flow);
    const std::vector<const flow::Step*> steps = steps_as_met(flow);
    for (const flow::Step* step : steps) collector.add_step(*step, texts);
    for (const flow::Step* step : steps) collector.add_ways(*step, texts);
    return collector.take();
}

Graph map_of(const flow::Flows& flows, const scene::TextCatalogue& texts) {
    Graph graph;
    graph.name = "map";
    for (const auto& [id, flow] : flows.flows) {
        const auto kind = id == flows.home.flow ? GraphNode::Kind::first_step : GraphNode::Kind::step;
        graph.nodes.push_back({id_of("flow_", id.text), {id.text, in_every_language(texts, flow.name_key)}, kind});
        std::set<FlowId> entered;
        for (const flow::Step* step : steps_as_met(flow)) {
            for (const Way& way : ways_of(*step, texts)) {
                const flow::Target& target = way.route->target;
                const FlowId to = target.kind == TargetKind::step ? target.place.flow : target.kind == TargetKind::home ? flows.home.flow : id;
                if (to == id || !entered.insert(to).second) continue;
                graph.arrows.push_back({id_of("flow_", id.text), id_of("flow_", to.text), {}, GraphArrow::Kind::pressed});
            }
        }
    }
    return graph;
}

}  // namespace silverlane::ctl
