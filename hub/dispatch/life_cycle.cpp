// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/dispatch/life_cycle.h"

#include <fmt/format.h>

namespace silverlane::dispatch {

namespace {

struct StageName {
    Stage stage;
    std::string_view name;
    protocol::AlertState told;
};
using Told = protocol::AlertState;
constexpr StageName kStages[] = {
    {Stage::decided, "decided", Told::open},         {Stage::offered, "offered", Told::open},       {Stage::delivered, "delivered", Told::open},
    {Stage::seen, "seen", Told::open},               {Stage::claimed, "claimed", Told::claimed},    {Stage::contacted, "contacted", Told::claimed},
    {Stage::outcome, "outcome", Told::closed},       {Stage::expired, "expired", Told::expired},    {Stage::suppressed, "suppressed", Told::cancelled},
    {Stage::holdout, "holdout", Told::cancelled},    {Stage::recalled, "recalled", Told::cancelled}, {Stage::transferred, "transferred", Told::open},
    {Stage::returned, "returned", Told::open},       {Stage::escalated, "escalated", Told::open}};

struct ActionName {
    Action action;
    std::string_view name;      ///< as in alert_change
    std::string_view done;      ///< "cannot be <done>"
};
constexpr ActionName kActions[] = {{Action::offer, "offered", "offered"},
                                   {Action::deliver, "delivered", "delivered"},
                                   {Action::see, "seen", "opened"},
                                   {Action::claim, "claimed", "claimed"},
                                   {Action::contact, "contacted", "marked as contacted"},
                                   {Action::record_outcome, "outcome", "closed"},
                                   {Action::release, "released", "released"},
                                   {Action::wrong_person, "wrong_person", "closed as somebody else's"},
                                   {Action::not_relevant, "not_relevant", "closed as not relevant"},
                                   {Action::transfer, "transferred", "passed on"},
                                   {Action::give_back, "returned", "given back"},
                                   {Action::escalate, "escalated", "escalated"},
                                   {Action::expire, "expired", "expired"},
                                   {Action::miss, "missed", "missed"},
                                   {Action::recall, "recalled", "taken back"},
                                   {Action::suppress, "suppressed", "suppressed"},
                                   {Action::hold_out, "held_out", "held out"},
                                   {Action::displace, "displaced", "displaced"}};

// One line a state: what leads on from it. The states in which an alert is open have most in common; it is written out so that each step
// can be read, and so that one can be taken away without touching the others.
constexpr Step kSteps[] = {
    {Stage::decided, Action::offer, Actor::hub, Stage::offered},
    {Stage::decided, Action::claim, Actor::anybody, Stage::claimed},
    {Stage::decided, Action::see, Actor::anybody, Stage::seen},
    {Stage::decided, Action::release, Actor::anybody, Stage::decided},
    {Stage::decided, Action::wrong_person, Actor::anybody, Stage::outcome},
    {Stage::decided, Action::not_relevant, Actor::anybody, Stage::outcome},
    {Stage::decided, Action::transfer, Actor::anybody, Stage::transferred},
    {Stage::decided, Action::escalate, Actor::hub, Stage::escalated},
    {Stage::decided, Action::expire, Actor::hub, Stage::expired},
    {Stage::decided, Action::miss, Actor::hub, Stage::expired},
    {Stage::decided, Action::recall, Actor::hub, Stage::recalled},
    {Stage::decided, Action::suppress, Actor::hub, Stage::suppressed},
    {Stage::decided, Action::hold_out, Actor::hub, Stage::holdout},

    {Stage::offered, Action::offer, Actor::hub, Stage::offered},
    {Stage::offered, Action::deliver, Actor::hub, Stage::delivered},
    {Stage::offered, Action::claim, Actor::anybody, Stage::claimed},
    {Stage::offered, Action::see, Actor::anybody, Stage::seen},
    {Stage::offered, Action::release, Actor::anybody, Stage::decided},
    {Stage::offered, Action::wrong_person, Actor::anybody, Stage::outcome},
    {Stage::offered, Action::not_relevant, Actor::anybody, Stage::outcome},
    {Stage::offered, Action::transfer, Actor::anybody, Stage::transferred},
    {Stage::offered, Action::escalate, Actor::hub, Stage::escalated},
    {Stage::offered, Action::expire, Actor::hub, Stage::expired},
    {Stage::offered, Action::miss, Actor::hub, Stage::expired},
    {Stage::offered, Action::recall, Actor::hub, Stage::recalled},
    {Stage::offered, Action::suppress, Actor::hub, Stage::suppressed},
    {Stage::offered, Action::displace, Actor::hub, Stage::decided},

    {Stage::delivered, Action::offer, Actor::hub, Stage::offered},
    {Stage::delivered, Action::claim, Actor::anybody, Stage::claimed},
    {Stage::delivered, Action::see, Actor::anybody, Stage::seen},
    {Stage::delivered, Action::release, Actor::anybody, Stage::decided},
    {Stage::delivered, Action::wrong_person, Actor::anybody, Stage::outcome},
    {Stage::delivered, Action::not_relevant, Actor::anybody, Stage::outcome},
    {Stage::delivered, Action::transfer, Actor::anybody, Stage::transferred},
    {Stage::delivered, Action::escalate, Actor::hub, Stage::escalated},
    {Stage::delivered, Action::expire, Actor::hub, Stage::expired},
    {Stage::delivered, Action::miss, Actor::hub, Stage::expired},
    {Stage::delivered, Action::recall, Actor::hub, Stage::recalled},
    {Stage::delivered, Action::suppress, Actor::hub, Stage::suppressed},
    {Stage::delivered, Action::displace, Actor::hub, Stage::decided},

    {Stage::seen, Action::offer, Actor::hub, Stage::offered},
    {Stage::seen, Action::see, Actor::anybody, Stage::seen},
    {Stage::seen, Action::claim, Actor::anybody, Stage::claimed},
    {Stage::seen, Action::release, Actor::anybody, Stage::decided},
    {Stage::seen, Action::wrong_person, Actor::anybody, Stage::outcome},
    {Stage::seen, Action::not_relevant, Actor::anybody, Stage::outcome},
    {Stage::seen, Action::transfer, Actor::anybody, Stage::transferred},
    {Stage::seen, Action::escalate, Actor::hub, Stage::escalated},
    {Stage::seen, Action::expire, Actor::hub, Stage::expired},
    {Stage::seen, Action::miss, Actor::hub, Stage::expired},
    {Stage::seen, Action::recall, Actor::hub, Stage::recalled},
    {Stage::seen, Action::suppress, Actor::hub, Stage::suppressed},
    {Stage::seen, Action::displace, Actor::hub, Stage::decided},

    {Stage::claimed, Action::see, Actor::anybody, Stage::claimed},
    {Stage::claimed, Action::contact, Actor::owner, Stage::contacted},
    {Stage::claimed, Action::record_outcome, Actor::owner, Stage::outcome},
    {Stage::claimed, Action::release, Actor::owner, Stage::decided},
    {Stage::claimed, Action::wrong_person, Actor::owner, Stage::outcome},
    {Stage::claimed, Action::not_relevant, Actor::owner, Stage::outcome},
    {Stage::claimed, Action::transfer, Actor::owner, Stage::transferred},
    {Stage::claimed, Action::expire, Actor::hub, Stage::expired},
    {Stage::claimed, Action::recall, Actor::hub, Stage::recalled},

    {Stage::contacted, Action::see, Actor::anybody, Stage::contacted},
    {Stage::contacted, Action::contact, Actor::owner, Stage::contacted},
    {Stage::contacted, Action::record_outcome, Actor::owner, Stage::outcome},
    {Stage::contacted, Action::release, Actor::owner, Stage::decided},
    {Stage::contacted, Action::wrong_person, Actor::owner, Stage::outcome},
    {Stage::contacted, Action::not_relevant, Actor::owner, Stage::outcome},
    {Stage::contacted, Action::transfer, Actor::owner, Stage::transferred},
    {Stage::contacted, Action::expire, Actor::hub, Stage::expired},
    {Stage::contacted, Action::recall, Actor::hub, Stage::recalled},

    {Stage::transferred, Action::offer, Actor::hub, Stage::transferred},
    {Stage::transferred, Action::deliver, Actor::hub, Stage::transferred},
    {Stage::transferred, Action::see, Actor::anybody, Stage::transferred},
    {Stage::transferred, Action::claim, Actor::anybody, Stage::claimed},
    {Stage::transferred, Action::release, Actor::anybody, Stage::transferred},
    {Stage::transferred, Action::wrong_person, Actor::anybody, Stage::outcome},
    {Stage::transferred, Action::not_relevant, Actor::anybody, Stage::outcome},
    {Stage::transferred, Action::transfer, Actor::anybody, Stage::transferred},
    {Stage::transferred, Action::give_back, Actor::hub, Stage::returned},
    {Stage::transferred, Action::expire, Actor::hub, Stage::expired},
    {Stage::transferred, Action::recall, Actor::hub, Stage::recalled},
    {Stage::transferred, Action::suppress, Actor::hub, Stage::suppressed},
    {Stage::transferred, Action::displace, Actor::hub, Stage::transferred},

    {Stage::returned, Action::offer, Actor::hub, Stage::returned},
    {Stage::returned, Action::deliver, Actor::hub, Stage::returned},
    {Stage::returned, Action::see, Actor::anybody, Stage::returned},
    {Stage::returned, Action::claim, Actor::anybody, Stage::claimed},
    {Stage::returned, Action::release, Actor::anybody, Stage::decided},
    {Stage::returned, Action::wrong_person, Actor::anybody, Stage::outcome},
    {Stage::returned, Action::not_relevant, Actor::anybody, Stage::outcome},
    {Stage::returned, Action::transfer, Actor::anybody, Stage::transferred},
    {Stage::returned, Action::escalate, Actor::hub, Stage::escalated},
    {Stage::returned, Action::expire, Actor::hub, Stage::expired},
    {Stage::returned, Action::miss, Actor::hub, Stage::expired},
    {Stage::returned, Action::recall, Actor::hub, Stage::recalled},
    {Stage::returned, Action::suppress, Actor::hub, Stage::suppressed},
    {Stage::returned, Action::displace, Actor::hub, Stage::returned},

    {Stage::escalated, Action::offer, Actor::hub, Stage::escalated},
    {Stage::escalated, Action::deliver, Actor::hub, Stage::escalated},
    {Stage::escalated, Action::see, Actor::anybody, Stage::escalated},
    {Stage::escalated, Action::claim, Actor::anybody, Stage::claimed},
    {Stage::escalated, Action::release, Actor::anybody, Stage::escalated},
    {Stage::escalated, Action::wrong_person, Actor::anybody, Stage::outcome},
    {Stage::escalated, Action::not_relevant, Actor::anybody, Stage::outcome},
    {Stage::escalated, Action::transfer, Actor::anybody, Stage::transferred},
    {Stage::escalated, Action::escalate, Actor::hub, Stage::escalated},
    {Stage::escalated, Action::expire, Actor::hub, Stage::expired},
    {Stage::escalated, Action::miss, Actor::hub, Stage::expired},
    {Stage::escalated, Action::recall, Actor::hub, Stage::recalled},
    {Stage::escalated, Action::suppress, Actor::hub, Stage::suppressed},
    {Stage::escalated, Action::displace, Actor::hub, Stage::escalated},
};

const StageName& entry_of(Stage stage) {
    for (const auto& each : kStages) {
        if (each.stage == stage) return each;
    }
    return kStages[0];
}

const ActionName& entry_of(Action action) {
    for (const auto& each : kActions) {
        if (each.action == action) return each;
    }
    return kActions[0];
}

bool may(Actor by, Actor needed) {
    if (needed == Actor::anybody) return by == Actor::anybody || by == Actor::owner;
    return by == needed;
}

}  // namespace

std::span<const Step> all_steps() { return kSteps; }

Result<Stage> next_stage(Stage from, Action action, Actor by) {
    bool others_may = false;
    for (const auto& step : kSteps) {
        if (step.from != from || step.action != action) continue;
        if (may(by, step.by)) return step.to;
        others_may = true;
    }
    const auto& what = entry_of(action);
    if (others_may && by == Actor::anybody) return Error(ErrorCode::conflict, fmt::format("an alert that is {} is {} by its owner only", name_of(from), what.done));
    return Error(ErrorCode::conflict, fmt::format("an alert that is {} cannot be {}", name_of(from), what.done));
}

protocol::AlertState state_of(Stage stage) { return entry_of(stage).told; }

bool is_over(Stage stage) { return entry_of(stage).told != Told::open && entry_of(stage).told != Told::claimed; }

std::string_view name_of(Stage stage) { return entry_of(stage).name; }
std::string_view name_of(Action action) { return entry_of(action).name; }

std::optional<Stage> stage_named(std::string_view name) {
    for (const auto& each : kStages) {
        if (each.name == name) return each.stage;
    }
    return std::nullopt;
}

}  // namespace silverlane::dispatch
