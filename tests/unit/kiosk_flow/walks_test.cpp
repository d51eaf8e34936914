// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gmock/gmock.h>

#include <deque>
#include <random>
#include <set>
#include <string>

#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::sample_ticket;
using testing::shipped_flows;
using testing::shipped_texts;

std::vector<flow::Event> world_events(const flow::State& state) {
    flow::Ticket away;
    away.label = "R001";
    away.offline = true;
    flow::Preferences kept;
    kept.text_size = flow::TextSize::large;
    return {flow::CardTapped{}, flow::CodeScanned{PrivateText{"code"}}, flow::TicketIssued{state.request, sample_ticket()},
            flow::TicketIssued{state.request, sample_ticket(true)}, flow::TicketIssued{state.request, away},
            flow::TicketRefused{state.request}, flow::TicketPrinted{flow::Printed::ok}, flow::TicketPrinted{flow::Printed::failed},
            flow::TicketPrinted{flow::Printed::unknown}, flow::VisitJoined{state.turn, true, kept, flow::SettingsConsent::granted, sample_ticket()},
            flow::VisitJoined{state.turn, false, std::nullopt, flow::SettingsConsent::unknown, std::nullopt}, flow::CodeNotKnown{state.turn},
            flow::HelpClaimed{state.turn, "1023"}, flow::HelpUnreachable{state.turn}, flow::HelpEnded{state.turn}, flow::HubChanged{false},
            flow::HubChanged{true}, flow::DeviceChanged{"card_reader", false}, flow::DeviceChanged{"card_reader", true}, flow::Touched{},
            flow::SpeechFinished{}};
}

/// What must hold on every screen, whoever came how.
void check_screen(const flow::State& state, const scene::Scene& now) {
    const std::string where = state.place.flow.text + '/' + state.place.step.text;
    std::set<std::string> ids;
    int answers = 0;
    for (const scene::Node& node : now.nodes) {
        EXPECT_TRUE(ids.insert(node.id.text).second) << where << ": two nodes " << node.id.text;
        EXPECT_FALSE(node.text_key.empty()) << where << ' ' << node.id.text;
        EXPECT_FALSE(node.spoken.empty()) << where << ' ' << node.id.text;
        EXPECT_TRUE(node.secret || !node.shown.empty()) << where << ' ' << node.id.text;
        EXPECT_EQ(node.shown.find('{'), std::string::npos) << where << ' ' << node.shown;
        EXPECT_EQ(node.spoken.find_first_of("{0123456789"), std::string::npos) << where << ' ' << node.spoken;
        if (node.role == scene::Role::answer) {
            ++answers;
            EXPECT_EQ(node.number, answers) << where;
        }
    }
    EXPECT_LE(answers, 4) << where;
    for (const scene::Scene::Prompt& prompt : now.prompts) {
        EXPECT_FALSE(prompt.spoken.empty()) << where;
        EXPECT_EQ(prompt.spoken.find_first_of("{0123456789"), std::string::npos) << where << ' ' << prompt.spoken;
        EXPECT_FALSE(prompt.caption.empty()) << where;
    }
    for (const char* key : {"fixed.back", "fixed.hear_again", "fixed.call_staff", "fixed.exit", "service.stop", "service.louder",
                            "service.text_size", "service.language", "service.hide", "service.more", "position", "foot.no_faces", "title"}) {
        EXPECT_TRUE(ids.contains(key)) << where << " lacks " << key;
    }
    EXPECT_NE(scene::find_pressable(now, NodeId{"fixed.call_staff"}), nullptr) << where << ": no person";
}

std::string name_of(const flow::Place& place) { return place.flow.text + '/' + place.step.text; }

/// What makes two states the same for the walk: the place and what conditions look at.
std::string signature(const flow::State& state) {
    std::string out = name_of(state.place);
    const auto flag = [&](bool value) { out += value ? '1' : '0'; };
    flag(state.hub_up);
    flag(state.by_possession);
    flag(state.ticket.has_value());
    flag(state.preferences != state.preferences_before);
    flag(state.help.slow);
    out += std::to_string(static_cast<int>(state.help.state));
    if (state.place.flow.text != "identify") return out;
    out += std::to_string(state.digits.count());
    const auto method = state.entries.find("method");
    return method == state.entries.end() ? out : out + method->second;
}

