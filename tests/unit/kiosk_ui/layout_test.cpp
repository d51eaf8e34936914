// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <ostream>

#include "kiosk/ui/frame.h"
#include "sample_scenes.h"

namespace silverlane::ui {
namespace {

using scene::Role;

/// Every sample scene in every language, size, theme and orientation.
struct Case {
    std::string name;
    Panel panel;
    scene::Scene scene;
    Layout layout;
};

struct Screen {
    const char* name;
    int width_px;
    int height_px;
    double inches;
};

std::ostream& operator<<(std::ostream& out, const Screen& screen) { return out << screen.name; }

class EveryScreen : public testing::TestWithParam<std::tuple<Screen, const char*, flow::TextSize>> {
protected:
    std::vector<Case> cases() {
        const auto [screen, language, size] = GetParam();
        const auto font = FontFile::open(samples::fonts()).value();
        std::vector<Case> made;
        const Panel panel = make_panel(screen.width_px, screen.height_px, screen.inches).value();
        for (const auto theme : {flow::Theme::standard, flow::Theme::white, flow::Theme::black}) {
            flow::Preferences preferences;
            preferences.language = language;
            preferences.text_size = size;
            preferences.theme = theme;
            for (auto& [name, scene] : samples::all(preferences)) {
                Layout layout = lay_out(scene, Metrics(panel, size), theme_for(theme), *font);
                made.push_back({name + " on " + screen.name, panel, std::move(scene), std::move(layout)});
            }
        }
        return made;
    }
};

INSTANTIATE_TEST_SUITE_P(All, EveryScreen,
                         testing::Combine(testing::Values(Screen{"21.5 lying", 1920, 1080, 21.5}, Screen{"21.5 upright", 1080, 1920, 21.5},
                                                          Screen{"32 lying", 1920, 1080, 32}, Screen{"32 upright", 1080, 1920, 32},
                                                          Screen{"27 lying, fine", 3840, 2160, 27}),
                                          testing::Values("zh-CN", "en"),
                                          testing::Values(flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest)));

/// Distance between two rectangles that do not overlap.
double distance(const PixelRect& a, const PixelRect& b) {
    const int x = std::max({0, b.left - a.right, a.left - b.right});
    const int y = std::max({0, b.top - a.bottom, a.top - b.bottom});
    return std::hypot(x, y);
}

TEST_P(EveryScreen, FitsEveryText) {
    for (const Case& c : cases()) {
        for (const Overflow& overflow : c.layout.overflows) ADD_FAILURE() << c.name << ": " << overflow.id.text << " " << overflow.why;
    }
}

TEST_P(EveryScreen, PartsParagraphsByOneAndAHalfLinePitches) {
    for (const Case& c : cases()) {
        const PlacedNode* above = nullptr;
        for (const PlacedNode& placed : c.layout.nodes) {
            const Role role = placed.node.role;
            const bool text = role == Role::title || role == Role::value || role == Role::detail || role == Role::instruction;
            if (!text || placed.ribbon != Ribbon::none) continue;
            const bool one_paragraph = above != nullptr && above->node.role == Role::instruction && role == Role::instruction;
            if (above != nullptr && !one_paragraph && above->rect.left == placed.rect.left) {
                TextStyle running = Metrics(c.panel, c.scene.preferences.text_size).style(TextUse::body);
                running.cap_px = std::min({running.cap_px, above->style.cap_px, placed.style.cap_px});
                EXPECT_GE(placed.lines.front().baseline - above->lines.back().baseline, 1.5 * line_pitch_px(running))
                    << c.name << " " << placed.node.id.text;
            }
            above = &placed;
        }
    }
}

TEST_P(EveryScreen, PlacesEveryNodeThatIsNotUnderAnOverlay) {
    for (const Case& c : cases()) {
        const bool overlay = c.scene.overlay.has_value();
        for (const scene::Node& node : overlay ? c.scene.overlay->nodes : c.scene.nodes) {
            EXPECT_NE(c.layout.find(node.id), nullptr) << c.name << " " << node.id.text;
        }
    }
}

TEST_P(EveryScreen, KeepsLinesInsideTheirPlaceAndOnTheScreen) {
    for (const Case& c : cases()) {
        for (const PlacedNode& placed : c.layout.nodes) {
            EXPECT_TRUE(c.panel.whole().encloses(placed.rect)) << c.name << " " << placed.node.id.text;
            const double em = em_px(placed.style);
            for (const PlacedLine& line : placed.lines) {
                EXPECT_GE(line.left, placed.rect.left) << c.name << " " << placed.node.id.text;
                EXPECT_LE(line.left + line.width, placed.rect.right + 1) << c.name << " " << placed.node.id.text;
                EXPECT_GE(line.baseline - em * kAscentPerEm, placed.rect.top - 1) << c.name << " " << placed.node.id.text;
                EXPECT_LE(line.baseline + em * kDescentPerEm, placed.rect.bottom + 1) << c.name << " " << placed.node.id.text;
            }
        }
    }
}

TEST_P(EveryScreen, KeepsIconsAndNumbersApartFromWords) {
    for (const Case& c : cases()) {
        for (const PlacedNode& placed : c.layout.nodes) {
            for (const PlacedLine& line : placed.lines) {
                const int em = static_cast<int>(em_px(placed.style));
                const PixelRect words{line.left, line.baseline - em * 85 / 100, line.left + static_cast<int>(line.width), line.baseline + em / 10};
                EXPECT_FALSE(words.overlaps(placed.icon)) << c.name << " " << placed.node.id.text;
                EXPECT_FALSE(words.overlaps(placed.badge)) << c.name << " " << placed.node.id.text;
            }
            if (!placed.icon.empty()) {
                EXPECT_FALSE(placed.icon.overlaps(placed.badge)) << c.name << " " << placed.node.id.text;
            }
        }
    }
}

TEST_P(EveryScreen, OverlapsNothing) {
    for (const Case& c : cases()) {
        for (std::size_t i = 0; i < c.layout.nodes.size(); ++i) {
            for (std::size_t j = i + 1; j < c.layout.nodes.size(); ++j) {
                EXPECT_FALSE(c.layout.nodes[i].rect.overlaps(c.layout.nodes[j].rect))
                    << c.name << " " << c.layout.nodes[i].node.id.text << " and " << c.layout.nodes[j].node.id.text;
            }
            EXPECT_FALSE(c.layout.nodes[i].rect.overlaps(c.layout.caption)) << c.name << " " << c.layout.nodes[i].node.id.text;
        }
    }
}

TEST_P(EveryScreen, HasTargetsOfTwentyMillimetresAndAnswersOfTwentyFiveBySixty) {
    for (const Case& c : cases()) {
        for (const PlacedNode& placed : c.layout.nodes) {
            if (!placed.pressable()) continue;
            EXPECT_GE(placed.hit.width() / c.panel.px_per_mm, 20.0) << c.name << " " << placed.node.id.text;
            EXPECT_GE(placed.hit.height() / c.panel.px_per_mm, 20.0) << c.name << " " << placed.node.id.text;
            if (placed.node.role == Role::answer) {
                EXPECT_GE(placed.hit.width() / c.panel.px_per_mm, 60.0) << c.name << " " << placed.node.id.text;
                EXPECT_GE(placed.hit.height() / c.panel.px_per_mm, 25.0) << c.name << " " << placed.node.id.text;
            }
            if (placed.node.id.text == "fixed.call_staff") {
                EXPECT_GE(placed.hit.height() / c.panel.px_per_mm, 25.0) << c.name;
            }
        }
    }
}

TEST_P(EveryScreen, KeepsTargetsFiveMillimetresApartAndOppositesTen) {
    for (const Case& c : cases()) {
        for (std::size_t i = 0; i < c.layout.nodes.size(); ++i) {
            for (std::size_t j = i + 1; j < c.layout.nodes.size(); ++j) {
                const PlacedNode& a = c.layout.nodes[i];
                const PlacedNode& b = c.layout.nodes[j];
                if (!a.pressable() || !b.pressable()) continue;
                const bool opposites = c.layout.arrangement == scene::Template::confirm && a.node.role == Role::answer && b.node.role == Role::answer;
                EXPECT_GE(distance(a.hit, b.hit) / c.panel.px_per_mm, opposites ? 10.0 : 5.0)
                    << c.name << " " << a.node.id.text << " and " << b.node.id.text;
            }
        }
    }
}

TEST_P(EveryScreen, PutsEveryTargetWithinReach) {
    for (const Case& c : cases()) {
        for (const PlacedNode& placed : c.layout.nodes) {
            if (placed.pressable()) {
                EXPECT_TRUE(c.panel.touch_band().encloses(placed.hit)) << c.name << " " << placed.node.id.text;
            }
        }
    }
}

TEST_P(EveryScreen, HasNoLetterBelowTheFloorsAndBodyTextAtTheChosenSize) {
    const auto size = std::get<2>(GetParam());
    for (const Case& c : cases()) {
        for (const PlacedNode& placed : c.layout.nodes) {
            if (placed.lines.empty()) continue;
            const double cap = placed.style.cap_px / c.panel.px_per_mm;
            EXPECT_GE(cap, placed.node.role == Role::foot_line ? 4.8 : 7.33) << c.name << " " << placed.node.id.text;
            // Beside a ribbon or the open second row, texts may go down to the floor of rule 2.
            const bool crowded = c.name.find("practised") != std::string::npos || c.name.find("_more") != std::string::npos || c.scene.overlay;
            const bool text = placed.node.role == Role::instruction || placed.node.role == Role::detail;
            if (text && !crowded && c.scene.arrangement != scene::Template::idle) {
                EXPECT_GE(cap, Metrics(c.panel, size).cap_height(TextUse::body).value) << c.name << " " << placed.node.id.text;
            }
            if (!placed.badge.empty()) {
                EXPECT_GE(placed.badge_style.cap_px / c.panel.px_per_mm, 7.33) << c.name;
            }
            if (!placed.icon.empty()) {
                EXPECT_GE(placed.icon.width() / c.panel.px_per_mm, 12.0) << c.name << " " << placed.node.id.text;
            }
        }
    }
}

TEST_P(EveryScreen, HasNoInstructionOverThreeLinesOrFortyHanziALine) {
    for (const Case& c : cases()) {
        for (const PlacedNode& placed : c.layout.nodes) {
            if (placed.node.role != Role::instruction) continue;
            EXPECT_LE(placed.lines.size(), 3U) << c.name << " " << placed.node.id.text;
            const std::size_t most = c.scene.preferences.language == "en" ? 80 : 40;
            for (const PlacedLine& line : placed.lines) EXPECT_LE(line.end - line.begin, most) << c.name << " " << placed.node.id.text;
        }
    }
}

TEST_P(EveryScreen, KeepsTheFixedAndServiceKeysWhereTheyAre) {
    std::map<std::string, PixelRect> known;
    for (const Case& c : cases()) {
        for (const PlacedNode& placed : c.layout.nodes) {
            if (placed.node.role != Role::fixed_key && placed.node.role != Role::service_key) continue;
            const auto [place, fresh] = known.emplace(placed.node.id.text, placed.rect);
            EXPECT_EQ(place->second, placed.rect) << c.name << " " << placed.node.id.text;
        }
    }
    EXPECT_EQ(known.size(), 16U);
}

TEST_P(EveryScreen, ListsNodesInReadingOrder) {
    for (const Case& c : cases()) {
        std::vector<std::string> expected;
        if (c.scene.overlay) continue;
        for (const scene::Node& node : c.scene.nodes) expected.push_back(node.id.text);
        std::vector<std::string> placed;
        for (const PlacedNode& node : c.layout.nodes) placed.push_back(node.node.id.text);
        EXPECT_EQ(placed, expected) << c.name;
    }
}

/// 指给我看 stands in the strip of the spoken words: large enough, within reach, and nothing else moves for it but by a few millimetres.
TEST(HelpKey, StandsBesideTheCaptionOnEveryTemplateAndSize) {
    const auto font = FontFile::open(samples::fonts()).value();
    for (const Panel& panel : {samples::landscape(), samples::portrait()}) {
        for (const auto size : {flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest}) {
            for (const char* name : {"choice", "home", "number_entry", "notice", "result"}) {
                for (const char* words : {"指给我看", "不用指了", "Show me", "Stop showing"}) {
                    scene::Scene scene = samples::make(name, {});
                    scene.preferences.text_size = size;
                    scene::Node key;
                    key.id = NodeId{"help.pointing"};
                    key.role = Role::help_key;
                    key.text_key = "frame.point_for_me";
                    key.shown = key.spoken = words;
                    key.action = flow::Action{flow::ActionKind::turn_pointing, {}};
                    const auto fixed = std::find_if(scene.nodes.begin(), scene.nodes.end(), [](const auto& node) { return node.role == Role::fixed_key; });
                    scene.nodes.insert(fixed, key);
                    const Metrics metrics(panel, size);
                    const Layout layout = lay_out(scene, metrics, theme_for(flow::Theme::standard), *font);
                    const PlacedNode* placed = layout.find(key.id);
                    ASSERT_NE(placed, nullptr) << name;
                    EXPECT_TRUE(placed->pressable()) << name;
                    EXPECT_EQ(placed->node.icon, "point");
                    EXPECT_GE(placed->rect.height(), metrics.px_at_least(kSmallestTarget)) << name;
                    EXPECT_GE(placed->rect.width(), metrics.px_at_least(Millimetres{60})) << name;
                    EXPECT_TRUE(panel.touch_band().encloses(placed->rect)) << name;
                    EXPECT_GE(placed->rect.left - layout.caption.right, metrics.px_at_least(kTargetGap)) << name;
                    EXPECT_EQ(placed->rect.top, layout.caption.top) << name;
                    for (const PlacedNode& other : layout.nodes) {
                        if (&other == placed || !other.pressable()) continue;
                        EXPECT_FALSE(placed->rect.inset(-metrics.px_at_least(kTargetGap)).overlaps(other.rect)) << name << ' ' << other.node.id.text;
                    }
                    for (const Overflow& overflow : layout.overflows) EXPECT_NE(overflow.id, key.id) << name << ' ' << words << ": " << overflow.why;
                }
            }
        }
    }
}

TEST(FixedKeys, DoNotMoveWithTheTextSize) {
    for (const Panel& panel : {samples::landscape(), samples::portrait()}) {
        const Frame small = make_frame(Metrics(panel, flow::TextSize::standard));
        const Frame large = make_frame(Metrics(panel, flow::TextSize::largest));
        EXPECT_EQ(small.fixed, large.fixed);
        EXPECT_EQ(small.service, large.service);
        const Frame open = make_frame(Metrics(panel, flow::TextSize::standard), 6);
        EXPECT_EQ(small.fixed, open.fixed);
        EXPECT_TRUE(std::equal(small.service.begin(), small.service.begin() + 6, open.service.begin()));
    }
}

TEST(Overlay, LeavesOnlyItsOwnNodesAndCallStaffToPress) {
    const auto font = FontFile::open(samples::fonts()).value();
    const auto scene = samples::make("overlay", {});
    const Layout layout = lay_out(scene, Metrics(samples::landscape(), flow::TextSize::standard), theme_for(flow::Theme::standard), *font);
    std::vector<std::string> pressable;
    for (const PlacedNode& placed : layout.nodes) {
        if (placed.pressable()) pressable.push_back(placed.node.id.text);
    }
    EXPECT_EQ(pressable, (std::vector<std::string>{"idle.here", "fixed.call_staff"}));
}

/// A layout of a sample scene at the standard size in Chinese.
Layout layout_of(const scene::Scene& scene, const Panel& panel) {
    const auto font = FontFile::open(samples::fonts()).value();
    return lay_out(scene, Metrics(panel, scene.preferences.text_size), theme_for(scene.preferences.theme), *font);
}

Layout layout_of(const char* name, const Panel& panel) { return layout_of(samples::make(name, {}), panel); }

const std::vector<Panel>& both_ways() {
    static const std::vector<Panel> panels{samples::landscape(), samples::portrait()};
    return panels;
}

TEST(Pages, LeaveAnswersWhereTheyAre) {
    for (const Panel& panel : both_ways()) {
        const Layout first = layout_of("choice_pages", panel);
        const Layout last = layout_of("choice_last_page", panel);
        for (const char* answer : {"answer.card1", "answer.card2"}) {
            EXPECT_EQ(first.find(NodeId{answer})->rect, last.find(NodeId{answer})->rect);
        }
        EXPECT_EQ(first.find(NodeId{"title"})->rect, last.find(NodeId{"title"})->rect);
        EXPECT_EQ(first.caption, last.caption);
    }
}

TEST(Pages, HaveNextAndPreviousApartSoThatOneIsNotPressedForTheOther) {
    for (const Panel& panel : both_ways()) {
        for (const char* scene : {"choice_pages", "notice_pages"}) {
            scene::Scene both = samples::make(scene, {});
            if (std::string(scene) == "choice_pages") {
                const scene::Scene last = samples::make("choice_last_page", {});
                for (const scene::Node& node : last.nodes) {
                    if (node.id.text == "page.previous") both.nodes.push_back(node);
                }
            }
            const Layout layout = layout_of(both, panel);
            const PixelRect next = layout.find(NodeId{"page.next"})->rect;
            const PixelRect previous = layout.find(NodeId{"page.previous"})->rect;
            EXPECT_GE(distance(next, previous) / panel.px_per_mm, 10.0) << scene;
            EXPECT_TRUE(previous.right <= next.left || previous.bottom <= next.top) << scene;
        }
        // One that is missing leaves its place empty: what is pressed twice turns back, never something else.
        const Layout first = layout_of("choice_pages", panel);
        const Layout last = layout_of("choice_last_page", panel);
        EXPECT_FALSE(first.find(NodeId{"page.next"})->rect.overlaps(last.find(NodeId{"page.previous"})->rect));
    }
}

TEST(Pages, AreTurnedByKeysThatLookLikeNoAnswer) {
    const Layout layout = layout_of("choice_pages", samples::landscape());
    const PlacedNode& key = *layout.find(NodeId{"page.next"});
    const PlacedNode& answer = *layout.find(NodeId{"answer.card1"});
    EXPECT_FALSE(key.paint == answer.paint);
    EXPECT_TRUE(key.badge.empty());
    EXPECT_LT(key.rect.height(), answer.rect.height());
    EXPECT_GE(key.rect.height() / samples::landscape().px_per_mm, 20.0);
}

TEST(Ribbon, StandsUnderTheTopLineOverTheWholeMiddle) {
    for (const Panel& panel : both_ways()) {
        const Layout layout = layout_of("pin_entry_practised", panel);
        const PlacedNode& ribbon = *layout.find(NodeId{"status.practice"});
        EXPECT_EQ(ribbon.ribbon, Ribbon::practice);
        EXPECT_GE(ribbon.rect.top, layout.header.bottom);
        EXPECT_LT(ribbon.rect.bottom, layout.find(NodeId{"title"})->rect.top);
        EXPECT_GT(ribbon.rect.width(), panel.width_px * 3 / 4);
        EXPECT_FALSE(ribbon.icon.empty()) << "rule 6: not by colour alone";
    }
}

TEST(Ribbon, HoldsACallAndThePracticeApart) {
    for (const Panel& panel : both_ways()) {
        const Layout layout = layout_of("practised_result", panel);
        const PlacedNode& call = *layout.find(NodeId{"status.help"});
        EXPECT_EQ(call.ribbon, Ribbon::call);
        EXPECT_FALSE(call.rect.overlaps(layout.find(NodeId{"status.practice"})->rect));
        EXPECT_FALSE(call.paint == layout.find(NodeId{"status.practice"})->paint);
    }
}

TEST(Ribbon, LeavesAnAmountSixteenMillimetresHigh) {
    for (const Panel& panel : both_ways()) {
        for (const char* name : {"practised_result", "practised_result_more"}) {
            const PlacedNode& value = *layout_of(name, panel).find(NodeId{"value"});
            // A hanzi is 0.917 em, a capital 0.733.
            EXPECT_GE(value.style.cap_px / panel.px_per_mm * 0.917 / kCapPerEm, 16.0) << name;
        }
    }
}

TEST(PinEntry, HasALargeFieldAndAPictureAndNoKeypad) {
    for (const Panel& panel : both_ways()) {
        const Layout layout = layout_of("pin_entry", panel);
        const PlacedNode& entry = *layout.find(NodeId{"entry"});
        EXPECT_GE(entry.rect.height() / panel.px_per_mm, 25.0);
        ASSERT_EQ(entry.lines.size(), 1U);
        EXPECT_GE(entry.style.cap_px / panel.px_per_mm, 12.8);
        EXPECT_GE(layout.find(NodeId{"picture"})->icon.width() / panel.px_per_mm, 30.0);
        EXPECT_EQ(std::count_if(layout.nodes.begin(), layout.nodes.end(), [](const PlacedNode& placed) { return placed.node.role == Role::key; }), 0);
    }
}

TEST(Idle, ShowsTimeAndQueueLargeEnoughForTheHall) {
    for (const Panel& panel : both_ways()) {
        for (const char* language : {"zh-CN", "en"}) {
            flow::Preferences preferences;
            preferences.language = language;
            const Layout layout = layout_of(samples::make("idle", preferences), panel);
            const auto cap = [&](const char* id) { return layout.find(NodeId{id})->style.cap_px / panel.px_per_mm; };
            EXPECT_GE(cap("foot.clock"), 17.0);
            for (const char* id : {"detail.date", "detail.called", "detail.waiting", "detail.hall_wait"}) {
                EXPECT_GE(cap(id), 11.0) << id << " " << language;
            }
            EXPECT_GT(layout.find(NodeId{"foot.clock"})->rect.top, layout.header.bottom);
            EXPECT_TRUE(layout.find(NodeId{"answer.touch1"})->badge.empty()) << "there is nothing to choose from";
        }
    }
}

TEST(Idle, NeedsNothingThatIsNotKnown) {
    scene::Scene scene = samples::make("idle", {});
    std::erase_if(scene.nodes, [](const scene::Node& node) { return node.role == Role::detail; });
    for (const Panel& panel : both_ways()) {
        const Layout layout = layout_of(scene, panel);
        EXPECT_TRUE(layout.overflows.empty());
        EXPECT_GE(layout.find(NodeId{"foot.clock"})->style.cap_px / panel.px_per_mm, 30.0);
    }
}

TEST(Cover, StandsAlikeForAShortAndALongText) {
    for (const char* name : {"result", "choice_pages", "number_entry"}) {
        for (const Panel& panel : both_ways()) {
            const auto covered = [&](const std::string& words, bool cover) {
                scene::Scene scene = samples::make(name, {});
                scene.covered = cover;
                for (scene::Node& node : scene.nodes) {
                    const bool button = node.action.has_value() && node.role != Role::answer;
                    if (!button && node.role != Role::title && node.role != Role::position && node.role != Role::foot_line) node.secret = PrivateText(words);
                }
                return layout_of(scene, panel);
            };
            const std::string long_words = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";
            const Layout one = covered("一", true);
            const Layout other = covered(long_words, true);
            ASSERT_EQ(one.nodes.size(), other.nodes.size());
            bool differs_when_open = false;
            const Layout open_one = covered("一", false);
            const Layout open_other = covered(long_words, false);
            for (std::size_t i = 0; i < one.nodes.size(); ++i) {
                EXPECT_EQ(one.nodes[i].rect, other.nodes[i].rect) << name << " " << one.nodes[i].node.id.text;
                EXPECT_EQ(one.nodes[i].icon, other.nodes[i].icon) << name << " " << one.nodes[i].node.id.text;
                EXPECT_EQ(one.nodes[i].lines, other.nodes[i].lines) << name << " " << one.nodes[i].node.id.text;
                EXPECT_TRUE(one.nodes[i].style == other.nodes[i].style) << name << " " << one.nodes[i].node.id.text;
                differs_when_open = differs_when_open || open_one.nodes[i].lines != open_other.nodes[i].lines;
            }
            EXPECT_TRUE(differs_when_open) << name;
        }
    }
}

TEST(Waiting, ShowsAStillSignBesideItsWords) {
    for (const Panel& panel : both_ways()) {
        scene::Scene scene = samples::make("wait", {});
        std::erase_if(scene.nodes, [](const scene::Node& node) { return node.role == Role::picture; });
        const PlacedNode& title = *layout_of(scene, panel).find(NodeId{"title"});
        EXPECT_GE(title.icon.width() / panel.px_per_mm, 12.0);
        EXPECT_LE(title.icon.right, title.lines[0].left);
        EXPECT_TRUE(title.rect.encloses(title.icon.inset(2)));
    }
}

TEST(Reach, IsRefusedWhereKeysWouldStandTooHigh) {
    EXPECT_FALSE(layout_of("choice", make_panel(1920, 1080, 21.5, Millimetres{1000}).value()).overflows.empty());
    const Layout layout = layout_of("choice", make_panel(1920, 1080, 21.5, Millimetres{1150}).value());
    EXPECT_TRUE(std::any_of(layout.overflows.begin(), layout.overflows.end(),
                            [](const Overflow& overflow) { return overflow.why.find("out of reach") != std::string::npos; }));
}

TEST(Reach, LeavesALowEdgeUnused) {
    const Panel panel = make_panel(1920, 1080, 32, Millimetres{750}).value();
    const Layout layout = layout_of("choice", panel);
    EXPECT_TRUE(layout.overflows.empty());
    for (const PlacedNode& placed : layout.nodes) EXPECT_LE(placed.rect.bottom, panel.touch_band().bottom) << placed.node.id.text;
}

TEST(Layout, ReportsATextThatDoesNotFitInsteadOfCuttingIt) {
    const auto font = FontFile::open(samples::fonts()).value();
    auto scene = samples::make("choice", {});
    for (scene::Node& node : scene.nodes) {
        if (node.role == Role::instruction) for (int i = 0; i < 30; ++i) node.shown += "这一句话很长,怎么也放不下。";
    }
    const Layout layout = lay_out(scene, Metrics(samples::landscape(), flow::TextSize::standard), theme_for(flow::Theme::standard), *font);
    ASSERT_FALSE(layout.overflows.empty());
    EXPECT_EQ(layout.overflows[0].id.text, "instruction");
}

}  // namespace
}  // namespace silverlane::ui
