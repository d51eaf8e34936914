// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Every device alone reaches everything (accessibility rule 14, EN 301 549 5.1.2.2, 5.1.6.2): each step of each shipped flow, with the second
// row of service keys, under the warning and paused, on a lying and a standing panel.
#include <gtest/gtest.h>

#include <SDL_scancode.h>

#include "kiosk/keys/key_table.h"
#include "kiosk/ui/focus.h"
#include "kiosk/ui/input.h"
#include "sample_scenes.h"
#include "tests/support/kiosk_walk.h"

namespace silverlane::ui {
namespace {

using Ids = std::vector<std::string>;
using Key = RawEvent::Key;

struct Screen {
    std::string name;
    scene::Scene scene;
    Layout layout;
};

std::vector<flow::State> states_of(const flow::Place& place) {
    testing::KioskWalk walk;
    flow::State state = walk.state;
    state.place = place;
    state.turn_open = true;
    state.ticket = testing::sample_ticket();
    std::vector<flow::State> states(6, state);
    states[1].more_open = true;
    states[2].phase = flow::Phase::warning;
    states[2].warning_seconds_left = 40;
    states[3].phase = flow::Phase::paused;
    states[4].page = flow::step_at(testing::shipped_flows(), place).pages.empty() ? 0 : 1;
    states[5].help = {flow::HelpState::claimed, "1023", "machine", {}, false, true, {}};
    return states;
}

const std::vector<Screen>& screens() {
    static const std::vector<Screen> all = [] {
        const auto font = FontFile::open(samples::fonts()).value();
        std::vector<Screen> made;
        for (const auto& [flow_id, flow] : testing::shipped_flows().flows) {
            for (const auto& [step_id, step] : flow.steps) {
                int number = 0;
                for (const flow::State& state : states_of({flow_id, step_id})) {
                    scene::Scene scene = scene::build(testing::shipped_flows(), state, testing::sample_facts(), testing::shipped_texts());
                    const Panel panel = ++number % 2 == 0 ? samples::portrait() : samples::landscape();
                    Layout layout = lay_out(scene, Metrics(panel, flow::TextSize::standard), theme_for(flow::Theme::standard), *font);
                    made.push_back({flow_id.text + '/' + step_id.text + " " + std::to_string(number), std::move(scene), std::move(layout)});
                }
            }
        }
        return made;
    }();
    return all;
}

/// What can be pressed, in scene order: the overlay's nodes, then the scene's.
Ids pressable(const scene::Scene& scene) {
    Ids ids;
    const auto add = [&](const std::vector<scene::Node>& nodes) {
        for (const scene::Node& node : nodes) {
            if (scene::find_pressable(scene, node.id) != nullptr) ids.push_back(node.id.text);
        }
    };
    if (scene.overlay) add(scene.overlay->nodes);
    add(scene.nodes);
    return ids;
}

RawEvent key_event(int scancode) {
    const keys::KeyBinding meant = keys::KeyTable().meaning(scancode);
    RawEvent event;
    event.kind = RawEvent::Kind::key;
    event.key = meant.key;
    event.digit = meant.digit;
    return event;
}

/// What `select` presses at each stop of `move`, one round.
Ids round_of(const Layout& layout, int move, int select, std::size_t stops) {
    FocusDriver focus;
    Ids reached;
    for (std::size_t i = 0; i < stops; ++i) {
        focus.key(key_event(move), layout);
        const PlacedNode* meant = focus.key(key_event(select), layout).meant;
        reached.push_back(meant == nullptr ? "(nothing)" : meant->node.id.text);
    }
    return reached;
}

TEST(Reach, EveryScreenOfEveryFlowIsThere) {
    EXPECT_GE(screens().size(), 5 * testing::shipped_flows().flows.size());
    for (const Screen& screen : screens()) EXPECT_FALSE(pressable(screen.scene).empty()) << screen.name;
}

TEST(Reach, ThePanelOffersExactlyWhatTheSceneOffersInItsOrder) {
    for (const Screen& screen : screens()) {
        Ids placed;
        for (const PlacedNode& node : screen.layout.nodes) {
            if (node.pressable()) placed.push_back(node.node.id.text);
        }
        EXPECT_EQ(placed, pressable(screen.scene)) << screen.name;
    }
}

TEST(Reach, ANumericBlockReachesEverythingInSceneOrder) {
    for (const Screen& screen : screens()) {
        const Ids all = pressable(screen.scene);
        EXPECT_EQ(round_of(screen.layout, SDL_SCANCODE_KP_PLUS, SDL_SCANCODE_KP_ENTER, all.size()), all) << screen.name;
    }
}

TEST(Reach, AHeadsetReachesEverythingForwardsAndBackwards) {
    for (const Screen& screen : screens()) {
        const Ids all = pressable(screen.scene);
        EXPECT_EQ(round_of(screen.layout, SDL_SCANCODE_AUDIONEXT, SDL_SCANCODE_AUDIOPLAY, all.size()), all) << screen.name;
        const Ids back = round_of(screen.layout, SDL_SCANCODE_AUDIOPREV, SDL_SCANCODE_AUDIOPLAY, all.size());
        EXPECT_EQ(Ids(back.rbegin(), back.rend()), all) << screen.name;
    }
}

/// Presses of two switches until `wanted` is pressed; 0 when it never is.
int switch_presses(const Layout& layout, const std::string& wanted) {
    FocusDriver focus;
    const RawEvent move = key_event(SDL_SCANCODE_F11);
    const RawEvent select = key_event(SDL_SCANCODE_F12);
    for (int presses = 1; presses <= 60; ++presses) {
        const auto& now = focus.focused();
        const bool here = std::find(now.begin(), now.end(), NodeId{wanted}) != now.end();
        const bool first_of_group = here && now.size() > 1;
        const KeyOutcome outcome = focus.key(here && (now.size() == 1 || first_of_group) ? select : move, layout);
        if (outcome.meant != nullptr) return outcome.meant->node.id.text == wanted ? presses : 0;
    }
    return 0;
}

TEST(Reach, TwoSwitchesReachEverythingInFewPresses) {
    int most = 0;
    std::string where;
    for (const Screen& screen : screens()) {
        Ids in_groups;
        for (const auto& group : focus_groups(screen.layout)) {
            for (const PlacedNode* placed : group) in_groups.push_back(placed->node.id.text);
        }
        EXPECT_EQ(in_groups, pressable(screen.scene)) << screen.name << ": focus order is scene order";
        for (const std::string& wanted : pressable(screen.scene)) {
            const int presses = switch_presses(screen.layout, wanted);
            EXPECT_GT(presses, 0) << screen.name << ": " << wanted;
            if (presses > most) {
                most = presses;
                where = screen.name + " " + wanted;
            }
        }
    }
    EXPECT_LE(most, 15) << where;
    EXPECT_GE(most, 5) << "the groups were walked";
    RecordProperty("most_presses", most);
}

TEST(Reach, FromEveryNodeEveryOtherIsReachedSoThatNothingTraps) {
    for (const Screen& screen : screens()) {
        const Ids all = pressable(screen.scene);
        for (const std::string& start : all) {
            FocusDriver focus;
            focus.put_on(NodeId{start});
            std::set<std::string> seen;
            for (std::size_t i = 0; i < all.size(); ++i) {
                focus.key(key_event(SDL_SCANCODE_TAB), screen.layout);
                seen.insert(focus.focused().front().text);
            }
            ASSERT_EQ(seen.size(), all.size()) << screen.name << " from " << start;
        }
    }
}

RawEvent finger(RawEvent::Kind kind, const PlacedNode& placed) {
    RawEvent event;
    event.kind = kind;
    event.pointer = 1;
    event.x = (placed.hit.left + placed.hit.right) / 2;
    event.y = (placed.hit.top + placed.hit.bottom) / 2;
    return event;
}

std::optional<Pressed> tap(PressTracker& touches, const Layout& layout, const PlacedNode& placed, MonotonicTime at) {
    touches.down(finger(RawEvent::Kind::down, placed), layout, at);
    return touches.up(finger(RawEvent::Kind::up, placed), layout, at);
}

TEST(Reach, AFingerReachesEverything) {
    for (const Screen& screen : screens()) {
        for (const std::string& wanted : pressable(screen.scene)) {
            PressTracker touches{InputLimits{}};
            const auto pressed = tap(touches, screen.layout, *screen.layout.find(NodeId{wanted}), MonotonicTime{});
            ASSERT_TRUE(pressed.has_value()) << screen.name << ": " << wanted;
            EXPECT_EQ(pressed->id.text, wanted);
        }
    }
}

TEST(Reach, AnExploringFingerHearsFirstAndReachesEverythingWithASecondTouch) {
    for (const Screen& screen : screens()) {
        for (const std::string& wanted : pressable(screen.scene)) {
            PressTracker touches{InputLimits{}};
            touches.set_mode(TouchMode::explore);
            const PlacedNode& placed = *screen.layout.find(NodeId{wanted});
            EXPECT_FALSE(tap(touches, screen.layout, placed, MonotonicTime{})) << screen.name << ": " << wanted;
            EXPECT_EQ(touches.take_explored(), NodeId{wanted});
            EXPECT_FALSE(tap(touches, screen.layout, placed, MonotonicTime{Milliseconds{499}})) << "a tremor presses nothing";
            const auto pressed = tap(touches, screen.layout, placed, MonotonicTime{Milliseconds{500}});
            ASSERT_TRUE(pressed.has_value()) << screen.name << ": " << wanted;
            EXPECT_EQ(pressed->id.text, wanted);
        }
    }
}

TEST(Reach, TheKeysOfTheirOwnMeanTheSameOnEveryScreen) {
    for (const Screen& screen : screens()) {
        FocusDriver focus;
        const auto meant = [&](int scancode) {
            const KeyOutcome outcome = focus.key(key_event(scancode), screen.layout);
            return outcome.meant == nullptr ? std::string{} : outcome.meant->node.id.text;
        };
        EXPECT_EQ(meant(SDL_SCANCODE_KP_DIVIDE), "fixed.call_staff") << screen.name;
        if (screen.scene.overlay) continue;
        EXPECT_EQ(meant(SDL_SCANCODE_ESCAPE), "fixed.back") << screen.name;
        EXPECT_EQ(meant(SDL_SCANCODE_KP_MULTIPLY), "fixed.hear_again") << screen.name;
        EXPECT_EQ(meant(SDL_SCANCODE_F3), "service.stop") << screen.name;
        EXPECT_EQ(meant(SDL_SCANCODE_VOLUMEUP), "service.louder") << screen.name;
        const KeyOutcome quieter = focus.key(key_event(SDL_SCANCODE_VOLUMEDOWN), screen.layout);
        EXPECT_TRUE(quieter.meant != nullptr || quieter.service) << screen.name;
    }
}

}  // namespace
}  // namespace silverlane::ui
