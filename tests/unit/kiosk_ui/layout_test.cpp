// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

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

class EveryScreen : public testing::TestWithParam<std::tuple<bool, const char*, flow::TextSize>> {
protected:
    std::vector<Case> cases() {
        const auto [upright, language, size] = GetParam();
        const auto font = FontFile::open(samples::fonts()).value();
        std::vector<Case> made;
        const Panel panel = upright ? samples::portrait() : samples::landscape();
        for (const auto theme : {flow::Theme::standard, flow::Theme::white, flow::Theme::black}) {
            flow::Preferences preferences;
            preferences.language = language;
            preferences.text_size = size;
            preferences.theme = theme;
            for (auto& [name, scene] : samples::all(preferences)) {
                Layout layout = lay_out(scene, Metrics(panel, size), theme_for(theme), *font);
                made.push_back({name + (upright ? " upright" : " lying"), panel, std::move(scene), std::move(layout)});
            }
        }
        return made;
    }
};

INSTANTIATE_TEST_SUITE_P(All, EveryScreen,
                         testing::Combine(testing::Bool(), testing::Values("zh-CN", "en"),
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
            if (placed.node.role == Role::instruction || placed.node.role == Role::detail) {
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

TEST(FixedKeys, DoNotMoveWithTheTextSize) {
    for (const Panel& panel : {samples::landscape(), samples::portrait()}) {
        const Frame small = make_frame(Metrics(panel, flow::TextSize::standard));
        const Frame large = make_frame(Metrics(panel, flow::TextSize::largest));
        EXPECT_EQ(small.fixed, large.fixed);
        EXPECT_EQ(small.service, large.service);
        const Frame open = make_frame(Metrics(panel, flow::TextSize::standard), true);
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
