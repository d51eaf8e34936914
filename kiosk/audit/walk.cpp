// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/walk.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

namespace silverlane::audit {
namespace {

void consider(std::optional<int>& fewest, int presses) {
    if (!fewest || presses < *fewest) fewest = presses;
}

void note_consents(Walk& walk, const flow::Outcome& outcome, int presses) {
    for (const flow::Effect& effect : outcome.effects) {
        const auto* recorded = std::get_if<flow::RecordConsent>(&effect);
        if (recorded != nullptr && recorded->granted) consider(walk.presses_to_consent, presses);
        if (std::holds_alternative<flow::WithdrawConsent>(effect)) consider(walk.presses_to_withdrawal, presses);
    }
}

class Explorer {
public:
    Explorer(const flow::Flows& flows, const scene::TextCatalogue& texts, const WalkLimits& limits)
        : flows_(flows), texts_(texts), limits_(limits), conditions_(conditions_of(flows)) {}

    void start(flow::State state) {
        state.last_tick = MonotonicTime{};
        meet(std::move(state), 0, -1, "start");
    }

    Walk run(const Observer& observer) {
        for (std::size_t at = 0; at < walk_.moments.size(); ++at) expand(at, observer);
        for (const auto& [flow_id, flow] : flows_.flows) {
            for (const auto& [step_id, step] : flow.steps) {
                if (!places_.contains(flow_id.text + '/' + step_id.text)) walk_.unreached.push_back({flow_id, step_id});
            }
        }
        return std::move(walk_);
    }

private:
    void expand(std::size_t at, const Observer& observer) {
        const Moment moment = walk_.moments[at];  // a copy: the vector grows below
        const scene::Scene scene = scene::build(flows_, moment.state, moment.facts, texts_);
        for (const Happening& happening : happenings(moment.state, scene)) {
            flow::Outcome outcome = carry_out(flows_, moment.state, happening);
            ++walk_.steps_taken;
            const int presses = moment.presses + (happening.press ? 1 : 0);
            note_consents(walk_, outcome, presses);
            if (observer) observer(moment, scene, happening, outcome);
            meet(std::move(outcome.state), presses, static_cast<int>(at), happening.name);
        }
    }

    void meet(flow::State state, int presses, int from, const std::string& by) {
        const std::vector<std::string> away = deviations(flows_, conditions_, state);
        if (away.size() > 1) return;
        if (!seen_.insert(key_of(flows_, conditions_, state)).second) return;
        // Counted apart, so that the many ways in which a screen can be covered or called from do not keep out its plain course.
        const std::string place = state.place.flow.text + '/' + state.place.step.text;
        int& count = counts_[place + '/' + std::to_string(state.page) + (away.empty() ? "" : away.front()) + (state.practice ? "/practice" : "")];
        if (count >= (away.empty() ? limits_.plain : limits_.deviating)) {
            ++walk_.left_out;
            return;
        }
        ++count;
        places_.insert(place);
        Moment moment;
        moment.facts = facts_of(state, {});
        moment.variant = describe(flows_, state);
        moment.presses = presses;
        moment.from = from;
        moment.by = by;
        moment.state = std::move(state);
        walk_.moments.push_back(std::move(moment));
    }

    const flow::Flows& flows_;
    const scene::TextCatalogue& texts_;
    WalkLimits limits_;
    Conditions conditions_;
    Walk walk_;
    std::set<std::string> seen_;
    std::map<std::string, int> counts_;
    std::set<std::string> places_;
};

}  // namespace

scene::Facts facts_of(const flow::State& state, const std::string& branch_name) {
    scene::Facts facts;
    facts.branch_name = branch_name;
    facts.clock_text = "12:58";
    facts.month_day = "12-28";
    facts.weekday = 3;
    if (state.hub_up) {
        facts.called = {"A886", "A885", "T012"};
        facts.waiting = 28;
        facts.wait_low = 25;
        facts.wait_high = 30;
    }
    return facts;
}

Walk explore(const flow::Flows& flows, const scene::TextCatalogue& texts, const std::vector<flow::State>& starts, const WalkLimits& limits,
             const Observer& observer) {
    Explorer explorer(flows, texts, limits);
    for (const flow::State& state : starts) explorer.start(state);
    return explorer.run(observer);
}

std::string way_to(const Walk& walk, const Moment& moment) {
    std::string way = moment.by;
    for (int at = moment.from; at > 0; at = walk.moments[static_cast<std::size_t>(at)].from) {
        way = walk.moments[static_cast<std::size_t>(at)].by + ", " + way;
    }
    return way;
}

}  // namespace silverlane::audit
