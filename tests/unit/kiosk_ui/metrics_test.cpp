// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/metrics.h"

#include <gtest/gtest.h>

#include "kiosk/ui/theme.h"

namespace silverlane::ui {
namespace {

TEST(Panel, IsRefusedWithoutItsDiagonal) {
    EXPECT_FALSE(make_panel(1920, 1080, 0).ok());
    EXPECT_FALSE(make_panel(1920, 1080, -1).ok());
    EXPECT_FALSE(make_panel(1920, 1080, 200).ok());
    EXPECT_EQ(make_panel(1920, 1080, 0).error().code(), ErrorCode::invalid_input);
}

TEST(Panel, IsRefusedWhenTooCoarseOrOutOfReach) {
    EXPECT_FALSE(make_panel(1024, 768, 15).ok());
    EXPECT_FALSE(make_panel(1920, 1080, 21.5, Millimetres{1300}).ok());
}

TEST(Panel, OfTheReferenceTerminalHasTheDocumentsPixels) {
    const Panel panel = make_panel(1920, 1080, 21.5).value();
    EXPECT_NEAR(panel.px_per_mm, 4.034, 0.001);
    EXPECT_EQ(panel.px_at_least(kSmallestTarget), 81);
    EXPECT_EQ(panel.px_at_least(kAnswerHeight), 101);
    EXPECT_EQ(panel.px_at_least(kTargetGap), 21);
}

TEST(Panel, StandingUprightAt800MillimetresIsReachedInItsLowest1210Pixels) {
    const Panel panel = make_panel(1080, 1920, 21.5).value();
    EXPECT_NEAR(panel.touch_band().height(), 1210, 1);
    EXPECT_EQ(panel.touch_band().bottom, 1920);
}

TEST(Panel, LyingAt800MillimetresIsReachedAllOver) {
    const Panel panel = make_panel(1920, 1080, 21.5).value();
    EXPECT_EQ(panel.touch_band(), panel.whole());
}

TEST(Metrics, KeepTheFloorsOfTheAccessibilityRulesAtEverySize) {
    for (const double inches : {15.6, 21.5, 27.0, 32.0}) {
        const Panel panel = make_panel(1920, 1080, inches).value();
        for (const auto size : {flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest}) {
            const Metrics metrics(panel, size);
            EXPECT_GE(metrics.style(TextUse::body).cap_px / panel.px_per_mm, 7.33);
            EXPECT_GE(metrics.style(TextUse::heading).cap_px / panel.px_per_mm, 11.0);
            EXPECT_GE(metrics.style(TextUse::amount).cap_px / panel.px_per_mm, 12.8);
            EXPECT_GE(metrics.style(TextUse::standing).cap_px / panel.px_per_mm, 4.8);
        }
    }
}

TEST(Metrics, HaveThreeSizesOfBodyText) {
    const Panel panel = make_panel(1920, 1080, 21.5).value();
    EXPECT_DOUBLE_EQ(Metrics(panel, flow::TextSize::standard).cap_height(TextUse::body).value, 7.33);
    EXPECT_DOUBLE_EQ(Metrics(panel, flow::TextSize::large).cap_height(TextUse::body).value, 8.55);
    EXPECT_DOUBLE_EQ(Metrics(panel, flow::TextSize::largest).cap_height(TextUse::body).value, 11);
}

std::vector<std::pair<const char*, Paint>> paints(const Theme& theme) {
    return {{"paper", theme.paper}, {"answer", theme.answer}, {"emphasised", theme.emphasised}, {"key", theme.key}, {"fixed", theme.fixed},
            {"call_staff", theme.call_staff}, {"service", theme.service}, {"switched_on", theme.switched_on}, {"entry", theme.entry},
            {"standing", theme.standing}, {"caption", theme.caption}, {"spoken", theme.spoken},
            {"practice", theme.practice}, {"call_out", theme.call_out}};
}

TEST(Theme, OfWarmPaperHasTenToOneEverywhere) {
    const Theme& theme = theme_for(flow::Theme::standard);
    for (const auto& [name, paint] : paints(theme)) {
        EXPECT_GE(contrast_ratio(paint.ink, paint.ground), 10.0) << name;
        EXPECT_GE(contrast_ratio(paint.mark, paint.ground), 10.0) << name;
    }
    EXPECT_GE(contrast_ratio(theme.disabled.ink, theme.disabled.ground), 7.0);
}

TEST(Theme, OfHighContrastHasTwentyToOneEverywhere) {
    for (const auto kind : {flow::Theme::white, flow::Theme::black}) {
        const Theme& theme = theme_for(kind);
        for (const auto& [name, paint] : paints(theme)) {
            EXPECT_GE(contrast_ratio(paint.ink, paint.ground), 20.0) << name;
            EXPECT_GE(contrast_ratio(paint.mark, paint.ground), 20.0) << name;
        }
        EXPECT_GE(contrast_ratio(theme.disabled.ink, theme.disabled.ground), 20.0);
    }
}

TEST(Theme, ShowsBordersFocusAndAttentionAtThreeToOne) {
    for (const auto kind : {flow::Theme::standard, flow::Theme::white, flow::Theme::black}) {
        const Theme& theme = theme_for(kind);
        for (const Paint& paint : {theme.answer, theme.emphasised, theme.key, theme.fixed, theme.call_staff, theme.service, theme.entry,
                                   theme.disabled, theme.switched_on, theme.practice, theme.call_out}) {
            EXPECT_GE(contrast_ratio(paint.border, theme.paper.ground), 3.0);
        }
        EXPECT_GE(contrast_ratio(theme.focus, theme.paper.ground), 3.0);
        EXPECT_GE(contrast_ratio(theme.attention, theme.paper.ground), 3.0);
    }
}

TEST(Contrast, OfBlackAndWhiteIsTwentyOne) { EXPECT_NEAR(contrast_ratio({0, 0, 0}, {255, 255, 255}), 21.0, 1e-9); }

}  // namespace
}  // namespace silverlane::ui
