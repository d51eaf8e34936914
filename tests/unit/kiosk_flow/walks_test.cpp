// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gmock/gmock.h>

#include <deque>
#include <random>
#include <set>
#include <string>

#include "kiosk/scene/assist_view.h"
#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using testing::KioskWalk;
using testing::sample_ticket;
using testing::shipped_flows;
using testing::shipped_texts;

flow::Knowledge sample_answer(flow::AskKind what, bool other) {
    switch (what) {
        case flow::AskKind::pension: return other ? testing::pension_not_arrived() : testing::pension_arrived();
        case flow::AskKind::accounts: return testing::accounts(other ? 1 : 6);
        case flow::AskKind::balance: return testing::balance();
        case flow::AskKind::activities: return testing::activities(other ? 1 : 6);
        case flow::AskKind::half_days: return testing::half_days();
        case flow::AskKind::sign_up: return testing::signed_up();
        case flow::AskKind::known: return testing::held(other ? 1 : 5);
        case flow::AskKind::after_task: return other ? testing::then_offer() : testing::then_rating();
        default: return {};
    }
}

void add_answers(const flow::State& state, std::vector<flow::Event>& events) {
    for (const auto& [what, request] : state.asked) {
        for (const bool other : {false, true}) events.emplace_back(flow::Answered{state.turn, request, what, flow::AskResult::done, sample_answer(what, other)});
        for (const flow::AskResult result : {flow::AskResult::nothing, flow::AskResult::refused, flow::AskResult::away}) {
            events.emplace_back(flow::Answered{state.turn, request, what, result, {}});
        }
    }
}

void add_media(const flow::State& state, std::vector<flow::Event>& events) {
    const flow::Event media[]{flow::CardInserted{}, flow::CardUnreadable{}, flow::PassbookInserted{}, flow::PassbookUnreadable{},
                              flow::PassbookAdvanced{flow::PassbookStage::printing, 5}, flow::PassbookAdvanced{flow::PassbookStage::turn_page, 12},
                              flow::PassbookAdvanced{flow::PassbookStage::full, 2}, flow::PassbookAdvanced{flow::PassbookStage::done, 0},
                              flow::PassbookAdvanced{flow::PassbookStage::stopped, 2}, flow::PassbookAdvanced{flow::PassbookStage::bank_away, 2},
                              flow::PassbookAdvanced{flow::PassbookStage::unknown_book, 0},
                              flow::PinTyped{3}, flow::PinEntered{PrivateText{"sealed"}}, flow::PinCancelled{flow::PinGivenUp::by_person},
                              flow::PinCancelled{flow::PinGivenUp::unavailable}, flow::SlipPrinted{state.turn, flow::Printed::ok},
                              flow::SlipPrinted{state.turn, flow::Printed::failed}, flow::SlipPrinted{state.turn, flow::Printed::unknown},
                              flow::ListeningChanged{flow::Listening::handset}, flow::ListeningChanged{flow::Listening::loudspeaker}};
    events.insert(events.end(), std::begin(media), std::end(media));
    if (state.medium != flow::Medium::none) events.emplace_back(flow::MediumTaken{state.medium, false});
    if (state.second_medium != flow::Medium::none) events.emplace_back(flow::MediumTaken{state.second_medium, false});
}

std::vector<flow::Event> world_events(const flow::State& state) {
    flow::Ticket away;
    away.label = "R001";
    away.offline = true;
    flow::Preferences kept;
    kept.text_size = flow::TextSize::large;
    std::vector<flow::Event> events{
        flow::CardTapped{}, flow::CodeScanned{PrivateText{"code"}}, flow::TicketIssued{state.request, sample_ticket()},
        flow::TicketIssued{state.request, sample_ticket(true)}, flow::TicketIssued{state.request, away}, flow::TicketRefused{state.request},
        flow::TicketPrinted{flow::Printed::ok}, flow::TicketPrinted{flow::Printed::failed}, flow::TicketPrinted{flow::Printed::unknown},
        flow::VisitJoined{state.turn, true, kept, flow::SettingsConsent::granted, sample_ticket()},
        flow::VisitJoined{state.turn, false, std::nullopt, flow::SettingsConsent::unknown, std::nullopt}, flow::CodeNotKnown{state.turn},
        flow::HelpClaimed{state.turn, "1023"}, flow::HelpOpen{state.turn}, flow::HelpUnreachable{state.turn}, flow::HelpEnded{state.turn}, flow::HubChanged{false},
        flow::HubChanged{true}, flow::DeviceChanged{"card_reader", false}, flow::DeviceChanged{"card_reader", true}, flow::Touched{},
        flow::SpeechFinished{}};
    add_answers(state, events);
    add_media(state, events);
    return events;
}