/// All that can happen to this state, by a finger or by the world.
std::vector<flow::Event> everything_possible(const flow::State& state) {
    std::vector<flow::Event> events = world_events(state);
    for (const flow::Answer* answer : flow::shown_answers(flow::step_at(shipped_flows(), state.place), state)) {
        events.emplace_back(flow::Action{flow::ActionKind::choose, answer->id});
    }
    for (const flow::ActionKind kind : {flow::ActionKind::back, flow::ActionKind::exit, flow::ActionKind::call_staff, flow::ActionKind::wake,
                                        flow::ActionKind::next_text_size, flow::ActionKind::go_to_counter}) {
        events.emplace_back(flow::Action{kind, {}});
    }
    events.emplace_back(flow::Action{flow::ActionKind::enter_digit, "5"});
    events.emplace_back(flow::Tick{MonotonicTime{Milliseconds{16'000}}, false});
    events.emplace_back(flow::Tick{MonotonicTime{Milliseconds{61'000}}, false});
    return events;
}

struct Walked {
    std::set<std::string> steps;
    std::set<std::string> ways;   ///< "from>to"
};

Walked walk_everywhere() {
    Walked walked;
    std::deque<flow::State> open{flow::first_state(shipped_flows())};
    std::set<std::string> seen{signature(open.front())};
    while (!open.empty()) {
        const flow::State state = std::move(open.front());
        open.pop_front();
        if (walked.steps.insert(name_of(state.place)).second) {
            for (const char* language : {"zh-CN", "en"}) {
                flow::State in_language = state;
                in_language.preferences.language = language;
                check_screen(in_language, scene::build(shipped_flows(), in_language, testing::sample_facts(), shipped_texts()));
            }
        }
        for (const flow::Event& event : everything_possible(state)) {
            flow::State from = state;
            from.last_tick = MonotonicTime{};
            flow::State next = flow::step(shipped_flows(), std::move(from), event).state;
            walked.ways.insert(name_of(state.place) + '>' + name_of(next.place));
            if (seen.insert(signature(next)).second) open.push_back(std::move(next));
        }
    }
    return walked;
}

void expect_ways(const Walked& walked, const flow::Place& place, const flow::Transition& then) {
    for (const flow::Route& route : then.routes) {
        if (route.target.kind != flow::TargetKind::step) continue;
        const std::string way = name_of(place) + '>' + name_of(route.target.place);
        EXPECT_TRUE(walked.ways.contains(way)) << way << " was never gone";
    }
}

TEST(EveryPath, of_every_flow_is_walked_and_each_screen_is_whole) {
    const Walked walked = walk_everywhere();
    for (const auto& [id, flow] : shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            const flow::Place place{id, step_id};
            EXPECT_TRUE(walked.steps.contains(name_of(place))) << name_of(place) << " was never reached";
            for (const flow::Answer& answer : step.answers) expect_ways(walked, place, answer.then);
            for (const flow::Reaction& reaction : step.reactions) expect_ways(walked, place, reaction.then);
        }
    }
}

/// What a person and the world may do next, one of it at random.
void random_event(KioskWalk& walk, std::mt19937& random) {
    const auto below = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    if (below(10) < 7) {
        const scene::Scene now = walk.scene();
        std::vector<const scene::Node*> pressable;
        for (const auto* nodes : {&now.nodes, now.overlay ? &now.overlay->nodes : &now.nodes}) {
            for (const scene::Node& node : *nodes) {
                if (const scene::Node* found = scene::find_pressable(now, node.id)) pressable.push_back(found);
            }
        }
        ASSERT_FALSE(pressable.empty()) << scene::dump(now);
        walk.send(*pressable[below(pressable.size())]->action);
    } else if (below(2) == 0) {
        walk.pass(static_cast<int>(below(70)), below(3) == 0);
    } else {
        const auto events = world_events(walk.state);
        walk.send(events[below(events.size())]);
    }
}

TEST(RandomWalks, two_thousand_people_find_no_dead_end_and_leave_nothing_behind) {
    std::mt19937 random(20'261'122);
    for (int person = 0; person < 2'000; ++person) {
        KioskWalk walk;
        const std::size_t presses = 5 + random() % 30;
        for (std::size_t press = 0; press < presses; ++press) random_event(walk, random);
        if (person % 20 == 0) check_screen(walk.state, walk.scene());
        // From wherever this is: 退出 and, where that is due, an answer to one question lead home, as delivered.
        walk.send(flow::Touched{});
        for (int press = 0; press < 3 && walk.state.turn_open; ++press) walk.send(flow::Action{flow::ActionKind::exit, {}});
        ASSERT_FALSE(walk.state.turn_open) << walk.place();
        ASSERT_EQ(flow::dump(walk.state), flow::dump(walk.state.place == shipped_flows().idle
                                                         ? flow::first_state(shipped_flows())
                                                         : flow::fresh_state(shipped_flows(), walk.state)))
            << "person " << person;
    }
}

TEST(RandomWalks, a_person_is_two_touches_away_from_every_screen) {
    for (const auto& [id, flow] : shipped_flows().flows) {
        for (const auto& [step, definition] : flow.steps) {
            flow::State state = flow::first_state(shipped_flows());
            state.place = {id, step};
            state.turn_open = true;
            const flow::Outcome outcome = flow::step(shipped_flows(), state, flow::Action{flow::ActionKind::call_staff, {}});
            EXPECT_EQ(outcome.state.help.state, flow::HelpState::sent) << id.text << '/' << step.text;
        }
    }
}

TEST(Icons, every_icon_that_a_flow_names_is_drawn) {
    const std::filesystem::path folder = std::filesystem::path(SILVERLANE_SOURCE_DIR) / "ui_assets/icons";
    const auto expect_icon = [&](const std::string& name, const std::string& where) {
        if (!name.empty()) {
            EXPECT_TRUE(std::filesystem::exists(folder / (name + ".svg"))) << where << ": " << name;
        }
    };
    for (const auto& [id, flow] : shipped_flows().flows) {
        for (const auto& [step_id, step] : flow.steps) {
            expect_icon(step.picture, id.text + '/' + step_id.text);
            for (const flow::Answer& answer : step.answers) expect_icon(answer.icon, id.text + '/' + step_id.text + ' ' + answer.id);
        }
    }
}

TEST(Strings, every_text_is_used_by_a_flow_or_by_the_frame) {
    std::set<std::string> used;
    const auto use = [&](const std::vector<flow::Conditional>& names) {
        for (const flow::Conditional& name : names) used.insert(name.name);
    };
    for (const auto& [id, flow] : shipped_flows().flows) {
        used.insert(flow.name_key);
        for (const auto& [step_id, step] : flow.steps) {
            use(step.titles);
            use(step.instructions);
            use(step.prompts);
            used.insert(step.picture_key);
            for (const auto& page : step.pages) used.insert(page.begin(), page.end());
            for (const flow::Answer& answer : step.answers) {
                used.insert(answer.text_key);
                used.insert(answer.then.say.begin(), answer.then.say.end());
            }
            for (const flow::Reaction& reaction : step.reactions) used.insert(reaction.then.say.begin(), reaction.then.say.end());
        }
    }
    used.insert(flow::engine_prompts().begin(), flow::engine_prompts().end());
    for (const auto& entry : shipped_texts().entries("zh-CN")) {
        const std::string top = entry.key.substr(0, entry.key.find('.'));
        // The parts of every screen, the forms of values, and the paper slip, which kiosk/app renders.
        const std::set<std::string> frame{"frame", "keypad", "page", "warning", "pause", "value", "listed", "form", "printed_slip"};
        EXPECT_TRUE(frame.contains(top) || used.contains(entry.key) || entry.key == "home.idle.wake") << "nobody shows or says '" << entry.key << '\'';
    }
}

}  // namespace
}  // namespace silverlane
