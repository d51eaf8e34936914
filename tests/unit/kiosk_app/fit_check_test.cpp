// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The shipped steps on the panels that branches have, and the gallery that is drawn of them.
#include "kiosk/app/fit_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/event_log.h"
#include "kiosk/app/gallery.h"
#include "kiosk/app/sample_turns.h"
#include "kiosk/app/start_check.h"
#include "kiosk/flow/engine.h"

namespace silverlane::kiosk {
namespace {

const std::filesystem::path kSource = SILVERLANE_SOURCE_DIR;
const std::filesystem::path kShare = std::filesystem::path(SILVERLANE_BINARY_DIR) / "share/silverlane";

BranchSettings branch() {
    BranchSettings made;
    made.names = {{"zh-CN", "示例银行湖滨支行"}, {"en", "Sample Bank, Lakeside Branch"}};
    return made;
}

class Shipped : public testing::Test {
protected:
    Result<void> check(int width_px, int height_px, double inches, flow::TextSize size) const {
        return check_fit(flows, texts, branch(), ui::make_panel(width_px, height_px, inches).value(), font_files(kShare), size);
    }

    scene::TextCatalogue texts = scene::TextCatalogue::load(kSource / "config/strings", flow::Flows{}.languages).value();
    flow::Flows flows = flow::load_flows(kSource / "config/flows", texts.known(), flow::Times{}).value();
};

TEST_F(Shipped, StepsFitOnAPanelOfTwentyOneInchesAtEverySize) {
    for (const auto size : {flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest}) {
        const auto lying = check(1920, 1080, 21.5, size);
        EXPECT_TRUE(lying.ok()) << lying.error().text();
        const auto upright = check(1080, 1920, 21.5, size);
        EXPECT_TRUE(upright.ok()) << upright.error().text();
    }
}

TEST_F(Shipped, StepsFitBesideTheKeyOfSpokenVarieties) {
    const std::vector<flow::Variety> varieties{{"yue", "广东话"}, {"zh-x-wu", "上海话"}};
    for (const auto size : {flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest}) {
        for (const auto& [width, height] : {std::pair{1920, 1080}, std::pair{1080, 1920}}) {
            const auto fits = check_fit(flows, texts, branch(), ui::make_panel(width, height, 21.5).value(), font_files(kShare), size, varieties);
            EXPECT_TRUE(fits.ok()) << fits.error().text();
        }
    }
    const std::vector<flow::Variety> too_long{{"yue", "广东白话加长版"}};
    EXPECT_FALSE(check_fit(flows, texts, branch(), ui::make_panel(1080, 1920, 21.5).value(), font_files(kShare), flow::TextSize::largest, too_long).ok())
        << "the key is looked at";
}

TEST_F(Shipped, StepsFitOnLargerPanelsAtTheLargestSize) {
    for (const double inches : {24.0, 27.0, 32.0}) {
        const auto lying = check(1920, 1080, inches, flow::TextSize::largest);
        EXPECT_TRUE(lying.ok()) << inches << lying.error().text();
        const auto upright = check(2160, 3840, inches, flow::TextSize::largest);
        EXPECT_TRUE(upright.ok()) << inches << upright.error().text();
    }
}

TEST_F(Shipped, StepsThatDoNotFitOnASmallPanelAreNamed) {
    const auto small = check(1920, 1080, 15.6, flow::TextSize::largest);
    ASSERT_FALSE(small.ok());
    EXPECT_EQ(small.error().code(), ErrorCode::unsupported);
    EXPECT_NE(small.error().text().find("identify/consent (en), "), std::string::npos) << small.error().text();
}

/// What the check looks at: without these it would say yes too easily.
TEST_F(Shipped, StepsAreSeenAtTheirFullest) {
    bool practised = false;
    bool called = false;
    bool covered_row = false;
    int pages = 0;
    for (const auto& turn : fullest_turns(flows, {FlowId{"balance"}, StepId{"which"}}, "en")) {
        practised = practised || turn.practice;
        called = called || turn.help.state == flow::HelpState::claimed;
        covered_row = covered_row || turn.more_open;
        pages = std::max(pages, turn.page);
    }
    EXPECT_TRUE(practised);
    EXPECT_TRUE(called);
    EXPECT_TRUE(covered_row);
    EXPECT_EQ(pages, 1);
    std::set<std::string> roles;
    for (const auto& turn : fullest_turns(flows, flows.home, "en")) roles.insert(turn.terminal.role);
    EXPECT_EQ(roles.size(), 3U);
    EXPECT_EQ(fullest_turn(flows, {FlowId{"balance"}, StepId{"pin"}}, "en").pin_digits, 6);
    EXPECT_EQ(fullest_turn(flows, {FlowId{"home_visit"}, StepId{"phone"}}, "en").digits.count(), 12U);
}

class Quiet final : public EventLog {
public:
    void write(const LogEvent& event) override { names.insert(event.name()); }
    std::set<std::string> names;
};

TEST_F(Shipped, TemplatesAreDrawnForTheGallery) {
    const auto folder = std::filesystem::temp_directory_path() / "silverlane_gallery";
    std::filesystem::remove_all(folder);
    KioskSettings settings;
    settings.share = kShare;
    settings.branch = branch();
    const ManualClock clock{UtcTime{}};
    Quiet log;
    const auto drawn = write_gallery(settings, folder, clock, log);
    ASSERT_TRUE(drawn.ok()) << drawn.error().text();
    EXPECT_FALSE(log.names.contains("ui.text_overflow"));
    EXPECT_FALSE(log.names.contains("ui.icon_missing"));
    std::uintmax_t bytes = 0;
    int pictures = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        bytes += entry.file_size();
        if (entry.path().extension() == ".png") ++pictures;
    }
    EXPECT_GE(pictures, 100);
    EXPECT_LT(bytes, 3'000'000U) << "a repository is no place for large pictures";
    EXPECT_TRUE(std::filesystem::exists(folder / "README.md"));
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace silverlane::kiosk