/// What must hold on every screen, whoever came how.
void check_screen(const flow::State& state, const scene::Scene& now) {
    const std::string where = state.place.flow.text + '/' + state.place.step.text;
    std::set<std::string> ids;
    int answers = 0;
    for (const scene::Node& node : now.nodes) {
        EXPECT_TRUE(ids.insert(node.id.text).second) << where << ": two nodes " << node.id.text;
        EXPECT_FALSE(node.text_key.empty()) << where << ' ' << node.id.text;
        EXPECT_TRUE(!node.spoken.empty() || (node.secret_spoken && !node.secret_spoken->empty())) << where << ' ' << node.id.text;
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
        EXPECT_TRUE(prompt.private_channel ? !prompt.secret_spoken->empty() : !prompt.spoken.empty()) << where << ' ' << prompt.id;
        EXPECT_EQ(prompt.spoken.find_first_of("{0123456789"), std::string::npos) << where << ' ' << prompt.spoken;
        EXPECT_TRUE(prompt.private_channel ? !prompt.secret_caption->empty() : !prompt.caption.empty()) << where << ' ' << prompt.id;
    }
    for (const char* key : {"fixed.back", "fixed.hear_again", "fixed.call_staff", "fixed.exit", "service.stop", "service.louder",
                            "service.text_size", "service.language", "service.hide", "service.more", "position", "foot.no_faces", "title"}) {
        EXPECT_TRUE(ids.contains(key)) << where << " lacks " << key;
    }
    EXPECT_NE(scene::find_pressable(now, NodeId{"fixed.call_staff"}), nullptr) << where << ": no person";
}

std::string name_of(const flow::Place& place) { return place.flow.text + '/' + place.step.text; }

std::string entries_of(const flow::State& state) {
    static const std::set<std::string> read{"method", "visit_slip", "activity_slip", "rating"};
    std::string out;
    for (const auto& [key, value] : state.entries) {
        if (read.contains(key)) out += key + value;
    }
    return out;
}

/// What makes two states the same for the walk: the place and what conditions look at there.
std::string signature(const flow::State& state) {
    const flow::Step& step = flow::step_at(shipped_flows(), state.place);
    const std::string& flow = state.place.flow.text;
    std::string out = name_of(state.place) + ' ';
    const auto number = [&](auto value) { out += std::to_string(static_cast<int>(value)); };
    for (const bool flag : {state.hub_up, state.by_possession, state.preferences != state.preferences_before, state.help.slow, state.practice,
                            state.turn_open, state.giving_back}) {
        number(flag);
    }
    number(state.help.state);
    number(state.medium);
    number(state.second_medium);
    number(state.after_task);
    number(state.page);
    number(state.phase);
    const bool laid_over = flow == "call_staff" || flow == "pin_again" || state.place == shipped_flows().counter;
    if (laid_over && !state.history.empty()) out += state.history.back().flow.text + state.missed;
    if (flow == "take_ticket" || flow == "home") number(state.ticket.has_value());
    if (flow == "pension" || flow == "balance" || flow == "pin_again") number(std::min(state.wrong_pins, 2));
    if (flow == "quiz") number(state.right_answers);
    if (step.digits > 0) number(std::min<std::size_t>(state.digits.count(), 7));
    if (!step.choices.list.empty() || !step.lines.empty()) number(flow::last_page(step, state));
    if (flow == "balance") number(state.lists.contains("accounts") ? state.lists.at("accounts").size() : 0U);
    return out + entries_of(state) + (state.place == shipped_flows().home ? state.terminal.role : "");
}

