// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/flow_checks.h"

#include <algorithm>
#include <set>
#include <utility>

#include "config/suggestion.h"

namespace silverlane::flow {
namespace {

using PlaceKey = std::pair<FlowId, StepId>;

const ReadFlow* find_flow(const std::vector<ReadFlow>& flows, const FlowId& id) {
    const auto found = std::find_if(flows.begin(), flows.end(), [&](const ReadFlow& read) { return read.flow.id == id; });
    return found == flows.end() ? nullptr : &*found;
}

std::vector<std::string> step_names(const Flow& flow) {
    std::vector<std::string> names;
    for (const auto& [id, step] : flow.steps) names.push_back(id.text);
    return names;
}

/// A step named without its flow may be one of another file.
std::vector<std::string> places_named(const std::vector<ReadFlow>& flows, const std::string& step) {
    std::vector<std::string> places;
    for (const ReadFlow& read : flows) {
        if (read.flow.steps.contains(StepId{step})) places.push_back(read.flow.id.text + "/" + step);
    }
    return places;
}

std::string advice_for_step(const std::vector<ReadFlow>& flows, const Flow& flow, const std::string& step) {
    const std::vector<std::string> elsewhere = places_named(flows, step);
    if (!elsewhere.empty()) return "did you mean '" + elsewhere.front() + "'?";
    std::vector<std::string> names = step_names(flow);
    for (const char* open : {"home", "end", "back", "return", "stay"}) names.emplace_back(open);
    return config::advice_among(step, names);
}

void check_target(const std::vector<ReadFlow>& flows, const Mention& mention, config::Mistakes& mistakes) {
    if (mention.target.kind != TargetKind::step) return;
    const Place& place = mention.target.place;
    const ReadFlow* read = find_flow(flows, place.flow);
    if (read == nullptr) {
        std::vector<std::string> names;
        for (const ReadFlow& one : flows) names.push_back(one.flow.id.text);
        mistakes.add(mention.position, "no flow '" + place.flow.text + "'", config::advice_among(place.flow.text, names));
    } else if (!read->flow.steps.contains(place.step)) {
        mistakes.add(mention.position, "no step '" + place.step.text + "' in flow '" + place.flow.text + "'",
                     advice_for_step(flows, read->flow, place.step.text));
    }
}

void check_entry(const std::vector<ReadFlow>& flows, const EntryMention& mention, config::Mistakes& mistakes) {
    std::vector<std::string> settable;
    for (const ReadFlow& read : flows) {
        for (const auto& [id, step] : read.flow.steps) {
            for (const Answer& answer : step.answers) {
                for (const auto& [key, value] : answer.then.set) {
                    if (key == mention.key && value == mention.value) return;
                    settable.push_back(key + "=" + value);
                }
            }
        }
    }
    const std::string meant = config::did_you_mean(mention.key + "=" + mention.value, settable);
    mistakes.add(mention.position, "nothing sets '" + mention.key + "' to '" + mention.value + "'",
                 (meant.empty() ? "" : meant + " Otherwise ") + "add set = { " + mention.key + " = \"" + mention.value +
                     "\" } to an answer, or correct the condition");
}

std::set<PlaceKey> reachable(const std::vector<ReadFlow>& flows, const std::vector<Place>& start) {
    std::set<PlaceKey> seen;
    std::vector<Place> open = start;
    while (!open.empty()) {
        const Place place = open.back();
        open.pop_back();
        const ReadFlow* read = find_flow(flows, place.flow);
        if (read == nullptr || !read->flow.steps.contains(place.step) || !seen.emplace(place.flow, place.step).second) continue;
        const auto mentions = read->origins.mentions.find(place.step);
        if (mentions == read->origins.mentions.end()) continue;
        for (const Mention& mention : mentions->second) {
            if (mention.target.kind == TargetKind::step) open.push_back(mention.target.place);
        }
    }
    return seen;
}

}  // namespace

void check_together(const std::vector<ReadFlow>& flows, const std::vector<Place>& start, config::Mistakes& mistakes) {
    for (const ReadFlow& read : flows) {
        for (const auto& [step, mentions] : read.origins.mentions) {
            for (const Mention& mention : mentions) check_target(flows, mention, mistakes);
        }
        for (const EntryMention& mention : read.origins.entry_mentions) check_entry(flows, mention, mistakes);
    }
    const std::set<PlaceKey> seen = reachable(flows, start);
    for (const ReadFlow& read : flows) {
        for (const auto& [id, position] : read.origins.steps) {
            if (!seen.contains({read.flow.id, id})) {
                mistakes.add(position, "step '" + id.text + "' cannot be reached", "lead an answer or a happening to it, or remove it");
            }
        }
    }
}

}  // namespace silverlane::flow