/// How many things are not as on an ordinary day. The walk goes through all pairs of them, not through every heap.
int deviations(const flow::State& state) {
    int count = 0;
    for (const bool flag : {!state.hub_up, state.by_possession, state.preferences != state.preferences_before, state.practice,
                            state.help.state != flow::HelpState::none, state.second_medium != flow::Medium::none, !state.missed.empty(),
                            state.after_task != flow::AfterTask::none, state.wrong_pins > 1, state.phase != flow::Phase::open, state.listening != flow::Listening::loudspeaker,
                            !state.devices_away.empty(), state.medium != flow::Medium::none && state.giving_back}) {
        if (flag) ++count;
    }
    return count;
}
constexpr int kMostDeviations = 2;

/// All that can happen to this state, by a finger or by the world.
std::vector<flow::Event> everything_possible(const flow::State& state) {
    std::vector<flow::Event> events = world_events(state);
    const flow::Step& step = flow::step_at(shipped_flows(), state.place);
    for (const flow::Answer* answer : flow::shown_answers(step, state)) events.emplace_back(flow::Action{flow::ActionKind::choose, answer->id});
    if (const auto list = state.lists.find(step.choices.list); list != state.lists.end()) {
        for (const flow::ListItem& item : list->second) events.emplace_back(flow::Action{flow::ActionKind::pick, item.id});
    }
    for (const flow::ActionKind kind : {flow::ActionKind::back, flow::ActionKind::exit, flow::ActionKind::call_staff, flow::ActionKind::wake,
                                        flow::ActionKind::next_text_size, flow::ActionKind::go_to_counter, flow::ActionKind::next_page,
                                        flow::ActionKind::turn_pointing}) {
        events.emplace_back(flow::Action{kind, {}});
    }
    events.emplace_back(flow::Action{flow::ActionKind::enter_digit, "5"});
    events.emplace_back(flow::Tick{MonotonicTime{Milliseconds{16'000}}, false});
    events.emplace_back(flow::Tick{MonotonicTime{Milliseconds{61'000}}, false});
    // Behind a PIN the pause is a way of its own; elsewhere it leads back to the same screen.
    if (state.pin_right) events.emplace_back(flow::Tick{MonotonicTime{Milliseconds{170'000}}, false});
    return events;
}

/// From every screen 返回 and 退出 lead to the home screen, or to what is still to be taken.
void check_ways_out(const flow::State& state) {
    for (const flow::ActionKind kind : {flow::ActionKind::back, flow::ActionKind::exit}) {
        flow::State now = state;
        for (int press = 0; press < 20 && now.place != shipped_flows().home && now.place.flow != shipped_flows().take_card.flow; ++press) {
            now = flow::step(shipped_flows(), std::move(now), flow::Action{kind, {}}).state;
        }
        EXPECT_TRUE(now.place == shipped_flows().home || now.medium != flow::Medium::none) << name_of(state.place) << " leads to " << name_of(now.place);
    }
}

/// What holds whatever happened: nothing private without its card, nothing of the person on the home screen of nobody.
void check_state(const flow::State& state) {
    if (!state.practice && (state.medium == flow::Medium::none || state.giving_back)) {
        EXPECT_TRUE(state.secrets.empty() && !state.lists.contains("accounts")) << flow::dump(state);
    }
    if (!state.turn_open) {
        EXPECT_TRUE(state.entries.empty() && state.digits.empty()) << name_of(state.place);
    }
    if (flow::step_at(shipped_flows(), state.place).timeout == flow::TimeoutClass::medium) {
        EXPECT_TRUE(state.medium != flow::Medium::none && state.giving_back) << "waits for nothing to be taken\n" << flow::dump(state);
    }
}

/// Without what pointing may change: what is rung, and what is said of it.
std::string all_but_pointing(flow::State state) {
    state.help.rung = {};
    state.say.clear();
    state.occasion = flow::Occasion::quiet;
    return flow::dump(state);
}

/// Whatever staff point at, on whatever screen: nothing is pressed, done, told or asked by it; and on steps that are the person's alone nothing
/// is shown or said either.
void check_pointing(flow::State state) {
    state.help = {flow::HelpState::claimed, "1023", "machine", {}, false, true, {}};
    const scene::Scene now = scene::build(shipped_flows(), state, testing::sample_facts(), shipped_texts());
    std::vector<NodeId> ids{NodeId{"answer.no_such"}};
    for (const scene::Node& node : now.nodes) ids.push_back(node.id);
    const bool allowed = scene::assist_view(shipped_flows(), state, now).may_ring && !state.practice;
    for (const NodeId& id : ids) {
        const flow::Outcome outcome = flow::step(shipped_flows(), state, flow::PointedAt{state.turn, state.place, id});
        EXPECT_TRUE(outcome.effects.empty()) << name_of(state.place) << ' ' << id.text;
        EXPECT_EQ(all_but_pointing(outcome.state), all_but_pointing(state)) << name_of(state.place) << ' ' << id.text;
        const scene::Scene after = scene::build(shipped_flows(), outcome.state, testing::sample_facts(), shipped_texts());
        const scene::Node* node = scene::find_node(after, id);
        const bool rung = node != nullptr && node->state.rung;
        EXPECT_EQ(rung, allowed && node != nullptr && scene::may_be_rung(*node)) << name_of(state.place) << ' ' << id.text;
        for (const scene::Scene::Prompt& prompt : after.prompts) EXPECT_TRUE(prompt.id != "pointed_at" || rung) << name_of(state.place) << ' ' << id.text;
    }
}

struct Walked {
    std::set<std::string> steps;
    std::set<std::string> ways;   ///< "from>to"
};

Walked walk_everywhere() {
    Walked walked;
    std::deque<flow::State> open;
    std::set<std::string> seen;
    for (const char* role : {"door", "seated", "passbook"}) {
        open.push_back(flow::first_state(shipped_flows()));
        open.back().terminal.role = role;
    }
    while (!open.empty() && !::testing::Test::HasFailure()) {
        const flow::State state = std::move(open.front());
        open.pop_front();
        check_state(state);
        if (walked.steps.insert(name_of(state.place)).second) {
            check_ways_out(state);
            check_pointing(state);
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
            if (deviations(next) <= kMostDeviations && seen.insert(signature(next)).second) open.push_back(std::move(next));
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
            expect_ways(walked, place, step.choices.then);
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
        walk.send(flow::TerminalChanged{{std::vector<std::string>{"door", "seated", "passbook"}[random() % 3], false}});
        const std::size_t presses = 5 + random() % 30;
        for (std::size_t press = 0; press < presses; ++press) random_event(walk, random);
        if (person % 20 == 0) check_screen(walk.state, walk.scene());
        check_state(walk.state);
        // From wherever this is: 退出 and, where that is due, an answer to one question lead home, as delivered.
        walk.send(flow::Touched{});
        for (int press = 0; press < 5 && walk.state.turn_open; ++press) {
            walk.send(flow::Action{flow::ActionKind::exit, {}});
            if (walk.state.medium != flow::Medium::none) walk.send(flow::MediumTaken{walk.state.medium, false});
        }
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
    const auto use_value = [&](const std::string& value) {
        constexpr std::string_view kDetail = "detail ";
        used.insert("value." + (value.starts_with(kDetail) ? value.substr(kDetail.size()) : value));
    };
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
                use(answer.then.say);
            }
            for (const flow::Reaction& reaction : step.reactions) use(reaction.then.say);
            for (const std::string& value : step.values) use_value(value);
        }
    }
    used.insert(flow::engine_prompts().begin(), flow::engine_prompts().end());
    for (const auto& entry : shipped_texts().entries("zh-CN")) {
        const std::string top = entry.key.substr(0, entry.key.find('.'));
        // The parts of every screen, the forms of values, and the paper slip, which kiosk/app renders.
        const std::set<std::string> frame{"frame", "keypad", "page", "warning", "pause", "listed", "form", "printed_slip", "printed", "calendar", "focus", "state", "sample"};
        // What the kiosk and the hub bring by key: lines of lists, and what stands in a passbook; a number while it is called.
        const std::set<std::string> brought{"account", "passbook_line", "known", "home_visit.day", "activities.event", "practice", "value.calling"};
        const bool is_brought = brought.contains(top) || brought.contains(entry.key.substr(0, entry.key.rfind('.'))) || brought.contains(entry.key);
        EXPECT_TRUE(frame.contains(top) || is_brought || used.contains(entry.key) || entry.key == "home.idle.wake") << "nobody shows or says '" << entry.key << '\'';
    }
}

}  // namespace
}  // namespace silverlane
